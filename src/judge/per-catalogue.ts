// What follows from the catalogue alone, worked out once for each catalogue: a survey judges thousands of apps by the
// same one. Catalogues are never changed once made, so their identity is key enough. Leaves what to keep to the users.
import type { Catalogue, DataKind, PermissionInfo, Sdk } from '../model/catalogue.js';
import type { Rule } from '../model/rule.js';

/** A function of the catalogue that runs once for each. */
export function perCatalogue<T>(make: (catalogue: Catalogue) => T): (catalogue: Catalogue) => T {
  const made = new WeakMap<Catalogue, { value: T }>();
  return (catalogue) => {
    let known = made.get(catalogue);
    if (!known) made.set(catalogue, (known = { value: make(catalogue) }));
    return known.value;
  };
}

/** By id; of several with one id, the first, as a search would find it. */
function firstById<T extends { id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  const byId = new Map<string, T>();
  for (const item of items) if (!byId.has(item.id)) byId.set(item.id, item);
  return byId;
}

export const kindsById: (catalogue: Catalogue) => ReadonlyMap<string, DataKind> = perCatalogue(({ kinds }) =>
  firstById(kinds),
);
export const sdksById: (catalogue: Catalogue) => ReadonlyMap<string, Sdk> = perCatalogue(({ sdks }) =>
  firstById(sdks),
);
export const rulesById: (catalogue: Catalogue) => ReadonlyMap<string, Rule> = perCatalogue(({ rules }) =>
  firstById(rules),
);
export const permissionsByName: (catalogue: Catalogue) => ReadonlyMap<string, PermissionInfo> = perCatalogue(
  ({ permissions }) => new Map(permissions.map((info) => [info.name, info])),
);
