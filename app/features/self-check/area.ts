/** Areas of a site: the places one walks through, each with the topics that are checked there. */
import { z } from "zod";
import { localisedSchema, type Localised } from "~/shared/locale";
import type { Questionnaire } from "./questionnaire";

const slug = z.string().regex(/^[a-z][a-z0-9-]*$/);

/** content/rules/areas.yaml */
export const areasSchema = z.strictObject({
  areas: z
    .array(z.strictObject({ id: slug, title: localisedSchema, hint: localisedSchema }))
    .min(1),
  /** Questionnaire → topic → area. */
  topics: z.record(slug, z.record(slug, slug)),
});
export type AreaMap = z.output<typeof areasSchema>;

export interface Area {
  readonly id: string;
  readonly title: Localised;
  readonly hint: Localised;
}

export const areaOf = (map: AreaMap, questionnaireId: string, topic: string): string | undefined =>
  map.topics[questionnaireId]?.[topic];

/** What the map lacks or has too much of, in words for whoever edits it. */
export function areaFaults(map: AreaMap, questionnaires: readonly Questionnaire[]): string[] {
  const known = new Set(map.areas.map(({ id }) => id));
  const missing = questionnaires.flatMap(({ id, version, topics }) =>
    topics
      .filter((topic) => areaOf(map, id, topic.id) === undefined)
      .map((topic) => `topic ${topic.id} of ${id} version ${version} has no area. Add it under topics.${id}.`)
  );
  const wrong = Object.entries(map.topics).flatMap(([id, topics]) =>
    Object.entries(topics).flatMap(([topic, area]) => [
      ...(known.has(area) ? [] : [`topics.${id}.${topic} names the area ${area}, which is not among areas.`]),
      ...(questionnaires.some((each) => each.id === id && each.topics.some((one) => one.id === topic))
        ? []
        : [`topics.${id}.${topic} is a topic of no version of ${id}. Remove the line.`]),
    ])
  );
  return [...missing, ...wrong];
}

/** Groups what has a topic by area, in the order of the areas; areas without anything are left out. */
export function byArea<T extends { readonly id: string }>(
  map: AreaMap,
  questionnaires: readonly Questionnaire[],
  topics: readonly T[]
): { readonly area: Area; readonly topics: readonly T[] }[] {
  const home = new Map(
    questionnaires.flatMap(({ id, topics: all }) =>
      all.map((topic) => [topic.id, areaOf(map, id, topic.id)] as const)
    )
  );
  return map.areas.flatMap((area) => {
    const here = topics.filter(({ id }) => home.get(id) === area.id);
    return here.length === 0 ? [] : [{ area, topics: here }];
  });
}
