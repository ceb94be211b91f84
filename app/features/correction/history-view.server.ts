/** What became of a correction in time, and what may be asked of its due day, in one language. */
import { holidays } from "~/platform/holidays.server";
import { day, type Day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { deciderOf, decides, extensionBounds } from "./extension";
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
        agency: deciderOf(source, one.askerRole) === "officer" && one.status !== "withdrawn" && one.status !== "lapsed",
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

interface Member {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

/** `members`: those of the enterprise when one of them reads; an agency is not told of them. */
export function extensionView(
  actor: Reader,
  correction: Correction,
  members: readonly Member[],
  locale: Locale,
  on: Day
) {
  const { extensions, source, dueOn, status } = correction;
  const open = extensions.find((one) => one.status === "asked");
  const isOwn = open?.askedBy === actor.accountId;
  const asker = open ? { id: open.askedBy, role: open.askerRole } : { id: actor.accountId, role: actor.role };
  const decider = deciderOf(source, asker.role);
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
          mayDecide: !isOwn && status !== "verified" && may.decideExtension(actor, source, asker.role),
        }
      : null,
    mayAsk: !open && may.workOn(actor, correction),
    late: on > dueOn,
    decider,
    mayInvite: actor.role === "legal-representative",
    // Null: not for this reader to know. Empty: nobody is there who could.
    deciders:
      actor.kind === "agency" || decider === "officer"
        ? null
        : members.filter(({ id, role }) => id !== asker.id && decides(decider, role)).map(({ name }) => name),
    bounds: bounds && {
      ...bounds,
      from: formatDay(bounds.earliest, locale),
      to: formatDay(bounds.latest, locale),
    },
  };
}
