import { randomUUID } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { inviteAccount } from "~/features/accounts/commands.server";
import { clearSecondFactor, disableAccount, enableAccount, inviteAgain, inviteMember, inviteStaff, setMemberRole } from "~/features/accounts/member-commands.server";
import { hashPassword } from "~/features/accounts/password-hash.server";
import { askReset, linkOwner, mailReset, setPasswordByLink } from "~/features/accounts/password-commands.server";
import { enterprisesInRegion, membersOf } from "~/features/accounts/queries.server";
import { addAgency, createApiKey, inviteEnterprise, revokeApiKey } from "~/features/accounts/registry-commands.server";
import { checkCode, checkPassword, confirmEnrolment } from "~/features/accounts/sign-in-commands.server";
import { nextCode, offerEnrolment, sealSecret, newSecret } from "~/features/accounts/totp.server";
import { sha256Hex, unseal } from "~/platform/crypto.server";
import { tables, withTx } from "~/platform/db.server";
import { postedForm } from "~/platform/posted-form.server";
import { currentSession, endOwnSession, requireActor, sessionsOf, startSession } from "~/platform/session.server";
import { system, type AdministratorActor, type Person } from "~/shared/actor";
import { agency, colleague, enterprise, freshUscc, officerOf } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

const PASSWORD = "six grey herons at dawn";
const SYSTEM = system("test");
let database: FreshDatabase;
let passwordHash = "";

beforeAll(async () => {
  vi.stubEnv("APP_SECRET", "0123456789abcdefghijklmnopqrstuvwxyz-test");
  database = await freshDatabase({ poolSize: 20 });
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(() => database.close());

async function givePassword(accountId: string, more: Partial<typeof tables.credentials.$inferInsert> = {}): Promise<string> {
  await withTx(SYSTEM, (tx) => tx.insert(tables.credentials).values({ accountId, passwordHash, ...more }));
  const [row] = await withTx(SYSTEM, (tx) => tx.select({ loginName: tables.accounts.loginName }).from(tables.accounts).where(eq(tables.accounts.id, accountId)));
  return row!.loginName;
}
async function administrator(): Promise<AdministratorActor> {
  const accountId = randomUUID();
  await withTx(SYSTEM, (tx) =>
    tx.insert(tables.accounts).values({ id: accountId, loginName: `admin-${accountId}`, displayName: "admin", email: "admin@example.test", role: "administrator" })
  );
  return { kind: "administrator", accountId, name: "admin", role: "administrator" };
}
const request = (path = "/", cookie = "", init: RequestInit = {}) =>
  new Request(`http://localhost${path}`, { ...init, headers: { Cookie: cookie, ...init.headers } });
const cookieOf = (header: string): string => header.split(";")[0]!;
const signedIn = async (actor: Person, mfaAt: Date | null = null): Promise<string> =>
  cookieOf(await startSession(request(), actor.accountId, actor.kind !== "enterprise", mfaAt));
const tryPassword = (loginName: string, password: string) => checkPassword(request("/sign-in"), randomUUID(), { loginName, password });
const person = () => ({ displayName: "新人", loginName: `p-${randomUUID().slice(0, 12)}`, email: "p@example.test", idempotencyKey: randomUUID() });
const anyone = (_actor: Person): boolean => true;
const thrown = (promise: Promise<unknown>): Promise<Response> => promise.then(() => Promise.reject(new Error("nothing thrown")), (error: unknown) => error as Response);

describe("passwords", () => {
  it("stand as argon2id with the chosen cost, and a weaker hash is renewed at sign-in", async () => {
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const { actor } = await enterprise();
    const loginName = await givePassword(actor.accountId, { passwordHash: await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 }) });
    expect((await tryPassword(loginName, PASSWORD)).is).toBe("right");
    const [row] = await database.superuser`select password_hash from credential where account_id = ${actor.accountId}`;
    expect(row!["password_hash"]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await tryPassword(loginName, PASSWORD)).is).toBe("right");
  });

  it("are compared whole and by their normal form", async () => {
    const { actor } = await enterprise();
    const long = "水".repeat(100);
    const loginName = await givePassword(actor.accountId, { passwordHash: await hashPassword(`${long}1`) });
    expect((await tryPassword(loginName, `${long}2`)).is).toBe("wrong");
    expect((await tryPassword(loginName, `${long}１`)).is).toBe("right");
  });

  it("open nothing for a disabled account, and of refusals nothing that was typed is kept", async () => {
    const { actor } = await enterprise();
    const loginName = await givePassword(actor.accountId);
    await database.superuser`update account set disabled_at = now() where id = ${actor.accountId}`;
    expect(await tryPassword(loginName, PASSWORD)).toEqual({ is: "wrong" });
    expect(await tryPassword("my-password-by-mistake", "x")).toEqual({ is: "wrong" });
    const rows = await database.superuser`select payload::text as text from ledger_entry`;
    expect(rows.some(({ text }) => String(text).includes("mistake") || String(text).includes(PASSWORD))).toBe(false);
  });
});

describe("links", () => {
  const tokenOf = (link: string): string => link.split("/").at(-1)!;
  const invited = async () => {
    const { enterpriseId, actor } = await enterprise();
    const { displayName, loginName, email } = person();
    const outcome = await inviteAccount(actor, { displayName, loginName, email, role: "manager", enterpriseId });
    if (outcome.is !== "invited") throw new Error(outcome.is);
    return { ...outcome, token: tokenOf(outcome.link), actor };
  };

  it("work once, even when ten use one at the same time", async () => {
    const { token, accountId } = await invited();
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, at) => setPasswordByLink(token, "invitation", `${PASSWORD} ${at}`)));
    expect(outcomes.filter(({ is }) => is === "set")).toHaveLength(1);
    expect(outcomes.filter(({ is }) => is === "gone")).toHaveLength(9);
    expect(await linkOwner(token, "invitation")).toBeNull();
    const kept = await database.superuser`select 1 from credential where account_id = ${accountId}`;
    expect(kept).toHaveLength(1);
  });

  it("end after 72 hours, and when a newer one was sent; one of another kind is none", async () => {
    const { token } = await invited();
    expect(await linkOwner(token, "reset")).toBeNull();
    expect(await linkOwner(token, "invitation")).toMatchObject({ minLength: 15 });
    const [row] = await database.superuser`select extract(epoch from expires_at - created_at) / 3600 as hours from account_token where id = ${sha256Hex(token)}`;
    expect(Number(row!["hours"])).toBe(72);
    await database.superuser`update account_token set expires_at = now() where id = ${sha256Hex(token)}`;
    expect(await setPasswordByLink(token, "invitation", PASSWORD)).toEqual({ is: "gone" });
    const { token: first, accountId, actor } = await invited();
    expect(await inviteAgain(actor, accountId)).toBe("changed");
    expect(await linkOwner(first, "invitation")).toBeNull();
  });

  it("stand in no table as they are", async () => {
    const { token } = await invited();
    const dump = await database.superuser`select (select string_agg(t::text, '') from account_token t) || coalesce((select string_agg(j::text, '') from pgboss.job j), '') as text`;
    expect(String(dump[0]!["text"])).toContain(sha256Hex(token));
    expect(String(dump[0]!["text"])).not.toContain(token);
  });

  it("for a reset go to accounts that exist and have a password, keep the second factor and end sessions", async () => {
    const { actor } = await enterprise();
    const loginName = await givePassword(actor.accountId, { totpSecretSealed: sealSecret(newSecret()), totpConfirmedAt: new Date() });
    const cookie = await signedIn(actor, new Date());
    expect(await askReset("nobody-at-all", randomUUID())).toBe("asked");
    expect(await askReset(loginName, randomUUID())).toBe("asked");
    const before = await database.superuser`select 1 from account_token`;
    await mailReset("nobody-at-all");
    expect(await database.superuser`select 1 from account_token`).toHaveLength(before.length);
    await mailReset(loginName);
    const jobs = await database.superuser`select data->'payload'->>'sealed' as sealed from pgboss.job where data->>'job' = 'mail' order by created_on`;
    const text = jobs.map(({ sealed }) => unseal(String(sealed), "mail")).find((mail) => mail.includes("/reset/") && mail.includes(loginName))!;
    const token = /\/reset\/([\w-]{43})/.exec(text)![1]!;
    const [life] = await database.superuser`select extract(epoch from expires_at - created_at) / 3600 as hours from account_token where id = ${sha256Hex(token)}`;
    expect(Number(life!["hours"])).toBe(1);
    expect(await setPasswordByLink(token, "reset", "short")).toEqual({ is: "refused", problem: "passwordShort?min=10" });
    expect(await setPasswordByLink(token, "reset", "nine red lanterns")).toEqual({ is: "set" });
    expect(await currentSession(request("/", cookie))).toBeNull();
    const [kept] = await database.superuser`select totp_confirmed_at from credential where account_id = ${actor.accountId}`;
    expect(kept!["totp_confirmed_at"]).not.toBeNull();
  });

  it("may be asked for three times an hour by account and 20 times by address", async () => {
    const { actor } = await enterprise();
    const loginName = await givePassword(actor.accountId);
    const address = randomUUID();
    const outcomes = await Promise.all(Array.from({ length: 25 }, () => askReset(loginName, address)));
    expect(outcomes.filter((outcome) => outcome === "asked")).toHaveLength(20);
    const jobs = await database.superuser`select 1 from pgboss.job where data->'payload'->>'loginName' = ${loginName}`;
    expect(jobs).toHaveLength(3);
  });
});

describe("the second factor", () => {
  it("takes a code once, out of 20 who send it at the same time", async () => {
    const officer = await officerOf(await agency("440301"), "440301");
    const secret = newSecret();
    await givePassword(officer.accountId, { totpSecretSealed: sealSecret(secret), totpConfirmedAt: new Date() });
    const code = nextCode(secret, null);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => checkCode(officer, code)));
    expect(outcomes.filter((outcome) => outcome === "right")).toHaveLength(1);
    expect(await checkCode(officer, code)).not.toBe("right");
  });

  it("lets five tries in five minutes", async () => {
    const officer = await officerOf(await agency("440302"), "440302");
    const secret = newSecret();
    await givePassword(officer.accountId, { totpSecretSealed: sealSecret(secret), totpConfirmedAt: new Date() });
    const wrong = nextCode(newSecret(), null);
    for (let at = 0; at < 5; at += 1) expect(await checkCode(officer, wrong)).toBe("wrong");
    expect(await checkCode(officer, nextCode(secret, null))).toMatchObject({ is: "too-many" });
  });

  it("is set up with a secret offered to this account alone, and not a second time", async () => {
    const [one, other] = [await enterprise(), await enterprise()];
    const loginName = await givePassword(one.actor.accountId);
    const cookie = await signedIn(one.actor);
    const session = (await currentSession(request("/", cookie)))!;
    const foreign = await offerEnrolment(other.actor.accountId, "other");
    expect(await confirmEnrolment(session, { sealed: foreign.sealed, code: nextCode(foreign.secret, null) })).toBe("wrong");
    const offer = await offerEnrolment(one.actor.accountId, loginName);
    expect(offer.picture).toMatch(/^data:image\/svg\+xml;base64,/);
    expect(await confirmEnrolment(session, { sealed: offer.sealed, code: nextCode(offer.secret, null) })).toBe("right");
    const second = await offerEnrolment(one.actor.accountId, loginName);
    expect(await confirmEnrolment(session, { sealed: second.sealed, code: nextCode(second.secret, null) })).toBe("wrong");
    // From now on a password alone lets nobody in.
    const next = await signedIn(one.actor);
    expect((await currentSession(request("/", next)))?.secondFactorDue).toBe(true);
    expect((await thrown(requireActor(request("/account", next), anyone))).headers.get("Location")).toMatch(/^\/sign-in\/second-factor/);
  });
});

describe("sessions", () => {
  const shift = (cookie: string, minutes: number) =>
    database.superuser`update session set expires_at = expires_at - make_interval(mins => ${minutes}), absolute_expires_at = absolute_expires_at - make_interval(mins => ${minutes}) where id = ${sha256Hex(cookie.split("=")[1]!)}`;

  it.each([
    ["enterprise", 29, true],
    ["enterprise", 31, false],
    ["agency", 14, true],
    ["agency", 16, false],
  ] as const)("of %s staff idle for %i minutes: alive %s", async (side, minutes, alive) => {
    const actor = side === "enterprise" ? (await enterprise()).actor : await officerOf(await agency(`4404${minutes}`), `4404${minutes}`);
    const cookie = await signedIn(actor, new Date());
    await shift(cookie, minutes);
    expect((await currentSession(request("/", cookie))) !== null).toBe(alive);
  });

  it("end at their absolute limit although they were in use", async () => {
    const { actor } = await enterprise();
    const cookie = await signedIn(actor);
    for (let hour = 0; hour < 12; hour += 1)
      await database.superuser`update session set absolute_expires_at = absolute_expires_at - interval '59 minutes' where id = ${sha256Hex(cookie.split("=")[1]!)}`;
    expect(await currentSession(request("/", cookie))).not.toBeNull();
    await database.superuser`update session set absolute_expires_at = absolute_expires_at - interval '13 minutes' where id = ${sha256Hex(cookie.split("=")[1]!)}`;
    expect(await currentSession(request("/", cookie))).toBeNull();
  });

  it("begin with a new token and end the one the browser had; the database knows no token", async () => {
    const { actor } = await enterprise();
    const first = await signedIn(actor);
    const second = cookieOf(await startSession(request("/", first), actor.accountId, false, null));
    expect(second).not.toBe(first);
    expect(await currentSession(request("/", first))).toBeNull();
    expect(await currentSession(request("/", second))).not.toBeNull();
    const stored = await database.superuser`select id from session`;
    expect(stored.some(({ id }) => String(id).includes(second.split("=")[1]!))).toBe(false);
  });

  it("are listed and ended by their owner alone", async () => {
    const [one, other] = [await enterprise(), await enterprise()];
    const cookie = await signedIn(one.actor);
    const [mine] = await sessionsOf(one.actor);
    expect(await sessionsOf(other.actor)).toEqual([]);
    await endOwnSession(other.actor, mine!.id);
    expect(await currentSession(request("/", cookie))).not.toBeNull();
    await endOwnSession(one.actor, mine!.id);
    expect(await currentSession(request("/", cookie))).toBeNull();
  });

  it("that are gone keep what was posted, without passwords, for an hour", async () => {
    const fields = new URLSearchParams({ measure: "更换滤袋", idempotencyKey: randomUUID(), password: "secret", code: "123456" });
    const post = () => request("/corrections/1?x=1", `sid=${"A".repeat(43)}`, { method: "POST", body: fields, headers: { "Content-Type": "application/x-www-form-urlencoded" } });
    const answer = await thrown(requireActor(post(), anyone));
    const token = /^\/sign-in\?resume=([\w-]{43})$/.exec(answer.headers.get("Location")!)![1]!;
    const kept = (await postedForm(token))!;
    expect(kept.path).toBe("/corrections/1?x=1");
    expect(kept.fields.map(([name]) => name)).toEqual(["measure", "idempotencyKey"]);
    const rows = await database.superuser`select p::text as text from posted_form p`;
    expect(rows.some(({ text }) => String(text).includes("滤袋") || String(text).includes(token))).toBe(false);
    await database.superuser`update posted_form set expires_at = now()`;
    expect(await postedForm(token)).toBeNull();
    // Nobody fills the table without ever having had a session, nor with more than 64 KB.
    const stranger = new Request("http://localhost/corrections/1", { method: "POST", body: fields });
    expect((await thrown(requireActor(stranger, anyone))).headers.get("Location")).toBe("/sign-in?to=%2Fcorrections%2F1");
    const huge = request("/corrections/1", `sid=${"A".repeat(43)}`, { method: "POST", body: new URLSearchParams({ a: "x".repeat(70_000) }) });
    expect((await thrown(requireActor(huge, anyone))).headers.get("Location")).toBe("/sign-in?to=%2Fcorrections%2F1");
  });

  it("ask for a fresh password check when it is too long ago", async () => {
    const { actor } = await enterprise();
    const cookie = await signedIn(actor);
    expect(await requireActor(request("/x", cookie), anyone, { freshMinutes: 15 })).toMatchObject({ accountId: actor.accountId });
    await database.superuser`update session set auth_at = auth_at - interval '16 minutes' where user_id = ${actor.accountId}`;
    expect((await thrown(requireActor(request("/x", cookie), anyone, { freshMinutes: 15 }))).headers.get("Location")).toBe("/sign-in/confirm?to=%2Fx");
  });
});

describe("members", () => {
  it("an enterprise keeps a legal representative when two demote each other at once", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { actor: one, enterpriseId } = await enterprise();
      const two = await colleague(enterpriseId, "legal-representative");
      await Promise.all([setMemberRole(one, two.accountId, "learner"), disableAccount(two, one.accountId)]);
      const left = await database.superuser`select 1 from account where enterprise_id = ${enterpriseId} and role = 'legal-representative' and disabled_at is null`;
      expect(left).toHaveLength(1);
    }
  });

  it("nobody changes themselves, another enterprise's people, or an agency's", async () => {
    const [{ actor }, foreign] = [await enterprise(), await enterprise()];
    const officer = await officerOf(await agency("440303"), "440303");
    expect(await disableAccount(actor, actor.accountId)).toBe("refused");
    expect(await setMemberRole(actor, actor.accountId, "learner")).toBe("refused");
    for (const id of [foreign.actor.accountId, officer.accountId, randomUUID()]) {
      expect(await disableAccount(actor, id)).toBe("not-found");
      expect(await clearSecondFactor(actor, id)).toBe("not-found");
      expect(await setMemberRole(actor, id, "manager")).toBe("not-found");
    }
    // The database says the same when the application does not.
    await expect(withTx(actor, (tx) => tx.update(tables.accounts).set({ displayName: "x" }).where(eq(tables.accounts.id, officer.accountId)))).rejects.toThrow();
    const changed = await withTx(actor, (tx) =>
      tx.update(tables.accounts).set({ displayName: "x" }).where(eq(tables.accounts.id, foreign.actor.accountId)).returning({ id: tables.accounts.id })
    );
    expect(changed).toEqual([]);
    await expect(
      withTx(actor, (tx) => tx.insert(tables.accountTokens).values({ id: "x", accountId: officer.accountId, purpose: "reset", expiresAt: new Date() }))
    ).rejects.toThrow();
  });

  it("a changed role and a disabled account act with the next request", async () => {
    const { actor, enterpriseId } = await enterprise();
    const member = await colleague(enterpriseId, "manager");
    await givePassword(member.accountId);
    const cookie = await signedIn(member);
    expect((await currentSession(request("/", cookie)))?.actor.role).toBe("manager");
    expect(await setMemberRole(actor, member.accountId, "learner")).toBe("changed");
    expect((await currentSession(request("/", cookie)))?.actor.role).toBe("learner");
    expect(await disableAccount(actor, member.accountId)).toBe("changed");
    expect(await currentSession(request("/", cookie))).toBeNull();
    expect(await enableAccount(actor, member.accountId)).toBe("changed");
    expect(await currentSession(request("/", cookie))).toBeNull();
  });

  it("are invited once however often the form is sent, and a taken name is told", async () => {
    const { actor, enterpriseId } = await enterprise();
    const input = { ...person(), role: "learner" as const };
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => inviteMember(actor, input)));
    expect(new Set(outcomes)).toEqual(new Set(["invited"]));
    expect((await membersOf(actor)).filter(({ state }) => state === "invited").map(({ loginName }) => loginName)).toContain(input.loginName);
    expect(await database.superuser`select 1 from account where enterprise_id = ${enterpriseId}`).toHaveLength(2);
    expect(await inviteMember((await enterprise()).actor, { ...person(), loginName: input.loginName, role: "manager" })).toBe("login-taken");
  });
});

describe("registering", () => {
  it("an officer invites enterprises of the own region, each code once", async () => {
    const officer = await officerOf(await agency("440305"), "440305");
    const input = { ...person(), uscc: freshUscc() as never, name: "新企业", regionCode: "440305" };
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => inviteEnterprise(officer, input)));
    expect(new Set(outcomes)).toEqual(new Set(["invited"]));
    expect(await inviteEnterprise(officer, { ...input, ...person() })).toBe("uscc-taken");
    expect(await inviteEnterprise(officer, { ...input, ...person(), regionCode: "440306" })).toBe("region-outside");
    const elsewhere = await officerOf(await agency("450305"), "450305");
    expect(await inviteEnterprise(elsewhere, { ...input, ...person(), regionCode: "450305" })).toBe("uscc-taken");
    expect((await enterprisesInRegion(officer, "新企", 1)).rows.map(({ uscc }) => uscc)).toEqual([input.uscc]);
    expect((await enterprisesInRegion(elsewhere, "新企", 1)).count).toBe(0);
    expect((await enterprisesInRegion(officer, "%_\\", 1)).count).toBe(0);
  });

  it("a login name that is taken leaves no enterprise behind", async () => {
    const officer = await officerOf(await agency("440307"), "440307");
    const { actor } = await enterprise();
    const loginName = await givePassword(actor.accountId);
    const uscc = freshUscc();
    expect(await inviteEnterprise(officer, { ...person(), loginName, uscc: uscc as never, name: "新企业", regionCode: "440307" })).toBe("login-taken");
    expect(await database.superuser`select 1 from enterprise where uscc = ${uscc}`).toHaveLength(0);
  });

  it("an administrator adds agencies and their staff, and sees no enterprise", async () => {
    const admin = await administrator();
    const input = { regionCode: "4409", nameZh: "新局", nameEn: "New bureau", idempotencyKey: randomUUID() };
    expect(await Promise.all([addAgency(admin, input), addAgency(admin, input)])).toEqual(["added", "added"]);
    expect(await addAgency(admin, { ...input, idempotencyKey: randomUUID() })).toBe("region-taken");
    const [row] = await database.superuser`select id, level from agency where region_code = '4409'`;
    expect(row!["level"]).toBe("city");
    expect(await inviteStaff(admin, { ...person(), agencyId: String(row!["id"]), role: "approver" })).toBe("invited");
    expect(await inviteStaff(admin, { ...person(), agencyId: randomUUID(), role: "approver" })).toBe("not-found");
    const { actor } = await enterprise();
    expect(await disableAccount(admin, actor.accountId)).toBe("not-found");
    expect(await withTx(admin, (tx) => tx.select({ id: tables.enterprises.id }).from(tables.enterprises))).toEqual([]);
  });

  it("a key is shown once and stands as a fingerprint", async () => {
    const admin = await administrator();
    const input = { organisation: "某银行", scopes: ["exemption:read" as const], idempotencyKey: randomUUID() };
    const { key } = await createApiKey(admin, input);
    expect(key).toMatch(/^zj_[\w-]{43}$/);
    expect(await createApiKey(admin, input)).toEqual({ key: null });
    const [row] = await database.superuser`select id, key_hash from api_key where organisation = '某银行'`;
    expect(row!["key_hash"]).toBe(sha256Hex(key!));
    expect(await revokeApiKey(admin, String(row!["id"]))).toBe("revoked");
    expect(await revokeApiKey(admin, String(row!["id"]))).toBe("not-found");
  });
});
