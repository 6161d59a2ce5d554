// What the manifest asks for, in terms of data kinds, and whether it is used: permissions with no use, uses with no
// permission, names nobody knows. Leaves the verdict to the score.
import type { PermissionUse } from '../model/facts.js';
import type { PermissionInfo } from '../model/catalogue.js';
import type { Derivation } from '../model/rule.js';
import { perCatalogue, permissionsByName } from './per-catalogue.js';
import { readSection } from './view.js';
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
    const opens = (name: string): Opened[] => openedBy.get(name) ?? [];
    return (manifest?.permissions ?? []).map((use) => {
      const info = infos.get(use.name) ?? null;
      const family = use.name.slice(0, use.name.lastIndexOf('.') + 1) + '*';
      const by = [...opens(use.name), ...opens(family)];
      const kinds = new Set([
        ...by.filter(({ to }) => to >= hold.minSdk).map(({ kind }) => kind),
        ...(info?.kinds ?? []),
      ]);
      // "neverForLocation" and its like: the app has the system keep this kind from it.
      for (const { kind, unless } of by)
        if (unless.some((flag) => use.flags.includes(flag))) kinds.delete(kind);
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

interface Opened {
  kind: string;
  to: number; // last Android version
  unless: readonly string[]; // flags of the request that close it
}

/** Kinds by the permission that opens them, each with the last Android version on which it does. */
const kindsOpened = perCatalogue(({ kinds }) => {
  const opened = new Map<string, Opened[]>();
  for (const kind of kinds) {
    for (const { name, to = Infinity, unlessFlags = [] } of kind.permissions) {
      const list = opened.get(name);
      const row = { kind: kind.id, to, unless: unlessFlags };
      if (list) list.push(row);
      else opened.set(name, [row]);
    }
  }
  return opened;
});

const neutralNames = perCatalogue(({ neutralPermissions }) => new Set(neutralPermissions));
