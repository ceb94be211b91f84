/** Writes invented enterprises into an empty database: they, their sites and facts, and listings of some of them. */
import { bulkLoad, copyLine, type Loader } from "~/platform/bulk-load.server";
import { addDays, addMonths, type Day } from "~/shared/day";
import { EXEMPTION_KINDS } from "../exemption-answer";
import { factsSchema } from "../facts";
import { ruleText } from "./rule-texts.server";
import { profileFor, ruledRegions, scoreRules } from "../rules.server";
import { snapshotOf } from "./evaluate-many.server";
import { inventedEnterprises, type InventedEnterprise } from "./invented-enterprises";

const AT_ONCE = 2_000;
const NOBODY = "00000000-0000-0000-0000-000000000000";
const SOURCE = "invented";

interface Wanted {
  readonly enterprises: number;
  readonly seed: number;
  readonly on: Day;
}

export interface Loaded {
  readonly enterprises: number;
  readonly facts: number;
  readonly listings: number;
  readonly seconds: number;
  /** Size of the database afterwards. */
  readonly bytes: number;
}

export type LoadOutcome =
  | { readonly is: "loaded"; readonly loaded: Loaded }
  /** Whoever uses a portal has an account in it, and every enterprise is a row: one of either, and nothing is loaded. */
  | { readonly is: "not-empty"; readonly accounts: number; readonly enterprises: number };

const TABLES = ["enterprise", "site", "enterprise_fact", "rule_text", "evaluation", "application", "notice", "listing", "exemption", "number_counter"];

export async function loadInvented(ownerUrl: string, wanted: Wanted): Promise<LoadOutcome> {
  const begun = performance.now();
  const there = await peopleIn(ownerUrl);
  if (there.accounts + there.enterprises > 0) return { is: "not-empty", ...there };
  const written = await bulkLoad(ownerUrl, { tables: TABLES, deferred: ["site", "enterprise_fact"] }, (loader) => load(loader, wanted));
  const bytes = await sizeOf(ownerUrl);
  return { is: "loaded", loaded: { ...written, seconds: Math.round((performance.now() - begun) / 100) / 10, bytes } };
}

function asSystem<R extends object>(ownerUrl: string, text: string): Promise<R[]> {
  return bulkLoad(ownerUrl, { tables: [], deferred: [] }, async ({ query }) => {
    await query("select set_config('app.kind', 'system', true)");
    return query<R>(text);
  });
}

async function peopleIn(ownerUrl: string): Promise<{ accounts: number; enterprises: number }> {
  const [row] = await asSystem<{ accounts: number; enterprises: number }>(
    ownerUrl,
    "select (select count(*)::int from account) as accounts, (select count(*)::int from enterprise) as enterprises"
  );
  return row ?? { accounts: 0, enterprises: 0 };
}

async function sizeOf(ownerUrl: string): Promise<number> {
  const [row] = await asSystem<{ bytes: string }>(ownerUrl, "select pg_database_size(current_database()) as bytes");
  return Number(row?.bytes ?? 0);
}

async function load(loader: Loader, { enterprises, seed, on }: Wanted) {
  const writer = new PopulationWriter(loader, on);
  await writer.ruleTexts();
  for (const one of inventedEnterprises(enterprises, seed, on)) {
    writer.add(one);
    if (writer.waiting >= AT_ONCE) await writer.flush();
  }
  await writer.flush();
  await writer.counters();
  return writer.written;
}

/** Columns of each table in the order of the values that `add` gives. */
const COLUMNS = {
  enterprise: ["id", "uscc", "name", "region_code", "sector", "size"],
  site: ["id", "enterprise_id", "name", "address"],
  enterprise_fact: ["id", "enterprise_id", "kind", "value", "valid_from", "source", "source_ref", "recorded_at"],
  evaluation: ["id", "enterprise_id", "profile_id", "profile_version", "on_day", "profile_hash", "rules_hash", "facts_text", "result_text", "hash"],
  application: ["id", "enterprise_id", "status", "evaluation_id", "pledge", "submitted_by", "submitted_on"],
  notice: ["id", "enterprise_id", "application_id", "starts_on", "ends_on", "closed_at"],
  listing: ["id", "enterprise_id", "application_id", "number", "listed_on", "ends_on"],
  exemption: ["enterprise_id", "listing_id", "kind", "valid_from", "valid_to"],
} as const;
type Table = keyof typeof COLUMNS;
const IN_ORDER: readonly Table[] = ["enterprise", "site", "enterprise_fact", "evaluation", "application", "notice", "listing", "exemption"];

class PopulationWriter {
  readonly written = { enterprises: 0, facts: 0, listings: 0 };
  private readonly lines = new Map<Table, string[]>(IN_ORDER.map((table) => [table, []]));
  private readonly numbers = new Map<string, number>();

  constructor(
    private readonly loader: Loader,
    private readonly on: Day
  ) {}

  get waiting(): number {
    return this.lines.get("enterprise")?.length ?? 0;
  }

  async ruleTexts(): Promise<void> {
    const texts = ["", ...ruledRegions()].map((region) => ruleText(profileFor(region)));
    const distinct = new Map([...texts, ruleText(scoreRules())].map(({ hash, body }) => [hash, body]));
    await this.loader.copy("rule_text", ["hash", "body"], [...distinct].map(copyLine));
  }

  add(one: InventedEnterprise): void {
    this.row("enterprise", [one.id, one.uscc, one.name, one.regionCode, one.sector, one.size]);
    this.row("site", [one.siteId, one.id, "一厂", "虚构路 1 号"]);
    for (const { id, kind, value, from } of one.facts)
      this.row("enterprise_fact", [id, one.id, kind, JSON.stringify(value), from, SOURCE, id, this.recordedAt]);
    this.written.enterprises += 1;
    this.written.facts += one.facts.length;
    if (one.isListed) this.list(one);
  }

  private get recordedAt(): string {
    return `${this.on}T00:00:00.000Z`;
  }

  private list(one: InventedEnterprise): void {
    const { id: enterpriseId, regionCode } = one;
    const { id, packed, hash, result } = snapshotOf({ ...one, enterpriseId, facts: this.factsOf(one) }, this.on);
    const [application, notice, listing] = ["6", "7", "8"].map((mark) => one.siteId.slice(0, 15) + mark + one.siteId.slice(16));
    if (!application || !notice || !listing) return;
    const listedOn = addMonths(this.on, -6);
    const endsOn = addMonths(this.on, 30);
    this.row("evaluation", [
      id, enterpriseId, result.profile.id, result.profile.version, this.on, packed.profile.hash, packed.rules.hash, packed.facts, packed.result, hash,
    ]);
    this.row("application", [application, enterpriseId, "listed", id, '{"version":1}', NOBODY, addDays(listedOn, -30)]);
    this.row("notice", [notice, enterpriseId, application, addDays(listedOn, -12), addDays(listedOn, -1), `${listedOn}T00:00:00Z`]);
    this.row("listing", [listing, enterpriseId, application, this.nextNumber(regionCode, listedOn), listedOn, endsOn]);
    for (const kind of EXEMPTION_KINDS) this.row("exemption", [enterpriseId, listing, kind, listedOn, endsOn]);
    this.written.listings += 1;
  }

  /** As the portal would have read them, with what it computes itself. */
  private factsOf(one: InventedEnterprise) {
    const stored = one.facts.map(({ id, kind, value, from }) => ({
      id, kind, value, validFrom: from, validTo: null, source: SOURCE, recordedAt: this.recordedAt,
    }));
    const portal = {
      id: "portal:open-matters", kind: "open-matters", value: { overdueCorrections: 0, verifiedComplaintsPending: 0 },
      validFrom: this.on, validTo: null, source: "portal",
    };
    return factsSchema.parse([...stored, portal]);
  }

  private nextNumber(regionCode: string, listedOn: Day): string {
    const scope = `${regionCode.slice(0, 4)}-${listedOn.slice(0, 4)}`;
    const last = (this.numbers.get(scope) ?? 0) + 1;
    this.numbers.set(scope, last);
    return `${scope}-${String(last).padStart(6, "0")}`;
  }

  private row(table: Table, values: readonly (string | number | null)[]): void {
    this.lines.get(table)?.push(copyLine(values));
  }

  async flush(): Promise<void> {
    for (const table of IN_ORDER) {
      const lines = this.lines.get(table) ?? [];
      await this.loader.copy(table, COLUMNS[table], lines);
      lines.length = 0;
    }
  }

  async counters(): Promise<void> {
    await this.loader.copy("number_counter", ["scope", "last"], [...this.numbers].map(copyLine));
  }
}
