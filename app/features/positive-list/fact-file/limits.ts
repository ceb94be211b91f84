/** How long a file of facts may be. Shown on the page. */
export const FILE_LIMITS = {
  /** Answered at once up to so much, and up to `MAX_ROWS` rows; the rest is worked through beside the requests. */
  atOnceBytes: 1024 * 1024,
  maxMb: 80,
  maxRows: 500_000,
  /** A workbook unpacks to this at most. */
  unpackedBytes: 1024 * 1024 * 1024,
  /** So many faults are kept with their words; all are counted. */
  maxFaults: 20_000,
} as const;
