// app-type: the type the app is judged against. Carries no evidence of its own: it narrows other conditions.
import type { Condition } from '../../model/rule.js';
import { closed, either, sentence, strings } from './support.js';

interface Value {
  is?: string[];
  not?: string[];
}

export const appType: Condition<Value> = {
  name: 'app-type',
  reads: [],
  schema: closed({ is: strings, not: strings }),
  explain: (v) =>
    sentence(
      v.is && { en: `the app is of type ${either(v.is).en}`, zh: `应用属于${either(v.is).zh}类型` },
      v.not && { en: `the app is not of type ${either(v.not).en}`, zh: `应用不属于${either(v.not).zh}类型` },
    ),
  match(v, view) {
    const ids = view.type.types.map((type) => type.id);
    if (ids.length === 0) return { is: 'unknown', because: ['type/unknown'] };
    if (v.is && !v.is.some((id) => ids.includes(id))) return { is: 'clear' };
    if (v.not && v.not.some((id) => ids.includes(id))) return { is: 'clear' };
    return { is: 'hit', evidence: [] };
  },
};
