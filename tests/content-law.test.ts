/** The law registry holds together: schemas, unique ids, references, dates, article numbers, amounts, lengths. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { instrumentSchema, provisionFileSchema } from "~/features/law/provision";
import { citationParts } from "~/shared/citation";
import { LOCALES } from "~/shared/locale";

const LAW = new URL("../content/law/", import.meta.url);
const ARTICLES_OF_THE_CODE = 1242;
const LONGEST_SUMMARY = 400;

const read = (path: string): unknown => parse(readFileSync(new URL(path, LAW), "utf8"));

const instruments = instrumentSchema.array().parse(read("instruments.yaml"));
const byId = new Map(instruments.map((instrument) => [instrument.id, instrument]));

const files = readdirSync(new URL("provisions/", LAW)).filter((name) => name.endsWith(".yaml"));
const parsed = files.map((name) => ({
  name,
  ...provisionFileSchema.parse(read(`provisions/${name}`)),
}));
const provisions = parsed.flatMap((file) =>
  file.provisions.map((provision) => ({
    id: `${file.instrument}/${provision.article}`,
    instrument: file.instrument,
    provision,
  }))
);
const ids = new Set(provisions.map(({ id }) => id));

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

describe("instruments", () => {
  it("have unique ids", () => {
    expect(repeated(instruments.map(({ id }) => id))).toEqual([]);
  });

  it("name successors that exist, exactly when they are no longer in force", () => {
    const wrong = instruments.filter(
      ({ inForceTo, replacedBy }) =>
        !replacedBy.every((id) => byId.has(id)) || (inForceTo !== null) !== replacedBy.length > 0
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it("end no earlier than they begin", () => {
    const wrong = instruments.filter(
      ({ inForceFrom, inForceTo }) => inForceTo !== null && inForceFrom > inForceTo
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it("include the ten statutes the Code repealed, up to the day before it began", () => {
    const repealed = instruments.filter(({ replacedBy }) => replacedBy.includes("eec-2026"));
    expect(repealed).toHaveLength(10);
    expect(new Set(repealed.map(({ inForceTo }) => inForceTo))).toEqual(new Set(["2026-08-14"]));
    expect(byId.get("eec-2026")?.inForceFrom).toBe("2026-08-15");
  });
});

describe("provisions", () => {
  it("stand in the file named after their instrument", () => {
    const wrong = parsed.filter(({ name, instrument }) => name !== `${instrument}.yaml`);
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it("belong to an instrument and stand once", () => {
    expect(provisions.filter(({ instrument }) => !byId.has(instrument))).toEqual([]);
    expect(repeated(provisions.map(({ id }) => id))).toEqual([]);
  });

  it("of the Code have article numbers the Code has", () => {
    const wrong = provisions.filter(({ instrument, provision }) => {
      const article = Number(provision.article);
      return instrument === "eec-2026" && !(article >= 1 && article <= ARTICLES_OF_THE_CODE);
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it("point back only to provisions of instruments no longer in force", () => {
    const wrong = provisions.flatMap(({ id, provision }) =>
      provision.formerly
        .filter((former) => {
          const { instrument, article } = citationParts(former);
          return !ids.has(`${instrument}/${article}`) || byId.get(instrument)?.inForceTo === null;
        })
        .map((former) => `${id}: ${former}`)
    );
    expect(wrong).toEqual([]);
  });

  it("are in force within the time of their instrument", () => {
    const wrong = provisions.filter(({ instrument, provision }) => {
      const from = provision.inForceFrom ?? byId.get(instrument)?.inForceFrom ?? "";
      const to = provision.inForceTo ?? byId.get(instrument)?.inForceTo ?? null;
      return to !== null && from > to;
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it("give amounts with a limit, the lower one first", () => {
    const wrong = provisions.filter(({ provision }) =>
      provision.amounts.some(
        ({ minYuan, maxYuan }) =>
          (minYuan === null && maxYuan === null) ||
          (minYuan !== null && maxYuan !== null && minYuan > maxYuan)
      )
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it("give no amounts outside liability", () => {
    const wrong = provisions.filter(
      ({ provision }) => provision.kind !== "liability" && provision.amounts.length > 0
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it.each(LOCALES)("are summarised briefly in %s", (locale) => {
    const wrong = provisions.filter(
      ({ provision }) => provision.summary[locale].length > LONGEST_SUMMARY
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});
