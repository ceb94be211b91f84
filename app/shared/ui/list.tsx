/** Lists of facts and of tasks. */
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Tag, type Tone } from "./status";

/** Names and values, e.g. check answers. */
export function SummaryList({ rows }: { rows: readonly { label: ReactNode; value: ReactNode; action?: ReactNode }[] }) {
  return (
    <dl className="mb-6 border-t border-line">
      {rows.map((row, index) => (
        <div key={index} className="grid gap-x-6 border-b border-line py-2.5 sm:grid-cols-[1fr_2fr_auto]">
          <dt className="font-semibold">{row.label}</dt>
          <dd>{row.value}</dd>
          {row.action ? <dd>{row.action}</dd> : null}
        </div>
      ))}
    </dl>
  );
}

export type TaskState = "done" | "todo" | "doing" | "blocked";
const TONES: Readonly<Record<TaskState, Tone>> = { done: "good", todo: "plain", doing: "info", blocked: "plain" };

export interface Task {
  readonly to: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly state: TaskState;
}

export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  const { t } = useTranslation();
  return (
    <ul className="mb-6 max-w-measure border-t border-line">
      {tasks.map((task) => (
        <li key={task.to} className="flex items-baseline justify-between gap-4 border-b border-line py-3">
          <span>
            {task.state === "blocked" ? task.label : <Link to={task.to}>{task.label}</Link>}
            {task.hint ? <span className="block text-small text-muted">{task.hint}</span> : null}
          </span>
          <Tag tone={TONES[task.state]}>{t(`task.${task.state}`)}</Tag>
        </li>
      ))}
    </ul>
  );
}

/** Where one is in a short series of pages. */
export function Steps({ steps, current }: { steps: readonly ReactNode[]; current: number }) {
  const { t } = useTranslation();
  return (
    <ol aria-label={t("steps")} className="mb-6 flex flex-wrap gap-x-6 gap-y-1 text-small">
      {steps.map((step, index) => (
        <li key={index} aria-current={index === current ? "step" : undefined} className={index === current ? "font-semibold" : "text-muted"}>
          {index + 1}. {step}
        </li>
      ))}
    </ol>
  );
}
