/** The public code of a report: made with the first report, found again by whoever holds the paper. */
import { eq } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { randomCode } from "~/platform/crypto.server";
import { tables, withTx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { system, type EnterpriseActor } from "~/shared/actor";
import type { Locale } from "~/shared/locale";
import { storedCode } from "~/shared/public-code";

const { enterprises, reportCodes, selfChecks, sites } = tables;

/** Two who make the first report at once get one code. */
export function reportCodeOf(actor: EnterpriseActor, selfCheckId: string): Promise<string> {
  return withTx(actor, async (tx) => {
    const held = await tx
      .select({ code: reportCodes.code })
      .from(reportCodes)
      .where(eq(reportCodes.selfCheckId, selfCheckId));
    if (held[0]) return held[0].code;
    const { enterpriseId } = actor;
    const [made] = await tx
      .insert(reportCodes)
      .values({ selfCheckId, enterpriseId, code: randomCode() })
      .onConflictDoNothing({ target: reportCodes.selfCheckId })
      .returning({ code: reportCodes.code });
    if (made) {
      await recordEvent(tx, actor, { action: "self-check.report-made", enterpriseId, subjectId: selfCheckId, detail: {} });
      return made.code;
    }
    const [other] = await tx
      .select({ code: reportCodes.code })
      .from(reportCodes)
      .where(eq(reportCodes.selfCheckId, selfCheckId));
    if (!other) throw new Error(`The report of self-check ${selfCheckId} has no code.`);
    return other.code;
  });
}

/** Where anyone can check a report. */
export const reportAddress = (code: string): string =>
  `${env().PUBLIC_ORIGIN ?? `http://localhost:${env().PORT}`}/reports/${code}`;

/** What the portal tells in public of the report with a code: that it exists, of whom, and its fingerprint; no content. */
export async function publicReport(typed: string, locale: Locale) {
  const code = storedCode(typed);
  if (code === null) return null;
  const [row] = await withTx(system("report-check"), (tx) =>
    tx
      .select({
        name: enterprises.name,
        nameEn: enterprises.nameEn,
        uscc: enterprises.uscc,
        siteName: sites.name,
        completedOn: selfChecks.completedOn,
        resultHash: selfChecks.resultHash,
      })
      .from(reportCodes)
      .innerJoin(selfChecks, eq(selfChecks.id, reportCodes.selfCheckId))
      .innerJoin(sites, eq(sites.id, selfChecks.siteId))
      .innerJoin(enterprises, eq(enterprises.id, selfChecks.enterpriseId))
      .where(eq(reportCodes.code, code))
  );
  if (!row) return null;
  const { name, nameEn, completedOn, resultHash, ...rest } = row;
  return {
    ...rest,
    code,
    enterprise: locale === "en" ? (nameEn ?? name) : name,
    completedOn: completedOn ?? "",
    resultHash: resultHash ?? "",
  };
}

/** What somebody copied from a paper, against the fingerprint: null when nothing was given. */
export function sameHash(typed: string, resultHash: string): boolean | null {
  const hash = typed.toLowerCase().replaceAll(/\s/g, "");
  return hash === "" ? null : hash === resultHash;
}
