/** Profiles for the public pages: what applies where, what it says and on what ground, and how two of them differ. */
import { citationViews } from "~/features/law/content.server";
import { translator } from "~/platform/i18n.server";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import type { Profile } from "../profile";
import { DEFAULT_PROFILE_ID, profileFor, profileVersions, ruledRegions } from "../rules.server";
import { PARTS, valueRows } from "./profile-values";

const keyOf = ({ id, version }: Pick<Profile, "id" | "version">): string => `${id}@${version}`;

/** All versions, those of one place together; the default last, because it fills in. */
const inOrder = (): Profile[] =>
  [...profileVersions().values()].toSorted(
    (a, b) =>
      Number(a.id === DEFAULT_PROFILE_ID) - Number(b.id === DEFAULT_PROFILE_ID) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : a.version - b.version)
  );

export const profileLines = (locale: Locale) =>
  inOrder().map((profile) => ({
    key: keyOf(profile),
    id: profile.id,
    version: profile.version,
    title: profile.title[locale],
    status: profile.status,
    regions: ruledRegions().filter((prefix) => keyOf(profileFor(prefix)) === keyOf(profile)),
    isDefault: profile.id === DEFAULT_PROFILE_ID,
    from: formatDay(profile.validFrom, locale),
    to: profile.validTo && formatDay(profile.validTo, locale),
  }));

/** Null when there is no such version. */
export function profilePage(id: string, version: number, locale: Locale) {
  const profile = profileVersions().get(keyOf({ id, version }));
  if (!profile) return null;
  const rows = rowsOf(profile, locale);
  return {
    id,
    version,
    title: profile.title[locale],
    note: profile.note[locale],
    status: profile.status,
    from: formatDay(profile.validFrom, locale),
    to: profile.validTo && formatDay(profile.validTo, locale),
    others: inOrder().flatMap((other) => (other.id === id && other.version !== version ? [other.version] : [])),
    parts: PARTS.map((part) => ({ part, rows: rows.filter((row) => row.part === part) })).filter(
      (part) => part.rows.length > 0
    ),
  };
}
export type ProfileRow = ReturnType<typeof rowsOf>[number];

function rowsOf(profile: Profile, locale: Locale) {
  const words = { t: translator(locale, "profile-rules"), list: translator(locale, "positive-list") };
  return valueRows(profile, words).map(({ basis, ...row }) => ({
    ...row,
    source: basis.source[locale],
    citations: citationViews(basis.citations, locale),
    isDesign: basis.design,
  }));
}

/** What one of two profiles says, and whether that is the portal's own value. */
interface Said {
  readonly value: string;
  readonly isDesign: boolean;
}

const saidBy = (rows: readonly ProfileRow[]): ReadonlyMap<string, Said> =>
  new Map(rows.map(({ key, value, isDesign }) => [key, { value, isDesign }]));

/** Two versions side by side, what differs first; null unless both are there. */
export function comparison(one: string, other: string, locale: Locale) {
  const [a, b] = [profileVersions().get(one), profileVersions().get(other)];
  if (!a || !b) return null;
  const absent: Said = {
    value: translator(locale, "profile-rules")("absent"),
    isDesign: false,
  };
  const [ours, theirs] = [rowsOf(a, locale), rowsOf(b, locale)];
  const [mine, its] = [saidBy(ours), saidBy(theirs)];
  const rows = [...ours, ...theirs.filter(({ key }) => !mine.has(key))]
    .map(({ key, title }) => {
      const [left, right] = [mine.get(key) ?? absent, its.get(key) ?? absent];
      return { key, title, one: left, other: right, differs: left.value !== right.value };
    })
    .toSorted((x, y) => Number(y.differs) - Number(x.differs));
  const name = (profile: Profile) => `${profile.title[locale]} · ${profile.version}`;
  const differing = rows.filter(({ differs }) => differs).length;
  return { one: name(a), other: name(b), rows, differing };
}
