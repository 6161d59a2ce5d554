// The entry list: markers the watchlist asks for, library versions, service loaders, archives inside the package,
// and DEX or archives hidden under another name. Leaves what any of it means to the engine.
import { compareText } from '../model/order.js';
import { ParseError } from '../bytes/parse-error.js';
import { readUtf8 } from '../bytes/text.js';
import type { FileFacts } from '../model/facts.js';
import { placeEntry, type Entry, type Part } from '../package/package.js';
import { loadedDex } from './dex-entries.js';
import { DISGUISE_BYTES, disguiseOf, isCompressed } from './disguise.js';
import { openFileMatcher } from './file-pattern.js';
import type { Extractor } from './extractor.js';

/** Entries kept for one marker; a folder of a thousand files says no more than eight of them. */
const ENTRIES_PER_MARKER = 8;
/** A DEX header alone is 112 bytes. */
const MIN_DEX_BYTES = 112;
const MAGIC_BYTES = 8;

const startsWith = (data: Uint8Array, text: string): boolean => {
  if (data.length < text.length) return false;
  for (let at = 0; at < text.length; at++) if (data[at] !== text.charCodeAt(at)) return false;
  return true;
};
const isZip = (head: Uint8Array): boolean => startsWith(head, 'PK\x03\x04');

/** What an entry holds beside what its name says; no name is spared, since any may be chosen to hide behind. */
function hiddenIn(part: Part, entry: Entry): 'dex' | 'archive' | null {
  if (entry.sizeBytes < MIN_DEX_BYTES && entry.compressedBytes < MIN_DEX_BYTES) return null;
  let head = part.peek(entry.name, MAGIC_BYTES);
  if (isZip(head)) return 'archive';
  if (isCompressed(head)) head = part.peek(entry.name, DISGUISE_BYTES);
  return disguiseOf(head) === null ? null : 'dex';
}

/** Library versions: "META-INF/androidx.core_core.version" and "play-services-base.properties". */
// eslint-disable-next-line complexity -- one branch for each place where libraries write their version
function versionOf(name: string, text: string): { name: string; version: string } | null {
  const file = name.slice(name.lastIndexOf('/') + 1);
  if (name.startsWith('META-INF/') && file.endsWith('.version')) {
    const version = text.split('\n')[0]!.trim();
    return version === '' ? null : { name: file.slice(0, -'.version'.length), version };
  }
  const isMaven = name.startsWith('META-INF/maven/') && file === 'pom.properties';
  if (!isMaven && (name.includes('/') || !file.endsWith('.properties'))) return null;
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const at = line.indexOf('=');
    if (at > 0 && !line.startsWith('#')) fields.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  const version = fields.get('version');
  if (version === undefined || version === '') return null;
  const [group, artifact] = [fields.get('groupId'), fields.get('artifactId')];
  if (group !== undefined && artifact !== undefined) return { name: `${group}_${artifact}`, version };
  return { name: fields.get('client') ?? file.slice(0, -'.properties'.length), version };
}

const mayTellVersion = (name: string): boolean =>
  (name.startsWith('META-INF/') && (name.endsWith('.version') || name.endsWith('/pom.properties'))) ||
  (!name.includes('/') && name.endsWith('.properties'));

/** Provider classes of a META-INF/services file: one a line, "#" starts a comment (java.util.ServiceLoader). */
const serviceClasses = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.split('#')[0]!.trim())
    .filter((line) => line !== '');

export const filesExtractor: Extractor<'files'> = {
  section: 'files',
  version: 2,
  // eslint-disable-next-line complexity, max-lines-per-function -- one walk over all entries, which looks for each thing by its name
  extract({ pkg, watch, limits, note }) {
    const matcher = openFileMatcher(watch.files);
    const markerCounts = new Map<string, number>();
    const facts: FileFacts = {
      entries: 0,
      markers: [],
      versions: [],
      serviceLoaders: [],
      archives: [],
      hiddenDex: [],
      unreadable: [],
    };
    const because = new Set<string>();
    for (const diagnostic of pkg.diagnostics ?? []) {
      if (diagnostic.code.startsWith('limit/') || diagnostic.code === 'zip/entry-count')
        because.add(diagnostic.code);
    }
    for (const part of pkg.parts) {
      const entries = part.entries();
      const loaded = new Set(loadedDex(part));
      facts.entries += entries.length;
      for (const entry of entries) {
        const place = placeEntry(pkg, part, entry.name);
        for (const what of matcher.match(entry.name)) {
          const count = markerCounts.get(what) ?? 0;
          if (count < ENTRIES_PER_MARKER) facts.markers.push({ entry: place, what });
          markerCounts.set(what, count + 1);
        }
        try {
          const small = entry.sizeBytes <= limits.smallText;
          const isServices = entry.name.startsWith('META-INF/services/');
          const holds = loaded.has(entry.name) ? null : hiddenIn(part, entry);
          if (holds === 'dex') facts.hiddenDex.push(place);
          else if (holds === 'archive') facts.archives.push(place);
          else if (!small && (isServices || mayTellVersion(entry.name))) {
            because.add('limit/small-text');
            const args = { limit: limits.smallText, count: entry.sizeBytes };
            note({ code: 'limit/small-text', level: 'warning', place: { entry: place }, args });
          } else if (mayTellVersion(entry.name)) {
            const found = versionOf(entry.name, readUtf8(part.read(entry.name)));
            if (found !== null) facts.versions.push(found);
          } else if (isServices) {
            const classes = serviceClasses(readUtf8(part.read(entry.name)));
            facts.serviceLoaders.push({ service: entry.name.slice('META-INF/services/'.length), classes });
          }
        } catch (error) {
          if (!(error instanceof ParseError)) throw error;
          facts.unreadable.push(place);
          note({ code: error.code, level: 'warning', place: { entry: place }, args: error.args });
        }
      }
    }
    facts.markers.sort((a, b) => compareText(a.entry, b.entry) || compareText(a.what, b.what));
    facts.versions.sort((a, b) => compareText(a.name, b.name) || compareText(a.version, b.version));
    facts.serviceLoaders.sort((a, b) => compareText(a.service, b.service));
    for (const key of ['archives', 'hiddenDex', 'unreadable'] as const) {
      facts[key].sort(compareText);
      if (facts[key].length > limits.listed) {
        because.add('limit/list');
        note({
          code: 'limit/list',
          level: 'warning',
          place: { entry: '' },
          args: { list: key, count: facts[key].length, limit: limits.listed },
        });
        facts[key].length = limits.listed;
      }
    }
    if (facts.unreadable.length > 0) because.add('zip/unreadable-entries');
    return because.size === 0
      ? { state: 'complete', value: facts }
      : { state: 'partial', value: facts, because: [...because].sort() };
  },
};
