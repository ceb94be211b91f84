/** The rules of disputes, read once from content/. */
import { contentFile, parseYaml } from "~/platform/content.server";
import { factRulesSchema, type FactRules } from "./rules";

let cached: FactRules | undefined;

/** @throws {ContentError} when the file does not fit its schema */
export const factRules = (): FactRules =>
  (cached ??= parseYaml(contentFile("rules/facts.yaml"), factRulesSchema));
