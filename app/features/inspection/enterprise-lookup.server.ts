/** An enterprise by its code, where the agency answers for it. */
import { and, eq, like } from "drizzle-orm";
import { tables, withTx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";

const { enterprises } = tables;

/** Null when there is none, or it lies outside the agency's region. */
export const enterpriseByUscc = (actor: AgencyActor, uscc: string): Promise<string | null> =>
  withTx(actor, async (tx) => {
    const [row] = await tx
      .select({ id: enterprises.id })
      .from(enterprises)
      .where(and(eq(enterprises.uscc, uscc), like(enterprises.regionCode, `${actor.regionCode}%`)));
    return row?.id ?? null;
  });
