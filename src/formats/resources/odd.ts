// How the resource readers say that something is odd without knowing which entry they read or who listens.
// Leaves the entry, the level and the bounds on repetition to the extractor.

/**
 * Called once for each oddity met: a diagnostic code, the byte offset within the entry, and the sentence's arguments.
 * Oddities are what Android shrugs off or what costs a unit; what ends the reading is thrown as ParseError.
 */
export type Odd = (code: string, offset: number, args?: Readonly<Record<string, string | number>>) => void;
