/** The tasks of an adopted path: what is done, who does the rest, and by when. One small form a task. */
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { Tag } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

export interface TaskLine {
  readonly position: number;
  readonly name: string;
  readonly points: number;
  readonly done: boolean;
  /** Of a wait alone. */
  readonly until: string | null;
  readonly isOverdue: boolean;
  readonly dueOn: string | null;
  readonly due: string | null;
  readonly ownerId: string | null;
  readonly owner: string | null;
}
interface Props {
  readonly planId: string;
  readonly tasks: readonly TaskLine[];
  /** Empty for those who may not change anything. */
  readonly members: readonly { readonly id: string; readonly name: string }[];
}

const FIELD = "min-h-11 max-w-full rounded-box border-2 border-strong bg-page px-2";

export function TaskTable({ planId, tasks, members }: Props) {
  const { t } = useTranslation("next-tier");
  const mayChange = members.length > 0;
  return (
    <Table
      caption={t("caption")}
      captionHidden
      rows={tasks}
      rowKey={({ position }) => String(position)}
      columns={[
        { head: t("task"), label: t("task"), cell: ({ name }) => <strong className="font-semibold">{name}</strong> },
        { head: t("points"), label: t("points"), numeric: true, cell: ({ points }) => (points > 0 ? `+${points}` : null) },
        { head: t("state"), label: t("state"), cell: (task) => <State task={task} /> },
        {
          head: `${t("owner")} · ${t("due")}`,
          label: t("owner"),
          cell: (task) =>
            mayChange && !task.done && task.until === null ? (
              <Assign planId={planId} task={task} members={members} />
            ) : (
              <>
                {task.owner ?? t("nobody")}
                {task.due ? ` · ${task.due}` : null}
              </>
            ),
        },
      ]}
    />
  );
}

function State({ task }: { task: TaskLine }) {
  const { t } = useTranslation("next-tier");
  if (task.done) return <Tag tone="good">{t("done")}</Tag>;
  if (task.until) return <Tag tone="info">{t("waitUntil", { day: task.until })}</Tag>;
  return (
    <>
      <Tag tone="attention">{t("notDone")}</Tag> {task.isOverdue ? <Tag tone="bad">{t("overdue")}</Tag> : null}
    </>
  );
}

function Assign({ planId, task, members }: Pick<Props, "planId" | "members"> & { task: TaskLine }) {
  const { t } = useTranslation("next-tier");
  const { name, position, ownerId, dueOn } = task;
  return (
    <Form method="post" className="flex flex-wrap items-center gap-2">
      <input type="hidden" name="planId" value={planId} />
      <input type="hidden" name="position" value={position} />
      <select key={`${ownerId}`} name="ownerId" defaultValue={ownerId ?? ""} aria-label={t("ownerOf", { task: name })} className={FIELD}>
        <option value="">{t("nobody")}</option>
        {members.map(({ id, name: member }) => (
          <option key={id} value={id}>
            {member}
          </option>
        ))}
      </select>
      <input key={`${dueOn}`} type="date" name="dueOn" defaultValue={dueOn ?? ""} aria-label={t("dueOf", { task: name })} className={FIELD} />
      <Button kind="secondary" name="intent" value="assign" aria-label={t("saveOf", { task: name })}>
        {t("save")}
      </Button>
    </Form>
  );
}
