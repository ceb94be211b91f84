/** What a board or list shows: read from the address, so that a view can be kept as a bookmark. Pure. */
import type { Standing, CorrectionStatus } from "./standing";

export const COLUMNS = ["open", "submitted", "reopened", "verified"] as const satisfies readonly CorrectionStatus[];
export const SEVERITIES = ["red-line", "major", "minor"] as const;
export const SOURCES = ["self-check", "visit", "warning", "inspection"] as const;

export interface Filters {
  readonly view: "board" | "list";
  readonly site: string;
  /** An account's id, or "none" for corrections without an owner. */
  readonly owner: string;
  readonly severity: (typeof SEVERITIES)[number] | "";
  readonly source: (typeof SOURCES)[number] | "";
  readonly overdue: boolean;
  readonly text: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const oneOf = <T extends string>(all: readonly T[], given: string | null): T | "" =>
  all.find((one) => one === given) ?? "";

/** What the address says; anything it cannot mean is left out. */
export function filtersOf(search: URLSearchParams): Filters {
  const id = (name: string): string => {
    const given = search.get(name) ?? "";
    return UUID.test(given) ? given.toLowerCase() : "";
  };
  return {
    view: search.get("view") === "list" ? "list" : "board",
    site: id("site"),
    owner: search.get("owner") === "none" ? "none" : id("owner"),
    severity: oneOf(SEVERITIES, search.get("severity")),
    source: oneOf(SOURCES, search.get("source")),
    overdue: search.get("overdue") === "yes",
    text: (search.get("q") ?? "").replaceAll("\0", "").trim().slice(0, 100),
  };
}

/** The address of the same filters, in another view or file. */
export function searchOf(filters: Filters): string {
  const search = new URLSearchParams({ view: filters.view });
  for (const name of ["site", "owner", "severity", "source"] as const)
    if (filters[name] !== "") search.set(name, filters[name]);
  if (filters.overdue) search.set("overdue", "yes");
  if (filters.text !== "") search.set("q", filters.text);
  return search.toString();
}

export interface BoardLine {
  readonly siteId: string;
  readonly ownerAccountId: string | null;
  readonly severity: string;
  readonly source: string;
  readonly standing: Standing;
  readonly text: { readonly en: string; readonly "zh-CN": string };
  readonly siteName: string;
  readonly owner: string | null;
  readonly measure: string;
}

/** Does a correction fit the filters? The words searched for are those of either language. */
export function fitsFilters(line: BoardLine, filters: Filters): boolean {
  const { site, owner, severity, source, overdue, text } = filters;
  if (site !== "" && line.siteId !== site) return false;
  if (owner === "none" ? line.ownerAccountId !== null : owner !== "" && line.ownerAccountId !== owner)
    return false;
  if (severity !== "" && line.severity !== severity) return false;
  if (source !== "" && line.source !== source) return false;
  if (overdue && line.standing !== "overdue") return false;
  if (text === "") return true;
  const words = [line.text.en, line.text["zh-CN"], line.siteName, line.owner ?? "", line.measure]
    .join("\n")
    .toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}
