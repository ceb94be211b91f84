/** The topics of a self-check by area of the site, with whose turn it is and how far it has come. */
import { useTranslation } from "react-i18next";
import { TaskList, type TaskState } from "~/shared/ui/list";
import { Section } from "~/shared/ui/page";

export interface WorkTopic {
  readonly id: string;
  readonly title: string;
  readonly answered: number;
  readonly total: number;
  readonly notKnown: number;
  readonly state: TaskState;
  readonly person: string | null;
  readonly mine: boolean;
  readonly due: { readonly day: string; readonly late: boolean } | null;
  readonly flags: number;
}
export interface WorkArea {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly answered: number;
  readonly total: number;
  readonly topics: readonly WorkTopic[];
}

export function TopicTasks({
  selfCheckId,
  topics,
}: {
  selfCheckId: string;
  topics: readonly WorkTopic[];
}) {
  return (
    <TaskList
      tasks={topics.map((topic) => ({
        to: `/self-checks/${selfCheckId}/${topic.id}`,
        label: topic.title,
        hint: <TopicHint topic={topic} />,
        state: topic.state,
      }))}
    />
  );
}

export function MyPart(props: { selfCheckId: string; topics: readonly WorkTopic[] }) {
  const { t } = useTranslation("self-check-work");
  return (
    <Section id="mine" title={t("areas.myPart")}>
      {props.topics.length === 0 ? <p>{t("areas.myPartNone")}</p> : <TopicTasks {...props} />}
    </Section>
  );
}

function TopicHint({ topic }: { topic: WorkTopic }) {
  const { t } = useTranslation("self-check");
  const { t: work } = useTranslation("self-check-work");
  const { t: common } = useTranslation();
  const parts = [
    t(topic.notKnown > 0 ? "overview.topicHintUnknown" : "overview.topicHint", {
      answered: topic.answered,
      total: topic.total,
      notKnown: topic.notKnown,
    }),
    ...(topic.person === null
      ? []
      : [topic.mine ? work("areas.withYou") : work("areas.with", { name: topic.person })]),
    ...(topic.flags > 0 ? [work("areas.flags", { count: topic.flags })] : []),
  ];
  return (
    <>
      {parts.join(common("comma"))}
      {topic.due ? (
        <span className={topic.due.late ? "font-semibold text-bad" : ""}>
          {common("comma")}
          {work(topic.due.late ? "areas.overdue" : "areas.due", { day: topic.due.day })}
        </span>
      ) : null}
    </>
  );
}

export function AreaTasks({
  selfCheckId,
  areas,
}: {
  selfCheckId: string;
  areas: readonly WorkArea[];
}) {
  const { t } = useTranslation("self-check-work");
  return (
    <>
      {areas.map((area) => (
        <Section key={area.id} id={`area-${area.id}`} title={area.title}>
          <p className="mb-2 text-small text-muted">
            {area.hint} · {t("areas.progress", { answered: area.answered, total: area.total })}
          </p>
          <TopicTasks selfCheckId={selfCheckId} topics={area.topics} />
        </Section>
      ))}
    </>
  );
}
