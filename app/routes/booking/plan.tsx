import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { planForm } from "~/features/booking/forms";
import { savePlan } from "~/features/booking/officer-commands.server";
import { may } from "~/features/booking/policy";
import { ownPlan, PLAN_DAYS } from "~/features/booking/queries.server";
import { HALVES, type Half } from "~/features/booking/slots";
import { today } from "~/platform/clock.server";
import { parseForm } from "~/platform/form.server";
import { holidays } from "~/platform/holidays.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { addDays, weekday } from "~/shared/day";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { isWorkingDay } from "~/shared/working-days";
import { Button } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.handle);
  const locale = await localeOf(request);
  const from = addDays(today(), 1);
  const { open, booked } = await ownPlan(actor, from);
  const days = Array.from({ length: PLAN_DAYS }, (_, ahead) => addDays(from, ahead));
  return {
    from,
    title: translator(locale, "booking")("plan.title"),
    saved: new URL(request.url).searchParams.has("saved"),
    days: days.map((day) => ({
      day,
      label: formatDay(day, locale),
      weekday: String(weekday(day)) as "1",
      works: isWorkingDay(holidays(), day),
      halves: HALVES.map((half) => ({
        half,
        open: open.some((entry) => entry.day === day && entry.half === half),
        booked: bookedIn(booked, day, half, locale),
      })),
    })),
  };
}

function bookedIn(booked: Awaited<ReturnType<typeof ownPlan>>["booked"], day: string, half: Half, locale: Locale) {
  const found = booked.find((entry) => entry.day === day && entry.half === half);
  return found ? { id: found.id, enterprise: found.enterprise[locale] } : null;
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.handle);
  const form = parseForm(await request.formData(), planForm);
  if (!form.ok) return form.refused;
  if ((await savePlan(actor, form.value)) === "booked") return data({ reply: null, booked: true }, { status: 409 });
  return redirect("/plan?saved=1");
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function PlanPage() {
  const { from, days, saved } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("booking");
  type Row = (typeof days)[number];
  const cell = (row: Row, at: 0 | 1) => {
    const half = row.halves[at];
    if (!half) return null;
    if (half.booked)
      return (
        <>
          <input type="hidden" name="open" value={`${row.day} ${half.half}`} />
          <a href={`/agency/appointments/${half.booked.id}`}>{t("plan.booked", { enterprise: half.booked.enterprise })}</a>
        </>
      );
    return (
      <label className="flex min-h-9 items-center gap-2">
        <input type="checkbox" name="open" value={`${row.day} ${half.half}`} defaultChecked={half.open} className="size-6 accent-accent" />
        {t(`plan.${half.half}`)} {t("plan.open")}
      </label>
    );
  };
  return (
    <Page title={t("plan.title")} lead={t("plan.lead")}>
      {saved ? <Notice tone="good" announce title={t("plan.saved")} /> : null}
      {result && "booked" in result ? <Notice tone="bad" announce title={t("plan.bookedError")} /> : null}
      <Form method="post">
        <input type="hidden" name="from" value={from} />
        <Table
          caption={t("plan.caption")}
          captionHidden
          rows={days}
          rowKey={(row) => row.day}
          columns={[
            { head: t("plan.day"), label: t("plan.day"), cell: (row) => `${row.label} ${t(`plan.weekday.${row.weekday}`)}` },
            { head: t("plan.am"), label: t("plan.am"), cell: (row) => (row.works ? cell(row, 0) : <span className="text-muted">{t("plan.holiday")}</span>) },
            { head: t("plan.pm"), label: t("plan.pm"), cell: (row) => (row.works ? cell(row, 1) : null) },
          ]}
        />
        <Button>{t("plan.save")}</Button>
      </Form>
    </Page>
  );
}
