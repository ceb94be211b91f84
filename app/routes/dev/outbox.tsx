import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { env } from "~/platform/env.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { listOutbox } from "~/platform/mail.server";
import { formatInstant } from "~/shared/format";
import { notFound } from "~/shared/params";
import { Page, Section } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  if (!env().demonstration) throw notFound();
  const locale = await localeOf(request);
  const mails = (await listOutbox()).map(({ id, at, to, subject, text }) => ({ id, at: formatInstant(at, locale), to, subject, parts: withLinks(text) }));
  return { title: translator(locale, "accounts")("dev.outbox"), mails };
}

/** Text and addresses in turn: every second part is a link. */
const withLinks = (text: string): string[] => text.split(/(https?:\/\/\S+)/);

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function OutboxPage() {
  const { title, mails } = useLoaderData<typeof loader>();
  const { t } = useTranslation("accounts");
  return (
    <Page title={title} lead={t("dev.outboxLead")}>
      {mails.length === 0 ? <EmptyState title={t("dev.outboxEmpty")} /> : null}
      {mails.map((mail) => (
        <Section key={mail.id} id={mail.id} title={mail.subject}>
          <p className="text-small text-muted">
            {mail.at} · {t("dev.to")} {mail.to}
          </p>
          <p className="mt-2 max-w-measure break-words whitespace-pre-wrap">
            {mail.parts.map((part, index) => (index % 2 === 1 ? <a key={index} href={part}>{part}</a> : part))}
          </p>
        </Section>
      ))}
    </Page>
  );
}
