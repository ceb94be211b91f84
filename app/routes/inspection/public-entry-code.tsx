import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { VisitFacts } from "~/features/inspection/components/visit-facts";
import { typed } from "~/features/inspection/entry/code.server";
import { recordArrival } from "~/features/inspection/entry/commands.server";
import { visitByCode } from "~/features/inspection/entry/queries.server";
import { entryVisit } from "~/features/inspection/entry/view";
import { may } from "~/features/inspection/policy";
import { localeOf, translator } from "~/platform/i18n.server";
import { actorOrVisitor, requireActor } from "~/platform/session.server";
import { isPerson } from "~/shared/actor";
import { Button } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const code = typed(params["code"] ?? "");
  const [found, actor, locale] = await Promise.all([visitByCode(code), actorOrVisitor(request), localeOf(request)]);
  const t = translator(locale, "one-check");
  if (!found) return data({ title: t("entry.unknownTitle"), code, visit: null, role: "visitor" as const }, { status: 404 });
  const isOwn = isPerson(actor) && may.seeOwn(actor) && actor.enterpriseId === found.enterpriseId;
  const role = isOwn ? ("own" as const) : isPerson(actor) ? ("other" as const) : ("visitor" as const);
  return data({ title: t("entry.found", { enterprise: found.enterprise[locale] }), code, visit: entryVisit(found, locale), role });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.seeOwn);
  const code = typed(params["code"] ?? "");
  const outcome = await recordArrival(actor, code);
  return outcome === "arrived" ? redirect(`/entry/${encodeURIComponent(code)}`) : data({ outcome }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function EntryCodePage() {
  const { title, code, visit, role } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("one-check");
  if (!visit)
    return (
      <Page title={title} lead={t("entry.unknown")} crumbs={[{ to: "/entry", label: t("entry.title") }]}>
        <Link to="/entry">{t("entry.link")}</Link>
      </Page>
    );
  return (
    <Page title={title} crumbs={[{ to: "/entry", label: t("entry.title") }]}>
      {result ? <Notice tone="bad" announce title={result.outcome === "not-here" ? t("entry.notHere") : t("entry.unknownTitle")} /> : null}
      <VisitFacts visit={visit} />
      <p className="mb-6 max-w-measure">{t("entry.cards")}</p>
      {visit.arrivedAt ? <Notice tone="good" title={`${t("entry.confirmed")} · ${visit.arrivedAt}`} /> : null}
      {!visit.arrivedAt && role === "own" ? (
        <Form method="post">
          <p className="mb-3 max-w-measure">{t("entry.confirmLead")}</p>
          <Button>{t("entry.confirm")}</Button>
        </Form>
      ) : null}
      {!visit.arrivedAt && role === "visitor" ? (
        <Link to={`/sign-in?to=${encodeURIComponent(`/entry/${code}`)}`}>{t("entry.signIn")}</Link>
      ) : null}
    </Page>
  );
}
