// defined-permission: the app defines a permission of its own that any app can get, so that it guards nothing.
import type { Condition } from '../../model/rule.js';
import { readSection } from '../../judge/view.js';
import { attribution } from '../../judge/attribution.js';
import { MANIFEST, boolean, closed, declaredEvidence, hitOrClear, strings } from './support.js';

interface Value {
  level: string[]; // "normal", "dangerous", …: the base level
  guards?: boolean; // some exported component relies on it
}

export const definedPermission: Condition<Value> = {
  name: 'defined-permission',
  reads: ['manifest'],
  schema: closed({ level: strings, guards: boolean }, ['level']),
  explain: (v) => ({
    en: `the app defines a permission of level ${v.level.join(' or ')}${v.guards ? ' that guards one of its exported components' : ''}`,
    zh: `应用定义了级别为 ${v.level.join(' 或 ')} 的权限${v.guards ? '，并用其保护对外开放的组件' : ''}`,
  }),
  match(v, view) {
    const manifest = readSection(view.facts, 'manifest');
    const guards = new Set(
      (manifest?.components ?? [])
        .filter((c) => c.exported)
        .flatMap((c) => [c.permission, c.readPermission, c.writePermission]),
    );
    const { app } = view.get(attribution);
    const found = (manifest?.definedPermissions ?? []).filter(
      ({ name, protectionLevel }) =>
        v.level.includes(protectionLevel.split('|')[0]!) && (!v.guards || guards.has(name)),
    );
    return hitOrClear(found.map(({ name }) => declaredEvidence(`permission:${name}`, app, MANIFEST)));
  },
};
