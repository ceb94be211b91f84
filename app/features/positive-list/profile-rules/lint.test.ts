import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { day } from "~/shared/day";
import { profileSchema, type Profile } from "../profile";
import { profileVersions, scoreRules } from "../rules.server";
import type { ScoreRules } from "../weights";
import { lintProfile, lintTiers } from "./lint";
import { publishedFaults, type ProfileFile } from "./published.server";
import { sha256Hex } from "~/platform/crypto.server";

const CONTENT = join(import.meta.dirname, "../../../../content");
const read = (path: string): unknown => parse(readFileSync(join(CONTENT, path), "utf8"));
const base = (): Profile => profileSchema.parse(read("profiles/default.yaml"));
const context = { on: day("2026-11-23"), isInForce: (id: string) => id.startsWith("eec-2026/") };
const faultsOf = (change: (profile: Profile) => unknown) => {
  const profile = base();
  change(profile);
  return lintProfile(profile, context)
    .filter(({ severity }) => severity === "fault")
    .map(({ path }) => path);
};
/** Profiles are read-only where they are used; a test spoils a copy. */
type Spoiled = { -readonly [K in keyof Profile]: Profile[K] };
const spoil = (change: (profile: Spoiled) => void) => faultsOf((profile) => change(profile));

it("finds nothing wrong with the default", () => expect(spoil(() => {})).toEqual([]));

describe("each fault is named where it stands", () => {
  const seeded: readonly [name: string, change: (profile: Spoiled) => void, path: string][] = [
    ["validity that ends before it begins", (p) => (p.validTo = day("2020-01-01")), "validTo"],
    [
      "in force, but over",
      (p) => Object.assign(p, { status: "in-force", validTo: day("2025-01-01") }),
      "status",
    ],
    ["a source left empty", (p) => (p.gates.G3.basis.source.en = " "), "gates.G3.basis.source"],
    [
      "a rule of somebody who is not named",
      (p) => Object.assign(p.gates.G2.basis.source, { "zh-CN": "两年内未受行政处罚", en: "no penalty in two years" }),
      "gates.G2.basis.source",
    ],
    [
      "a provision that is not in force",
      (p) => Object.assign(p.gates.G5.basis, { citations: ["wpl-2017/21"] }),
      "gates.G5.basis.citations",
    ],
    ["an exclusion gate that excludes nobody", (p) => (p.gates.G7.exclusions = []), "gates.G7.exclusions"],
    ["an exclusion named twice", (p) => p.gates.G7.exclusions.push("hazardous-waste-disposal"), "gates.G7.exclusions"],
    ["a credit gate that refuses nobody", (p) => (p.gates.G10.refusedGrades = []), "gates.G10.refusedGrades"],
    [
      "a credit gate that refuses everybody",
      (p) => (p.gates.G10.refusedGrades = ["green", "blue", "yellow", "red", "black", "A", "B", "C", "D"]),
      "gates.G10.refusedGrades",
    ],
    ["what was not punished counting longer", (p) => (p.gates.G2b.windowMonths = 60), "gates.G2b.windowMonths"],
    [
      "a malicious trigger that is none",
      (p) => (p.listing.triggers.value = p.listing.triggers.value.filter((each) => each !== "false-pledge")),
      "listing.maliciousTriggers",
    ],
    [
      "what closes a gate but ends no listing",
      (p) => (p.listing.triggers.value = p.listing.triggers.value.filter((each) => each !== "penalty")),
      "listing.triggers",
    ],
    ["a shorter wait after malice", (p) => (p.listing.reentryMonths.value.malicious = 12), "listing.reentryMonths"],
  ];
  it.each(seeded)("%s", (_name, change, path) => expect(spoil(change)).toContain(path));
});

describe("what a place asks beyond the gates", () => {
  const basis = { source: { "zh-CN": "某地：如此。", en: "Some place: so." }, citations: [], design: false };
  type Bands = NonNullable<NonNullable<Profile["local"]>["creditBands"]>["value"];
  const good: Bands = [
    { grade: "A", from: 90, effect: "priority" },
    { grade: "C", from: 40, effect: "more-checks" },
    { grade: "D", from: null, effect: "key-target" },
  ];
  const withBands = (value: Bands) => spoil((p) => (p.local = { creditBands: { value, basis } }));
  const seeded: readonly [name: string, value: Bands, path: string][] = [
    ["overlapping bands", good.map((band, at) => (at === 1 ? { ...band, from: 95 } : band)), "local.creditBands"],
    ["a gap below the last band", good.map((band) => ({ ...band, from: band.from ?? 10 })), "local.creditBands"],
    ["no lower end in the middle", good.map((band, at) => (at === 1 ? { ...band, from: null } : band)), "local.creditBands"],
    ["a grade named twice", good.map((band) => ({ ...band, grade: "D" as const })), "local.creditBands"],
    ["a favoured grade kept off the list", good.map((band, at) => (at === 1 ? { ...band, effect: "priority" } : band)), "gates.G10.refusedGrades"],
    ["a key target that may be listed", good.map((band, at) => (at === 0 ? { ...band, effect: "key-target" } : band)), "gates.G10.refusedGrades"],
  ];
  it("is fine as Shaanxi has it", () => expect(withBands(good)).toEqual([]));
  it.each(seeded)("%s", (_name, value, path) => expect(withBands(value)).toContain(path));
  it("more screening conditions than there are", () =>
    expect(spoil((p) => (p.local = { screening: { value: { basic: 5, atLeast: 7, of: 6 }, basis } }))).toEqual(["local.screening"]));
  it("without a basis", () =>
    expect(
      spoil((p) => (p.local = { refreshMonths: { value: 1, basis: { ...basis, source: { "zh-CN": "每月", en: "monthly" } } } }))
    ).toEqual(["local.refreshMonths.basis.source"]));
});

it("finds no fault in any profile there is", () => {
  const all = [...profileVersions().values()];
  expect(all.length).toBeGreaterThanOrEqual(10);
  const everything = { ...context, isInForce: () => true };
  for (const profile of all)
    expect(lintProfile(profile, everything).filter(({ severity }) => severity === "fault")).toEqual([]);
});

it("tells of a wait that is shorter than a gate stays closed", () => {
  const found = lintProfile(base(), context).filter(({ severity }) => severity === "notice");
  expect(found.map(({ message }) => message)).toEqual([expect.stringMatching(/after crime .* 24 months, but gate G4 .* 36/)]);
});

describe("tiers", () => {
  const spoilTiers = (change: (rules: ScoreRules) => unknown) => {
    const rules = structuredClone(scoreRules());
    change(rules);
    return lintTiers(rules).map(({ path }) => path);
  };
  const seeded: readonly [name: string, change: (rules: ScoreRules) => unknown, paths: string[]][] = [
    ["as they are", () => {}, []],
    ["the worse recommended, the better passed over", ({ tiers }) => Object.assign(tiers.tiers[0] ?? {}, { recommendsListing: false }), ["tiers.T2.recommendsListing"]],
    ["the better visited more often", ({ tiers }) => Object.assign(tiers.tiers[1] ?? {}, { samplingWeight: 3 }), ["tiers.ordinary.samplingWeight"]],
    ["a tier out of reach", ({ weights }) => Object.assign(weights.record, { max: 15 }), ["tiers.T1.minScore"]],
    ["tiers that overlap", ({ tiers }) => Object.assign(tiers.tiers[2] ?? {}, { minScore: 85 }), ["tiers.ordinary.minScore"]],
  ];
  it.each(seeded)("%s", (_name, change, paths) => expect(spoilTiers(change)).toEqual(paths));
});

describe("what was published", () => {
  const file = (version: number, text: string): ProfileFile => ({ path: `profiles/x@${version}.yaml`, text, profile: { ...base(), id: "x", version } });
  const listed = (version: number, text: string) => ({ profile: "x", version, publishedOn: day("2026-01-01"), sha256: sha256Hex(text) });
  const messages = (list: ReturnType<typeof listed>[], files: ProfileFile[]) => publishedFaults(list, files).map(({ message }) => message);

  it("stays as it is", () => expect(messages([listed(1, "a"), listed(2, "b")], [file(1, "a"), file(2, "b")])).toEqual([]));
  it("is not changed in place", () => expect(messages([listed(1, "a")], [file(1, "other")])).toEqual([expect.stringMatching(/frozen.*version 2/)]));
  it("is not left out of the list", () => expect(messages([], [file(1, "a")])).toEqual([expect.stringMatching(/not published yet/)]));
  it("does not vanish", () => expect(messages([listed(1, "a"), listed(2, "b")], [file(1, "a")])).toEqual([expect.stringMatching(/missing/)]));
  it("has no gaps and no twins", () => {
    expect(messages([listed(3, "a")], [file(3, "a")])).toEqual([expect.stringMatching(/no version 2/)]);
    expect(messages([listed(1, "a")], [file(1, "a"), { ...file(1, "a"), path: "profiles/y.yaml" }]).join()).toMatch(/stands in profiles\/x@1.yaml already/);
  });
});
