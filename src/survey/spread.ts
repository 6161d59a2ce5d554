// Small statistics over finite lists of numbers: quartiles, percentiles, ranks. Knows nothing of apps.
import type { Spread } from '../model/survey.js';

const round1 = (x: number): number => Math.round(x * 10) / 10;

/** Value at share `p` (0…1) of an ascending list, by linear interpolation (type 7 of Hyndman and Fan 1996). */
export function quantile(ascending: readonly number[], p: number): number {
  const at = (ascending.length - 1) * p;
  const below = Math.floor(at);
  const low = ascending[below] ?? 0;
  const high = ascending[Math.min(below + 1, ascending.length - 1)] ?? low;
  return low + (high - low) * (at - below);
}

/** Five numbers and the mean, one decimal each; null for an empty list. */
export function spread(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return {
    count: sorted.length,
    low: round1(sorted[0]!),
    lowerQuarter: round1(quantile(sorted, 0.25)),
    middle: round1(quantile(sorted, 0.5)),
    upperQuarter: round1(quantile(sorted, 0.75)),
    high: round1(sorted[sorted.length - 1]!),
    mean: round1(sorted.reduce((sum, x) => sum + x, 0) / sorted.length),
  };
}

/** Where values stand among themselves: built once, asked for each value. */
export interface Standing {
  count: number;
  /** 1 + how many are greater. */
  rank(value: number): number;
  /** Per cent of the others that are lower, ties counted half, whole number; null when there are no others. */
  percentile(value: number): number | null;
}

export function standing(values: readonly number[]): Standing {
  const sorted = [...values].sort((a, b) => a - b);
  const firstNotBelow = (value: number): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (sorted[mid]! < value) low = mid + 1;
      else high = mid;
    }
    return low;
  };
  const firstAbove = (value: number): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (sorted[mid]! <= value) low = mid + 1;
      else high = mid;
    }
    return low;
  };
  return {
    count: sorted.length,
    rank: (value) => 1 + sorted.length - firstAbove(value),
    percentile: (value) => {
      const others = sorted.length - 1;
      if (others < 1) return null;
      const lower = firstNotBelow(value);
      const ties = firstAbove(value) - lower - 1; // the value itself is not an other
      return Math.round((100 * (lower + Math.max(0, ties) / 2)) / others);
    },
  };
}
