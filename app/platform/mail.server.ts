/** Mail: queued in the transaction it belongs to, then sent by SMTP or, where none is set, laid into DATA_DIR/outbox. */
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport, type Transporter } from "nodemailer";
import { z } from "zod";
import { wallClock } from "./clock.server";
import { seal, unseal } from "./crypto.server";
import type { Tx } from "./db.server";
import { env } from "./env.server";
import { defineJob, enqueue } from "./jobs.server";

const mailSchema = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  /** An invitation (iCalendar). */
  ics: z.string().optional(),
});
export type Mail = z.output<typeof mailSchema>;

const storedMailSchema = z.object({
  id: z.string(),
  at: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  attachments: z.array(z.object({ name: z.string(), text: z.string() })),
});
export type StoredMail = z.output<typeof storedMailSchema>;

/** Sealed in the queue: a letter may carry a link that opens an account. */
const queuedMailSchema = z.object({ sealed: z.string() });

export const queueMail = (tx: Tx, mail: Mail): Promise<void> =>
  enqueue(tx, "mail", { sealed: seal(JSON.stringify(mail), "mail") });

export function registerMailJob(): void {
  defineJob("mail", queuedMailSchema, ({ sealed }, jobId) => {
    const mail = mailSchema.parse(JSON.parse(unseal(sealed, "mail")));
    return env().SMTP_URL ? send(mail, jobId) : store(mail, jobId);
  });
}

const INVITATION = "invitation.ics";
let transport: Transporter | undefined;

async function send({ to, subject, text, ics }: Mail, jobId: string): Promise<void> {
  transport ??= createTransport({
    url: env().SMTP_URL,
    pool: true,
    connectionTimeout: 10_000,
    socketTimeout: 20_000,
  });
  await transport.sendMail({
    from: env().MAIL_FROM,
    to,
    subject,
    text,
    // A job that runs twice sends the same letter, which mail programs show once.
    messageId: `<${jobId}@zijian.invalid>`,
    ...(ics ? { icalEvent: { filename: INVITATION, method: /^METHOD:CANCEL/m.test(ics) ? "CANCEL" : "REQUEST", content: ics } } : {}),
  });
}

const outbox = (): string => join(env().DATA_DIR, "outbox");

async function store({ to, subject, text, ics }: Mail, jobId: string): Promise<void> {
  await mkdir(outbox(), { recursive: true, mode: 0o700 });
  const attachments = ics ? [{ name: INVITATION, text: ics }] : [];
  const mail: StoredMail = {
    id: jobId,
    at: wallClock().toISOString(),
    to,
    subject,
    text,
    attachments,
  };
  const draft = join(outbox(), `.${jobId}`);
  await writeFile(draft, JSON.stringify(mail, null, 2), { mode: 0o600 });
  await rename(draft, join(outbox(), `${jobId}.json`));
}

/** The newest mails of the outbox, newest first. */
export async function listOutbox(limit = 100): Promise<StoredMail[]> {
  const names = await readdir(outbox()).catch(() => []);
  const mails = await Promise.all(
    names
      .filter((name) => /^[\w-]+\.json$/.test(name))
      .map(async (name) =>
        storedMailSchema.parse(JSON.parse(await readFile(join(outbox(), name), "utf8")))
      )
  );
  return mails.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, limit);
}
