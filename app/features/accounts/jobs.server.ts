/** Work of accounts that runs beside the requests. */
import { z } from "zod";
import { defineJob, schedule } from "~/platform/jobs.server";
import { deleteExpiredSessions } from "~/platform/session.server";
import { mailReset } from "./password-commands.server";

export function registerAccountJobs(): void {
  defineJob("password-reset", z.object({ loginName: z.string() }), ({ loginName }) => mailReset(loginName));
  defineJob("session-sweep", z.unknown(), deleteExpiredSessions);
  schedule("session-sweep", { minute: 11 });
}
