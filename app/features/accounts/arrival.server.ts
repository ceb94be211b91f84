/** Where signing in leads: to the form that was being sent, to the page that was asked for, or to the person's own start. */
import { redirect } from "@remix-run/node";
import type { Person } from "~/shared/actor";
import { safePath } from "~/shared/params";

export interface Towards {
  readonly to?: string | undefined;
  readonly resume?: string | undefined;
}

export function towardsOf(url: URL): Towards {
  return { to: url.searchParams.get("to") ?? undefined, resume: url.searchParams.get("resume") ?? undefined };
}

export function query({ to, resume }: Towards): string {
  const params = new URLSearchParams();
  if (resume) params.set("resume", resume);
  else if (to && safePath(to) !== "/") params.set("to", safePath(to));
  return params.size > 0 ? `?${params}` : "";
}

const STARTS = { enterprise: "/dashboard", agency: "/work", administrator: "/accounts" } as const;

export function arrive(person: Person, { to, resume }: Towards, headers: Headers = new Headers()): Response {
  if (resume) return redirect(`/sign-in/resume?${new URLSearchParams({ resume })}`, { headers });
  const path = safePath(to);
  return redirect(path === "/" ? STARTS[person.kind] : path, { headers });
}
