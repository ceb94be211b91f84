/** The facts of many enterprises, page by page: what `factsOf` gives for each, without a query for each. */
import { and, asc, gt, like, lte } from "drizzle-orm";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { system, type Actor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { factsOfMany } from "../enterprise-facts.server";
import type { Fact } from "../facts";
import { isOneOf } from "./is-one-of.server";

export interface EnterpriseBounds {
  /** Enterprises whose ids follow this one. */
  readonly after?: string | null;
  /** Up to and including this id. */
  readonly through?: string | null;
  /** Region code or the beginning of one: "4401". */
  readonly region?: string;
  readonly limit?: number;
  /** These alone. */
  readonly ids?: readonly string[];
}

export interface EnterpriseFacts {
  readonly enterpriseId: string;
  readonly regionCode: string;
  readonly sector: string | null;
  readonly facts: Fact[];
}

const AT_ONCE = 500;

/** In the order of ids. Each page is a short transaction of its own, so a fact may come between two pages. */
export async function* factsByEnterprise(
  on: Day,
  bounds: EnterpriseBounds = {},
  actor: Actor = system("facts-by-enterprise")
): AsyncGenerator<EnterpriseFacts> {
  let { after = null, limit: left = Number.POSITIVE_INFINITY } = bounds;
  while (left > 0) {
    const wanted = Math.min(AT_ONCE, left);
    const page = await withTx(actor, (tx) => factsOfPage(tx, on, { ...bounds, after, limit: wanted }));
    yield* page;
    after = page.at(-1)?.enterpriseId ?? null;
    left -= page.length;
    if (page.length < wanted) return;
  }
}

/** One page within the caller's transaction. */
export async function factsOfPage(
  tx: Tx,
  on: Day,
  { after, through, region, ids: only, limit = only?.length ?? AT_ONCE }: EnterpriseBounds
): Promise<EnterpriseFacts[]> {
  const { enterprises } = tables;
  const page = await tx
    .select({ enterpriseId: enterprises.id, regionCode: enterprises.regionCode, sector: enterprises.sector })
    .from(enterprises)
    .where(
      and(
        after ? gt(enterprises.id, after) : undefined,
        through ? lte(enterprises.id, through) : undefined,
        only ? isOneOf(enterprises.id, only) : undefined,
        region ? like(enterprises.regionCode, `${region}%`) : undefined
      )
    )
    .orderBy(asc(enterprises.id))
    .limit(limit);
  if (page.length === 0) return [];
  const ids = page.map(({ enterpriseId }) => enterpriseId);
  const facts = await factsOfMany(tx, ids, on);
  return page.map((one) => ({ ...one, facts: facts.get(one.enterpriseId) ?? [] }));
}
