/** Facts about one enterprise on a chosen day, as known on a chosen day, each with where it comes from. */
import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { EmptyState, Tag } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";
import { Lines } from "./kind-table";

interface Said {
  readonly title: string;
  readonly text: string;
}
export interface FactView {
  readonly id: string;
  readonly label: string;
  readonly from: string;
  readonly days: string;
  readonly says: readonly Said[];
  readonly provenance: readonly string[];
}
interface Fact extends FactView {
  readonly disputeId: string | null;
}

export function SaidLines({ says }: { says: readonly Said[] }) {
  return (
    <>
      {says.map(({ title, text }) => (
        <span key={title} className="block">
          <span className="text-muted">{title}</span> {text}
        </span>
      ))}
    </>
  );
}

const DAY_FIELD = "block min-h-11 w-full rounded-box border-2 border-strong bg-page px-3";

/** Both choices are part of the address: a view can be kept and sent on. */
export function DayChoice({ on, by, max }: { on: string; by: string; max: string }) {
  const { t } = useTranslation("fact-dispute");
  return (
    <Form method="get" className="mb-8 flex max-w-measure flex-wrap items-end gap-4">
      <div className="min-w-0 grow basis-56">
        <label htmlFor="on" className="mb-1 block font-semibold">{t("known.on")}</label>
        <input id="on" name="on" type="date" defaultValue={on} className={DAY_FIELD} />
      </div>
      <div className="min-w-0 grow basis-56">
        <label htmlFor="by" className="mb-1 block font-semibold">{t("known.by")}</label>
        <input id="by" name="by" type="date" max={max} defaultValue={by} aria-describedby="by-hint" className={DAY_FIELD} />
      </div>
      <Button kind="secondary">{t("known.show")}</Button>
      <p id="by-hint" className="basis-full text-small text-muted">{t("known.byHint")}</p>
    </Form>
  );
}

export function FactsTable({ caption, facts, hint }: { caption: string; facts: readonly Fact[]; hint: string }) {
  const { t } = useTranslation("fact-dispute");
  if (facts.length === 0) return <EmptyState title={t("known.none")}>{hint}</EmptyState>;
  return (
    <>
      <Table
        caption={caption}
        rows={facts}
        rowKey={({ id }) => id}
        columns={[
          {
            head: t("known.fact"),
            label: t("known.fact"),
            cell: ({ id, label, from, disputeId }) => (
              <>
                <Link to={`/facts/${id}`} aria-label={t("known.historyOf", { fact: label, day: from })} className="font-semibold">{label}</Link>
                {disputeId ? (
                  <span className="block">
                    <Link to={`/fact-disputes/${disputeId}`}><Tag tone="attention">{t("known.disputed")}</Tag></Link>
                  </span>
                ) : null}
              </>
            ),
          },
          { head: t("known.says"), label: t("known.says"), cell: ({ says }) => <SaidLines says={says} /> },
          { head: t("known.days"), label: t("known.days"), cell: ({ days }) => days },
          { head: t("known.from"), label: t("known.from"), cell: ({ provenance }) => <Lines lines={provenance} /> },
        ]}
      />
      <p className="max-w-measure text-small text-muted">{hint}</p>
    </>
  );
}
