/** Tells both sides of an extension: those who decide and those who correct. */
import { and, eq, inArray } from "drizzle-orm";
import { tables, type Tx } from "~/platform/db.server";
import { translator } from "~/platform/i18n.server";
import type { EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import type { Localised } from "~/shared/locale";
import { deciderOf } from "./extension";
import { linkTo, managersAnd, officersNear, readersWhere, write, type Reader } from "./finding-mail.server";

const { accounts } = tables;

interface About {
  readonly id: string;
  readonly enterpriseId: string;
  readonly ownerAccountId: string | null;
  readonly source: string;
  readonly dueOn: Day;
  readonly text: Localised;
}

const deciders = (tx: Tx, { source, enterpriseId }: About, askerRole: string): Promise<Reader[]> =>
  deciderOf(source, askerRole) === "officer"
    ? officersNear(tx, enterpriseId)
    : // Managers are told of every request, so also when they may decide.
      readersWhere(
        tx,
        and(eq(accounts.enterpriseId, enterpriseId), eq(accounts.role, "legal-representative"))
      );

export async function tellOfAsking(
  tx: Tx,
  about: About,
  { asker, newDueOn, reason }: { asker: EnterpriseActor; newDueOn: Day; reason: string }
): Promise<void> {
  const readers = [
    ...(await deciders(tx, about, asker.role)),
    ...(await managersAnd(tx, about.enterpriseId, [asker.accountId, about.ownerAccountId])),
  ];
  await write(tx, readers, (locale) => {
    const t = translator(locale, "correction");
    const words = {
      finding: about.text[locale],
      from: formatDay(about.dueOn, locale),
      to: formatDay(newDueOn, locale),
      reason,
      link: linkTo(`/corrections/${about.id}`),
    };
    return { subject: t("mail.asked.subject", words), text: t("mail.asked.text", words) };
  });
}

interface Decided {
  readonly status: string;
  readonly askedBy: string;
  readonly newDueOn: Day;
  readonly decisionReason: string;
}

export async function tellOfDecision(
  tx: Tx,
  about: About,
  { status, askedBy, newDueOn, decisionReason }: Decided,
  decidedBy: string
): Promise<void> {
  const readers = [
    ...(await readersWhere(tx, inArray(accounts.id, [decidedBy]))),
    ...(await managersAnd(tx, about.enterpriseId, [askedBy, about.ownerAccountId])),
  ];
  const outcome = status === "approved" ? "approved" : "refused";
  await write(tx, readers, (locale) => {
    const t = translator(locale, "correction");
    const words = {
      finding: about.text[locale],
      day: formatDay(outcome === "approved" ? newDueOn : about.dueOn, locale),
      reason: decisionReason,
      link: linkTo(`/corrections/${about.id}`),
    };
    return { subject: t(`mail.${outcome}.subject`, words), text: t(`mail.${outcome}.text`, words) };
  });
}
