// request: the code asks the user for permissions: which, when, and how many groups in one go.
import type { Condition, Evidence } from '../../model/rule.js';
import { permissionsByName } from '../../judge/per-catalogue.js';
import { readSection } from '../../judge/view.js';
import { attribution } from '../../judge/attribution.js';
import { occasions } from '../../judge/occasions.js';
import {
  boolean,
  closed,
  either,
  fits,
  hitOrClear,
  integer,
  pathShown,
  placeInCode,
  sentence,
  strings,
  wordList,
} from './support.js';

interface Value {
  permission?: string[];
  when?: string[];
  groups?: number; // at least so many permission groups in one request, or one screen's requests together
  undeclared?: boolean; // asks for what the manifest does not declare
}

export const request: Condition<Value> = {
  name: 'request',
  reads: ['code', 'manifest'],
  schema: closed({
    permission: strings,
    when: wordList('startup', 'first-screen', 'background', 'screen', 'user-act', 'callback'),
    groups: integer,
    undeclared: boolean,
  }),
  explain: (v) =>
    sentence(
      { en: 'the app asks the user for permissions', zh: '应用向用户申请权限' },
      v.permission && { en: `(${either(v.permission).en})`, zh: `（${either(v.permission).zh}）` },
      v.when && { en: `at ${either(v.when).en}`, zh: `（时机：${either(v.when).zh}）` },
      v.groups !== undefined && {
        en: `of at least ${v.groups} groups at once`,
        zh: `（一次涉及至少 ${v.groups} 组）`,
      },
      v.undeclared && { en: 'that the manifest does not declare', zh: '（清单未声明）' },
    ),
  match(v, view) {
    const code = readSection(view.facts, 'code');
    const declared = new Set((readSection(view.facts, 'manifest')?.permissions ?? []).map((use) => use.name));
    const owners = view.get(attribution);
    const timing = view.get(occasions);
    const infos = permissionsByName(view.catalogue);
    const groupOf = (name: string): string => infos.get(name)?.group ?? name;
    const byMethod = new Map<number, { names: Set<string>; evidence: Evidence[] }>();
    for (const item of code?.permissionRequests ?? []) {
      const at = timing(item.site);
      if (v.when && !v.when.some((occasion) => (at.occasions as string[]).includes(occasion))) continue;
      const names = item.permissions.filter(
        (name) =>
          (v.permission === undefined || fits(name, v.permission)) && (!v.undeclared || !declared.has(name)),
      );
      if (names.length === 0) continue;
      const entry = byMethod.get(item.site) ?? { names: new Set<string>(), evidence: [] };
      names.forEach((name) => entry.names.add(name));
      entry.evidence.push({
        what: `request:${names.join(' ')}`,
        rung: at.rung,
        by: owners.ofSite(item.site).actor,
        place: placeInCode(code!.sites[item.site], item.offset),
        confidence: 'high',
        ...pathShown(at),
        args: names,
      });
      byMethod.set(item.site, entry);
    }
    const found = [...byMethod.values()].filter(
      ({ names }) => new Set([...names].map(groupOf)).size >= (v.groups ?? 1),
    );
    return hitOrClear(found.flatMap(({ evidence }) => evidence));
  },
};
