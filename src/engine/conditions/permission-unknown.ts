// permission-unknown: a name in a platform namespace that no release of the platform defines; likely misspelt.
import type { Condition } from '../../model/rule.js';
import { readSection } from '../view.js';
import { attribution } from '../derive/attribution.js';
import { declared } from '../derive/declared.js';
import { nearestNames } from '../nearest.js';
import { closed, declaredEvidence, hitOrClear, wordList } from './support.js';

interface Value {
  looks: ('misspelt' | 'invented')[];
}

export const permissionUnknown: Condition<Value> = {
  name: 'permission-unknown',
  reads: ['manifest'],
  schema: closed({ looks: wordList('misspelt', 'invented') }, ['looks']),
  explain: ({ looks }) => ({
    en: `the manifest asks for a permission in the platform's namespace that no Android release defines (${looks.join(' or ')})`,
    zh: `清单申请了位于系统命名空间但任何 Android 版本都未定义的权限（${looks.includes('misspelt') ? '疑似拼写错误' : ''}${looks.length > 1 ? '或' : ''}${looks.includes('invented') ? '自造' : ''}）`,
  }),
  match({ looks }, view) {
    const { app } = view.get(attribution);
    const known = new Set([
      ...view.catalogue.platformPermissions,
      ...view.catalogue.permissions.map((info) => info.name),
      ...(readSection(view.facts, 'manifest')?.definedPermissions ?? []).map((own) => own.name),
    ]);
    const names = [...known];
    const found = view.get(declared).flatMap(({ use }) => {
      if (known.has(use.name) || !isPlatformLike(use.name)) return [];
      const near = nearest(use.name, names);
      if (!looks.includes(near === null ? 'invented' : 'misspelt')) return [];
      const more = near === null ? {} : { args: [near] };
      return [declaredEvidence(`permission:${use.name}`, app, use.place, more)];
    });
    return hitOrClear(found);
  },
};

/** Names that only the platform defines, also in wrong case. Families ("health.*") are open. */
function isPlatformLike(name: string): boolean {
  return /^android\.permissions?\.[A-Z_a-z0-9]+$/i.test(name) || /^[A-Z_]{5,}$/.test(name);
}

/** One or two letters off, or right but for case, prefix or a plural. */
function nearest(name: string, names: readonly string[]): string | null {
  const last = name.slice(name.lastIndexOf('.') + 1).toUpperCase();
  const exact = names.find((known) => known.slice(known.lastIndexOf('.') + 1) === last);
  if (exact !== undefined) return exact;
  const sameLength = names.filter((known) => Math.abs(known.length - name.length) <= 2);
  const [best] = nearestNames(name, sameLength, 1);
  return best !== undefined && differs(best, name) <= 2 ? best : null;
}

/** Letters by which two names differ, counted as a multiset; enough to keep far names out. */
function differs(a: string, b: string): number {
  const count = new Map<string, number>();
  for (const char of a) count.set(char, (count.get(char) ?? 0) + 1);
  for (const char of b) count.set(char, (count.get(char) ?? 0) - 1);
  const values = [...count.values()];
  return Math.max(
    values.filter((n) => n > 0).reduce((x, y) => x + y, 0),
    -values.filter((n) => n < 0).reduce((x, y) => x + y, 0),
  );
}
