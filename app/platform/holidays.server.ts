/** The official holiday calendar, read once from content/calendar/holidays.yaml. */
import { z } from "zod";
import { holidayYearSchema } from "~/shared/holiday-year";
import { holidayCalendar, type HolidayCalendar } from "~/shared/working-days";
import { contentFile, parseYaml } from "./content.server";

let calendar: HolidayCalendar | null = null;

/** @throws {ContentError} when the file does not fit its schema */
export function holidays(): HolidayCalendar {
  calendar ??= holidayCalendar(
    parseYaml(contentFile("calendar/holidays.yaml"), z.array(holidayYearSchema).min(1))
  );
  return calendar;
}
