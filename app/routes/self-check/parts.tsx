import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { PartsForm } from "~/features/self-check/components/parts-form";
import { giveParts } from "~/features/self-check/part-commands.server";
import { workOf } from "~/features/self-check/part-queries.server";
import { may } from "~/features/self-check/policy";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { partsForm } from "~/features/self-check/work-forms";
import { partsView, topicsIn } from "~/features/self-check/work-view.server";
import { today } from "~/platform/clock.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.shareOut);
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  if (!run) throw notFound();
  if (run.status === "completed") throw redirect(`/self-checks/${run.id}/result`);
  const locale = await localeOf(request);
  const work = await workOf(actor, run.id);
  return {
    id: run.id,
    siteName: run.siteName,
    title: translator(locale, "self-check-work")("parts.title"),
    areas: partsView(run, work, locale),
    members: work.members,
    on: today(),
    key: crypto.randomUUID(),
    saved: new URL(request.url).searchParams.has("saved"),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.shareOut);
  const id = uuidParam(params, "selfCheckId");
  const run = await selfCheckRun(actor, id);
  if (!run) throw notFound();
  const form = parseForm(await request.formData(), partsForm(today()));
  if (!form.ok) return form.refused;
  const { person, dueOn = null } = form.value;
  const outcome = await giveParts(actor, id, {
    topics: topicsIn(run, form.value),
    accountId: person === "nobody" ? null : person,
    dueOn,
  });
  if (outcome === "nobody") return form.refuse({ person: ["choose"] });
  return redirect(
    outcome === "not-draft" ? `/self-checks/${id}/result` : `/self-checks/${id}/parts?saved`
  );
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data && `${data.title} · ${data.siteName}` },
];

export default function PartsPage() {
  const { id, siteName, title, saved, key, ...form } = useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check-work");
  const { t: selfCheck } = useTranslation("self-check");
  const result = useActionData<typeof action>();
  return (
    <Page
      kicker={siteName}
      title={title}
      lead={t("parts.lead")}
      crumbs={[
        { to: "/self-checks", label: selfCheck("list.title") },
        { to: `/self-checks/${id}`, label: siteName },
      ]}
    >
      {saved ? <Notice tone="good" announce title={t("parts.given")} /> : null}
      {/* After saving the ticks are gone. */}
      <PartsForm key={key} {...form} reply={result?.reply ?? null} />
    </Page>
  );
}
