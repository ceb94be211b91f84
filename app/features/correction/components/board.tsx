/** Corrections by how far they are. A card moves by what is done on its page. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { SeverityTag } from "~/features/self-check/components/tags";
import type { Severity } from "~/features/self-check/evaluate";
import { Tag } from "~/shared/ui/status";
import type { CorrectionStatus, Standing } from "../standing";
import { StandingTag } from "./standing-tag";

export interface Card {
  readonly id: string;
  readonly status: CorrectionStatus;
  readonly standing: Standing;
  readonly severity: Severity;
  readonly source: "self-check" | "visit" | "warning" | "inspection";
  /** Said where those of several enterprises stand together. */
  readonly enterprise?: string;
  readonly siteName: string;
  /** Absent where owners are not for the reader to know. */
  readonly owner?: string | null;
  readonly text: string;
  readonly dueOn: string;
  readonly recurrenceMonths: number | null;
  readonly extensionAsked: boolean;
}
interface Column {
  readonly status: CorrectionStatus;
  readonly count: number;
  readonly cards: readonly Card[];
}

export function Board({ columns }: { columns: readonly Column[] }) {
  const { t } = useTranslation("correction");
  return (
    <div className="grid gap-6 md:grid-cols-2 xl:grid-cols-4">
      {columns.map(({ status, count, cards }) => (
        <section key={status} aria-labelledby={`column-${status}`} className="min-w-0">
          <h2 id={`column-${status}`} className="mb-3 border-b-2 border-strong pb-2 font-semibold">
            {t(`status.${status}`)} <span className="font-normal text-muted">{count}</span>
          </h2>
          {cards.length === 0 ? <p className="text-muted">{t("list.columnEmpty")}</p> : null}
          <ul>
            {cards.map((card) => (
              <BoardCard key={card.id} card={card} />
            ))}
          </ul>
          {count > cards.length ? (
            <p className="text-small text-muted">{t("list.more", { count: count - cards.length })}</p>
          ) : null}
        </section>
      ))}
    </div>
  );
}

function BoardCard({ card }: { card: Card }) {
  const { t } = useTranslation("correction");
  const { id, text, dueOn, enterprise, siteName, owner, source, standing, status } = card;
  const who = owner === undefined ? [] : [owner ?? t("list.noOwner")];
  return (
    <li
      className={`mb-3 rounded-box border bg-page p-4 ${standing === "overdue" ? "border-l-4 border-bad" : "border-line"}`}
    >
      <Link to={`/corrections/${id}`} className="mb-2 block font-semibold">
        {text}
      </Link>
      <p className="mb-2 flex flex-wrap gap-2">
        <SeverityTag severity={card.severity} />
        {status === "verified" ? null : <StandingTag standing={standing} status={status} />}
        <Marks card={card} />
      </p>
      <p className="text-small text-muted">
        {t("facts.due")} {dueOn}
      </p>
      <p className="text-small text-muted">
        {[...(enterprise ? [enterprise] : []), siteName, t(`source.${source}`), ...who].join(" · ")}
      </p>
    </li>
  );
}

/** What a reader should know before opening it. */
export function Marks({ card }: { card: Pick<Card, "recurrenceMonths" | "extensionAsked"> }) {
  const { t } = useTranslation("correction");
  return (
    <>
      {card.recurrenceMonths === null ? null : (
        <Tag tone="attention">{t("recurrence.tag", { months: card.recurrenceMonths })}</Tag>
      )}
      {card.extensionAsked ? <Tag tone="info">{t("list.extensionAsked")}</Tag> : null}
    </>
  );
}
