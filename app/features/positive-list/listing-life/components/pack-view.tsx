/** A pack with what was asked, handed in and answered, as both sides see it. */
import { useTranslation } from "react-i18next";
import { SummaryList } from "~/shared/ui/list";
import { Section } from "~/shared/ui/page";
import { Tag } from "~/shared/ui/status";
import type { PackStatus } from "../states";
import { FileList, type ShownFile } from "./file-list";

export interface ShownPack {
  readonly id: string;
  readonly way: "files" | "help-visit";
  readonly status: PackStatus;
  readonly dueOn: string;
  readonly steps: readonly { readonly id: string; readonly kind: "asked" | "handed-in" | "more" | "accepted"; readonly onDay: string; readonly note: string; readonly by: string | null }[];
  readonly files: readonly ShownFile[];
}

export function PackFacts({ pack }: { pack: ShownPack }) {
  const { t } = useTranslation("listing-life");
  return (
    <>
      <SummaryList
        rows={[
          { label: t("pack.way"), value: t(`pack.ways.${pack.way}`) },
          { label: t("pack.status"), value: <Tag tone={pack.status === "accepted" ? "good" : pack.status === "closed" ? "plain" : "attention"}>{t(`packStatus.${pack.status}`)}</Tag> },
          ...(pack.status === "asked" ? [{ label: t("pack.due"), value: pack.dueOn }] : []),
        ]}
      />
      <Section title={t("pack.history")} id={`history-${pack.id}`}>
      <ol className="mb-4">
        {pack.steps.map((step) => (
          <li key={step.id} className="border-t border-line py-2">
            <span className="text-small text-muted">
              {step.onDay} · {t(`packStep.${step.kind}`)}
              {step.by ? ` · ${step.by}` : ""}
            </span>
            <span className="block max-w-measure whitespace-pre-line">{step.note}</span>
          </li>
        ))}
      </ol>
      </Section>
      {pack.way === "files" ? (
        <Section title={t("pack.files")} id={`files-${pack.id}`}>
          <FileList files={pack.files} />
        </Section>
      ) : null}
    </>
  );
}
