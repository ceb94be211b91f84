/** The legal effect of a visit where an enterprise stands, from the profile that applies there. */
import { profileFor } from "~/features/positive-list/rules.server";

export function legalEffectIn(regionCode: string) {
  const { id, version, title, visits } = profileFor(regionCode);
  return { effect: visits.legalEffect.value, profile: `${id}@${version}`, title, source: visits.legalEffect.basis.source };
}
