/** Enterprises that do not exist, as many as wanted, in the order of their ids: the same seed gives the same ones. */
import type { Day } from "~/shared/day";
import { usccCheckCharacter } from "~/shared/uscc";
import { chanceOf, inventedFacts, permitClass } from "./invented-facts";

export interface InventedFact {
  readonly id: string;
  readonly kind: string;
  readonly value: object;
  readonly from: Day;
}
export interface InventedEnterprise {
  readonly id: string;
  readonly siteId: string;
  readonly uscc: string;
  readonly name: string;
  readonly regionCode: string;
  readonly sector: string;
  readonly size: string;
  readonly isListed: boolean;
  readonly facts: readonly InventedFact[];
}

const PROVINCES = ["31", "32", "33", "35", "37", "42", "44", "46", "61"] as const;
const SECTORS = [["electroplating", 0.25], ["coating", 0.45], ["textile-dyeing", 1]] as const;
/** Cumulative shares of large, medium and small; the rest are micro. */
const SIZES = [["large", 0.03], ["medium", 0.15], ["small", 0.6]] as const;
/** Share of those in good order that are on the list. */
const LISTED_SHARE = 0.02;
const DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

export function* inventedEnterprises(count: number, seed: number, on: Day): Generator<InventedEnterprise> {
  const chance = chanceOf(seed);
  for (let at = 0; at < count; at += 1) {
    const province = PROVINCES[Math.floor(chance() ** 1.5 * PROVINCES.length)] ?? "44";
    const regionCode = `${province}${twoDigits(1 + Math.floor(chance() * 12))}${twoDigits(1 + Math.floor(chance() * 9))}`;
    const drawn = chance();
    const isListed = chance() < LISTED_SHARE;
    const facts = inventedFacts(chance, on, { permit: permitClass(chance), isSpotless: isListed });
    const first17 = `91${regionCode}M${inBase31(at, 8)}`;
    yield {
      id: idIn(at, count, chance, "4"),
      siteId: idIn(at, count, chance, "5"),
      uscc: first17 + usccCheckCharacter(first17),
      name: `虚构企业 ${String(at + 1).padStart(7, "0")}`,
      regionCode,
      sector: SECTORS.find(([, upTo]) => drawn < upTo)?.[0] ?? "coating",
      // From the digits drawn for the sector, so that the facts of a seed stay as they were.
      size: SIZES.find(([, upTo]) => (drawn * 1000) % 1 < upTo)?.[0] ?? "micro",
      isListed,
      facts: facts.map(({ kind, value, from }) => ({ id: idIn(at, count, chance, "6"), kind, value, from })),
    };
  }
}

const twoDigits = (number: number): string => String(number).padStart(2, "0");

function inBase31(number: number, length: number): string {
  let text = "";
  for (let rest = number; text.length < length; rest = Math.floor(rest / 31)) text = (DIGITS[rest % 31] ?? "0") + text;
  return text;
}

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, "0");
const SPACE = 2 ** 48;

/** Ids rise with the number, spread over all there are, so that what is read together lies together. */
function idIn(at: number, count: number, chance: () => number, mark: string): string {
  const first = hex(Math.floor((at / count) * SPACE), 12);
  const rest = () => hex(Math.floor(chance() * 65_536), 4);
  return `${first.slice(0, 8)}-${first.slice(8)}-4${mark}${hex(Math.floor(chance() * 256), 2)}-8${hex(Math.floor(chance() * 4_096), 3)}-${rest()}${rest()}${rest()}`;
}
