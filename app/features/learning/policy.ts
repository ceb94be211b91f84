/** Who may do what with courses and points. Courses and lessons are public; exams are for people of an enterprise. */
import type { Actor, EnterpriseActor } from "~/shared/actor";

export const may = {
  learn: (actor: Actor): actor is EnterpriseActor => actor.kind === "enterprise",
  seePoints: (actor: Actor): actor is EnterpriseActor => actor.kind === "enterprise",
};
