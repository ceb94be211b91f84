/** The draws of a plan, with what can be done next. */
import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { Table } from "~/shared/ui/table";
import type { PeriodState } from "../plan/period";

interface DrawLine {
  readonly id: string;
  readonly kind: "routine" | "verification";
  readonly period: string;
  readonly state: PeriodState;
  readonly opensOn: string;
  readonly drawnOn: string | null;
  readonly revealedOn: string | null;
  readonly planned: number;
  readonly made: number;
  readonly skipped: number;
}

const UNDRAWN = { "not-begun": "opensOn", open: "notDrawn", over: "isOver" } as const;

export function DrawTable({ draws, mayDraw }: { draws: readonly DrawLine[]; mayDraw: boolean }) {
  const { t } = useTranslation("inspection");
  const numeric = true;
  return (
    <Table
      caption={t("draws")}
      captionHidden
      rows={draws}
      rowKey={({ id }) => id}
      columns={[
        {
          head: t("period"),
          label: t("period"),
          cell: ({ id, period, kind, drawnOn }) => (
            <>
              {drawnOn ? <Link to={`/inspections/draws/${id}`}>{period}</Link> : period}
              <span className="block text-small text-muted">{t(`kind.${kind}`)}</span>
            </>
          ),
        },
        { head: t("planned"), label: t("planned"), numeric, cell: ({ planned }) => planned },
        { head: t("made"), label: t("made"), numeric, cell: ({ made }) => made },
        { head: t("skipped"), label: t("skipped"), numeric, cell: ({ skipped }) => skipped },
        {
          head: t("statusHead"),
          label: t("statusHead"),
          cell: ({ id, period, state, opensOn, drawnOn, revealedOn, planned }) => (
            <>
              <span className="block">
                {drawnOn ? t("drawnOn", { day: drawnOn }) : t(UNDRAWN[state], { day: opensOn })} · {revealedOn ? t("seedOpen") : t("seedSealed")}
              </span>
              {mayDraw && !revealedOn && (drawnOn ? planned === 0 : state === "open") ? (
                <Form method="post" className="mt-2">
                  <input type="hidden" name="drawId" value={id} />
                  <Button kind="secondary" name="intent" value={drawnOn ? "reveal" : "draw"} aria-label={`${drawnOn ? t("reveal") : t("drawNow")}: ${period}`}>
                    {drawnOn ? t("reveal") : t("drawNow")}
                  </Button>
                </Form>
              ) : null}
            </>
          ),
        },
      ]}
    />
  );
}
