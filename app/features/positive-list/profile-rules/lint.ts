/**
 * What is wrong with a profile or the tiers, beyond what their schemas refuse: rules that contradict each other, lists
 * that nobody can get on, values without a basis, validity that is over. Pure.
 *
 * A fault keeps the content from being built; a notice names what an agency should know before it confirms the values.
 */
import type { CitationId } from "~/shared/citation";
import type { Day } from "~/shared/day";
import { CREDIT_GRADES } from "../fact-values";
import { TRIGGERS, type Basis, type Profile, type Trigger } from "../profile";
import type { ScoreRules, ScoreWeights } from "../weights";

export interface Finding {
  readonly severity: "fault" | "notice";
  /** Where in the file: "gates.G2.windowMonths". */
  readonly path: string;
  /** What is wrong and what to do. */
  readonly message: string;
}

export interface LintContext {
  readonly on: Day;
  readonly isInForce: (citation: CitationId) => boolean;
}

const fault = (path: string, message: string): Finding => ({ severity: "fault", path, message });
const notice = (path: string, message: string): Finding => ({ severity: "notice", path, message });

export const lintProfile = (profile: Profile, context: LintContext): Finding[] => [
  ...lintValidity(profile, context.on),
  ...basesOf(profile).flatMap(([path, basis]) => lintBasis(path, basis, context)),
  ...lintGates(profile),
  ...lintTriggers(profile),
  ...lintReentry(profile),
  ...lintLocal(profile),
];

function lintValidity({ status, validFrom, validTo }: Profile, on: Day): Finding[] {
  if (validTo !== null && validTo < validFrom)
    return [fault("validTo", `${validTo} is before validFrom, ${validFrom}. Correct one of them.`)];
  const isOver = validTo !== null && validTo < on;
  if (isOver && (status === "in-force" || status === "trial"))
    return [fault("status", `validity ended on ${validTo}. Set the status to expired, or give the new term.`)];
  if (status === "expired" && !isOver)
    return [notice("status", "said to be expired, but validTo does not say since when.")];
  return [];
}

/** Each value's basis under its path. */
function basesOf({ recordFreshDays, gates, listing, visits, local = {} }: Profile): [string, Basis][] {
  const under = (path: string, settings: Readonly<Record<string, { readonly basis: Basis } | undefined>>): [string, Basis][] =>
    Object.entries(settings).flatMap(([name, one]) => (one ? [[`${path}.${name}.basis`, one.basis]] : []));
  return [["recordFreshDays.basis", recordFreshDays.basis], ...under("gates", gates), ...under("listing", listing), ...under("visits", visits), ...under("local", local)];
}

function lintBasis(path: string, { source, citations, design }: Basis, { on, isInForce }: LintContext): Finding[] {
  const gone = citations.filter((id) => !isInForce(id)).map((id) =>
    fault(`${path}.citations`, `${id} is not in force on ${on}. Cite the provision that took its place.`)
  );
  const blank = Object.values(source).some((text) => text.trim() === "");
  if (blank) return [...gone, fault(`${path}.source`, "empty. Say where the value comes from, or set design: true and say whose design it is.")];
  // What somebody else published is written "who: what" or names its year, so that a reader can look for it.
  const saysWho = /\S：\S|\d{4}/.test(source["zh-CN"]);
  return design || citations.length > 0 || saysWho ? gone : [...gone, fault(`${path}.source`, 'does not say whose rule it is. Write "who: what" with the year, or set design: true.')];
}

function lintGates({ gates }: Profile): Finding[] {
  const { G7, G10, G2, G2b } = gates;
  const isAsked = CREDIT_GRADES.filter((grade) => grade !== "not-rated");
  const found: Finding[] = [];
  if (G7.isOn && G7.exclusions.length === 0)
    found.push(fault("gates.G7.exclusions", "empty: the gate keeps nobody out. Name the exclusions or switch the gate off."));
  if (G10.isOn && G10.refusedGrades.length === 0)
    found.push(fault("gates.G10.refusedGrades", "empty: the gate keeps nobody out. Name the grades or switch the gate off."));
  if (G10.isOn && isAsked.every((grade) => G10.refusedGrades.includes(grade)))
    found.push(fault("gates.G10.refusedGrades", "holds every grade: nobody who is rated can be listed. Leave the good ones out."));
  if (G2.isOn && G2b.isOn && G2b.mode === "fail" && G2b.windowMonths > G2.windowMonths)
    found.push(fault("gates.G2b.windowMonths", `longer than that of penalties (${G2.windowMonths} months): what was not punished would count longer than what was.`));
  if (repeats(G7.exclusions)) found.push(fault("gates.G7.exclusions", "names one exclusion twice. Leave one out."));
  return found;
}

const repeats = (list: readonly string[]): boolean => new Set(list).size !== list.length;

/** The gate that looks at what the trigger is about, where there is one with a window. */
const GATE_OF: Readonly<Partial<Record<Trigger, "G2" | "G3" | "G4" | "G9">>> = {
  penalty: "G2",
  incident: "G3",
  crime: "G4",
  falsification: "G9",
};

function lintTriggers({ gates, listing }: Profile): Finding[] {
  const [triggers, malicious] = [listing.triggers.value, listing.maliciousTriggers.value];
  const found = malicious
    .filter((trigger) => !triggers.includes(trigger))
    .map((trigger) => fault("listing.maliciousTriggers", `${trigger} is not among the triggers, so it never ends a listing. Add it there or leave it out here.`));
  if (repeats(triggers)) found.push(fault("listing.triggers", "names one trigger twice. Leave one out."));
  for (const trigger of TRIGGERS) {
    const code = GATE_OF[trigger];
    if (code === undefined) continue;
    const [ends, asks] = [triggers.includes(trigger), gates[code].isOn];
    if (ends && !asks) found.push(notice(`gates.${code}.isOn`, `${trigger} ends a listing, but does not keep anybody from being listed.`));
    if (!ends && asks) found.push(fault("listing.triggers", `${trigger} closes gate ${code}, but does not end a listing. Add the trigger or switch the gate off.`));
  }
  return found;
}

/** Whoever was told that the list is open again must find its gates open too. */
function lintReentry({ gates, listing }: Profile): Finding[] {
  const { ordinary, malicious } = listing.reentryMonths.value;
  const path = "listing.reentryMonths";
  const found: Finding[] = malicious < ordinary ? [fault(path, "the wait after malicious conduct is the shorter one. Exchange the two.")] : [];
  const wait = (trigger: Trigger) => (listing.maliciousTriggers.value.includes(trigger) ? malicious : ordinary);
  for (const trigger of listing.triggers.value) {
    const code = GATE_OF[trigger];
    if (code === undefined || !gates[code].isOn) continue;
    const { windowMonths } = gates[code];
    if (wait(trigger) < windowMonths)
      found.push(notice(path, `after ${trigger} the wait is ${wait(trigger)} months, but gate ${code} stays closed for ${windowMonths}: the longer one decides.`));
  }
  return found;
}

/** What a place asks beyond the gates must hang together in itself and with the gates. */
function lintLocal({ gates: { G10 }, local }: Profile): Finding[] {
  const found: Finding[] = [];
  const screening = local?.screening?.value;
  if (screening && screening.atLeast > screening.of)
    found.push(fault("local.screening", `asks for ${screening.atLeast} of ${screening.of} conditions, so nobody can be listed. Lower atLeast.`));
  const bands = local?.creditBands?.value ?? [];
  if (repeats(bands.map(({ grade }) => grade))) found.push(fault("local.creditBands", "names one grade twice. Leave one out."));
  for (const [at, { grade, from, effect }] of bands.entries()) {
    const above = bands[at - 1]?.from;
    const isLast = at === bands.length - 1;
    if (isLast !== (from === null))
      found.push(fault("local.creditBands", isLast ? `leaves out who has fewer points than ${grade} asks for. Let the last band begin at null.` : `${grade} has no lower end, so the bands below it overlap. Give it its first point.`));
    if (from !== null && typeof above === "number" && from >= above)
      found.push(fault("local.creditBands", `${grade} begins at ${from}, not below the band before it: the two overlap. Let bands fall.`));
    const isRefused = G10.isOn && G10.refusedGrades.includes(grade);
    if (isRefused && (effect === "priority" || effect === "fewer-checks"))
      found.push(fault("gates.G10.refusedGrades", `${grade} is favoured by local.creditBands and kept off the list here. Correct one of them.`));
    if (!isRefused && effect === "key-target")
      found.push(fault("gates.G10.refusedGrades", `${grade} is a key target by local.creditBands and may be listed here. Refuse it or correct the band.`));
  }
  return found;
}

/** The most points there are. The schema asks for 100; a change there must not leave a tier out of reach. */
const mostPoints = ({ record, monitoring, permitDuties, risk, selfInspection, management, learning }: ScoreWeights): number =>
  [record, monitoring, permitDuties, risk, selfInspection, management, learning].reduce((sum, { max }) => sum + max, 0);

/** Every tier is in reach, and a better score is not worse off. That tiers leave no gap is their schema's business. */
export function lintTiers({ tiers: { tiers }, weights }: ScoreRules): Finding[] {
  const most = mostPoints(weights);
  return tiers.flatMap(({ code, minScore, recommendsListing, samplingWeight }, at) => {
    const above = tiers[at - 1];
    const found: Finding[] = [];
    if (minScore > most)
      found.push(fault(`tiers.${code}.minScore`, `nobody reaches ${minScore}: score-weights.yaml gives ${most} points at most. Lower the tier or raise the weights.`));
    if (!above) return found;
    if (minScore >= above.minScore)
      found.push(fault(`tiers.${code}.minScore`, `begins at ${minScore}, not below ${above.code}: the two overlap. Let tiers fall.`));
    if (recommendsListing && !above.recommendsListing)
      found.push(fault(`tiers.${code}.recommendsListing`, `recommends listing below ${above.code}, which does not. Let the higher tier recommend it too.`));
    if ((samplingWeight ?? 0) < (above.samplingWeight ?? 0))
      found.push(fault(`tiers.${code}.samplingWeight`, `is drawn less often than ${above.code}, the better tier. Let weights rise from the best tier to the worst.`));
    return found;
  });
}
