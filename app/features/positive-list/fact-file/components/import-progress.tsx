/** An import under way, or how it ended. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { formatCount } from "~/shared/format";
import { ButtonLink } from "~/shared/ui/button";
import { Notice } from "~/shared/ui/status";
import { FaultRows, type FaultLine } from "../../components/fact-import";
import { JobTag, type JobStatus } from "./job-tag";

export interface ImportShown {
  readonly id: string;
  readonly status: JobStatus;
  readonly rowsRead: number;
  readonly rowsStored: number;
  readonly faultCount: number;
  readonly keptFaults: number;
  readonly seconds: number;
  readonly counts: { readonly added: number; readonly corrected: number; readonly unchanged: number; readonly suspended: number } | null;
  readonly faults: readonly FaultLine[];
}

/** Whoever has no scripts looks again by the link; with scripts the page does it. */
export function UnderWay({ job }: { job: ImportShown }) {
  const { t } = useTranslation("fact-file");
  const { status, rowsRead, rowsStored } = job;
  const rows = formatCount(rowsRead);
  return (
    <>
      <p className="mb-3">
        <JobTag status={status} />
      </p>
      <div aria-live="polite" className="mb-6 max-w-measure">
        {status === "waiting" ? <p>{t("waitingText")}</p> : null}
        {status === "reading" ? <p>{t("readingText", { rows })}</p> : null}
        {status === "storing" ? (
          <>
            <p className="mb-3">{t("storingText", { rows, stored: formatCount(rowsStored) })}</p>
            <progress aria-label={t("progress")} max={rowsRead} value={rowsStored} className="w-full" />
          </>
        ) : null}
      </div>
      <Notice tone="info">{t("promise")}</Notice>
      <ButtonLink kind="secondary" to={`/facts/imports/${job.id}`} preventScrollReset>
        {t("again")}
      </ButtonLink>
    </>
  );
}

export function Ended({ job }: { job: ImportShown }) {
  const { t } = useTranslation("fact-file");
  const { counts, faultCount, keptFaults, faults } = job;
  return (
    <>
      {counts ? (
        <Notice tone="good" title={t("status.done")}>
          <p>
            {t("doneText", {
              rows: formatCount(job.rowsRead),
              added: formatCount(counts.added),
              corrected: formatCount(counts.corrected),
              unchanged: formatCount(counts.unchanged),
              seconds: formatCount(job.seconds),
            })}
          </p>
          {counts.suspended > 0 ? <p className="mt-2">{t("suspended", { count: counts.suspended })}</p> : null}
          <p className="mt-2">{t("follows")}</p>
        </Notice>
      ) : null}
      {job.status === "failed" ? (
        <Notice tone="bad" title={t("status.failed")}>
          {t("failedText")}
        </Notice>
      ) : null}
      {job.status === "refused" ? (
        <>
          <Notice tone="bad" title={t("refusedTitle", { count: faultCount })}>
            <p>{t("refusedText")}</p>
            {faultCount > keptFaults ? <p className="mt-2">{t("kept", { count: keptFaults })}</p> : null}
          </Notice>
          <p className="mb-6">
            <ButtonLink kind="secondary" reloadDocument to={`/facts/imports/${job.id}/faults.csv`}>
              {t("download")}
            </ButtonLink>
          </p>
          {faultCount > faults.length ? <p className="mb-3">{t("shown", { count: faults.length })}</p> : null}
          <FaultRows faults={faults} />
        </>
      ) : null}
      <p>
        <Link to="/facts">{t("newImport")}</Link>
      </p>
    </>
  );
}
