/**
 * Canonical JSON: the same value always gives the same bytes. Keys are sorted by code unit, no white space, absent and
 * `undefined` members are left out; numbers as ECMAScript writes them (RFC 8785 does the same).
 */

/** @throws {TypeError} for what JSON cannot say: a function, a symbol, a bigint, NaN, an infinity */
export function canonicalJson(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`Not a JSON number: ${value}.`);
    // Minus zero is written as zero.
    return `${value}`;
  }
  if (value === null) return "null";
  if (typeof value === "boolean") return value ? "true" : "false";
  if (Array.isArray(value)) return canonicalArray(value);
  if (typeof value === "object") return canonicalObject(value);
  throw new TypeError(`Not a JSON value: ${typeof value}.`);
}

function canonicalArray(list: readonly unknown[]): string {
  let text = "[";
  for (let at = 0; at < list.length; at += 1) {
    if (at > 0) text += ",";
    text += canonicalJson(list[at]);
  }
  return `${text}]`;
}

function canonicalObject(object: object): string {
  let text = "{";
  // Sorted by code unit, which is how `sort` compares strings.
  for (const key of Object.keys(object).sort()) {
    const member: unknown = Reflect.get(object, key);
    if (member === undefined) continue;
    if (text.length > 1) text += ",";
    text += `${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `${text}}`;
}
