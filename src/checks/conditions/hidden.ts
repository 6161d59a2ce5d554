// hidden: part of the app is kept from any reader: packed, loaded later, native, in another form.
import type { Condition } from '../../model/rule.js';
import { readSection } from '../../judge/view.js';
import { attribution } from '../../judge/attribution.js';
import { frameworks } from '../../judge/frameworks.js';
import { blindness } from '../../judge/unknowns.js';
import { closed, declaredEvidence, either, hitOrClear, placeInCode, strings } from './support.js';

interface Value {
  by: string[]; // codes of scoring.unknowns
}

export const hidden: Condition<Value> = {
  name: 'hidden',
  reads: ['manifest', 'code', 'native', 'files'],
  schema: closed({ by: strings }, ['by']),
  explain: (v) => ({
    en: `part of the app cannot be seen (${either(v.by).en})`,
    zh: `应用的一部分无法查看（${either(v.by).zh}）`,
  }),
  match(v, view) {
    const { app } = view.get(attribution);
    const code = readSection(view.facts, 'code');
    const signs = view.get(frameworks).flatMap((found) => found.signs);
    const found = view
      .get(blindness)
      .unknowns.filter((unknown) => v.by.includes(unknown.code) && unknown.code !== 'section-missing')
      .map((unknown) => {
        const loader =
          unknown.code === 'dynamic-loading' ? code?.sites[code.signals.dynamicLoading[0] ?? -1] : undefined;
        const place = loader
          ? placeInCode(loader)
          : { entry: signs[0] ?? code?.dex[0]?.entry ?? 'AndroidManifest.xml' };
        return declaredEvidence(`hidden:${unknown.code}`, app, place, { rung: 'present' });
      });
    return hitOrClear(found);
  },
};
