import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { FindingForm } from "~/features/correction/components/finding-form";
import { findingForm } from "~/features/correction/forms";
import { may } from "~/features/correction/policy";
import { enterpriseForFinding, stateFinding } from "~/features/correction/state-finding.server";
import { isKnownCitation } from "~/features/law/content.server";
import { today } from "~/platform/clock.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Page } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.state);
  const enterprise = await enterpriseForFinding(actor, uuidParam(params, "enterpriseId"));
  if (!enterprise) throw notFound();
  return {
    title: translator(await localeOf(request), "correction")("state.title"),
    enterprise,
    on: today(),
    idempotencyKey: crypto.randomUUID(),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.state);
  const enterprise = await enterpriseForFinding(actor, uuidParam(params, "enterpriseId"));
  if (!enterprise) throw notFound();
  const form = parseForm(await request.formData(), findingForm(today(), isKnownCitation));
  if (!form.ok) return form.refused;
  const outcome = await stateFinding(actor, enterprise.id, form.value);
  if (outcome.is === "not-found") return data(form.refuse({ siteId: ["choose"] }).data, { status: 422 });
  return redirect(`/corrections/${outcome.correctionId}?saved`);
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function StateFinding() {
  const { title, enterprise, on, idempotencyKey } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("correction");
  const { t: accounts } = useTranslation("accounts");
  return (
    <Page
      title={title}
      lead={t("state.lead", { enterprise: enterprise.name })}
      crumbs={[{ to: "/enterprises", label: accounts("enterprises.title") }]}
    >
      {enterprise.sites.length === 0 ? (
        <EmptyState title={t("state.noSites")} />
      ) : (
        <FindingForm sites={enterprise.sites} on={on} idempotencyKey={idempotencyKey} reply={result?.reply ?? null} />
      )}
    </Page>
  );
}
