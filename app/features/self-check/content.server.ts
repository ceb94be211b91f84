/** The published questionnaires: parsed and checked once, every version kept, because each run is bound to its own. */
import { checkCitations } from "~/features/law/content.server";
import { ContentError, contentFiles, parseYaml, type ContentFile } from "~/platform/content.server";
import type { Locale } from "~/shared/locale";
import { questionnaireFaults } from "./questionnaire-check";
import { questionnaireSchema, type Question, type Questionnaire } from "./questionnaire";

/** A version of a questionnaire; other files of the folder tell how versions follow each other. */
const VERSION_FILE = /^questionnaires\/[a-z-]+\/v\d+\.yaml$/;

export const versionFiles = (): ContentFile[] =>
  contentFiles("questionnaires/", "yaml").filter(({ path }) => VERSION_FILE.test(path));

interface Published {
  readonly file: ContentFile;
  readonly questionnaire: Questionnaire;
}
let cached: readonly Published[] | undefined;

/** @throws {ContentError} at the first file that cannot be used */
function published(): readonly Published[] {
  return (cached ??= loadQuestionnaires(versionFiles()));
}

/** Parses and checks questionnaire files. @throws {ContentError} with file and line of the first fault */
export function loadQuestionnaires(files: readonly ContentFile[]): readonly Published[] {
  const all = files.map((file) => {
    const questionnaire = parseYaml(file, questionnaireSchema);
    const expected = `questionnaires/${questionnaire.id}/v${questionnaire.version}.yaml`;
    if (file.path !== expected)
      throw new ContentError(
        file.path,
        1,
        `id and version say content/${expected}. Rename the file or correct them.`
      );
    return { file, questionnaire };
  });
  const core = newest(all).find(({ questionnaire }) => questionnaire.id === "core");
  for (const { file, questionnaire } of all) {
    const together =
      questionnaire.id === "core" || !core ? [questionnaire] : [core.questionnaire, questionnaire];
    const [fault] = questionnaireFaults(together);
    if (fault)
      throw new ContentError(
        file.path,
        lineOfQuestion(file, fault.questionId),
        `${fault.questionId}: ${fault.remedy}`
      );
  }
  return all;
}

const lineOfQuestion = (file: ContentFile, id: string): number =>
  Math.max(
    0,
    file.text
      .split("\n")
      .findLastIndex((line) => new RegExp(`\\bid:\\s*["']?${id}["']?\\s*(?:[,}]|$)`).test(line))
  ) + 1;

function newest(all: readonly Published[]): Published[] {
  const byId = new Map<string, Published>();
  for (const each of all) {
    const before = byId.get(each.questionnaire.id);
    if (!before || before.questionnaire.version < each.questionnaire.version)
      byId.set(each.questionnaire.id, each);
  }
  return [...byId.values()];
}

/** Every published version. */
export const allQuestionnaires = (): Questionnaire[] =>
  published().map(({ questionnaire }) => questionnaire);

/** The newest version of each questionnaire. */
export const latestQuestionnaires = (): Questionnaire[] =>
  newest(published()).map(({ questionnaire }) => questionnaire);

/** The versions a run is bound to, in order. @throws {Error} when a version is no longer there: published is for keeps */
export function questionnairesOf(
  versions: readonly { id: string; version: number }[]
): Questionnaire[] {
  return versions.map(({ id, version }) => {
    const found = published().find(
      ({ questionnaire }) => questionnaire.id === id && questionnaire.version === version
    );
    if (!found)
      throw new Error(
        `Questionnaire ${id} version ${version} is missing from content/questionnaires.`
      );
    return found.questionnaire;
  });
}

/** What a new run asks a site of this sector: core, then the sector's own. */
export function questionnairesFor(sector: string): Questionnaire[] {
  const latest = latestQuestionnaires();
  return ["core", sector].flatMap((id) =>
    latest.filter((questionnaire) => questionnaire.id === id)
  );
}

function latestQuestion(id: string): Question | undefined {
  return latestQuestionnaires()
    .flatMap(({ questions }) => questions)
    .find((question) => question.id === id);
}

/** Titles of the questions that still exist, in the order given. */
export function questionTitles(
  ids: readonly string[],
  locale: Locale
): { id: string; text: string }[] {
  return ids.flatMap((id) => {
    const question = latestQuestion(id);
    return question ? [{ id, text: question.text[locale] }] : [];
  });
}

/** What everybody may read of a question, or null. */
export function publicQuestion(id: string, locale: Locale) {
  const question = latestQuestion(id);
  if (!question) return null;
  const { text, why, howToCheck, basis, severity } = question;
  return {
    id,
    text: text[locale],
    why: why[locale],
    howToCheck: howToCheck[locale],
    basis,
    severity,
  };
}

/** For the content check: shape, branching and citations of every version. @throws {ContentError} */
export function checkQuestionnaires(): void {
  for (const { file, questionnaire } of published())
    for (const { basis, waivableIf } of questionnaire.questions)
      checkCitations(file, [...basis, ...(waivableIf?.basis ?? [])], questionnaire.publishedOn);
}
