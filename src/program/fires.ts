// Calls that run what they are handed: post, execute, start, sendMessage (rules/platform/callbacks.yaml, `fires`). Says
// of each such call which objects it can run, as far as its method tells. Leaves when to the search in call-graph.ts.
import type { CallbackRules } from '../model/catalogue.js';
import { ACCESS } from '../formats/dex/layout.js';
import { OP } from '../formats/dex/opcodes.js';
import type { Constants } from './constants/arguments.js';
import { callersOf } from './constants/callers.js';
import { typeOfValue } from './constants/types.js';
import type { Value } from './constants/values.js';
import { classesBelow, type Hierarchy } from './hierarchy.js';
import { descriptorOf } from './names.js';
import { classNamed, methodName, methodType } from './program.js';
import type { Messages } from './messages.js';
import { HIT, type Edges, type Sweep } from './sweep.js';
import type { WatchIndex } from './watch-index.js';

export interface Fire {
  /** Offset of the call. */
  at: number;
  /** "Handler.post". */
  trigger: string;
  /** Names of the methods that run. */
  names: ReadonlySet<string>;
  /** Classes of the objects, where they are known. */
  classes: readonly number[];
  /** Offset of the invoke-custom that makes the object, or -1. */
  lambda: number;
  /** What is called on the object, as [type, signature], where its class is not known. */
  open: readonly (readonly [number, number])[];
  /** Numbers that the message which is sent can have; null: any. */
  messages: readonly number[] | null;
  /** The argument of the method, the receiver counted, that is the number of the message; -1 when none is. */
  argument: number;
}
interface Row {
  of: 'argument' | 'receiver' | 'message';
  names: ReadonlySet<string>;
  open: readonly (readonly [number, number])[];
}
/** A declared type with more classes below it does not say which object is meant. */
const MAX_BELOW = 4;
/** Helpers of helpers that a message's number is handed through. */
const HANDED_UP = 3;

export class Fires {
  private readonly h: Hierarchy;
  private readonly edges: Edges;
  private readonly constants: Constants;
  private readonly rows: readonly Row[];
  private readonly messages: Messages;
  private readonly places = new Map<number, { at: number; row: number }[]>();
  private readonly known = new Map<number, readonly Fire[]>();
  private carried: Map<number, Fire[]> | undefined;

  constructor(
    h: Hierarchy,
    index: WatchIndex,
    sweep: Sweep,
    edges: Edges,
    constants: Constants,
    rules: CallbackRules['fires'],
    messages: Messages,
  ) {
    this.messages = messages;
    this.h = h;
    this.edges = edges;
    this.constants = constants;
    this.rows = rules.map((rule) => this.compile(rule));
    const { hits } = sweep;
    for (let i = 0; i < hits.kind.length; i++) {
      if (hits.kind[i] !== HIT.method) continue;
      for (const item of index.lists[index.methods[hits.target[i]!]!]!) {
        const row = index.items[item]!.fires;
        if (row === undefined) continue;
        const list = this.places.get(hits.method[i]!);
        if (list) list.push({ at: hits.at[i]!, row });
        else this.places.set(hits.method[i]!, [{ at: hits.at[i]!, row }]);
      }
    }
  }

  /** The calls of a method that run something, in order. */
  of(method: number): readonly Fire[] {
    if (!this.carried) this.carry((this.carried = new Map()));
    let known = this.known.get(method);
    if (!known) {
      const carried = this.carried.get(method) ?? NONE;
      this.known.set(method, (known = [...this.read(method), ...carried]));
    }
    return known;
  }

  /** Who calls a helper that sends a message by the number it is handed sends that message. */
  private carry(carried: Map<number, Fire[]>): void {
    for (const [method, rows] of this.places) {
      if (!rows.some(({ row }) => this.rows[row]!.of === 'message')) continue;
      const fires = this.read(method);
      if (fires.every(({ argument }) => argument < 0)) continue;
      // Handed on by callers that are at hand; without one, its own call is all there is.
      const rest = fires.filter((fire) => fire.argument < 0 || !this.carryUp(method, fire, carried, 0));
      this.known.set(method, rest);
    }
    for (const [method, fires] of carried) {
      const known = this.known.get(method);
      if (known) this.known.set(method, [...known, ...fires]);
    }
  }
  private carryUp(helper: number, fire: Fire, carried: Map<number, Fire[]>, depth: number): boolean {
    const callers = depth < HANDED_UP ? callersOf(this.h, this.edges, helper) : [];
    for (const { method, at } of callers) {
      const call = this.constants.evaluate(method).calls.find((seen) => seen.at === at);
      const value = call?.args[fire.argument];
      const argument = value?.kind === 'parameter' ? value.index : -1;
      const trigger = `${methodName(this.h.program, helper)} (${fire.trigger})`;
      const up = { ...fire, at, trigger: depth === 0 ? trigger : fire.trigger, argument };
      if (argument >= 0 && this.carryUp(method, up, carried, depth + 1)) continue;
      const list = carried.get(method);
      const sent = { ...up, messages: value?.kind === 'number' ? [value.number] : null };
      if (list) list.push(sent);
      else carried.set(method, [sent]);
    }
    return callers.length > 0;
  }

  private compile({ of, runs }: CallbackRules['fires'][number]): Row {
    const { program } = this.h;
    const names = new Set<string>();
    const open: [number, number][] = [];
    for (const run of runs) {
      const at = run.indexOf('#');
      const type = program.types.find(descriptorOf(run.slice(0, at)));
      const name = program.names.find(run.slice(at + 1));
      names.add(run.slice(at + 1));
      for (let s = 0; type >= 0 && name >= 0 && s < program.signatures.size; s++) {
        if (program.signatures.first.at(s) === name) open.push([type, s]);
      }
    }
    return { of, names, open };
  }

  // eslint-disable-next-line complexity -- one branch for each way to fire
  private read(method: number): readonly Fire[] {
    const places = this.places.get(method);
    if (!places) return NONE;
    const { program } = this.h;
    const { calls } = this.constants.evaluate(method);
    const found: Fire[] = [];
    for (const { at, row } of places) {
      const call = calls.find((seen) => seen.at === at);
      if (!call) continue;
      const { of, names, open } = this.rows[row]!;
      const type = methodType(program, call.target);
      const trigger = `${type.slice(Math.max(type.lastIndexOf('/'), type.lastIndexOf('$')) + 1, -1)}.${methodName(program, call.target)}`;
      const sent = of === 'message' ? this.messages.sentBy(method, call, calls) : null;
      const values =
        sent !== null
          ? [sent.to]
          : of === 'receiver'
            ? call.args.slice(0, 1)
            : call.args.slice(call.op === OP.invokeStatic ? 0 : 1);
      for (const value of values) {
        const meant = this.meant(method, value);
        if (meant !== null && meant.lambda < 0 && meant.classes.length === 0) continue;
        const fire = {
          at,
          trigger,
          names,
          classes: meant?.classes ?? [],
          lambda: meant?.lambda ?? -1,
          messages: sent?.numbers ?? null,
          argument: sent?.argument ?? -1,
        };
        found.push({ ...fire, open: meant === null && this.canRun(method, value, open) ? open : [] });
      }
    }
    return found;
  }

  /** True unless the value's type is known to be none that is run: a delay, a token. */
  private canRun(method: number, value: Value | null, open: Fire['open']): boolean {
    if (value === null) return true;
    const type = typeOfValue(this.h.program, method, value);
    if (type === null) return value.kind !== 'number' && value.kind !== 'text';
    return open.length > 0 && type.startsWith('L') && type !== 'Ljava/lang/String;';
  }

  /** The classes that the value can be of; null when that is not known. */
  private meant(method: number, value: Value | null): { classes: readonly number[]; lambda: number } | null {
    const { program } = this.h;
    if (value?.kind === 'object' && this.isLambda(method, value.at)) return { classes: [], lambda: value.at };
    const type = value === null ? null : typeOfValue(program, method, value);
    const cls = type === null ? -1 : classNamed(program, type);
    if (cls < 0)
      return value?.kind === 'number' || value?.kind === 'text' ? { classes: [], lambda: -1 } : null;
    if (value?.kind === 'object') return { classes: [cls], lambda: -1 };
    const below = [...classesBelow(this.h, program.classType[cls]!)].filter(
      (one) => (program.classAccess[one]! & (ACCESS.abstract | ACCESS.interface)) === 0,
    );
    return below.length > MAX_BELOW ? null : { classes: below, lambda: -1 };
  }

  private isLambda(method: number, at: number): boolean {
    const { start, end, op } = this.edges;
    for (let e = start[method]!; e < end[method]!; e++) {
      if (this.edges.at[e] === at) return op[e] === OP.invokeCustom;
    }
    return false;
  }
}

const NONE: readonly Fire[] = [];
