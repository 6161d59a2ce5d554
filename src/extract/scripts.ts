// Code that is not DEX: finds the scripts of frameworks, reads them, and asks src/script what they do. A package without
// such entries costs one look at its list of names. Leaves the meaning of what is found to the judge.
import { ParseError } from '../bytes/parse-error.js';
import { readUtf8 } from '../bytes/text.js';
import { HermesFile, isHermes } from '../formats/hermes/hermes-file.js';
import { NEWEST, OLDEST } from '../formats/hermes/opcodes.js';
import { nodeBudget, parseJavaScript, type NodeBudget } from '../formats/js/parse.js';
import { isRamBundle, readRamBundle } from '../formats/js/ram-bundle.js';
import type { Section } from '../model/facts.js';
import type { ScriptFacts } from '../model/script-facts.js';
import { compareText } from '../model/order.js';
import { placeEntry, type Entry, type Part } from '../package/package.js';
import { analyseScripts, type ProgramFile } from '../script/analyse.js';
import { lowerHermes } from '../script/lower-hermes.js';
import { JsProgram, lowerJavaScript } from '../script/lower-js.js';
import { lowerMetro, wordsOf } from '../script/metro.js';
import { extractAssemblies } from './assemblies.js';
import type { ExtractContext } from './extractor.js';
import { extractFlutter } from './flutter.js';
import { extractIl2Cpp } from './il2cpp.js';
import { scriptsOfPage } from './script-pages.js';
import { SCRIPT_ROOTS } from './script-roots.js';

export const SCRIPTS_VERSION = 4;

interface Found {
  part: Part;
  entry: Entry;
  program: string;
}

/** Null when the package has no such code. */
export function extractScripts(context: ExtractContext): Section<ScriptFacts> | null {
  const { limits, note } = context;
  const found = findScripts(context);
  const because = new Set<string>();
  const facts: ScriptFacts = { files: [], sightings: [] };
  const others = [
    extractAssemblies(context, facts, because),
    extractIl2Cpp(context, facts),
    extractFlutter(context, facts),
  ].some((found) => found);
  if (found.length === 0 && !others) return null;
  if (found.length > limits.scriptFiles) {
    because.add('limit/script-files');
    const args = { limit: limits.scriptFiles, count: found.length };
    note({ code: 'limit/script-files', level: 'warning', place: { entry: found[0]!.entry.name }, args });
    found.length = limits.scriptFiles;
  }
  const programs = new Map<string, Found[]>();
  for (const item of found) programs.set(item.program, [...(programs.get(item.program) ?? []), item]);
  const budget = {
    left: limits.scriptBytes,
    nodes: nodeBudget(limits.scriptNodes),
    mostFiles: limits.scriptFiles,
    because,
  };
  for (const items of programs.values()) readProgram(context, items, facts, budget);
  facts.files.sort((a, b) => compareText(a.entry, b.entry));
  facts.sightings.sort(
    (a, b) => compareText(a.entry, b.entry) || a.offset - b.offset || compareText(a.api, b.api),
  );
  // That a framework's code is native is told with the framework.
  for (const file of facts.files)
    if (file.because !== null && !NATIVE.has(file.because)) because.add(file.because);
  return because.size === 0
    ? { state: 'complete', value: facts }
    : { state: 'partial', value: facts, because: [...because].sort() };
}

const NATIVE: ReadonlySet<string> = new Set(['il2cpp/names-only', 'dart/strings-only', 'dart/kernel']);

function findScripts({ pkg }: ExtractContext): Found[] {
  const found: Found[] = [];
  for (const part of pkg.parts) {
    for (const entry of part.entries()) {
      if (!entry.name.startsWith('assets/') || entry.sizeBytes === 0) continue;
      for (const [index, root] of SCRIPT_ROOTS.entries()) {
        const match = root.scripts.exec(entry.name);
        if (!match || root.not?.test(entry.name)) continue;
        found.push({ part, entry, program: `${index}|${part.name}|${match[1] ?? entry.name}` });
        break;
      }
    }
  }
  return found;
}

interface Budget {
  left: number;
  nodes: NodeBudget;
  mostFiles: number;
  because: Set<string>;
}

// eslint-disable-next-line complexity, max-lines-per-function -- one walk over the scripts of a package: each kind of file has its own reader
function readProgram(context: ExtractContext, items: Found[], facts: ScriptFacts, budget: Budget): void {
  const files = new Map<string, ProgramFile>();
  const loaded = new Set<string>();
  let pages = 0;
  const words = wordsOf((context.watch.scripts ?? []).map(({ call, read }) => call ?? read ?? ''));
  for (const { part, entry } of items) {
    const place = placeEntry(context.pkg, part, entry.name);
    const isPage = /\.html?$/i.test(entry.name);
    const row: ScriptFacts['files'][number] = {
      entry: place,
      form: 'javascript',
      sizeBytes: entry.sizeBytes,
      functions: 0,
      modules: 0,
      state: 'read',
      because: null,
    };
    try {
      if (entry.sizeBytes > budget.left) {
        throw new ParseError('limit/script-bytes', 0, { limit: context.limits.scriptBytes });
      }
      const data = part.read(entry.name);
      // By what came out: the size that the archive declares may be a lie.
      budget.left -= data.length;
      if (budget.left < 0)
        throw new ParseError('limit/script-bytes', 0, { limit: context.limits.scriptBytes });
      if (isHermes(data)) {
        files.set(place, readHermes(context, place, data, row, budget));
        facts.files.push(row);
        continue;
      }
      if (isRamBundle(data)) {
        row.form = 'javascript-ram';
        const program = new JsProgram(place);
        for (const { text, at } of readRamBundle(data))
          program.add(parseJavaScript(text, false, budget.nodes).tree, at);
        row.functions = program.script.functions.length;
        files.set(place, { script: program.script, position: () => null, root: false });
        facts.files.push(row);
        continue;
      }
      const text = readUtf8(data);
      if (isPage) {
        pages++;
        readPage(place, text, words, files, loaded, budget);
        continue;
      }
      if (text.includes('\u0000')) throw new ParseError('script/not-text', 0);
      const file = readScript(place, text, words, budget.nodes);
      row.functions = file.script.functions.length;
      files.set(place, file);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      row.state = 'unread';
      row.because = error.code;
      const args = { ...error.args };
      context.note({
        code: error.code,
        level: 'warning',
        place: { entry: place, offset: error.offset },
        args,
      });
    }
    if (!isPage || row.state === 'unread') facts.files.push(row);
  }
  // Without a page that says what it loads, or in a framework that loads by itself, every file is a start.
  const some = pages > 0 && [...files.keys()].some((entry) => isLoaded(entry, loaded));
  for (const [entry, file] of files)
    file.root ||= !some || isLoaded(entry, loaded) || /\/app-(?:service|config-service)\.js$/.test(entry);
  const { sightings, modules } = analyseScripts(files, context.watch.scripts ?? []);
  facts.sightings.push(...sightings.map((item) => ({ ...item, entry: item.entry.replace(/#\d+$/, '') })));
  for (const row of facts.files) row.modules = modules.get(row.entry) ?? row.modules;
}

/** Bytecode of Hermes: functions with their offsets in the place of lines. */
function readHermes(
  { limits, note }: ExtractContext,
  place: string,
  data: Uint8Array,
  row: ScriptFacts['files'][number],
  { because }: Budget,
): ProgramFile {
  const file = new HermesFile(data, limits);
  row.form = `hermes-${file.version}`;
  if (file.stringsOnly) {
    const args = { version: file.version, oldest: OLDEST, newest: NEWEST, strings: file.stringCount };
    throw new ParseError('hermes/version', 8, args);
  }
  const { script, broken, wide, cut } = lowerHermes(place, file, limits);
  row.functions = file.functionCount;
  const told = (code: string, args: Record<string, number>): void => {
    because.add(code);
    note({ code, level: 'warning', place: { entry: place }, args });
  };
  if (broken > 0) told('hermes/functions', { count: broken, of: file.functionCount });
  if (wide > 0) told('limit/script-registers', { count: wide, limit: limits.scriptRegisters });
  if (cut) told('limit/script-steps', { limit: limits.scriptSteps });
  return { script, position: () => null, root: false, bytecode: true };
}

function isLoaded(entry: string, loaded: ReadonlySet<string>): boolean {
  return loaded.has(entry);
}

function readScript(
  entry: string,
  text: string,
  words: ReadonlySet<string>,
  nodes: NodeBudget,
  from = 0,
  whole = text,
): ProgramFile {
  const bundle = lowerMetro(entry, text, words, nodes);
  let starts: number[] | null = null;
  const position = (offset: number): { line: number; column: number } => {
    starts ??= lineStarts(whole);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset + from) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset + from - starts[low]! + 1 };
  };
  if (bundle) return { ...bundle, position, root: false };
  const { tree, module } = parseJavaScript(text, true, nodes);
  return { script: lowerJavaScript(entry, tree, module), position, root: false };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** A page: the files it names, and the scripts that stand in it. */
function readPage(
  entry: string,
  text: string,
  words: ReadonlySet<string>,
  files: Map<string, ProgramFile>,
  loaded: Set<string>,
  { nodes, mostFiles }: Budget,
): void {
  const { names, inline } = scriptsOfPage(entry, text, mostFiles);
  for (const name of names) loaded.add(name);
  const count = files.size + names.length + inline.length;
  if (count > mostFiles) throw new ParseError('limit/script-files', 0, { limit: mostFiles, count });
  inline.forEach(({ start, code }, index) => {
    try {
      const file = readScript(`${entry}#${index}`, code, words, nodes, start, text);
      files.set(`${entry}#${index}`, { ...file, root: true });
    } catch (error) {
      // Templates and data stand in such elements too; a ceiling is told as everywhere.
      if (!(error instanceof ParseError) || error.code.startsWith('limit/')) throw error;
    }
  });
}
