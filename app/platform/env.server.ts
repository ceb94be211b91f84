/**
 * The settings, parsed once; nothing else reads `process.env`. Each `X` may be given as `X_FILE`, a file to read it from.
 *
 * Production refuses placeholder secrets and an embedded database (see README, Configuration).
 */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";

const PLACEHOLDERS = /^(change-?me|secret|placeholder|default|test|dev|password|x+)$/i;

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  /** What readers type, e.g. https://zijian.example.cn; decides cookies, links in mails and the origin check. */
  PUBLIC_ORIGIN: z.url().optional(),
  DATABASE_URL: z.string().startsWith("postgres").optional(),
  /** Role owner for `migrate`; DATABASE_URL when unset. */
  MIGRATION_DATABASE_URL: z.string().startsWith("postgres").optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
  DATA_DIR: z.string().default(".data"),
  /** Seals TOTP secrets and cookies, signs certificates: 32 bytes or more. Made and kept in DATA_DIR outside production. */
  APP_SECRET: z.string().min(32).optional(),
  SMTP_URL: z.string().startsWith("smtp").optional(),
  MAIL_FROM: z.string().default("Zijian 自检 <no-reply@zijian.invalid>"),
  /** Shown on the contact page: name, telephone, e-mail of who runs the portal. */
  OPERATOR_CONTACT: z.string().default(""),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  /** Comma-separated addresses of proxies whose X-Forwarded-* headers are believed. */
  TRUST_PROXY: z.string().default(""),
  /** Requests that one address may make in a minute; files do not count. */
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(10).default(600),
  /** "off" starts without the demonstration data. */
  DEMO: z.enum(["on", "off"]).default("on"),
});

export interface Env extends z.output<typeof schema> {
  readonly APP_SECRET: string;
  readonly DATA_DIR: string;
  /** Demonstration mode: seeded accounts, file outbox page, settable clock. Never in production. */
  readonly demonstration: boolean;
}

/** @throws {Error} naming every setting that is wrong and what it should be */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const result = schema.safeParse(withFiles(source));
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The settings are not right:\n${lines.join("\n")}`);
  }
  const parsed = result.data;
  const production = parsed.NODE_ENV === "production";
  const dataDir = resolve(parsed.DATA_DIR);
  if (production) {
    const missing = (["DATABASE_URL", "APP_SECRET", "PUBLIC_ORIGIN"] as const).filter((key) => !parsed[key]);
    if (missing.length > 0) throw new Error(`Production needs ${missing.join(", ")}. See README, Configuration.`);
    if (parsed.APP_SECRET && isPlaceholder(parsed.APP_SECRET))
      throw new Error("APP_SECRET is a placeholder. Make one: openssl rand -base64 48");
  }
  return {
    ...parsed,
    DATA_DIR: dataDir,
    APP_SECRET: parsed.APP_SECRET ?? keptSecret(dataDir),
    demonstration: !production && parsed.DEMO === "on",
  };
}

function isPlaceholder(secret: string): boolean {
  return PLACEHOLDERS.test(secret) || new Set(secret).size < 8 || /change.?me|placeholder|example/i.test(secret);
}

function withFiles(source: Record<string, string | undefined>): Record<string, string | undefined> {
  const values: Record<string, string | undefined> = {};
  for (const [key, value] of Object.entries(source)) if (value !== "") values[key] = value;
  for (const key of Object.keys(schema.shape)) {
    const file = values[`${key}_FILE`];
    if (file && values[key] === undefined) values[key] = readFileSync(file, "utf8").trim();
  }
  return values;
}

/** Outside production a secret is made once and kept, so that sessions survive a restart. */
function keptSecret(dataDir: string): string {
  const file = join(dataDir, "app-secret");
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  mkdirSync(dataDir, { recursive: true });
  const secret = randomBytes(48).toString("base64url");
  writeFileSync(file, secret, { mode: 0o600 });
  return secret;
}

let current: Env | undefined;
export function env(): Env {
  return (current ??= parseEnv(process.env));
}
