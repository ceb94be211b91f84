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
  readonly reason: "exempt" | "cap";
}
export interface DrawResult {
  readonly drawn: readonly Drawn[];
  /** Who would have been drawn but for an exemption or the cap. */
  readonly skipped: readonly Skipped[];
}

/**
 * Numbers are taken for everybody, the exempt too: who among them would have come up is a visit spared. Of each stratum
 * `ceil(percent × enterprises that are not exempt)` are drawn, fewer when the caps leave no more.
 *
 * The order of the inputs does not matter.
 *
 * @throws {RangeError} when fewer officers are there than each inspection needs
 */
export function draw(
  { candidates, percentOf, officers, officersEach }: DrawInputs,
  numberOf: NumberOf
): DrawResult {
  if (officers.length < officersEach)
    throw new RangeError(`An inspection needs ${officersEach} officers, there are ${officers.length}.`);
  const drawn: Drawn[] = [];
  const skipped: Skipped[] = [];
  const inOrder = officers.toSorted();
  for (const [stratum, members] of strataOf(candidates)) {
    const wanted = Math.ceil(
      ((percentOf[stratum] ?? 0) * members.filter(({ isExempt }) => !isExempt).length) / 100
    );
    let taken = 0;
    for (const { id, isExempt, roomLeft } of ranked(members, numberOf)) {
      if (taken >= wanted) break;
      if (isExempt) skipped.push({ id, stratum, reason: "exempt" });
      else if (roomLeft <= 0) skipped.push({ id, stratum, reason: "cap" });
      else {
        drawn.push({ id, stratum, officers: smallest(inOrder, officersEach, (one) => numberOf(`officer ${id} ${one}`)) });
        taken += 1;
      }
    }
  }
  return { drawn, skipped };
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
    .filter(({ tickets }) => tickets > 0)
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

const smallest = (of: readonly string[], count: number, number: (one: string) => number): string[] =>
  of
    .map((one) => ({ one, at: number(one) }))
    .sort((a, b) => a.at - b.at || (a.one < b.one ? -1 : 1))
    .slice(0, count)
    .map(({ one }) => one);
