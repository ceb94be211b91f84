/** Tells the person who asked how the appointment stands, with an invitation that updates in place. */
import { eq } from "drizzle-orm";
import { tables, type Tx } from "~/platform/db.server";
import { translator } from "~/platform/i18n.server";
import { queueMail } from "~/platform/mail.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import { formatDay } from "~/shared/format";
import { invitation } from "./invitation.server";
import { findAppointment } from "./queries.server";

const { accounts } = tables;

/** Queues the mail in the caller's transaction, so it is sent only if the change holds. */
export async function sendInvitation(tx: Tx, actor: EnterpriseActor | AgencyActor, id: string): Promise<void> {
  const visit = await findAppointment(tx, actor, id);
  if (!visit) return;
  const [person] = await tx
    .select({ email: accounts.email, locale: accounts.locale })
    .from(accounts)
    .where(eq(accounts.id, visit.requestedBy));
  if (!person) return;
  const t = translator(person.locale, "booking");
  const when = `${formatDay(visit.day, person.locale)} ${t(`half.${visit.half}`)}`;
  await queueMail(tx, {
    to: person.email,
    subject: t(`mail.subject.${visit.status}`, { when }),
    text: t("mail.text", {
      state: t(`mail.state.${visit.status}`, { when }),
      agency: person.locale === "en" ? visit.agencyEn : visit.agencyZh,
      site: visit.site,
      topic: visit.topic,
      reason: visit.reason === "" ? "" : t("mail.reason", { reason: visit.reason }),
    }),
    ics: invitation(visit, person.locale),
  });
}
