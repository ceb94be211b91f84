/** Officers' plans, appointments and visits. Overlap is impossible by exclusion constraints (hand-written migration). */
import { customType, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { accounts, agencies, enterprises, sites } from "./accounts";
import { createdAt, dayColumn, id, instant, word } from "./columns";

/** Half-open range of instants, `[from,to)`. */
const tstzrange = customType<{ data: string }>({ dataType: () => "tstzrange" });

export const officerPlans = pgTable(
  "officer_plan",
  {
    agencyId: uuid("agency_id").notNull().references(() => agencies.id),
    officerId: uuid("officer_id").notNull().references(() => accounts.id),
    day: dayColumn("day").notNull(),
    half: word<"am" | "pm">("half").notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.officerId, table.day, table.half] }), index("officer_plan_agency_day").on(table.agencyId, table.day)]
);

export type AppointmentStatus =
  | "requested"
  | "confirmed"
  | "refused"
  | "cancelled"
  | "done"
  | "no-show";

export const appointments = pgTable(
  "appointment",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    siteId: uuid("site_id").notNull().references(() => sites.id),
    agencyId: uuid("agency_id").notNull().references(() => agencies.id),
    officerId: uuid("officer_id").notNull().references(() => accounts.id),
    kind: word<"advice" | "help" | "re-check">("kind").notNull(),
    topic: text("topic").notNull(),
    day: dayColumn("day").notNull(),
    half: word<"am" | "pm">("half").notNull(),
    during: tstzrange("during").notNull(),
    status: word<AppointmentStatus>("status").notNull().default("requested"),
    /** The city's legal effect exactly as it was shown, with the version of the profile. */
    legalEffect: word<"ISOLATED" | "GRADED">("legal_effect").notNull(),
    legalEffectProfile: text("legal_effect_profile").notNull(),
    legalEffectShownAt: instant("legal_effect_shown_at").notNull(),
    requestedBy: uuid("requested_by").notNull(),
    requestedOn: dayColumn("requested_on").notNull(),
    replyDueOn: dayColumn("reply_due_on").notNull(),
    decidedBy: uuid("decided_by"),
    decidedAt: instant("decided_at"),
    /** Reason of a refusal or cancellation. */
    reason: text("reason").notNull().default(""),
    /** iCalendar SEQUENCE. */
    sequence: integer("sequence").notNull().default(0),
    createdAt: createdAt(),
  },
  (table) => [
    index("appointment_enterprise").on(table.enterpriseId, table.day),
    index("appointment_agency").on(table.agencyId, table.status, table.day),
  ]
);

export const visits = pgTable("visit", {
  appointmentId: uuid("appointment_id").primaryKey().references(() => appointments.id),
  enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
  recordedBy: uuid("recorded_by").notNull(),
  visitedOn: dayColumn("visited_on").notNull(),
  team: text("team").notNull(),
  minutes: text("minutes").notNull(),
  advice: jsonb("advice").$type<string[]>().notNull().default([]),
  createdAt: createdAt(),
});

/** Shown to the agency only as a total, never by enterprise. */
export const visitRatings = pgTable("visit_rating", {
  appointmentId: uuid("appointment_id").primaryKey().references(() => appointments.id),
  enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
  stars: integer("stars").notNull(),
  comment: text("comment").notNull().default(""),
  createdAt: createdAt(),
});
