/** The periods and the checklist, read once from content/. */
import { contentFile, parseYaml } from "~/platform/content.server";
import { countyCheckSchema, type CountyCheck } from "./county-check";
import { lifeRulesSchema, type LifeRules } from "./rules";

let cachedRules: LifeRules | undefined;
let cachedCheck: CountyCheck | undefined;

/** @throws {ContentError} when the file does not fit its schema */
export const lifeRules = (): LifeRules =>
  (cachedRules ??= parseYaml(contentFile("rules/listing-life.yaml"), lifeRulesSchema));

/** @throws {ContentError} when the file does not fit its schema */
export const countyCheck = (): CountyCheck =>
  (cachedCheck ??= parseYaml(contentFile("rules/county-check.yaml"), countyCheckSchema));
