// How a method is reached, as facts tell it: for each occasion the path from where Android starts, cut to eight steps.
// Leaves the search to call-graph.ts.
import type { Reach } from '../model/facts.js';
import { OCCASIONS } from '../model/constants.js';
import type { Reached } from './reached.js';
import type { Decisions } from './decisions.js';
import { BACKGROUND, FIRST_SCREEN, OCCASION_COUNT, STARTUP, USER_ACT } from './occasions.js';
import { methodSymbol, type Program } from './program.js';

const MAX_STEPS = 8;
/** Longer chains of calls do not occur; a bound keeps a broken chain from hanging us. */
const MAX_WALK = 10_000;

export function readReach(program: Program, reached: Reached, decisions: Decisions, method: number): Reach[] {
  const found: Reach[] = [];
  for (let occasion = 0; occasion < OCCASION_COUNT; occasion++) {
    if ((reached.occasions[method]! & (1 << occasion)) === 0) continue;
    found.push(readPath(program, reached, decisions, occasion, method));
  }
  return found;
}

// eslint-disable-next-line complexity -- one walk back along the path, with what each step says
function readPath(
  program: Program,
  reached: Reached,
  decisions: Decisions,
  occasion: number,
  method: number,
): Reach {
  const steps: number[] = [];
  let act = occasion === USER_ACT;
  let decision: Reach['decision'] = null;
  let trigger: string | null = null;
  let repeats = false;
  let component: string | null = null;
  let state = occasion * reached.methodCount + method;
  for (let i = 0; i < MAX_WALK && state >= 0; i++) {
    steps.push(reached.methodOf(state % reached.methodCount));
    const via = reached.via[state]!;
    const before = reached.parent[state]!;
    if (via > 0) {
      const family = reached.families[via - 1]!;
      repeats ||= family.repeats;
      act ||= family.occasion === USER_ACT;
      component ??= family.component ?? null;
      const switched =
        family.occasion !== null ||
        family.when === 'screens' ||
        family.when === 'scheduled' ||
        family.repeats;
      if (switched) trigger ??= family.trigger;
    }
    if (before >= 0)
      decision ??=
        decisions.get(reached.methodOf(before % reached.methodCount))?.decision(reached.at[state]!) ?? null;
    state = before;
  }
  const root = reached.roots[-1 - state];
  act ||= root?.occasion === USER_ACT;
  const consent = consentOf(
    reached.waits[occasion * reached.methodCount + method]!,
    occasion,
    act,
    decision !== null,
  );
  steps.reverse();
  const kept =
    steps.length <= MAX_STEPS ? steps : [...steps.slice(0, MAX_STEPS / 2), ...steps.slice(-MAX_STEPS / 2)];
  return {
    occasion: OCCASIONS[occasion]!,
    component: component ?? root?.component ?? null,
    trigger: trigger ?? root?.trigger ?? '',
    path: kept.map((step) => methodSymbol(program, step)),
    cutSteps: steps.length - kept.length,
    consent,
    decision: consent === 'decision' ? decision : null,
    repeats: repeats || (root?.repeats ?? false),
  };
}

/** Screens and callbacks may come because of something a user does; what nothing holds back there is not known. */
function consentOf(waits: number, occasion: number, act: boolean, decided: boolean): Reach['consent'] {
  if (occasion === USER_ACT) return 'act';
  if (waits === 2) return act ? 'act' : decided ? 'decision' : 'unknown';
  const early = occasion === STARTUP || occasion === FIRST_SCREEN || occasion === BACKGROUND;
  return waits === 0 && early ? 'before' : 'unknown';
}
