/**
 * What somebody posted just after their session had ended, kept sealed for an hour so that it can be sent again after
 * signing in. Files are not kept. The idempotency key inside the form keeps the second sending safe.
 */
import { eq, lt } from "drizzle-orm";
import { z } from "zod";
import { system } from "~/shared/actor";
import { wallClock } from "./clock.server";
import { randomToken, seal, sha256Hex, unseal } from "./crypto.server";
import { tables, withTx } from "./db.server";
import { defineJob, schedule } from "./jobs.server";
import { SECRET_FIELDS } from "./secret-fields";

const { postedForms } = tables;
const SYSTEM = system("posted-form");
const MAX_CHARACTERS = 64 * 1024;
/** A body of more than this carries files, which are not kept: it is not even read. */
const MAX_BODY_BYTES = 1024 * 1024;
const KEPT_MS = 3_600_000;

const fieldsSchema = z.array(z.tuple([z.string(), z.string()]));
export interface PostedForm {
  readonly path: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** Answers with a token to find the form by, or null when there is nothing that can be kept. */
export async function keepPostedForm(request: Request, path: string): Promise<string | null> {
  const type = request.headers.get("Content-Type") ?? "";
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(type)) return null;
  if (Number(request.headers.get("Content-Length") ?? 0) > MAX_BODY_BYTES) return null;
  const posted = await request.formData().catch(() => null);
  if (!posted) return null;
  const fields = [...posted].filter((field): field is [string, string] => typeof field[1] === "string" && !SECRET_FIELDS.includes(field[0]));
  const text = JSON.stringify(fields);
  if (fields.length === 0 || text.length > MAX_CHARACTERS) return null;
  const token = randomToken();
  await withTx(SYSTEM, (tx) =>
    tx.insert(postedForms).values({
      id: sha256Hex(token),
      path,
      sealed: seal(text, "posted-form"),
      expiresAt: new Date(wallClock().getTime() + KEPT_MS),
    })
  );
  return token;
}

export async function postedForm(token: string): Promise<PostedForm | null> {
  const [row] = await withTx(SYSTEM, (tx) =>
    tx
      .select({ path: postedForms.path, sealed: postedForms.sealed, expiresAt: postedForms.expiresAt })
      .from(postedForms)
      .where(eq(postedForms.id, sha256Hex(token)))
  );
  if (!row || row.expiresAt <= wallClock()) return null;
  return { path: row.path, fields: fieldsSchema.parse(JSON.parse(unseal(row.sealed, "posted-form"))) };
}

export function registerPostedFormSweep(): void {
  defineJob("posted-form-sweep", z.unknown(), async () => {
    await withTx(SYSTEM, (tx) => tx.delete(postedForms).where(lt(postedForms.expiresAt, wallClock())));
  });
  schedule("posted-form-sweep", { minute: 41 });
}
