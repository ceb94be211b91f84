import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { SiteForm } from "~/features/self-check/components/site-form";
import { siteForm } from "~/features/self-check/forms";
import { may } from "~/features/self-check/policy";
import { saveSite } from "~/features/self-check/site-commands.server";
import { siteOf } from "~/features/self-check/site-queries.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const site = await siteOf(actor, uuidParam(params, "siteId"));
  if (!site) throw notFound();
  const t = translator(await localeOf(request), "self-check");
  return {
    title: `${t("site.title")} · ${site.name}`,
    site,
    mayEdit: may.editSite(actor),
    saved: new URL(request.url).searchParams.has("saved"),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.editSite);
  const siteId = uuidParam(params, "siteId");
  const formData = await request.formData();
  const form = parseForm(formData, siteForm);
  // What was typed goes on resting on the revision its author had seen.
  if (!form.ok)
    return data(
      { ...form.refused.data, revision: Number(formData.get("revision")), conflict: false },
      { status: 422 }
    );
  const outcome = await saveSite(actor, siteId, form.value);
  if (outcome === "not-found") throw notFound();
  if (outcome === "someone-else") {
    const revision = (await siteOf(actor, siteId))?.revision ?? 0;
    return data(
      { ...form.refuse({ "": ["someoneElse"] }).data, revision, conflict: true },
      { status: 409 }
    );
  }
  return redirect(`/sites/${siteId}?saved`);
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function SitePage() {
  const { site, mayEdit, saved } = useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check");
  const { t: common } = useTranslation();
  const result = useActionData<typeof action>();
  return (
    <Page
      title={site.name}
      kicker={t("site.title")}
      lead={t("site.lead")}
      crumbs={[{ to: "/self-checks", label: t("list.title") }]}
      side={<p className="text-small text-muted">{t("site.frozen")}</p>}
    >
      {saved ? <Notice tone="good" announce title={common("saved")} /> : null}
      <SiteForm site={site} mayEdit={mayEdit} result={result} />
    </Page>
  );
}
