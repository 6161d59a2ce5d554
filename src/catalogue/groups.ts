// Groups of routes by name, put in the place of their names. Leaves reading the compiled file to load.ts.
import type { Catalogue } from '../model/catalogue.js';

/** Compounds name groups as "@name" in the compiled file; here they get the group's ids (one shared array each). */
export function expandGroups(catalogue: Catalogue): Catalogue {
  const shared = new Map<string, string[]>();
  const expand = (ids: string[]): string[] => {
    if (!ids.some((id) => id.startsWith('@'))) return ids;
    const key = ids.join('\n');
    let expanded = shared.get(key);
    if (expanded === undefined) {
      expanded = ids.flatMap((id) => (id.startsWith('@') ? (catalogue.groups[id.slice(1)] ?? []) : [id]));
      shared.set(key, expanded);
    }
    return expanded;
  };
  for (const kind of catalogue.kinds) {
    for (const route of kind.routes) {
      if (route.all !== undefined) route.all = expand(route.all);
      if (route.any !== undefined) route.any = expand(route.any);
      if (route.none !== undefined) route.none = expand(route.none);
    }
  }
  return catalogue;
}
