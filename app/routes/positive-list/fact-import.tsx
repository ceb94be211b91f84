import { useEffect } from "react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useRevalidator } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Ended, UnderWay } from "~/features/positive-list/fact-file/components/import-progress";
import { findImport } from "~/features/positive-list/fact-file/import-job-queries.server";
import { may } from "~/features/positive-list/policy";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatBytes, formatInstant } from "~/shared/format";
import { notFound, uuidParam } from "~/shared/params";
import { Page } from "~/shared/ui/page";

const LOOK_AGAIN_MS = 3_000;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.importFacts);
  const locale = await localeOf(request);
  const job = await findImport(actor, uuidParam(params, "importId"), locale);
  if (!job) throw notFound();
  const { createdAt, endedAt, isWaiting, ...shown } = job;
  return {
    title: translator(locale, "fact-file")("title"),
    lead: translator(locale, "fact-file")("lead", {
      kind: job.kindLabel,
      file: job.fileName,
      size: formatBytes(job.bytes),
      at: formatInstant(createdAt, locale),
    }),
    isOver: endedAt !== null,
    job: {
      ...shown,
      status: isWaiting ? ("waiting" as const) : job.status,
      seconds: endedAt === null ? 0 : Math.max(1, Math.round((endedAt.getTime() - createdAt.getTime()) / 1000)),
    },
  };
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function FactImportPage() {
  const { title, lead, isOver, job } = useLoaderData<typeof loader>();
  const { t } = useTranslation("fact-file");
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(revalidate, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isOver, revalidate]);
  return (
    <Page title={title} crumbs={[{ to: "/facts", label: t("crumb") }]} lead={<span className="break-words">{lead}</span>}>
      {isOver ? <Ended job={job} /> : <UnderWay job={job} />}
    </Page>
  );
}
