// Package → AppFacts: every extractor in order, each in a cage of its own. Leaves reading to the extractors.
import { platform } from '#platform';
import { compareText } from '../model/order.js';
import { checkMemory, checkTime } from '../bytes/deadline.js';
import { ParseError } from '../bytes/parse-error.js';
import type { Limits } from '../bytes/limits.js';
import type { AppFacts, Section, SectionName, Sections } from '../model/facts.js';
import type { Diagnostic } from '../model/place.js';
import type { Watchlist } from '../model/catalogue.js';
import type { Package } from '../package/package.js';
import { openRecorder } from '../package/recorder.js';
import type { ExtractContext, Extractor } from './extractor.js';
import { codeExtractor } from './code.js';
import { filesExtractor } from './files.js';
import { manifestExtractor } from './manifest.js';
import { nativeExtractor } from './native.js';
import { resourcesExtractor } from './resources.js';
import { SCRIPTS_VERSION, extractScripts } from './scripts.js';
import { signingExtractor } from './signing.js';

type AnyExtractor = { [K in SectionName]: Extractor<K> }[SectionName];

/** In order: code needs the manifest's components, the layouts, and the hidden DEX that files finds. */
const EXTRACTORS: readonly AnyExtractor[] = [
  manifestExtractor,
  resourcesExtractor,
  signingExtractor,
  filesExtractor,
  nativeExtractor,
  codeExtractor,
];

/** Versions of all extractors, for cache keys: "code:3 files:1 …". */
export const EXTRACTOR_VERSIONS: string = [
  ...EXTRACTORS.map((x) => `${x.section}:${x.version}`),
  `scripts:${SCRIPTS_VERSION}`,
]
  .sort()
  .join(' ');

function run<K extends SectionName>(extractor: Extractor<K>, context: ExtractContext): Section<Sections[K]> {
  const entry = context.pkg.parts[0]?.name ?? '';
  try {
    checkTime();
    checkMemory();
    return extractor.extract(context);
  } catch (error) {
    if (error instanceof ParseError) {
      context.note({
        code: error.code,
        level: 'error',
        place: { entry, offset: error.offset },
        args: error.args,
      });
      return { state: 'missing', because: [error.code] };
    }
    if (platform.throwsBugs()) throw error;
    context.note({
      code: 'internal/extractor-failed',
      level: 'error',
      place: { entry },
      args: { section: extractor.section, reason: error instanceof Error ? error.message : String(error) },
    });
    return { state: 'missing', because: ['internal/extractor-failed'] };
  }
}

const byPlace = (a: Diagnostic, b: Diagnostic): number =>
  compareText(a.place.entry, b.place.entry) ||
  (a.place.offset ?? -1) - (b.place.offset ?? -1) ||
  compareText(a.code, b.code) ||
  compareText(a.place.symbol ?? '', b.place.symbol ?? '');

/** Reads everything the watchlist asks for out of an opened package. Never throws on what the package holds. */
export function extractFacts(pkg: Package, watch: Watchlist, limits: Limits): AppFacts {
  const recorder = openRecorder(limits);
  const done: ExtractContext['done'] = {};
  const context: ExtractContext = { pkg, watch, limits, note: recorder.note, done };
  for (const extractor of EXTRACTORS) {
    Object.assign(done, { [extractor.section]: run(extractor as Extractor<SectionName>, context) });
  }
  const scripts = extractScripts(context);
  // Reading entries adds to the package's own diagnostics, so they are taken last.
  for (const diagnostic of pkg.diagnostics ?? []) recorder.note(diagnostic);
  const missing = { state: 'missing' as const, because: ['internal/no-extractor'] };
  return {
    schema: 'overreach-facts/2',
    identity: {
      kind: pkg.kind,
      sha256: pkg.sha256,
      sizeBytes: pkg.sizeBytes,
      parts: pkg.parts.map((part) => ({
        name: part.name,
        role: part.role,
        sha256: part.sha256,
        sizeBytes: part.sizeBytes,
        entries: part.entries().length,
      })),
    },
    manifest: done.manifest ?? missing,
    resources: done.resources ?? missing,
    code: done.code ?? missing,
    native: done.native ?? missing,
    signing: done.signing ?? missing,
    files: done.files ?? missing,
    ...(scripts && { scripts }),
    diagnostics: [...recorder.diagnostics].sort(byPlace),
  };
}
