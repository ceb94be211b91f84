/** How long the steps usually take, read once from content/. */
import { z } from "zod";
import { contentFile, parseYaml } from "~/platform/content.server";
import { localisedSchema } from "~/shared/locale";
import { GATE_CODES } from "../profile";
import { ITEM_CODES } from "../weights";

const actionsSchema = z.strictObject({
  version: z.int().positive(),
  design: z.literal(true),
  source: localisedSchema,
  days: z.record(z.enum([...GATE_CODES, ...ITEM_CODES]), z.int().min(1).max(366)),
});
type Actions = z.output<typeof actionsSchema>;

let cached: Actions | undefined;

/** @throws {ContentError} when the file does not fit its schema, or a step is missing */
export const actions = (): Actions => (cached ??= parseYaml(contentFile("rules/actions.yaml"), actionsSchema));
