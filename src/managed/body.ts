// One method's code, run once from top to bottom with what is known of its values: constants, what was read from where,
// functions that are handed on. Leaves what calls lead to, and what they mean, to reach.ts.
import type { View } from '../bytes/view.js';
import type { Assembly, Member } from '../formats/assembly/assembly.js';
import { OP, walkCode, type Instruction } from '../formats/assembly/il.js';

/** A value as far as it is known; null: not at all. */
export type Thing =
  | null
  | { t: 'text'; text: string } // a constant, or the path of the property or field it was read from
  | { t: 'function'; token: number }
  | { t: 'number'; value: number }
  | { t: 'list'; items: Thing[] } // filled as far as it was seen
  | { t: 'java'; class: string } // a class or object of Java by its name
  | { t: 'type'; token: number };

export interface Call {
  at: number;
  member: Member;
  isVirtual: boolean;
  makes: boolean; // newobj
  self: Thing;
  args: readonly Thing[];
}
export interface BodyVisitor {
  /** @returns what the call gives, where it is known */
  call(call: Call): Thing;
  /** @returns what the field holds, where it is known; null too for what is written */
  field(token: number, at: number, writes: boolean): Thing;
  /** A type is named (ldtoken), or made in place (initobj). */
  type(token: number, at: number, makes: boolean): void;
  /** A function is taken the address of. */
  function(token: number): void;
  text(text: string): void;
}
const MOST_STACK = 4096;
const MOST_ITEMS = 64;

/** @returns how many instructions there were, and whether all could be read */
export function runBody(
  code: View,
  assembly: Assembly,
  visitor: BodyVisitor,
): { steps: number; whole: boolean } {
  const machine = new Machine(assembly, visitor);
  let steps = 0;
  const whole = walkCode(code, (instruction) => {
    steps++;
    machine.step(instruction);
  });
  return { steps, whole };
}

class Machine {
  private stack: Thing[] = [];
  private readonly locals = new Map<number, Thing>();
  /** What is on the stack where a jump leads. */
  private readonly waiting = new Map<number, Thing[]>();
  private fallsThrough = true;
  private readonly assembly: Assembly;
  private readonly visitor: BodyVisitor;

  constructor(assembly: Assembly, visitor: BodyVisitor) {
    this.assembly = assembly;
    this.visitor = visitor;
  }

  // eslint-disable-next-line complexity -- one case for each operation
  step(instruction: Instruction): void {
    const { at, code, operation, value } = instruction;
    if (!this.fallsThrough) this.stack = this.waiting.get(at) ?? [];
    this.fallsThrough = true;
    this.waiting.delete(at);
    if (code === OP.call || code === OP.callvirt || code === OP.newobj) return this.call(instruction);
    if (code >= OP.ldloc0 && code < OP.ldloc0 + 4)
      return this.push(this.locals.get(code - OP.ldloc0) ?? null);
    if (code === OP.ldlocShort || code === OP.ldloc) return this.push(this.locals.get(value) ?? null);
    if (code >= OP.stloc0 && code < OP.stloc0 + 4) return this.store(code - OP.stloc0);
    if (code === OP.stlocShort || code === OP.stloc) return this.store(value);
    if (code === OP.dup) return this.push(this.stack.at(-1) ?? null);
    if (code === OP.ldstr) {
      const text = this.assembly.text(value);
      this.visitor.text(text);
      return this.push({ t: 'text', text });
    }
    const taken = this.pop(Math.max(0, operation.pops));
    let made: Thing = null;
    if (code >= OP.ldcI4Zero && code <= OP.ldcI4Zero + 8) made = { t: 'number', value: code - OP.ldcI4Zero };
    else if (code === OP.ldcI4Short) made = { t: 'number', value };
    else if (code === OP.newarr) made = { t: 'list', items: [] };
    else if (code === OP.stelemRef && taken[0]?.t === 'list')
      fill(taken[0].items, taken[1] ?? null, taken[2] ?? null);
    else if (code === OP.castclass) made = taken[0] ?? null;
    else if (code >= OP.ldfld && code <= OP.stsfld)
      made = this.visitor.field(value, at, code === OP.stfld || code === OP.stsfld);
    else if (code === OP.ldtoken) {
      this.visitor.type(value, at, false);
      made = { t: 'type', token: value };
    } else if (code === OP.initobj) this.visitor.type(value, at, true);
    else if (code === OP.ldftn || code === OP.ldvirtftn) {
      this.visitor.function(value);
      made = { t: 'function', token: value };
    }
    for (let left = operation.pushes; left > 0; left--) this.push(made);
    this.jump(instruction);
  }

  private jump({ code, operation, value, jumps, at }: Instruction): void {
    const { operand } = operation;
    if (operand === 'jump8' || operand === 'jump32') {
      const leaves = code === OP.leave || code === OP.leaveShort;
      if (value > at) this.wait(value, leaves ? [] : this.stack);
    }
    for (const target of jumps) if (target > at) this.wait(target, this.stack);
    this.fallsThrough = !ENDS.has(code);
  }
  private wait(at: number, stack: readonly Thing[]): void {
    if (!this.waiting.has(at)) this.waiting.set(at, stack.slice(-8));
  }

  private call({ at, code, value }: Instruction): void {
    const member = this.assembly.member(value);
    if (member === null) return;
    const { parameters, returns, hasThis } = member.signature;
    const makes = code === OP.newobj;
    const args = this.pop(Math.min(parameters, this.stack.length));
    while (args.length < parameters) args.unshift(null);
    const self = hasThis && !makes ? (this.stack.pop() ?? null) : null;
    const given = this.visitor.call({ at, member, isVirtual: code === OP.callvirt, makes, self, args });
    if (makes || returns) this.push(given);
  }

  private push(thing: Thing): void {
    if (this.stack.length < MOST_STACK) this.stack.push(thing);
  }
  private pop(count: number): Thing[] {
    return count === 0 ? [] : this.stack.splice(Math.max(0, this.stack.length - count));
  }
  /** A variable that is set twice holds what nobody can tell. */
  private store(local: number): void {
    const thing = this.stack.pop() ?? null;
    this.locals.set(local, this.locals.has(local) ? null : thing);
  }
}
function fill(items: Thing[], at: Thing, thing: Thing): void {
  if (at?.t !== 'number' || !(at.value >= 0 && at.value < MOST_ITEMS)) return;
  while (items.length < at.value) items.push(null);
  items[at.value] = thing;
}
const ENDS: ReadonlySet<number> = new Set([
  OP.br,
  OP.brShort,
  OP.ret,
  OP.throw,
  OP.leave,
  OP.leaveShort,
  OP.endfinally,
  OP.rethrow,
]);
