// Which code names a layout that asks for something: the layout's number as a constant, or the field of an R class that
// holds it, handed to a call or returned. Leaves what the layout asks for to the judge.
import { codeBounds } from '../formats/dex/code.js';
import { OPCODE_UNITS, OP } from '../formats/dex/opcodes.js';
import type { ResourceFacts } from '../model/facts.js';
import { methodDex, methodSymbol, methodType, type Program, type ProgramDex } from './program.js';

/** A place that loads the number of a layout; `at` counts code units from the first instruction. */
export interface NumberHit {
  method: number;
  at: number;
  id: number;
}

export interface LayoutNames {
  ids: ReadonlySet<number>;
  /** "login" of "layout/login", and "xml settings" of "xml/settings". */
  byName: ReadonlyMap<string, number>;
}

/** The watch id under which facts carry a naming: "layout:0x7f0b001c". */
export const layoutWatch = (id: number): string => `layout:0x${id.toString(16).padStart(8, '0')}`;

/** The layouts with fields in them; null when there are none and code need not be looked at. */
export function layoutNames(resources: ResourceFacts | null): LayoutNames | null {
  const ids = new Set<number>();
  const byName = new Map<string, number>();
  for (const { screens, screenNames } of resources?.fields ?? []) {
    screens.forEach((id, index) => {
      ids.add(id);
      const name = screenNames[index] ?? '';
      if (name !== '') byName.set(name, id);
    });
  }
  return ids.size === 0 ? null : { ids, byName };
}

const R_CLASS = /\$(layout|xml);$/;

/** Per local field of a DEX: the layout whose number an R class keeps in it, or 0. */
export function layoutFields(dex: ProgramDex, names: LayoutNames): Int32Array {
  const { dex: file } = dex;
  const found = new Int32Array(dex.fields.length);
  for (let field = 0; field < found.length; field++) {
    const type = R_CLASS.exec(file.type(file.fieldClasses[field]!))?.[1];
    if (type !== undefined) found[field] = names.byName.get(`${type}/${file.fieldName(field)}`) ?? 0;
  }
  return found;
}

/** Calls looked at from the number on; whoever wants it takes it within a few instructions. */
const MOST_STEPS = 64;
/** Tables of numbers name every layout and inflate none. */
const KEEPS = /^L(?:android\/util\/|java\/|kotlin\/collections\/)/;

/** A naming, in the form of a use: where it is handed on, and to what. */
export interface LayoutUse {
  watch: string;
  method: number;
  offset: number;
  args: string[];
}

/** One use for every naming that hands the number on. */
export function collectLayoutUses(program: Program, hits: readonly NumberHit[]): LayoutUse[] {
  return hits.flatMap(({ method, at, id }): LayoutUse[] => {
    if (/\/R\$[a-z]+;$/.test(methodType(program, method))) return [];
    const taker = takerOf(program, method, at);
    return taker === null ? [] : [{ watch: layoutWatch(id), method, offset: at, args: [taker] }];
  });
}

/** The method that the register is handed to, "return" where it is given back, null when neither is seen. */
function takerOf(program: Program, method: number, at: number): string | null {
  const dex = methodDex(program, method);
  if (dex === undefined) return null;
  const { units } = dex.dex;
  const bounds = { start: 0, end: 0 };
  if (!codeBounds(units, program.methodCode[method]!, bounds)) return null;
  let here = bounds.start + at;
  const register = units[here]! >> 8;
  here += OPCODE_UNITS[units[here]! & 0xff]!;
  for (let steps = 0; steps < MOST_STEPS && here < bounds.end; steps++) {
    const op = units[here]! & 0xff;
    if (takes(units, here, op, register)) {
      if (op === OP.return) return 'return';
      const target = dex.methods[units[here + 1]!] ?? -1;
      if (target < 0) return null;
      return KEEPS.test(methodType(program, target)) ? null : methodSymbol(program, target);
    }
    if (overwrites(units, here, op, register)) return null;
    here += OPCODE_UNITS[op] || 1;
  }
  return null;
}

function takes(units: Uint16Array, at: number, op: number, register: number): boolean {
  if (op === OP.return) return units[at]! >> 8 === register;
  if (op >= OP.invokeVirtual && op <= OP.invokeInterface) {
    const count = units[at]! >> 12;
    const packed = units[at + 2]!;
    for (let i = 0; i < Math.min(count, 4); i++) if (((packed >> (4 * i)) & 0xf) === register) return true;
    return count === 5 && ((units[at]! >> 8) & 0xf) === register;
  }
  if (op >= OP.invokeVirtualRange && op <= OP.invokeInterfaceRange) {
    const first = units[at + 2]!;
    return register >= first && register < first + (units[at]! >> 8);
  }
  return false;
}

/** Loads of a constant, a result or a static field into the register. */
function overwrites(units: Uint16Array, at: number, op: number, register: number): boolean {
  if (op === OP.const4) return ((units[at]! >> 8) & 0xf) === register;
  const loads =
    (op > OP.const4 && op <= OP.constClass) ||
    (op >= OP.moveResult && op <= OP.moveException) ||
    (op >= OP.sget && op < OP.sput) ||
    op === OP.newInstance;
  return loads && units[at]! >> 8 === register;
}

/** A use of each page with fields that code names by its address: "page:assets/www/form.html". */
export function collectPageUses(
  sweep: {
    texts: readonly string[];
    hits: {
      kind: ArrayLike<number>;
      method: ArrayLike<number>;
      at: ArrayLike<number>;
      target: ArrayLike<number>;
    };
  },
  resources: ResourceFacts | null,
): LayoutUse[] {
  const pages = new Set(
    (resources?.fields ?? []).flatMap(({ layout, screens }) => (screens.length === 0 ? [layout] : [])),
  );
  if (pages.size === 0) return [];
  const named = sweep.texts.map((text) => {
    const path = /android_asset\/([^?#]+)/.exec(text)?.[1];
    return path !== undefined && pages.has(`assets/${path}`) ? `page:assets/${path}` : null;
  });
  const uses: LayoutUse[] = [];
  for (let i = 0; i < sweep.hits.kind.length; i++) {
    const watch = sweep.hits.kind[i] === TEXT_HIT ? named[sweep.hits.target[i]!] : null;
    if (watch) uses.push({ watch, method: sweep.hits.method[i]!, offset: sweep.hits.at[i]!, args: [] });
  }
  return uses;
}
const TEXT_HIT = 3;
