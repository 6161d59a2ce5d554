// One pass over all code of a program: call edges, created types and watched hits into integer columns.
// Leaves what they mean to the call graph and to extract/code.ts.
import { checkTime } from '../bytes/deadline.js';
import { codeBounds, visitCode } from '../formats/dex/code.js';
import type { Odd } from '../bytes/odd.js';
import { ACCESS } from '../formats/dex/layout.js';
import { OP } from '../formats/dex/opcodes.js';
import { COMPARING_METHODS, COMPARING_TYPES, isComparedText } from './compared-text.js';
import { NAMING_METHODS } from './naming-methods.js';
import { IntList } from './int-table.js';
import { layoutFields, type LayoutNames, type NumberHit } from './layout-names.js';
import { isVirtual, methodSymbol, type Program, type ProgramDex } from './program.js';
import { buildWordSearch, wordGroups, type WordSearch } from './text-search.js';
import type { WatchIndex } from './watch-index.js';
import { SEARCHED_WORDS } from './words.js';

/** The words never change, and their table takes longer to build than a small DEX to sweep. */
let wordSearch: WordSearch | null = null;

/** Kinds of hit; `target` of a hit is a global method, field or type id, or an index into `texts`. */
export const HIT = { method: 0, field: 1, type: 2, text: 3 } as const;

/** Rows in the order of the pass: DEX files in load order, classes and methods as they lie, instructions ascending. */
export interface Hits {
  kind: Int32Array;
  method: Int32Array;
  /** Code units from the first instruction. */
  at: Int32Array;
  target: Int32Array;
  /** Opcode, range forms as their plain form. */
  op: Int32Array;
  /** 1 for an invocation whose result no instruction takes up; for a text or an address only held against another. */
  dropped: Int32Array;
}
export interface Edges {
  /** Edges of method m at [start[m], end[m]). */
  start: Int32Array;
  end: Int32Array;
  op: Int32Array;
  /** invoke and method handles: method; new-instance and const-class: type; static field access: method <clinit>;
   *  invoke-custom: local call site of the caller's DEX. */
  target: Int32Array;
  at: Int32Array;
}
export interface Sweep {
  edges: Edges | null;
  hits: Hits;
  /** Strings hit, by the `target` of a text hit, with the word groups found in each (1 << WORD_GROUP). */
  texts: readonly string[];
  textGroups: readonly number[];
  /** Invocations by global method id, all opcodes together. */
  calls: Int32Array;
  /** Reads and writes of boolean fields. */
  flags: { method: Int32Array; at: Int32Array; field: Int32Array; op: Int32Array };
  instructions: number;
  methodsWithCode: number;
  /** Places that load the number of a layout that asks for something. */
  layouts: readonly NumberHit[];
}

const PLAIN_OP = new Uint8Array(256);
for (let op = 0; op < 256; op++) {
  PLAIN_OP[op] = op >= 0x74 && op <= 0x78 ? op - 6 : op === 0xfb || op === 0xfd ? op - 1 : op;
}

const WANTED = new Uint8Array(256);
for (const [first, last] of [
  [OP.const, OP.const],
  [OP.constHigh16, OP.constHigh16],
  [OP.constString, OP.constClass],
  [OP.checkCast, OP.instanceOf],
  [OP.newInstance, OP.newArray],
  [OP.iget, OP.igetShort],
  [OP.iputBoolean, OP.iputBoolean],
  [OP.sget, OP.sputShort],
  [OP.invokeVirtual, OP.invokeInterface],
  [OP.invokeVirtualRange, OP.invokeInterfaceRange],
  [OP.invokePolymorphic, OP.constMethodHandle],
] as const) {
  WANTED.fill(1, first, last + 1);
}

/** Length of every form of invocation but those of method handles, which watch nothing whose result counts. */
const INVOKE_UNITS = 3;
function takesResult(unit: number): boolean {
  const op = unit & 0xff;
  return op >= OP.moveResult && op <= OP.moveResultObject;
}

const IS_FLAG = new Uint8Array(256);
for (const op of [OP.igetBoolean, OP.iputBoolean, OP.sgetBoolean, OP.sputBoolean]) IS_FLAG[op] = 1;

const EXACT = 1 << 31;
/** No groups and no shape look like this: a text cannot have all groups. */
const UNREAD = 1 << 30;
const COUNTED = 1;
const EDGE = 2;
const WATCHED = 4;
/** Only asks a class for its name or loader: does not make objects of it. */
const NAMES_CLASS = 8;
/** Holds one text against another. */
const COMPARES = 16;

interface Out {
  hits: { [K in keyof Hits]: IntList };
  edgeOp: IntList;
  edgeTarget: IntList;
  edgeAt: IntList;
  texts: string[];
  textGroups: number[];
  textIds: Map<string, number>;
  flags: { [K in keyof Sweep['flags']]: IntList };
  instructions: number;
  methodsWithCode: number;
  layouts: NumberHit[];
}

/** @param withEdges false leaves the call graph out */
// eslint-disable-next-line max-lines-per-function -- one pass over all code, which fills one set of arrays
export function sweepCode(
  program: Program,
  index: WatchIndex,
  withEdges: boolean,
  noteFor: (entry: string) => Odd,
  layouts: LayoutNames | null = null,
): Sweep {
  const methodCount = program.methodKeys.size;
  const calls = new Int32Array(methodCount);
  const edgeStart = new Int32Array(methodCount);
  const edgeEnd = new Int32Array(methodCount);
  const out: Out = {
    hits: {
      kind: new IntList(),
      method: new IntList(),
      at: new IntList(),
      target: new IntList(),
      op: new IntList(),
      dropped: new IntList(),
    },
    edgeOp: new IntList(1 << 12),
    edgeTarget: new IntList(1 << 12),
    edgeAt: new IntList(1 << 12),
    texts: [],
    textGroups: [],
    textIds: new Map(),
    flags: { method: new IntList(), at: new IntList(), field: new IntList(), op: new IntList() },
    instructions: 0,
    methodsWithCode: 0,
    layouts: [],
  };
  const dispatched = withEdges ? dispatchedSignatures(program) : new Uint8Array(program.signatures.size);
  const search = (wordSearch ??= buildWordSearch(SEARCHED_WORDS));
  for (const dex of program.dexes) {
    sweepDex(
      program,
      index,
      dex,
      withEdges,
      dispatched,
      calls,
      edgeStart,
      edgeEnd,
      search,
      out,
      noteFor(dex.entry),
      layouts,
    );
  }
  return {
    edges: withEdges
      ? {
          start: edgeStart,
          end: edgeEnd,
          op: out.edgeOp.done(),
          target: out.edgeTarget.done(),
          at: out.edgeAt.done(),
        }
      : null,
    hits: {
      kind: out.hits.kind.done(),
      method: out.hits.method.done(),
      at: out.hits.at.done(),
      target: out.hits.target.done(),
      op: out.hits.op.done(),
      dropped: out.hits.dropped.done(),
    },
    texts: out.texts,
    textGroups: out.textGroups,
    calls,
    flags: {
      method: out.flags.method.done(),
      at: out.flags.at.done(),
      field: out.flags.field.done(),
      op: out.flags.op.done(),
    },
    instructions: out.instructions,
    methodsWithCode: out.methodsWithCode,
    layouts: out.layouts,
  };
}

/** 1 for signatures that some class of the package defines as a method to dispatch on. */
function dispatchedSignatures(program: Program): Uint8Array {
  const found = new Uint8Array(program.signatures.size);
  for (const method of program.classMethods) {
    const access = program.methodAccess[method]!;
    if (isVirtual(access) && (access & ACCESS.abstract) === 0)
      found[program.methodKeys.second.at(method)] = 1;
  }
  return found;
}

// eslint-disable-next-line complexity, max-lines-per-function -- one pass over all code: closures over the arrays it fills, without a call between that the hottest loop would pay
function sweepDex(
  program: Program,
  index: WatchIndex,
  dex: ProgramDex,
  withEdges: boolean,
  dispatched: Uint8Array,
  calls: Int32Array,
  edgeStart: Int32Array,
  edgeEnd: Int32Array,
  search: ReturnType<typeof buildWordSearch>,
  out: Out,
  note: Odd,
  layouts: LayoutNames | null,
): void {
  const { units, view } = dex.dex;
  const methodFlags = flagMethods(program, index, dex, withEdges, dispatched);
  const readText = textReader(index, dex, search);
  const clinits = withEdges ? findInitialisers(program, dex) : null;
  const typeEdges = new Uint8Array(dex.types.length);
  for (let i = 0; i < typeEdges.length; i++) {
    const type = dex.types[i]!;
    typeEdges[i] = withEdges && type >= 0 && program.typeClass[type]! >= 0 ? 1 : 0;
  }
  const { kind, method: hitMethod, at: hitAt, target: hitTarget, op: hitOp, dropped } = out.hits;
  let method = -1;
  let start = 0;
  const compares = (local: number): boolean => ((methodFlags[local] ?? 0) & COMPARES) !== 0;
  const hit = (what: number, at: number, target: number, op: number): void => {
    kind.push(what);
    hitMethod.push(method);
    hitAt.push(at - start);
    hitTarget.push(target);
    hitOp.push(op);
    const idle =
      what === HIT.method
        ? !takesResult(units[at + INVOKE_UNITS] ?? 0)
        : (what === HIT.text || op === OP.sgetObject) && isComparedText(units, at, compares);
    dropped.push(idle ? 1 : 0);
  };
  const edge = (op: number, target: number, at: number): void => {
    out.edgeOp.push(op);
    out.edgeTarget.push(target);
    out.edgeAt.push(at - start);
  };
  const hitText = (string: number, at: number, op: number): void => {
    const flags = readText(string);
    if (flags === 0) return;
    const text = dex.dex.string(string);
    if (flags === EXACT && !index.exactTexts.has(text)) return;
    let id = out.textIds.get(text);
    if (id === undefined) {
      id = out.texts.length;
      out.textIds.set(text, id);
      out.texts.push(text);
      out.textGroups.push(flags & ~EXACT);
    }
    hit(HIT.text, at, id, op);
  };
  const visitType = (op: number, at: number, local: number): void => {
    const type = dex.types[local] ?? -1;
    if (type < 0) return;
    if (index.types[type] !== 0) hit(HIT.type, at, type, op);
    if (typeEdges[local] !== 1) return;
    if (op === OP.newInstance) edge(op, type, at);
    else if (op === OP.constClass) {
      const naming =
        (units[at + 2]! & 0xff) === OP.invokeVirtual &&
        ((methodFlags[units[at + 3]!] ?? 0) & NAMES_CLASS) !== 0;
      if (!naming) edge(op, type, at);
    }
  };
  const inR = layouts === null ? null : layoutFields(dex, layouts);
  const visitNumber = (at: number, id: number): void => {
    if (layouts?.ids.has(id) === true) out.layouts.push({ method, at: at - start, id });
  };
  // eslint-disable-next-line complexity -- one branch for each use that wants fields
  const visitField = (op: number, at: number, local: number): void => {
    const field = dex.fields[local] ?? -1;
    if (withEdges && field >= 0 && IS_FLAG[op] === 1) {
      out.flags.method.push(method);
      out.flags.at.push(at - start);
      out.flags.field.push(field);
      out.flags.op.push(op);
    }
    if (op === OP.iputBoolean) return;
    if (field >= 0 && index.fields[field] !== 0 && (op < OP.sput || op > OP.sputShort))
      hit(HIT.field, at, field, op);
    if (inR !== null && op === OP.sget && inR[local] !== 0) visitNumber(at, inR[local]!);
    if (clinits !== null && op >= OP.sget && clinits[local]! >= 0) edge(OP.sget, clinits[local]!, at);
  };
  const visit = (op: number, at: number): void => {
    if (op >= OP.invokeVirtual && op <= OP.invokeInterfaceRange) {
      const local = units[at + 1]!;
      const flags = methodFlags[local] ?? 0;
      if (flags === 0) return;
      const target = dex.methods[local]!;
      calls[target]!++;
      if ((flags & WATCHED) !== 0) hit(HIT.method, at, target, PLAIN_OP[op]!);
      if ((flags & EDGE) !== 0) edge(PLAIN_OP[op]!, target, at);
    } else if (op === OP.constString) {
      hitText(units[at + 1]!, at, op);
    } else if (op >= OP.iget && op <= OP.sputShort) {
      visitField(op, at, units[at + 1]!);
    } else if (op === OP.constStringJumbo) {
      hitText(units[at + 1]! + units[at + 2]! * 0x10000, at, op);
    } else if (op <= OP.constHigh16) {
      const high = op === OP.const ? units[at + 2]! : units[at + 1]!;
      visitNumber(at, ((high << 16) | (op === OP.const ? units[at + 1]! : 0)) >>> 0);
    } else if (op < OP.iget) {
      visitType(op, at, units[at + 1]!);
    } else {
      visitDynamic(op, at);
    }
  };
  const visitDynamic = (op: number, at: number): void => {
    const local = units[at + 1]!;
    if (op === OP.invokePolymorphic || op === OP.invokePolymorphicRange) {
      const target = dex.methods[local] ?? -1;
      if (target < 0) return;
      calls[target]!++;
      if (index.methods[target] !== 0) hit(HIT.method, at, target, OP.invokePolymorphic);
    } else if (op === OP.constMethodHandle) {
      const handle = dex.dex.methodHandles;
      const target = handle[local * 4]! >= 4 ? (dex.methods[handle[local * 4 + 2]!] ?? -1) : -1;
      if (target >= 0 && index.methods[target] !== 0) hit(HIT.method, at, target, op);
      if (target >= 0 && withEdges) edge(op, target, at);
    } else if (withEdges) {
      edge(OP.invokeCustom, local, at);
    }
  };

  const bounds = { start: 0, end: 0 };
  const ordered = dex.members;
  for (let def = 0; def < dex.classes.length; def++) {
    if ((def & 63) === 0) checkTime();
    if (dex.classes[def]! < 0) continue;
    for (let m = ordered.methodStart[def]!; m < ordered.methodStart[def + 1]!; m++) {
      method = dex.methods[ordered.methodIds[m]!]!;
      const codeOff = ordered.methodCode[m]!;
      if (method < 0 || codeOff === 0 || program.methodClass[method] !== dex.classes[def]) continue;
      if (!codeBounds(units, codeOff, bounds)) {
        note('dex/code-out-of-range', Math.min(codeOff, view.length), {
          method: methodSymbol(program, method),
        });
        continue;
      }
      start = bounds.start;
      edgeStart[method] = out.edgeOp.length;
      const walked = visitCode(units, start, bounds.end, WANTED, visit);
      edgeEnd[method] = out.edgeOp.length;
      out.methodsWithCode++;
      out.instructions += walked < 0 ? -1 - walked : walked;
      if (walked < 0) {
        note('dex/instructions-broken', codeOff, { method: methodSymbol(program, method) });
      }
    }
  }
}

/** Per local method: counted always; an edge when a call through it can reach the package's own code. */
function flagMethods(
  program: Program,
  index: WatchIndex,
  dex: ProgramDex,
  withEdges: boolean,
  dispatched: Uint8Array,
): Uint8Array {
  const flags = new Uint8Array(dex.methods.length);
  const classType = program.types.find('Ljava/lang/Class;');
  const textTypes = COMPARING_TYPES.map((name) => program.types.find(name));
  for (let i = 0; i < flags.length; i++) {
    const method = dex.methods[i]!;
    if (method < 0) continue;
    let bits = COUNTED;
    if (index.methods[method] !== 0) bits |= WATCHED;
    const type = program.methodKeys.first.at(method);
    const own = program.typeClass[type]! >= 0;
    if (type === classType && NAMING_METHODS.has(dex.dex.methodName(i))) bits |= NAMES_CLASS;
    if (textTypes.includes(type) && COMPARING_METHODS.has(dex.dex.methodName(i))) bits |= COMPARES;
    if (withEdges && (own || dispatched[program.methodKeys.second.at(method)] === 1)) bits |= EDGE;
    flags[i] = bits;
  }
  return flags;
}

/**
 * What a string is to the analysis: word groups found in it, and EXACT where length and first byte are those of a watched
 * text. Worked out when code first loads the string, since most strings of a DEX file only name things.
 */
function textReader(
  index: WatchIndex,
  dex: ProgramDex,
  search: ReturnType<typeof buildWordSearch>,
): (string: number) => number {
  const { stringOffsets, view } = dex.dex;
  const data = view.data;
  const flags = new Int32Array(stringOffsets.length).fill(UNREAD);
  return (string) => {
    const known = flags[string];
    if (known === undefined || known !== UNREAD) return known ?? 0;
    let at = stringOffsets[string]!;
    if (at >= data.length) return (flags[string] = 0);
    const one = data[at]!;
    const length = one < 0x80 ? one : 0x80;
    while (data[at]! >= 0x80) at++;
    at++;
    const exact = index.shapes[(length << 8) | (data[at] ?? 0)] === 1 ? EXACT : 0;
    return (flags[string] = exact | wordGroups(search, data, at));
  };
}

/** Per local field: the static initialiser of the class it belongs to, or -1. */
function findInitialisers(program: Program, dex: ProgramDex): Int32Array {
  const name = program.names.find('<clinit>');
  const descriptor = program.descriptors.find('()V');
  const signature = name < 0 || descriptor < 0 ? -1 : program.signatures.find(name, descriptor);
  const found = new Int32Array(dex.fields.length).fill(-1);
  if (signature < 0) return found;
  for (let i = 0; i < found.length; i++) {
    const field = dex.fields[i]!;
    if (field < 0) continue;
    const method = program.methodKeys.find(program.fieldKeys.first.at(field), signature);
    if (method >= 0 && program.methodClass[method]! >= 0) found[i] = method;
  }
  return found;
}
