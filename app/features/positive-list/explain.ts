/** Builds reasons and gate results. The words stand in the positive-list texts of each language. */
import type { Day } from "~/shared/day";
import type { ChangeKey, ExplainKey, GateResult, Reason } from "./evaluation";
import type { Answer } from "./fact-values";
import type { Basis, GateCode } from "./profile";

type Params = Reason["params"];
type Changer = "enterprise" | "agency" | "time" | "nobody";

const NO_PARAMS: Params = {};
const NONE: Reason[] = [];

export const plain = (key: ExplainKey, params: Params = NO_PARAMS): Reason => ({
  key,
  params,
  change: null,
});

export const changeable = (
  key: ExplainKey,
  by: Changer,
  change: ChangeKey,
  params: Params = NO_PARAMS
): Reason => ({ key, params, change: { key: change, by } });

/** Something closes the gate until a day, and only time changes it. */
export const untilDay = (key: ExplainKey, clearsOn: Day, params: Params): Reason => ({
  key,
  params: { ...params, clearsOn },
  change: { key: "wait-until", by: "time" },
  clearsOn,
});

/** What a gate has found so far. A gate passes only when nothing failed and nothing is unknown. */
export class Findings {
  readonly failed: Reason[] = [];
  readonly unknown: Reason[] = [];
  readonly factsUsed: string[] = [];
  private latestClearing: Day | null = null;
  private hasTimelessFailure = false;

  use(factId: string): void {
    this.factsUsed.push(factId);
  }

  /** Closed, and time alone does not open it. */
  fail(reason: Reason): void {
    this.failed.push(reason);
    this.hasTimelessFailure = true;
  }

  /** Closed until `clearsOn`, open again on that day. */
  failUntil(clearsOn: Day, reason: Reason): void {
    this.failed.push(reason);
    if (this.latestClearing === null || clearsOn > this.latestClearing)
      this.latestClearing = clearsOn;
  }

  ask(reason: Reason): void {
    this.unknown.push(reason);
  }

  /** Sorts an answer: "no" closes, "not known" asks; "yes" and "not applicable" leave the gate as it is. */
  answer(answer: Answer, no: Reason, notKnown: Reason): void {
    if (answer === "no") this.fail(no);
    else if (answer === "not-known") this.ask(notKnown);
  }

  result(code: GateCode, basis: Basis, whenPassed: Reason, flags: Reason[] = NONE): GateResult {
    const outcome =
      this.failed.length > 0 ? "failed" : this.unknown.length > 0 ? "unknown" : "passed";
    return {
      code,
      outcome,
      passed: outcome === "passed",
      basis,
      reasons: outcome === "passed" ? [whenPassed] : this.failed.concat(this.unknown),
      flags,
      factsUsed: this.factsUsed,
      clearsOn: this.hasTimelessFailure ? null : this.latestClearing,
    };
  }

  notApplicable(code: GateCode, basis: Basis, reason: Reason, flags: Reason[] = NONE): GateResult {
    return {
      code,
      outcome: "not-applicable",
      passed: true,
      basis,
      reasons: [reason],
      flags,
      factsUsed: this.factsUsed,
      clearsOn: null,
    };
  }
}
