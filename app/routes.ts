/** The site map: every URL of the portal, once, grouped by feature. */
import { index, route, type RouteConfig } from "@remix-run/route-config";

export default [
  // Public
  index("routes/public/home.tsx"),
  route("preferences", "routes/public/preferences.ts"),

  // Guidance and law

  // Accounts and sessions

  // Self-check and correction

  // Learning

  // Booking

  // Positive list

  // Machines
] satisfies RouteConfig;
