/**
 * Saves rows of the table view as they are left: what waits is sent together, one request at a time, and every row
 * knows how it stands. Nothing typed is thrown away: what was not taken stays in its row.
 */
import type { Answer } from "./answer";
import {
  answerOf,
  cellsOf,
  sameCells,
  type CellAnswer,
  type Cells,
  type InlineKind,
} from "./grid";

export interface Theirs {
  readonly answer: Answer;
  readonly answerText: string;
  readonly note: string;
  readonly revision: number;
  readonly by: string;
  readonly at: string;
}
export type RowState =
  | { readonly is: "idle" | "waiting" | "saving" | "offline" | "needs-answer" | "number" }
  | { readonly is: "saved"; readonly clockOff: boolean }
  | { readonly is: "conflict"; readonly theirs: Theirs }
  | { readonly is: "refused"; readonly message: string };
export interface RowDraft {
  readonly cells: Cells;
  readonly revision: number;
  /** What the portal has, as far as this page knows. */
  readonly stored: Cells;
  readonly state: RowState;
}
export interface SavedRow {
  readonly id: string;
  readonly kind: InlineKind;
  readonly opens: boolean;
}

export interface SentRow {
  readonly questionId: string;
  readonly answer: CellAnswer;
  readonly note: string;
  readonly revision: number;
}
type Result = { readonly questionId: string } & (
  | { readonly is: "saved"; readonly revision: number; readonly clockOff?: boolean | undefined }
  | { readonly is: "conflict"; readonly theirs: Theirs }
  | { readonly is: "refused"; readonly message: string }
);
/** `offline`: no word from the portal, so it is sent again. */
export type Outcome =
  | { readonly results: readonly Result[] }
  | { readonly message: string }
  | { readonly offline: true };

/** After the portal's word on what was sent; what was typed since waits for its turn. */
function settled(draft: RowDraft, sent: Cells, result: Result): RowDraft {
  if (result.is !== "saved") return { ...draft, state: result };
  const next = { ...draft, revision: result.revision, stored: sent };
  return sameCells(draft.cells, sent)
    ? { ...next, state: { is: "saved", clockOff: result.clockOff ?? false } }
    : { ...next, state: { is: "waiting" } };
}

export interface RowSaverOptions {
  readonly rowOf: (id: string) => SavedRow | undefined;
  readonly initialOf: (id: string) => RowDraft;
  readonly send: (rows: readonly SentRow[]) => Promise<Outcome>;
  /** Told of every row the portal has answered for, or has not. */
  readonly onSettled: (row: SavedRow, draft: RowDraft) => void;
  readonly onChange: () => void;
}

export class RowSaver {
  readonly #drafts = new Map<string, RowDraft>();
  readonly #waiting = new Set<string>();
  #busy = false;

  #options: RowSaverOptions;

  constructor(options: RowSaverOptions) {
    this.#options = options;
  }

  /** The page was drawn anew: with other rows, perhaps. */
  use(options: RowSaverOptions): void {
    this.#options = options;
  }

  draftOf(id: string): RowDraft {
    return this.#drafts.get(id) ?? this.#options.initialOf(id);
  }

  /** Keeps what is typed; `now` sends it as well. */
  change(id: string, cells: Cells, now: boolean): void {
    this.#put(id, { ...this.draftOf(id), cells });
    if (now) this.leave(id);
  }

  /** Sends a row that differs from what the portal has. A conflict waits for a choice. */
  leave(id: string): void {
    const row = this.#options.rowOf(id);
    const draft = this.draftOf(id);
    if (!row || draft.state.is === "conflict") return;
    if (draft.state.is === "offline") return this.flush();
    if (sameCells(draft.cells, draft.stored)) return;
    const answer = answerOf(row.kind, draft.cells);
    if (answer === "number") return this.#put(id, { ...draft, state: { is: "number" } });
    if (answer === "none") {
      // An answer once given can be changed, not taken away; a note needs an answer to hang on.
      const is = draft.cells.note.trim() === "" ? "idle" : "needs-answer";
      return this.#put(id, { ...draft, state: { is } });
    }
    this.#waiting.add(id);
    this.#put(id, { ...draft, state: { is: "waiting" } });
    this.flush();
  }

  /** Nothing was typed into the row that the portal does not have. */
  isUntouched(id: string): boolean {
    const { state, cells, stored } = this.draftOf(id);
    return (state.is === "idle" || state.is === "saved") && sameCells(cells, stored);
  }

  /** The row shows again what the portal says of it, unless something was typed into it. */
  forget(id: string): void {
    if (!this.isUntouched(id)) return;
    this.#drafts.delete(id);
    this.#options.onChange();
  }

  choose(id: string, choice: "mine" | "theirs"): void {
    const draft = this.draftOf(id);
    if (draft.state.is !== "conflict") return;
    const { theirs } = draft.state;
    const stored = cellsOf(theirs.answer, theirs.note);
    const next = { ...draft, revision: theirs.revision, stored };
    if (choice === "theirs")
      return this.#put(id, { ...next, cells: stored, state: { is: "saved", clockOff: false } });
    this.#put(id, { ...next, state: { is: "idle" } });
    this.leave(id);
  }

  flush(): void {
    if (this.#busy || this.#waiting.size === 0) return;
    this.#busy = true;
    void this.#send().finally(() => (this.#busy = false));
  }

  async #send(): Promise<void> {
    while (this.#waiting.size > 0) {
      const rows = [...this.#waiting].flatMap((id) => this.#entryOf(id));
      this.#waiting.clear();
      const drafts = new Map(rows.map(({ questionId }) => [questionId, this.draftOf(questionId)]));
      for (const [id, draft] of drafts) this.#put(id, { ...draft, state: { is: "saving" } });
      const outcome = rows.length === 0 ? { results: [] } : await this.#options.send(rows);
      for (const [id, { cells }] of drafts) this.#settle(id, cells, outcome);
      if ("offline" in outcome) return;
    }
  }

  #entryOf(id: string): SentRow[] {
    const row = this.#options.rowOf(id);
    const { cells, revision } = this.draftOf(id);
    const answer = row && answerOf(row.kind, cells);
    return !answer || typeof answer === "string"
      ? []
      : [{ questionId: id, answer, note: cells.note, revision }];
  }

  #settle(id: string, sent: Cells, outcome: Outcome): void {
    const before = this.draftOf(id);
    const row = this.#options.rowOf(id);
    if ("results" in outcome) {
      const result = outcome.results.find(({ questionId }) => questionId === id);
      const draft: RowDraft = result
        ? settled(before, sent, result)
        : { ...before, state: { is: "offline" } };
      if (draft.state.is === "waiting") this.#waiting.add(id);
      this.#put(id, draft);
    } else if ("offline" in outcome) {
      this.#waiting.add(id);
      this.#put(id, { ...before, state: { is: "offline" } });
    } else this.#put(id, { ...before, state: { is: "refused", message: outcome.message } });
    if (row) this.#options.onSettled(row, this.draftOf(id));
  }

  #put(id: string, draft: RowDraft): void {
    this.#drafts.set(id, draft);
    this.#options.onChange();
  }
}
