// Cross-platform frameworks, packers and protectors in the package, by native libraries, files and class packages.
// Leaves what hidden code means for the result to unknowns.ts.
import type { FrameworkMarker } from '../model/catalogue.js';
import type { AppFacts } from '../model/facts.js';
import { assemblyOfEntry, isPlatformAssembly } from '../model/managed.js';
import type { Derivation } from '../model/rule.js';
import { perCatalogue } from './per-catalogue.js';
import { readSection } from './view.js';

export interface FoundFramework {
  marker: FrameworkMarker;
  signs: string[]; // entries or packages that give it away, sorted
  /** Which sorts of sign there are, sorted; two different sorts decide, one file name never does. */
  sorts: ('class' | 'file' | 'library')[];
  /** Entries that hold code in a form that was not read; empty when none are there. */
  codeIn: string[];
  /** Entries of scripts that were read. */
  readIn: string[];
}

export const frameworks: Derivation<FoundFramework[]> = {
  name: 'frameworks',
  reads: ['native', 'files', 'code'],
  compute({ facts, catalogue }) {
    const libraries = readSection(facts, 'native')?.libraries ?? [];
    const entries = [
      ...libraries.map((library) => library.entry),
      ...(readSection(facts, 'files')?.markers ?? []).map((marker) => marker.entry),
    ].map((entry) => ({ entry, segments: entry.slice(entry.indexOf('!') + 1).split('/') }));
    const packages = (readSection(facts, 'code')?.packages ?? []).map(({ name }) => name);
    const roots = rootsOf(packages);
    const wasRead = readScripts(facts);
    const found: FoundFramework[] = [];
    for (const { marker, names, files, packages: wantedPackages, codeIn: hidden } of patternsOf(catalogue)) {
      const signs = new Set<string>();
      const sorts = new Set<FoundFramework['sorts'][number]>();
      const add = (sort: FoundFramework['sorts'][number], found: readonly string[]): void => {
        for (const sign of found) signs.add(sign);
        if (found.length > 0) sorts.add(sort);
      };
      for (const name of names) {
        const named = libraries.filter((library) => fitsSegment(library.name, name));
        add(
          'library',
          named.map((library) => library.entry),
        );
      }
      for (const pattern of files) add('file', matching(entries, pattern));
      for (const wanted of wantedPackages) {
        if (!roots.has(wanted)) continue;
        add(
          'class',
          packages.filter((pkg) => pkg === wanted || pkg.startsWith(`${wanted}.`)),
        );
      }
      if (signs.size === 0) continue;
      const all = [...new Set(hidden.flatMap((pattern) => matching(entries, pattern)))].sort();
      const codeIn = all.filter((entry) => !wasRead(entry));
      found.push({
        marker,
        signs: [...signs].sort(),
        sorts: [...sorts].sort(),
        codeIn,
        readIn: all.filter(wasRead),
      });
    }
    return found;
  },
};

/** Entries below a framework's folders that are no code: what holds data, styles, pictures, pages without scripts. */
const NO_CODE =
  /\.(?:json|xml|html?|css|png|jpe?g|gif|webp|svg|ico|ttf|otf|woff2?|eot|mp[34]|wav|txt|md|map|properties)$/i;

/** Tells whether an entry holds nothing that was left unread, when the scripts of the package were read. */
function readScripts(facts: AppFacts): (entry: string) => boolean {
  const section = facts.scripts;
  if (section === undefined || section.state === 'missing') return () => false;
  const read = new Set(section.value.files.filter(({ state }) => state === 'read').map(({ entry }) => entry));
  const unread = new Set(
    section.value.files.filter(({ state }) => state === 'unread').map(({ entry }) => entry),
  );
  const stored = [...unread].map((entry) => entry.split('#')[0]!);
  for (const entry of stored) unread.add(entry);
  const forms = new Set(
    [...section.value.files].filter(({ state }) => state === 'read').map(({ form }) => form),
  );
  const assemblies = [...forms].some((form) => form.startsWith('assembly')) && !isPartly(section);
  return (entry) =>
    !unread.has(entry) &&
    (read.has(entry) ||
      NO_CODE.test(entry) ||
      FRAMEWORKS_OWN.test(entry) ||
      (assemblies && isCopyOfAssembly(entry)));
}
/** Methods whose code was taken out after it was compiled are not read, nor is what they were compiled to. */
function isPartly(section: NonNullable<AppFacts['scripts']>): boolean {
  return section.state === 'partial' && section.because.includes('assembly/stripped');
}
/** The platform's own assemblies, those of other processors, and what assemblies that were read were compiled to. */
function isCopyOfAssembly(entry: string): boolean {
  const name = assemblyOfEntry(entry);
  if (name !== null) return isPlatformAssembly(name) || /^lib\//.test(entry);
  return /(?:^|\/)(?:libaot-[^/]+\.dll|libassemblies\.[\w-]+\.blob|libassembly-store)\.so$/.test(entry);
}
/** What every app of the framework carries: its bridge and lists. */
const FRAMEWORKS_OWN =
  /\/(?:cordova(?:_plugins)?|phonegap|native-bridge|__uniapp\w*)\.js$|^assets\/www\/plugins\//;

/** One segment of a pattern: the text itself, or what stands before the first and after the last "*". */
type Segment = { is: string } | { head: string; tail: string };

interface Patterns {
  marker: FrameworkMarker;
  names: Segment[]; // of native libraries
  files: Segment[][];
  packages: string[];
  codeIn: Segment[][];
}

const patternsOf = perCatalogue(({ frameworks: markers }) =>
  markers.map((marker): Patterns => ({
    marker,
    names: marker.libraries.map(segmentOf),
    files: marker.files.map(pathOf),
    packages: marker.classes.map(packageSought),
    codeIn: marker.codeIn.map(pathOf),
  })),
);

function segmentOf(text: string): Segment {
  const star = text.indexOf('*');
  if (star < 0) return { is: text };
  return { head: text.slice(0, star), tail: text.slice(text.lastIndexOf('*') + 1) };
}

function pathOf(pattern: string): Segment[] {
  return (pattern.endsWith('/') ? pattern.slice(0, -1) : pattern).split('/').map(segmentOf);
}

/** A name that ends in a class is sought by its package: class names are not in the facts. */
function packageSought(name: string): string {
  const java = name.replace(/^L|;$/g, '').replaceAll('/', '.');
  const last = java.slice(java.lastIndexOf('.') + 1);
  return /^[A-Z]/.test(last) ? java.slice(0, java.lastIndexOf('.')) : java;
}

/** Every package with those above it, so that most names are seen to be absent at one look. */
function rootsOf(packages: readonly string[]): Set<string> {
  const roots = new Set<string>();
  for (const name of packages) {
    for (let end = name.length; end >= 0 && !roots.has(name.slice(0, end));) {
      roots.add(name.slice(0, end));
      end = name.lastIndexOf('.', end - 1);
    }
  }
  return roots;
}

/** Entries that fit a pattern in which "*" stands for anything within one segment; linear in the path. */
function matching(
  entries: readonly { entry: string; segments: readonly string[] }[],
  pattern: readonly Segment[],
): string[] {
  const found: string[] = [];
  for (const { entry, segments } of entries) if (fits(segments, pattern)) found.push(entry);
  return found;
}

function fits(segments: readonly string[], wanted: readonly Segment[]): boolean {
  if (segments.length < wanted.length) return false;
  for (let i = 0; i < wanted.length; i++) if (!fitsSegment(segments[i]!, wanted[i]!)) return false;
  return true;
}

function fitsSegment(segment: string, want: Segment): boolean {
  if ('is' in want) return segment === want.is;
  const { head, tail } = want;
  return segment.length >= head.length + tail.length && segment.startsWith(head) && segment.endsWith(tail);
}
