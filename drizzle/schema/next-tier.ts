/** The way to the next tier as an enterprise has taken it on. */
import { foreignKey, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { accounts, enterprises } from "./accounts";
import { createdAt, dayColumn, id, word } from "./columns";

/** At most one of an enterprise is open (an index of the migration). */
export const pathPlans = pgTable(
  "path_plan",
  {
    id: id(),
    enterpriseId: uuid("enterprise_id").notNull().references(() => enterprises.id),
    target: word<"T1" | "T2" | "ordinary" | "watch">("target").notNull(),
    adoptedBy: uuid("adopted_by").notNull().references(() => accounts.id),
    adoptedOn: dayColumn("adopted_on").notNull(),
    droppedOn: dayColumn("dropped_on"),
    createdAt: createdAt(),
  },
  (table) => [unique().on(table.id, table.enterpriseId)]
);

export const pathTasks = pgTable(
  "path_task",
  {
    planId: uuid("plan_id").notNull(),
    enterpriseId: uuid("enterprise_id").notNull(),
    position: integer("position").notNull(),
    code: text("code").notNull(),
    kind: word<"wait" | "gate" | "item">("kind").notNull(),
    /** What the step adds to the score. */
    pointsTenths: integer("points_tenths").notNull(),
    /** Of an item alone: its own points once the step is taken. */
    reachesTenths: integer("reaches_tenths"),
    /** Of a wait alone. */
    until: dayColumn("until"),
    dueOn: dayColumn("due_on"),
    ownerId: uuid("owner_id").references(() => accounts.id),
  },
  (table) => [
    primaryKey({ columns: [table.planId, table.position] }),
    foreignKey({ name: "path_task_plan_fk", columns: [table.planId, table.enterpriseId], foreignColumns: [pathPlans.id, pathPlans.enterpriseId] }),
  ]
);
