/** Which work runs beside the requests: each feature brings its own. */
import { registerAccountJobs } from "~/features/accounts/jobs.server";
import { registerCheckpointJob } from "~/features/audit/checkpoint.server";
import { registerCorrectionJobs } from "~/features/correction/jobs.server";
import { registerDisputeJobs } from "~/features/positive-list/dispute/effects.server";
import { registerEvaluationJobs } from "~/features/positive-list/evaluation-jobs.server";
import { registerFactCallSweep } from "~/features/positive-list/fact-api-commands.server";
import { registerFactFiles } from "~/features/positive-list/fact-file/work.server";
import { registerPoolJob } from "~/features/inspection/work/pool.server";
import { registerListShareJob } from "~/features/positive-list/list-share/list-share.server";
import { registerPercentileJob } from "~/features/positive-list/percentile/percentile.server";
import { registerListingJobs } from "~/features/positive-list/due-work.server";
import { registerShadowRuns } from "~/features/positive-list/rule-versions/shadow-run.server";
import { registerLearningJobs } from "~/features/learning/jobs.server";
import { registerEvidenceReminderJob } from "~/features/self-check/evidence-ending.server";
import { registerEvidencePictureJobs } from "~/features/self-check/evidence-pictures.server";
import { registerMailJob } from "~/platform/mail.server";
import { registerPostedFormSweep } from "~/platform/posted-form.server";
import { registerRateLimitSweep } from "~/platform/rate-limit.server";
import { recomputeInProcesses } from "./recompute-processes.server";

export function registerJobs(): void {
  registerMailJob();
  registerCorrectionJobs();
  registerEvidencePictureJobs();
  registerEvidenceReminderJob();
  registerRateLimitSweep();
  registerPostedFormSweep();
  registerCheckpointJob();
  registerAccountJobs();
  registerEvaluationJobs(() => recomputeInProcesses());
  registerLearningJobs();
  registerListingJobs();
  registerListShareJob();
  registerPoolJob();
  registerPercentileJob();
  registerDisputeJobs();
  registerFactCallSweep();
  registerFactFiles();
  registerShadowRuns();
}
