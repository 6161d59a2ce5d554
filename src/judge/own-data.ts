// Kinds of data that the app itself keeps for the system: it is the provider of that name, and Android installs no second
// one. Reading its own tables takes nothing from anyone. Leaves what is sent on to the takings.
import type { Derivation } from '../model/rule.js';
import { perCatalogue } from './per-catalogue.js';
import { readSection } from './view.js';

/** Ids of the kinds that a provider of the app's own manifest is the platform's source of. */
export const ownData: Derivation<ReadonlySet<string>> = {
  name: 'own-data',
  reads: ['manifest'],
  compute({ facts, catalogue }) {
    const kinds = new Set<string>();
    const byAuthority = kindsByAuthority(catalogue);
    for (const { type, authorities, enabled } of readSection(facts, 'manifest')?.components ?? []) {
      if (type !== 'provider' || !enabled) continue;
      for (const authority of authorities)
        for (const kind of byAuthority.get(authority) ?? []) kinds.add(kind);
    }
    return kinds;
  },
};

const AUTHORITY = /^uri:content:\/\/([^/]+)/;

const kindsByAuthority = perCatalogue(({ kinds }) => {
  const table = new Map<string, Set<string>>();
  for (const { id, routes } of kinds) {
    for (const { watch, all = [], any = [] } of routes) {
      for (const name of [watch ?? '', ...all, ...any]) {
        const authority = AUTHORITY.exec(name)?.[1];
        if (authority !== undefined) table.set(authority, (table.get(authority) ?? new Set()).add(id));
      }
    }
  }
  return table;
});
