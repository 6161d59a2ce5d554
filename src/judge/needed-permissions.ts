// Which permissions the seen code may need: what takings rest on, what ways to personal data the code touches in any role,
// what the platform demands for what is called, and what the manifest offers to do. A permission counts as needed when
// anything seen could need it on a version the app runs on. Leaves saying "unused" to the condition permission-unused.
import type { Catalogue, DataKind } from '../model/catalogue.js';
import type { Derivation, View } from '../model/rule.js';
import { NEWEST_API, holding } from './holding.js';
import { obtains } from './obtains.js';
import { perCatalogue } from './per-catalogue.js';
import { uses } from './uses.js';
import { readSection } from './view.js';

export const neededPermissions: Derivation<ReadonlySet<string>> = {
  name: 'needed permissions',
  reads: ['manifest', 'code'],
  compute(view) {
    const needed = new Set<string>();
    const { kindsByWatch, families } = indexOf(view.catalogue);
    const taken = new Set<string>();
    for (const { rung, kind } of view.get(obtains))
      if (rung !== 'declared' && rung !== 'implied') taken.add(kind);
    for (const name of permissionsOfKinds(view.catalogue, taken)) needed.add(name);
    for (const watch of view.get(uses).byWatch.keys())
      for (const name of kindsByWatch.get(watch) ?? []) needed.add(name);
    for (const name of demanded(view)) needed.add(name);
    for (const family of families)
      if (family.some((name) => needed.has(name))) family.forEach((name) => needed.add(name));
    return needed;
  },
};

/** Ways of so many kinds tell of none of them: queries, files, settings. */
const MOST_KINDS = 3;

const indexOf = perCatalogue((catalogue: Catalogue) => {
  const kindsOf = new Map<string, Set<DataKind>>();
  const note = (id: string, kind: DataKind): void => {
    if (id.startsWith('@')) {
      (catalogue.groups[id.slice(1)] ?? []).forEach((one) => note(one, kind));
      return;
    }
    const set = kindsOf.get(id);
    if (set) set.add(kind);
    else kindsOf.set(id, new Set([kind]));
  };
  for (const kind of catalogue.kinds)
    for (const { watch, all, any } of kind.routes)
      for (const id of [...(watch === undefined ? [] : [watch]), ...(all ?? []), ...(any ?? [])])
        note(id, kind);
  const kindsByWatch = new Map<string, string[]>();
  for (const [id, kinds] of kindsOf)
    if (kinds.size <= MOST_KINDS)
      kindsByWatch.set(
        id,
        [...kinds].flatMap(({ permissions }) => permissions.map(({ name }) => name)),
      );
  return { kindsByWatch, families: catalogue.permissionNeeds?.families ?? [] };
});

/**
 * Every permission that some way of taking these kinds may rest on: COARSE beside FINE, storage beside media. What one of
 * them may need must not be called unused.
 */
function permissionsOfKinds({ kinds }: Catalogue, taken: ReadonlySet<string>): ReadonlySet<string> {
  const near = kinds.filter(
    ({ id, coarser, coveredBy }) =>
      taken.has(id) ||
      kinds.some((kind) => taken.has(kind.id) && kind.coarser === id) ||
      (coarser !== undefined && taken.has(coarser)) ||
      coveredBy?.some((wider) => taken.has(wider)),
  );
  const ranges = near.flatMap(({ routes }) => routes.flatMap(({ permissions }) => permissions ?? []));
  return new Set([
    ...near.flatMap(({ permissions }) => permissions.map(({ name }) => name)),
    ...ranges.flatMap(({ allOf, anyOf }) => [...(allOf ?? []), ...(anyOf ?? [])]),
  ]);
}

/** What the platform demands for what is called, and for what the manifest says the app does. */
function demanded(view: View): string[] {
  const manifest = readSection(view.facts, 'manifest');
  const { byWatch } = view.get(uses);
  const { minSdk } = view.get(holding);
  const maxSdk = manifest?.maxSdk ?? NEWEST_API;
  const components = manifest?.components ?? [];
  const filters = components.flatMap((component) => component.filters);
  const actions = new Set(filters.flatMap((filter) => filter.actions));
  const types = new Set(components.flatMap((component) => component.foregroundServiceTypes));
  const data = filters.flatMap((filter) => filter.data);
  const isOffered = (scheme: string): boolean =>
    data.some((text) => text.split(' ').includes(`scheme=${scheme}`));
  return (view.catalogue.permissionNeeds?.needs ?? [])
    .filter(({ from = 1, to = NEWEST_API }) => from <= maxSdk && to >= minSdk)
    .filter(
      ({ watch, actions: heard, serviceTypes, schemes }) =>
        watch.some((id) => byWatch.has(id)) ||
        heard?.some((action) => actions.has(action)) ||
        serviceTypes?.some((type) => types.has(type)) ||
        schemes?.some(isOffered),
    )
    .map(({ permission }) => permission);
}
