/** What the forms about disputes post. Messages are keys of the `errors` namespace. */
import { z } from "zod";

const reason = z.string().trim().min(5).max(2000);

export const disputeForm = z.object({ reason });

export const VERDICTS = ["set-aside", "corrected", "rejected"] as const;
export type Verdict = (typeof VERDICTS)[number];
export const decisionForm = z.object({ verdict: z.enum(VERDICTS), reason });
export type DecisionInput = z.output<typeof decisionForm>;

/** The field of a corrected value's column. */
export const columnField = (name: string): string => `column.${name}`;
