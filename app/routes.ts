/** The site map: every URL of the portal, once, grouped by feature. */
import { index, route, type RouteConfig } from "@remix-run/route-config";

export default [
  // Public
  index("routes/public/home.tsx"),
  route("preferences", "routes/public/preferences.ts"),
  route("about", "routes/public/about.tsx"),
  route("accessibility", "routes/public/about.tsx", { id: "routes/public/accessibility" }),
  route("contact", "routes/public/contact.tsx"),

  // Guidance and law
  route("guidance", "routes/guidance/index.tsx"),
  route("guidance/:sector/:slug", "routes/guidance/guide.tsx"),
  route("cases/:slug", "routes/guidance/case.tsx"),
  route("questions/:questionId", "routes/guidance/question.tsx"),
  route("search", "routes/guidance/search.tsx"),
  route("law", "routes/law/index.tsx"),
  route("law/changes", "routes/law/changes.tsx"),
  route("law/:instrument", "routes/law/instrument.tsx"),
  route("law/:instrument/:article", "routes/law/provision.tsx"),

  // Accounts and sessions
  route("sign-in", "routes/session/sign-in.tsx"),
  route("sign-in/second-factor", "routes/session/second-factor.tsx"),
  route("sign-in/confirm", "routes/session/confirm.tsx"),
  route("sign-in/resume", "routes/session/resume.tsx"),
  route("sign-out", "routes/session/sign-out.ts"),
  route("invitation/:token", "routes/session/invitation.tsx"),
  route("reset", "routes/session/reset-ask.tsx"),
  route("reset/:token", "routes/session/reset.tsx"),
  route("account", "routes/accounts/account.tsx"),
  route("members", "routes/accounts/members.tsx"),
  route("access-log", "routes/accounts/access-log.tsx"),
  route("enterprises", "routes/accounts/enterprises.tsx"),
  route("enterprises/new", "routes/accounts/enterprise-new.tsx"),
  route("accounts", "routes/accounts/accounts.tsx"),
  route("accounts/keys", "routes/accounts/keys.tsx"),
  route("accounts/agencies/:agencyId", "routes/accounts/agency.tsx"),
  route("dev/outbox", "routes/dev/outbox.tsx"),
  route("dev/clock", "routes/dev/clock.tsx"),
  route("dev/codes", "routes/dev/codes.tsx"),

  // Overviews
  route("dashboard", "routes/overview/dashboard.tsx"),
  route("work", "routes/overview/work.tsx"),

  // Self-check and correction
  route("sites/:siteId", "routes/self-check/site.tsx"),
  route("self-checks", "routes/self-check/list.tsx"),
  route("self-checks/:selfCheckId", "routes/self-check/overview.tsx"),
  route("self-checks/:selfCheckId/complete", "routes/self-check/complete.tsx"),
  route("self-checks/:selfCheckId/result", "routes/self-check/result.tsx"),
  route("self-checks/:selfCheckId/share", "routes/self-check/share.tsx"),
  route("self-checks/:selfCheckId/report.pdf", "routes/self-check/report.ts"),
  route("self-checks/:selfCheckId/evidence/:questionId", "routes/self-check/evidence.tsx"),
  route("self-checks/:selfCheckId/:topic", "routes/self-check/topic.tsx"),
  route("agency/self-checks/:selfCheckId", "routes/self-check/agency.tsx"),
  route("evidence/:evidenceId", "routes/evidence/file.ts"),
  route("corrections", "routes/correction/list.tsx"),
  route("corrections/:correctionId", "routes/correction/one.tsx"),

  // Learning
  route("courses", "routes/learning/index.tsx"),
  route("courses/:slug", "routes/learning/course.tsx"),
  route("courses/:slug/exam", "routes/learning/exam.tsx"),
  route("courses/:slug/:lesson", "routes/learning/lesson.tsx"),
  route("attempts/:attemptId", "routes/learning/attempt.tsx"),
  route("attempts/:attemptId/result", "routes/learning/result.tsx"),
  route("points", "routes/learning/points.tsx"),
  route("certificates/:code", "routes/learning/certificate.tsx"),
  route("certificates/:code.pdf", "routes/learning/certificate-pdf.ts"),
  route("verify", "routes/learning/verify.tsx"),

  // Booking
  route("appointments", "routes/booking/index.tsx"),
  route("appointments/new", "routes/booking/new.tsx"),
  route("appointments/check", "routes/booking/check.tsx"),
  route("appointments/:appointmentId", "routes/booking/one.tsx"),
  route("appointments/:appointmentId/invitation.ics", "routes/booking/invitation.ts"),
  route("plan", "routes/booking/plan.tsx"),
  route("agency/appointments/:appointmentId", "routes/booking/officer.tsx"),

  // Positive list
  route("positive-list", "routes/positive-list/overview.tsx"),
  route("positive-list/what-if", "routes/positive-list/what-if.tsx"),
  route("positive-list/apply", "routes/positive-list/apply.tsx"),
  route("applications", "routes/positive-list/applications.tsx"),
  route("applications/:applicationId", "routes/positive-list/review.tsx"),
  route("listings/:listingId", "routes/positive-list/listing.tsx"),
  route("register", "routes/positive-list/public-register.tsx"),
  route("register.csv", "routes/positive-list/public-register-data.ts"),
  route("register.json", "routes/positive-list/public-register-data.ts", { id: "routes/positive-list/public-register-json" }),
  route("notices/:noticeId", "routes/positive-list/public-notice.tsx"),
  route("objections", "routes/positive-list/public-objection.tsx"),
  route("facts", "routes/positive-list/facts.tsx"),
  route("facts/template/:kind", "routes/positive-list/facts-template.ts"),

  // Machines
  route("api/v1/exemptions", "routes/api/exemptions-batch.ts"),
  route("api/v1/exemptions/:uscc", "routes/api/exemptions.ts"),
  route("api/v1/openapi.json", "routes/api/openapi.ts"),
  route(".well-known/jwks.json", "routes/api/jwks.ts"),
] satisfies RouteConfig;
