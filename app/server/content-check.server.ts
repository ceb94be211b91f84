/** `portal content check`: reads every content file as the portal does at start and says what is there. */
import { bookingRules } from "~/features/booking/content.server";
import { cases, guides } from "~/features/guidance/content.server";
import { lawRegistry } from "~/features/law/content.server";
import { checkCourses, courses } from "~/features/learning/content.server";
import { checkProfiles } from "~/features/positive-list/profile-rules/published.server";
import { profileVersions } from "~/features/positive-list/rules.server";
import { areas } from "~/features/self-check/areas.server";
import { drawings } from "~/features/self-check/drawings.server";
import { checkQuestionnaires, latestQuestionnaires } from "~/features/self-check/content.server";
import { checkVersions } from "~/features/self-check/versions.server";
import { disclosure } from "~/features/self-check/disclosure.server";
import { ContentError } from "~/platform/content.server";
import { printJson, type Command } from "~/platform/command";
import { today } from "~/platform/clock.server";
import { holidays } from "~/platform/holidays.server";
import { z } from "zod";

/** Counts by kind of content. @throws {ContentError} at the first file that does not hold */
export function checkContent(): Record<string, number> {
  const { instruments, provisions } = lawRegistry();
  checkQuestionnaires();
  checkVersions();
  const siteAreas = areas().areas.length;
  bookingRules();
  disclosure();
  checkCourses();
  checkProfiles(today());
  return {
    instruments: instruments.size,
    provisions: provisions.size,
    guides: guides().size,
    cases: cases().size,
    questionnaires: latestQuestionnaires().length,
    questions: latestQuestionnaires().reduce((sum, { questions }) => sum + questions.length, 0),
    areas: siteAreas,
    drawings: drawings().length,
    profiles: profileVersions().size,
    courses: courses().size,
    examQuestions: [...courses().values()].reduce((sum, { bank }) => sum + bank.size, 0),
    holidays: holidays().holidays.size,
  };
}

export const contentCheckCommand: Command = {
  summary: "Check every content file and every citation",
  usage: "",
  schemas: { output: z.union([z.record(z.string(), z.number()), z.object({ error: z.string() })]) },
  run: async () => {
    try {
      printJson(checkContent());
      return 0;
    } catch (error) {
      if (!(error instanceof ContentError)) throw error;
      printJson({ error: error.message });
      return 1;
    }
  },
};
