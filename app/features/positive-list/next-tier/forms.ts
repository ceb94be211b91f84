/** What the page of tasks posts. */
import { z } from "zod";
import { daySchema } from "~/shared/day-schema";

export const planForm = z.object({ planId: z.uuid() });

export const taskForm = planForm.extend({
  position: z.coerce.number().int().min(0).max(100),
  /** Absent: nobody. */
  ownerId: z.uuid().optional(),
  dueOn: daySchema.optional(),
});
