/**
 * What every route answers to every role: the table behind the matrix test. A route without a row here is a test that
 * fails, so whoever adds a route says who may open it and who may post to it.
 */
import type { Tenant } from "./tenant";

export const ROLES = ["visitor", "learner", "manager", "legal-representative", "officer", "approver", "supervisor", "editor", "administrator"] as const;
export type Role = (typeof ROLES)[number];

export interface Expectation {
  /** Who may open it; nobody when the route only takes posts. */
  readonly get: readonly Role[];
  /** Who may post to it; nobody when it takes none. */
  readonly post: readonly Role[];
  /** Its address, with ids of this enterprise where the route has parameters. */
  readonly path: (tenant: Tenant) => string;
  /** Ids in the address belong to an enterprise: those of another one are not there. */
  readonly owned?: true;
  /** What those who may open it get; 200 when not said. */
  readonly answer?: readonly number[];
}

const EVERYONE = ROLES;
const NOBODY: readonly Role[] = [];
const ENTERPRISE: readonly Role[] = ["learner", "manager", "legal-representative"];
const LEADS: readonly Role[] = ["manager", "legal-representative"];
const AGENCY: readonly Role[] = ["officer", "approver", "supervisor", "editor"];
const READERS: readonly Role[] = ["officer", "approver", "supervisor"];
const DECIDERS: readonly Role[] = ["officer", "approver"];
const PEOPLE: readonly Role[] = ROLES.filter((role) => role !== "visitor");

const open = (path: string, more: Partial<Expectation> = {}): Expectation => ({ get: EVERYONE, post: NOBODY, path: () => path, ...more });
const closed = (path: string, get: readonly Role[], post: readonly Role[] = NOBODY, more: Partial<Expectation> = {}): Expectation => ({ get, post, path: () => path, ...more });
const owned = (path: Expectation["path"], get: readonly Role[], post: readonly Role[] = NOBODY, more: Partial<Expectation> = {}): Expectation => ({ get, post, path, owned: true, ...more });

const QUESTION = "core-eia-acceptance";

/** By the pattern of `app/routes.ts`. */
export const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  "/": open("/"),
  "/preferences": { get: NOBODY, post: EVERYONE, path: () => "/preferences" },
  "/about": open("/about"),
  "/accessibility": open("/accessibility"),
  "/contact": open("/contact"),
  "/reports/:code": { get: EVERYONE, post: NOBODY, path: ({ reportCode }) => `/reports/${reportCode}` },
  "/guidance": open("/guidance"),
  "/guidance/:sector/:slug": open("/guidance/general/none", { answer: [404] }),
  "/cases/:slug": open("/cases/none", { answer: [404] }),
  "/questions/:questionId": open(`/questions/${QUESTION}`),
  "/search": open("/search?q=KANARI"),
  "/law": open("/law"),
  "/law/changes": open("/law/changes"),
  "/law/:instrument": open("/law/eec-2026"),
  "/law/:instrument/:article": open("/law/eec-2026/1108"),

  "/sign-in": open("/sign-in", { post: EVERYONE, answer: [200, 302] }),
  "/sign-in/second-factor": open("/sign-in/second-factor", { post: EVERYONE, answer: [302] }),
  "/sign-in/confirm": open("/sign-in/confirm", { post: EVERYONE, answer: [200, 302] }),
  "/sign-in/resume": open("/sign-in/resume?resume=none", { answer: [200, 302] }),
  "/sign-out": open("/sign-out", { post: EVERYONE, answer: [302] }),
  "/invitation/:token": open("/invitation/none", { post: EVERYONE }),
  "/reset": open("/reset", { post: EVERYONE }),
  "/reset/:token": open("/reset/none", { post: EVERYONE }),
  "/account": closed("/account", PEOPLE, PEOPLE),
  "/members": closed("/members", ["legal-representative"], ["legal-representative"]),
  "/access-log": closed("/access-log", LEADS),
  "/enterprises": closed("/enterprises", AGENCY),
  "/enterprises/new": closed("/enterprises/new", ["officer"], ["officer"]),
  "/accounts": closed("/accounts", ["administrator"], ["administrator"]),
  "/accounts/keys": closed("/accounts/keys", ["administrator"], ["administrator"]),
  "/accounts/agencies/:agencyId": { get: ["administrator"], post: ["administrator"], path: ({ agencyId }) => `/accounts/agencies/${agencyId}` },
  "/dev/outbox": open("/dev/outbox"),
  "/dev/codes": open("/dev/codes"),
  "/dev/clock": open("/dev/clock", { post: EVERYONE }),

  "/dashboard": closed("/dashboard", ENTERPRISE),
  "/work": closed("/work", AGENCY),

  "/sites/:siteId": owned(({ siteId }) => `/sites/${siteId}`, ENTERPRISE, LEADS),
  "/sites/:siteId/start": owned(({ siteId }) => `/sites/${siteId}/start`, LEADS, LEADS, { answer: [302] }),
  "/self-checks/compare": owned(({ unsharedId, sharedId }) => `/self-checks/compare?a=${sharedId}&b=${unsharedId}`, ENTERPRISE),
  "/self-checks": closed("/self-checks", ENTERPRISE, LEADS),
  "/self-checks/:selfCheckId": owned(({ draftId }) => `/self-checks/${draftId}`, ENTERPRISE),
  "/self-checks/:selfCheckId/complete": owned(({ draftId }) => `/self-checks/${draftId}/complete`, LEADS, LEADS),
  "/self-checks/:selfCheckId/result": owned(({ unsharedId }) => `/self-checks/${unsharedId}/result`, ENTERPRISE),
  "/self-checks/:selfCheckId/share": owned(({ unsharedId }) => `/self-checks/${unsharedId}/share`, LEADS, LEADS),
  "/self-checks/:selfCheckId/report.pdf": owned(({ unsharedId }) => `/self-checks/${unsharedId}/report.pdf`, ENTERPRISE),
  "/self-checks/:selfCheckId/report.xlsx": owned(({ unsharedId }) => `/self-checks/${unsharedId}/report.xlsx`, ENTERPRISE),
  "/self-checks/:selfCheckId/evidence/:questionId": owned(({ draftId }) => `/self-checks/${draftId}/evidence/${QUESTION}`, ENTERPRISE, ENTERPRISE),
  "/self-checks/:selfCheckId/answers": owned(({ draftId }) => `/self-checks/${draftId}/answers`, NOBODY, ENTERPRISE),
  "/self-checks/:selfCheckId/evidence/:questionId/upload": owned(({ draftId }) => `/self-checks/${draftId}/evidence/${QUESTION}/upload`, NOBODY, ENTERPRISE),
  "/self-checks/:selfCheckId/answers.xlsx": owned(({ draftId }) => `/self-checks/${draftId}/answers.xlsx`, ENTERPRISE),
  "/self-checks/:selfCheckId/import": owned(({ draftId }) => `/self-checks/${draftId}/import`, ENTERPRISE, ENTERPRISE),
  "/self-checks/:selfCheckId/parts": owned(({ draftId }) => `/self-checks/${draftId}/parts`, LEADS, LEADS),
  "/self-checks/:selfCheckId/questions/:questionId": owned(({ draftId }) => `/self-checks/${draftId}/questions/${QUESTION}`, ENTERPRISE, ENTERPRISE),
  "/self-checks/:selfCheckId/table": owned(({ draftId }) => `/self-checks/${draftId}/table`, ENTERPRISE, ENTERPRISE),
  "/self-checks/:selfCheckId/round": owned(({ draftId }) => `/self-checks/${draftId}/round`, ENTERPRISE),
  "/self-checks/:selfCheckId/round.json": owned(({ draftId }) => `/self-checks/${draftId}/round.json`, ENTERPRISE),
  "/self-checks/:selfCheckId/:topic": owned(({ draftId, topic }) => `/self-checks/${draftId}/${topic}`, ENTERPRISE, ENTERPRISE),
  "/agency/corrections": closed("/agency/corrections", READERS),
  "/agency/self-checks": closed("/agency/self-checks", READERS),
  "/agency/self-checks/:selfCheckId": owned(({ sharedId }) => `/agency/self-checks/${sharedId}?purpose=visit`, READERS, READERS),
  "/evidence": closed("/evidence", ENTERPRISE),
  "/evidence/:evidenceId": owned(({ evidenceId }) => `/evidence/${evidenceId}?purpose=visit`, [...ENTERPRISE, ...READERS]),
  // The file of these records is no picture.
  "/evidence/:evidenceId/preview": owned(({ evidenceId }) => `/evidence/${evidenceId}/preview?purpose=visit`, [...ENTERPRISE, ...READERS], NOBODY, { answer: [404] }),
  "/corrections": closed("/corrections?view=list", ENTERPRISE, LEADS),
  "/corrections/export/:format": closed("/corrections/export/csv", ENTERPRISE),
  "/enterprises/:enterpriseId/finding": owned(({ enterpriseId }) => `/enterprises/${enterpriseId}/finding`, ["officer"], ["officer"]),
  "/corrections/:correctionId": owned(({ correctionId }) => `/corrections/${correctionId}`, [...ENTERPRISE, ...READERS], [...ENTERPRISE, ...READERS]),

  "/courses": open("/courses"),
  "/courses/:slug": open("/courses/permit-and-ledger", { answer: [200, 404] }),
  "/courses/:slug/exam": closed("/courses/none/exam", ENTERPRISE, ENTERPRISE, { answer: [404] }),
  "/courses/:slug/:lesson": open("/courses/none/none", { post: ENTERPRISE, answer: [404] }),
  // An exam belongs to the person who takes it, not to the colleagues.
  "/attempts/:attemptId": owned(({ attemptId }) => `/attempts/${attemptId}`, ["legal-representative"], ["legal-representative"]),
  "/attempts/:attemptId/result": owned(({ passedId }) => `/attempts/${passedId}/result`, ["legal-representative"]),
  "/points": closed("/points", ENTERPRISE),
  "/certificates/:code": owned(({ certificateCode }) => `/certificates/${certificateCode}`, ENTERPRISE),
  "/certificates/:code.pdf": owned(({ certificateCode }) => `/certificates/${certificateCode}.pdf`, ENTERPRISE),
  "/verify": { ...open("/verify"), path: ({ listingNumber }) => `/verify?code=${listingNumber}` },

  "/appointments": closed("/appointments", ENTERPRISE),
  "/appointments/new": closed("/appointments/new", LEADS, LEADS),
  "/appointments/check": closed("/appointments/check", LEADS, LEADS, { answer: [200, 302, 404] }),
  "/appointments/:appointmentId": owned(({ appointmentId }) => `/appointments/${appointmentId}`, ENTERPRISE, LEADS),
  "/appointments/:appointmentId/invitation.ics": owned(({ appointmentId }) => `/appointments/${appointmentId}/invitation.ics`, ENTERPRISE),
  "/plan": closed("/plan", ["officer"], ["officer"]),
  // Visits are booked at one agency; the approver is of the city's.
  "/agency/appointments/:appointmentId": owned(({ appointmentId }) => `/agency/appointments/${appointmentId}`, ["officer", "supervisor", "editor"], ["officer"]),

  "/positive-list": closed("/positive-list", ENTERPRISE),
  "/positive-list/what-if": closed("/positive-list/what-if", ENTERPRISE),
  "/positive-list/green-finance": closed("/positive-list/green-finance", LEADS, ["legal-representative"]),
  "/inspections": closed("/inspections", READERS, DECIDERS),
  "/inspections/plans/:planId": closed("/inspections/plans/00000000-0000-4000-8000-000000000000", READERS, DECIDERS, { answer: [404] }),
  "/inspections/draws": open("/inspections/draws"),
  "/inspections/draws/:drawId": closed("/inspections/draws/00000000-0000-4000-8000-000000000000", READERS, NOBODY, { answer: [404] }),
  "/inspections/draws/:drawId/data.json": open("/inspections/draws/00000000-0000-4000-8000-000000000000/data.json", { answer: [404] }),
  "/inspections/figures": closed("/inspections/figures", READERS),
  "/inspections/own": closed("/inspections/own", ENTERPRISE),
  "/inspections/conflicts": closed("/inspections/conflicts", DECIDERS, DECIDERS),
  "/inspections/requests": closed("/inspections/requests", READERS, DECIDERS),
  "/inspections/requests/:requestId": closed("/inspections/requests/00000000-0000-4000-8000-000000000000", READERS, DECIDERS, { answer: [404] }),
  "/inspections/clues": closed("/inspections/clues", READERS, DECIDERS),
  "/inspections/clues/:clueId": closed("/inspections/clues/00000000-0000-4000-8000-000000000000", READERS, DECIDERS, { answer: [404] }),
  "/inspections/:inspectionId/code": closed("/inspections/00000000-0000-4000-8000-000000000000/code", DECIDERS, DECIDERS, { answer: [404] }),
  "/entry": open("/entry"),
  "/entry/:code": open("/entry/AAAABBBBCCCCDDDD", { post: ENTERPRISE, answer: [404] }),
  "/inspections/:inspectionId": closed("/inspections/00000000-0000-4000-8000-000000000000", READERS, DECIDERS, { answer: [404] }),
  "/rules": closed("/rules", READERS, DECIDERS),
  "/rules/runs/:runId": closed("/rules/runs/00000000-0000-4000-8000-000000000000", READERS, DECIDERS, { answer: [404] }),
  "/rules/runs/:runId/moves.csv": closed("/rules/runs/00000000-0000-4000-8000-000000000000/moves.csv", READERS, NOBODY, { answer: [404] }),
  "/rules/changes": open("/rules/changes"),
  "/rules/local": open("/rules/local"),
  "/rules/local/:profileId": open("/rules/local/guangzhou"),
  "/positive-list/tasks": closed("/positive-list/tasks", ENTERPRISE, LEADS),
  "/positive-list/apply": closed("/positive-list/apply", ENTERPRISE, ["legal-representative"]),
  "/positive-list/proposal": closed("/positive-list/proposal", LEADS, ["legal-representative"]),
  "/positive-list/packs/:packId": owned(({ packId }) => `/positive-list/packs/${packId}`, LEADS, LEADS),
  "/positive-list/hearings/:hearingId": owned(({ hearingId }) => `/positive-list/hearings/${hearingId}`, LEADS, LEADS),
  "/positive-list/renewal": closed("/positive-list/renewal", LEADS, ["legal-representative"]),
  "/legal-notices": closed("/legal-notices", [...LEADS, ...READERS]),
  "/legal-notices/:legalNoticeId": owned(({ legalNoticeId }) => `/legal-notices/${legalNoticeId}`, [...LEADS, ...READERS], [...LEADS, ...DECIDERS]),
  "/enterprises/:enterpriseId/proposal": owned(({ enterpriseId }) => `/enterprises/${enterpriseId}/proposal`, ["officer"], ["officer"]),
  "/applications": closed("/applications?show=all", READERS),
  "/applications/:applicationId": owned(({ applicationId }) => `/applications/${applicationId}`, READERS, DECIDERS),
  "/applications/:applicationId/request": owned(({ applicationId }) => `/applications/${applicationId}/request`, READERS, ["officer"]),
  "/listings": closed("/listings", READERS),
  "/listings/:listingId/hearing": owned(({ listingId }) => `/listings/${listingId}/hearing`, READERS, DECIDERS),
  "/listings/:listingId": owned(({ listingId }) => `/listings/${listingId}`, READERS, ["approver"]),
  "/register": open("/register"),
  "/register.csv": open("/register.csv"),
  "/register.json": open("/register.json"),
  "/register/:number": { get: EVERYONE, post: NOBODY, path: ({ listingNumber }) => `/register/${listingNumber}` },
  "/register/:number/check": { get: EVERYONE, post: NOBODY, path: ({ listingNumber }) => `/register/${listingNumber}/check` },
  // The listing of these records is suspended: it has no certificate.
  "/register/:number/certificate.pdf": { get: EVERYONE, post: NOBODY, path: ({ listingNumber }) => `/register/${listingNumber}/certificate.pdf`, answer: [404] },
  "/notices/:noticeId": { get: EVERYONE, post: EVERYONE, path: ({ noticeId }) => `/notices/${noticeId}` },
  "/objections": { get: EVERYONE, post: NOBODY, path: ({ objectionCode }) => `/objections?code=${objectionCode}` },
  "/facts": closed("/facts", DECIDERS, DECIDERS),
  "/facts/kinds": closed("/facts/kinds", [...ENTERPRISE, ...AGENCY]),
  // Of the agency that sent the file; nobody has sent this one.
  "/facts/imports/:importId": closed("/facts/imports/00000000-0000-4000-8000-000000000000", DECIDERS, NOBODY, { answer: [404] }),
  "/facts/imports/:importId/faults.csv": closed("/facts/imports/00000000-0000-4000-8000-000000000000/faults.csv", DECIDERS, NOBODY, { answer: [404] }),
  "/facts/:factId": owned(({ factId }) => `/facts/${factId}`, [...ENTERPRISE, ...READERS]),
  // Of these records the fact is in dispute already: the form leads to what was said.
  "/facts/:factId/dispute": owned(({ factId }) => `/facts/${factId}/dispute`, LEADS, LEADS, { answer: [302] }),
  "/fact-disputes": closed("/fact-disputes", [...LEADS, ...READERS]),
  "/fact-disputes/:disputeId": owned(({ disputeId }) => `/fact-disputes/${disputeId}`, [...LEADS, ...READERS], [...LEADS, ...DECIDERS]),
  "/positive-list/facts": closed("/positive-list/facts", ENTERPRISE),
  "/enterprises/:enterpriseId/facts": owned(({ enterpriseId }) => `/enterprises/${enterpriseId}/facts`, READERS),
  "/facts/template/:kind": closed("/facts/template/penalty.csv", DECIDERS, NOBODY, { answer: [200, 404] }),

  "/api/v1/exemptions": { get: EVERYONE, post: EVERYONE, path: () => "/api/v1/exemptions", answer: [401, 405] },
  "/api/v1/exemptions/:uscc": { get: EVERYONE, post: NOBODY, path: ({ uscc }) => `/api/v1/exemptions/${uscc}`, answer: [401] },
  "/api/v1/green-finance": { get: EVERYONE, post: EVERYONE, path: () => "/api/v1/green-finance", answer: [401, 405] },
  "/api/v1/facts": { get: EVERYONE, post: EVERYONE, path: () => "/api/v1/facts", answer: [401, 405] },
  "/api/v1/openapi.json": open("/api/v1/openapi.json"),
  "/.well-known/jwks.json": open("/.well-known/jwks.json"),
};
