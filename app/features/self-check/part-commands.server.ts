/** Giving parts of a self-check to people. */
import { and, eq, inArray, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { now } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { translator } from "~/platform/i18n.server";
import { queueMail } from "~/platform/mail.server";
import type { EnterpriseActor } from "~/shared/actor";
import { formatDay } from "~/shared/format";
import type { Localised } from "~/shared/locale";
import { holdRun } from "./answers.server";
import { questionnairesOf } from "./content.server";
import { membersToAsk } from "./part-queries.server";
import { selfCheckAddress } from "./work-mail.server";

const { accounts, parts, selfChecks, sites } = tables;

export interface PartGiven {
  readonly topics: readonly string[];
  /** Null: taken back. */
  readonly accountId: string | null;
  readonly dueOn: string | null;
}
export type GivePartsOutcome = "given" | "not-draft" | "nobody";

/** Gives topics to one person, or takes them back. Whoever is given something new is told by mail, once. */
export function giveParts(
  actor: EnterpriseActor,
  selfCheckId: string,
  { topics, accountId, dueOn }: PartGiven
): Promise<GivePartsOutcome> {
  return withTx(actor, async (tx) => {
    const draft = await holdRun(tx, actor, selfCheckId);
    if (typeof draft === "string") return "not-draft";
    const titles = new Map(
      questionnairesOf(draft.versions).flatMap((each) =>
        each.topics.map(({ id, title }) => [id, title] as const)
      )
    );
    const known = [...new Set(topics)].filter((topic) => titles.has(topic)).toSorted();
    if (known.length === 0) return "given";
    let changed: number;
    if (accountId === null) {
      ({ count: changed } = await tx
        .delete(parts)
        .where(and(eq(parts.selfCheckId, selfCheckId), inArray(parts.topic, known))));
    } else {
      if (!(await membersToAsk(tx, actor)).some(({ id }) => id === accountId)) return "nobody";
      const { fresh, count } = await give(tx, actor, selfCheckId, {
        topics: known,
        accountId,
        dueOn,
      });
      changed = count;
      if (fresh.length > 0 && accountId !== actor.accountId)
        await tell(tx, actor, selfCheckId, {
          accountId,
          dueOn,
          titles: fresh.flatMap((topic) => titles.get(topic) ?? []),
        });
    }
    if (changed === 0) return "given";
    await recordEvent(tx, actor, {
      action: accountId === null ? "self-check.parts-taken-back" : "self-check.parts-given",
      enterpriseId: actor.enterpriseId,
      subjectId: selfCheckId,
      detail: { topics: known, to: accountId, dueOn },
    });
    return "given";
  });
}

/** Answers with the topics that this person did not have before, and how many topics were given anew or otherwise. */
async function give(
  tx: Tx,
  actor: EnterpriseActor,
  selfCheckId: string,
  { topics, accountId, dueOn }: PartGiven & { accountId: string }
): Promise<{ fresh: string[]; count: number }> {
  const had = await tx
    .select({ topic: parts.topic })
    .from(parts)
    .where(
      and(
        eq(parts.selfCheckId, selfCheckId),
        eq(parts.accountId, accountId),
        inArray(parts.topic, [...topics])
      )
    );
  const given = { accountId, dueOn, givenBy: actor.accountId, givenAt: now() };
  const { count } = await tx
    .insert(parts)
    .values(
      topics.map((topic) => ({ ...given, enterpriseId: actor.enterpriseId, selfCheckId, topic }))
    )
    .onConflictDoUpdate({
      target: [parts.selfCheckId, parts.topic],
      set: given,
      setWhere: sql`(${parts.accountId}, ${parts.dueOn}) is distinct from (${accountId}::uuid, ${dueOn}::date)`,
    });
  return { fresh: topics.filter((topic) => !had.some((each) => each.topic === topic)), count };
}

async function tell(
  tx: Tx,
  actor: EnterpriseActor,
  selfCheckId: string,
  given: { accountId: string; dueOn: string | null; titles: readonly Localised[] }
): Promise<void> {
  const [reader] = await tx
    .select({ email: accounts.email, locale: accounts.locale })
    .from(accounts)
    .where(eq(accounts.id, given.accountId));
  const [site] = await tx
    .select({ name: sites.name })
    .from(selfChecks)
    .innerJoin(sites, eq(sites.id, selfChecks.siteId))
    .where(eq(selfChecks.id, selfCheckId));
  if (!reader || !site) return;
  const t = translator(reader.locale, "self-check-work");
  const due = given.dueOn
    ? t("mail.partDue", { day: formatDay(given.dueOn, reader.locale) })
    : t("mail.partNoDue");
  await queueMail(tx, {
    to: reader.email,
    subject: t("mail.partSubject", { site: site.name }),
    text: t("mail.partText", {
      name: actor.name,
      site: site.name,
      topics: given.titles.map((title) => `- ${title[reader.locale]}`).join("\n"),
      due,
      link: selfCheckAddress(selfCheckId),
    }),
  });
}
