// The shape of a class: what renaming, repackaging and optimising leave of it, as a set of integers. Texts that its code
// names, and runs of three steps outside the package (platform calls, platform fields and texts, in the order they
// stand in a method), with the program's own types left out. A table of shapes tells whose code has them.
// Leaves what belongs to whom to those who fill the table, and what follows from it to the engine.
import { codeBounds, visitCode } from '../formats/dex/code.js';
import type { DexFile } from '../formats/dex/dex-file.js';
import { OP } from '../formats/dex/opcodes.js';
import { isPlatformName } from './names.js';
import type { Program } from './program.js';
import type { ShapeTable } from './shape-table.js';

/** A text that is shorter is anybody's. */
const MIN_TEXT = 5;
/** A hash reads no more of a text; what begins alike for so long is one text. */
const MOST_BYTES = 200;

const WANTED = new Uint8Array(256);
for (const op of [OP.constString, OP.constStringJumbo]) WANTED[op] = 1;
for (let op = OP.invokeVirtual; op <= OP.invokeInterface; op++) WANTED[op] = 1;
for (let op = OP.invokeVirtualRange; op <= OP.invokeInterfaceRange; op++) WANTED[op] = 1;
/** sget and its kinds: constants of the platform tell more than fields of objects. */
const [SGET, SGET_LAST] = [0x60, 0x66];
for (let op = SGET; op <= SGET_LAST; op++) WANTED[op] = 1;

/** Step hashes of one DEX file, made when first met; 0 is not yet, 1 is nothing. */
class Steps {
  private readonly texts: Int32Array;
  private readonly methods: Int32Array;
  private readonly fields: Int32Array;
  private readonly dex: DexFile;
  constructor(dex: DexFile) {
    this.dex = dex;
    this.texts = new Int32Array(dex.stringOffsets.length);
    this.methods = new Int32Array(dex.methodClasses.length);
    this.fields = new Int32Array(dex.fieldClasses.length);
  }

  text(index: number): number {
    if (index >= this.texts.length) return NOTHING;
    return this.texts[index]! || (this.texts[index] = hashText(this.dex.string(index), MIN_TEXT));
  }
  method(index: number): number {
    if (index >= this.methods.length) return NOTHING;
    const known = this.methods[index]!;
    if (known !== 0) return known;
    const platform =
      isPlatformName(this.dex.methodClass(index)) && !TRIFLES.test(this.dex.methodClass(index));
    return (this.methods[index] = platform ? hashText(this.dex.method(index), 0) : NOTHING);
  }
  field(index: number): number {
    if (index >= this.fields.length) return NOTHING;
    const known = this.fields[index]!;
    if (known !== 0) return known;
    const owner = this.dex.type(this.dex.fieldClasses[index]!);
    const name = `${owner}->${this.dex.fieldName(index)}`;
    return (this.fields[index] = isPlatformName(owner) ? hashText(name, 0) : NOTHING);
  }
}
const NOTHING = 1;
/** What compilers and optimisers add and drop as they like. */
const TRIFLES = /^Ljava\/lang\/(?:Object|StringBuilder|String|Integer|Long|Boolean|Float|Double);$/;

/** FNV-1a, finished so that its low bits are mixed; never 0 or 1. */
function hashText(text: string, least: number): number {
  if (text.length < least) return NOTHING;
  let hash = 0x811c9dc5 | 0;
  const end = Math.min(text.length, MOST_BYTES);
  for (let at = 0; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return finish(hash ^ text.length);
}
function finish(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash === 0 || hash === NOTHING ? 2 : hash;
}

/** Reads shapes of classes of a program; keeps what it has worked out of each DEX file. */
export class ShapeReader {
  private readonly steps: Steps[] = [];
  private readonly bounds = { start: 0, end: 0 };
  private readonly program: Program;
  constructor(program: Program) {
    this.program = program;
  }

  /** Tells every part of a class's shape, as often as it stands there. `isText` of those that a single text makes. */
  read(cls: number, visit: (part: number, isText: boolean) => void): void {
    const { program } = this;
    const at = program.classDex[cls]!;
    const steps = (this.steps[at] ??= new Steps(program.dexes[at]!.dex));
    const { units } = program.dexes[at]!.dex;
    for (let i = program.classMethodStart[cls]!; i < program.classMethodStart[cls + 1]!; i++) {
      const code = program.methodCode[program.classMethods[i]!]!;
      if (!codeBounds(units, code, this.bounds)) continue;
      let [before, last] = [NOTHING, NOTHING];
      visitCode(units, this.bounds.start, this.bounds.end, WANTED, (op, unit) => {
        const step = stepAt(steps, units, op, unit);
        if (step === NOTHING) return;
        if (op === OP.constString || op === OP.constStringJumbo) visit(step, true);
        if (before !== NOTHING) visit(finish(Math.imul(Math.imul(before, 31) + last, 31) + step), false);
        before = last;
        last = step;
      });
    }
  }
}

function stepAt(steps: Steps, units: Uint16Array, op: number, unit: number): number {
  const index = units[unit + 1]!;
  if (op === OP.constString) return steps.text(index);
  if (op === OP.constStringJumbo) return steps.text(index + units[unit + 2]! * 0x10000);
  return op >= SGET && op <= SGET_LAST ? steps.field(index) : steps.method(index);
}

/** Parts of a class that one owner must have, and how far it must lead before the next. */
const ENOUGH = { parts: 4, lead: 4 } as const;
/**
 * Classes from which an owner counts as found: a share of those published, between a least and a most, with so many
 * parts each. A few classes may be copied, by the owner or from it: of 231 packages of others, 19 held two to six that
 * looked like an SDK's, and none that held this many did wrongly.
 */
const FOUND = { share: 0.15, least: 3, most: 8, parts: 4 } as const;

export interface ShapeMatch {
  /** Owner by class, -1 for nobody's. */
  classOwner: Int32Array;
  /** Classes and parts that matched by themselves, by owner, and the version of each that most parts are of. */
  classes: Int32Array;
  parts: Int32Array;
  versions: (string | null)[];
}

/** Owners of the wanted classes by their shape, in one pass over their code. */
export function matchShapes(
  program: Program,
  table: ShapeTable,
  wanted: (cls: number) => boolean,
): ShapeMatch {
  const reader = new ShapeReader(program);
  const classOwner = new Int32Array(program.classType.length).fill(-1);
  const [classes, parts] = [new Int32Array(table.owners.length), new Int32Array(table.owners.length)];
  const ofVersion = table.owners.map(({ versions }) => new Int32Array(versions.length));
  const seen = new Set<number>(); // places of parts in the table
  const counts = new Map<number, number>();
  for (let cls = 0; cls < classOwner.length; cls++) {
    if (!wanted(cls)) continue;
    seen.clear();
    counts.clear();
    reader.read(cls, (part) => {
      const at = table.find(part);
      if (at < 0 || seen.has(at)) return;
      seen.add(at);
      counts.set(table.of[at]!, (counts.get(table.of[at]!) ?? 0) + 1);
    });
    const owner = leader(counts);
    if (owner < 0) continue;
    classOwner[cls] = owner;
    classes[owner]!++;
    parts[owner]! += counts.get(owner)!;
    const versions = ofVersion[owner]!;
    for (const at of seen) {
      if (table.of[at] !== owner) continue;
      for (let v = 0; v < versions.length; v++) if ((table.masks[at]! & (1 << v)) !== 0) versions[v]!++;
    }
  }
  const nearest = table.owners.map((owner, i) => owner.versions[firstOfMost(ofVersion[i]!)] ?? null);
  const isFound = nearest.map((version, i) => {
    const least = Math.ceil((version?.classes ?? 0) * FOUND.share);
    const wanted = Math.min(FOUND.most, Math.max(FOUND.least, least));
    return classes[i]! >= wanted && parts[i]! >= wanted * FOUND.parts;
  });
  for (let cls = 0; cls < classOwner.length; cls++) {
    if (classOwner[cls]! >= 0 && isFound[classOwner[cls]!] === false) classOwner[cls] = -1;
  }
  return { classOwner, classes, parts, versions: nearest.map((version) => version?.at ?? null) };
}

/** The only owner that a class fits; a class that fits two is nobody's. */
function leader(counts: ReadonlyMap<number, number>): number {
  let [best, most, next] = [-1, 0, 0];
  for (const [owner, count] of counts) {
    if (count > most) [best, most, next] = [owner, count, most];
    else if (count > next) next = count;
  }
  return most >= ENOUGH.parts && most >= next * ENOUGH.lead ? best : -1;
}

function firstOfMost(counts: Int32Array): number {
  let best = 0;
  for (let i = 1; i < counts.length; i++) if (counts[i]! > counts[best]!) best = i;
  return best;
}
