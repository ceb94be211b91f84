/**
 * Forms: parsed once at the edge with zod, answered with conform so that they keep what was typed and work without
 * JavaScript. Messages are keys of the `errors` namespace, with parameters as a query: "tooLong?max=200".
 */
import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "@remix-run/node";
import { z } from "zod";
import { SECRET_FIELDS } from "./secret-fields";

type Issue = Parameters<NonNullable<ReturnType<typeof z.config>["customError"]>>[0];

/** Message key of a zod issue that names none itself. */
function messageKey(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined || issue.input === null) return "required";
      return issue.expected === "number" ? "number" : "invalid";
    case "too_small":
      if (issue.origin === "string") return Number(issue.minimum) <= 1 ? "required" : `tooShort?min=${issue.minimum}`;
      return issue.origin === "array" ? `tooFew?min=${issue.minimum}` : `tooSmall?min=${issue.minimum}`;
    case "too_big":
      if (issue.origin === "string") return `tooLong?max=${issue.maximum}`;
      return issue.origin === "array" ? `tooMany?max=${issue.maximum}` : `tooBig?max=${issue.maximum}`;
    case "invalid_value":
      return issue.input === undefined ? "required" : "choose";
    case "invalid_format":
      return ["email", "url", "uuid"].includes(issue.format) ? issue.format : "invalid";
    default:
      return "invalid";
  }
}

type ParsedForm<T> =
  | { ok: true; value: T; refuse: (fieldErrors: Record<string, string[]>) => RefusedForm }
  | { ok: false; refused: RefusedForm };
export type RefusedForm = ReturnType<typeof refusedForm>;

const refusedForm = (reply: SubmissionResult<string[]>) => data({ reply }, { status: 422 });

/** Checks a posted form. When it does not fit, `refused` is the action's answer: 422, one message per field, values kept. */
export function parseForm<S extends z.ZodType>(formData: FormData, schema: S): ParsedForm<z.output<S>> {
  const submission = parseWithZod(withoutNul(formData), { schema, error: messageKey });
  if (submission.status !== "success") return { ok: false, refused: refusedForm(submission.reply({ hideFields: SECRET_FIELDS })) };
  return {
    ok: true,
    value: submission.value as z.output<S>,
    refuse: (fieldErrors) => refusedForm(submission.reply({ fieldErrors, hideFields: SECRET_FIELDS })),
  };
}

/** PostgreSQL's text holds no NUL, and nobody types one. */
function withoutNul(formData: FormData): FormData {
  const clean = new FormData();
  for (const [name, value] of formData)
    clean.append(name.replaceAll("\0", ""), typeof value === "string" ? value.replaceAll("\0", "") : value);
  return clean;
}
