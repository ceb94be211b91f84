/** Which column a title means, and which code a word means: by name, or by title in either language. */
import type { Choices, ImportColumn } from "./import-columns";

const plainTitle = (title: string): string =>
  title
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s()*_-]/g, "");

/** The column that a title in a file means, or undefined. */
export function columnTitled(
  columns: readonly ImportColumn[],
  title: string
): ImportColumn | undefined {
  const asked = plainTitle(title);
  return columns.find(({ name, title: titles }) =>
    [name, titles.en, titles["zh-CN"]].some((known) => plainTitle(known) === asked)
  );
}

/** The code that a word in a cell means, or undefined. */
export function choiceCalled(options: Choices, word: string): string | undefined {
  const known = codes.get(options) ?? codesOf(options);
  codes.set(options, known);
  return known.get(plainTitle(word));
}

/** Worked out once for each list of choices: a file asks half a million times. */
const codes = new WeakMap<Choices, ReadonlyMap<string, string>>();

const codesOf = (options: Choices): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(options)
      .toReversed()
      .flatMap(([code, titles]) =>
        [code, titles.en, titles["zh-CN"]].map((known) => [plainTitle(known), code] as const)
      )
  );
