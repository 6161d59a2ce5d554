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
  const { acts, keeps, asks, sdks } = byCatalogue(view.catalogue);
  const kinds = kindsById(view.catalogue);
  /** A blunter form of a kind, and one in the background, are the same act under other permissions. */
  const holds = (set: ReadonlySet<string>, kind: string): boolean => {
    if (set.has(kind)) return true;
    const coarser = kinds.get(kind)?.coarser;
    if (coarser !== undefined && set.has(coarser)) return true;
    for (const one of set) if (kinds.get(one)?.coarser === kind) return true;
    return false;
  };
  /** Told by the class's name, or by its package where shrinking renamed the class and left it there. */
  const isAct = ({ named, renamed }: Acts, descriptor: string, kind: string): boolean => {
    const name = classNameOf(descriptor);
    if (holds(named.longest(name)?.value ?? NONE, kind)) return true;
    const end = name.lastIndexOf('.');
    return isRenamed(name.slice(end + 1)) && holds(renamed.get(name.slice(0, end)) ?? NONE, kind);
  };
  let classes: Map<string, number> | null = null;
  const isHere = (name: string): boolean =>
    ((classes ??= countClasses(view, nameOf)).get(name) ?? LEAST_CLASSES) >= LEAST_CLASSES;
  return {
    libraryTakes: (descriptor, kind) => isAct(acts, descriptor, kind),
    libraryKeeps: (descriptor, kind) => isAct(keeps, descriptor, kind),
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

/** Kinds by package or class, and by the package of a class that shrinking may rename there. */
interface Acts {
  named: PrefixTable<ReadonlySet<string>>;
  renamed: Map<string, ReadonlySet<string>>;
}
function addAct({ named, renamed }: Acts, { prefix, kinds }: Catalogue['libraryActs'][number]): void {
  named.add(prefix, new Set(kinds));
  const end = prefix.lastIndexOf('.');
  if (!/[A-Z]/.test(prefix.charAt(end + 1))) return;
  const home = prefix.slice(0, end);
  renamed.set(home, new Set([...(renamed.get(home) ?? []), ...kinds]));
}

const byCatalogue = perCatalogue((catalogue: Catalogue) => {
  const acts: Acts = { named: new PrefixTable(), renamed: new Map() };
  const keeps: Acts = { named: new PrefixTable(), renamed: new Map() };
  const asks = new PrefixTable<ReadonlySet<string>>();
  for (const row of catalogue.libraryActs) {
    addAct(acts, row);
    if (row.itself === true) addAct(keeps, row);
    asks.add(row.prefix, new Set(row.asks ?? []));
  }
  const sdks = new Map<string, { kinds: ReadonlySet<string>; measured: boolean }>();
  for (const { id, takes, measured = [] } of catalogue.sdks) {
    const all = [...takes, ...measured.flatMap((one) => one.takes)];
    sdks.set(id, { kinds: new Set(all.map(({ kind }) => kind)), measured: measured.length > 0 });
  }
  return { acts, keeps, asks, sdks };
});
