// permission-unknown: a name in a platform namespace that no release of the platform defines; likely misspelt.
import type { Condition } from '../../model/rule.js';
import { perCatalogue } from '../../judge/per-catalogue.js';
import { readSection } from '../../judge/view.js';
import { attribution } from '../../judge/attribution.js';
import { declared } from '../../judge/declared.js';
import { nearestNames } from '../../model/nearest.js';
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
    const known = knownNames(view.catalogue);
    const own = (readSection(view.facts, 'manifest')?.definedPermissions ?? []).map(({ name }) => name);
    const found = view.get(declared).flatMap(({ use }) => {
      // Android compares names letter by letter: one with a space around it is another name.
      if (known.has(use.name) || own.includes(use.name) || !isPlatformLike(use.name.trim())) return [];
      const near = nearest(use.name.trim(), [...new Set([...known, ...own])]);
      if (near === null && !/^android\.|^[A-Z_]+$/.test(use.name)) return [];
      if (!looks.includes(near === null ? 'invented' : 'misspelt')) return [];
      const more = near === null ? {} : { args: [near] };
      return [declaredEvidence(`permission:${use.name}`, app, use.place, more)];
    });
    return hitOrClear(found);
  },
};

/** Every permission that the catalogue has heard of. */
const knownNames = perCatalogue(
  ({ platformPermissions, permissions }) =>
    new Set([...platformPermissions, ...permissions.map((info) => info.name)]),
);

/** Names that only the platform defines, also in wrong case, or with the prefix of its Java class. Families ("health.*") are open. */
function isPlatformLike(name: string): boolean {
  return (
    /^(?:com\.)?android\.(?:manifest\.)?permissions?\.[A-Z_a-z0-9]+$/i.test(name) || /^[A-Z_]{5,}$/.test(name)
  );
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
