/** Switches for what could be different, and the evaluation they lead to. Without JavaScript the form asks the server. */
import { Form } from "@remix-run/react";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { Notice } from "~/shared/ui/status";
import type { Evaluation } from "../evaluation";
import { whatIf, type Situation, type Switches } from "../what-if";
import { useStepName } from "./path-list";

interface Props {
  readonly situation: Situation;
  readonly switches: Switches;
  readonly chosen: readonly string[];
  readonly now: Evaluation;
}

export function WhatIfForm({ situation, switches, chosen: asked, now }: Props) {
  const { t } = useTranslation("positive-list");
  const [chosen, setChosen] = useState(asked);
  const then = whatIf(situation, switches, chosen);
  const follow = (event: FormEvent<HTMLFormElement>) =>
    setChosen(new FormData(event.currentTarget).getAll("with").map(String));
  return (
    <Form method="get" onChange={follow}>
      <Result now={now} then={then} />
      <SwitchList title={t("whatIf.gates")} codes={switches.gates} chosen={asked} />
      <SwitchList title={t("whatIf.items")} codes={switches.items} chosen={asked} />
      <Button kind="secondary">{t("whatIf.calculate")}</Button>
    </Form>
  );
}

function Result({ now, then }: { now: Evaluation; then: Evaluation }) {
  const { t } = useTranslation("positive-list");
  const open = then.gates.filter(({ passed }) => !passed).length;
  const tone = then.recommended ? "good" : then.outcome === "ELIGIBLE" ? "info" : "attention";
  return (
    <Notice tone={tone} announce title={t(`outcome.${then.outcome}`)}>
      <p>
        {t("whatIf.result", {
          before: now.score.total,
          total: then.score.total,
          tier: t(`tier.${then.score.tier}`),
        })}
      </p>
      {open > 0 ? <p>{t("whatIf.openGates", { count: open })}</p> : null}
    </Notice>
  );
}

interface ListProps {
  readonly title: string;
  readonly codes: Switches["gates"] | Switches["items"];
  readonly chosen: readonly string[];
}

function SwitchList({ title, codes, chosen }: ListProps) {
  const name = useStepName();
  if (codes.length === 0) return null;
  return (
    <fieldset className="mb-6 max-w-measure">
      <legend className="mb-1 font-semibold">{title}</legend>
      {codes.map((code) => (
        <div key={code} className="flex min-h-11 items-start gap-3 py-1.5">
          <input
            type="checkbox"
            id={`with-${code}`}
            name="with"
            value={code}
            defaultChecked={chosen.includes(code)}
            className="mt-1 size-6 shrink-0 accent-accent"
          />
          <label htmlFor={`with-${code}`} className="grow">
            {name(code)}
          </label>
        </div>
      ))}
    </fieldset>
  );
}
