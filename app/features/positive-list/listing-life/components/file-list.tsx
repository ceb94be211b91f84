/** Files that hang on a pack, a hearing or a renewal. */
import { useTranslation } from "react-i18next";
import { formatBytes } from "~/shared/format";

export interface ShownFile {
  readonly id: string;
  readonly fileName: string;
  readonly sizeBytes: number;
}

export function FileList({ files }: { files: readonly ShownFile[] }) {
  const { t } = useTranslation("listing-life");
  if (files.length === 0) return <p className="mb-4 text-muted">{t("pack.noFiles")}</p>;
  return (
    <ul className="mb-4">
      {files.map(({ id, fileName, sizeBytes }) => (
        <li key={id} className="border-t border-line py-2 break-all">
          <a href={`/evidence/${id}?purpose=supervision`}>{fileName}</a> <span className="text-small text-muted">{formatBytes(sizeBytes)}</span>
        </li>
      ))}
    </ul>
  );
}
