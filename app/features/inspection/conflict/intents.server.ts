/** What the page of conflicts can be asked to do. */
import { parseForm, type RefusedForm } from "~/platform/form.server";
import type { AgencyActor } from "~/shared/actor";
import { intentOf } from "../forms";
import { declareConflict, endConflict } from "./commands.server";
import { conflictForm, endForm } from "./forms";

export type ConflictAnswer =
  | { readonly is: "refused"; readonly form: RefusedForm }
  | { readonly is: "problem"; readonly problem: "already" | "not-yours" | "not-open" }
  | { readonly is: "declared"; readonly replaced: number; readonly cancelled: number }
  | { readonly is: "ended" };

export async function answerConflict(actor: AgencyActor, posted: FormData): Promise<ConflictAnswer> {
  if (intentOf(posted) === "end") {
    const form = endForm.safeParse(Object.fromEntries(posted));
    if (!form.success) throw new Response("Bad Request", { status: 400 });
    return (await endConflict(actor, form.data.conflictId)) === "ended" ? { is: "ended" } : { is: "problem", problem: "not-open" };
  }
  const form = parseForm(posted, conflictForm);
  if (!form.ok) return { is: "refused", form: form.refused };
  const outcome = await declareConflict(actor, form.value);
  if (outcome.is === "no-enterprise") return { is: "refused", form: form.refuse({ uscc: ["enterpriseNotHere"] }) };
  return outcome.is === "declared" ? outcome : { is: "problem", problem: outcome.is };
}
