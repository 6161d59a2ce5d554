// How every reader says that something is odd without knowing which package it reads or who listens.
// Leaves level and loss of each code to model/diagnostics.ts, sentences to text/words and repetition to the listener.

/**
 * Called for each oddity met: a diagnostic code, where (the byte offset within what is read; of an archive the name of
 * the entry, "" for the archive itself), and the sentence's arguments. Oddities are what Android shrugs off or what
 * costs a unit; what ends the reading is thrown as ParseError.
 */
export type Odd<Where extends number | string = number> = (
  code: string,
  where: Where,
  args?: Readonly<Record<string, string | number>>,
) => void;
