/** Facts as pages show them, in one language. */
import { tables, withTx } from "~/platform/db.server";
import { eq } from "drizzle-orm";
import { translator } from "~/platform/i18n.server";
import type { Person } from "~/shared/actor";
import { formatDay, formatInstant } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { FACT_KINDS, isFactKind } from "../fact-kinds";
import { profileFor, scoreRules } from "../rules.server";
import { fieldsOf } from "./fields";
import type { AgencyNames, FactRow } from "./facts-queries.server";
import { countingOf, writersOf } from "./registry";
import { valueLines, type ValueLine } from "./value-words";

export interface ShownFact {
  readonly id: string;
  readonly label: string;
  readonly from: string;
  readonly days: string;
  readonly says: readonly ValueLine[];
  readonly withdrawn: boolean;
  /** Who, through what, when: one line each. */
  readonly provenance: readonly string[];
}

export function shownFact(row: FactRow, agencies: AgencyNames, locale: Locale): ShownFact {
  const t = translator(locale, "fact-dispute");
  const { kind, validFrom, validTo } = row;
  const from = formatDay(validFrom, locale);
  return {
    id: row.id,
    label: FACT_KINDS[kind].label[locale],
    from,
    days: validTo === null ? t("known.since", { from }) : `${from} – ${formatDay(validTo, locale)}`,
    says: row.withdrawn ? [] : valueLines(kind, row.value, locale),
    withdrawn: row.withdrawn,
    provenance: [
      whose(row, agencies, locale),
      ...through(row, locale),
      ...(row.disputeId === null ? [] : [t("from.decision")]),
      t("from.at", { at: formatInstant(row.recordedAt, locale) }),
    ],
  };
}

function whose({ source, kind, person, system }: FactRow, agencies: AgencyNames, locale: Locale): string {
  const t = translator(locale, "fact-dispute");
  if (system !== null) return t("from.system", { system });
  const agency = agencies.get(source)?.[locale] ?? FACT_KINDS[kind].source[locale];
  return person === null ? agency : t("from.person", { name: person, agency });
}

function through({ batchId, fileName }: FactRow, locale: Locale): string[] {
  const t = translator(locale, "fact-dispute");
  if (batchId === null) return [];
  return [fileName === null ? t("from.batch") : t("from.file", { file: fileName })];
}

/** Whose local rules a person reads the registry by. */
export async function ownRegion(actor: Person): Promise<string> {
  if (actor.kind === "agency") return actor.regionCode;
  if (actor.kind !== "enterprise") return "";
  const { enterprises } = tables;
  const [row] = await withTx(actor, (tx) =>
    tx.select({ regionCode: enterprises.regionCode }).from(enterprises).where(eq(enterprises.id, actor.enterpriseId))
  );
  return row?.regionCode ?? "";
}

/** Every kind, from the registry itself. */
export function registryView(regionCode: string, locale: Locale) {
  const t = translator(locale, "fact-dispute");
  const roles = translator(locale, "accounts");
  const gates = translator(locale, "positive-list");
  const profile = profileFor(regionCode);
  const kinds = Object.keys(FACT_KINDS).filter(isFactKind).map((kind) => {
    const { label, unit, source } = FACT_KINDS[kind];
    const counting = countingOf(kind, profile, scoreRules());
    const { roles: who, scope } = writersOf(kind);
    return {
      kind,
      label: label[locale],
      unit: unit?.[locale] ?? null,
      source: source[locale],
      fields: fieldsOf(kind).map(({ title, isRequired }) => (isRequired ? title[locale] : t("kinds.optional", { field: title[locale] }))),
      writers: [...who.map((role) => roles(`role.${role}`)), ...(scope ? [t("kinds.scope", { scope })] : []), ...(who.length === 0 ? [t("kinds.portal")] : [])],
      counts: [
        t(`kinds.${counting.nature}`),
        ...counting.gates.map(({ code, months }) =>
          months === null ? t("kinds.gate", { gate: gates(`gate.${code}`) }) : t("kinds.gateMonths", { gate: gates(`gate.${code}`), months })
        ),
        ...(counting.freshDays === null ? [] : [t("kinds.freshDays", { days: counting.freshDays })]),
        ...(counting.scoreMonths === null ? [] : [t("kinds.scoreMonths", { months: counting.scoreMonths })]),
      ],
    };
  });
  return { profile: profile.title[locale], kinds };
}
export type ShownKind = ReturnType<typeof registryView>["kinds"][number];
