import { randomUUID } from "node:crypto";
import type { Portal } from "../portal";
import { client, codeOf, demonstrationCode, PASSWORD } from "./client";
import { expect, test } from "./portal";

const text = (body: string): string => body.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

test("a token is dead after signing out, and another one after signing in", async ({ visitor, portal }) => {
  visitor.setCookie("sid", "A".repeat(43));
  await visitor.signIn("qingxi-manager");
  const first = visitor.cookie("sid");
  expect(first).toMatch(/^[\w-]{43}$/);
  expect(first).not.toBe("A".repeat(43));
  expect((await visitor.get("/account")).status).toBe(200);
  await visitor.signIn("qingxi-manager");
  expect(visitor.cookie("sid")).not.toBe(first);
  const old = client(portal.origin);
  old.setCookie("sid", first ?? "");
  expect((await old.get("/account")).location).toBe("/sign-in?to=%2Faccount");
  const second = visitor.cookie("sid") ?? "";
  await visitor.post("/sign-out");
  expect(visitor.cookie("sid")).toBeUndefined();
  old.setCookie("sid", second);
  expect((await old.get("/account")).status).toBe(302);
  expect((await old.get("/account.data")).body).not.toContain("qingxi-manager");
});

test("staff with a password alone get nowhere", async ({ visitor }) => {
  const answer = await visitor.post("/sign-in", { loginName: "officer-two", password: PASSWORD });
  expect(answer.location).toBe("/sign-in/second-factor");
  for (const path of ["/account", "/enterprises", "/plan", "/work"]) {
    const { status, location } = await visitor.get(path);
    if (status !== 404) expect(location, path).toMatch(/^\/sign-in\/second-factor/);
  }
  expect((await visitor.get("/")).body).not.toContain("梁安");
  expect((await visitor.post("/account", { intent: "locale", locale: "en" })).location).toMatch(/^\/sign-in\/second-factor/);
});

test("of 20 posts of one code at once a single one is let in", async ({ portal }) => {
  const person = client(portal.origin);
  await person.post("/sign-in", { loginName: "city-officer", password: PASSWORD });
  const code = await demonstrationCode(portal.origin, "city-officer");
  const sid = person.cookie("sid") ?? "";
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => {
      const one = client(portal.origin);
      one.setCookie("sid", sid);
      return one.post("/sign-in/second-factor", { code });
    })
  );
  const leads = answers.map(({ status, location }) => `${status} ${location}`);
  expect(leads.filter((lead) => lead === "302 /work")).toHaveLength(1);
  expect(answers.every(({ status, location }) => status < 500 && (location === "/work" ? true : status === 422 || location.startsWith("/sign-in")))).toBe(true);
  // And it is used up for whoever comes later.
  const later = client(portal.origin);
  await later.post("/sign-in", { loginName: "city-officer", password: PASSWORD });
  expect((await later.post("/sign-in/second-factor", { code })).status).toBe(422);
});

test("a name that does not exist cannot be told from a wrong password", async ({ portal }) => {
  const answers = async (loginName: string) => {
    const times: number[] = [];
    const bodies = new Set<string>();
    for (let at = 0; at < 8; at += 1) {
      const started = performance.now();
      const { status, body } = await client(portal.origin).post("/sign-in", { loginName, password: `wrong-${at}-wrong` });
      times.push(performance.now() - started);
      bodies.add(`${status} ${text(body).replaceAll(loginName, "")}`.replace(/nonce="[^"]*"|\b[0-9a-f-]{36}\b/g, ""));
    }
    times.sort((a, b) => a - b);
    return { bodies: [...bodies].map((body) => body.slice(0, 3) + /登录名或密码不正确/.test(body)), median: times[4] ?? 0 };
  };
  const [known, unknown] = [await answers("linjiang-legal"), await answers(`nobody-${randomUUID()}`)];
  expect(unknown.bodies).toEqual(known.bodies);
  expect(known.bodies).toEqual(["422true"]);
  // Both do the work of one hash: an order of magnitude apart would tell.
  expect(unknown.median / known.median).toBeGreaterThan(0.4);
  expect(unknown.median / known.median).toBeLessThan(2.5);
  const asks = [await client(portal.origin).post("/reset", { loginName: "linjiang-legal" }), await client(portal.origin).post("/reset", { loginName: "nobody" })];
  expect(asks.map(({ status, location }) => `${status} ${location}`)).toEqual(["302 /reset?asked", "302 /reset?asked"]);
});

test("strangers who guess are slowed down, and do not keep the owner out", async ({ portal }) => {
  const owner = client(portal.origin);
  expect((await owner.signIn("yunling-manager")).status).toBe(302);
  await owner.post("/sign-out");
  const strangers = Array.from({ length: 50 }, () => client(portal.origin));
  const guesses = await Promise.all(
    Array.from({ length: 100 }, (_, at) => strangers[at % 50]?.post("/sign-in", { loginName: "yunling-manager", password: `guess-${at}` }))
  );
  const told = guesses.map((answer) => (/尝试次数过多，请在 1?\d 分钟后再试/.test(answer?.body ?? "") ? "wait" : "wrong"));
  expect(told.filter((word) => word === "wrong")).toHaveLength(10);
  // Even the right password opens nothing for a stranger now; the owner's own browser gets in.
  expect((await client(portal.origin).signIn("yunling-manager")).status).toBe(422);
  expect((await owner.signIn("yunling-manager")).status).toBe(302);
});

test("one address tries 50 times a quarter of an hour, whatever the names; colleagues who get in do not count", async ({ portal }) => {
  const office = "10.200.0.1";
  for (let batch = 0; batch < 6; batch += 1) {
    const colleagues = await Promise.all(Array.from({ length: 10 }, () => client(portal.origin, office).signIn("qingxi-learner")));
    expect(colleagues.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 302));
  }
  const tries = await Promise.all(Array.from({ length: 60 }, (_, at) => client(portal.origin, office).post("/sign-in", { loginName: `name-${at}`, password: "guess" })));
  expect(tries.filter(({ body }) => body.includes("登录名或密码不正确"))).toHaveLength(50);
});

test("no well-known pair of name and password opens the portal", async ({ portal }) => {
  const names = ["admin", "root", "administrator", "test", "demo", "zijian"];
  for (const loginName of names)
    for (const password of ["admin", "password", "123456", "umami"]) {
      const { status } = await client(portal.origin).post("/sign-in", { loginName, password });
      expect(status, loginName).toBe(422);
    }
});

test("a wrong password comes back in no page", async ({ visitor }) => {
  const { body } = await visitor.post("/sign-in", { loginName: "zhang.wei", password: "my-own-secret-words" });
  expect(body).not.toContain("my-own-secret-words");
  expect(body).toContain("zhang.wei");
});

/** An invited person of the demonstration enterprise, through the mail to their own password. */
async function invitePerson(portal: Portal, password: string) {
  const legal = client(portal.origin);
  await legal.signIn("yunling-legal");
  const loginName = `person-${randomUUID().slice(0, 8)}`;
  const sent = await legal.post("/members", { displayName: "新人", loginName, email: `${loginName}@example.invalid`, role: "manager", idempotencyKey: randomUUID() });
  expect(sent.location).toBe("/members?done=sent");
  const link = await mailedLink(portal, loginName, "invitation");
  const owner = client(portal.origin);
  expect((await owner.post(link, { newPassword: password })).location).toBe("/sign-in?password-set");
  return { legal, loginName, link };
}

async function mailedLink(portal: Portal, loginName: string, kind: "invitation" | "reset"): Promise<string> {
  for (let tries = 0; tries < 60; tries += 1) {
    const mails = await client(portal.origin).get("/dev/outbox");
    const about = (mails.body.match(/<section[^]*?<\/section>/g) ?? []).find((part) => part.includes(`${loginName}@example.invalid`) && part.includes(`/${kind}/`));
    const link = new RegExp(`/${kind}/[\\w-]{43}`).exec(about ?? "")?.[0];
    if (link) return link;
    await new Promise((wait) => setTimeout(wait, 250));
  }
  throw new Error(`No ${kind} mail for ${loginName}.`);
}

test("an invitation works once; passwords that are easily guessed are refused in words", async ({ portal }) => {
  const { loginName, link } = await invitePerson(portal, "six grey herons at dawn");
  const again = await client(portal.origin).post(link, { newPassword: "another long sentence" });
  expect(again.location).toBe(link);
  expect((await client(portal.origin).get(link)).body).toContain("此链接已失效");
  const person = client(portal.origin);
  await person.signIn(loginName, "six grey herons at dawn");
  for (const newPassword of ["short one", "passwordpassword", `${loginName}-${loginName}`, "x".repeat(200)])
    expect((await person.post("/account", { intent: "password", password: "six grey herons at dawn", newPassword })).status, newPassword).toBe(422);
  expect((await person.post("/account", { intent: "password", password: "wrong", newPassword: "a lake, a boat, an oar" })).status).toBe(422);
});

test("a changed password ends other sessions; a reset ends all and keeps the second factor", async ({ portal }) => {
  const { loginName } = await invitePerson(portal, "six grey herons at dawn");
  const [here, there] = [client(portal.origin), client(portal.origin)];
  await here.signIn(loginName, "six grey herons at dawn");
  await there.signIn(loginName, "six grey herons at dawn");
  const changed = await here.post("/account", { intent: "password", password: "six grey herons at dawn", newPassword: "a lake, a boat, an oar" });
  expect(changed.location).toBe("/account?saved");
  expect((await there.get("/account")).status).toBe(302);
  expect((await here.get("/account")).status).toBe(200);
  // Second factor on.
  const page = await here.get("/account?enrol");
  const sealed = /name="sealed" value="([^"]+)"/.exec(page.body)?.[1] ?? "";
  const secret = /<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(page.body)?.[1] ?? "";
  expect((await here.post("/account", { intent: "enrol", sealed, code: codeOf(secret) })).location).toBe("/account?saved");
  // Reset: the link works once, everything that was open closes, and a code is still asked for.
  await client(portal.origin).post("/reset", { loginName });
  const link = await mailedLink(portal, loginName, "reset");
  expect((await client(portal.origin).post(link, { newPassword: "nine red lanterns" })).location).toBe("/sign-in?password-set");
  expect((await client(portal.origin).post(link, { newPassword: "eight red lanterns" })).location).toBe(link);
  expect((await here.get("/account")).status).toBe(302);
  const last = await here.post("/sign-in", { loginName, password: "nine red lanterns" });
  expect(last.location, `${last.status} ${text(last.body).slice(0, 300)}`).toBe("/sign-in/second-factor");
});

test("roles act at once, and a disabled account's sessions are dead", async ({ portal }) => {
  const { legal, loginName } = await invitePerson(portal, "six grey herons at dawn");
  const person = client(portal.origin);
  await person.signIn(loginName, "six grey herons at dawn");
  expect((await person.get("/access-log")).status).toBe(200);
  const members = await legal.get("/members");
  const row = members.body.slice(members.body.indexOf(`>${loginName}<`));
  const accountId = /name="accountId" value="([^"]+)"/.exec(row)?.[1] ?? "";
  await legal.post("/members", { intent: "role", accountId, role: "learner" });
  expect((await person.get("/access-log")).status).toBe(403);
  await legal.post("/members", { intent: "disable", accountId });
  expect((await person.get("/account")).location).toBe("/sign-in?to=%2Faccount");
  expect((await client(portal.origin).signIn(loginName, "six grey herons at dawn")).status).toBe(422);
  await legal.post("/members", { intent: "enable", accountId });
  expect((await person.get("/account")).status).toBe(302);
});

test("a form sent after the session ended is kept and sent again, once", async ({ portal }) => {
  const legal = client(portal.origin);
  await legal.signIn("chengjiang-legal");
  const sid = legal.cookie("sid") ?? "";
  await legal.post("/sign-out");
  legal.setCookie("sid", sid);
  const loginName = `kept-${randomUUID().slice(0, 8)}`;
  const fields = { displayName: "留存 & \"者\"", loginName, email: `${loginName}@example.invalid`, role: "learner", idempotencyKey: randomUUID() };
  const away = await legal.post("/members", fields);
  expect(away.location).toMatch(/^\/sign-in\?resume=[\w-]{43}$/);
  const resume = away.location.split("=")[1] ?? "";
  const back = await legal.post("/sign-in", { loginName: "chengjiang-legal", password: PASSWORD, resume });
  expect(back.location).toBe(`/sign-in/resume?resume=${resume}`);
  const page = await legal.get(back.location);
  expect(page.body).toMatch(/<form method="post" action="\/members">/);
  const kept = [...page.body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value?.replaceAll("&quot;", '"').replaceAll("&amp;", "&")]);
  expect(Object.fromEntries(kept)).toMatchObject(fields);
  expect((await legal.post("/members", fields)).location).toBe("/members?done=sent");
  expect((await legal.post("/members", fields)).location).toBe("/members?done=sent");
  expect((await legal.get("/members")).body.match(new RegExp(`>${loginName}<`, "g"))).toHaveLength(1);
});
