/** Facts of many enterprises are those of each, read in a number of queries that does not grow. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { factsOf, factsOfMany } from "~/features/positive-list/enterprise-facts.server";
import { saveAnswers } from "~/features/self-check/answers.server";
import { startSelfCheck } from "~/features/self-check/commands.server";
import { completeSelfCheck } from "~/features/self-check/completion.server";
import { today } from "~/platform/clock.server";
import { withTx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import { system } from "~/shared/actor";
import { addMonths } from "~/shared/day";
import { enterprise } from "../factories";
import { apply, cityOf, eligible, inNotice } from "../listing-course";
import { freshDatabase, type FreshDatabase } from "./database";

let database: FreshDatabase;
beforeAll(async () => void (database = await freshDatabase()));
afterAll(() => database.close());

it("are the same facts in the same order, whoever else is read with them", async () => {
  const city = await cityOf("4401");
  const [bare, applied, noticed, checked] = [await enterprise(), await eligible(), await eligible(), await enterprise()];
  await apply(applied);
  await inNotice(noticed, city);
  const draft = await startSelfCheck(checked.actor, { siteId: checked.siteId, idempotencyKey: randomUUID() }, today());
  if (!("id" in draft)) throw new Error(draft.is);
  await saveAnswers(checked.actor, draft.id, [{ questionId: "core-eia-acceptance", answer: { is: "no" }, note: "", revision: 0, was: "" }]);
  await completeSelfCheck(checked.actor, draft.id, today(), holidays());

  const ids = [bare, applied, noticed, checked].map(({ enterpriseId }) => enterpriseId);
  for (const on of [today(), addMonths(today(), 8)]) {
    const [many, each] = await withTx(system("test"), async (tx) => [
      await factsOfMany(tx, ids, on),
      new Map(await Promise.all(ids.map(async (id) => [id, await factsOf(tx, id, on)] as const))),
    ]);
    expect(many).toEqual(each);
    expect(many.get(ids[3] ?? "")?.map(({ kind }) => kind)).toContain("self-check-round");
    expect(many.get(ids[2] ?? "")?.map(({ kind }) => kind)).toContain("pledge");
    expect(many.get(ids[0] ?? "")?.map(({ kind }) => kind)).toEqual(["open-matters", "correction-share", "learning-points"]);
  }
});
