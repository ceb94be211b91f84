/** Below the way to the next tier: takes it on, or says how far its tasks are. */
import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";

interface Props {
  readonly plan: { readonly doneCount: number; readonly all: number } | null;
  readonly mayAdopt: boolean;
}

export function AdoptPath({ plan, mayAdopt }: Props) {
  const { t } = useTranslation("next-tier");
  if (plan)
    return (
      <p className="mt-4 flex flex-wrap gap-x-4">
        <span className="font-semibold">{t("summary", { done: plan.doneCount, all: plan.all })}</span>
        <Link to="/positive-list/tasks">{t("open")}</Link>
      </p>
    );
  if (!mayAdopt) return null;
  return (
    <Form method="post" action="/positive-list/tasks" className="mt-4 max-w-measure">
      <p className="mb-2 text-small text-muted">{t("adoptLead")}</p>
      <Button kind="secondary" name="intent" value="adopt">
        {t("adopt")}
      </Button>
    </Form>
  );
}
