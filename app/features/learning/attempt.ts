/** What an attempt is at a moment. The clock is the server's; only what was handed in by the deadline is graded. */
export type StoredStatus = "running" | "passed" | "failed" | "expired";

/** An attempt that nobody ended by its deadline has expired, whether or not that was written down. */
export function statusAt(attempt: { readonly status: StoredStatus; readonly deadlineAt: Date }, at: Date): StoredStatus {
  return attempt.status === "running" && at > attempt.deadlineAt ? "expired" : attempt.status;
}

export function deadlineOf(startedAt: Date, { questionCount, secondsPerQuestion }: { questionCount: number; secondsPerQuestion: number }): Date {
  return new Date(startedAt.getTime() + questionCount * secondsPerQuestion * 1000);
}
