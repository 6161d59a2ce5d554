// diagnostic: reading the package met something odd or unreadable, by code.
import type { Condition } from '../../model/rule.js';
import { attribution } from '../../judge/attribution.js';
import { closed, declaredEvidence, either, fits, hitOrClear, strings } from './support.js';

interface Value {
  code: string[]; // "zip/*" allowed
}

export const diagnostic: Condition<Value> = {
  name: 'diagnostic',
  reads: [],
  schema: closed({ code: strings }, ['code']),
  explain: (v) => ({
    en: `reading the package met ${either(v.code).en}`,
    zh: `读取该包时遇到${either(v.code).zh}`,
  }),
  match(v, view) {
    const { app } = view.get(attribution);
    const found = view.facts.diagnostics.filter(({ code }) => fits(code, v.code));
    return hitOrClear(found.map(({ code, place }) => declaredEvidence(`diagnostic:${code}`, app, place)));
  },
};
