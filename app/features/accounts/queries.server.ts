/** Reads of accounts, enterprises and agencies, bounded by what the actor may see. */
import { eq } from "drizzle-orm";
import { tables, withTx } from "~/platform/db.server";
import type { Person } from "~/shared/actor";
import type { Localised } from "~/shared/locale";

const { agencies, enterprises } = tables;

/** What the header shows as the reader's place: the name of the enterprise or agency. */
export async function placeOf(actor: Person): Promise<Localised> {
  if (actor.kind === "administrator") return { "zh-CN": "平台运维", en: "Portal operator" };
  return withTx(actor, async (tx) => {
    if (actor.kind === "enterprise") {
      const [row] = await tx
        .select({ name: enterprises.name, nameEn: enterprises.nameEn })
        .from(enterprises)
        .where(eq(enterprises.id, actor.enterpriseId));
      return { "zh-CN": row?.name ?? "", en: row?.nameEn ?? row?.name ?? "" };
    }
    const [row] = await tx
      .select({ zh: agencies.nameZh, en: agencies.nameEn })
      .from(agencies)
      .where(eq(agencies.id, actor.agencyId));
    return { "zh-CN": row?.zh ?? "", en: row?.en ?? "" };
  });
}
