/** One year of the official holiday calendar as content has it. */
import { z } from "zod";
import { daySchema } from "./day-schema";

export const holidayYearSchema = z.strictObject({
  year: z.number().int(),
  /** "official" once the State Council notice is out; "weekends-only" before. */
  status: z.enum(["official", "weekends-only"]),
  holidays: z.array(daySchema),
  makeUpWorkingDays: z.array(daySchema),
});
export type HolidayYear = z.output<typeof holidayYearSchema>;
