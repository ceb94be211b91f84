/** The public register as open data: every listing that stands today, in files for other programs. */
import { Readable } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { and, asc, eq, gt, sql } from "drizzle-orm";
import { tables, withTx } from "~/platform/db.server";
import { VISITOR } from "~/shared/actor";
import { BYTE_ORDER_MARK, csvLine } from "~/shared/table-file";

const { enterprises, listings } = tables;
const ROWS_AT_ONCE = 2_000;

const COLUMNS = {
  number: listings.number,
  enterprise: enterprises.name,
  enterpriseEnglish: sql<string>`coalesce(${enterprises.nameEn}, '')`,
  uscc: enterprises.uscc,
  regionCode: enterprises.regionCode,
  status: listings.status,
  listedOn: listings.listedOn,
  endsOn: listings.endsOn,
};

/** Listed and suspended enterprises by number, some at a time: each part is one short transaction. */
async function* registerRows() {
  for (let after = ""; ; ) {
    const rows = await withTx(VISITOR, (tx) =>
      tx
        .select(COLUMNS)
        .from(listings)
        .innerJoin(enterprises, eq(enterprises.id, listings.enterpriseId))
        .where(and(sql`${listings.status} in ('listed', 'suspended')`, gt(listings.number, after)))
        .orderBy(asc(listings.number))
        .limit(ROWS_AT_ONCE)
    );
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_AT_ONCE) return;
    after = last.number;
  }
}

async function* csv(): AsyncGenerator<string> {
  const names = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
  yield BYTE_ORDER_MARK + csvLine(names);
  for await (const rows of registerRows())
    yield rows.map((row) => csvLine(names.map((name) => row[name]))).join("");
}

async function* json(asOf: string): AsyncGenerator<string> {
  yield `{"asOf":${JSON.stringify(asOf)},"listings":[`;
  let first = true;
  for await (const rows of registerRows())
    for (const row of rows) {
      yield `${first ? "" : ","}\n${JSON.stringify(row)}`;
      first = false;
    }
  yield "\n]}\n";
}

export type DataFormat = "csv" | "json";

/** @param asOf day the data stands for */
export const registerData = (format: DataFormat, asOf: string): ReadableStream<Uint8Array> =>
  createReadableStreamFromReadable(Readable.from(format === "csv" ? csv() : json(asOf)));
