import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { query, towardsOf } from "~/features/accounts/arrival.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { postedForm } from "~/platform/posted-form.server";
import { currentSession } from "~/platform/session.server";
import { safePath } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";

export async function loader({ request }: LoaderFunctionArgs) {
  const towards = towardsOf(new URL(request.url));
  const session = await currentSession(request);
  if (!session || session.secondFactorDue) throw redirect(`/sign-in${query(towards)}`);
  const kept = await postedForm(towards.resume ?? "");
  const t = translator(await localeOf(request), "accounts");
  return {
    title: t(kept ? "resume.title" : "resume.gone"),
    kept: kept ? { path: safePath(kept.path), page: safePath(kept.path).split("?")[0] ?? "/", fields: kept.fields.map(([name, value]) => ({ name, value })) } : null,
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ResumePage() {
  const { title, kept } = useLoaderData<typeof loader>();
  const { t } = useTranslation("accounts");
  if (!kept)
    return (
      <Page title={title} lead={t("resume.goneLead")}>
        <Link to="/">{t("resume.start")}</Link>
      </Page>
    );
  return (
    <Page title={title} lead={t("resume.lead")}>
      <form method="post" action={kept.path}>
        {kept.fields.map(({ name, value }, index) => (
          <input key={index} type="hidden" name={name} value={value} />
        ))}
        <Button>{t("resume.submit")}</Button>
      </form>
      <p className="mt-6 max-w-measure text-muted">{t("resume.files")}</p>
      <p className="mt-2">
        <Link to={kept.page}>{t("resume.discard")}</Link>
      </p>
    </Page>
  );
}
