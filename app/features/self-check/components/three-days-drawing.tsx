/** One line of days as SVG: three marks above it, the windows below. Drawn on the server; the table beside it says the same. */
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { daysBetween, type Day } from "~/shared/day";
import type { Mark } from "../disclosure";
import type { WindowState } from "../three-days";

const WIDTH = 340;
const EDGE = 8;
const LEVEL = 20;
const LANE = 30;

const BARS: Readonly<Record<WindowState, string>> = {
  "in-time": "fill-good stroke-good",
  late: "fill-bad stroke-bad",
  open: "fill-info stroke-info",
  "not-begun": "",
  "no-number": "fill-page stroke-strong",
  "not-seen": "fill-strong stroke-strong",
};

interface Props {
  readonly title: string;
  readonly description: string;
  readonly on: Day;
  readonly span: { readonly from: Day; readonly to: Day };
  readonly marks: readonly { readonly mark: Mark; readonly day: Day | null; readonly dayText: string | null }[];
  readonly windows: readonly {
    readonly id: string;
    readonly title: string;
    readonly from: Day | null;
    readonly to: Day | null;
    readonly state: WindowState;
    readonly design: boolean;
  }[];
}

export function ThreeDaysDrawing({ title, description, on, span, marks, windows }: Props) {
  const { t } = useTranslation("sharing");
  const id = useId();
  const length = daysBetween(span.from, span.to);
  const x = (day: Day) =>
    Math.round(EDGE + (daysBetween(span.from, day) / length) * (WIDTH - 2 * EDGE));
  const begun = windows.filter(({ from }) => from !== null);
  const axis = 14 + marks.filter(({ day }) => day !== null).length * LEVEL;
  const bottom = axis + 12 + begun.length * LANE;
  const pending = on <= span.to && marks.some(({ day }) => day === null);
  return (
    <svg
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      viewBox={`0 0 ${WIDTH} ${bottom + 16}`}
      className="mb-2 w-full max-w-[30rem]"
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{description}</desc>
      {pending ? (
        <>
          <line x1={x(on)} x2={x(on)} y1={axis} y2={bottom} strokeDasharray="3 3" className="stroke-strong" />
          <text x={x(on)} y={bottom + 12} fontSize="11" textAnchor={anchor(x(on))} className="fill-muted">
            {t("days.today")}
          </text>
        </>
      ) : null}
      <line x1={EDGE} x2={WIDTH - EDGE} y1={axis} y2={axis} strokeWidth="2" className="stroke-text" />
      {begun.map((window, at) => (
        <Bar key={window.id} {...window} y={axis + 12 + at * LANE} x={x} />
      ))}
      <Marks marks={marks} axis={axis} x={x} />
    </svg>
  );
}

const anchor = (x: number) => (x > WIDTH * 0.6 ? "end" : "start");

/** The earliest stands highest, so that no label lies across the stem of an earlier one. */
function Marks({ marks, axis, x }: Pick<Props, "marks"> & { axis: number; x: (day: Day) => number }) {
  const { t } = useTranslation("sharing");
  const known = marks
    .flatMap(({ mark, day, dayText }) => (day ? [{ mark, day, dayText }] : []))
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return known.map(({ mark, day, dayText }, at) => {
    const top = axis - (known.length - at) * LEVEL;
    const side = anchor(x(day));
    return (
      <g key={mark}>
        <line x1={x(day)} x2={x(day)} y1={top - 8} y2={axis} strokeWidth="1.5" className="stroke-text" />
        <circle cx={x(day)} cy={axis} r="5" strokeWidth="2" className="fill-accent stroke-page" />
        <text
          x={x(day) + (side === "end" ? -5 : 5)}
          y={top + 2}
          fontSize="12"
          textAnchor={side}
          strokeWidth="4"
          paintOrder="stroke"
          className="fill-text stroke-page"
        >
          {t("days.markDay", { mark: t(`days.mark.${mark}`), day: dayText ?? "" })}
        </text>
      </g>
    );
  });
}

/** A window with a last day is a bar, outlined with dashes when it is the portal's own; one without is an open line. */
function Bar({
  title,
  from,
  to,
  state,
  design,
  y,
  x,
}: Props["windows"][number] & { y: number; x: (day: Day) => number }) {
  if (from === null) return null;
  const [left, right] = [x(from), to === null ? WIDTH - EDGE : x(to)];
  return (
    <g>
      <text x={EDGE} y={y + 11} fontSize="11" strokeWidth="3" paintOrder="stroke" className="fill-text stroke-page">
        {title}
      </text>
      {to === null ? (
        <path d={`M${left} ${y + 19}H${right}m-6 -4l6 4l-6 4`} fill="none" strokeWidth="1.5" className="stroke-strong" />
      ) : (
        <rect
          x={left}
          y={y + 15}
          width={Math.max(right - left, 2)}
          height="8"
          rx="2"
          strokeWidth="1.5"
          strokeDasharray={design ? "4 3" : undefined}
          fillOpacity={design ? 0.35 : 0.8}
          className={BARS[state]}
        />
      )}
    </g>
  );
}
