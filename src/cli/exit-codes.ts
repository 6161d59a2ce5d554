// What the exit code of every command means.

export const EXIT = {
  /** Done and under the threshold. */
  fine: 0,
  /** Done; the threshold was crossed or the gate failed. */
  crossed: 1,
  /** The job could not be done, for this input at least. */
  failed: 2,
  /** Done but incomplete, and --strict was given. */
  incomplete: 3,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Of several outcomes the one to report: could not do it, then crossed, then incomplete, then fine. */
export function worstExit(codes: readonly ExitCode[]): ExitCode {
  for (const code of [EXIT.failed, EXIT.crossed, EXIT.incomplete]) if (codes.includes(code)) return code;
  return EXIT.fine;
}
