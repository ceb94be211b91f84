import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { may as mayCorrection } from "~/features/correction/policy";
import { may } from "~/features/overview/policy";
import { may as maySelfCheck } from "~/features/self-check/policy";
import { workOf } from "~/features/overview/work.server";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { Page, Section } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.seeWork);
  const locale = await localeOf(request);
  const groups = await workOf(actor, today(), locale);
  return {
    title: translator(locale)("work.title"),
    readsShared: maySelfCheck.readShared(actor),
    follows: mayCorrection.follow(actor),
    groups: groups.map(({ key, items }) => ({ key, items: items.map((item) => ({ ...item, dueOn: item.dueOn && formatDay(item.dueOn, locale) })) })),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function WorkPage() {
  const { groups, readsShared, follows } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page title={t("work.title")} lead={t("work.lead")}>
      <p className="mb-8 flex flex-wrap gap-x-6">
        <Link to="/enterprises">{t("work.enterprises")}</Link>
        {readsShared ? <Link to="/agency/self-checks">{t("work.shared")}</Link> : null}
        {follows ? <Link to="/agency/corrections">{t("work.followed")}</Link> : null}
      </p>
      {groups.length === 0 ? <EmptyState title={t("work.none")} /> : null}
      {groups.map(({ key, items }) => (
        <Section key={key} title={t(`work.${key}`)}>
          <ul>
            {items.map((item) => (
              <li key={item.to} className="flex flex-wrap justify-between gap-4 border-t border-line py-3">
                <span>
                  <Link to={item.to}>{item.enterprise}</Link>
                  <span className="block text-small text-muted">{item.what}</span>
                </span>
                {item.dueOn ? <span className="text-small text-muted">{t("work.due", { day: item.dueOn })}</span> : null}
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </Page>
  );
}
