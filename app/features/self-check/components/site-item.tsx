/** A site in the list of self-checks: its permit, and starting or continuing its self-check. */
import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "~/shared/ui/button";
import { Tag } from "~/shared/ui/status";

interface SiteRounds {
  readonly completed: number;
  /** Answers of the newest run that rest on law that has changed since. */
  readonly stale: number;
  readonly newest: { readonly id: string; readonly status: "draft" | "completed" } | null;
  readonly firstStale: { readonly questionId: string; readonly topic: string } | null;
}
interface Props {
  readonly site: {
    readonly id: string;
    readonly name: string;
    readonly permit: string | null;
    readonly expiresOn: string | null;
    readonly ready: boolean;
    readonly draftId: string | null;
    readonly rounds: SiteRounds | null;
    /** The newest completed self-checks, at most two, the newest first. */
    readonly lastTwo: readonly string[];
    /** Idempotency key of starting. */
    readonly key: string;
  };
  readonly mayStart: boolean;
}

export function SiteItem({ site, mayStart }: Props) {
  const { t } = useTranslation("self-check");
  const { t: r } = useTranslation("rounds");
  const [after, before] = site.lastTwo;
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
        {site.rounds && site.rounds.stale > 0 ? <Stale site={site} rounds={site.rounds} mayStart={mayStart} /> : null}
        {after && before ? (
          <Link to={`/self-checks/compare?a=${before}&b=${after}`} className="block text-small">
            {r("list.compare")}
          </Link>
        ) : null}
      </span>
      {site.draftId ? <Link to={`/self-checks/${site.draftId}`}>{t("list.continue")}</Link> : null}
      {!site.draftId && site.ready && mayStart && after ? (
        <ButtonLink to={`/sites/${site.id}/start`} aria-label={r("list.nextAt", { site: site.name })}>
          {r("list.next")}
        </ButtonLink>
      ) : null}
      {!site.draftId && site.ready && mayStart && !after ? (
        <Form method="post">
          <input type="hidden" name="siteId" value={site.id} />
          <input type="hidden" name="idempotencyKey" value={site.key} />
          <Button aria-label={t("list.startAt", { site: site.name })}>{t("list.start")}</Button>
        </Form>
      ) : null}
    </li>
  );
}

/** Law that changed: where the draft can be put right, or the self-check with which to answer again. */
function Stale({ site, rounds, mayStart }: Props & { readonly rounds: SiteRounds }) {
  const { t } = useTranslation("rounds");
  const { stale, newest, firstStale } = rounds;
  const draft = newest?.status === "draft" ? newest.id : null;
  return (
    <span className="mt-1 block">
      <Tag tone="attention">{t("stale.list", { count: stale })}</Tag>{" "}
      {draft && firstStale ? (
        <Link to={`/self-checks/${draft}/${firstStale.topic}#question-${firstStale.questionId}`}>
          {t("stale.look")}
        </Link>
      ) : null}
      {!draft && mayStart ? <Link to={`/sites/${site.id}/start`}>{t("stale.again")}</Link> : null}
    </span>
  );
}
