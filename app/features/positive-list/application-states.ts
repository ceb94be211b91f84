/** The steps an application can take. Pure; the database holds the same table (0006_positive_list.sql), and a test compares them. */
export const APPLICATION_STATUSES = ["submitted", "checked", "returned", "in-notice", "listed", "refused", "withdrawn"] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];

export const APPLICATION_STEPS: Readonly<Record<ApplicationStatus, readonly ApplicationStatus[]>> = {
  submitted: ["checked", "returned", "withdrawn"],
  checked: ["in-notice", "refused", "withdrawn"],
  // An upheld objection sends it back to be decided again.
  "in-notice": ["listed", "checked", "withdrawn"],
  returned: [],
  listed: [],
  refused: [],
  withdrawn: [],
};

export const mayStep = (from: ApplicationStatus, to: ApplicationStatus): boolean => APPLICATION_STEPS[from].includes(to);
export const isOpen = (status: ApplicationStatus): boolean => APPLICATION_STEPS[status].length > 0;
