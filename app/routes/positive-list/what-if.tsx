import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { WhatIfForm } from "~/features/positive-list/components/what-if-form";
import { standingOf } from "~/features/positive-list/overview.server";
import { may } from "~/features/positive-list/policy";
import { switchesOf } from "~/features/positive-list/what-if";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { ButtonLink } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.seeEvaluation);
  const { evaluation, inputs } = await standingOf(actor);
  return {
    title: translator(await localeOf(request), "positive-list")("whatIf.title"),
    now: evaluation,
    situation: inputs,
    switches: switchesOf(inputs, evaluation),
    chosen: new URL(request.url).searchParams.getAll("with"),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function WhatIfPage() {
  const { title, now, situation, switches, chosen } = useLoaderData<typeof loader>();
  const { t } = useTranslation("positive-list");
  const isEmpty = switches.gates.length + switches.items.length === 0;
  return (
    <Page
      title={title}
      lead={t("whatIf.lead")}
      crumbs={[{ to: "/positive-list", label: t("overview.title") }]}
    >
      {isEmpty ? (
        <EmptyState title={t("whatIf.none")}>
          <ButtonLink to="/positive-list" kind="secondary">
            {t("whatIf.back")}
          </ButtonLink>
        </EmptyState>
      ) : (
        <WhatIfForm
          key={chosen.join()}
          situation={situation}
          switches={switches}
          chosen={chosen}
          now={now}
        />
      )}
    </Page>
  );
}
