/** Findings of every completed self-check of a site, drawn on the server: a bar a run, with the same numbers as a table. */
import { useTranslation } from "react-i18next";
import { Table } from "~/shared/ui/table";

interface Point {
  readonly id: string;
  readonly day: string;
  readonly redLine: number;
  readonly major: number;
  readonly minor: number;
  readonly answered: number;
  readonly total: number;
}
const ROW = 34;
const WIDTH = 560;
const LEFT = 150;
const KINDS = [
  { key: "redLine", severity: "red-line", fill: "fill-bad" },
  { key: "major", severity: "major", fill: "fill-attention" },
  { key: "minor", severity: "minor", fill: "fill-info" },
] as const;

const countOf = ({ redLine, major, minor }: Point): number => redLine + major + minor;

export function TrendChart({ points }: { readonly points: readonly Point[] }) {
  const { t } = useTranslation("rounds");
  const { t: check } = useTranslation("self-check");
  const top = Math.max(...points.map(countOf), 1);
  const width = (count: number): number => Math.round((count / top) * (WIDTH - LEFT - 60));
  return (
    <figure className="mb-6 max-w-measure">
      <figcaption className="mb-2 font-semibold">{t("trend.title")}</figcaption>
      <p className="mb-2 flex flex-wrap gap-x-5 text-small" aria-hidden="true">
        {KINDS.map(({ key, severity, fill }) => (
          <span key={key} className="inline-flex items-center gap-2">
            <svg viewBox="0 0 12 12" className="size-3">
              <rect width="12" height="12" className={fill} />
            </svg>
            {check(`severity.${severity}`)}
          </span>
        ))}
      </p>
      <svg role="img" aria-label={t("trend.title")} viewBox={`0 0 ${WIDTH} ${points.length * ROW}`} className="w-full">
        {points.map((point, row) => (
          <g key={point.id} transform={`translate(0 ${row * ROW})`}>
            <text x="0" y="22" fontSize="15" className="fill-text">
              {point.day}
            </text>
            <line x1={LEFT} x2={LEFT} y1="4" y2="30" className="stroke-strong" />
            {KINDS.map(({ key, fill }, at) => (
              <rect
                key={key}
                x={LEFT + KINDS.slice(0, at).reduce((sum, before) => sum + width(point[before.key]), 0)}
                y="8"
                width={width(point[key])}
                height="18"
                className={fill}
              />
            ))}
            <text x={LEFT + width(countOf(point)) + 10} y="22" fontSize="15" className="fill-text">
              {countOf(point)}
            </text>
          </g>
        ))}
      </svg>
      <Numbers points={points} />
    </figure>
  );
}

function Numbers({ points }: { readonly points: readonly Point[] }) {
  const { t } = useTranslation("rounds");
  const { t: check } = useTranslation("self-check");
  return (
    <details>
      <summary className="py-1 text-small">{t("trend.table")}</summary>
      <Table
        caption={t("trend.title")}
        captionHidden
        rows={points}
        rowKey={({ id }) => id}
        columns={[
          { head: t("trend.day"), label: t("trend.day"), cell: ({ day }) => day },
          ...KINDS.map(({ key, severity }) => ({
            head: check(`severity.${severity}`),
            label: check(`severity.${severity}`),
            cell: (point: Point) => point[key],
            numeric: true,
          })),
          { head: t("trend.total"), label: t("trend.total"), cell: countOf, numeric: true },
          {
            head: t("trend.answered"),
            label: t("trend.answered"),
            cell: ({ answered, total }: Point) => t("trend.of", { answered, total }),
            numeric: true,
          },
        ]}
      />
    </details>
  );
}
