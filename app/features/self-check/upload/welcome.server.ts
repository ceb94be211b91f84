/** The first look at an upload, before a byte of it is received: not this person, not here, or not so often. */
import { z } from "zod";
import { askFunction } from "~/platform/db.server";
import { grantOf, limitKey } from "~/platform/rate-limit.server";
import type { EnterpriseActor } from "~/shared/actor";
import { tooOften, UPLOADS, uploadsOf } from "../evidence.server";
import { standingIn, type NotHeld } from "../held-question.server";
import { mayAnswerTopic } from "../part";

interface Place {
  readonly selfCheckId: string;
  readonly questionId: string;
}
export type TurnedAway = { readonly is: NotHeld } | { readonly is: "too-often"; readonly message: string };

const welcomeSchema = z.object({
  points: z.int(),
  wait: z.int(),
  selfCheck: z
    .object({
      status: z.enum(["draft", "completed"]),
      versions: z.array(z.object({ id: z.string(), version: z.int() })),
      topics: z.array(z.string()),
    })
    .nullable(),
});

/** Null: it is welcome, as things stand now. Takes one upload of what the person may send in an hour. */
export async function turnedAway(actor: EnterpriseActor, { selfCheckId, questionId }: Place): Promise<TurnedAway | null> {
  const { accountId, enterpriseId } = actor;
  const asked = { accountId, enterpriseId, selfCheckId, limitKey: limitKey(uploadsOf(actor)), seconds: UPLOADS.seconds };
  const { selfCheck, ...taken } = welcomeSchema.parse(await askFunction("app.upload_welcome", JSON.stringify(asked)));
  if (!selfCheck) return { is: "not-found" };
  const own = selfCheck.topics.map((topic) => ({ topic, accountId }));
  const standing = standingIn(selfCheck, questionId, (topic) => mayAnswerTopic(actor, own, topic));
  if (standing !== "held") return { is: standing };
  const { granted, retryAfterSeconds } = grantOf(taken, 1, UPLOADS.points);
  return granted === 1 ? null : { is: "too-often", message: tooOften(retryAfterSeconds) };
}
