/**
 * What becomes of each question when a questionnaire gets a new version. Content: beside the new version, v<to>.map.yaml.
 *
 * An id is never given to another question, so a question that goes on keeps its id.
 */
import { z } from "zod";
import { localisedSchema, type Localised } from "~/shared/locale";
import { questionnaireSchema, type Question, type Questionnaire } from "./questionnaire";

const reasoned = z.strictObject({ id: z.string(), reason: localisedSchema });
export const versionMapSchema = z.strictObject({
  questionnaire: questionnaireSchema.shape.id,
  from: z.number().int().positive(),
  to: z.number().int().positive(),
  /** The old answer still answers the question. */
  kept: z.array(z.string()),
  /** The question goes on, but asks something else than before. */
  askedAgain: z.array(reasoned),
  dropped: z.array(reasoned),
  added: z.array(reasoned),
});
export type VersionMap = z.output<typeof versionMapSchema>;

export type Fate =
  | { readonly is: "kept" }
  | { readonly is: "asked-again" | "dropped"; readonly reason: Localised | null };

/** From the questions of one version to those of a later one. */
export interface Passage {
  /** By id of the older version; every one of them is here. */
  readonly fates: ReadonlyMap<string, Fate>;
  /** Questions that the older version did not have, with why they are asked. */
  readonly added: ReadonlyMap<string, Localised | null>;
}

const KEPT: Fate = { is: "kept" };

/** The same version again. */
export const samePassage = (ids: readonly string[]): Passage => ({
  fates: new Map(ids.map((id) => [id, KEPT])),
  added: new Map(),
});

export const passageOf = ({ kept, askedAgain, dropped, added }: VersionMap): Passage => ({
  fates: new Map<string, Fate>([
    ...kept.map((id) => [id, KEPT] as const),
    ...askedAgain.map(({ id, reason }) => [id, { is: "asked-again", reason }] as const),
    ...dropped.map(({ id, reason }) => [id, { is: "dropped", reason }] as const),
  ]),
  added: new Map(added.map(({ id, reason }) => [id, reason])),
});

/** One passage after the other, e.g. from version 1 to 3. What is asked again on the way is asked again in the end. */
export function compose(first: Passage, second: Passage): Passage {
  const fates = new Map<string, Fate>();
  for (const [id, before] of first.fates) {
    const after = second.fates.get(id);
    fates.set(id, before.is === "dropped" || !after || after.is === "kept" ? before : after);
  }
  const added = [...first.added].filter(([id]) => second.fates.get(id)?.is !== "dropped");
  return { fates, added: new Map([...added, ...second.added]) };
}

/** Questions side by side that do not touch each other, e.g. core and a sector. */
export const together = (passages: readonly Passage[]): Passage => ({
  fates: new Map(passages.flatMap(({ fates }) => [...fates])),
  added: new Map(passages.flatMap(({ added }) => [...added])),
});

export interface MapFault {
  readonly id: string | null;
  readonly remedy: string;
}

/** What is wrong with a map between two versions; empty when it tells the fate of every question of both. */
export function mapFaults(map: VersionMap, older: Questionnaire, newer: Questionnaire): MapFault[] {
  if (map.from !== older.version || map.to !== newer.version || map.questionnaire !== newer.id)
    return [
      {
        id: null,
        remedy: `expected questionnaire ${newer.id}, from ${older.version}, to ${newer.version}.`,
      },
    ];
  const [before, after] = [byId(older), byId(newer)];
  const told = [
    ...map.kept,
    ...[...map.askedAgain, ...map.dropped, ...map.added].map(({ id }) => id),
  ];
  const gone = new Set(map.dropped.map(({ id }) => id));
  const fresh = new Set(map.added.map(({ id }) => id));
  const fault = (id: string, remedy: string): MapFault => ({ id, remedy });
  return [
    ...told.flatMap((id, index) =>
      told.indexOf(id) < index ? [fault(id, "stands twice. Tell its fate once.")] : []
    ),
    ...told.flatMap((id) => placeFault(id, before, after, gone.has(id), fresh.has(id))),
    ...[...new Set([...before.keys(), ...after.keys()])].flatMap((id) =>
      told.includes(id)
        ? []
        : [fault(id, "is not in the map. Say kept, askedAgain, dropped or added.")]
    ),
    ...map.kept.flatMap((id) => keepFault(before.get(id), after.get(id))),
  ];
}

const byId = ({ questions }: Questionnaire): ReadonlyMap<string, Question> =>
  new Map(questions.map((question) => [question.id, question]));

function placeFault(
  id: string,
  before: ReadonlyMap<string, Question>,
  after: ReadonlyMap<string, Question>,
  gone: boolean,
  fresh: boolean
): MapFault[] {
  if (!before.has(id) && !after.has(id)) return [{ id, remedy: "is in neither version. Remove it." }];
  if (fresh && before.has(id)) return [{ id, remedy: "is not new: the older version has it." }];
  if (gone && after.has(id)) return [{ id, remedy: "is not dropped: the newer version has it." }];
  if (!fresh && !before.has(id)) return [{ id, remedy: "is new. Put it under added." }];
  if (!gone && !after.has(id)) return [{ id, remedy: "is gone. Put it under dropped." }];
  return [];
}

function keepFault(older: Question | undefined, newer: Question | undefined): MapFault[] {
  if (!older || !newer || takesAnswersOf(older, newer)) return [];
  return [
    {
      id: newer.id,
      remedy: "cannot be kept: not every answer of the older version fits. Put it under askedAgain.",
    },
  ];
}

/** Whether every answer that fitted the older question fits the newer one. */
export function takesAnswersOf(older: Question, newer: Question): boolean {
  if (older.allowsNotApplicable && !newer.allowsNotApplicable) return false;
  if (older.kind === "number")
    return newer.kind === "number" && newer.min <= older.min && newer.max >= older.max;
  if (older.kind === "choice")
    return newer.kind === "choice" && hasAll(newer.choices, older.choices);
  if (older.kind === "choices")
    return (
      newer.kind === "choices" &&
      hasAll(newer.choices, older.choices) &&
      newer.choices.every(
        ({ id, alone }) => !alone || older.choices.some((choice) => choice.id === id && choice.alone)
      )
    );
  if (older.kind === "text") return newer.kind === "text" && newer.maxLength >= older.maxLength;
  if (older.kind === "file") return newer.kind === "file" && newer.maxFiles >= older.maxFiles;
  if (older.kind === "table")
    return (
      newer.kind === "table" &&
      newer.minRows <= older.minRows &&
      newer.maxRows >= older.maxRows &&
      JSON.stringify(older.columns) === JSON.stringify(newer.columns)
    );
  return newer.kind === older.kind;
}

const hasAll = (newer: readonly { id: string }[], older: readonly { id: string }[]): boolean =>
  older.every(({ id }) => newer.some((choice) => choice.id === id));

/** Whether readers of both versions read another question: its words, its law or what counts as a breach differ. */
export function isReworded(older: Question, newer: Question): boolean {
  const { why: _why, howToCheck: _how, visibleIf: _visible, lesson: _lesson, ...before } = older;
  const { why: _why2, howToCheck: _how2, visibleIf: _visible2, lesson: _lesson2, ...after } = newer;
  return JSON.stringify(before) !== JSON.stringify(after);
}
