/** Which drawing helps with which question: content/rules/drawings.yaml, beside the questionnaires, which never change. */
import { z } from "zod";
import { ContentError, contentFile, parseYaml } from "~/platform/content.server";
import { localisedSchema, type Locale } from "~/shared/locale";
import { allQuestionnaires } from "./content.server";

const schema = z.strictObject({
  drawings: z.array(
    z.strictObject({
      /** Name of the file in app/static/drawings, without ".svg". */
      file: z.string().regex(/^[a-z][a-z0-9-]*$/),
      caption: localisedSchema,
      /** What it shows, for those who do not see it. */
      alt: localisedSchema,
      questions: z.array(z.string()).min(1),
    })
  ),
});
type Drawings = z.output<typeof schema>["drawings"];
let cached: Drawings | undefined;

/** @throws {ContentError} when the file does not hold or names a question that no version has */
export function drawings(): Drawings {
  if (cached) return cached;
  const file = contentFile("rules/drawings.yaml");
  const { drawings: all } = parseYaml(file, schema);
  const known = new Set(
    allQuestionnaires().flatMap(({ questions }) => questions.map(({ id }) => id))
  );
  const unknown = all.flatMap(({ questions }) => questions).find((id) => !known.has(id));
  if (unknown !== undefined) {
    const line = file.text.split("\n").findIndex((text) => text.includes(unknown)) + 1;
    throw new ContentError(file.path, line, `${unknown} is a question of no version. Remove it.`);
  }
  return (cached = all);
}

export const drawingsOf = (questionId: string, locale: Locale) =>
  drawings()
    .filter(({ questions }) => questions.includes(questionId))
    .map(({ file, caption, alt }) => ({
      src: `/drawings/${file}.svg`,
      caption: caption[locale],
      alt: alt[locale],
    }));
