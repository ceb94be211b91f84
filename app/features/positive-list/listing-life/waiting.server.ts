/** What waits for the enterprise, in one language. */
import type { EnterpriseActor } from "~/shared/actor";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import type { WaitingWork } from "./components/waiting";
import { waitingFor } from "./life-queries.server";

export async function waitingWork(actor: EnterpriseActor, locale: Locale): Promise<WaitingWork> {
  const { proposal, pack, hearing } = await waitingFor(actor);
  return {
    proposal: proposal !== null,
    pack: pack && { id: pack.id, due: formatDay(pack.dueOn, locale), asked: pack.status === "asked" },
    hearing: hearing && { id: hearing.id, due: formatDay(hearing.statementDueOn, locale) },
  };
}
