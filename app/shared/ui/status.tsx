/** Words with a colour, never a colour alone: tags for states, notices for what happened and what to do. */
import type { ReactNode } from "react";

export type Tone = "good" | "attention" | "bad" | "info" | "plain";

const TAGS: Readonly<Record<Tone, string>> = {
  good: "bg-good-soft text-good",
  attention: "bg-attention-soft text-attention",
  bad: "bg-bad-soft text-bad",
  info: "bg-info-soft text-info",
  plain: "bg-surface text-muted",
};
const NOTICES: Readonly<Record<Tone, string>> = {
  good: "border-good bg-good-soft",
  attention: "border-attention bg-attention-soft",
  bad: "border-bad bg-bad-soft",
  info: "border-info bg-info-soft",
  plain: "border-strong bg-surface",
};

export function Tag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <strong className={`inline-block rounded-box px-2.5 py-0.5 text-small whitespace-nowrap ${TAGS[tone]}`}>{children}</strong>;
}

/** `announce` reads it out when it appears after an action. */
export function Notice({ tone, title, announce = false, children }: { tone: Tone; title?: ReactNode; announce?: boolean; children?: ReactNode }) {
  return (
    <div role={announce ? "status" : undefined} className={`mb-6 max-w-measure rounded-box border-l-4 p-4 ${NOTICES[tone]}`}>
      {title ? <p className="font-semibold">{title}</p> : null}
      {children}
    </div>
  );
}

/** Nothing here yet: says so and what to do. */
export function EmptyState({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="mb-6 max-w-measure rounded-box border-2 border-dashed border-line p-6">
      <p className="font-semibold">{title}</p>
      {children ? <div className="mt-2">{children}</div> : null}
    </div>
  );
}
