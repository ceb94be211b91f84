/** Evidence on a real database and a real disk: days, one file for many questions, pictures, reminders, who may see it. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startSelfCheck } from "~/features/self-check/commands.server";
import { completeSelfCheck } from "~/features/self-check/completion.server";
import { endingCounts, remindOfEvidence } from "~/features/self-check/evidence-ending.server";
import { evidenceFile } from "~/features/self-check/evidence-file.server";
import { hangEvidence } from "~/features/self-check/evidence-intents.server";
import { evidenceLines } from "~/features/self-check/evidence-list.server";
import { makeEvidencePicture, makeNextPictures } from "~/features/self-check/evidence-pictures.server";
import { latestQuestionnaires } from "~/features/self-check/content.server";
import { filesToReuse, reuseEvidence } from "~/features/self-check/evidence-reuse.server";
import { removeAnswerEvidence } from "~/features/self-check/evidence.server";
import { frozenSchema } from "~/features/self-check/frozen";
import { giveParts } from "~/features/self-check/part-commands.server";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { receiveUpload, type UploadOutcome } from "~/features/self-check/upload.server";
import { today } from "~/platform/clock.server";
import { sha256Hex } from "~/platform/crypto.server";
import { databaseErrorCode } from "~/platform/db.server";
import { openStored } from "~/platform/files.server";
import { answerInJson } from "~/platform/json-answer.server";
import { busyPictureProcesses } from "~/platform/picture-makers.server";
import { isUnreadableForm } from "~/platform/multipart.server";
import { holidays } from "~/platform/holidays.server";
import type { EnterpriseActor } from "~/shared/actor";
import { addDays, type Day } from "~/shared/day";
import { colleague, enterprise, type TestEnterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

const dataDir = mkdtempSync(join(tmpdir(), "zijian-evidence-"));
const ON = today();
const QUESTION = "core-eia-acceptance";
const OTHER = "core-permit-valid";
let database: FreshDatabase;
beforeAll(async () => {
  vi.stubEnv("DATA_DIR", dataDir);
  database = await freshDatabase({ poolSize: 20 });
});
afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const questionsOf = (id: string) => latestQuestionnaires().find((each) => each.id === id)!.questions;
type Sent = Readonly<Record<string, string>>;
const pdf = (mark: string): Buffer => Buffer.from(`%PDF-1.7\n% ${mark}\n1 0 obj\n<<>>\nendobj\n%%EOF`);
const FROM: Sent = { effectiveFrom: ON };

function posted(files: readonly (readonly [name: string, bytes: Uint8Array])[], fields: Sent): Request {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [name, bytes] of files) form.append("file", new File([new Uint8Array(bytes)], name));
  return new Request("http://portal/", { method: "POST", body: form });
}
async function draftOf({ siteId, actor }: TestEnterprise): Promise<string> {
  const outcome = await startSelfCheck(actor, { siteId, idempotencyKey: randomUUID() }, ON);
  if (!("id" in outcome)) throw new Error(outcome.is);
  return outcome.id;
}
const send = (
  { actor }: Pick<TestEnterprise, "actor">,
  selfCheckId: string,
  name: string,
  bytes: Uint8Array,
  fields: Sent = FROM,
  questionId = QUESTION
): Promise<UploadOutcome> =>
  receiveUpload(actor, { selfCheckId, questionId }, posted([[name, bytes]], fields), ON);
const idOf = (outcome: UploadOutcome): string => {
  if (!("evidenceId" in outcome)) throw new Error(JSON.stringify(outcome));
  return outcome.evidenceId;
};
async function photo(mark: string): Promise<Buffer> {
  return sharp({ create: { width: 640, height: 480, channels: 3, background: "#8a6" } })
    .withExif({
      IFD0: { Make: "CAMERA-KANARI", Copyright: mark },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "23/1 7/1 4837/100", GPSLongitudeRef: "E", GPSLongitude: "113/1 15/1 0/1" },
    })
    .jpeg()
    .toBuffer();
}
const bytesOf = async (hash: string): Promise<Buffer> =>
  Buffer.from(await new Response(await openStored(hash)).arrayBuffer());
const filesOnDisk = (): string[] =>
  readdirSync(join(dataDir, "files"), { recursive: true, encoding: "utf8" }).filter((name) =>
    /[0-9a-f]{64}$/.test(name)
  );

describe("a file that is sent", () => {
  test("is stored once, however often and by whomever it is sent, and tells its hash", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    const bytes = pdf(randomUUID());
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, () => send(here, id, "许可证.pdf", bytes))
    );
    expect(outcomes.filter(({ is }) => is === "stored")).toHaveLength(1);
    expect(outcomes.filter(({ is }) => is === "already")).toHaveLength(11);
    expect(new Set(outcomes.map(idOf)).size).toBe(1);
    expect(outcomes[0]).toMatchObject({ originalHash: sha256Hex(bytes), hash: sha256Hex(bytes) });
    const run = await selfCheckRun(here.actor, id);
    expect(run?.evidence.map(({ fileName }) => fileName)).toEqual(["许可证.pdf"]);
    expect(filesOnDisk().filter((name) => name.endsWith(sha256Hex(bytes)))).toHaveLength(1);
    const again = await send(here, id, "许可证.pdf", bytes, { effectiveFrom: addDays(ON, -1) });
    expect(again.is).toBe("stored");
  });

  test("that is not welcome is told so before a byte of it is read", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    const topic = questionsOf("core").find(({ id: questionId }) => questionId === QUESTION)!.topic;
    const [learner, other] = [await colleague(here.enterpriseId, "learner"), await colleague(here.enterpriseId, "learner")];
    await giveParts(here.actor, id, { topics: [topic], accountId: other.accountId, dueOn: null });
    const unread = async (actor: EnterpriseActor, questionId = QUESTION) => {
      const request = posted([["a.pdf", pdf("unread")]], FROM);
      const outcome = await receiveUpload(actor, { selfCheckId: id, questionId }, request, ON);
      expect(request.bodyUsed).toBe(false);
      return outcome.is;
    };
    const elsewhere = await enterprise();
    expect(await unread(elsewhere.actor)).toBe("not-found");
    expect(await unread(here.actor, "no-such-question")).toBe("not-found");
    expect(await unread(learner)).toBe("not-your-part");
    await database.superuser`update rate_limit set points = 600, expire = now() + interval '1 hour'`;
    expect(await unread(here.actor)).toBe("too-often");
    await database.superuser`delete from rate_limit`;
    expect((await send({ actor: other }, id, "a.pdf", pdf(randomUUID()))).is).toBe("stored");
  });

  test("is refused in words when its days, its hash or its kind are wrong, and nothing of it stays", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    const before = filesOnDisk();
    const good = pdf("x");
    const wrong: [string, Uint8Array, Sent, string][] = [
      ["a.pdf", good, { effectiveFrom: addDays(ON, 1) }, `tooLate?max=${ON}`],
      ["a.pdf", good, { effectiveFrom: addDays(ON, 730) }, `tooLate?max=${ON}`],
      ["a.pdf", good, { effectiveFrom: ON, effectiveTo: addDays(ON, -1) }, `tooEarly?min=${ON}`],
      ["a.pdf", good, { effectiveFrom: "2026-02-30" }, "day"],
      ["a.pdf", good, {}, "day"],
      ["a.pdf", good, { ...FROM, sha256: "0".repeat(64) }, "fileChanged"],
      ["a.pdf", Buffer.alloc(0), FROM, "fileEmpty"],
      ["a.pdf", Buffer.alloc(21 * 1024 * 1024, 32), FROM, "fileTooLarge?max=20"],
      ["a.exe", good, FROM, "fileType"],
      ["a.jpg", good, FROM, "fileMismatch"],
      ["a.xlsx", good, FROM, "fileMismatch"],
      ["a.jpg", (await photo("cut")).subarray(0, 900), FROM, "fileUnreadable"],
    ];
    for (const [name, bytes, fields, message] of wrong)
      expect(await send(here, id, name, bytes, fields), message).toEqual({ is: "refused", message });
    expect(filesOnDisk()).toEqual(before);
    expect(readdirSync(join(dataDir, "files", ".incoming"))).toEqual([]);
    const accepted = { ...FROM, sha256: sha256Hex(good).toUpperCase(), effectiveTo: ON };
    expect((await send(here, id, "a.pdf", good, accepted)).is).toBe("stored");
  });

  test("finds nothing in another enterprise's self-check, in none and under no question", async () => {
    const [mine, theirs] = [await enterprise(), await enterprise()];
    const id = await draftOf(theirs);
    expect(await send(mine, id, "a.pdf", pdf("a"))).toEqual({ is: "not-found" });
    expect(await send(mine, randomUUID(), "a.pdf", pdf("a"))).toEqual({ is: "not-found" });
    expect(await send(theirs, id, "a.pdf", pdf("a"), FROM, "no-such-question")).toEqual({ is: "not-found" });
    const learner = { actor: await colleague(theirs.enterpriseId, "learner") };
    expect(await send(learner, id, "a.pdf", pdf("a"))).toEqual({ is: "not-your-part" });
    await completeSelfCheck(theirs.actor, id, ON, holidays());
    expect(await send(theirs, id, "a.pdf", pdf("a"))).toEqual({ is: "completed" });
  });

  test("is one of at most twenty of a question, also when all come at once", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    const outcomes = await Promise.all(
      Array.from({ length: 25 }, (_, index) => send(here, id, `${index}.pdf`, pdf(`${id} ${index}`)))
    );
    expect(outcomes.filter(({ is }) => is === "stored")).toHaveLength(20);
    expect(outcomes.filter(({ is }) => is === "refused")).toHaveLength(5);
    expect((await selfCheckRun(here.actor, id))?.evidence).toHaveLength(20);
  });
});

describe("several files in one form", () => {
  test("each is told for itself, and what is good is kept", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    const place = { selfCheckId: id, questionId: QUESTION };
    const files = [
      ["台账;2026 \"一\".pdf", pdf(id)],
      ["空.pdf", Buffer.alloc(0)],
      ["程序.exe", pdf("x")],
      ["数据.csv", Buffer.from("名称,数量\n污泥,3\n")],
    ] as const;
    const told = await hangEvidence(here.actor, place, posted(files, FROM), ON);
    if (told.is !== "told") throw new Error(told.is);
    expect(told.told).toEqual([
      { name: "台账;2026 \"一\".pdf", is: "stored", message: null },
      { name: "空.pdf", is: "refused", message: "fileEmpty" },
      { name: "程序.exe", is: "refused", message: "fileType" },
      { name: "数据.csv", is: "stored", message: null },
    ]);
    expect(told.reply?.initialValue).toMatchObject({ effectiveFrom: ON });
    expect((await selfCheckRun(here.actor, id))?.evidence).toHaveLength(2);
    const repaired = [files[0], files[3]] as const;
    expect(await hangEvidence(here.actor, place, posted(repaired, FROM), ON)).toEqual({ is: "done" });
    expect((await selfCheckRun(here.actor, id))?.evidence).toHaveLength(2);
  });

  test.each([
    ["cut in the middle", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7"],
    ["without a name", "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"],
    ["of nothing", "nothing"],
    ["with a head that never ends", `--b\r\n${"X: y\r\n".repeat(5000)}`],
  ])("a body %s is answered with 400", async (_what, body) => {
    const here = await enterprise();
    const id = await draftOf(here);
    const request = new Request("http://portal/", {
      method: "POST",
      body,
      headers: { "Content-Type": "multipart/form-data; boundary=b" },
    });
    const place = { selfCheckId: id, questionId: QUESTION };
    const thrown: unknown = await receiveUpload(here.actor, place, request, ON).catch((reason: unknown) => reason);
    expect(isUnreadableForm(thrown)).toBe(true);
    const answer = await answerInJson(new Request("http://portal/"), () => Promise.reject(thrown));
    expect(answer.status).toBe(400);
    expect(readdirSync(join(dataDir, "files", ".incoming"))).toEqual([]);
  });
});

describe("a photograph", () => {
  test("is never served as it came: it is made anew first, without place, time and camera", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    const taken = await photo("Zhang Wei");
    expect(taken.includes("CAMERA-KANARI")).toBe(true);
    const sent = await send(here, id, "现场.jpg", taken);
    expect(sent).toMatchObject({ is: "stored", originalHash: sha256Hex(taken) });
    expect(await openStored(sha256Hex(taken))).toBeNull();
    // Two readers at once, before the job ran.
    const [file] = await Promise.all([evidenceFile(here.actor, idOf(sent)), evidenceFile(here.actor, idOf(sent))]);
    expect(file).toMatchObject({ state: "ready", fileName: "现场.jpg" });
    const served = await bytesOf(file!.hash);
    expect(sha256Hex(served)).toBe(file!.hash);
    expect(file!.sizeBytes).toBe(served.length);
    for (const bytes of [served, await bytesOf(file!.previewHash!)]) {
      expect(bytes.includes("CAMERA-KANARI")).toBe(false);
      expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    }
    expect((await sharp(await bytesOf(file!.previewHash!)).metadata()).width).toBe(320);
    expect(readdirSync(join(dataDir, "files", ".waiting"))).toEqual([]);
    const run = await selfCheckRun(here.actor, id);
    expect(run?.evidence[0]).toMatchObject({ hash: file!.hash, originalHash: sha256Hex(taken), state: "ready" });
    expect((await send(here, id, "现场.jpg", taken)).is).toBe("already");
    expect(readdirSync(join(dataDir, "files", ".waiting"))).toEqual([]);
  });

  test("that still waits is made before a self-check is frozen", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    const sent = await send(here, id, "a.jpg", await photo(id), { ...FROM, effectiveTo: addDays(ON, 40) });
    await completeSelfCheck(here.actor, id, ON, holidays());
    const [row] = await database.superuser`select result from self_check where id = ${id}`;
    const file = await evidenceFile(here.actor, idOf(sent));
    expect(frozenSchema.parse(row?.["result"]).evidence).toEqual([
      { questionId: QUESTION, hash: file!.hash, effectiveOn: ON, effectiveTo: addDays(ON, 40) },
    ]);
  });

  test("that nobody asked for is made all the same; one that is none is said to be none", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    const lost = idOf(await send(here, id, "lost.jpg", await photo(`${id} lost`)));
    const whole = await photo(`${id} broken`);
    // Begins and ends as a photograph, and is none in between.
    const broken = Buffer.concat([whole.subarray(0, whole.indexOf(Buffer.from([0xff, 0xdb]))), Buffer.alloc(50, 7), Buffer.from([0xff, 0xd9])]);
    const outcome = await send(here, id, "broken.jpg", broken);
    expect(await makeNextPictures()).toBeGreaterThan(0);
    while ((await makeNextPictures()) > 0);
    expect(await evidenceFile(here.actor, lost)).toMatchObject({ state: "ready" });
    if ("evidenceId" in outcome) expect(await evidenceFile(here.actor, outcome.evidenceId)).toBeNull();
    else expect(outcome).toEqual({ is: "refused", message: "fileUnreadable" });
    await makeEvidencePicture(lost);
    expect(await makeNextPictures()).toBe(0);
  });
});

describe("the processes that make pictures", () => {
  /** Large enough to be in the middle of it when the process is ended. */
  const large = (mark: string): Promise<Buffer> =>
    sharp({ create: { width: 4000, height: 3000, channels: 3, background: "#684", noise: { type: "gaussian", mean: 120, sigma: 30 } } })
      .withExif({ IFD0: { Make: "CAMERA-KANARI", Copyright: mark } })
      .jpeg({ quality: 90 })
      .toBuffer();
  const running = async (): Promise<number> => {
    for (;;) {
      const [pid] = busyPictureProcesses();
      if (pid !== undefined) return pid;
      await new Promise((later) => setTimeout(later, 5));
    }
  };
  const stateOf = async (id: string): Promise<unknown> =>
    (await database.superuser`select state from evidence where id = ${id}`)[0]?.["state"];

  test("are replaced when one is ended in the middle: nothing is lost and nothing is served before", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    while ((await makeNextPictures()) > 0);
    const taken = await large(id);
    const evidenceId = idOf(await send(here, id, "大图.jpg", taken));
    const making = makeNextPictures();
    const first = await running();
    await new Promise((later) => setTimeout(later, 150));
    expect(await stateOf(evidenceId)).toBe("waiting");
    process.kill(first, "SIGKILL");
    expect(await openStored(sha256Hex(taken))).toBeNull();
    expect(await making).toBe(1);
    expect(await stateOf(evidenceId)).toBe("ready");
    expect(() => process.kill(first, 0)).toThrow("ESRCH");
    const file = await evidenceFile(here.actor, evidenceId);
    const served = await bytesOf(file!.hash);
    expect(served.includes("CAMERA-KANARI")).toBe(false);
    expect((await sharp(served).metadata()).width).toBe(4000);
    expect(readdirSync(join(dataDir, "files", ".waiting"))).toEqual([]);
  });

  test("that are ended again and again leave the original waiting, and it is made later", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    const evidenceId = idOf(await send(here, id, "现场.jpg", await photo(id)));
    let ended = 0;
    const ending = setInterval(() => {
      for (const pid of busyPictureProcesses()) {
        process.kill(pid, "SIGKILL");
        ended += 1;
      }
      // Sooner than a small picture is made, also where a timer comes late.
    }, 1);
    await expect(makeEvidencePicture(evidenceId)).rejects.toThrow("ended in the middle");
    clearInterval(ending);
    expect(ended).toBeGreaterThanOrEqual(3);
    expect(await stateOf(evidenceId)).toBe("waiting");
    expect(await evidenceFile(here.actor, evidenceId)).toMatchObject({ state: "ready" });
    expect(readdirSync(join(dataDir, "files", ".waiting"))).toEqual([]);
  });
});

describe("what is there", () => {
  test("may be used for several questions at once without another file", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    const evidenceId = idOf(await send(here, id, "合同_100%.pdf", pdf(id)));
    const before = filesOnDisk();
    const place = { selfCheckId: id, questionId: OTHER };
    expect((await filesToReuse(here.actor, place, "_100%")).map((file) => file.id)).toEqual([evidenceId]);
    expect(await filesToReuse(here.actor, place, "x100")).toEqual([]);
    const wanted = { evidenceIds: [evidenceId], questionIds: [QUESTION, OTHER, "core-no-evasion"] };
    expect(await Promise.all([1, 2, 3].map(() => reuseEvidence(here.actor, id, wanted)))).toEqual(["done", "done", "done"]);
    const run = await selfCheckRun(here.actor, id);
    expect(run?.evidence.map(({ questionId }) => questionId).sort()).toEqual([...wanted.questionIds].sort());
    expect(new Set(run?.evidence.map((file) => file.id))).toEqual(new Set([evidenceId]));
    expect(filesOnDisk()).toEqual(before);
    expect(await filesToReuse(here.actor, place, "")).toEqual([]);
    const gone = { selfCheckId: id, questionId: OTHER, evidenceId };
    expect(await removeAnswerEvidence(here.actor, gone)).toBe("removed");
    expect((await selfCheckRun(here.actor, id))?.evidence).toHaveLength(2);
  });

  test("of another enterprise is not there, and takes the rest of the choice with it", async () => {
    const [mine, theirs] = [await enterprise(), await enterprise()];
    const [id, theirId] = [await draftOf(mine), await draftOf(theirs)];
    const own = idOf(await send(mine, id, "a.pdf", pdf(id)));
    const foreign = idOf(await send(theirs, theirId, "a.pdf", pdf(id)));
    const choose = (evidenceIds: string[], questionIds: string[], run = id) =>
      reuseEvidence(mine.actor, run, { evidenceIds, questionIds });
    expect(await choose([own, foreign], [OTHER])).toBe("unknown-file");
    expect(await choose([own], [OTHER], theirId)).toBe("not-found");
    expect(await choose([own], [OTHER, "no-such-question"])).toBe("not-found");
    expect((await selfCheckRun(mine.actor, id))?.evidence).toHaveLength(1);
    expect(await evidenceFile(mine.actor, foreign)).toBeNull();
    const listed = await evidenceLines(mine.actor, { text: "", show: "all", page: 1, on: ON });
    expect(listed.rows.map((row) => row.id)).toEqual([own]);
  });

  test("is listed by name, by question and by whether it still speaks", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    const ends = async (name: string, effectiveTo: Day | null) =>
      idOf(await send(here, id, name, pdf(name + id), { effectiveFrom: addDays(ON, -400), ...(effectiveTo ? { effectiveTo } : {}) }));
    await ends("open.pdf", null);
    await ends("long.pdf", addDays(ON, 31));
    await ends("soon.pdf", addDays(ON, 30));
    await ends("today.pdf", ON);
    await ends("past.pdf", addDays(ON, -1));
    const names = async (show: "all" | "valid" | "ending" | "ended", text = "") =>
      (await evidenceLines(here.actor, { text, show, page: 1, on: ON })).rows.map(({ fileName }) => fileName).sort();
    expect(await names("ending")).toEqual(["soon.pdf", "today.pdf"]);
    expect(await names("ended")).toEqual(["past.pdf"]);
    expect(await names("valid")).toEqual(["long.pdf", "open.pdf", "soon.pdf", "today.pdf"]);
    expect(await names("all", "SOON")).toEqual(["soon.pdf"]);
    expect(await names("all", "no such file")).toEqual([]);
    const question = (await selfCheckRun(here.actor, id))?.questionnaires.flatMap(({ questions }) => questions).find((each) => each.id === QUESTION);
    expect(await names("all", question!.text.en.slice(4, 30))).toHaveLength(5);
    const { uses } = await evidenceLines(here.actor, { text: "past", show: "all", page: 9, on: ON });
    expect(uses.answers).toMatchObject([{ questionId: QUESTION, selfCheckId: id }]);
    expect(await endingCounts(here.actor, ON)).toEqual({ ending: 2, ended: 1 });
  });

  test("does not change any more, and its days are in order, whoever tries", async () => {
    const here = await enterprise();
    const evidenceId = idOf(await send(here, await draftOf(here), "a.pdf", pdf(randomUUID())));
    for (const [set, code] of [
      [`hash = '${"0".repeat(64)}'`, "42501"],
      [`effective_to = '2030-01-01'`, "42501"],
      [`file_name = 'b.pdf'`, "42501"],
    ] as const) {
      const error: unknown = await database.superuser.unsafe(`update evidence set ${set} where id = '${evidenceId}'`).catch((reason: unknown) => reason);
      expect(databaseErrorCode(error), set).toBe(code);
    }
    const insert = database.superuser`insert into evidence (enterprise_id, file_name, media_type, size_bytes, hash, original_hash, effective_from, effective_to, uploaded_by)
      select enterprise_id, file_name, media_type, size_bytes, hash, original_hash, '2026-02-02', '2026-02-01', uploaded_by from evidence where id = ${evidenceId}`;
    expect(databaseErrorCode(await insert.catch((reason: unknown) => reason))).toBe("23514");
  });
});

describe("reminders", () => {
  const mails = async (): Promise<number> => {
    const [row] = await database.superuser`select count(*)::int as n from pgboss.job where data->>'job' = 'mail'`;
    return Number(row?.["n"]);
  };

  test("come 30 and 7 days before the end and on the day, once each, also after a morning without the job", async () => {
    const here = await enterprise();
    await colleague(here.enterpriseId, "manager");
    const id = await draftOf(here);
    // Later than whatever the other tests leave behind.
    const end = addDays(ON, 400);
    await send(here, id, "合同.pdf", pdf(id), { ...FROM, effectiveTo: end });
    await send(here, id, "无期限.pdf", pdf(`${id} open`));
    const on = (left: number): Promise<number> => remindOfEvidence(addDays(end, -left));
    expect(await on(31)).toBe(0);
    const before = await mails();
    expect(await Promise.all([on(30), on(30)])).toEqual(expect.arrayContaining([0, 1]));
    expect(await mails()).toBe(before + 1);
    expect(await on(29)).toBe(0);
    expect(await on(8)).toBe(0);
    // The job did not run on the seventh day before.
    expect(await on(6)).toBe(1);
    expect(await on(5)).toBe(0);
    expect(await on(0)).toBe(1);
    expect(await on(0)).toBe(0);
    expect(await on(-1)).toBe(0);
    expect(await mails()).toBe(before + 3);
  });

  test("speak of the last completed self-check and the draft of a site, not of older ones", async () => {
    const here = await enterprise();
    const end = addDays(ON, 30);
    for (const name of ["old.pdf", "last.pdf", "draft.pdf"]) {
      const id = await draftOf(here);
      await send(here, id, name, pdf(name + id), { ...FROM, effectiveTo: end });
      if (name !== "draft.pdf") await completeSelfCheck(here.actor, id, ON, holidays());
    }
    expect(await endingCounts(here.actor, ON)).toEqual({ ending: 2, ended: 0 });
    await remindOfEvidence(ON);
    const [row] = await database.superuser`select count(*)::int as n from ledger_entry where owner_id = ${here.enterpriseId} and kind = 'evidence.reminded'`;
    expect(row?.["n"]).toBe(2);
  });
});
