/** The table posted as a form: what of it did not go through, row by row. */
import { data } from "@remix-run/node";
import type { Day } from "~/shared/day";
import { confirmCarried } from "./carry.server";
import type { Cells } from "./grid";
import { saveTopicForm, type PostedTopic } from "./topic-post.server";

/** "Still so" of one row, whatever its kind. Null: that was not asked. */
export async function confirmInTable(
  { actor, run, formData }: Pick<PostedTopic, "actor" | "run" | "formData">,
  on: Day
): Promise<string | null> {
  const [then, questionId = ""] = String(formData.get("then") ?? "").split(":");
  if (then !== "confirm") return null;
  await confirmCarried(actor, run.id, [questionId], on);
  return questionId;
}

export async function saveTableForm(posted: PostedTopic) {
  const outcome = await saveTopicForm(posted);
  if (outcome === null || outcome === "saved") return outcome;
  const { reply, reads, stored } = outcome.data;
  const { formData, questions } = posted;
  const text = (name: string): string => String(formData.get(name) ?? "");
  const values = Object.fromEntries(
    questions.flatMap(({ id }): [string, Cells][] =>
      formData.has(`${id}.is`)
        ? [[id, { is: text(`${id}.is`), value: text(`${id}.value`) || text(`${id}.text`), note: text(`${id}.note`) }]]
        : []
    )
  );
  const errors = Object.fromEntries(
    questions.map(({ id }) => [
      id,
      Object.entries(reply.error ?? {}).flatMap(([name, messages]) =>
        name.startsWith(`${id}.`) ? (messages ?? []) : []
      ),
    ])
  );
  return data({ values, errors, reads, theirs: stored }, { status: outcome.init?.status ?? 422 });
}
