/** The days of discovery, sharing and correction against their windows: a drawing, and the same as a list and a table. */
import { useTranslation } from "react-i18next";
import type { CitationView } from "~/features/law/citation-view";
import { Citations } from "~/features/law/components/citation";
import { Section } from "~/shared/ui/page";
import { Tag, type Tone } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";
import type { Day } from "~/shared/day";
import type { Mark } from "../disclosure";
import type { WindowState } from "../three-days";
import { ThreeDaysDrawing } from "./three-days-drawing";

interface Window {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly design: boolean;
  readonly basis: readonly CitationView[];
  readonly from: Day | null;
  readonly to: Day | null;
  readonly toText: string | null;
  readonly state: WindowState;
  readonly days: number | null;
}
export interface Line {
  readonly id: string;
  readonly title: string;
  readonly on: Day;
  readonly span: { readonly from: Day; readonly to: Day };
  readonly marks: readonly { readonly mark: Mark; readonly day: Day | null; readonly dayText: string | null }[];
  readonly windows: readonly Window[];
}

const TONES: Readonly<Record<WindowState, Tone>> = {
  "in-time": "good",
  late: "bad",
  open: "info",
  "not-begun": "plain",
  "no-number": "plain",
  "not-seen": "plain",
};

export function ThreeDays({ line }: { line: Line }) {
  const { t } = useTranslation("sharing");
  const { t: common } = useTranslation();
  const marks = line.marks.map(({ mark, dayText }) =>
    t("days.markDay", { mark: t(`days.mark.${mark}`), day: dayText ?? t(`days.none.${mark}`) })
  );
  return (
    <>
      <ThreeDaysDrawing
        {...line}
        title={t("days.drawing", { title: line.title })}
        description={marks.join(common("comma"))}
      />
      <ul className="mb-4 flex flex-wrap gap-x-6 text-small">
        {marks.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <Windows windows={line.windows} />
    </>
  );
}

function Windows({ windows }: { windows: readonly Window[] }) {
  const { t } = useTranslation("sharing");
  const { t: common } = useTranslation();
  return (
    <Table
      caption={t("days.caption")}
      captionHidden
      rows={windows}
      rowKey={({ id }) => id}
      columns={[
        {
          head: t("days.window"),
          label: t("days.window"),
          cell: ({ title, note, design, basis }) => (
            <>
              {title}
              <span className="block text-small text-muted">{note}</span>
              {design ? (
                <span className="text-small text-muted">
                  {common("basis")}
                  {common("colon")}
                  {t("days.design")}
                </span>
              ) : (
                <Citations basis={basis} />
              )}
            </>
          ),
        },
        { head: t("days.until"), label: t("days.until"), cell: ({ toText }) => toText ?? "–" },
        {
          head: t("days.state"),
          label: t("days.state"),
          cell: ({ state, days }) => (
            <>
              <Tag tone={TONES[state]}>{t(`days.states.${state}`)}</Tag>
              {days === null ? null : (
                <span className="block text-small text-muted">
                  {t(state === "late" ? "days.over" : "days.left", { count: days })}
                </span>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

/** The whole self-check in the open, each finding folded away. */
export function ThreeDaysSection({
  days,
}: {
  days: { readonly run: Line; readonly findings: readonly Line[] } | null;
}) {
  const { t } = useTranslation("sharing");
  if (!days) return null;
  return (
    <Section title={t("days.title")} id="three-days">
      <p className="mb-4 max-w-measure">{t("days.lead")}</p>
      <ThreeDays line={days.run} />
      <h3 className="mb-2 font-semibold">{t("days.finding")}</h3>
      {days.findings.map((line) => (
        <details key={line.id} className="mb-2 border-t border-line py-2">
          <summary>{line.title}</summary>
          <div className="pt-4">
            <ThreeDays line={line} />
          </div>
        </details>
      ))}
    </Section>
  );
}

/** On the page of one finding's correction. */
export function ThreeDaysOfFinding({ line }: { line: Line | null }) {
  const { t } = useTranslation("sharing");
  if (!line) return null;
  return (
    <Section title={t("days.title")} id="three-days">
      <p className="mb-4 max-w-measure">{t("days.lead")}</p>
      <ThreeDays line={line} />
    </Section>
  );
}
