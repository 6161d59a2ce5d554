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

const NUMBERED = /^classes(\d{0,6})\.dex$/;

/**
 * classes.dex, classes2.dex … of each part up to the first number missing, as the runtime opens them
 * (art DexFileLoader::OpenAllDexFilesFromZip); then every other entry that is DEX by its magic.
 * @param hidden entries found to be DEX under another name, as places name them
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
    const numbers = new Map<number, string>();
    for (const { name } of part.entries()) {
      const match = NUMBERED.exec(name);
      if (match) numbers.set(match[1] === '' ? 1 : Number(match[1]), name);
      else if (isHidden.has(placeEntry(pkg, part, name))) {
        others.push({ part, name, entry: placeEntry(pkg, part, name), loaded: false });
      }
    }
    let next = 1;
    for (const number of [...numbers.keys()].sort((a, b) => a - b)) {
      const name = numbers.get(number)!;
      const inOrder = number === next && part.role !== 'asset';
      if (inOrder) next++;
      (inOrder ? loaded : others).push({ part, name, entry: placeEntry(pkg, part, name), loaded: inOrder });
    }
  }
  for (const part of embedded) {
    for (const { name } of part.entries()) {
      if (name.endsWith('.dex')) others.push({ part, name, entry: `${part.name}!${name}`, loaded: false });
    }
  }
  return [...loaded, ...others];
}
