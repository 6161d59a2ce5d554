// queries: how much of the device's app list the manifest lets the app see without QUERY_ALL_PACKAGES.
import type { Condition } from '../../model/rule.js';
import { readSection } from '../../judge/view.js';
import { attribution } from '../../judge/attribution.js';
import { MANIFEST, boolean, closed, declaredEvidence, hitOrClear, integer, sentence } from './support.js';

interface Value {
  packages?: number; // at least so many named packages
  launchable?: boolean; // an intent that every launchable app answers
}

export const queries: Condition<Value> = {
  name: 'queries',
  reads: ['manifest'],
  schema: closed({ packages: integer, launchable: boolean }),
  explain: (v) =>
    sentence(
      { en: 'the queries element', zh: 'queries 元素' },
      v.packages !== undefined && {
        en: `names at least ${v.packages} apps`,
        zh: `列出了至少 ${v.packages} 个应用`,
      },
      v.launchable && { en: 'asks to see every launchable app', zh: '要求可见所有可启动的应用' },
    ),
  match(v, view) {
    const asked = readSection(view.facts, 'manifest')?.queries;
    if (!asked) return { is: 'clear' };
    if (v.packages !== undefined && asked.packages.length < v.packages) return { is: 'clear' };
    const all = asked.intents.some(
      ({ actions, data }) =>
        data.length === 0 && (actions.includes('android.intent.action.MAIN') || actions.includes('*')),
    );
    if (v.launchable !== undefined && v.launchable !== all) return { is: 'clear' };
    const { app } = view.get(attribution);
    const more = { args: asked.packages.slice(0, 10) };
    return hitOrClear([declaredEvidence('queries', app, { ...MANIFEST, symbol: 'queries' }, more)]);
  },
};
