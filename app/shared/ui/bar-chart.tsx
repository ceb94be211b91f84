/** Horizontal bars drawn on the server as SVG, with the same numbers as a table behind "Show as table". */
import { useTranslation } from "react-i18next";

interface Bar {
  readonly label: string;
  readonly value: number;
  readonly max: number;
}
const ROW = 34;
const WIDTH = 560;

export function BarChart({ title, unit, bars }: { title: string; unit: string; bars: readonly Bar[] }) {
  const { t } = useTranslation();
  const top = Math.max(...bars.map((bar) => bar.max), 1);
  const scale = (value: number) => Math.round((value / top) * 260);
  return (
    <figure className="mb-6 max-w-measure">
      <figcaption className="mb-2 font-semibold">{title}</figcaption>
      <svg role="img" aria-label={title} viewBox={`0 0 ${WIDTH} ${bars.length * ROW}`} className="w-full">
        {bars.map((bar, index) => (
          <g key={bar.label} transform={`translate(0 ${index * ROW})`}>
            <text x="0" y="21" fontSize="15" className="fill-text">
              {bar.label}
            </text>
            <rect x="190" y="8" width={scale(bar.max)} height="18" rx="2" className="fill-surface stroke-line" />
            <rect x="190" y="8" width={scale(bar.value)} height="18" rx="2" className="fill-accent" />
            <text x={200 + scale(bar.max)} y="22" fontSize="15" className="fill-text">
              {bar.value} / {bar.max}
            </text>
          </g>
        ))}
      </svg>
      <details>
        <summary className="text-small">{t("showTable")}</summary>
        <table className="text-small">
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.label}>
                <th scope="row" className="pr-6 text-left font-normal">
                  {bar.label}
                </th>
                <td>
                  {bar.value} / {bar.max} {unit}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
