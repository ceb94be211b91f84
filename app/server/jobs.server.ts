/** Which work runs beside the requests: each feature brings its own. */
import { registerAccountJobs } from "~/features/accounts/jobs.server";
import { registerCheckpointJob } from "~/features/audit/checkpoint.server";
import { registerMailJob } from "~/platform/mail.server";
import { registerPostedFormSweep } from "~/platform/posted-form.server";
import { registerRateLimitSweep } from "~/platform/rate-limit.server";

export function registerJobs(): void {
  registerMailJob();
  registerRateLimitSweep();
  registerPostedFormSweep();
  registerCheckpointJob();
  registerAccountJobs();
}
