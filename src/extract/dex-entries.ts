// Which entries of a package hold DEX code, in the order Android loads them. Leaves reading them to code.ts.
import { placeEntry, type Package, type Part } from '../package/package.js';

export interface DexEntry {
  part: Part;
  name: string;
  /** As a place names it. */
  entry: string;
  /** False for code that the app has to load itself: another name, or behind a gap in the numbers. */
  loaded: boolean;
}

/**
 * The entries of a part that the runtime opens, in its order: classes.dex, then classes2.dex, classes3.dex … up to the
 * first one missing (art, DexFileLoader::OpenAllDexFilesFromZip). The names are made, not parsed: "classes1.dex",
 * "classes02.dex" and "Classes.dex" are entries like any other.
 */
export function loadedDex(part: Part): string[] {
  if (part.role === 'asset') return [];
  const names: string[] = [];
  for (let name = 'classes.dex'; part.has(name); name = `classes${names.length + 1}.dex`) names.push(name);
  return names;
}

/**
 * What the runtime opens of each part, then every other entry that is DEX: code that the app may load itself, and that
 * never stands in for what is loaded.
 * @param hidden entries found to be DEX beside those, as places name them
 * @param embedded archives inside the package that hold DEX, see package/embedded.ts
 */
export function listDexEntries(
  pkg: Package,
  hidden: readonly string[],
  embedded: readonly Part[] = [],
): DexEntry[] {
  const isHidden = new Set(hidden);
  const loaded: DexEntry[] = [];
  const others: DexEntry[] = [];
  for (const part of pkg.parts) {
    const names = loadedDex(part);
    const opened = new Set(names);
    for (const name of names) loaded.push({ part, name, entry: placeEntry(pkg, part, name), loaded: true });
    for (const { name } of part.entries()) {
      const entry = placeEntry(pkg, part, name);
      if (!opened.has(name) && isHidden.has(entry)) others.push({ part, name, entry, loaded: false });
    }
  }
  const opened = new Set(pkg.parts.map(({ name }) => name));
  for (const part of embedded) {
    // The JAR of a library archive is one of its parts already.
    if (opened.has(part.name)) continue;
    for (const { name } of part.entries()) {
      if (name.endsWith('.dex')) others.push({ part, name, entry: `${part.name}!${name}`, loaded: false });
    }
  }
  return [...loaded, ...others];
}
