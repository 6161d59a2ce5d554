// What the manifest asks for, in terms of data kinds, and whether it is used: permissions with no use, uses with no
// permission, names nobody knows. Leaves the verdict to the score.
import type { PermissionUse } from '../../model/facts.js';
import type { PermissionInfo } from '../../model/catalogue.js';
import type { Derivation } from '../../model/rule.js';
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
    const infos = new Map(view.catalogue.permissions.map((info) => [info.name, info]));
    const kindsBy = new Map<string, Set<string>>();
    for (const kind of view.catalogue.kinds) {
      for (const permission of kind.permissions) {
        if (permission.to !== undefined && permission.to < hold.minSdk) continue;
        kindsBy.set(permission.name, (kindsBy.get(permission.name) ?? new Set<string>()).add(kind.id));
      }
    }
    const neutral = new Set(view.catalogue.neutralPermissions);
    return (manifest?.permissions ?? []).map((use) => {
      const info = infos.get(use.name) ?? null;
      const family = use.name.slice(0, use.name.lastIndexOf('.') + 1) + '*';
      const kinds = new Set([
        ...(kindsBy.get(use.name) ?? []),
        ...(kindsBy.get(family) ?? []),
        ...(info?.kinds ?? []),
      ]);
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
