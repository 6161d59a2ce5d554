// Who reads a field or a channel of the app, and who calls a method: asked when a marked value gets somewhere that others
// can reach. One more pass over the code, made only then. Leaves graphs to world.ts.
import { codeBounds } from '../../formats/dex/code.js';
import { CODE_ITEM } from '../../formats/dex/layout.js';
import { decode, newInstruction } from '../../formats/dex/instruction.js';
import { OP } from '../../formats/dex/opcodes.js';
import { isClassBelow, resolveDirect, resolveVirtual } from '../hierarchy.js';
import { methodDex, methodName } from '../program.js';
import { readCallSite } from '../lambdas.js';
import type { BoundParameter } from './bound.js';
import { GLOBAL } from './models.js';
import type { ValueWorld } from './world.js';

export interface CallPlace {
  method: number;
  at: number;
}

/** Units of a range that has handlers: start, length, where they stand. */
const TRY_UNITS = 4;

/** Calls looked at to find what catches; of more, the nearest count. */
const MAX_ABOVE = 300;

export class Readers {
  private readonly world: ValueWorld;
  private fields: Map<number, number[]> | null = null;
  private writers = new Map<number, number[]>();
  private channelReaders: number[] = [];
  private references: Map<number, CallPlace[]> | null = null;
  private bound: readonly BoundParameter[] | null = null;
  private readonly callers = new Map<number, CallPlace[]>();

  constructor(world: ValueWorld) {
    this.world = world;
  }

  /** Methods that read a field. */
  ofField(field: number): readonly number[] {
    if (!this.fields) this.index();
    return this.fields!.get(field) ?? [];
  }
  /** Methods that write a field. */
  writersOf(field: number): readonly number[] {
    if (!this.fields) this.index();
    return this.writers.get(field) ?? [];
  }
  /** Methods that call something that reads a channel. */
  ofChannels(): readonly number[] {
    if (!this.fields) this.index();
    return this.channelReaders;
  }

  /** Every call by a name, the platform's methods included. One pass over the code. */
  callsNamed(names: RegExp): CallPlace[] {
    const { program } = this.world;
    const found: CallPlace[] = [];
    const one = newInstruction();
    const bounds = { start: 0, end: 0 };
    for (const dex of program.dexes) {
      const wanted = Uint8Array.from(dex.methods, (method) =>
        method >= 0 && names.test(methodName(program, method)) ? 1 : 0,
      );
      if (!wanted.includes(1)) continue;
      const { units } = dex.dex;
      for (const method of ownMethods(this.world, dex.classes)) {
        if (!codeBounds(units, program.methodCode[method]!, bounds)) continue;
        for (let at = bounds.start; at < bounds.end; at += one.length) {
          decode(units, at, one);
          const calls =
            (one.op >= OP.invokeVirtual && one.op <= OP.invokeInterface) ||
            (one.op >= OP.invokeVirtualRange && one.op <= OP.invokeInterfaceRange);
          if (calls && wanted[one.index] === 1) found.push({ method, at: at - bounds.start });
        }
      }
    }
    return found;
  }

  private index(): void {
    const { program } = this.world;
    const fields = (this.fields = new Map<number, number[]>());
    const channels = new Set<number>();
    const one = newInstruction();
    const bounds = { start: 0, end: 0 };
    for (const dex of program.dexes) {
      const reads = this.channelCalls(dex.methods);
      const { units } = dex.dex;
      for (const method of ownMethods(this.world, dex.classes)) {
        if (!codeBounds(units, program.methodCode[method]!, bounds)) continue;
        for (let at = bounds.start; at < bounds.end; at += one.length) {
          decode(units, at, one);
          const { op } = one;
          if ((op >= OP.iget && op <= OP.igetShort) || (op >= OP.sget && op <= OP.sgetShort)) {
            const field = dex.fields[one.index] ?? -1;
            if (field >= 0) pushLast(fields, this.world.fieldOf(field), method);
          } else if ((op >= OP.iput && op <= OP.iputShort) || (op >= OP.sput && op <= OP.sputShort)) {
            const field = dex.fields[one.index] ?? -1;
            if (field >= 0) pushLast(this.writers, this.world.fieldOf(field), method);
          } else if (op >= OP.invokeVirtual && op <= OP.invokeInterface && reads[one.index] === 1) {
            channels.add(method);
          }
        }
      }
    }
    this.channelReaders = [...channels];
  }
  private channelCalls(methods: Int32Array): Uint8Array {
    const found = new Uint8Array(methods.length);
    methods.forEach((method, i) => {
      const model = method < 0 ? null : this.world.models.of(method);
      if (model?.flows.some(({ from }) => from.root === GLOBAL)) found[i] = 1;
    });
    return found;
  }

  /** Call-backs bound to channels. */
  boundParameters(): readonly BoundParameter[] {
    return (this.bound ??= this.world.boundCallBacks());
  }

  private makers: Map<number, Set<number>> | null = null;
  /** Methods that make objects of a class. */
  makersOfClass(cls: number): Iterable<number> {
    this.makers ??= this.indexMakers();
    return this.makers.get(cls) ?? [];
  }
  /** Methods that make objects of a class, or a lambda of a method. */
  makersOf(cls: number, method: number): readonly number[] {
    if (!this.makers) this.makers = this.indexMakers();
    return [...(this.makers.get(cls) ?? []), ...(this.makers.get(-1 - method) ?? [])];
  }
  private indexMakers(): Map<number, Set<number>> {
    const { program, edges } = this.world;
    const found = new Map<number, Set<number>>();
    const add = (key: number, method: number): void => {
      const list = found.get(key);
      if (list) list.add(method);
      else found.set(key, new Set([method]));
    };
    for (const method of program.classMethods) {
      for (let e = edges.start[method]!; e < edges.end[method]!; e++) {
        const target = edges.target[e]!;
        if (edges.op[e] === OP.newInstance) {
          if (program.typeClass[target]! >= 0) add(program.typeClass[target]!, method);
        } else if (edges.op[e] === OP.invokeCustom) {
          const bound = readCallSite(program, program.methodClass[method]!, target)?.methods[0];
          if (bound !== undefined) add(-1 - bound, method);
        }
      }
    }
    return found;
  }

  /** Calls that can run a method of the package. */
  of(method: number): readonly CallPlace[] {
    let known = this.callers.get(method);
    if (!known) this.callers.set(method, (known = this.find(method)));
    return known;
  }
  private find(method: number): CallPlace[] {
    const { h, program } = this.world;
    if (!this.references) this.references = this.indexReferences();
    const signature = program.methodKeys.second.at(method);
    const owner = program.methodClass[method]!;
    const found: CallPlace[] = [];
    for (const [reference, places] of this.bySignature(signature)) {
      const type = program.methodKeys.first.at(reference);
      const direct = resolveDirect(h, type, signature) === method;
      const above =
        !direct &&
        owner >= 0 &&
        (isClassBelow(h, owner, type) || belowAnswers(this.world, type, signature, method));
      if (!direct && !above) continue;
      for (const place of places) found.push(place);
    }
    return found;
  }
  private readonly above = new Map<number, CallPlace[]>();
  /** Calls with handlers around them by which a method is reached through calls that have none; so many calls up. */
  handlersAbove(method: number, depth: number): readonly CallPlace[] {
    const known = this.above.get(method);
    if (known) return known;
    const found: CallPlace[] = [];
    const seen = new Set([method]);
    let layer = [method];
    let looked = 0;
    for (let up = 0; up < depth && layer.length > 0; up++) {
      const next: number[] = [];
      for (const place of callsOf(layer, (one) => this.of(one))) {
        if (++looked > MAX_ABOVE) break;
        if (this.isTried(place)) {
          found.push(place);
          continue;
        }
        if (seen.has(place.method)) continue;
        seen.add(place.method);
        next.push(place.method);
      }
      layer = next;
    }
    this.above.set(method, found);
    return found;
  }
  /** Something around the call catches. */
  private isTried({ method, at }: CallPlace): boolean {
    const { program } = this.world;
    const units = methodDex(program, method)?.dex.units;
    const code = program.methodCode[method]! >> 1;
    if (!units || code === 0) return false;
    const count = units[code + CODE_ITEM.tries] ?? 0;
    const size = units[code + CODE_ITEM.insnsSize]! + units[code + CODE_ITEM.insnsSize + 1]! * 0x10000;
    const first = code + CODE_ITEM.insns + size + (size % 2);
    for (let i = 0; i < count; i++) {
      const range = first + i * TRY_UNITS;
      const start = (units[range] ?? 0) + (units[range + 1] ?? 0) * 0x10000;
      if (at >= start && at < start + (units[range + 2] ?? 0)) return true;
    }
    return false;
  }
  private signatures: Map<number, [number, CallPlace[]][]> | null = null;
  private bySignature(signature: number): [number, CallPlace[]][] {
    if (!this.signatures) {
      this.signatures = new Map();
      for (const [reference, places] of this.references!) {
        const key = this.world.program.methodKeys.second.at(reference);
        const list = this.signatures.get(key);
        if (list) list.push([reference, places]);
        else this.signatures.set(key, [[reference, places]]);
      }
    }
    return this.signatures.get(signature) ?? [];
  }
  private indexReferences(): Map<number, CallPlace[]> {
    const { program, edges } = this.world;
    const found = new Map<number, CallPlace[]>();
    for (const method of program.classMethods) {
      for (let e = edges.start[method]!; e < edges.end[method]!; e++) {
        if (edges.op[e]! < OP.invokeVirtual || edges.op[e]! > OP.invokeInterface) continue;
        const list = found.get(edges.target[e]!);
        const place = { method, at: edges.at[e]! };
        if (list) list.push(place);
        else found.set(edges.target[e]!, [place]);
      }
    }
    return found;
  }
}

function* callsOf(
  methods: readonly number[],
  of: (method: number) => readonly CallPlace[],
): Generator<CallPlace> {
  for (const method of methods) yield* of(method);
}

/** A call through a type below the method's class can still mean it. */
function belowAnswers(world: ValueWorld, type: number, signature: number, method: number): boolean {
  const cls = world.program.typeClass[type]!;
  return cls >= 0 && resolveVirtual(world.h, cls, signature) === method;
}

function* ownMethods(world: ValueWorld, classes: Int32Array): Generator<number> {
  const { program } = world;
  for (const cls of classes) {
    if (cls < 0) continue;
    for (let m = program.classMethodStart[cls]!; m < program.classMethodStart[cls + 1]!; m++) {
      const method = program.classMethods[m]!;
      if (program.methodCode[method] !== 0) yield method;
    }
  }
}

function pushLast(map: Map<number, number[]>, key: number, value: number): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (list[list.length - 1] !== value) list.push(value);
}
