import { day } from "./day";

/** The day up to which law and content were checked; shown in the footer, raised with each content release. */
export const CONTENT_AS_OF = day("2026-11-22");
