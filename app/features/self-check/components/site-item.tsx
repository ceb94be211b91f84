/** A site in the list of self-checks: its permit, and starting or continuing its self-check. */
import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";

interface Props {
  readonly site: {
    readonly id: string;
    readonly name: string;
    readonly permit: string | null;
    readonly expiresOn: string | null;
    readonly ready: boolean;
    readonly draftId: string | null;
    /** Idempotency key of starting. */
    readonly key: string;
  };
  readonly mayStart: boolean;
}

export function SiteItem({ site, mayStart }: Props) {
  const { t } = useTranslation("self-check");
  return (
    <li className="flex flex-wrap items-center justify-between gap-4 border-t border-line py-4">
      <span>
        <Link to={`/sites/${site.id}`} className="font-semibold">
          {site.name}
        </Link>
        <span className="block text-small text-muted">
          {site.ready
            ? t(site.permit ? "list.permit" : "list.registered", {
                number: site.permit,
                day: site.expiresOn ?? t("list.noDay"),
              })
            : t("list.notReady")}
        </span>
      </span>
      {site.draftId ? <Link to={`/self-checks/${site.draftId}`}>{t("list.continue")}</Link> : null}
      {!site.draftId && site.ready && mayStart ? (
        <Form method="post">
          <input type="hidden" name="siteId" value={site.id} />
          <input type="hidden" name="idempotencyKey" value={site.key} />
          <Button aria-label={t("list.startAt", { site: site.name })}>{t("list.start")}</Button>
        </Form>
      ) : null}
    </li>
  );
}
