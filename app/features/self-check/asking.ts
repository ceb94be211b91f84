/** One self-check being worked out: what is asked, what the answers count as and what they add up to, each found once. */
import type { Day } from "~/shared/day";
import { fits, type Answer, type Answers } from "./answer";
import type { Compiled } from "./compile";
import type { SiteFacts } from "./site-facts";

const OPEN = 0;
const NOT_ASKED = 1;
const ASKED = 2;

export class Asking {
  readonly #state: Uint8Array;
  readonly #counted: (Answer | null | undefined)[];
  readonly #derived: (number | null | undefined)[];

  constructor(
    readonly compiled: Compiled,
    readonly siteFacts: SiteFacts,
    private readonly answers: Answers,
    readonly on: Day
  ) {
    this.#state = new Uint8Array(compiled.questions.length);
    this.#counted = new Array(compiled.questions.length);
    this.#derived = new Array(compiled.derived.length);
  }

  /** Whether the question at this place is asked. */
  asks(at: number): boolean {
    if (this.#state[at] === OPEN) {
      this.#state[at] = NOT_ASKED; // A circle asks nothing; the content check refuses it.
      const check = this.compiled.checks[at];
      if (!check || check.holds(this)) this.#state[at] = ASKED;
    }
    return this.#state[at] === ASKED;
  }

  /** The answer as far as it counts: none when the question is not asked or cannot be given it. */
  answer(at: number): Answer | null {
    const known = this.#counted[at];
    if (known !== undefined) return known;
    const question = this.compiled.questions[at];
    if (!question) return null;
    const answer = Object.hasOwn(this.answers, question.id) ? this.answers[question.id] : undefined;
    const counts = answer !== undefined && this.asks(at) && fits(question, answer);
    return (this.#counted[at] = counts ? answer : null);
  }

  /** The derived value at this place; null when something it rests on is not known. */
  derived(at: number): number | null {
    const known = this.#derived[at];
    if (known !== undefined) return known;
    const compiled = this.compiled.derived[at];
    if (!compiled) return null;
    this.#derived[at] = null; // A circle comes to nothing; the content check refuses it.
    return (this.#derived[at] = compiled.value(this));
  }
}
