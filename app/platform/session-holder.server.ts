/** Who holds a session: asked with every request of everybody signed in, so in one statement without a transaction. */
import { z } from "zod";
import { AGENCY_ROLES, ENTERPRISE_ROLES } from "~/shared/actor";
import { LOCALES } from "~/shared/locale";
import { askFunction } from "./db.server";
import { jsonInstant } from "./json-instant";

const holderSchema = z.object({
  session: z.object({
    id: z.string(),
    userId: z.string(),
    expiresAt: jsonInstant,
    absoluteExpiresAt: jsonInstant,
    authAt: jsonInstant,
    mfaAt: jsonInstant.nullable(),
    userAgent: z.string(),
  }),
  id: z.string(),
  displayName: z.string(),
  role: z.enum([...ENTERPRISE_ROLES, ...AGENCY_ROLES, "administrator"]),
  enterpriseId: z.string().nullable(),
  agencyId: z.string().nullable(),
  regionCode: z.string().nullable(),
  agencyLevel: z.enum(["province", "city", "county"]).nullable(),
  locale: z.enum(LOCALES),
  disabledAt: jsonInstant.nullable(),
  totpConfirmedAt: jsonInstant.nullable(),
});

/** Null for a session that is not there. @param id SHA-256 of the token, hex */
export async function holderOf(id: string): Promise<z.output<typeof holderSchema> | null> {
  const found = await askFunction("app.session_holder", id);
  return found === null ? null : holderSchema.parse(found);
}
