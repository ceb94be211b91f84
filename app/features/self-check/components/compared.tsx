/** Findings opened and closed, and the answers that differ, between two self-checks. */
import { useTranslation } from "react-i18next";
import { Section } from "~/shared/ui/page";
import { Tag, type Tone } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";
import type { Change } from "../compare";
import type { Severity } from "../evaluate";
import { SeverityTag } from "./tags";

interface Found {
  readonly id: string;
  readonly text: string;
  readonly severity: Severity;
}
type Side =
  | { readonly is: "not-asked" }
  | {
      readonly is: "answered" | "not-answered";
      readonly answer: string;
      readonly finding: Severity | null;
    };
interface Props {
  readonly view: {
    readonly before: string;
    readonly after: string;
    readonly opened: readonly Found[];
    readonly closed: readonly Found[];
    readonly stillOpen: readonly Found[];
    readonly changed: readonly {
      readonly id: string;
      readonly text: string;
      readonly change: Change;
      readonly before: Side;
      readonly after: Side;
    }[];
    readonly same: number;
  };
}

export function ComparedFindings({ view }: Props) {
  const { t } = useTranslation("rounds");
  const groups = [
    { title: t("compare.opened"), found: view.opened },
    { title: t("compare.closed"), found: view.closed },
    { title: t("compare.stillOpen"), found: view.stillOpen },
  ];
  return (
    <Section title={t("compare.findings")}>
      <div className="grid gap-x-8 md:grid-cols-3">
        {groups.map(({ title, found }) => (
          <section key={title} className="mb-4">
            <h3 className="mb-2 font-semibold">
              {title} · {found.length}
            </h3>
            {found.length === 0 ? <p className="text-muted">{t("compare.none")}</p> : null}
            <ul>
              {found.map(({ id, text, severity }) => (
                <li key={id} className="mb-3">
                  <SeverityTag severity={severity} />
                  <span className="mt-1 block">{text}</span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Section>
  );
}

const TONES: Readonly<Record<Change, Tone>> = {
  worse: "bad",
  better: "good",
  changed: "info",
  new: "plain",
  gone: "plain",
  same: "plain",
};

export function ComparedAnswers({ view }: Props) {
  const { t } = useTranslation("rounds");
  const { before, after, changed, same } = view;
  const sides = [
    { day: before, side: ({ before: side }: Props["view"]["changed"][number]) => side },
    { day: after, side: ({ after: side }: Props["view"]["changed"][number]) => side },
  ];
  return (
    <Section title={t("compare.answers")}>
      {changed.length === 0 ? <p className="mb-4">{t("compare.noChange")}</p> : null}
      {changed.length > 0 ? (
        <Table
          caption={t("compare.answers")}
          captionHidden
          rows={changed}
          rowKey={({ id }) => id}
          columns={[
            {
              head: t("compare.change"),
              label: t("compare.change"),
              cell: ({ change }) => <Tag tone={TONES[change]}>{t(`compare.changes.${change}`)}</Tag>,
            },
            { head: t("compare.question"), label: t("compare.question"), cell: ({ text }) => text },
            ...sides.map(({ day, side }, at) => ({
              head: t("compare.on", { day }),
              label: `${t(at === 0 ? "compare.before" : "compare.after")} · ${day}`,
              cell: (line: Props["view"]["changed"][number]) => <SideText side={side(line)} />,
            })),
          ]}
        />
      ) : null}
      {same > 0 ? <p className="mb-6 text-muted">{t("compare.same", { count: same })}</p> : null}
    </Section>
  );
}

function SideText({ side }: { readonly side: Side }) {
  const { t } = useTranslation("rounds");
  if (side.is === "not-asked") return <span className="text-muted">{t("compare.notAsked")}</span>;
  return (
    <>
      {side.is === "not-answered" ? (
        <span className="text-muted">{t("compare.notAnswered")}</span>
      ) : (
        side.answer
      )}{" "}
      {side.finding ? <SeverityTag severity={side.finding} /> : null}
    </>
  );
}
