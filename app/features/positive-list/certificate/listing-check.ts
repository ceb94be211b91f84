/** What the certificate of a listing is worth on a day. */
import type { Day } from "~/shared/day";
import { reasonOn, type ListingRow } from "../exemption-answer";

export type CertificateState = "valid" | "suspended" | "ended";

export function certificateState(listing: ListingRow, on: Day): CertificateState {
  const reason = reasonOn(listing, on);
  if (reason === "LISTED") return "valid";
  return reason === "SUSPENDED" ? "suspended" : "ended";
}
