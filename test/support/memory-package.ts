// A package that lives in memory, for tests of extractors that need no zip. Leaves archives to the zip builder.
import { ParseError } from '../../src/bytes/parse-error.js';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import type { Limits } from '../../src/bytes/limits.js';
import type { Watchlist } from '../../src/model/catalogue.js';
import type { Section, SectionName, Sections } from '../../src/model/facts.js';
import type { Diagnostic } from '../../src/model/place.js';
import type { Package, Part } from '../../src/package/package.js';
import type { Extractor } from '../../src/extract/extractor.js';

export type Files = Readonly<Record<string, Uint8Array | string>>;

const bytesOf = (content: Uint8Array | string): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

function part(name: string, role: Part['role'], files: Files): Part {
  const read = (path: string): Uint8Array => {
    const content = files[path];
    if (content === undefined) throw new ParseError('package/no-such-entry', 0, { name: path });
    return bytesOf(content);
  };
  return {
    name,
    role,
    sha256: '0'.repeat(64),
    sizeBytes: 0,
    entries: () =>
      Object.entries(files).map(([path, content]) => ({
        name: path,
        sizeBytes: bytesOf(content).length,
        compressedBytes: bytesOf(content).length,
      })),
    has: (path) => Object.hasOwn(files, path),
    read,
    peek: (path, length) => read(path).subarray(0, length),
    source: {
      name,
      sizeBytes: 0,
      read() {
        throw new ParseError('input/unreadable', 0);
      },
      close() {},
    },
  };
}

/** Base files, then further parts by name: `memoryPackage({ 'AndroidManifest.xml': … }, { 'split_a.apk': { … } })`. */
export const memoryPackage = (
  base: Files,
  splits: Readonly<Record<string, Files>> = {},
  kind = 'apk',
): Package => ({
  kind,
  sha256: '0'.repeat(64),
  sizeBytes: 0,
  parts: [
    part('base.apk', 'base', base),
    ...Object.entries(splits).map(([name, files]) => part(name, 'split', files)),
  ],
  close() {},
});

const NO_WATCH: Watchlist = {
  hash: '',
  methods: [],
  overrides: [],
  fields: [],
  classes: [],
  strings: [],
  uris: [],
  reflections: [],
  files: [],
  sinks: [],
  models: [],
  sources: [],
};

/** Runs extractors in order; each sees the sections before it. */
export function runExtractors<K extends SectionName>(
  pkg: Package,
  extractors: readonly Extractor<K>[],
  limits: Limits = DEFAULT_LIMITS,
) {
  const diagnostics: Diagnostic[] = [];
  const done: Partial<{ [N in SectionName]: Section<Sections[N]> }> = {};
  for (const extractor of extractors) {
    const section = extractor.extract({
      pkg,
      watch: NO_WATCH,
      limits,
      note: (d) => diagnostics.push(d),
      done,
    });
    (done as Record<string, unknown>)[extractor.section] = section;
  }
  return { done, diagnostics, codes: [...new Set(diagnostics.map((d) => d.code))] };
}
