// component: a manifest component with certain traits: exported, unprotected, answering an action, bound by the system.
import type { Component } from '../../model/facts.js';
import type { Condition } from '../../model/rule.js';
import { descriptorOf } from '../../model/watch-id.js';
import { readSection } from '../../judge/view.js';
import { attribution } from '../../judge/attribution.js';
import {
  boolean,
  closed,
  declaredEvidence,
  either,
  fits,
  hitOrClear,
  listOf,
  oneOrMore,
  sentence,
  strings,
  wordList,
} from './support.js';

interface Value {
  type?: string[];
  name?: string | string[]; // Java name, "prefix*"
  exported?: boolean;
  protected?: boolean; // demands a permission of its callers
  permission?: string | string[];
  action?: string | string[];
  category?: string | string[];
  foreground?: string[]; // foreground service types
  process?: boolean; // runs in a process of its own
  directBoot?: boolean;
  grantsUri?: boolean;
}

export const component: Condition<Value> = {
  name: 'component',
  reads: ['manifest'],
  schema: closed({
    type: wordList('activity', 'activity-alias', 'service', 'receiver', 'provider'),
    name: oneOrMore,
    exported: boolean,
    protected: boolean,
    permission: oneOrMore,
    action: oneOrMore,
    category: oneOrMore,
    foreground: strings,
    process: boolean,
    directBoot: boolean,
    grantsUri: boolean,
  }),
  // eslint-disable-next-line complexity -- one clause for each word of the condition
  explain(v) {
    const type = v.type ?? ['component'];
    return sentence(
      {
        en: `the manifest has a ${type.join(' or ')}`,
        zh: `清单中有${v.type ? ` ${type.join('/')} ` : '组件'}`,
      },
      v.name !== undefined && {
        en: `named ${either(listOf(v.name)).en}`,
        zh: `名为${either(listOf(v.name)).zh}`,
      },
      v.exported !== undefined && {
        en: v.exported ? 'open to other apps' : 'closed to other apps',
        zh: v.exported ? '（对其他应用开放）' : '（不对其他应用开放）',
      },
      v.protected !== undefined && {
        en: v.protected ? 'guarded by a permission' : 'guarded by no permission',
        zh: v.protected ? '（受权限保护）' : '（无权限保护）',
      },
      v.permission !== undefined && {
        en: `that callers need ${either(listOf(v.permission)).en} for`,
        zh: `（调用者须持有${either(listOf(v.permission)).zh}）`,
      },
      v.action !== undefined && {
        en: `that answers ${either(listOf(v.action)).en}`,
        zh: `（响应${either(listOf(v.action)).zh}）`,
      },
      v.category !== undefined && {
        en: `of category ${either(listOf(v.category)).en}`,
        zh: `（类别${either(listOf(v.category)).zh}）`,
      },
      v.foreground && {
        en: `of foreground service type ${either(v.foreground).en}`,
        zh: `（前台服务类型${either(v.foreground).zh}）`,
      },
      v.process !== undefined && {
        en: v.process ? 'in a process of its own' : 'in the main process',
        zh: v.process ? '（独立进程）' : '（主进程）',
      },
      v.directBoot !== undefined && {
        en: 'that runs before the device is unlocked',
        zh: '（解锁前即可运行）',
      },
      v.grantsUri !== undefined && { en: 'that grants access to its content', zh: '（可授予内容访问）' },
    );
  },
  match(v, view) {
    const owners = view.get(attribution);
    const found = (readSection(view.facts, 'manifest')?.components ?? []).filter(
      (item) => item.enabled && fitsValue(item, v),
    );
    return hitOrClear(
      found.map((item) =>
        declaredEvidence(
          `component:${item.name}`,
          owners.ofClass(descriptorOf(item.name)).actor,
          item.place,
          {
            args: [item.permission ?? item.filters.flatMap((f) => f.actions)[0] ?? null],
          },
        ),
      ),
    );
  },
};

// eslint-disable-next-line complexity -- one line for each word of the condition
function fitsValue(c: Component, v: Value): boolean {
  if (v.type && !v.type.includes(c.type)) return false;
  if (v.name !== undefined && !fits(c.name, listOf(v.name))) return false;
  if (v.exported !== undefined && v.exported !== c.exported) return false;
  const guard = c.permission ?? (c.type === 'provider' ? (c.readPermission ?? c.writePermission) : null);
  if (v.protected !== undefined && v.protected !== (guard !== null)) return false;
  if (v.permission !== undefined && !(guard !== null && fits(guard, listOf(v.permission)))) return false;
  const said = (key: 'actions' | 'categories', wanted: readonly string[]): boolean =>
    c.filters.some((filter) => filter[key].some((item) => fits(item, wanted)));
  if (v.action !== undefined && !said('actions', listOf(v.action))) return false;
  if (v.category !== undefined && !said('categories', listOf(v.category))) return false;
  if (v.foreground && !v.foreground.some((type) => c.foregroundServiceTypes.includes(type))) return false;
  if (v.process !== undefined && v.process !== (c.process !== null)) return false;
  if (v.directBoot !== undefined && v.directBoot !== c.directBootAware) return false;
  return v.grantsUri === undefined || v.grantsUri === c.grantUriPermissions;
}
