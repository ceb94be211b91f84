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
  const asked = plainTitle(word);
  return Object.entries(options).find(([code, titles]) =>
    [code, titles.en, titles["zh-CN"]].some((known) => plainTitle(known) === asked)
  )?.[0];
}
