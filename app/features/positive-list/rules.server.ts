/** Profiles, score weights and tiers, read once from content/. */
import { today } from "~/platform/clock.server";
import { contentFile, contentFiles, parseYaml } from "~/platform/content.server";
import type { Day } from "~/shared/day";
import { profileSchema, type Profile } from "./profile";
import { scoreWeightsSchema, tiersSchema, type ScoreRules } from "./weights";

let cachedRules: ScoreRules | null = null;
let cachedVersions: ReadonlyMap<string, Profile> | null = null;
let cachedProfiles: ReadonlyMap<string, Profile> | null = null;

/** @throws {ContentError} when a file does not fit its schema */
export function scoreRules(): ScoreRules {
  cachedRules ??= {
    weights: parseYaml(contentFile("rules/score-weights.yaml"), scoreWeightsSchema),
    tiers: parseYaml(contentFile("rules/tiers.yaml"), tiersSchema),
  };
  return cachedRules;
}

/** Each published version with the hash of its file. */
export const PUBLISHED_PROFILES = "profiles/published.yaml";

/** Every published version, by id and version. @throws {ContentError} when a file does not fit its schema */
export function profileVersions(): ReadonlyMap<string, Profile> {
  cachedVersions ??= new Map(
    contentFiles("profiles/", "yaml")
      .filter(({ path }) => path !== PUBLISHED_PROFILES)
      .map((file) => {
        const profile = parseYaml(file, profileSchema);
        return [versionKey(profile), profile];
      })
  );
  return cachedVersions;
}

const versionKey = ({ id, version }: Pick<Profile, "id" | "version">): string => `${id}@${version}`;

/** @throws {RangeError} when there is no such version */
export function profileVersion(id: string, version: number): Profile {
  const profile = profileVersions().get(versionKey({ id, version }));
  if (!profile) throw new RangeError(`No profile "${id}" of version ${version}.`);
  return profile;
}

/** The first version of each profile by its id: what is in force until an agency decides otherwise. */
export function profiles(): ReadonlyMap<string, Profile> {
  cachedProfiles ??= firstVersions([...profileVersions().values()]);
  return cachedProfiles;
}

function firstVersions(all: readonly Profile[]): ReadonlyMap<string, Profile> {
  const byId = all.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : b.version - a.version));
  // The lowest version is written last.
  return new Map(byId.map((profile) => [profile.id, profile]));
}

export const DEFAULT_PROFILE_ID = "default";

/** @throws {RangeError} naming the profiles there are */
export function profileById(id: string): Profile {
  const profile = profiles().get(id);
  if (!profile)
    throw new RangeError(
      `No profile "${id}". Expected one of: ${[...profiles().keys()].join(", ")}.`
    );
  return profile;
}

const REGIONS: readonly (readonly [prefix: string, profile: string])[] = [
  ["31", "shanghai"],
  ["32", "jiangsu"],
  ["3205", "suzhou"],
  ["35", "fujian"],
  ["4401", "guangzhou"],
  ["46", "hainan"],
  ["61", "shaanxi"],
];

/** Region prefix to profile, cities before their provinces: the first that fits counts. */
export const REGION_PROFILES = REGIONS.toSorted(([a], [b]) => b.length - a.length);

export interface InForce {
  readonly regionCode: string;
  readonly profileId: string;
  readonly version: number;
  readonly fromDay: Day;
}
let approved: readonly InForce[] = [];

/** What agencies have put into force, as read from the database. */
export function putInForce(changes: readonly InForce[]): void {
  approved = changes;
}

/** Region prefixes that have rules of their own, by content or by an agency's decision. */
export const ruledRegions = (): string[] =>
  [
    ...new Set([
      ...REGION_PROFILES.map(([prefix]) => prefix),
      ...approved.map(({ regionCode }) => regionCode),
    ]),
  ].toSorted();

/**
 * The profile that applies where an enterprise stands on a day: what the agency nearest to it has put into force, else
 * its city's first version, else its province's, else the default.
 */
export function profileFor(regionCode: string, on: Day = today()): Profile {
  const change = approved
    .filter((one) => one.fromDay <= on && regionCode.startsWith(one.regionCode))
    .toSorted(
      (a, b) => b.regionCode.length - a.regionCode.length || (a.fromDay < b.fromDay ? 1 : -1)
    )[0];
  if (change) return profileVersion(change.profileId, change.version);
  const local = REGION_PROFILES.find(([prefix]) => regionCode.startsWith(prefix));
  return profileById(local?.[1] ?? DEFAULT_PROFILE_ID);
}
