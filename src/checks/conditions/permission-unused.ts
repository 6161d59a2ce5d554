// permission-unused: asked for, but nothing in the code takes data that needs it. Only said when all code was read.
import type { Catalogue } from '../../model/catalogue.js';
import type { Condition } from '../../model/rule.js';
import { gapsIn } from '../../judge/view.js';
import { attribution } from '../../judge/attribution.js';
import { declared } from '../../judge/declared.js';
import { obtains } from '../../judge/obtains.js';
import { blindness } from '../../judge/unknowns.js';
import { closed, declaredEvidence, either, hitOrClear, strings } from './support.js';

interface Value {
  class?: string[];
  opens?: string[];
}
/** What can hide a use so well that "unused" must not be said. */
const HIDING = new Set([
  'packed',
  'code-hidden-part',
  'dynamic-loading',
  'missing-splits',
  'components-missing',
  'hidden-dex',
]);

/**
 * Every permission that some way of taking these kinds may rest on: COARSE beside FINE, storage beside media. What one of
 * them may need must not be called unused.
 */
function permissionsOfKinds({ kinds }: Catalogue, taken: ReadonlySet<string>): ReadonlySet<string> {
  const near = kinds.filter(
    ({ id, coarser, coveredBy }) =>
      taken.has(id) ||
      kinds.some((kind) => taken.has(kind.id) && kind.coarser === id) ||
      (coarser !== undefined && taken.has(coarser)) ||
      coveredBy?.some((wider) => taken.has(wider)),
  );
  const ranges = near.flatMap(({ routes }) => routes.flatMap(({ permissions }) => permissions ?? []));
  return new Set([
    ...near.flatMap(({ permissions }) => permissions.map(({ name }) => name)),
    ...ranges.flatMap(({ allOf, anyOf }) => [...(allOf ?? []), ...(anyOf ?? [])]),
  ]);
}

export const permissionUnused: Condition<Value> = {
  name: 'permission-unused',
  reads: ['manifest', 'code', 'native', 'files'],
  schema: closed({ class: strings, opens: strings }),
  explain: (v) => ({
    en: `a permission is asked for${v.class ? ` (class ${v.class.join(', ')})` : ''}${v.opens ? ` that opens ${either(v.opens).en}` : ''}, and no code in the package uses what it opens`,
    zh: `申请了权限${v.class ? `（类别 ${v.class.join('、')}）` : ''}${v.opens ? `（可取得${either(v.opens).zh}）` : ''}，但包内没有代码使用其所开放的数据`,
  }),
  match(v, view) {
    const { app } = view.get(attribution);
    const taken = new Set<string>();
    for (const taking of view.get(obtains)) {
      if (taking.rung !== 'declared' && taking.rung !== 'implied') taken.add(taking.kind);
    }
    const needed = permissionsOfKinds(view.catalogue, taken);
    const found = view.get(declared).filter(({ use, info, kinds, neutral, effective }) => {
      if (!effective) return false;
      if (neutral || use.source === 'implied' || kinds.length === 0) return false;
      if (v.class && !(info && v.class.includes(info.class))) return false;
      if (v.opens && !v.opens.some((kind) => kinds.includes(kind))) return false;
      return !needed.has(use.name) && !kinds.some((kind) => taken.has(kind));
    });
    if (found.length === 0) return { is: 'clear' };
    const hiding = view.get(blindness).unknowns.filter(({ code }) => HIDING.has(code));
    const because = [...gapsIn(view.facts, ['code']), ...hiding.map(({ code }) => `unknown/${code}`)];
    if (because.length > 0) return { is: 'unknown', because: because.sort() };
    return hitOrClear(found.map(({ use }) => declaredEvidence(`permission:${use.name}`, app, use.place)));
  },
};
