/** The page of tasks in the reader's language. */
import { membersOf } from "~/features/accounts/queries.server";
import { today } from "~/platform/clock.server";
import { withTx } from "~/platform/db.server";
import { translator } from "~/platform/i18n.server";
import type { EnterpriseActor } from "~/shared/actor";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { evaluateEnterprise } from "../evaluation.server";
import { GATE_CODES } from "../profile";
import { planOf, type Plan } from "./plan-queries.server";
import { may } from "./policy";

export async function tasksPage(actor: EnterpriseActor, locale: Locale) {
  const on = today();
  const plan = await withTx(actor, async (tx) => {
    const { evaluation } = await evaluateEnterprise(tx, actor.enterpriseId, on);
    return planOf(tx, actor.enterpriseId, evaluation);
  });
  if (!plan) return { plan: null, members: [] };
  const members = may.changeTasks(actor) ? await membersOf(actor) : [];
  return {
    plan: {
      id: plan.id,
      target: plan.target,
      adoptedOn: formatDay(plan.adoptedOn, locale),
      isReached: plan.isReached,
      doneCount: plan.doneCount,
      tasks: plan.tasks.map((task) => taskLine(task, locale)),
    },
    members: members.filter(({ state }) => state !== "disabled").map(({ id, displayName }) => ({ id, name: displayName })),
  };
}

function taskLine({ code, until, dueOn, ...task }: Plan["tasks"][number], locale: Locale) {
  const t = translator(locale, "positive-list");
  const isGate = GATE_CODES.some((known) => known === code);
  return {
    ...task,
    name: isGate ? t(`gate.${code as "G1"}`) : t(`item.${code as "reports"}`),
    until: until && formatDay(until, locale),
    dueOn,
    due: dueOn && formatDay(dueOn, locale),
    isOverdue: dueOn !== null && dueOn < today() && !task.done,
  };
}
