import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { planView } from "~/features/self-check/carry-views.server";
import { startSelfCheck } from "~/features/self-check/commands.server";
import { CarryPreview } from "~/features/self-check/components/carry-preview";
import { StartChoice } from "~/features/self-check/components/start-choice";
import { startForm } from "~/features/self-check/forms";
import { may } from "~/features/self-check/policy";
import { startPreview } from "~/features/self-check/rounds.server";
import { today } from "~/platform/clock.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.start);
  const siteId = uuidParam(params, "siteId");
  const preview = await startPreview(actor, siteId, today());
  if (!preview) throw notFound();
  const { site, last, plan } = preview;
  if (site.draftId) throw redirect(`/self-checks/${site.draftId}`);
  const locale = await localeOf(request);
  return {
    title: `${translator(locale, "rounds")("start.title")} · ${site.name}`,
    siteId,
    siteName: site.name,
    lastDay: last?.completedOn ? formatDay(last.completedOn, locale) : null,
    fates: plan ? planView(plan, locale) : [],
    key: crypto.randomUUID(),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.start);
  const siteId = uuidParam(params, "siteId");
  const form = parseForm(await request.formData(), startForm);
  if (!form.ok || form.value.siteId !== siteId) throw new Response("Bad request", { status: 400 });
  const outcome = await startSelfCheck(actor, form.value, today());
  if (outcome.is === "not-found") throw notFound();
  return redirect("id" in outcome ? `/self-checks/${outcome.id}` : `/sites/${siteId}`);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function StartPage() {
  const { siteId, siteName, lastDay, fates, key } = useLoaderData<typeof loader>();
  const { t } = useTranslation("rounds");
  const { t: check } = useTranslation("self-check");
  const kept = fates.find(({ fate }) => fate === "kept")?.count ?? 0;
  return (
    <Page
      kicker={siteName}
      title={t("start.title")}
      lead={t("start.lead")}
      crumbs={[{ to: "/self-checks", label: check("list.title") }]}
    >
      <p className="mb-6 max-w-measure">
        {lastDay === null
          ? t("start.first", { site: siteName })
          : t("start.fromDay", { site: siteName, day: lastDay })}
      </p>
      <CarryPreview fates={fates} />
      <Form method="post">
        <input type="hidden" name="siteId" value={siteId} />
        <input type="hidden" name="idempotencyKey" value={key} />
        <StartChoice kept={lastDay === null ? null : kept} />
        <Button>{t("start.button")}</Button>
      </Form>
    </Page>
  );
}
