/** Shadow runs and changes of rules in the reader's language. */
import { translator } from "~/platform/i18n.server";
import type { Day } from "~/shared/day";
import { formatDay, formatInstant } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { csvOf } from "~/shared/table-file";
import { GATE_CODES } from "../profile";
import { profileFor, profileVersions } from "../rules.server";
import type { allMoves, announcedChanges, changeLines, changesOfRun, movesOf, shadowRunLines, shadowRunOf } from "./queries.server";
import type { Standing } from "./standing";
import { MIN_SHOWN, MOVES, movedOf, publicGroups, type Group } from "./tally";

/** "Guangzhou, version 2", or the id where content no longer has the version. */
export function versionTitle(profileId: string, version: number, locale: Locale): string {
  const title = profileVersions().get(`${profileId}@${version}`)?.title[locale] ?? profileId;
  return `${title} · ${version}`;
}

/** Versions of the rules in force where `regionCode` is that are not in force themselves. */
export function versionsToTry(regionCode: string, locale: Locale) {
  const now = profileFor(regionCode);
  return [...profileVersions().values()]
    .filter(({ id, version }) => id !== now.id || version !== now.version)
    .map(({ id, version }) => ({ value: `${id}@${version}`, label: versionTitle(id, version, locale) }));
}

type RunRow = Awaited<ReturnType<typeof shadowRunLines>>[number];
export const runLine = (run: RunRow, locale: Locale) => ({
  id: run.id,
  status: run.status,
  from: versionTitle(run.fromProfileId, run.fromVersion, locale),
  to: versionTitle(run.toProfileId, run.toVersion, locale),
  started: formatInstant(run.startedAt, locale),
  enterprises: run.tally.all.enterprises,
  moved: movedOf(run.tally.all),
});

type ChangeRow = Awaited<ReturnType<typeof changesOfRun>>[number] | Awaited<ReturnType<typeof changeLines>>[number];
export const changeLine = (change: ChangeRow, locale: Locale) => ({
  id: change.id,
  runId: change.shadowRunId,
  status: change.status,
  profile: profileVersions().get(`${change.profileId}@${change.version}`)?.title[locale] ?? change.profileId,
  version: change.version,
  from: formatDay(change.fromDay, locale),
  reason: change.reason,
  proposedBy: change.proposedBy,
  proposed: formatDay(change.proposedOn, locale),
  decided: change.decidedOn && formatDay(change.decidedOn, locale),
  decisionReason: change.decisionReason,
});

type Run = NonNullable<Awaited<ReturnType<typeof shadowRunOf>>>;
export function tallyView({ tally }: Run, locale: Locale) {
  const t = translator(locale, "rule-versions");
  const gateName = translator(locale, "positive-list");
  const named = (groups: Readonly<Record<string, Group>>, name: (key: string) => string) =>
    Object.entries(groups)
      .map(([key, group]) => ({ key, name: key === "" ? t("unknownGroup") : name(key), enterprises: group.enterprises, moved: movedOf(group) }))
      .toSorted((a, b) => b.enterprises - a.enterprises || (a.key < b.key ? -1 : 1));
  return {
    moves: MOVES.map((move) => ({ move, count: tally.all.moves[move] })).filter(({ count }) => count > 0),
    gates: GATE_CODES.map((code) => ({ code, name: gateName(`gate.${code}`), ...tally.gates[code] })).filter(({ closes, opens }) => closes + opens > 0),
    groups: [
      { key: "bySector" as const, rows: named(tally.bySector, (key) => t(`sector.${key as "coating"}`)) },
      { key: "byPermitClass" as const, rows: named(tally.byPermitClass, (key) => t(`permitClass.${key as "key"}`)) },
      { key: "bySize" as const, rows: named(tally.bySize, (key) => t(`size.${key as "large"}`)) },
      { key: "byRegion" as const, rows: named(tally.byRegion, (key) => key) },
    ],
  };
}

export function standingText({ tier, total, closed }: Standing, locale: Locale): string {
  const [t, list] = [translator(locale, "rule-versions"), translator(locale, "positive-list")];
  const gates = closed.map((code) => list(`gate.${code}`)).join(locale === "zh-CN" ? "、" : ", ");
  return `${t("standing", { tier: list(`tier.${tier}`), total })} · ${gates === "" ? t("allMet") : t("closedGates", { gates })}`;
}

type MoveRow = Awaited<ReturnType<typeof movesOf>>["rows"][number];
export const moveLine = ({ uscc, name, before, after, move }: MoveRow, locale: Locale) => ({
  uscc,
  name: name[locale],
  move,
  before: standingText(before, locale),
  after: standingText(after, locale),
});

export function movesCsv(rows: Awaited<ReturnType<typeof allMoves>>, locale: Locale): string {
  const t = translator(locale, "rule-versions");
  const head = [t("enterprise"), t("uscc"), t("byRegion"), t("bySector"), t("moveHead"), t("before"), t("after")];
  return csvOf(
    head,
    rows.map((row) => {
      const { name, uscc, move, before, after } = moveLine(row, locale);
      return [name, uscc, row.regionCode, row.sector ?? t("unknownGroup"), t(`move.${move}`), before, after];
    })
  );
}

/** From which day the rules in force hold where the agency is; null: since the portal started. */
export function inForceSince(changes: readonly { regionCode: string; status: string; fromDay: Day }[], regionCode: string, on: Day): Day | null {
  const past = changes.filter((one) => one.status === "approved" && regionCode.startsWith(one.regionCode) && one.fromDay <= on);
  return past.map(({ fromDay }) => fromDay).toSorted().at(-1) ?? null;
}

type Announced = Awaited<ReturnType<typeof announcedChanges>>[number];

/** What the public reads of an approved change: no count by which one enterprise could be told. */
export function announcement(change: Announced, on: Day, locale: Locale) {
  const t = translator(locale, "rule-versions");
  const { tally } = change;
  const isShown = tally !== null && tally.all.enterprises >= MIN_SHOWN;
  const { shown, rest } = publicGroups(isShown ? tally.bySector : {});
  const line = (name: string, group: Group) => ({ name, enterprises: group.enterprises, moved: movedOf(group) });
  const { id, profile, version, from, reason } = changeLine(change, locale);
  return {
    id,
    profile,
    version,
    from,
    reason,
    regionCode: change.regionCode,
    isAhead: change.fromDay > on,
    counts: isShown ? { all: tally.all.enterprises, moved: movedOf(tally.all), in: tally.all.moves.in, out: tally.all.moves.out } : null,
    groups: [
      ...shown.map(([key, group]) => line(key === "" ? t("unknownGroup") : t(`sector.${key as "coating"}`), group)),
      ...(rest ? [line(t("public.rest"), rest)] : []),
    ],
  };
}
