/** What the forms of shadow runs and changes of rules post. Messages are keys of the `errors` namespace. */
import { z } from "zod";
import { daySchema } from "~/shared/day-schema";

export const runForm = z.object({
  intent: z.literal("run"),
  /** "<profile>@<version>". */
  version: z
    .string()
    .regex(/^[a-z][a-z0-9-]*@\d{1,4}$/, { error: "choose" })
    .transform((text) => text.split("@"))
    .transform(([profileId = "", version = ""]) => ({ profileId, version: Number(version) })),
  onDay: daySchema,
});
export type RunInput = z.output<typeof runForm>;

const reason = z.string().trim().min(5).max(2000);
export const proposeForm = z.object({ intent: z.literal("propose"), fromDay: daySchema, reason });
export type ProposeInput = z.output<typeof proposeForm>;

export const changeIdForm = z.object({ changeId: z.uuid() });

export const decideForm = z.object({
  intent: z.literal("decide"),
  changeId: z.uuid(),
  decision: z.enum(["approved", "refused"]),
  reason,
});
export type DecideInput = Pick<z.output<typeof decideForm>, "decision" | "reason">;

export const intentOf = (form: FormData): string => String(form.get("intent") ?? "");
