/** Demonstration only: moves the portal's day ahead, so that notice periods and due days can be lived through. */
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { remindOfCorrections } from "~/features/correction/jobs.server";
import { moveClock } from "~/features/oversight/demonstration-clock.server";
import { runDueWork } from "~/features/positive-list/due-work.server";
import { clockOffsetDays, today } from "~/platform/clock.server";
import { env } from "~/platform/env.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { formatDay } from "~/shared/format";
import { notFound } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";

const clockForm = z.object({ days: z.coerce.number().int().min(1).max(60) });

function demonstrationOnly(): void {
  if (!env().demonstration) throw notFound();
}

export async function loader({ request }: LoaderFunctionArgs) {
  demonstrationOnly();
  const locale = await localeOf(request);
  return { title: translator(locale)("clock.title"), today: formatDay(today(), locale), offset: clockOffsetDays() };
}

export async function action({ request }: ActionFunctionArgs) {
  demonstrationOnly();
  const form = parseForm(await request.formData(), clockForm);
  if (!form.ok) return form.refused;
  await moveClock(form.value.days);
  await runDueWork();
  await remindOfCorrections(today());
  return redirect("/dev/clock");
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ClockPage() {
  const { today: shown, offset } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page title={t("clock.title")} lead={t("clock.lead")}>
      <p className="mb-6 text-lead">{t("clock.today", { day: shown, count: offset })}</p>
      <Form method="post" className="flex flex-wrap gap-4">
        {[1, 7, 15].map((days) => (
          <Button key={days} kind="secondary" name="days" value={days}>
            {t("clock.ahead", { count: days })}
          </Button>
        ))}
      </Form>
    </Page>
  );
}
