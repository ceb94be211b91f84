/** The comparison of `npm run bench -- evaluate` is fair only if all three decide the same. */
import { ZenEngine } from "@gorules/zen-engine";
import { Engine } from "json-rules-engine";
import { expect, it } from "vitest";
import { inventedEnterprises } from "~/features/positive-list/batch/invented-enterprises";
import { evaluate } from "~/features/positive-list/evaluate";
import { factsSchema } from "~/features/positive-list/facts";
import { profileById, scoreRules } from "~/features/positive-list/rules.server";
import { day } from "~/shared/day";
import { counted, RULES, withJsonRules, withZen } from "./bench/start/gates-elsewhere.mjs";

const ON = day("2026-11-22");

it("two general rule engines and our own rules come to the same outcome of every gate", async () => {
  const profile = profileById("default");
  const [jsonRules, zen] = [withJsonRules(Engine), withZen(ZenEngine)];
  const seen = new Set<string>();
  for (const { facts } of inventedEnterprises(1_500, 3, ON)) {
    const parsed = factsSchema.parse(facts.map(({ id, kind, value, from }) => ({ id, kind, value, validFrom: from, validTo: null, source: "test" })));
    const own = Object.fromEntries(evaluate(parsed, profile, scoreRules(), ON).gates.map(({ code, outcome }) => [code, outcome]));
    const given = counted(parsed, profile, ON);
    const expected = Object.fromEntries(Object.keys(RULES).map((code) => [code, own[code]]));
    expect(await jsonRules(given)).toEqual(expected);
    expect(await zen(given)).toEqual(expected);
    for (const [code, outcome] of Object.entries(expected)) seen.add(`${code} ${outcome}`);
  }
  // The facts reach the branches: most gates are both open and closed somewhere.
  expect(seen.size).toBeGreaterThan(25);
});
