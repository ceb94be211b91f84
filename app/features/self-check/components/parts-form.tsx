/** Topics and whole areas to tick, the person they go to, and the day. */
import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { FieldError, SelectField, TextField } from "~/shared/ui/field";

interface PartArea {
  readonly id: string;
  readonly title: string;
  readonly topics: readonly {
    readonly id: string;
    readonly title: string;
    readonly person: string | null;
    readonly due: string | null;
  }[];
}
interface Props {
  readonly areas: readonly PartArea[];
  readonly members: readonly { readonly id: string; readonly name: string; readonly role: string }[];
  readonly on: string;
  readonly reply: SubmissionResult<string[]> | null;
}

const ROLES = ["learner", "manager", "legal-representative"] as const;

export function PartsForm({ areas, members, on, reply }: Props) {
  const { t } = useTranslation("self-check-work");
  const [form, fields] = useForm<{ topics: string[]; areas: string[]; person: string; dueOn: string }>({
    id: "parts",
    lastResult: reply,
  });
  const roleOf = (role: string) => {
    const known = ROLES.find((each) => each === role);
    return known ? t(`parts.role.${known}`) : role;
  };
  const ticked: Ticked = (name, id) =>
    [fields[name].initialValue].flat().includes(id);
  return (
    <>
      <ErrorSummary
        formErrors={form.errors}
        fields={[
          { field: fields.topics, label: t("parts.choose") },
          { field: fields.person, label: t("parts.person") },
          { field: fields.dueOn, label: t("parts.due") },
        ]}
      />
      <Form method="post" {...getFormProps(form)}>
        <div id={fields.topics.id} tabIndex={-1} className="mb-6">
          <FieldError field={fields.topics} />
          {areas.map((area) => (
            <AreaTicks key={area.id} area={area} ticked={ticked} />
          ))}
        </div>
        <SelectField
          field={fields.person}
          label={t("parts.person")}
          hint={t("parts.personHint")}
          options={[
            ...members.map(({ id, name, role }) => ({
              value: id,
              label: t("parts.option", { name, role: roleOf(role) }),
            })),
            { value: "nobody", label: t("parts.takeBack") },
          ]}
        />
        <TextField field={fields.dueOn} type="date" min={on} label={t("parts.due")} optional />
        <Button>{t("parts.give")}</Button>
      </Form>
    </>
  );
}

type Ticked = (name: "topics" | "areas", id: string) => boolean;

function AreaTicks({ area, ticked }: { area: PartArea; ticked: Ticked }) {
  const { t } = useTranslation("self-check-work");
  return (
    <fieldset className="mb-6 max-w-measure border-t border-line pt-3">
      <legend className="float-left mb-1 w-full font-semibold">{area.title}</legend>
      <div className="clear-both">
        {area.topics.length > 1 ? (
          <Tick name="areas" value={area.id} checked={ticked("areas", area.id)}>
            {t("parts.wholeArea")}
          </Tick>
        ) : null}
        {area.topics.map((topic) => (
          <Tick
            key={topic.id}
            name="topics"
            value={topic.id}
            checked={ticked("topics", topic.id)}
          >
            {topic.title}
            <span className="block text-small text-muted">
              {topic.person === null ? t("parts.nobody") : t("parts.now", { name: topic.person })}
              {topic.due ? ` · ${t("areas.due", { day: topic.due })}` : null}
            </span>
          </Tick>
        ))}
      </div>
    </fieldset>
  );
}

interface TickProps {
  readonly name: "topics" | "areas";
  readonly value: string;
  readonly checked: boolean;
  readonly children: ReactNode;
}

function Tick({ name, value, checked, children }: TickProps) {
  const id = `${name}-${value}`;
  return (
    <div className="flex min-h-11 items-start gap-3 py-1.5">
      <input
        type="checkbox"
        id={id}
        name={name}
        value={value}
        defaultChecked={checked}
        className="mt-1 size-6 shrink-0 accent-accent"
      />
      <label htmlFor={id} className="grow">
        {children}
      </label>
    </div>
  );
}
