// How a method is reached, as facts tell it: for each occasion the path from where Android starts, cut to eight steps.
// Leaves the search to call-graph.ts.
import type { Reach } from '../model/facts.js';
import { OCCASIONS } from '../model/constants.js';
import type { Reached } from './call-graph.js';
import { OCCASION_COUNT, USER_ACT } from './occasions.js';
import { methodSymbol, type Program } from './program.js';

const MAX_STEPS = 8;
/** Longer chains of calls do not occur; a bound keeps a broken chain from hanging us. */
const MAX_WALK = 10_000;

/** @param guardsOf texts in a method that look like a consent check */
export function readReach(
  program: Program,
  reached: Reached,
  guardsOf: (method: number) => readonly string[],
  method: number,
): Reach[] {
  const found: Reach[] = [];
  for (let occasion = 0; occasion < OCCASION_COUNT; occasion++) {
    if ((reached.occasions[method]! & (1 << occasion)) === 0) continue;
    found.push(readPath(program, reached, guardsOf, occasion, method));
  }
  return found;
}

function readPath(
  program: Program,
  reached: Reached,
  guardsOf: (method: number) => readonly string[],
  occasion: number,
  method: number,
): Reach {
  const steps: number[] = [];
  const guards = new Set<string>();
  let trigger: string | null = null;
  let repeats = false;
  let component: string | null = null;
  let state = occasion * reached.methodCount + method;
  for (let i = 0; i < MAX_WALK && state >= 0; i++) {
    const at = state % reached.methodCount;
    steps.push(at);
    for (const guard of guardsOf(at)) guards.add(guard);
    const via = reached.via[state]!;
    const before = reached.parent[state]!;
    if (via > 0) {
      const family = reached.families[via - 1]!;
      repeats ||= family.repeats;
      component ??= family.component ?? null;
      const switched =
        family.occasion !== null ||
        family.when === 'screens' ||
        family.when === 'scheduled' ||
        family.repeats;
      if (switched) trigger ??= family.trigger;
    }
    state = before;
  }
  const root = reached.roots[-1 - state];
  steps.reverse();
  const kept =
    steps.length <= MAX_STEPS ? steps : [...steps.slice(0, MAX_STEPS / 2), ...steps.slice(-MAX_STEPS / 2)];
  return {
    occasion: OCCASIONS[occasion]!,
    component: component ?? root?.component ?? null,
    trigger: trigger ?? root?.trigger ?? '',
    path: kept.map((step) => methodSymbol(program, step)),
    cutSteps: steps.length - kept.length,
    guards: [...guards].sort(),
    consent: occasion === USER_ACT ? 'act' : 'unknown',
    decision: null,
    repeats: repeats || (root?.repeats ?? false),
  };
}
