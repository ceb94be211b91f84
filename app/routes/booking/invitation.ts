/** The appointment as an .ics file. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { invitation } from "~/features/booking/invitation.server";
import { may } from "~/features/booking/policy";
import { findAppointment } from "~/features/booking/queries.server";
import { withTx } from "~/platform/db.server";
import { localeOf } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.see);
  const visit = await withTx(actor, (tx) => findAppointment(tx, actor, uuidParam(params, "appointmentId")));
  if (!visit) throw notFound();
  return new Response(invitation(visit, await localeOf(request)), {
    headers: { "Content-Type": "text/calendar; charset=utf-8", "Content-Disposition": 'attachment; filename="visit.ics"' },
  });
}
