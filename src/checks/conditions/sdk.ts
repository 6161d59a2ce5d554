// sdk: a named SDK, or one of a category, is in the package. Says nothing about what it takes; join with obtains.
import type { Condition } from '../../model/rule.js';
import { sdkList } from '../../judge/sdks.js';
import {
  MANIFEST,
  boolean,
  closed,
  declaredEvidence,
  either,
  hitOrClear,
  integer,
  sentence,
  strings,
} from './support.js';

interface Value {
  id?: string[];
  category?: string[];
  tracker?: boolean;
  country?: string[];
  atLeast?: number;
}

export const sdk: Condition<Value> = {
  name: 'sdk',
  reads: ['manifest', 'code', 'native', 'files'],
  schema: closed({ id: strings, category: strings, tracker: boolean, country: strings, atLeast: integer }),
  explain: (v) =>
    sentence(
      {
        en: `the package contains ${v.atLeast ? `at least ${v.atLeast} SDKs` : 'an SDK'}`,
        zh: `包内含${v.atLeast ? `至少 ${v.atLeast} 个 ` : ''} SDK`,
      },
      v.id && { en: `(${either(v.id).en})`, zh: `（${either(v.id).zh}）` },
      v.category && { en: `of category ${either(v.category).en}`, zh: `（类别${either(v.category).zh}）` },
      v.tracker === true && { en: 'that tracks users', zh: '（跟踪用户）' },
      v.country && { en: `from ${either(v.country).en}`, zh: `（来自${either(v.country).zh}）` },
    ),
  match(v, view) {
    const found = view.get(sdkList).filter(({ sdk: item, confidence }) => {
      if (confidence === 'low') return false;
      if (v.id && !v.id.includes(item.id)) return false;
      if (v.category && !v.category.some((category) => item.categories.includes(category))) return false;
      if (v.tracker !== undefined && v.tracker !== item.tracker) return false;
      return v.country === undefined || (item.country !== undefined && v.country.includes(item.country));
    });
    if (found.length < (v.atLeast ?? 1)) return { is: 'clear' };
    return hitOrClear(
      found.map(({ sdk: item, signs, confidence }) =>
        declaredEvidence(`sdk:${item.id}`, { kind: 'sdk', id: item.id }, MANIFEST, {
          rung: 'present',
          place: { entry: 'classes.dex', symbol: signs[0] ?? item.id },
          confidence,
          args: [item.name],
        }),
      ),
    );
  },
};
