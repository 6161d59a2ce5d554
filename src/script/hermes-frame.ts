// Lowering Hermes bytecode, the frame of one function: its registers, and what they hold where paths meet. Leaves
// instructions to lower-hermes.ts.
import type { HermesFile } from '../formats/hermes/hermes-file.js';
import { HermesBuilder, joinValues, type Environment } from './hermes-builder.js';
import { UNKNOWN, type Value } from './ir.js';

interface State {
  registers: Value[];
  environments: (Environment | null)[];
}

/** Values kept for joins, in registers times jumps of one function; more is a machine's output and is walked straight. */
const MOST_KEPT = 400_000;

export class HermesFrame extends HermesBuilder {
  protected readonly file: HermesFile;
  private registers: Value[] = [];
  protected environments: (Environment | null)[] = [];
  protected readonly joins = new Map<number, State>();
  private kept = 0;
  protected alive = true;
  private frame = 0;
  private readonly toThis: number; // registers from the end of the frame to the outgoing `this`

  constructor(entry: string, file: HermesFile) {
    super(entry);
    this.file = file;
    this.toThis = file.version >= 97 ? 8 : 7;
  }

  /** Begins a function with so many registers. */
  protected open(registers: number): void {
    this.frame = registers;
    this.registers = new Array<Value>(registers).fill(UNKNOWN);
    this.environments = [];
    this.joins.clear();
    this.kept = 0;
    this.alive = true;
  }

  // Control flow ------------------------------------------------------------------------------------------------------

  protected jump(at: number, by: number): void {
    const target = at + by;
    if (by <= 0) return;
    const known = this.joins.get(target);
    if (known) this.mergeInto(known);
    else if ((this.kept += this.frame) <= MOST_KEPT)
      this.joins.set(target, {
        registers: this.registers.slice(),
        environments: this.environments.slice(),
      });
  }
  protected mergeInto(state: State): void {
    for (let index = 0; index < this.registers.length; index++) {
      const mine = this.registers[index]!;
      if (state.registers[index] !== mine)
        state.registers[index] = joinValues(state.registers[index] ?? UNKNOWN, mine);
    }
    for (const [index, environment] of this.environments.entries()) state.environments[index] ??= environment;
  }
  protected join(at: number): void {
    const state = this.joins.get(at);
    if (!state) return;
    this.joins.delete(at);
    if (this.alive) this.mergeInto(state);
    this.registers = state.registers;
    this.environments = state.environments;
    this.alive = true;
  }
  /** The targets of a table of jumps, each relative to the instruction; with strings, every second word. */
  protected table(at: number, from: number, count: number, words: number): void {
    const { view } = this.file;
    let entry = (at + from + 3) & ~3;
    for (let left = Math.min(count, 4_096); left > 0 && entry + 4 * words <= view.length; left--) {
      this.jump(at, view.i32(entry + 4 * (words - 1)));
      entry += 4 * words;
    }
  }

  // Registers ---------------------------------------------------------------------------------------------------------

  protected get(register: number): Value {
    return this.registers[register] ?? UNKNOWN;
  }
  protected set(register: number, value: Value): void {
    if (register < this.registers.length) this.registers[register] = value;
    if (this.environments[register]) this.environments[register] = null;
  }
  protected setEnvironment(register: number, environment: Environment | null): void {
    this.set(register, UNKNOWN);
    if (register < this.registers.length) this.environments[register] = environment;
  }
  /** What a call with `count` arguments, `this` among them, is handed: it lies at the end of the frame. */
  protected handed(count: number): Value[] {
    const args: Value[] = [];
    const first = this.frame - this.toThis - 1;
    for (let index = 0; index < Math.min(count - 1, 64); index++) args.push(this.get(first - index));
    return args;
  }
  protected some(...registers: number[]): Value[] {
    return registers.map((register) => this.get(register));
  }
}
