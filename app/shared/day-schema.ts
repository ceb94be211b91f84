/** A day as data that comes in. Apart from `day.ts`, which every page of the browser has: the schema library is not for all. */
import { z } from "zod";
import { isDay, type Day } from "./day";

export const daySchema = z.string().refine(isDay, { error: "day" }) as unknown as z.ZodType<
  Day,
  string
>;
