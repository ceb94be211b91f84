/**
 * A call of an agency's system that states facts: one transaction, an answer for each entry, and the same answer when the
 * call is repeated. Runs as the system because a trigger among the facts suspends a listing at once; the key's region is
 * bound here.
 */
import { and, eq, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { recordEvent } from "~/features/audit/record.server";
import { today, wallClock } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { defineJob, schedule } from "~/platform/jobs.server";
import { system, type MachineActor } from "~/shared/actor";
import { factAnswerSchema, readEntry, type Entry, type EntryAnswer, type FactAnswer } from "./fact-api";
import { suspendOnNewFacts } from "./import-triggers.server";
import type { ImportableKind } from "./import-columns";
import { firstDifference, matterOf } from "./same-matter";
import { holdSource, storeStatements, wordsOf } from "./statements.server";

const CLERK = system("facts-api");
const { factCalls } = tables;

export interface FactCall {
  readonly idempotencyKey: string;
  /** SHA-256 of the body as it came. */
  readonly bodyHash: string;
  readonly entries: readonly unknown[];
}

/** "other-body": the key was used for another call. */
export async function stateFacts(machine: MachineActor, call: FactCall): Promise<FactAnswer | "other-body"> {
  return withTx(CLERK, async (tx) => {
    const { idempotencyKey, bodyHash } = call;
    const here = and(eq(factCalls.apiKeyId, machine.apiKeyId), eq(factCalls.idempotencyKey, idempotencyKey));
    const mine = await tx
      .insert(factCalls)
      .values({ apiKeyId: machine.apiKeyId, idempotencyKey, bodyHash })
      .onConflictDoNothing()
      .returning({ key: factCalls.idempotencyKey });
    if (mine.length === 0) {
      const [earlier] = await tx.select({ bodyHash: factCalls.bodyHash, answer: factCalls.answer }).from(factCalls).where(here);
      return earlier?.bodyHash === bodyHash ? factAnswerSchema.parse(earlier.answer) : "other-body";
    }
    const answer = await answerTo(tx, machine, call.entries);
    await tx.update(factCalls).set({ answer }).where(here);
    const { entries, ...counts } = answer;
    await recordEvent(tx, machine, {
      action: "positive-list.facts-stated",
      subjectId: machine.apiKeyId,
      detail: { entries: entries.length, ...counts },
    });
    return answer;
  });
}

async function answerTo(tx: Tx, machine: MachineActor, raw: readonly unknown[]): Promise<FactAnswer> {
  const on = today();
  const answers = new Map<number, EntryAnswer>();
  const refuse = (index: number, problems: EntryAnswer["problems"]) => answers.set(index, { index, status: "refused", problems });
  const read: Entry[] = [];
  raw.forEach((one, index) => {
    const entry = readEntry(one, index, on);
    if ("problems" in entry) refuse(index, entry.problems);
    else read.push(entry);
  });
  const known = await enterprisesByCode(tx, machine.regionCode, read);
  const said = new Map<string, Entry>();
  const usable: Entry[] = [];
  for (const entry of read) {
    const matter = matterOf(entry.kind, entry);
    const earlier = matter === null ? undefined : said.get(`${entry.kind} ${matter}`);
    const difference = earlier && firstDifference(entry.kind, earlier, entry);
    if (!known.has(entry.uscc)) refuse(entry.index, [{ field: "uscc", code: "unknownEnterprise" }]);
    else if (earlier && difference)
      refuse(entry.index, [
        { field: fieldName(difference.path), code: "contradiction", other: { index: earlier.index, says: difference.earlier, here: difference.later } },
      ]);
    else {
      if (matter !== null) said.set(`${entry.kind} ${matter}`, entry);
      usable.push(entry);
    }
  }
  const fresh: { id: string; enterpriseId: string }[] = [];
  // In the order of kinds, so that two calls never wait for each other crosswise.
  for (const kind of [...new Set(usable.map((entry) => entry.kind))].toSorted())
    fresh.push(...(await storeKind(tx, machine, kind, { entries: usable.filter((entry) => entry.kind === kind), known, answers })));
  const suspended = await suspendOnNewFacts(tx, CLERK, fresh, on);
  const entries = raw.flatMap((_, index) => answers.get(index) ?? []);
  const count = (status: EntryAnswer["status"]) => entries.filter((entry) => entry.status === status).length;
  return { stored: count("stored"), corrected: count("corrected"), already: count("already"), refused: count("refused"), suspended, entries };
}

const fieldName = (path: string): string => (path === "validFrom" || path === "validTo" ? path : `value.${path}`);

interface OfKind {
  readonly entries: readonly Entry[];
  readonly known: ReadonlyMap<string, string>;
  readonly answers: Map<number, EntryAnswer>;
}

/** Notes the answers and gives back what is new. */
async function storeKind(tx: Tx, machine: MachineActor, kind: ImportableKind, { entries, known, answers }: OfKind) {
  const source = `agency:${machine.regionCode}`;
  await holdSource(tx, { source, kind });
  const stored = await storeStatements(
    tx,
    { kind, source, batchId: null, recordedBy: null, system: machine.organisation },
    entries.map((entry) => ({
      enterpriseId: known.get(entry.uscc) ?? "",
      value: entry.value,
      validFrom: entry.validFrom,
      validTo: entry.validTo,
      number: entry.reference,
      words: wordsOf(entry),
    }))
  );
  entries.forEach(({ index }, at) => {
    const one = stored[at];
    if (one) answers.set(index, { index, status: one.is === "added" ? "stored" : one.is, factId: one.factId });
  });
  return stored.filter(({ is }) => is !== "already").map(({ factId, enterpriseId }) => ({ id: factId, enterpriseId }));
}

/** Within the key's region only. */
async function enterprisesByCode(tx: Tx, regionCode: string, entries: readonly Entry[]): Promise<ReadonlyMap<string, string>> {
  const codes = [...new Set(entries.map(({ uscc }) => uscc))].join(",");
  if (codes === "") return new Map();
  const rows = await tx.execute<{ id: string; uscc: string }>(sql`
    select id, uscc from enterprise
    where uscc = any(string_to_array(${codes}, ',')::bpchar[]) and region_code like ${`${regionCode}%`}`);
  return new Map(rows.map(({ id, uscc }) => [uscc, id]));
}

const KEPT_MS = 30 * 86_400_000;

/** A call is known again for thirty days. */
export function registerFactCallSweep(): void {
  defineJob("fact-call-sweep", z.unknown(), async () => {
    const before = new Date(wallClock().getTime() - KEPT_MS);
    await withTx(CLERK, (tx) => tx.delete(factCalls).where(lt(factCalls.createdAt, before)));
  });
  schedule("fact-call-sweep", { hour: 3, minute: 53 });
}
