import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { typed } from "~/features/inspection/entry/code.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { Button } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";

export async function loader({ request }: LoaderFunctionArgs) {
  const code = typed(new URL(request.url).searchParams.get("code") ?? "");
  if (code !== "") return redirect(`/entry/${encodeURIComponent(code)}`);
  return { title: translator(await localeOf(request), "one-check")("entry.title") };
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function EntryPage() {
  const { title } = useLoaderData<typeof loader>();
  const { t } = useTranslation("one-check");
  return (
    <Page title={title} lead={t("entry.lead")}>
      <Form method="get" className="max-w-measure">
        <label htmlFor="code" className="mb-1 block font-semibold">
          {t("entry.code")}
        </label>
        <input
          id="code"
          name="code"
          required
          autoComplete="off"
          spellCheck={false}
          className="mb-4 block min-h-11 w-full rounded-box border-2 border-strong bg-page px-3 py-2 text-text uppercase"
        />
        <Button>{t("entry.check")}</Button>
      </Form>
    </Page>
  );
}
