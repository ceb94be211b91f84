/**
 * Drawing enterprises and officers by chance that anybody can check afterwards.
 *
 * Each enterprise holds as many tickets as its weight; a ticket's number is taken from the seed, the enterprise and the
 * ticket, and the enterprise's number is the smallest of its tickets. The enterprises with the smallest numbers of a
 * stratum are drawn. That is a lottery without replacement in which two tickets are exactly twice the chance. Whole
 * numbers only, so that every machine comes to the same result.
 */

/** A number from 0 to 2^48 - 1, the same for the same label. The caller gives one that a seed decides. */
export type NumberOf = (label: string) => number;

export interface Candidate {
  readonly id: string;
  readonly stratum: string;
  /** Whole number; 0 is never drawn. */
  readonly tickets: number;
  /** Holds an exemption in force: not drawn, and the visit that it is spared is written down. */
  readonly isExempt: boolean;
  /** How many more inspections its yearly cap leaves room for. */
  readonly roomLeft: number;
  /** Was seen within the interval of its risk class, without a grave breach. Draws before 2026-11-23 do not say. */
  readonly isNotDue?: true | undefined;
  /** Officers who must not go there. */
  readonly conflicts?: readonly string[] | undefined;
}
export interface DrawInputs {
  readonly candidates: readonly Candidate[];
  /** Share of each stratum to be drawn, in percent. A stratum that is not named is not drawn. */
  readonly percentOf: Readonly<Record<string, number>>;
  readonly officers: readonly string[];
  readonly officersEach: number;
}
export interface Drawn {
  readonly id: string;
  readonly stratum: string;
  readonly officers: readonly string[];
}
export interface Skipped {
  readonly id: string;
  readonly stratum: string;
  readonly reason: "exempt" | "cap" | "interval" | "conflict";
}
export interface DrawResult {
  readonly drawn: readonly Drawn[];
  /** Who would have been drawn but for an exemption, the cap, a visit not long ago, or officers who must not go. */
  readonly skipped: readonly Skipped[];
}

/**
 * Numbers are taken for everybody, the exempt too. Of each stratum `ceil(percent × those not exempt)` are drawn in the
 * order of their numbers, fewer when the caps leave no more. An exempt enterprise whose number lies among the first
 * `ceil(percent × all)` would have come up: that visit is spared, and written down.
 *
 * The order of the inputs does not matter. Percents are whole numbers, so that no machine rounds otherwise.
 *
 * @throws {RangeError} when fewer officers are there than each inspection needs, or an enterprise stands there twice
 */
export function draw(
  { candidates, percentOf, officers, officersEach }: DrawInputs,
  numberOf: NumberOf
): DrawResult {
  if (officers.length < officersEach)
    throw new RangeError(
      `An inspection needs ${officersEach} officers, there are ${officers.length}.`
    );
  if (new Set(candidates.map(({ id }) => id)).size < candidates.length)
    throw new RangeError("An enterprise stands in the pool twice.");
  const drawn: Drawn[] = [];
  const skipped: Skipped[] = [];
  const inOrder = officers.toSorted();
  const able = candidates.filter(({ tickets }) => tickets > 0);
  for (const [stratum, members] of strataOf(able)) {
    const share = (of: number): number => Math.ceil(((percentOf[stratum] ?? 0) * of) / 100);
    const wanted = share(members.filter(({ isExempt }) => !isExempt).length);
    const comeUp = share(members.length);
    let taken = 0;
    for (const [rank, candidate] of ranked(members, numberOf).entries()) {
      const { id, isExempt } = candidate;
      if (isExempt) {
        if (rank < comeUp) skipped.push({ id, stratum, reason: "exempt" });
        continue;
      }
      if (taken === wanted) {
        if (rank >= comeUp) break;
        continue;
      }
      const free = withoutConflict(inOrder, candidate);
      const reason = reasonToSkip(candidate, free.length >= officersEach);
      if (reason) skipped.push({ id, stratum, reason });
      else {
        drawn.push({ id, stratum, officers: team(id, free, officersEach, numberOf) });
        taken += 1;
      }
    }
  }
  return { drawn, skipped };
}

function reasonToSkip({ roomLeft, isNotDue }: Candidate, hasTeam: boolean): Skipped["reason"] | null {
  if (roomLeft <= 0) return "cap";
  if (isNotDue) return "interval";
  return hasTeam ? null : "conflict";
}

const withoutConflict = (officers: readonly string[], { conflicts = [] }: Candidate): readonly string[] =>
  conflicts.length === 0 ? officers : officers.filter((officer) => !conflicts.includes(officer));

/** So many different officers by chance, one after another from those that are left. */
function team(id: string, officers: readonly string[], size: number, numberOf: NumberOf): string[] {
  const left = [...officers];
  return Array.from({ length: size }, (_, place) => {
    const at = numberOf(`officer ${id} ${place}`) % left.length;
    return left.splice(at, 1).join("");
  });
}

function strataOf(candidates: readonly Candidate[]): [string, Candidate[]][] {
  const strata = new Map<string, Candidate[]>();
  for (const one of candidates) {
    const members = strata.get(one.stratum);
    if (members) members.push(one);
    else strata.set(one.stratum, [one]);
  }
  return [...strata].sort(([a], [b]) => (a < b ? -1 : 1));
}

function ranked(members: readonly Candidate[], numberOf: NumberOf): Candidate[] {
  return members
    .map((member) => ({ member, number: ticketNumber(member, numberOf) }))
    .sort((a, b) => a.number - b.number || (a.member.id < b.member.id ? -1 : 1))
    .map(({ member }) => member);
}

function ticketNumber({ id, tickets }: Candidate, numberOf: NumberOf): number {
  let best = Infinity;
  for (let ticket = 1; ticket <= tickets; ticket += 1)
    best = Math.min(best, numberOf(`ticket ${id} ${ticket}`));
  return best;
}
