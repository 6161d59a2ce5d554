// The orders that more than one room needs, each once: texts, rungs, needs, severities. Leaves weights to
// rules/scoring.yaml and words to text/.
import { RUNGS } from './constants.js';
import type { Need } from './report.js';
import type { Severity } from './rule.js';

/**
 * By code units, as `<` has it: the same on every machine and in every language, unlike localeCompare. That is the order
 * of code points but for characters beyond U+FFFF, which come before U+E000 to U+FFFF.
 */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const RUNG_HEIGHTS: ReadonlyMap<string, number> = new Map(RUNGS.map((rung, height) => [rung, height]));

/** How high evidence stands on the ladder, for showing: an implied permission above a declared one. */
export const rungHeight = (rung: string): number => RUNG_HEIGHTS.get(rung) ?? -1;

/** How firm evidence is, for choosing between takings: what the platform implies is no firmer than what is declared. */
export const rungFirmness = (rung: string): number => Math.max(1, rungHeight(rung));

/**
 * Least to worst. `undecided` stands first: nobody is blamed for what was not judged, and any judgement there is of the
 * same data counts before it.
 */
export const NEEDS_BY_WEIGHT: readonly Need[] = [
  'undecided',
  'necessary',
  'functional',
  'contextual',
  'avoidable',
  'beyond',
  'red-flag',
];
export const needHeight = (need: Need): number => NEEDS_BY_WEIGHT.indexOf(need);
/** Judged, and no worse than `most`. */
export const needAtMost = (need: Need, most: Need): boolean =>
  need !== 'undecided' && needHeight(need) <= needHeight(most);

/** Gravest first, as findings are listed. */
export const SEVERITIES_BY_WEIGHT: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
export const compareSeverity = (a: Severity, b: Severity): number =>
  SEVERITIES_BY_WEIGHT.indexOf(a) - SEVERITIES_BY_WEIGHT.indexOf(b);
