/** The forms of a question's evidence page: files sent in, files used again, files taken off. */
import type { SubmissionResult } from "@conform-to/react";
import { parseForm } from "~/platform/form.server";
import { discard, receiveForm } from "~/platform/incoming.server";
import { asUpload } from "~/platform/uploads-under-way.server";
import type { EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import type { ToldFile } from "./components/evidence-form";
import { reuseEvidence } from "./evidence-reuse.server";
import { EVIDENCE_LIMITS, removeAnswerEvidence } from "./evidence.server";
import { evidenceDaysForm, removeEvidenceForm, reuseForm } from "./forms";
import type { NotHeld } from "./held-question.server";
import { mayHang, storeOneOfMany, type UploadOutcome, type UploadPlace } from "./upload.server";

export type Hung =
  | { readonly is: "done" | NotHeld }
  | {
      readonly is: "told";
      /** For the form of the files. */
      readonly reply: SubmissionResult<string[]> | null;
      readonly told: readonly ToldFile[];
      /** For the form of files used again: what is wrong. */
      readonly reuse: string | null;
    };

const NOTHING = { is: "told", reply: null, told: [], reuse: null } as const;

export async function hangEvidence(
  actor: EnterpriseActor,
  place: UploadPlace,
  request: Request,
  on: Day
): Promise<Hung> {
  const held = await mayHang(actor, place);
  if (held !== "held") return { is: held };
  if (/^multipart\//i.test(request.headers.get("Content-Type") ?? ""))
    return asUpload(() => takeFiles(actor, place, request, on));
  const form = await request.formData();
  return form.get("intent") === "reuse" ? reuse(actor, place, form) : remove(actor, place, form);
}

/** Each file for itself: one that is refused does not hold back the others. */
async function takeFiles(
  actor: EnterpriseActor,
  place: UploadPlace,
  request: Request,
  on: Day
): Promise<Hung> {
  const { fields, files } = await receiveForm(request, EVIDENCE_LIMITS);
  try {
    const days = parseForm(fields, evidenceDaysForm(on));
    if (!days.ok) return { ...NOTHING, reply: days.refused.data.reply };
    const refuse = (messages: string[]) => days.refuse({ file: messages }).data.reply;
    if (files.length === 0) return { ...NOTHING, reply: refuse(["file"]) };
    const told: ToldFile[] = [];
    for (const file of files) {
      const outcome = await storeOneOfMany(actor, place, file, days.value);
      if (!isAboutFile(outcome)) return outcome;
      told.push(tell(file.name, outcome));
    }
    const refused = told.flatMap(({ message }) => (message === null ? [] : [message]));
    if (refused.length === 0) return { is: "done" };
    const one = files.length === 1;
    return { ...NOTHING, reply: refuse([...new Set(refused)]), told: one ? [] : told };
  } finally {
    await discard(files);
  }
}

type AboutFile = Exclude<UploadOutcome, { readonly is: NotHeld }>;
const isAboutFile = (outcome: UploadOutcome): outcome is AboutFile =>
  "message" in outcome || "evidenceId" in outcome;

const tell = (name: string, outcome: AboutFile): ToldFile =>
  "message" in outcome
    ? { name, is: "refused", message: outcome.message }
    : { name, is: outcome.is, message: null };

async function reuse(actor: EnterpriseActor, place: UploadPlace, form: FormData): Promise<Hung> {
  const parsed = reuseForm.safeParse({
    evidenceIds: form.getAll("evidenceIds"),
    questionIds: form.getAll("questionIds"),
  });
  if (!parsed.success) {
    const custom = parsed.error.issues.find(({ message }) => message.startsWith("choose"));
    return { ...NOTHING, reuse: custom?.message ?? "uuid" };
  }
  const outcome = await reuseEvidence(actor, place.selfCheckId, parsed.data);
  if (outcome === "unknown-file") return { ...NOTHING, reuse: "uuid" };
  if (outcome === "partly")
    return { ...NOTHING, reuse: `fileTooMany?max=${EVIDENCE_LIMITS.maxFiles}` };
  return { is: outcome };
}

async function remove(actor: EnterpriseActor, place: UploadPlace, form: FormData): Promise<Hung> {
  const parsed = parseForm(form, removeEvidenceForm);
  if (!parsed.ok) return { ...NOTHING, reply: parsed.refused.data.reply };
  const outcome = await removeAnswerEvidence(actor, {
    ...place,
    evidenceId: parsed.value.evidenceId,
  });
  return { is: outcome === "removed" ? "done" : outcome };
}
