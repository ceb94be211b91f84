/** What became of a correction in time, and what may be asked of its due day, in one language. */
import { holidays } from "~/platform/holidays.server";
import { day, type Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { deciderOf, extensionBounds } from "./extension";
import { may } from "./policy";
import type { Correction, Reader } from "./queries.server";

export interface HistoryEntry {
  readonly kind:
    | "submitted"
    | "verified"
    | "reopened"
    | "asked"
    | "extension_approved"
    | "extension_refused"
    | "extension_withdrawn"
    | "extension_lapsed";
  readonly on: string;
  readonly name: string | null;
  readonly agency: boolean;
  readonly reason: string;
  readonly whyLate: string;
  readonly count: number;
  readonly from: string;
  readonly to: string;
}

const NOTHING = { agency: false, reason: "", whyLate: "", count: 0, from: "", to: "" };

export function historyView({ steps, extensions, source }: Correction, locale: Locale): HistoryEntry[] {
  const entries = [
    ...steps.map(({ kind, side, on, at, name, reason, evidenceCount }) => ({
      at,
      entry: {
        ...NOTHING,
        kind,
        on: formatDay(on, locale),
        name,
        agency: side === "agency",
        reason,
        count: evidenceCount,
      },
    })),
    ...extensions.flatMap((one) => {
      const days = { from: formatDay(one.fromDueOn, locale), to: formatDay(one.newDueOn, locale) };
      const { asker: name, reason, whyLate } = one;
      const asked: HistoryEntry = {
        ...NOTHING,
        ...days,
        kind: "asked",
        on: formatDay(one.askedOn, locale),
        name,
        reason,
        whyLate,
      };
      if (one.status === "asked" || one.decidedOn === null) return [{ at: one.askedAt, entry: asked }];
      const decided: HistoryEntry = {
        ...NOTHING,
        ...days,
        kind: `extension_${one.status}`,
        on: formatDay(one.decidedOn, locale),
        name: one.decider,
        agency: deciderOf(source) === "officer" && one.status !== "withdrawn" && one.status !== "lapsed",
        reason: one.decisionReason,
      };
      return [
        { at: one.askedAt, entry: asked },
        { at: one.decidedAt ?? one.askedAt, entry: decided },
      ];
    }),
  ];
  return entries.sort((a, b) => a.at.getTime() - b.at.getTime()).map(({ entry }) => entry);
}

export function extensionView(actor: Reader, correction: Correction, locale: Locale, on: Day) {
  const { extensions, source, dueOn, status } = correction;
  const open = extensions.find((one) => one.status === "asked");
  const isOwn = open?.askedBy === actor.accountId;
  const bounds = extensionBounds(
    { ...correction, foundOn: day(correction.foundOn), firstDueOn: day(correction.firstDueOn) },
    holidays()
  );
  return {
    open: open
      ? {
          asker: open.asker,
          askedOn: formatDay(open.askedOn, locale),
          from: formatDay(open.fromDueOn, locale),
          to: formatDay(open.newDueOn, locale),
          reason: open.reason,
          whyLate: open.whyLate,
          mayWithdraw: isOwn,
          mayDecide: !isOwn && status !== "verified" && may.decideExtension(actor, source),
        }
      : null,
    mayAsk: !open && may.workOn(actor, correction),
    late: on > dueOn,
    decider: deciderOf(source),
    bounds: bounds && {
      ...bounds,
      from: formatDay(bounds.earliest, locale),
      to: formatDay(bounds.latest, locale),
    },
  };
}
