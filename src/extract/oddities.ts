// Turns what readers find odd, or throw, into diagnostics of an entry, and keeps the codes of what was lost.
// Leaves the sentences to text/words.
import { ParseError } from '../bytes/parse-error.js';
import type { Odd } from '../bytes/odd.js';
import { weightOf } from '../model/diagnostics.js';
import type { Diagnostic, Note } from '../model/place.js';

export interface Oddities {
  odd: Odd;
  /** Runs `read`; a ParseError becomes a diagnostic of level error and null. */
  attempt<T>(read: () => T): T | null;
  /** Codes of what could not be read, sorted: the reasons of a partial section. */
  losses(): string[];
}

/** One code is told at most this often for one entry: the rest says nothing new. */
const REPEATS = 3;

export function openOddities(entry: string, note: Note): Oddities {
  const told = new Map<string, number>();
  const lost = new Set<string>();
  const tell = (level: Diagnostic['level'], code: string, offset: number, args: Diagnostic['args']): void => {
    const times = (told.get(code) ?? 0) + 1;
    told.set(code, times);
    if (times <= REPEATS) note({ code, level, place: { entry, offset }, args: { ...args } });
  };
  return {
    odd(code, offset, args = {}) {
      const { level, loses } = weightOf(code);
      if (loses) lost.add(code);
      tell(level, code, offset, args);
    },
    attempt(read) {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof ParseError)) throw error;
        lost.add(error.code);
        tell('error', error.code, error.offset, error.args);
        return null;
      }
    },
    losses: () => [...lost].sort(),
  };
}
