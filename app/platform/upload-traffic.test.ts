import { describe, expect, it } from "vitest";
import { CALM_MS, CROWD_FILES, CROWD_MS, isCalm, mayGoOn } from "./upload-traffic";

const PAUSE_MS = 2_000;
const nobody = { underWay: 0, endedMsAgo: [] };
const one = { underWay: 0, endedMsAgo: [100] };
const crowd = { underWay: 3, endedMsAgo: Array.from({ length: CROWD_FILES }, (_, at) => CALM_MS - 100 - at * 10) };
const slower = { underWay: 3, endedMsAgo: [CALM_MS, ...crowd.endedMsAgo.slice(1)] };

describe("work beside uploads", () => {
  it.each([
    ["nobody sends", nobody, 0, true],
    ["somebody has just sent", one, 0, false],
    ["somebody sends on and on, and the pause is over", one, PAUSE_MS, true],
    ["a file is on its way, however long ago the last was", { underWay: 1, endedMsAgo: [CALM_MS * 5] }, 0, false],
    ["a crowd sends, and the pause is over", crowd, PAUSE_MS, false],
    ["not quite a crowd sends, and the pause is over", slower, PAUSE_MS, true],
    ["a crowd sends for ever", crowd, CROWD_MS, true],
  ])("when %s", (_, traffic, waitedMs, goesOn) => expect(mayGoOn(traffic, waitedMs, PAUSE_MS)).toBe(goesOn));

  it("is calm from the very end of the calm", () =>
    expect([CALM_MS - 1, CALM_MS].map((ago) => isCalm({ underWay: 0, endedMsAgo: [ago] }))).toEqual([false, true]));
});
