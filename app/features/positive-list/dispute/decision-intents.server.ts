/** What the agency posted about a dispute, carried out. */
import { today } from "~/platform/clock.server";
import { parseForm, type RefusedForm } from "~/platform/form.server";
import type { AgencyActor } from "~/shared/actor";
import type { Locale } from "~/shared/locale";
import { isImportable, type ImportableKind } from "../import-columns";
import { faultLine } from "../import-queries.server";
import { correctableColumns, readCorrected } from "./corrected";
import { decideDispute, type RulingOutcome } from "./decision-commands.server";
import { columnField, decisionForm } from "./forms";

type Faults = readonly ReturnType<typeof faultLine>[];
export type Carried =
  | { readonly is: "refused"; readonly refused: RefusedForm }
  | { readonly is: "faults"; readonly faults: Faults }
  | { readonly is: RulingOutcome };

interface About {
  readonly id: string;
  readonly kind: string;
  readonly uscc: string;
}

export async function carryOutDecision(actor: AgencyActor, { id, kind, uscc }: About, formData: FormData, locale: Locale): Promise<Carried> {
  const form = parseForm(formData, decisionForm);
  if (!form.ok) return { is: "refused", refused: form.refused };
  const { verdict, reason } = form.value;
  if (verdict !== "corrected") return { is: await decideDispute(actor, id, { verdict, reason }) };
  if (!isImportable(kind)) return { is: "not-open" };
  const read = readCorrected(kind, uscc, typedCells(kind, formData), today());
  if ("faults" in read) return { is: "faults", faults: read.faults.map((fault) => faultLine(kind, fault, locale)) };
  const { value, validFrom, validTo } = read;
  return { is: await decideDispute(actor, id, { verdict, reason, said: { value, validFrom, validTo } }) };
}

export const typedCells = (kind: ImportableKind, formData: FormData): Record<string, string> =>
  Object.fromEntries(
    correctableColumns(kind).map(({ name }) => {
      const typed = formData.get(columnField(name));
      return [name, typeof typed === "string" ? typed.slice(0, 500) : ""];
    })
  );
