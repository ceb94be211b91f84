/** The demonstration's clock: moved ahead only, kept over restarts, and on record. */
import { eq, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { setClockOffsetDays } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { system } from "~/shared/actor";

const { portalState } = tables;
const CLOCK = system("demonstration-clock");

/** Moves the portal's day `days` ahead. Does nothing on a portal without demonstration data. */
export async function moveClock(days: number): Promise<void> {
  await withTx(CLOCK, async (tx) => {
    const [row] = await tx
      .update(portalState)
      .set({ clockOffsetDays: sql`${portalState.clockOffsetDays} + ${days}` })
      .where(eq(portalState.demonstration, true))
      .returning({ offset: portalState.clockOffsetDays });
    if (!row) return;
    await recordEvent(tx, CLOCK, { action: "portal.clock-moved", subjectId: "portal", detail: { days } });
    setClockOffsetDays(row.offset);
  });
}
