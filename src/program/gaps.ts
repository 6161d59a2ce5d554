// Holes in the code that no compiler leaves: methods whose instructions were taken out, members that code uses and their
// class no longer has, classes that code uses and nobody brings. Leaves what may have stood there to judge/.
import { ACCESS, CODE_ITEM } from '../formats/dex/layout.js';
import type { Gaps } from '../model/gaps.js';
import { compareText } from '../model/order.js';
import { resolveDirect, type Hierarchy } from './hierarchy.js';
import { descriptorOf, isPlatformName, packageOf } from './names.js';
import { classNamed, constructorsOf, methodDex, type Program } from './program.js';
import type { Constants } from './constants/arguments.js';
import { INTEREST } from './interest.js';
import { HIT, type Sweep } from './sweep.js';
import type { WatchIndex } from './watch-index.js';

/** Nops in a row at the end of a method's code that padding of tables never comes to. */
const MANY_NOPS = 4;
const RETURNS = new Set([0x0e, 0x0f, 0x10, 0x11]);

export interface GapInput {
  h: Hierarchy;
  index: WatchIndex;
  sweep: Sweep;
  constants: Constants;
  /** Names of classes that the platform makes itself: components, and views of layouts. */
  made: readonly string[];
}

/** Classes of the package that the platform is to make and that have no constructor. */
function withoutConstructor(program: Program, made: readonly string[]): string[] {
  const found: string[] = [];
  for (const name of new Set(made)) {
    const cls = classNamed(program, descriptorOf(name));
    if (cls < 0 || (program.classAccess[cls]! & (ACCESS.interface | ACCESS.abstract)) !== 0) continue;
    if (constructorsOf(program, cls).length === 0) found.push(packageOf(descriptorOf(name)));
  }
  return found;
}

export function findGaps(input: GapInput): Gaps {
  const { h, sweep } = input;
  const { program } = h;
  let emptied = 0;
  for (const method of program.classMethods) if (isEmptied(program, method)) emptied++;
  const members = new Map<string, number>();
  const classes = new Map<string, number>();
  const one = (counts: Map<string, number>, name: string): unknown =>
    counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const name of withoutConstructor(program, input.made)) one(members, name);
  const counted = new Set<number>();
  for (let method = 0; method < sweep.calls.length; method++) {
    if (sweep.calls[method] === 0 || program.methodClass[method]! >= 0) continue;
    const type = program.methodKeys.first.at(method);
    const owner = program.typeClass[type]!;
    if (owner >= 0) {
      if (isMissing(h, owner, type, program.methodKeys.second.at(method)))
        one(members, packageOf(program.types.text(type)));
      continue;
    }
    if (h.platformOf[type]! >= 0 || counted.has(type)) continue;
    counted.add(type);
    const name = program.types.text(type);
    if (!name.startsWith('L') || isPlatformName(name)) continue;
    one(classes, packageOf(name));
  }
  return {
    emptied,
    members: byName(members),
    classes: byName(classes),
    libraries: librariesNamed(input),
  };
}

const byName = (counts: ReadonlyMap<string, number>): Gaps['classes'] =>
  [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => compareText(a.name, b.name));

/** "libfoo.so" for each constant name that System.loadLibrary is given; sorted. */
function librariesNamed({ index, sweep: { hits }, constants }: GapInput): string[] {
  const names = new Set<string>();
  for (let i = 0; i < hits.kind.length; i++) {
    if (hits.kind[i] !== HIT.method) continue;
    const items = index.lists[index.methods[hits.target[i]!]!]!;
    if (!items.some((item) => index.items[item]!.interest === INTEREST.namesLibrary)) continue;
    const call = constants.evaluate(hits.method[i]!).calls.find(({ at }) => at === hits.at[i]);
    const name = call?.args.at(-1) ?? null;
    if (name?.kind === 'text' && name.text !== '') names.add(`lib${name.text}.so`);
  }
  return [...names].sort();
}

/** Code that calls nothing although its frame keeps room for the arguments of calls, or that ends in a run of nops. */
function isEmptied(program: Program, method: number): boolean {
  const access = program.methodAccess[method]!;
  const code = program.methodCode[method]!;
  if (code === 0) return (access & (ACCESS.native | ACCESS.abstract)) === 0;
  const dex = methodDex(program, method)?.dex;
  if (!dex || code % 2 !== 0) return false;
  const { units } = dex;
  const at = code >> 1;
  const size = units[at + CODE_ITEM.insnsSize]! + units[at + CODE_ITEM.insnsSize + 1]! * 0x10000;
  const from = at + CODE_ITEM.insns;
  const end = Math.min(from + size, units.length);
  let nops = 0;
  while (nops < MANY_NOPS && end - nops > from && units[end - nops - 1] === 0) nops++;
  if (nops >= MANY_NOPS && RETURNS.has(units[from]! & 0xff)) return true;
  const outs = units[at + CODE_ITEM.outs]!;
  return outs > 0 && size <= 4 && callsNothing(units, from, end);
}

function callsNothing(units: Uint16Array, from: number, end: number): boolean {
  for (let at = from; at < end; at++) {
    const op = units[at]! & 0xff;
    if ((op >= 0x6e && op <= 0x78) || op >= 0xfa || op === 0x24 || op === 0x25) return false;
  }
  return true;
}

/**
 * True when a class of the package has no such method, and none can come from above: all its supertypes are in the package
 * but Object, whose methods are few. Of other types of the platform the table knows only what apps may override.
 */
function isMissing(h: Hierarchy, owner: number, type: number, signature: number): boolean {
  const { program } = h;
  const name = program.names.text(program.signatures.first.at(signature));
  if (name === '<init>') return true; // is never inherited
  if (h.unknownAbove[owner] === 1 || resolveDirect(h, type, signature) >= 0) return false;
  for (let i = h.ancestorStart[owner]!; i < h.ancestorStart[owner + 1]!; i++) {
    const above = h.ancestors[i]!;
    const method = program.methodKeys.find(above, signature);
    if (method >= 0 && program.methodClass[method]! >= 0) return false; // abstract in an interface or class above
    if (program.typeClass[above]! < 0 && program.types.text(above) !== OBJECT) return false;
  }
  return !OF_OBJECT.has(name);
}

const OBJECT = 'Ljava/lang/Object;';
const OF_OBJECT = new Set(
  'clone equals finalize getClass hashCode notify notifyAll toString wait internalClone'.split(' '),
);
