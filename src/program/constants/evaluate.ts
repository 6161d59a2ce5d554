// What the registers of a method are known to hold at each call: a forward data flow over its blocks that knows
// constants, framework constants, strings put together and URIs. One method at a time; nothing is followed into calls.
// Leaves the meaning of calls to known-calls.ts and control flow to blocks.ts.
import { codeBounds } from '../../formats/dex/code.js';
import { ACCESS } from '../../formats/dex/layout.js';
import { decode, newInstruction, type Instruction } from '../../formats/dex/instruction.js';
import { OP, WRITES_FIRST } from '../../formats/dex/opcodes.js';
import { methodName, methodParameters, methodType, type Program, type ProgramDex } from '../program.js';
import { callSiteOf } from '../lambdas.js';
import { cutBlocks } from './blocks.js';
import { isModelled, modelCall, type CallOutcome, type Held } from './known-calls.js';
import { arrayData } from './array-data.js';
import { mergeInto } from './merge.js';
import { getStringOf } from './resource-calls.js';
import { ANYTHING, UNSET, Values, type Value } from './values.js';

/** A call with what its arguments are known to hold, the receiver first, wide values once. */
export interface CallSeen {
  at: number;
  op: number;
  /** Global id of the method called. */
  target: number;
  args: (Value | null)[];
}
export interface Evaluation {
  calls: CallSeen[];
  /** Strings of an array made in the method. */
  list(value: Value | null): { items: string[]; complete: boolean } | null;
  /** Values stored to static fields, by field id; null where several differ. */
  stored: Map<number, Value | null>;
  /** Objects that the method returns, one per return. */
  returned: (Value | null)[];
}
/** Values of static fields, as far as they are constants. */
export type FieldValue = (field: number) => Value | null;

/** Methods beyond these sizes are generated tables; evaluating them costs more than it tells. */
const MAX_UNITS = 20_000;
const MAX_CELLS = 2_000_000;
const MAX_ROUNDS = 12;
/** Elements of one array, and of all arrays of a method, that are put together as a text. */
const MAX_ITEMS = 4_096;
const MAX_UNPACKED = 65_536;
/** Resource ids begin here; what is smaller is a column of a cursor, say. */
const FIRST_RESOURCE = 0x01000000;

export function evaluateMethod(
  program: Program,
  dex: ProgramDex,
  method: number,
  fieldValue: FieldValue,
): Evaluation {
  return new Evaluator(program, dex, method, fieldValue).run();
}

class Evaluator {
  private readonly program: Program;
  private readonly dex: ProgramDex;
  private readonly method: number;
  private readonly fieldValue: FieldValue;
  private readonly values = new Values();
  private readonly units: Uint16Array;
  private readonly builders = new Map<number, Map<number, Value | null>>();
  private readonly arrays = new Map<
    number,
    { items: Map<number, Value | null>; open: boolean; size: number; data?: number }
  >();
  private readonly stored = new Map<number, Value | null>();
  private readonly writes = new Map<number, number>();
  private readonly calls: CallSeen[] = [];
  private readonly returned: (Value | null)[] = [];
  private recording = false;
  private start = 0;
  private end = 0;
  private registers: Int32Array = new Int32Array(0);
  /** By position: the value that an instruction always makes, or 0 before it was first run. */
  private made: Int32Array = new Int32Array(0);
  private result = ANYTHING;
  private readonly one = newInstruction();
  private readonly getString: number;
  private unpacked = 0;
  private readonly held: Held = {
    builderText: (at) => this.builderText(at),
    items: (value) => this.itemsOf(value),
  };

  constructor(program: Program, dex: ProgramDex, method: number, fieldValue: FieldValue) {
    this.program = program;
    this.dex = dex;
    this.method = method;
    this.fieldValue = fieldValue;
    this.units = dex.dex.units;
    this.getString = getStringOf(program);
  }

  run(): Evaluation {
    const bounds = { start: 0, end: 0 };
    const codeOff = this.program.methodCode[this.method]!;
    if (codeBounds(this.units, codeOff, bounds) && bounds.end - bounds.start <= MAX_UNITS) {
      this.start = bounds.start;
      this.end = bounds.end;
      this.flow(this.units[codeOff >> 1]!, this.units[(codeOff >> 1) + 1]!);
    }
    const { calls, stored, returned } = this;
    return { calls, list: (value) => this.listOf(value), stored, returned };
  }

  private flow(registerCount: number, ins: number): void {
    const { starts, next, loops } = cutBlocks(this.units, this.start, this.end);
    if (starts.length * registerCount > MAX_CELLS) return;
    const entry = starts.length;
    const states: (Int32Array | undefined)[] = new Array<Int32Array | undefined>(entry);
    states[0] = this.parameters(registerCount, ins);
    this.made = new Int32Array(this.end - this.start);
    if (!loops) return this.flowOnce(starts, next, states, registerCount);
    // In order of position, again as long as a block's start changes. A register of a block changes once at most, so
    // this ends; code that needs more rounds is made to be hard and gets no answer.
    for (let round = 0, changed = true; changed; round++) {
      if (round === MAX_ROUNDS) return;
      changed = false;
      for (let b = 0; b < entry; b++) {
        const state = states[b];
        if (!state) continue;
        this.registers = state.slice();
        this.runBlock(starts[b]!, starts[b + 1] ?? this.end - this.start);
        for (const to of next[b]!) {
          const merged = mergeInto(states[to], this.registers);
          if (merged) {
            states[to] = merged;
            changed = true;
          }
        }
      }
    }
    // Handlers are entered from anywhere in what they guard: nothing is known there.
    for (let b = 0; b < entry; b++) states[b] ??= new Int32Array(registerCount);
    // Once more so that arrays and builders hold their final parts, then the pass that is kept.
    for (let pass = 0; pass < 2; pass++) {
      this.recording = pass === 1;
      for (let b = 0; b < entry; b++) {
        this.registers = states[b]!.slice();
        this.runBlock(starts[b]!, starts[b + 1] ?? this.end - this.start);
      }
    }
  }

  /** Without a way back every block has all its states when its turn comes, so one pass is enough. */
  private flowOnce(
    starts: Int32Array,
    next: readonly (readonly number[])[],
    states: (Int32Array | undefined)[],
    registerCount: number,
  ): void {
    this.recording = true;
    for (let b = 0; b < starts.length; b++) {
      const state = states[b];
      // Handlers are entered from anywhere in what they guard: nothing is known there.
      this.registers = state ?? new Int32Array(registerCount);
      this.runBlock(starts[b]!, starts[b + 1] ?? this.end - this.start);
      if (state === undefined) continue;
      for (const to of next[b]!) states[to] = mergeInto(states[to], this.registers) ?? states[to];
    }
  }

  private parameters(count: number, ins: number): Int32Array {
    const state = new Int32Array(count).fill(UNSET);
    let register = count - ins;
    let index = 0;
    const put = (wide: boolean): void => {
      if (register >= 0 && register < count) state[register] = this.values.add({ kind: 'parameter', index });
      index++;
      register += wide ? 2 : 1;
    };
    if ((this.program.methodAccess[this.method]! & ACCESS.static) === 0) put(false);
    for (const type of methodParameters(this.program, this.method)) put(isWide(type));
    return state;
  }

  private runBlock(from: number, to: number): void {
    const { units } = this;
    let at = this.start + from;
    const stop = this.start + to;
    while (at < stop) {
      const { one } = this;
      decode(units, at, one);
      if (at + one.length > this.end) return;
      this.execute(units[at]! & 0xff, at, one);
      at += one.length;
    }
  }

  // eslint-disable-next-line complexity -- one branch for each instruction, without a call between: the hottest loop of the constants
  private execute(op: number, at: number, { a, b, c, index, literal, target, args }: Instruction): void {
    const { registers } = this;
    if (op >= OP.invokeVirtual && op <= OP.invokeInterfaceRange) return this.invoke(at);
    if (op >= OP.move && op <= OP.moveObject16) {
      this.set(a, registers[b] ?? ANYTHING);
    } else if (op >= OP.moveResult && op <= OP.moveResultObject) {
      this.set(a, this.result);
    } else if (op === OP.returnObject) {
      if (this.recording) this.returned.push(this.values.get(registers[a] ?? ANYTHING));
    } else if (isNumber(op)) {
      this.set(a, this.number(literal));
    } else if (op === OP.constString || op === OP.constStringJumbo) {
      this.set(a, this.makes(at) || this.make(at, this.textAt(index)));
    } else if (op === OP.constClass) {
      this.set(a, this.makes(at) || this.make(at, { kind: 'class', type: this.dex.dex.type(index) }));
    } else if (op === OP.newInstance) {
      this.newInstance(a, at, this.dex.dex.type(index));
    } else if (op === OP.newArray) {
      this.newArray(a, registers[b] ?? ANYTHING, at, this.dex.dex.type(index));
    } else if (op === OP.filledNewArray || op === OP.filledNewArrayRange) {
      const items = args.map((r) => this.values.get(registers[r] ?? ANYTHING));
      this.arrays.set(at, { items: new Map(items.entries()), open: false, size: items.length });
      this.result = this.values.add({ kind: 'array', at, size: items.length });
    } else if (op === OP.invokeCustom || op === OP.invokeCustomRange) {
      const type = callSiteOf(this.dex, index)?.returns ?? '';
      this.result = this.makes(at) || this.make(at, { kind: 'object', at: at - this.start, type });
    } else if (op >= OP.aput && op <= OP.aputShort) {
      this.storeItem(a, b, c);
    } else if (op === OP.fillArrayData) {
      const array = this.values.get(registers[a] ?? ANYTHING);
      const content = array?.kind === 'array' ? this.arrays.get(array.at) : undefined;
      if (content) content.data = target;
    } else if (op >= OP.sget && op <= OP.sgetShort) {
      this.readField(a, this.dex.fields[index] ?? -1, at);
    } else if (op >= OP.sput && op <= OP.sputShort) {
      this.storeField(this.dex.fields[index] ?? -1, registers[a] ?? ANYTHING, at);
    } else if (op >= OP.iget && op <= OP.igetShort) {
      this.set(a, this.makes(at) || this.typed(this.dex.fields[index] ?? -1, at));
    } else if (op === OP.checkCast) {
      // The same object, of which a little more is known.
      const held = this.values.get(registers[a] ?? ANYTHING);
      if (held === null || held.kind === 'typed' || held.kind === 'result') {
        this.set(a, this.values.add({ kind: 'typed', type: this.dex.dex.type(index) }));
      }
    } else if (WRITES_FIRST[op] === 1) {
      this.set(a, ANYTHING);
    }
  }

  private set(register: number, value: number): void {
    if (register >= this.registers.length) return;
    this.registers[register] = value === UNSET ? ANYTHING : value;
  }
  private makes(at: number): number {
    return this.made[at - this.start]!;
  }
  private make(at: number, value: Value): number {
    return (this.made[at - this.start] = this.values.add(value));
  }
  private textAt(index: number): Value {
    return { kind: 'text', text: this.dex.dex.string(index), folded: false };
  }
  private number(value: number): number {
    return this.values.add({ kind: 'number', number: value });
  }

  private newInstance(to: number, at: number, type: string): void {
    if (type === 'Ljava/lang/StringBuilder;' || type === 'Ljava/lang/StringBuffer;') {
      if (!this.builders.has(at)) this.builders.set(at, new Map());
      this.set(to, this.values.add({ kind: 'builder', at }));
    } else {
      this.set(to, this.values.add({ kind: 'object', at: at - this.start, type }));
    }
  }

  private newArray(to: number, size: number, at: number, type: string): void {
    const length = this.values.get(size);
    const known = length?.kind === 'number' ? length.number : -1;
    if (!this.arrays.has(at)) this.arrays.set(at, { items: new Map(), open: known < 0, size: known });
    this.set(to, this.values.add({ kind: 'array', at, size: known, element: type.slice(1) }));
  }

  /** aput-object vAA, vBB, vCC. */
  private storeItem(from: number, into: number, place: number): void {
    const array = this.values.get(this.registers[into] ?? ANYTHING);
    const index = this.values.get(this.registers[place] ?? ANYTHING);
    if (array?.kind !== 'array') return;
    const content = this.arrays.get(array.at);
    if (!content) return;
    if (index?.kind !== 'number') content.open = true;
    else content.items.set(index.number, this.values.get(this.registers[from] ?? ANYTHING));
  }

  private readField(to: number, field: number, at: number): void {
    if (field < 0) return this.set(to, ANYTHING);
    const { program } = this;
    const type = program.fieldKeys.first.at(field);
    const known = this.stored.get(field) ?? this.fieldValue(field);
    if (known) return this.set(to, this.values.add(known));
    if (program.typeClass[type]! >= 0) return this.set(to, this.typed(field, at));
    const made = this.makes(at);
    if (made !== 0) return this.set(to, made);
    const name = program.names.text(program.fieldSignatures.first.at(program.fieldKeys.second.at(field)));
    this.set(to, this.make(at, { kind: 'field', symbol: `${program.types.text(type)}->${name}` }));
  }

  /** Something of the field's declared type. */
  private typed(field: number, at: number): number {
    if (field < 0) return ANYTHING;
    const { program } = this;
    const declared = program.fieldSignatures.second.at(program.fieldKeys.second.at(field));
    const type = declared < 0 ? '' : program.types.text(declared);
    return type.startsWith('L') ? this.make(at, { kind: 'typed', type }) : ANYTHING;
  }

  private storeField(field: number, value: number, at: number): void {
    if (field < 0) return;
    const held = this.values.get(value);
    const list = held?.kind === 'array' ? this.listOf(held) : null;
    const kept: Value | null = list ? { kind: 'list', ...list } : held;
    // A later pass stores the same place again; only another place makes the field ambiguous.
    const first = this.writes.get(field);
    if (first === undefined) this.writes.set(field, at);
    this.stored.set(field, first === undefined || first === at ? kept : null);
  }

  private listOf(value: Value | null): { items: string[]; complete: boolean } | null {
    if (value?.kind === 'list') return { items: [...value.items], complete: value.complete };
    if (value?.kind === 'text') return { items: [value.text], complete: true };
    if (value?.kind !== 'array') return null;
    const content = this.arrays.get(value.at);
    if (!content) return null;
    const items: string[] = [];
    for (const [, item] of [...content.items].sort((a, b) => a[0] - b[0])) {
      if (item?.kind === 'text') items.push(item.text);
      else if (item?.kind === 'field') items.push(`field:${item.symbol}`);
    }
    return { items, complete: !content.open && items.length === content.size };
  }

  /** Elements in order, from what was stored one by one or laid down as data; null where one is missing. */
  private itemsOf(value: Value | null): readonly (Value | null)[] | null {
    if (value?.kind !== 'array' || value.size > MAX_ITEMS) return null;
    const content = this.arrays.get(value.at);
    if (!content || content.open) return null;
    const items = content.data === undefined ? [] : this.unpack(content.data, value.size);
    if (items === null) return null;
    for (const [index, item] of content.items) if (index >= 0 && index < value.size) items[index] = item;
    return Array.from({ length: value.size }, (_, index) => items[index] ?? null);
  }

  /** One method unpacks no more than some thousands of elements in all. */
  private unpack(at: number, most: number): (Value | null)[] | null {
    const items = at < this.start ? null : arrayData(this.units, at, this.end, most);
    this.unpacked += items?.length ?? 0;
    return this.unpacked > MAX_UNPACKED ? null : items;
  }

  /** getString(R.string.x) on whatever has it: the text, where every configuration has the same. */
  private resourceCall(target: number, args: readonly (Value | null)[]): CallOutcome | null {
    const id = args[1];
    if (this.program.methodKeys.second.at(target) !== this.getString || id?.kind !== 'number') return null;
    const text = id.number >= FIRST_RESOURCE ? this.program.resourceText(id.number) : null;
    return text === null ? null : { value: { kind: 'text', text, folded: true } };
  }

  private builderText(at: number): string | null {
    let text = '';
    for (const [, part] of [...(this.builders.get(at) ?? [])].sort((a, b) => a[0] - b[0])) {
      if (part?.kind === 'text') text += part.text;
      else if (part?.kind === 'number') text += String(part.number);
      else return null;
    }
    return text;
  }

  // eslint-disable-next-line complexity -- one branch for each thing that a call may give
  private invoke(at: number): void {
    const { op, index, args: list } = this.one;
    const target = this.dex.methods[index] ?? -1;
    this.result = ANYTHING;
    if (target < 0) return;
    const { program, registers } = this;
    const modelled = isModelled(methodType(program, target));
    if (!this.recording && !modelled && program.methodKeys.second.at(target) !== this.getString) {
      this.result = this.resultOf(at, target);
      return;
    }
    const args: (Value | null)[] = [];
    let r = 0;
    if (op !== OP.invokeStatic) args.push(this.values.get(registers[list[r++] ?? -1] ?? ANYTHING));
    for (const type of methodParameters(program, target)) {
      args.push(this.values.get(registers[list[r] ?? -1] ?? ANYTHING));
      r += isWide(type) ? 2 : 1;
    }
    if (this.recording) this.calls.push({ at: at - this.start, op, target, args });
    const name = methodName(program, target);
    const receiver = args[0];
    if (receiver?.kind === 'builder' && (name === 'append' || (name === '<init>' && args.length > 1))) {
      const sized = name === '<init>' && args[1]?.kind === 'number';
      if (!sized) this.builders.get(receiver.at)?.set(at, args[1] ?? null);
    }
    const cls = methodType(program, target);
    const outcome = modelled ? modelCall(cls, name, args, this.held) : this.resourceCall(target, args);
    if (outcome?.receiver && list[0] !== undefined) this.set(list[0], this.values.add(outcome.receiver));
    if (outcome?.value) this.result = this.values.add(outcome.value);
    else if (outcome === null) this.result = this.resultOf(at, target);
  }

  private resultOf(at: number, method: number): number {
    return this.makes(at) || this.make(at, { kind: 'result', at: at - this.start, method });
  }
}

const isWide = (type: string): boolean => type === 'J' || type === 'D';

const isNumber = (op: number): boolean => op >= OP.const4 && op <= OP.constWide32;
