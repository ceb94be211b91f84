/** Profiles, score weights and tiers, read once from content/. */
import { contentFile, contentFiles, parseYaml } from "~/platform/content.server";
import { profileSchema, type Profile } from "./profile";
import { scoreWeightsSchema, tiersSchema, type ScoreRules } from "./weights";

let cachedRules: ScoreRules | null = null;
let cachedProfiles: ReadonlyMap<string, Profile> | null = null;

/** @throws {ContentError} when a file does not fit its schema */
export function scoreRules(): ScoreRules {
  cachedRules ??= {
    weights: parseYaml(contentFile("rules/score-weights.yaml"), scoreWeightsSchema),
    tiers: parseYaml(contentFile("rules/tiers.yaml"), tiersSchema),
  };
  return cachedRules;
}

/** All profiles by id. @throws {ContentError} when a file does not fit its schema */
export function profiles(): ReadonlyMap<string, Profile> {
  cachedProfiles ??= new Map(
    contentFiles("profiles/", "yaml").map((file) => {
      const profile = parseYaml(file, profileSchema);
      return [profile.id, profile];
    })
  );
  return cachedProfiles;
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

/** Region prefix to profile; the longest prefix counts. */
const REGION_PROFILES: readonly (readonly [prefix: string, profile: string])[] = [
  ["4401", "guangzhou"],
  ["35", "fujian"],
];

/** The profile that applies where an enterprise stands: its city's, else its province's, else the default. */
export function profileFor(regionCode: string): Profile {
  const local = REGION_PROFILES.find(([prefix]) => regionCode.startsWith(prefix));
  return profileById(local?.[1] ?? DEFAULT_PROFILE_ID);
}
