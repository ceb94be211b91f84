/** Mails about accounts, in the language of the person they go to. Links live in mails only, never in logs or pages. */
import { eq } from "drizzle-orm";
import { now } from "~/platform/clock.server";
import { tables, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { translator } from "~/platform/i18n.server";
import { queueMail } from "~/platform/mail.server";
import { formatInstant } from "~/shared/format";
import type { Locale } from "~/shared/locale";

const { accounts } = tables;

/** Where this portal is reached, for links outside it. */
export const portalAddress = (path: string): string => `${env().PUBLIC_ORIGIN ?? `http://localhost:${env().PORT}`}${path}`;

interface Reader {
  readonly email: string;
  readonly locale: Locale;
}

export function queueInvitation(
  tx: Tx,
  reader: Reader & { readonly displayName: string; readonly loginName: string; readonly place: string },
  token: string
): Promise<void> {
  const t = translator(reader.locale, "mail");
  const { displayName: name, loginName, place } = reader;
  return queueMail(tx, {
    to: reader.email,
    subject: t("invitation.subject", { place }),
    text: t("invitation.text", { name, loginName, place, link: portalAddress(`/invitation/${token}`) }),
  });
}

export function queueReset(tx: Tx, reader: Reader & { readonly loginName: string }, token: string): Promise<void> {
  const t = translator(reader.locale, "mail");
  return queueMail(tx, {
    to: reader.email,
    subject: t("reset.subject"),
    text: t("reset.text", { loginName: reader.loginName, link: portalAddress(`/reset/${token}`) }),
  });
}

export type AccountNotice = "passwordChanged" | "secondFactorOn" | "secondFactorOff";

/** Tells a person that something about how they sign in has changed, in case it was not them. */
export async function queueNotice(tx: Tx, accountId: string, what: AccountNotice): Promise<void> {
  const [person] = await tx
    .select({ email: accounts.email, locale: accounts.locale, loginName: accounts.loginName })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  if (!person) return;
  const t = translator(person.locale, "mail");
  await queueMail(tx, {
    to: person.email,
    subject: t(`notice.${what}`),
    text: t("notice.text", {
      what: t(`notice.${what}`),
      loginName: person.loginName,
      at: formatInstant(now(), person.locale),
      link: portalAddress("/reset"),
    }),
  });
}
