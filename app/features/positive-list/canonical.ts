/**
 * Canonical JSON: the same value always gives the same bytes. Keys are sorted by code unit, no white space, absent and
 * `undefined` members are left out; numbers as ECMAScript writes them (RFC 8785 does the same).
 */

/** @throws {TypeError} for what JSON cannot say: a function, a symbol, a bigint, NaN, an infinity */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string")
    return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`Not a JSON number: ${value}.`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object") {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  throw new TypeError(`Not a JSON value: ${typeof value}.`);
}
