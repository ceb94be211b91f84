/** The legal effect of a visit where an enterprise stands: from the profile of its city, else of its province, else the default. */
import { profileSchema, type Profile } from "~/features/positive-list/profile";
import { contentFile, parseYaml } from "~/platform/content.server";

/** Region prefix → profile; the longest prefix counts. */
const PROFILES: readonly (readonly [prefix: string, profile: string])[] = [
  ["4401", "guangzhou"],
  ["35", "fujian"],
  ["", "default"],
];
const parsed = new Map<string, Profile>();

function profileOf(regionCode: string): Profile {
  const id = PROFILES.find(([prefix]) => regionCode.startsWith(prefix))?.[1] ?? "default";
  let profile = parsed.get(id);
  if (!profile) parsed.set(id, (profile = parseYaml(contentFile(`profiles/${id}.yaml`), profileSchema)));
  return profile;
}

export function legalEffectIn(regionCode: string) {
  const { id, version, title, visits } = profileOf(regionCode);
  return { effect: visits.legalEffect.value, profile: `${id}@${version}`, title, source: visits.legalEffect.basis.source };
}
