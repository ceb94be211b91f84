/** The points that count today, and the ledger they come from. */
import { useTranslation } from "react-i18next";
import { Table } from "~/shared/ui/table";
import type { NoPointReason } from "../points";

interface LotLine {
  readonly seq: number;
  readonly earned: string;
  readonly expires: string;
  readonly left: number;
}

export function LotTable({ lots }: { lots: readonly LotLine[] }) {
  const { t } = useTranslation("learning");
  return (
    <Table
      caption={t("points.lots")}
      rows={lots}
      rowKey={(lot) => String(lot.seq)}
      columns={[
        { head: t("points.earnedOn"), label: t("points.earnedOn"), cell: (lot) => lot.earned },
        { head: t("points.expiresOn"), label: t("points.expiresOn"), cell: (lot) => lot.expires },
        { head: t("points.left"), label: t("points.left"), numeric: true, cell: (lot) => lot.left },
      ]}
    />
  );
}

interface LedgerLine {
  readonly seq: number;
  readonly kind: "earned" | "expired" | "taken";
  readonly day: string;
  readonly delta: number;
  readonly person: string | null;
  readonly course: string | null;
  readonly reason: NoPointReason | null;
  /** The day on which what is taken away was earned. */
  readonly from: string | null;
}

export function LedgerTable({ lines }: { lines: readonly LedgerLine[] }) {
  const { t } = useTranslation("learning");
  const what = (line: LedgerLine) => (
    <>
      {t(`points.${line.kind}`, { course: line.course ?? "", from: line.from ?? "" })}
      {line.reason ? <span className="block text-small text-muted">{t(`points.reason.${line.reason}`)}</span> : null}
    </>
  );
  return (
    <Table
      caption={t("points.ledger")}
      rows={lines}
      rowKey={(line) => String(line.seq)}
      columns={[
        { head: t("points.day"), label: t("points.day"), cell: (line) => line.day },
        { head: t("points.what"), label: t("points.what"), cell: what },
        { head: t("points.who"), label: t("points.who"), cell: (line) => line.person ?? "–" },
        { head: t("points.change"), label: t("points.change"), numeric: true, cell: (line) => (line.delta > 0 ? `+${line.delta}` : line.delta) },
      ]}
    />
  );
}
