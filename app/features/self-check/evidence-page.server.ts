/** What the evidence page of a question shows. */
import { ACCEPTED_FILES } from "~/platform/file-check.server";
import { translator } from "~/platform/i18n.server";
import type { EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import type { Locale } from "~/shared/locale";
import { MAX_FILES_PER_QUESTION } from "./evidence-days";
import { filesToReuse } from "./evidence-reuse.server";
import { evidenceView } from "./evidence-views.server";
import { EVIDENCE_MAX_MB } from "./evidence.server";
import type { Run } from "./queries.server";

/** What one form may bring, in MB; the server refuses more before it reads it. */
const TOTAL_MB = 100;

interface Asked {
  /** For the files to use again. */
  readonly query: string;
  readonly on: Day;
  readonly locale: Locale;
}

/** Null when the run has no such question. */
export async function evidencePage(
  actor: EnterpriseActor,
  run: Run,
  questionId: string,
  { query, on, locale }: Asked
) {
  const questions = run.questionnaires.flatMap((each) => each.questions);
  const question = questions.find(({ id }) => id === questionId);
  if (!question) return null;
  const others = await filesToReuse(actor, { selfCheckId: run.id, questionId }, query);
  return {
    title: translator(locale, "self-check")("evidence.title"),
    id: run.id,
    siteName: run.siteName,
    back: `/self-checks/${run.id}/${question.topic}`,
    text: question.text[locale],
    evidence: run.evidence
      .filter((each) => each.questionId === questionId)
      .map((each) => evidenceView(each, on, locale)),
    on,
    accept: ACCEPTED_FILES,
    limits: { files: MAX_FILES_PER_QUESTION, max: EVIDENCE_MAX_MB, total: TOTAL_MB },
    reuse: {
      query,
      questionId,
      files: others.map((each) => evidenceView(each, on, locale)),
      questions: questions
        .filter(({ topic }) => topic === question.topic)
        .map(({ id, text }) => ({ id, text: text[locale] })),
    },
  };
}
