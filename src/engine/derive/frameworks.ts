// Cross-platform frameworks, packers and protectors in the package, by native libraries, files and class packages.
// Leaves what hidden code means for the result to unknowns.ts.
import type { FrameworkMarker } from '../../model/catalogue.js';
import type { Derivation } from '../../model/rule.js';
import { readSection } from '../view.js';

export interface FoundFramework {
  marker: FrameworkMarker;
  signs: string[]; // entries or packages that give it away, sorted
  /** Which sorts of sign there are, sorted; two different sorts decide, one file name never does. */
  sorts: ('class' | 'file' | 'library')[];
  /** Entries that hold code in a form that is not read; empty when none are there. */
  codeIn: string[];
}

export const frameworks: Derivation<FoundFramework[]> = {
  name: 'frameworks',
  reads: ['native', 'files', 'code'],
  compute({ facts, catalogue }) {
    const libraries = readSection(facts, 'native')?.libraries ?? [];
    const entries = [
      ...libraries.map((library) => library.entry),
      ...(readSection(facts, 'files')?.markers ?? []).map((marker) => marker.entry),
    ].map((entry) => ({ entry, path: entry.slice(entry.indexOf('!') + 1) }));
    const packages = readSection(facts, 'code')?.packages ?? [];
    const found: FoundFramework[] = [];
    for (const marker of catalogue.frameworks) {
      const signs = new Set<string>();
      const sorts = new Set<FoundFramework['sorts'][number]>();
      const add = (sort: FoundFramework['sorts'][number], found: readonly string[]): void => {
        for (const sign of found) signs.add(sign);
        if (found.length > 0) sorts.add(sort);
      };
      for (const name of marker.libraries) {
        add(
          'library',
          libraries.filter((library) => fits([library.name], [name])).map((library) => library.entry),
        );
      }
      for (const pattern of marker.files) add('file', matching(entries, pattern));
      for (const name of marker.classes) {
        const java = name.replace(/^L|;$/g, '').replaceAll('/', '.');
        // A name that ends in a class is sought by its package: class names are not in the facts.
        const last = java.slice(java.lastIndexOf('.') + 1);
        const wanted = /^[A-Z]/.test(last) ? java.slice(0, java.lastIndexOf('.')) : java;
        add(
          'class',
          packages
            .map(({ name: pkg }) => pkg)
            .filter((pkg) => pkg === wanted || pkg.startsWith(`${wanted}.`)),
        );
      }
      if (signs.size === 0) continue;
      const codeIn = marker.codeIn.flatMap((pattern) => matching(entries, pattern));
      found.push({
        marker,
        signs: [...signs].sort(),
        sorts: [...sorts].sort(),
        codeIn: [...new Set(codeIn)].sort(),
      });
    }
    return found;
  },
};

/** Entries that fit a pattern in which "*" stands for anything within one segment; linear in the path. */
function matching(entries: readonly { entry: string; path: string }[], pattern: string): string[] {
  const wanted = (pattern.endsWith('/') ? pattern.slice(0, -1) : pattern).split('/');
  return entries.filter(({ path }) => fits(path.split('/'), wanted)).map(({ entry }) => entry);
}

function fits(segments: readonly string[], wanted: readonly string[]): boolean {
  if (segments.length < wanted.length) return false;
  return wanted.every((want, index) => {
    const segment = segments[index]!;
    const star = want.indexOf('*');
    if (star < 0) return segment === want;
    const [head, tail] = [want.slice(0, star), want.slice(want.lastIndexOf('*') + 1)];
    return segment.length >= head.length + tail.length && segment.startsWith(head) && segment.endsWith(tail);
  });
}
