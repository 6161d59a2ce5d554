// Sweep columns → the code section of the facts: sites, uses, inventories, signals. Opinion-free and sorted.
// Leaves reading entries to extract/code.ts and reachability to reach.ts.
import { compareText } from '../model/order.js';
import type { ManifestFacts, CodeFacts, CodeSite, CodeUse, Reach } from '../model/facts.js';
import { matchCommands } from './commands.js';
import { ACCESS } from '../formats/dex/layout.js';
import { OP } from '../formats/dex/opcodes.js';
import { countDecryptors } from './decryptors.js';
import type { Hierarchy } from './hierarchy.js';
import { INTEREST } from './interest.js';
import { PairTable } from './int-table.js';
import { descriptorOf, isPlatformName, packageOf, simpleName } from './names.js';
import { classNamed, methodDescriptor, methodDex, methodName, methodType, type Program } from './program.js';
import { HIT, type Sweep } from './sweep.js';
import { TextTable } from './text-table.js';
import { matchHost, matchUri, type WatchIndex } from './watch-index.js';
import { WORD_GROUP } from './words.js';

/** An address that is longer is data that looks like one. */
const MAX_ENDPOINT_LENGTH = 300;

/** Numbers the methods that hold a use; facts refer to them by position once `done` has sorted them. */
export class Sites {
  private readonly ids = new Map<number, number>();
  private readonly methods: number[] = [];
  private readonly program: Program;
  constructor(program: Program) {
    this.program = program;
  }
  /** A provisional number for a method. */
  add(method: number): number {
    let id = this.ids.get(method);
    if (id === undefined) {
      id = this.methods.length;
      this.ids.set(method, id);
      this.methods.push(method);
    }
    return id;
  }
  /** Sorted sites, one each for copies of a method (merged.ts), and the final position of each provisional number. */
  done(
    reachOf: (method: number) => Reach[] | null,
    methodOf: (method: number) => number,
  ): { sites: CodeSite[]; position: number[] } {
    const program = this.program;
    const rows = this.methods.map((unit, id) => {
      const method = methodOf(unit);
      const owner = program.methodClass[method]!;
      const parent = owner < 0 ? -1 : program.classSuper[owner]!;
      return {
        id,
        unit,
        site: {
          entry: methodDex(program, method)?.entry ?? '',
          class: methodType(program, method),
          method: methodName(program, method) + methodDescriptor(program, method),
          super: parent < 0 ? null : program.types.text(parent),
          reach: null,
        } as CodeSite,
      };
    });
    rows.sort(
      (a, b) =>
        compareText(a.site.entry, b.site.entry) ||
        compareText(a.site.class, b.site.class) ||
        compareText(a.site.method, b.site.method) ||
        a.unit - b.unit,
    );
    const position: number[] = [];
    rows.forEach((row, index) => {
      position[row.id] = index;
      row.site.reach = reachOf(row.unit);
    });
    return { sites: rows.map((row) => row.site), position };
  }
}

/** A use with its method instead of a site, before sorting. */
export interface FoundUse extends Omit<CodeUse, 'site'> {
  method: number;
}

/** Every watched thing that the sweep hit, without arguments. */
// eslint-disable-next-line complexity -- one branch for each sort of hit
export function collectUses(h: Hierarchy, index: WatchIndex, sweep: Sweep): FoundUse[] {
  const program = h.program;
  const uses: FoundUse[] = [];
  const { hits } = sweep;
  const textWatches = sweep.texts.map((text) => [
    ...(index.strings.get(text) ?? []),
    ...matchUri(index.uris, text),
    ...matchHost(index.strings, text),
    ...matchCommands(index.strings, text, (word) => matchUri(index.uris, word)),
  ]);
  for (let i = 0; i < hits.kind.length; i++) {
    const method = hits.method[i]!;
    const offset = hits.at[i]!;
    const target = hits.target[i]!;
    if (hits.kind[i] === HIT.text) {
      const compared = hits.dropped[i] === 1 ? { compared: true as const } : {};
      for (const watch of textWatches[target]!) uses.push({ watch, method, offset, ...compared });
      continue;
    }
    const lists =
      hits.kind[i] === HIT.method ? index.methods : hits.kind[i] === HIT.field ? index.fields : index.types;
    for (const item of index.lists[lists[target]!]!) {
      const { id, class: watched } = index.items[item]!;
      if (id === null) continue;
      const use: FoundUse = { watch: id, method, offset };
      if (hits.kind[i] === HIT.method) {
        use.descriptor = methodDescriptor(program, target);
        const written = methodType(program, target);
        if (written !== watched) {
          use.via = written;
          use.how = 'resolved';
        }
        if (hits.op[i] === OP.invokeSuper) use.how = 'super';
        if (hits.dropped[i] === 1 && !use.descriptor.endsWith(')V')) use.unused = true;
      } else if (hits.kind[i] === HIT.field) {
        if (hits.dropped[i] === 1) use.compared = true;
        const written = program.types.text(program.fieldKeys.first.at(target));
        if (written !== watched) {
          use.via = written;
          use.how = 'resolved';
        }
      }
      uses.push(use);
    }
  }
  for (const { id, method } of index.overrides) uses.push({ watch: id, method, offset: 0 });
  collectSupertypes(program, index, uses);
  return uses;
}

/** A watched class counts as used by a class that extends or implements it; the sighting is its first method. */
function collectSupertypes(program: Program, index: WatchIndex, uses: FoundUse[]): void {
  for (let cls = 0; cls < program.classType.length; cls++) {
    const first = program.classMethods[program.classMethodStart[cls]!];
    if (program.classMethodStart[cls] === program.classMethodStart[cls + 1] || first === undefined) continue;
    const above = [program.classSuper[cls]!];
    for (let i = program.classInterfaceStart[cls]!; i < program.classInterfaceStart[cls + 1]!; i++) {
      above.push(program.classInterfaces[i]!);
    }
    for (const type of above) {
      if (type < 0 || index.types[type] === 0) continue;
      for (const item of index.lists[index.types[type]!]!) {
        uses.push({ watch: index.items[item]!.id!, method: first, offset: 0 });
      }
    }
  }
}

export function sortUses(
  uses: readonly FoundUse[],
  placed: (method: number, offset: number) => number,
): CodeUse[] {
  const out = uses.map(({ method, ...use }): CodeUse => ({ ...use, site: placed(method, use.offset) }));
  out.sort((a, b) => a.site - b.site || a.offset - b.offset || compareText(a.watch, b.watch));
  return out.filter((use, i) => {
    const before = out[i - 1];
    return !before || before.site !== use.site || before.offset !== use.offset || before.watch !== use.watch;
  });
}

/** Strings that are an address, with the method that names them. */
export function collectEndpoints(
  sweep: Sweep,
  limit: number,
  trip: (count: number) => void,
): { text: string; method: number }[] {
  const seen = new Set<string>();
  const found: { text: string; method: number }[] = [];
  for (let i = 0; i < sweep.hits.kind.length; i++) {
    if (sweep.hits.kind[i] !== HIT.text) continue;
    const target = sweep.hits.target[i]!;
    if ((sweep.textGroups[target]! & (1 << WORD_GROUP.endpoint)) === 0) continue;
    const text = sweep.texts[target]!.trim();
    const key = `${sweep.hits.method[i]} ${text}`;
    if (text.length > MAX_ENDPOINT_LENGTH || !/^(https?|wss?):\/\/[^\s/]/i.test(text) || seen.has(key))
      continue;
    seen.add(key);
    if (found.length >= limit) {
      trip(limit);
      break;
    }
    found.push({ text, method: sweep.hits.method[i]! });
  }
  return found;
}

export function countPackages(program: Program): CodeFacts['packages'] {
  const folders = new TextTable();
  const pairs = new PairTable();
  const counts: number[] = [];
  const idles: number[] = [];
  for (let cls = 0; cls < program.classType.length; cls++) {
    const folder = program.types.addFolderTo(program.classType[cls]!, folders);
    const pair = pairs.add(folder, program.classDex[cls]!);
    counts[pair] = (counts[pair] ?? 0) + 1;
    if (isIdle(program, cls)) idles[pair] = (idles[pair] ?? 0) + 1;
  }
  const rows = new Map<string, CodeFacts['packages'][number]>();
  counts.forEach((classes, pair) => {
    const name = folders.text(pairs.first.at(pair)).replaceAll('/', '.');
    const { entry } = program.dexes[pairs.second.at(pair)]!;
    const idle = idles[pair] ?? 0;
    // Several logical DEX files may share an entry.
    const row = rows.get(`${name}\n${entry}`);
    if (!row) rows.set(`${name}\n${entry}`, { name, classes, ...(idle > 0 ? { idle } : {}), entry });
    else {
      row.classes += classes;
      if (idle > 0) row.idle = (row.idle ?? 0) + idle;
    }
  });
  return [...rows.values()].sort((a, b) => compareText(a.name, b.name) || compareText(a.entry, b.entry));
}

const GENERATED_CLASS = /\/(R(\$\w+)?|BuildConfig);$/;

/** An interface, an annotation or what a build generates: other people's code may bring them along. */
function isIdle(program: Program, cls: number): boolean {
  if ((program.classAccess[cls]! & ACCESS.interface) !== 0) return true;
  // What a build generates has no methods but constructors; reading the names of the others would cost more.
  const methods = program.classMethodStart[cls + 1]! - program.classMethodStart[cls]!;
  return methods <= 2 && GENERATED_CLASS.test(program.types.text(program.classType[cls]!));
}

export function countCalledPackages(h: Hierarchy, sweep: Sweep): CodeFacts['calledPackages'] {
  const program = h.program;
  const counts = new Map<string, number>();
  for (let method = 0; method < sweep.calls.length; method++) {
    const calls = sweep.calls[method]!;
    if (calls === 0) continue;
    const type = program.methodKeys.first.at(method);
    if (program.typeClass[type]! >= 0 || h.platformOf[type]! >= 0) continue;
    const name = program.types.text(type);
    if (!name.startsWith('L') || isPlatformName(name)) continue;
    counts.set(packageOf(name), (counts.get(packageOf(name)) ?? 0) + calls);
  }
  return [...counts].map(([name, calls]) => ({ name, calls })).sort((a, b) => compareText(a.name, b.name));
}

/** Two characters at most, as obfuscators leave them; only names of few bytes are worth decoding. */
function isShortName(program: Program, type: number): boolean {
  const { types } = program;
  const behind = types.bytesBehindSlash(type);
  const bytes = behind < 0 ? types.length(type) - 2 : behind - 1;
  return bytes <= 2 || (bytes <= 6 && simpleName(types.text(type)).length <= 2);
}

export type CodeSignals = CodeFacts['signals'];

/** Counts that tell how much of the code can be seen. `dynamicLoading` holds methods, not sites, until placed. */
// eslint-disable-next-line complexity -- one count for each signal, out of one walk
export function collectSignals(
  program: Program,
  index: WatchIndex,
  sweep: Sweep,
  manifest: ManifestFacts | null,
): CodeSignals {
  const { hits } = sweep;
  const loading = new Set<number>();
  let reflectionCalls = 0;
  let webInterfaces = 0;
  for (let i = 0; i < hits.kind.length; i++) {
    if (hits.kind[i] !== HIT.method) continue;
    for (const item of index.lists[index.methods[hits.target[i]!]!]!) {
      const interest = index.items[item]!.interest;
      if (interest === INTEREST.codeLoading) loading.add(hits.method[i]!);
      if (interest === INTEREST.webInterface) webInterfaces++;
      if (interest === INTEREST.reflectiveCall || interest === INTEREST.newInstance) reflectionCalls++;
    }
  }
  let nativeMethods = 0;
  for (const method of program.classMethods) {
    if ((program.methodAccess[method]! & ACCESS.native) !== 0) nativeMethods++;
  }
  let shortNames = 0;
  for (const type of program.classType) if (isShortName(program, type)) shortNames++;
  const defined = (name: string): boolean => classNamed(program, descriptorOf(name)) >= 0;
  const application = manifest?.application.name ?? null;
  const components = (manifest?.components ?? [])
    .filter((c) => c.type !== 'activity-alias')
    .map((c) => c.name);
  return {
    classes: program.classType.length,
    methods: program.classMethods.length,
    instructions: sweep.instructions,
    reflectionCalls,
    reflectionResolved: 0,
    dynamicLoading: [...loading],
    nativeMethods,
    shortNames,
    encryptedStrings: countDecryptors(program, sweep.calls),
    webInterfaces,
    applicationClassMissing:
      application !== null && !defined(application) && !isPlatformName(descriptorOf(application)),
    componentsMissing: [...new Set(components)]
      .filter((name) => !defined(name) && !isPlatformName(descriptorOf(name)))
      .sort(),
    reachComputed: false,
  };
}
