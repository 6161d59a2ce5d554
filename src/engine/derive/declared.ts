// What the manifest asks for, in terms of data kinds, and whether it is used: permissions with no use, uses with no
// permission, names nobody knows. Leaves the verdict to the score.
import type { PermissionUse } from '../../model/facts.js';
import type { PermissionInfo } from '../../model/catalogue.js';
import type { Derivation } from '../../model/rule.js';
import { perCatalogue, permissionsByName } from '../per-catalogue.js';
import { readSection } from '../view.js';
import { holding } from './holding.js';

export interface DeclaredPermission {
  use: PermissionUse;
  info: PermissionInfo | null;
  kinds: string[]; // data kinds it opens, sorted
  neutral: boolean; // never counts: network state, vibration, …
  effective: boolean; // has an effect on some version the app runs on
}

export const declared: Derivation<DeclaredPermission[]> = {
  name: 'declared',
  reads: ['manifest'],
  compute(view) {
    const manifest = readSection(view.facts, 'manifest');
    const hold = view.get(holding);
    const infos = permissionsByName(view.catalogue);
    const openedBy = kindsOpened(view.catalogue);
    const neutral = neutralNames(view.catalogue);
    const kindsBy = (name: string): string[] =>
      (openedBy.get(name) ?? []).filter(({ to }) => to >= hold.minSdk).map(({ kind }) => kind);
    return (manifest?.permissions ?? []).map((use) => {
      const info = infos.get(use.name) ?? null;
      const family = use.name.slice(0, use.name.lastIndexOf('.') + 1) + '*';
      const kinds = new Set([...kindsBy(use.name), ...kindsBy(family), ...(info?.kinds ?? [])]);
      return {
        use,
        info,
        kinds: [...kinds].sort(),
        neutral: neutral.has(use.name),
        effective: use.maxSdk === null || use.maxSdk >= hold.minSdk,
      };
    });
  },
};

/** Kinds by the permission that opens them, each with the last Android version on which it does. */
const kindsOpened = perCatalogue(({ kinds }) => {
  const opened = new Map<string, { kind: string; to: number }[]>();
  for (const kind of kinds) {
    for (const { name, to = Infinity } of kind.permissions) {
      const list = opened.get(name);
      if (list) list.push({ kind: kind.id, to });
      else opened.set(name, [{ kind: kind.id, to }]);
    }
  }
  return opened;
});

const neutralNames = perCatalogue(({ neutralPermissions }) => new Set(neutralPermissions));
