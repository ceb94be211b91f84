/** The pledge that an application is signed with. */
import { z } from "zod";
import { contentFile, parseYaml } from "~/platform/content.server";
import { localisedSchema } from "~/shared/locale";

const pledgeSchema = z.strictObject({ version: z.int().positive(), text: localisedSchema });
export type Pledge = z.output<typeof pledgeSchema>;

let cached: Pledge | undefined;
/** @throws {ContentError} */
export const currentPledge = (): Pledge => (cached ??= parseYaml(contentFile("rules/pledge.yaml"), pledgeSchema));
