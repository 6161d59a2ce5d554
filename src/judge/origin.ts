// Whether code under the name of a library or an SDK can be its: a name is no proof. A library takes what its published
// classes take (rules/platform/libraries.yaml, `acts`); an SDK takes what it is said to take or was measured to, and where
// its code was never measured also what comes with more than a class or two of it. Leaves whose name it bears and who calls it to attribution.ts.
import type { Catalogue } from '../model/catalogue.js';
import type { View } from '../model/rule.js';
import { isRenamed } from './own-packages.js';
import { kindsById, perCatalogue } from './per-catalogue.js';
import { PrefixTable } from './prefixes.js';
import { readSection } from './view.js';

export interface Origin {
  /** Published code of libraries takes this kind in this class. */
  libraryTakes(descriptor: string, kind: string): boolean;
  /** It does so for its own work, whoever runs it: a theme's sunset, a picture whose address it was handed. */
  libraryKeeps(descriptor: string, kind: string): boolean;
  /** Published code of libraries asks in this class by values of its callers (facts: code.asks). */
  libraryAsks(library: string, descriptor: string, what: string): boolean;
  /** The SDK's code can be what takes this kind. */
  sdkTakes(sdk: string, kind: string): boolean;
  /** More than a class or two of a library is here. */
  hasLibrary(prefix: string): boolean;
}

/** Classes with code of its own that a real SDK or library leaves at the least under its names. */
const LEAST_CLASSES = 4;

/** @param nameOf "sdk:id" or "library:prefix" whose name a package bears */
export function originOf(view: View, nameOf: (name: string) => string | null): Origin {
  const { acts, keeps, renamed, renamedKeeps, asks, sdks } = byCatalogue(view.catalogue);
  const kinds = kindsById(view.catalogue);
  /** A blunter form of a kind, and one in the background, are the same act under other permissions. */
  const holds = (set: ReadonlySet<string>, kind: string): boolean => {
    if (set.has(kind)) return true;
    const coarser = kinds.get(kind)?.coarser;
    if (coarser !== undefined && set.has(coarser)) return true;
    for (const one of set) if (kinds.get(one)?.coarser === kind) return true;
    return false;
  };
  let classes: Map<string, number> | null = null;
  const isHere = (name: string): boolean =>
    ((classes ??= countClasses(view, nameOf)).get(name) ?? LEAST_CLASSES) >= LEAST_CLASSES;
  return {
    libraryTakes(descriptor, kind) {
      const name = classNameOf(descriptor);
      if (holds(acts.longest(name)?.value ?? NONE, kind)) return true;
      const end = name.lastIndexOf('.');
      return isRenamed(name.slice(end + 1)) && holds(renamed.get(name.slice(0, end)) ?? NONE, kind);
    },
    libraryKeeps(descriptor, kind) {
      const name = classNameOf(descriptor);
      if (holds(keeps.longest(name)?.value ?? NONE, kind)) return true;
      const end = name.lastIndexOf('.');
      return isRenamed(name.slice(end + 1)) && holds(renamedKeeps.get(name.slice(0, end)) ?? NONE, kind);
    },
    libraryAsks(library, descriptor, what) {
      const name = classNameOf(descriptor);
      if (asks.longest(name)?.value.has(what)) return true;
      // Where shrinking renamed a class with its package, what asks for addresses may be any of those above.
      return (
        what === 'address' && isRenamed(name.split('.').slice(-2).join('.')) && isHere(`library:${library}`)
      );
    },
    sdkTakes(sdk, kind) {
      const known = sdks.get(sdk);
      if (known === undefined || holds(known.kinds, kind)) return true;
      return !known.measured && isHere(`sdk:${sdk}`);
    },
    hasLibrary: (prefix) => isHere(`library:${prefix}`),
  };
}

const NONE: ReadonlySet<string> = new Set();

/** "com.a.B" of "Lcom/a/B$C;": acts are told by outer class. */
function classNameOf(descriptor: string): string {
  const inner = descriptor.indexOf('$');
  return descriptor.slice(1, inner < 0 ? -1 : inner).replaceAll('/', '.');
}

function countClasses(view: View, nameOf: (name: string) => string | null): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { name, classes, idle } of readSection(view.facts, 'code')?.packages ?? []) {
    const owner = nameOf(name);
    if (owner !== null) counts.set(owner, (counts.get(owner) ?? 0) + classes - (idle ?? 0));
  }
  return counts;
}

const byCatalogue = perCatalogue((catalogue: Catalogue) => {
  const acts = new PrefixTable<ReadonlySet<string>>();
  const keeps = new PrefixTable<ReadonlySet<string>>();
  const asks = new PrefixTable<ReadonlySet<string>>();
  // Shrinking renames a class and leaves it in its package.
  const renamed = new Map<string, ReadonlySet<string>>();
  const renamedKeeps = new Map<string, ReadonlySet<string>>();
  for (const row of catalogue.libraryActs) {
    acts.add(row.prefix, new Set(row.kinds));
    if (row.itself === true) keeps.add(row.prefix, new Set(row.kinds));
    asks.add(row.prefix, new Set(row.asks ?? []));
    const end = row.prefix.lastIndexOf('.');
    if (!/[A-Z]/.test(row.prefix.charAt(end + 1))) continue;
    const home = row.prefix.slice(0, end);
    renamed.set(home, new Set([...(renamed.get(home) ?? []), ...row.kinds]));
    if (row.itself === true)
      renamedKeeps.set(home, new Set([...(renamedKeeps.get(home) ?? []), ...row.kinds]));
  }
  const sdks = new Map<string, { kinds: ReadonlySet<string>; measured: boolean }>();
  for (const { id, takes, measured = [] } of catalogue.sdks) {
    const all = [...takes, ...measured.flatMap((one) => one.takes)];
    sdks.set(id, { kinds: new Set(all.map(({ kind }) => kind)), measured: measured.length > 0 });
  }
  return { acts, keeps, renamed, renamedKeeps, asks, sdks };
});
