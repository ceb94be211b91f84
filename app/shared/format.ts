/** Days, instants, money and numbers as readers of each language write them. */
import type { Day } from "./day";
import type { Locale } from "./locale";

/** 22 November 2026 / 2026年11月22日 */
export function formatDay(on: Day | string, locale: Locale): string {
  const [year, month, date] = on.split("-").map(Number) as [number, number, number];
  if (locale === "zh-CN") return `${year}年${month}月${date}日`;
  const name = new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" }).format(Date.UTC(year, month - 1, 1));
  return `${date} ${name} ${year}`;
}

/** 22 November 2026 to 21 November 2027 / 2026年11月22日至2027年11月21日; one day alone when it is one or has no end. */
export function formatPeriod(from: Day | string, to: Day | string | null, locale: Locale): string {
  if (to === null || to === from) return formatDay(from, locale);
  return `${formatDay(from, locale)}${locale === "en" ? " to " : "至"}${formatDay(to, locale)}`;
}

/** Day and time in China, to the minute. */
export function formatInstant(at: Date | string, locale: Locale): string {
  const china = new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString();
  return `${formatDay(china.slice(0, 10), locale)} ${china.slice(11, 16)}`;
}

/** 50,000 yuan / 5万元 */
export function formatYuan(yuan: number, locale: Locale): string {
  if (locale === "en") return `${yuan.toLocaleString("en-GB")} yuan`;
  return yuan >= 10_000 && yuan % 1000 === 0 ? `${yuan / 10_000}万元` : `${yuan.toLocaleString("en-GB")}元`;
}

/** 1.2 MB, 340 KB: in steps of 1024, as file managers count. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** 500000 as 500,000: the same in both languages. */
export const formatCount = (count: number): string => count.toLocaleString("en-US");
