// target-sdk: the Android version the app is built for, as the platform reads it (absent: the lowest it runs on).
import type { Condition } from '../../model/rule.js';
import { readSection } from '../../judge/view.js';
import { attribution } from '../../judge/attribution.js';
import { holding } from '../../judge/holding.js';
import { MANIFEST, closed, declaredEvidence, hitOrClear, integer, sentence } from './support.js';

interface Value {
  below?: number;
  atLeast?: number;
  minBelow?: number; // the lowest version it runs on
}

export const targetSdk: Condition<Value> = {
  name: 'target-sdk',
  reads: ['manifest'],
  schema: closed({ below: integer, atLeast: integer, minBelow: integer }),
  explain: (v) =>
    sentence(
      v.below !== undefined && {
        en: `the target API level is below ${v.below}`,
        zh: `目标 API 级别低于 ${v.below}`,
      },
      v.atLeast !== undefined && {
        en: `the target API level is ${v.atLeast} or higher`,
        zh: `目标 API 级别不低于 ${v.atLeast}`,
      },
      v.minBelow !== undefined && {
        en: `it runs on API levels below ${v.minBelow}`,
        zh: `可运行于 API ${v.minBelow} 以下`,
      },
    ),
  match(v, view) {
    if (readSection(view.facts, 'manifest') === null) return { is: 'clear' };
    const { targetSdk: target, minSdk } = view.get(holding);
    if (v.below !== undefined && target >= v.below) return { is: 'clear' };
    if (v.atLeast !== undefined && target < v.atLeast) return { is: 'clear' };
    if (v.minBelow !== undefined && minSdk >= v.minBelow) return { is: 'clear' };
    const { app } = view.get(attribution);
    const more = { args: [String(v.minBelow === undefined ? target : minSdk)] };
    return hitOrClear([declaredEvidence('uses-sdk', app, { ...MANIFEST, symbol: 'uses-sdk' }, more)]);
  },
};
