/** Narrowing the list of evidence down, by words and by whether it still speaks. */
import { Form, useSearchParams } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { TabLinks } from "~/shared/ui/table";

type Shown = "all" | "valid" | "ending" | "ended";
interface Props {
  readonly text: string;
  readonly show: Shown;
  readonly shown: readonly Shown[];
}

export function EvidenceSearch({ text, show, shown }: Props) {
  const { t } = useTranslation("evidence");
  const [search] = useSearchParams();
  const to = (word: Shown): string => {
    const next = new URLSearchParams(search);
    next.set("show", word);
    next.delete("page");
    return `?${next}`;
  };
  return (
    <>
      <Form method="get" className="mb-6 flex max-w-measure gap-3">
        <input type="hidden" name="show" value={show} />
        <input
          key={text}
          type="search"
          name="q"
          defaultValue={text}
          aria-label={t("list.search")}
          placeholder={t("list.search")}
          className="min-h-11 w-full rounded-box border-2 border-strong bg-page px-3"
        />
        <Button className="shrink-0">{t("list.find")}</Button>
      </Form>
      <TabLinks
        label={t("list.show")}
        tabs={shown.map((word) => ({
          to: to(word),
          label: t(`list.${word}`),
          current: word === show,
        }))}
      />
    </>
  );
}
