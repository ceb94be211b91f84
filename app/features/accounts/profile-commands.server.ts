/** What a person changes about themselves. */
import { eq } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { tables, withTx } from "~/platform/db.server";
import type { Person } from "~/shared/actor";
import type { Locale } from "~/shared/locale";

const { accounts } = tables;

/** The language of mails; the pages' language is a cookie of the browser. */
export async function setOwnLocale(actor: Person, locale: Locale): Promise<void> {
  await withTx(actor, async (tx) => {
    await tx.update(accounts).set({ locale }).where(eq(accounts.id, actor.accountId));
    await recordEvent(tx, actor, { action: "accounts.language-changed", subjectId: actor.accountId, detail: { locale } });
  });
}
