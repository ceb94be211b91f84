/** Everything somebody needs to make a draw again: its inputs, its seed, its result, and their check sums. */
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { revealedDraw } from "~/features/inspection/public-queries.server";
import { notFound, uuidParam } from "~/shared/params";

export async function loader({ params }: LoaderFunctionArgs) {
  const draw = await revealedDraw(uuidParam(params, "drawId"));
  if (!draw) throw notFound();
  return json(draw);
}
