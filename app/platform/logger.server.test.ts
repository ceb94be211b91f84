import { DrizzleQueryError } from "drizzle-orm";
import { expect, test } from "vitest";
import { isDatabaseGone } from "./database-gone.server";
import { describeError } from "./logger.server";

const databaseError = (code: string): Error =>
  Object.assign(new Error("duplicate key: Key (email)=(li@example.invalid)"), {
    name: "PostgresError",
    code,
  });

test("what of a failed query is written down holds no parameter and no value", () => {
  const error = new DrizzleQueryError(
    "insert into account (email) values ($1)",
    ["li@example.invalid"],
    databaseError("23505")
  );
  const described = describeError(error);
  expect(described).toMatchObject({
    code: "23505",
    query: "insert into account (email) values ($1)",
  });
  expect(JSON.stringify(described)).not.toContain("li@example.invalid");
});

test("a fault of our own keeps its message", () => {
  expect(describeError(new RangeError("The week has no day 8."))).toMatchObject({
    error: "RangeError",
    message: "The week has no day 8.",
  });
  expect(describeError("thrown text with li@example.invalid")).toEqual({ error: "string" });
});

test.each([
  "57P01",
  "57P03",
  "08006",
  "53300",
  "ECONNREFUSED",
  "CONNECTION_CLOSED",
  "CONNECT_TIMEOUT",
])("%s means that the database is away", (code) => {
  expect(isDatabaseGone(new DrizzleQueryError("select 1", [], databaseError(code)))).toBe(true);
});

test.each(["23505", "40001", "42P01", "57014", "ENOENT"])("%s does not", (code) => {
  expect(isDatabaseGone(databaseError(code))).toBe(false);
});

test("what is no error is no missing database", () => {
  for (const thrown of [null, undefined, "57P01", new Response(null, { status: 404 })])
    expect(isDatabaseGone(thrown)).toBe(false);
});
