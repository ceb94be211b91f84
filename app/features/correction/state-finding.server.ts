/** What an officer states of a warning or an inspection: a finding and its correction, on the enterprise's own board. */
import { and, asc, eq, like } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { storeFindings, type NewFinding } from "~/features/finding/new-finding.server";
import { tables, withTx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import { once } from "~/platform/idempotency.server";
import type { AgencyActor } from "~/shared/actor";
import { tellOfFinding } from "./finding-mail.server";
import type { FindingInput } from "./forms";

const { enterprises, sites } = tables;

/** The enterprise of the officer's region with its sites, or null. */
export function enterpriseForFinding(actor: AgencyActor, enterpriseId: string) {
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .select({ id: enterprises.id, name: enterprises.name })
      .from(enterprises)
      .where(
        and(
          eq(enterprises.id, enterpriseId),
          like(enterprises.regionCode, `${actor.regionCode}%`)
        )
      );
    if (!row) return null;
    const places = await tx
      .select({ id: sites.id, name: sites.name })
      .from(sites)
      .where(eq(sites.enterpriseId, enterpriseId))
      .orderBy(asc(sites.name));
    return { ...row, sites: places };
  });
}

export type StateOutcome =
  | { readonly is: "stated"; readonly correctionId: string }
  | { readonly is: "not-found" };

export function stateFinding(
  actor: AgencyActor,
  enterpriseId: string,
  input: FindingInput
): Promise<StateOutcome> {
  return withTx(actor, (tx) =>
    once(tx, actor, "correction.state-finding", input.idempotencyKey, async () => {
      const [site] = await tx
        .select({ id: sites.id })
        .from(sites)
        .innerJoin(enterprises, eq(enterprises.id, sites.enterpriseId))
        .where(
          and(
            eq(sites.id, input.siteId),
            eq(sites.enterpriseId, enterpriseId),
            like(enterprises.regionCode, `${actor.regionCode}%`)
          )
        );
      if (!site) return { is: "not-found" } as const;
      const finding: NewFinding = {
        enterpriseId,
        siteId: site.id,
        source: input.source,
        sourceRef: input.sourceRef,
        severity: input.severity,
        text: { "zh-CN": input.textZh || input.textEn, en: input.textEn || input.textZh },
        basis: input.basis,
        foundOn: input.foundOn,
        window: { days: input.windowDays, kind: input.windowKind },
      };
      const [made] = await storeFindings(tx, site.id, [finding], holidays());
      if (!made) throw new Error("The finding was not stored.");
      await tellOfFinding(tx, finding, made);
      await recordEvent(tx, actor, {
        action: "correction.finding-stated",
        enterpriseId,
        subjectId: made.correctionId,
        detail: { source: input.source, severity: input.severity, dueOn: made.dueOn },
      });
      return { is: "stated", correctionId: made.correctionId } as const;
    })
  );
}
