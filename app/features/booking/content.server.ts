/** The booking rules of content/rules/booking.yaml, parsed once. */
import { z } from "zod";
import { contentFile, parseYaml } from "~/platform/content.server";
import { localisedSchema } from "~/shared/locale";
import type { BookingRules } from "./slots";

const rule = z.strictObject({ value: z.number().int().min(0).max(365), source: localisedSchema });
const rulesSchema = z.strictObject({
  replyWorkingDays: rule,
  visitWithinWorkingDays: rule,
  leadWorkingDays: rule,
  cancelWorkingDaysBefore: rule,
  noShowsBeforeWait: rule,
  noShowWaitDays: rule,
});

let cached: BookingRules | undefined;
/** @throws {ContentError} */
export function bookingRules(): BookingRules {
  return (cached ??= load());
}

function load(): BookingRules {
  const file = parseYaml(contentFile("rules/booking.yaml"), rulesSchema);
  return {
    replyWorkingDays: file.replyWorkingDays.value,
    visitWithinWorkingDays: file.visitWithinWorkingDays.value,
    leadWorkingDays: file.leadWorkingDays.value,
    cancelWorkingDaysBefore: file.cancelWorkingDaysBefore.value,
    noShowsBeforeWait: file.noShowsBeforeWait.value,
    noShowWaitDays: file.noShowWaitDays.value,
  };
}
