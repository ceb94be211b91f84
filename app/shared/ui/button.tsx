/** One primary action a page; the rest are secondary. A destructive action is a warning button with its consequence above it. */
import { Link, type LinkProps } from "@remix-run/react";
import type { ButtonHTMLAttributes } from "react";

type Kind = "primary" | "secondary" | "warning";

const SHAPE = "inline-flex min-h-11 items-center justify-center rounded-box border-2 px-5 py-2 font-semibold no-underline disabled:opacity-60";
const KINDS: Readonly<Record<Kind, string>> = {
  primary: "border-accent bg-accent text-on-accent hover:underline",
  secondary: "border-strong bg-page text-text hover:border-text",
  warning: "border-bad bg-page text-bad hover:bg-bad-soft",
};

export function Button({ kind = "primary", ...props }: ButtonHTMLAttributes<HTMLButtonElement> & { kind?: Kind }) {
  return <button type="submit" {...props} className={`${SHAPE} ${KINDS[kind]} ${props.className ?? ""}`} />;
}

export function ButtonLink({ kind = "primary", ...props }: LinkProps & { kind?: Kind }) {
  return <Link {...props} className={`${SHAPE} ${KINDS[kind]}`} />;
}
