// What an app has to be told by its user before some of its code runs. Supposes that nobody has decided anything yet:
// every remembered value is still its default. What cannot run then, because a value that only an act of the user writes
// still has its default, waits for that decision. Leaves stepping through a method to undecided.ts and who runs in whose
// act to the call graph. No word of a key or a dialog counts here.
import type { Constants } from './constants/arguments.js';
import { callersOf } from './constants/callers.js';
import type { CallSeen } from './constants/evaluate.js';
import type { Value } from './constants/values.js';
import { OP } from '../formats/dex/opcodes.js';
import type { Hierarchy } from './hierarchy.js';
import { INTEREST } from './interest.js';
import { methodDescriptor, methodParameters, methodSymbol } from './program.js';
import { HIT, type Edges, type Sweep } from './sweep.js';
import { EMPTY_LIST, stepUndecided, textNumber, type Supposed, type Undecided } from './undecided.js';
import type { WatchIndex } from './watch-index.js';

/** How far code waits: 0 not at all, 1 perhaps, 2 for a decision. */
export type Waits = 0 | 1 | 2;
export interface Region {
  waits(offset: number): Waits;
  /** The branch that the code at the offset waits at. */
  decision(offset: number): { symbol: string; offset: number; key: string | null } | null;
}
export type Decisions = ReadonlyMap<number, Region>;

export interface DecisionInput {
  h: Hierarchy;
  index: WatchIndex;
  sweep: Sweep;
  edges: Edges;
  constants: Constants;
  /** True for a method that runs in acts of the user and on no other occasion. */
  inActOnly(method: number): boolean;
  /** True for a method that can run at all. */
  runs(method: number): boolean;
}

/** A read of something remembered: its key where constant, what it gives when nothing was written. */
interface Read {
  method: number;
  at: number;
  key: string | null;
  unset: number | null;
}
const MAX_DEPTH = 3;

export function findDecisions(input: DecisionInput): Decisions {
  return new Finder(input).run();
}

class Finder {
  private readonly input: DecisionInput;
  /** By key: whether each writer seen runs in an act only. */
  private readonly writers = new Map<string, boolean>();
  private readonly reads = new Map<number, Read[]>();
  private readonly fields = new Map<number, Supposed>();
  private readonly supposed = new Map<number, Map<number, Supposed>>();
  private readonly helpers = new Map<number, Supposed>();

  constructor(input: DecisionInput) {
    this.input = input;
  }

  run(): Decisions {
    const { hits } = this.input.sweep;
    const { index, constants } = this.input;
    for (let i = 0; i < hits.kind.length; i++) {
      if (hits.kind[i] !== HIT.method) continue;
      for (const item of index.lists[index.methods[hits.target[i]!]!]!) {
        const { interest } = index.items[item]!;
        if (interest !== INTEREST.remembers && interest !== INTEREST.recalls) continue;
        const method = hits.method[i]!;
        if (!this.input.runs(method)) break;
        const call = constants.evaluate(method).calls.find(({ at }) => at === hits.at[i]!);
        if (call && interest === INTEREST.remembers) this.write(method, call.args[1] ?? null, 0);
        else if (call) this.read(method, call);
        break;
      }
    }
    this.readFields();
    for (const list of this.reads.values()) for (const read of list) this.suppose(read);
    return this.settle();
  }

  /** A key that is written: by whom. A key that is a parameter is the callers'. */
  private write(method: number, key: Value | null, depth: number): void {
    if (key?.kind === 'parameter') {
      if (depth < MAX_DEPTH) {
        this.eachCaller(method, (from, call) => this.write(from, call.args[key.index] ?? null, depth + 1));
      }
    } else if (key?.kind === 'text') {
      const act = this.input.inActOnly(method);
      this.writers.set(key.text, (this.writers.get(key.text) ?? true) && act);
    }
  }

  private read(method: number, call: CallSeen): void {
    const { program } = this.input.h;
    const types = methodParameters(program, call.target);
    const lists = methodDescriptor(program, call.target).endsWith('Ljava/util/Set;');
    const given = types.length > 1 ? numberOf(call.args[2] ?? null) : 0;
    // What stands for a list that was never written holds nothing.
    const unset = given ?? (lists ? EMPTY_LIST : null);
    const [, key = null] = call.args;
    if (key?.kind === 'parameter') this.readThrough(method, key.index, call.args[2] ?? null, unset, 0);
    else this.addRead({ method, at: call.at, key: key?.kind === 'text' ? key.text : null, unset });
  }

  /** A wrapper that reads what its caller names: the call of the wrapper is the read. */
  private readThrough(
    method: number,
    key: number,
    unsetBy: Value | null,
    unset: number | null,
    depth: number,
  ): void {
    if (depth >= MAX_DEPTH) return;
    this.eachCaller(method, (from, call) => {
      const named = call.args[key] ?? null;
      const given = unsetBy?.kind === 'parameter' ? (call.args[unsetBy.index] ?? null) : null;
      const value = unsetBy?.kind === 'parameter' ? numberOf(given) : unset;
      if (named?.kind === 'parameter') this.readThrough(from, named.index, given, value, depth + 1);
      else
        this.addRead({
          method: from,
          at: call.at,
          key: named?.kind === 'text' ? named.text : null,
          unset: value,
        });
    });
  }

  private addRead(read: Read): void {
    const list = this.reads.get(read.method);
    if (list) list.push(read);
    else this.reads.set(read.method, [read]);
  }

  private eachCaller(method: number, each: (from: number, call: CallSeen) => void): void {
    const { h, edges, constants } = this.input;
    for (const { method: from, at } of callersOf(h, edges, method)) {
      const call = constants.evaluate(from).calls.find((seen) => seen.at === at);
      if (call) each(from, call);
    }
  }

  /** Flags of the app's own that only acts of the user set; false until then. */
  // eslint-disable-next-line complexity -- one walk over all writes: what a write rules out ends the rest
  private readFields(): void {
    const { flags } = this.input.sweep;
    const candidates = new Set<number>();
    const isWrite = (i: number): boolean => flags.op[i] === OP.iputBoolean || flags.op[i] === OP.sputBoolean;
    for (let i = 0; i < flags.field.length; i++) {
      if (isWrite(i) && this.input.inActOnly(flags.method[i]!)) candidates.add(flags.field[i]!);
    }
    const byAct = new Map<number, boolean>();
    for (let i = 0; i < flags.field.length; i++) {
      const [field, method] = [flags.field[i]!, flags.method[i]!];
      if (!isWrite(i) || !candidates.has(field) || byAct.get(field) === false) continue;
      if (!this.input.runs(method) || this.writesFalse(method, flags.at[i]!)) continue;
      byAct.set(field, (byAct.get(field) ?? true) && this.input.inActOnly(method));
    }
    for (const [field, act] of byAct) {
      if (act) this.fields.set(field, { value: 0, key: this.fieldName(field), waits: 2 });
    }
    for (let i = 0; i < flags.field.length && this.fields.size > 0; i++) {
      const reads = flags.op[i] === OP.igetBoolean || flags.op[i] === OP.sgetBoolean;
      const supposed = reads ? this.fields.get(flags.field[i]!) : undefined;
      if (supposed) this.supposeAt(flags.method[i]!, flags.at[i]!, supposed);
    }
  }

  private writesFalse(method: number, at: number): boolean {
    const step = stepUndecided(this.input.h.program, method, NOTHING, { storeAt: at });
    return step?.stored === 0;
  }

  private fieldName(field: number): string {
    const { program } = this.input.h;
    const name = program.names.text(program.fieldSignatures.first.at(program.fieldKeys.second.at(field)));
    return `${program.types.text(program.fieldKeys.first.at(field))}->${name}`;
  }

  /**
   * What a read gives while nothing is decided. Written in acts only: its default, and what that shuts out waits for the
   * decision. Written elsewhere too: anything. Written nowhere that is seen, or without a known key: perhaps.
   */
  private suppose({ method, at, key, unset }: Read): void {
    const act = key === null ? undefined : this.writers.get(key);
    if (act === false) return;
    if (act === true && unset !== null) this.supposeAt(method, at, { value: unset, key, waits: 2 });
    else this.supposeAt(method, at, { value: unset ?? 0, key, waits: 1 });
  }

  private supposeAt(method: number, at: number, supposed: Supposed): void {
    let known = this.supposed.get(method);
    if (!known) this.supposed.set(method, (known = new Map()));
    known.set(at, supposed);
  }

  /** Steps through every method that recalls something; one that hands the answer on makes its callers do the same. */
  private settle(): Decisions {
    const found = new Map<number, Region>();
    let layer = [...this.supposed.keys()];
    for (let depth = 0; depth <= MAX_DEPTH && layer.length > 0; depth++) {
      const next = new Set<number>();
      for (const method of layer) {
        const region = this.regionOf(method);
        if (!region) continue;
        if (region.holds) found.set(method, region);
        const answer = region.answer;
        if (answer === null || this.helpers.has(method)) continue;
        this.helpers.set(method, answer);
        for (const { method: from, at } of callersOf(this.input.h, this.input.edges, method)) {
          this.supposeAt(from, at, answer);
          next.add(from);
        }
      }
      layer = [...next];
    }
    return found;
  }

  private regionOf(method: number): (Region & { answer: Supposed | null; holds: boolean }) | null {
    const { program } = this.input.h;
    const supposed = this.supposed.get(method)!;
    const decided = new Map([...supposed].filter(([, { waits }]) => waits === 2));
    const sure = stepUndecided(program, method, decided);
    const perhaps = stepUndecided(program, method, supposed, { guess: true });
    const all = stepUndecided(program, method, NOTHING);
    if (!sure || !perhaps || !all) return null;
    const symbol = methodSymbol(program, method);
    return {
      holds: all.offsets().some((offset) => !perhaps.runs(offset)),
      waits: (offset) => (perhaps.runs(offset) || !all.runs(offset) ? 0 : sure.runs(offset) ? 1 : 2),
      decision: (offset) => (sure.runs(offset) || !all.runs(offset) ? null : branchOf(sure, symbol, offset)),
      answer: answerOf(sure) ?? answerOf(perhaps),
    };
  }
}

const NOTHING: ReadonlyMap<number, Supposed> = new Map();

function branchOf(step: Undecided, symbol: string, offset: number): ReturnType<Region['decision']> {
  const branch = step.branchBefore(offset);
  return branch ? { symbol, offset: branch.at, key: branch.key } : null;
}

/** What a method returns while nothing is decided, when that hangs on what it recalls. */
function answerOf({ returned }: Undecided): Supposed | null {
  return returned !== null && returned.waits > 0 ? returned : null;
}

const numberOf = (value: Value | null): number | null =>
  value?.kind === 'number' ? value.number : value?.kind === 'text' ? textNumber(value.text) : null;
