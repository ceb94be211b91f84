/** Every table, for drizzle-kit and for `platform/db.server.ts`. */
export * from "./accounts";
export * from "./audit";
export * from "./booking";
export * from "./correction";
export * from "./disclosure";
export * from "./facts";
export * from "./files";
export * from "./green-finance";
export * from "./learning";
export * from "./listing-life";
export * from "./positive-list";
export * from "./report";
export * from "./self-check";
export * from "./standing";
export * from "./work";
export * from "./rule-versions";
export * from "./inspection";
