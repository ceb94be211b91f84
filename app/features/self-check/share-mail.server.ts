/** Letters about a shared self-check to those who act for the enterprise, queued in the transaction they tell of. */
import { and, eq, inArray, isNull } from "drizzle-orm";
import { tables, type Tx } from "~/platform/db.server";
import { translator } from "~/platform/i18n.server";
import { queueMail } from "~/platform/mail.server";
import type { Locale } from "~/shared/locale";
import type { AcknowledgmentInput } from "./share-forms";

const { accounts, sites } = tables;

interface About {
  readonly enterpriseId: string;
  readonly siteId: string;
  readonly agency: { readonly nameZh: string; readonly nameEn: string };
}
type Letter = (locale: Locale, words: { site: string; agency: string }) => { subject: string; text: string };

async function write(tx: Tx, { enterpriseId, siteId, agency }: About, letter: Letter): Promise<void> {
  const [site] = await tx.select({ name: sites.name }).from(sites).where(eq(sites.id, siteId));
  const readers = await tx
    .select({ email: accounts.email, locale: accounts.locale })
    .from(accounts)
    .where(
      and(
        eq(accounts.enterpriseId, enterpriseId),
        inArray(accounts.role, ["legal-representative", "manager"]),
        isNull(accounts.disabledAt)
      )
    );
  for (const { email, locale } of readers) {
    const words = { site: site?.name ?? "", agency: locale === "en" ? agency.nameEn : agency.nameZh };
    await queueMail(tx, { to: email, ...letter(locale, words) });
  }
}

export const tellOfOpening = (tx: Tx, about: About): Promise<void> =>
  write(tx, about, (locale, words) => {
    const t = translator(locale, "sharing");
    return { subject: t("mail.opened.subject", words), text: t("mail.opened.text", words) };
  });

export const tellOfAcknowledgment = (
  tx: Tx,
  about: About & Pick<AcknowledgmentInput, "nextStep" | "note">
): Promise<void> =>
  write(tx, about, (locale, words) => {
    const t = translator(locale, "sharing");
    const step = t(`nextStep.${about.nextStep}`);
    return {
      subject: t("mail.acknowledged.subject", words),
      text: t("mail.acknowledged.text", { ...words, step, note: about.note || t("mail.noNote") }),
    };
  });
