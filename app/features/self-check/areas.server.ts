/** The areas of content/rules/areas.yaml, checked against every questionnaire version. */
import { ContentError, contentFile, parseYaml } from "~/platform/content.server";
import { areaFaults, areasSchema, type AreaMap } from "./area";
import { allQuestionnaires } from "./content.server";

let cached: AreaMap | undefined;

/** @throws {ContentError} when the file does not hold */
export function areas(): AreaMap {
  if (cached) return cached;
  const file = contentFile("rules/areas.yaml");
  const map = parseYaml(file, areasSchema);
  const [fault] = areaFaults(map, allQuestionnaires());
  if (fault) throw new ContentError(file.path, 1, fault);
  return (cached = map);
}
