import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { citationView, lawRegistry } from "~/features/law/content.server";
import { localeOf } from "~/platform/i18n.server";
import { notFound, slugParam } from "~/shared/params";
import { Page } from "~/shared/ui/page";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const id = slugParam(params, "instrument");
  const { instruments, provisions } = lawRegistry();
  const instrument = instruments.get(id);
  if (!instrument) throw notFound();
  const list = [...provisions.values()]
    .filter((entry) => entry.instrument.id === id)
    .sort((a, b) => Number.parseFloat(a.provision.article) - Number.parseFloat(b.provision.article))
    .map((entry) => ({ ...citationView(entry.id, locale), summary: entry.provision.summary[locale] }));
  return { title: instrument.title[locale], link: instrument.link, list };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function InstrumentPage() {
  const { title, link, list } = useLoaderData<typeof loader>();
  const { t } = useTranslation("guidance");
  return (
    <Page crumbs={[{ to: "/law", label: t("law.title") }]} title={title} lead={t("law.ownWords")}>
      {link ? (
        <p className="mb-6">
          <a href={link} rel="noreferrer">
            {t("law.official")}
          </a>
        </p>
      ) : null}
      <ul>
        {list.map((entry) => (
          <li key={entry.id} className="border-b border-line py-3">
            <h2 className="text-base">
              <Link to={entry.to}>
                {entry.label} · {entry.heading}
              </Link>
            </h2>
            <p className="max-w-measure">{entry.summary}</p>
          </li>
        ))}
      </ul>
    </Page>
  );
}
