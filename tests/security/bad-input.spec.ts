import { client } from "./client";
import { expect, test } from "./portal";

const LONG = "x".repeat(60_000);
const VALUES = ["", " ", "\u0000", "a\u0000b", LONG, "-1", "1e999", "NaN", "null", "[object Object]", "'; drop table account; --", "${7*7}", "<script>alert(1)</script>", "\ud800", "../../etc/passwd", "\u202e", "2026-02-30", "00000000-0000-0000-0000-000000000000"];
const NAMES = ["intent", "loginName", "password", "newPassword", "code", "sealed", "displayName", "email", "role", "accountId", "sessionId", "locale", "uscc", "name", "regionCode", "organisation", "scopes", "apiKeyId", "idempotencyKey", "to", "resume", "__proto__", "constructor", "toString", "a[0].b", "a[__proto__].x"];

/** Forms that change nothing for such values, with who may send them. */
const FORMS: readonly [path: string, loginName: string | null][] = [
  ["/sign-in", null],
  ["/reset", null],
  [`/invitation/${"A".repeat(43)}`, null],
  ["/account", "qingxi-legal"],
  ["/members", "qingxi-legal"],
  ["/enterprises/new", "officer"],
  ["/accounts", "admin"],
  ["/accounts/keys", "admin"],
];

for (const [path, loginName] of FORMS)
  test(`${path} answers any input with a message, never with a fault`, async ({ portal }) => {
    const person = client(portal.origin);
    if (loginName) await person.signIn(loginName);
    for (const value of VALUES) {
      const { status } = await person.post(path, Object.fromEntries(NAMES.map((name) => [name, value])));
      expect(status, JSON.stringify(value.slice(0, 30))).toBeLessThan(500);
    }
    for (const name of NAMES) {
      const { status } = await person.post(path, { [name]: "x" });
      expect(status, name).toBeLessThan(500);
    }
    const files = new FormData();
    for (const name of NAMES) files.append(name, new Blob(["x"]), "x.txt");
    expect((await person.post(path, files)).status).toBeLessThan(500);
  });

test("odd addresses are pages that do not exist, never faults", async ({ portal }) => {
  const person = client(portal.origin);
  await person.signIn("qingxi-legal");
  const paths = ["/%", "/%ff", "/%c0%af", "/account%00", "/law/%2e%2e/x", "/search?q=%00", "/search?q=%ff", "/access-log?page=-1", "/access-log?page=99999999999", "/access-log?page=99999", "/access-log?page=1e3", "/members.data?_routes=x", "/account?_data=root", "/invitation/%E4%B8%AD", "/reset/..%2f", `/law/${"x".repeat(4000)}`, "/__manifest?p=/account", "/sites/1", "/self-checks/00000000-0000-0000-0000-000000000000", "/appointments/'"];
  for (const path of paths) {
    const { status } = await person.get(path);
    expect(status, `${path}\n${portal.output().slice(-1500)}`).toBeLessThan(500);
  }
});
