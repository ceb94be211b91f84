import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { correctionsOfSelfCheck } from "~/features/correction/queries.server";
import { agencyPage } from "~/features/self-check/agency-page.server";
import { OpenedSelfCheck, UnopenedSelfCheck } from "~/features/self-check/components/agency-view";
import { purposeSchema } from "~/features/self-check/forms";
import { may } from "~/features/self-check/policy";
import { acknowledgeShare, openShare } from "~/features/self-check/share-agency.server";
import { acknowledgmentSchema } from "~/features/self-check/share-forms";
import { today } from "~/platform/clock.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Page } from "~/shared/ui/page";

/** The work list and the pages of visits and applications say for what; who comes by another way supervises. */
const purposeOf = (value: unknown) => purposeSchema.catch("supervision").parse(value);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readShared);
  const id = uuidParam(params, "selfCheckId");
  const locale = await localeOf(request);
  const purpose = purposeOf(new URL(request.url).searchParams.get("purpose"));
  const corrections = await correctionsOfSelfCheck(actor, id, today());
  const page = await agencyPage(actor, { id, purpose, corrections }, locale, today());
  if (!page) throw notFound();
  return {
    ...page,
    title: translator(locale, "self-check")("agency.title"),
    purpose,
    mayAcknowledge: may.acknowledge(actor),
    idempotencyKey: crypto.randomUUID(),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.readShared);
  const id = uuidParam(params, "selfCheckId");
  const formData = await request.formData();
  const here = `/agency/self-checks/${id}?purpose=${purposeOf(new URL(request.url).searchParams.get("purpose"))}`;
  if (formData.get("intent") === "acknowledge") {
    if (!may.acknowledge(actor)) throw new Response("Forbidden", { status: 403 });
    const form = parseForm(formData, acknowledgmentSchema);
    if (!form.ok) return form.refused;
    if ((await acknowledgeShare(actor, id, form.value)) === "not-found") throw notFound();
    return redirect(here);
  }
  const purpose = purposeOf(formData.get("purpose"));
  if ((await openShare(actor, id, purpose)) === "not-found") throw notFound();
  return redirect(here);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function AgencySelfCheck() {
  const { title, share, opened, purpose, ...rest } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("self-check");
  const { t: sharing } = useTranslation("sharing");
  return (
    <Page
      kicker={share.enterprise.name}
      title={title}
      lead={opened ? t("agency.lead") : sharing("cover.lead")}
      crumbs={[{ to: "/agency/self-checks", label: sharing("list.title") }]}
    >
      {opened ? (
        <OpenedSelfCheck share={share} opened={opened} reply={result?.reply ?? null} {...rest} />
      ) : (
        <UnopenedSelfCheck share={share} purpose={purpose} />
      )}
    </Page>
  );
}
