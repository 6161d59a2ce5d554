// The code section: opens every DEX of the package, joins them, sweeps the code once and asks src/code for the facts.
// Leaves the meaning of code to src/code and judgement to the engine.
import type { Limits } from '../bytes/limits.js';
import { ParseError } from '../bytes/parse-error.js';
import { collectFacts, type CodeInput } from '../program/collect.js';
import { emptyPlatformTable, openPlatformTable } from '../program/platform.js';
import type { DexInput } from '../program/program.js';
import type { Odd } from '../bytes/odd.js';
import { mapIdsOf } from '../formats/dex/markers.js';
import { openDex } from '../formats/dex/open.js';
import { Budget } from '../formats/zip/inflate.js';
import type { CodeFacts, Section } from '../model/facts.js';
import { weightOf } from '../model/diagnostics.js';
import type { Note } from '../model/place.js';
import { DATA } from '../formats/resources/layout.js';
import type { Value } from '../formats/resources/xml-tree.js';
import { keptTexts } from './fields.js';
import { inputTypeWords } from './input-types.js';
import { openEmbedded } from '../package/embedded.js';
import { listDexEntries, type DexEntry } from './dex-entries.js';
import { undisguise } from './disguise.js';
import type { Extractor } from './extractor.js';
import { openResources } from './open-documents.js';
import type { Package } from '../package/package.js';

export const codeExtractor: Extractor<'code'> = {
  section: 'code',
  version: 12,
  extract({ pkg, watch, limits, note, done }): Section<CodeFacts> {
    const because = new Set<string>();
    const broken = new Set<string>();
    const noteFor =
      (entry: string): Odd =>
      (code, offset, args = {}) => {
        const { level, loses } = weightOf(code);
        if (loses) {
          because.add(code);
          broken.add(entry);
        }
        const { method, ...rest } = args;
        const place = typeof method === 'string' ? { entry, symbol: method, offset } : { entry, offset };
        note({ code, level, place, args: rest });
      };
    const files = valueOf(done.files);
    const embedded = openEmbedded(pkg, files?.archives ?? [], limits, note);
    const entries = listDexEntries(pkg, files?.hiddenDex ?? [], embedded);
    const budget = pkg.budget ?? new Budget();
    const { inputs, summaries } = openAll(entries, limits, budget, note, noteFor, because);
    const unread = UNREAD_CODE[pkg.kind];
    if (inputs.length === 0 && unread !== undefined) because.add(unread);
    if (inputs.length === 0 && because.size > 0) return { state: 'missing', because: [...because].sort() };
    const platform = watch.platform ? openPlatformTable(watch.platform) : emptyPlatformTable();
    const facts = collectFacts({
      inputs,
      watch,
      platform,
      manifest: valueOf(done.manifest),
      resources: valueOf(done.resources),
      files: valueOf(done.files),
      isLibrary: pkg.kind === 'aar' || pkg.kind === 'jar',
      ...readsResources(pkg, limits, note),
      inputTypes: (inputType) =>
        inputTypeWords({ inputType, phoneNumber: false, password: false, numeric: false }),
      limits,
      noteFor,
    });
    const dex = summaries.map((row) => (broken.has(row.entry) ? { ...row, state: 'partial' } : row));
    const ids = [...new Set(inputs.flatMap((input) => mapIdsOf(input.dex)))].sort();
    const value: CodeFacts = { dex, ...facts, ...(ids.length > 0 ? { mapIds: ids } : {}) };
    return because.size === 0
      ? { state: 'complete', value }
      : { state: 'partial', value, because: [...because].sort() };
  },
};

/** Texts of resources: in all languages, and as one value where all configurations agree. */
function readsResources(
  pkg: Package,
  limits: Limits,
  note: Note,
): Required<Pick<CodeInput, 'resourceText' | 'resourceTexts'>> {
  const { resolver } = openResources(pkg, limits, note);
  const value = (id: number): Value => ({ type: DATA.reference, data: id, text: null });
  return {
    resourceText(id) {
      const texts = resolver.texts(value(id));
      const [first] = texts;
      return first !== undefined && texts.every(({ text }) => text === first.text) ? first.text : null;
    },
    resourceTexts: (id) => keptTexts(resolver.texts(value(id))),
  };
}

/** Kinds of input whose code, if there is any, is not in a form we read: the diagnostic that said so. */
const UNREAD_CODE: Readonly<Record<string, string>> = {
  decoded: 'package/smali-ignored',
  manifest: 'package/manifest-only',
};

function valueOf<T>(section: Section<T> | undefined): T | null {
  return section && 'value' in section ? section.value : null;
}

function openAll(
  entries: DexEntry[],
  limits: Limits,
  budget: Budget,
  note: Note,
  noteFor: (entry: string) => Odd,
  because: Set<string>,
): { inputs: DexInput[]; summaries: CodeFacts['dex'] } {
  const inputs: DexInput[] = [];
  const summaries: CodeFacts['dex'] = [];
  if (entries.length > limits.dexFiles) {
    because.add('limit/dex-files');
    note({
      code: 'limit/dex-files',
      level: 'error',
      place: { entry: entries[limits.dexFiles]!.entry },
      args: { limit: limits.dexFiles, count: entries.length },
    });
    entries.length = limits.dexFiles;
  }
  for (const { part, name, entry, loaded } of entries) {
    try {
      const data = loaded ? part.read(name) : undisguise(part.read(name), limits, budget);
      if (!loaded) note({ code: 'dex/not-loaded-at-start', level: 'note', place: { entry }, args: {} });
      for (const dex of openDex(data, noteFor(entry))) {
        inputs.push({ entry, dex });
        summaries.push({
          entry,
          version: dex.version,
          sizeBytes: dex.sizeBytes,
          classes: dex.classCount,
          methods: dex.methodClasses.length,
          state: 'complete',
        });
      }
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      because.add(error.code);
      note({ code: error.code, level: 'error', place: { entry, offset: error.offset }, args: error.args });
      summaries.push({ entry, version: '', sizeBytes: 0, classes: 0, methods: 0, state: 'missing' });
    }
  }
  return { inputs, summaries };
}
