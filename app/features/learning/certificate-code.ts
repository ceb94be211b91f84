/** What a certificate tells in public. Its code: see shared/public-code.ts. */

/** A name for the public check: the first character of each part, so that whoever knows the name recognises it. */
export const maskedName = (name: string): string =>
  name
    .trim()
    .split(/\s+/)
    .map((part) => `${[...part][0] ?? ""}${"*".repeat(Math.max(1, [...part].length - 1))}`)
    .join(" ");
