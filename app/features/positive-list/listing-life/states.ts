/**
 * Every state of applications (renewals are applications too), listings, proposals, packs and hearings, and the steps
 * between them. Pure; the database holds the same table (`app.step_allowed`), and a test compares each pair.
 */
type Steps<S extends string> = Readonly<Record<S, readonly S[]>>;

export const APPLICATION_STATUSES = [
  "submitted",
  "checked",
  "returned",
  "in-notice",
  "approved",
  "listed",
  "refused",
  "withdrawn",
  "lapsed",
] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];
const APPLICATION: Steps<ApplicationStatus> = {
  submitted: ["checked", "returned", "withdrawn", "lapsed"],
  // The city may send it back to the county.
  checked: ["in-notice", "refused", "submitted", "withdrawn", "lapsed"],
  // What comes to light during the notice sends it back to be decided again.
  "in-notice": ["listed", "approved", "checked", "withdrawn", "lapsed"],
  // A renewal waits for the end of the running listing.
  approved: ["listed", "checked", "withdrawn", "lapsed"],
  returned: [],
  listed: [],
  refused: [],
  withdrawn: [],
  lapsed: [],
};

export const LISTING_STATUSES = ["listed", "suspended", "removed", "expired"] as const;
export type ListingStatus = (typeof LISTING_STATUSES)[number];
const LISTING: Steps<ListingStatus> = {
  listed: ["suspended", "expired"],
  suspended: ["listed", "removed", "expired"],
  removed: [],
  expired: [],
};

export const PROPOSAL_STATUSES = ["open", "accepted", "declined", "withdrawn", "lapsed"] as const;
export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number];
const PROPOSAL: Steps<ProposalStatus> = {
  open: ["accepted", "declined", "withdrawn", "lapsed"],
  accepted: [],
  declined: [],
  withdrawn: [],
  lapsed: [],
};

export const PACK_STATUSES = ["asked", "handed-in", "accepted", "closed"] as const;
export type PackStatus = (typeof PACK_STATUSES)[number];
const PACK: Steps<PackStatus> = {
  // A help visit is accepted without anything being handed in.
  asked: ["handed-in", "accepted", "closed"],
  "handed-in": ["accepted", "asked", "closed"],
  accepted: [],
  closed: [],
};

export const HEARING_STATUSES = ["open", "stated", "waived", "held", "closed"] as const;
export type HearingStatus = (typeof HEARING_STATUSES)[number];
const HEARING: Steps<HearingStatus> = {
  open: ["stated", "waived", "held", "closed"],
  stated: ["held", "closed"],
  waived: ["closed"],
  held: ["closed"],
  closed: [],
};

export const MACHINES = {
  application: APPLICATION,
  listing: LISTING,
  proposal: PROPOSAL,
  pack: PACK,
  hearing: HEARING,
} satisfies Readonly<Record<string, Steps<string>>>;
export type Machine = keyof typeof MACHINES;

/** Whether `machine` may go from one state to another. Unknown states go nowhere. */
export function mayStep(machine: Machine, from: string, to: string): boolean {
  const steps: Readonly<Record<string, readonly string[]>> = MACHINES[machine];
  return steps[from]?.includes(to) ?? false;
}

/** An application that can still change. */
export const isOpen = (status: ApplicationStatus): boolean => APPLICATION[status].length > 0;
export const OPEN_APPLICATIONS = APPLICATION_STATUSES.filter(isOpen);
