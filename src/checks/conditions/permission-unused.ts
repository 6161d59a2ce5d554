// permission-unused: asked for, but nothing that was seen needs it. Only said when all code was read, and never of what
// could be behind an address, a command or a native library.
import type { Condition } from '../../model/rule.js';
import { gapsIn } from '../../judge/view.js';
import { attribution } from '../../judge/attribution.js';
import { declared } from '../../judge/declared.js';
import { permissionUse } from '../../judge/permission-use.js';
import { closed, declaredEvidence, either, hitOrClear, strings } from './support.js';

interface Value {
  class?: string[];
  opens?: string[];
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
    const known = view.get(permissionUse);
    const found = view.get(declared).filter(({ use, info, kinds, neutral, effective }) => {
      if (!effective) return false;
      if (neutral || use.source === 'implied' || kinds.length === 0) return false;
      if (v.class && !(info && v.class.includes(info.class))) return false;
      if (v.opens && !v.opens.some((kind) => kinds.includes(kind))) return false;
      return known.of(use.name) === 'none';
    });
    if (found.length === 0) return { is: 'clear' };
    const because = [...gapsIn(view.facts, ['code']), ...known.hidden.map((code) => `unknown/${code}`)];
    if (because.length > 0) return { is: 'unknown', because: because.sort() };
    return hitOrClear(found.map(({ use }) => declaredEvidence(`permission:${use.name}`, app, use.place)));
  },
};
