/** A posted file of facts: a short one is answered at once, a long one is taken in and worked through beside the requests. */
import { readFile } from "node:fs/promises";
import { parseForm, type RefusedForm } from "~/platform/form.server";
import { discard, receiveForm, type IncomingFile } from "~/platform/incoming.server";
import type { AgencyActor } from "~/shared/actor";
import { importForm } from "../fact-forms";
import type { ImportableKind } from "../import-columns";
import { importFacts, type ImportOutcome } from "../import-commands.server";
import { readImportFile } from "../import-file.server";
import { beginLongImport } from "./import-file-commands.server";
import { FILE_LIMITS } from "./limits";
import { isFilled, MAX_ROWS } from "./sheet";

export type Received =
  | { readonly is: "refused"; readonly form: RefusedForm }
  | { readonly is: "begun"; readonly jobId: string }
  | (Exclude<ImportOutcome, { is: "already" }> & { readonly kind: ImportableKind });

export async function receiveImport(actor: AgencyActor, request: Request): Promise<Received> {
  const { fields, files } = await receiveForm(request, { maxFileBytes: FILE_LIMITS.maxMb * 1024 * 1024, maxFiles: 1 });
  try {
    const form = parseForm(fields, importForm);
    if (!form.ok) return { is: "refused", form: form.refused };
    const refuse = (error: string): Received => ({ is: "refused", form: form.refuse({ file: [error] }) });
    const [file] = files;
    if (!file) return refuse("file");
    if (file.refused === "too-large") return refuse(`fileTooLarge?max=${FILE_LIMITS.maxMb}`);
    const { kind } = form.value;
    const short = await shortFile(file);
    if (short && !short.ok) return refuse(short.error);
    if (short) {
      const outcome = await importFacts(actor, kind, short);
      return outcome.is === "already" ? refuse("importedAlready") : { ...outcome, kind };
    }
    const begun = await beginLongImport(actor, kind, file);
    return begun.is === "refused" ? refuse(begun.error) : begun;
  } finally {
    await discard(files);
  }
}

/** Null when it is long. */
async function shortFile({ path, size, name }: IncomingFile) {
  if (path === null || size > FILE_LIMITS.atOnceBytes) return null;
  const read = await readImportFile(new File([await readFile(path)], name));
  return read.ok && read.rows.filter(isFilled).length > MAX_ROWS + 1 ? null : read;
}
