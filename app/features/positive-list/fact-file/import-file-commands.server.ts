/** Taking in a long file of facts: it is checked, kept, and worked through beside the requests. */
import { and, eq, isNull, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { keepDraft } from "~/platform/files.server";
import type { IncomingFile } from "~/platform/incoming.server";
import { checkZipFile } from "~/platform/zip-file.server";
import type { AgencyActor } from "~/shared/actor";
import type { ImportableKind } from "../import-columns";
import { FILE_LIMITS } from "./limits";
import { endingOf, type Ending } from "./rows.server";
import { encodingOf } from "./text-stream.server";

const { importBatches, importJobs } = tables;

export type Begun =
  | { readonly is: "begun"; readonly jobId: string }
  /** A key of the `errors` namespace. */
  | { readonly is: "refused"; readonly error: string };

/** The file is the caller's to discard when it is refused. Sent twice, it is worked through once. */
export async function beginLongImport(actor: AgencyActor, kind: ImportableKind, file: IncomingFile): Promise<Begun> {
  const { path } = file;
  const ending = endingOf(file.name);
  if (!ending || path === null) return { is: "refused", error: "importType" };
  const error = await refusalOf(path, ending);
  if (error) return { is: "refused", error };
  await keepDraft(path, file.hash);
  return enter(actor, kind, file, ending).catch((problem: unknown): Begun => {
    if (problem instanceof ImportedAlready) return IMPORTED_ALREADY;
    throw problem;
  });
}

class ImportedAlready extends Error {}
const IMPORTED_ALREADY: Begun = { is: "refused", error: "importedAlready" };

function enter(actor: AgencyActor, kind: ImportableKind, file: IncomingFile, ending: Ending): Promise<Begun> {
  return withTx(actor, async (tx): Promise<Begun> => {
    const mine = { agencyId: actor.agencyId, kind, fileHash: file.hash };
    const [begun] = await tx
      .insert(importJobs)
      .values({
        ...mine,
        fileName: file.name.slice(0, 200),
        fileBytes: file.size,
        ending,
        startedBy: actor.accountId,
        onDay: today(),
        workingUntil: sql`'-infinity'`,
      })
      .onConflictDoNothing()
      .returning({ id: importJobs.id });
    if (!begun) {
      const [other] = await tx
        .select({ id: importJobs.id })
        .from(importJobs)
        .where(and(eq(importJobs.agencyId, actor.agencyId), eq(importJobs.kind, kind), eq(importJobs.fileHash, file.hash), isNull(importJobs.endedAt)));
      return other ? { is: "begun", jobId: other.id } : IMPORTED_ALREADY;
    }
    // Asked after the entry: an import of the same file that ends at this moment is either in its way or seen here.
    const [done] = await tx
      .select({ id: importBatches.id })
      .from(importBatches)
      .where(and(eq(importBatches.agencyId, actor.agencyId), eq(importBatches.kind, kind), eq(importBatches.fileHash, file.hash)));
    if (done) throw new ImportedAlready();
    await recordEvent(tx, actor, {
      action: "positive-list.import-begun",
      subjectId: begun.id,
      detail: { kind, bytes: file.size, hash: file.hash },
    });
    return { is: "begun", jobId: begun.id };
  });
}

async function refusalOf(path: string, ending: Ending): Promise<string | null> {
  if (ending === "csv") return (await encodingOf(path)) ? null : "fileMismatch";
  const zip = await checkZipFile(path, FILE_LIMITS.unpackedBytes);
  if (!zip.ok) return zip.why === "bomb" ? "fileUnsafe" : "fileMismatch";
  return zip.names.includes("xl/workbook.xml") ? null : "fileMismatch";
}
