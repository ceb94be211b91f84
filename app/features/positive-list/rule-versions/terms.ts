/** Terms of putting rules into force. Design values, to be confirmed. */

/** A shadow run older than this says too little of today's enterprises. */
export const RUN_COUNTS_DAYS = 30;
/** Days between the announcement and the day of force, at least. */
export const ANNOUNCED_DAYS = 7;
