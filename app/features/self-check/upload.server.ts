/** What a device or a form sends in: received on the disk, checked, stored, and hung on a question, file by file. */
import { withTx } from "~/platform/db.server";
import { discard, receiveForm, type IncomingFile } from "~/platform/incoming.server";
import { asUpload } from "~/platform/uploads-under-way.server";
import type { EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import type { EvidenceDays } from "./evidence-days";
import {
  addAnswerEvidence,
  admitEvidence,
  EVIDENCE_LIMITS,
  tooManyUploads,
} from "./evidence.server";
import { evidenceDaysForm } from "./forms";
import { questionNow, type NotHeld } from "./held-question.server";
import { turnedAway } from "./upload/welcome.server";

export interface UploadPlace {
  readonly selfCheckId: string;
  readonly questionId: string;
}
export type UploadOutcome =
  | {
      readonly is: "stored" | "already";
      readonly evidenceId: string;
      /** SHA-256 of the bytes as they came: when it is the device's own, the device may forget its copy. */
      readonly originalHash: string;
      /** That of what is kept: another one once a picture is made anew. */
      readonly hash: string;
    }
  | { readonly is: "refused" | "too-often"; readonly message: string }
  | { readonly is: NotHeld };

/** Whether the reader may hang something on the question, before anything is received. */
export const mayHang = (actor: EnterpriseActor, { selfCheckId, questionId }: UploadPlace) =>
  withTx(actor, (tx) => questionNow(tx, actor, selfCheckId, questionId));

/** @throws {UnreadableForm} when the body is no form */
export const receiveUpload = (
  actor: EnterpriseActor,
  place: UploadPlace,
  request: Request,
  on: Day
): Promise<UploadOutcome> => asUpload(() => receive(actor, place, request, on));

async function receive(
  actor: EnterpriseActor,
  place: UploadPlace,
  request: Request,
  on: Day
): Promise<UploadOutcome> {
  const refused = await turnedAway(actor, place);
  if (refused) return refused;
  const { fields, files } = await receiveForm(request, { ...EVIDENCE_LIMITS, maxFiles: 1 });
  let isLeft = true;
  try {
    const [file] = files;
    if (!file || files.length > 1) return { is: "refused", message: "file" };
    const days = daysFormOf(on).safeParse({
      effectiveFrom: text(fields, "effectiveFrom"),
      effectiveTo: text(fields, "effectiveTo"),
    });
    if (!days.success) return { is: "refused", message: messageOf(days.error.issues) };
    const said = text(fields, "sha256");
    if (file.path !== null && said !== undefined && said.toLowerCase() !== file.hash)
      return { is: "refused", message: "fileChanged" };
    // It keeps or discards the file.
    isLeft = false;
    return await storeOne(actor, place, file, days.data);
  } finally {
    if (isLeft) await discard(files);
  }
}

const text = (fields: FormData, name: string): string | undefined => {
  const value = fields.get(name);
  return typeof value === "string" && value !== "" ? value : undefined;
};

/** Made once a day: making a form costs more than reading one. */
let daysForm: { readonly on: Day; readonly form: ReturnType<typeof evidenceDaysForm> } | undefined;
function daysFormOf(on: Day): ReturnType<typeof evidenceDaysForm> {
  if (daysForm?.on !== on) daysForm = { on, form: evidenceDaysForm(on) };
  return daysForm.form;
}

/** The schema's own messages are keys; zod's, for what is missing, are not. */
const messageOf = (issues: readonly { readonly code: string; readonly message: string }[]) =>
  issues.find(({ code }) => code === "custom")?.message ?? "day";

/** One of several that came together: each counts. */
export async function storeOneOfMany(
  actor: EnterpriseActor,
  place: UploadPlace,
  file: IncomingFile,
  days: EvidenceDays
): Promise<UploadOutcome> {
  const tooOften = await tooManyUploads(actor);
  return tooOften ? { is: "too-often", message: tooOften } : storeOne(actor, place, file, days);
}

/** Stores one file and hangs it on the question. The same file with the same days again has no further effect. */
async function storeOne(
  actor: EnterpriseActor,
  place: UploadPlace,
  file: IncomingFile,
  days: EvidenceDays
): Promise<UploadOutcome> {
  const received = await admitEvidence(actor, file, days);
  if ("refused" in received) return { is: "refused", message: received.refused };
  const outcome = await addAnswerEvidence(actor, place.selfCheckId, place.questionId, received.stored);
  if (outcome.is === "too-many")
    return { is: "refused", message: `fileTooMany?max=${EVIDENCE_LIMITS.maxFiles}` };
  if (!("evidenceId" in outcome)) return { is: outcome.is };
  const { originalHash, hash } = received.stored;
  const { evidenceId } = outcome;
  return { is: outcome.is === "added" ? "stored" : "already", evidenceId, originalHash, hash };
}
