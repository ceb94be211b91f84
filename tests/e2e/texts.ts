/** The portal's own texts, so that a journey presses what its reader sees. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locale } from "../../app/shared/locale";

/** Looks up "<namespace>:<key>"; parameters of the text match anything. */
export function textsOf(locale: Locale): (key: string) => string | RegExp {
  return (key) => {
    const [namespace = "", path = ""] = key.split(":");
    let value: unknown = JSON.parse(readFileSync(join(import.meta.dirname, `../../app/locales/${locale}/${namespace}.json`), "utf8"));
    for (const part of path.split(".")) value = (value as Record<string, unknown> | undefined)?.[part];
    if (typeof value !== "string") throw new Error(`No text ${key} in ${locale}.`);
    if (!value.includes("{{")) return value;
    const pattern = value
      .split(/\{\{\w+\}\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*");
    return new RegExp(`^${pattern}$`);
  };
}
