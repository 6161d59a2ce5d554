// What GitHub's code scanning takes of a SARIF file (docs.github.com, "SARIF support for code scanning", "Validating your
// SARIF file"): a file beyond the first number of a pair is refused, what is beyond the second is dropped. Others take more.

export const SARIF_LIMITS = {
  /** Bytes of the file after gzip. */
  gzippedBytes: 10 * 1024 * 1024,
  runs: 20,
  rules: 25_000,
  results: { refused: 25_000, shown: 5_000 },
  locationsOfResult: { refused: 1_000, shown: 100 },
  threadFlowLocations: { refused: 10_000, shown: 1_000 },
  tagsOfRule: { refused: 20, shown: 10 },
} as const;

/** Locations that we write for one result: the strongest evidence; readers go no further down. */
export const OUR_LOCATIONS = 10;
