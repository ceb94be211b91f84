/** An enterprise's name as the reader's language has it; the registered Chinese name where there is no other. */
import { sql } from "drizzle-orm";
import { tables } from "~/platform/db.server";
import type { Localised } from "~/shared/locale";

const { enterprises } = tables;

export const enterpriseName = sql<Localised>`jsonb_build_object('zh-CN', ${enterprises.name},
  'en', coalesce(nullif(${enterprises.nameEn}, ''), ${enterprises.name}))`;
