// When the code at a site can run, and the path that shows it best. Facts carry the paths; this only chooses and names.
// Leaves the call graph to extraction.
import type { Occasion, Reach } from '../model/facts.js';
import type { Rung } from '../model/place.js';
import type { Derivation } from '../model/rule.js';
import { readSection } from './view.js';

export interface Timing {
  rung: Extract<Rung, 'present' | 'reachable' | 'startup'>;
  /** Whether it was worked out at all; when not, `rung` is present and nothing else is known. */
  resolved: boolean;
  occasions: Occasion[]; // sorted as OCCASIONS are
  background: boolean;
  repeats: boolean;
  best: Reach | null;
}

export const occasions: Derivation<(site: number) => Timing> = {
  name: 'occasions',
  reads: ['code'],
  compute(view) {
    const code = readSection(view.facts, 'code');
    const memo = new Map<number, Timing>();
    return (index) => {
      let timing = memo.get(index);
      if (!timing) memo.set(index, (timing = timingOf(code?.sites[index]?.reach ?? null)));
      return timing;
    };
  },
};

const ORDER: Readonly<Record<Occasion, number>> = {
  startup: 0,
  'first-screen': 1,
  background: 2,
  screen: 3,
  'user-act': 4,
  callback: 5,
};

/** The timing that some ways to a site make; null: not worked out. */
export function timingOf(reach: readonly Reach[] | null): Timing {
  if (reach === null || reach.length === 0) {
    return {
      rung: 'present',
      resolved: reach !== null,
      occasions: [],
      background: false,
      repeats: false,
      best: null,
    };
  }
  const sorted = [...reach].sort(
    (a, b) =>
      ORDER[a.occasion] - ORDER[b.occasion] ||
      a.path.length + a.cutSteps - (b.path.length + b.cutSteps) ||
      (a.trigger < b.trigger ? -1 : 1),
  );
  const best = sorted[0]!;
  const early = ORDER[best.occasion] <= 1;
  return {
    rung: early ? 'startup' : 'reachable',
    resolved: true,
    occasions: [...new Set(sorted.map((r) => r.occasion))],
    background: sorted.some((r) => r.occasion === 'background'),
    repeats: sorted.some((r) => r.repeats),
    best,
  };
}
