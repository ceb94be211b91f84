/** How versions of a questionnaire follow each other: published files stay as they are, and maps lead from one to the next. */
import { ContentError, contentFile, contentFiles, parseYaml, type ContentFile } from "~/platform/content.server";
import { sha256Hex } from "~/platform/crypto.server";
import { daySchema } from "~/shared/day-schema";
import { z } from "zod";
import { allQuestionnaires, versionFiles } from "./content.server";
import { questionnaireSchema, type Questionnaire } from "./questionnaire";
import {
  compose,
  mapFaults,
  passageOf,
  samePassage,
  together,
  versionMapSchema,
  type Passage,
  type VersionMap,
} from "./version-map";

/** content/questionnaires/published.yaml */
const publishedSchema = z.array(
  z.strictObject({
    questionnaire: questionnaireSchema.shape.id,
    version: z.number().int().positive(),
    publishedOn: daySchema,
    /** SHA-256 of the file. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  })
);

/** Compares each version file with the hash under which it was published. @throws {ContentError} with the remedy */
export function checkPublished(list: ContentFile, files: readonly ContentFile[]): void {
  const left = new Map(
    parseYaml(list, publishedSchema).map((each) => [
      `questionnaires/${each.questionnaire}/v${each.version}.yaml`,
      each,
    ])
  );
  for (const { path, text } of files) {
    const published = left.get(path);
    const sha256 = sha256Hex(text);
    if (!published)
      throw new ContentError(
        path,
        1,
        `not published yet. Add it to content/${list.path} with sha256 ${sha256}.`
      );
    if (published.sha256 !== sha256)
      throw new ContentError(
        path,
        1,
        `version ${published.version} was published on ${published.publishedOn} and is frozen. Undo the change here and make it in v${published.version + 1}.yaml with v${published.version + 1}.map.yaml.`
      );
    left.delete(path);
  }
  const [gone] = left.keys();
  if (gone !== undefined)
    throw new ContentError(list.path, 1, `content/${gone} was published and is missing. Put it back.`);
}

type MapsByVersion = ReadonlyMap<string, VersionMap>;
const nameOf = (id: string, to: number): string => `questionnaires/${id}/v${to}.map.yaml`;

/** Parses and checks the maps: one for every version but the first. @throws {ContentError} at the first fault */
export function loadMaps(
  files: readonly ContentFile[],
  questionnaires: readonly Questionnaire[]
): MapsByVersion {
  const left = new Map(files.map((file) => [file.path, file]));
  const maps = new Map<string, VersionMap>();
  for (const newer of questionnaires) {
    const older = previousOf(newer, questionnaires);
    if (!older) continue;
    const path = nameOf(newer.id, newer.version);
    const file = left.get(path);
    if (!file)
      throw new ContentError(
        path,
        1,
        `missing. Say of every question of version ${older.version} what becomes of it in version ${newer.version}.`
      );
    const map = parseYaml(file, versionMapSchema);
    const [fault] = mapFaults(map, older, newer);
    if (fault)
      throw new ContentError(
        path,
        lineOf(file, fault.id),
        fault.id === null ? fault.remedy : `${fault.id} ${fault.remedy}`
      );
    maps.set(path, map);
    left.delete(path);
  }
  const [extra] = left.keys();
  if (extra !== undefined)
    throw new ContentError(extra, 1, "no version follows from this map. Remove it or add the version.");
  return maps;
}

const lineOf = ({ text }: ContentFile, id: string | null): number =>
  id === null
    ? 1
    : Math.max(1, text.split("\n").findLastIndex((line) => new RegExp(`\\b${id}(?![a-z0-9-])`).test(line)) + 1);

const previousOf = (
  { id, version }: Questionnaire,
  all: readonly Questionnaire[]
): Questionnaire | undefined =>
  all
    .filter((each) => each.id === id && each.version < version)
    .toSorted((a, b) => b.version - a.version)[0];

const MAP_FILE = /\/v\d+\.map\.yaml$/;
let cached: MapsByVersion | undefined;
const maps = (): MapsByVersion =>
  (cached ??= loadMaps(
    contentFiles("questionnaires/", "yaml").filter(({ path }) => MAP_FILE.test(path)),
    allQuestionnaires()
  ));

/** For the content check. @throws {ContentError} */
export function checkVersions(): void {
  checkPublished(contentFile("questionnaires/published.yaml"), versionFiles());
  maps();
}

/** What the later questionnaires make of the questions of the earlier ones. */
export function passageBetween(
  earlier: readonly Questionnaire[],
  later: readonly Questionnaire[]
): Passage {
  const goesOn = earlier.flatMap((older) => {
    const newer = later.find(({ id }) => id === older.id);
    return newer ? [passageTo(older, newer)] : [allGone(older)];
  });
  const begins = later.filter(({ id }) => !earlier.some((older) => older.id === id));
  return together([...goesOn, ...begins.map(allNew)]);
}

const idsOf = ({ questions }: Questionnaire): string[] => questions.map(({ id }) => id);

function passageTo(older: Questionnaire, newer: Questionnaire): Passage {
  return allQuestionnaires()
    .filter(({ id, version }) => id === older.id && version > older.version && version <= newer.version)
    .toSorted((a, b) => a.version - b.version)
    .reduce((passage, { id, version }) => {
      const map = maps().get(nameOf(id, version));
      return map ? compose(passage, passageOf(map)) : passage;
    }, samePassage(idsOf(older)));
}

const allGone = (questionnaire: Questionnaire): Passage => ({
  fates: new Map(idsOf(questionnaire).map((id) => [id, { is: "dropped", reason: null }])),
  added: new Map(),
});
const allNew = (questionnaire: Questionnaire): Passage => ({
  fates: new Map(),
  added: new Map(idsOf(questionnaire).map((id) => [id, null])),
});
