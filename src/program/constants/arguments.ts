// What constants reach the calls that matter: arguments of watched calls, URIs and strings put together, reflection by
// name, permissions asked for at run time. Looks one call up where a value is a parameter. Leaves registers to evaluate.ts.
import type { Watchlist } from '../../model/catalogue.js';
import { ACCESS } from '../../formats/dex/layout.js';
import type { FoundUse } from '../facts.js';
import { ByName } from '../by-name.js';
import type { Hierarchy } from '../hierarchy.js';
import { INTEREST } from '../interest.js';
import { descriptorOf } from '../names.js';
import { classNamed, methodDex, methodName, methodParameters, methodType, type Program } from '../program.js';
import { HIT, type Sweep } from '../sweep.js';
import { matchUri, type WatchIndex } from '../watch-index.js';
import { commandLine, matchCommands } from '../commands.js';
import { WORD_GROUP } from '../words.js';
import { findCallers } from './callers.js';
import { evaluateMethod, type CallSeen, type Evaluation } from './evaluate.js';
import { fieldOfGetter, openFieldValues } from './fields.js';
import { keptLookup, namePairs } from './lookups.js';
import { followPassedReads, type PassedRead } from './passed-reads.js';
import { argumentsOf, indexMembers, permissionName } from './told.js';
import { constantText, type Value } from './values.js';

export interface FoundRequest {
  permissions: string[];
  method: number;
  offset: number;
  complete: boolean;
}
export interface Constants {
  requests: FoundRequest[];
  reflected: Map<number, { classes: number[]; methods: number[] }>;
  /** What is called, made, read and written by a name. */
  byName: ByName;
  /** Reflective calls whose target is known. */
  reflectionResolved: number;
  /** The evaluation of a method, kept for the analyses that follow. */
  evaluate(method: number): Evaluation;
  /** The same for a method that nobody else is likely to ask for: kept only when it is kept already. */
  evaluateOnce(method: number): Evaluation;
}

const INTERESTS: ReadonlySet<number> = new Set([
  INTEREST.forName,
  INTEREST.loadClass,
  INTEREST.getMethod,
  INTEREST.findsHandle,
  INTEREST.runsCommand,
  INTEREST.requestPermissions,
  INTEREST.launchRequest,
  INTEREST.registerObserver,
  INTEREST.fileObserver,
  INTEREST.buildsUri,
  INTEREST.readsByName,
]);

/** Counted as resolved when the method is read anyway. */
const COUNTED: ReadonlySet<number> = new Set([INTEREST.reflectiveCall, INTEREST.newInstance]);

/** Fills `args` of the uses found so far and appends what only constants show. */
export function readConstants(
  h: Hierarchy,
  index: WatchIndex,
  sweep: Sweep,
  watch: Watchlist,
  uses: FoundUse[],
): Constants {
  return new Reader(h, index, sweep, watch, uses).run();
}

class Reader {
  private readonly h: Hierarchy;
  private readonly index: WatchIndex;
  private readonly sweep: Sweep;
  private readonly watch: Watchlist;
  private readonly uses: FoundUse[];
  private readonly fieldValue: (field: number) => Value | null;
  private readonly evaluations = new Map<number, Evaluation>();
  private readonly requests: FoundRequest[] = [];
  private readonly reflected = new Map<number, { classes: number[]; methods: number[] }>();
  private readonly seen = new Set<string>();
  private resolved = 0;
  private memberIds: Map<string, string[]> | undefined;
  /** Requests whose list is a parameter: method, parameter. */
  private readonly passedOn: { method: number; parameter: number }[] = [];
  private readonly passedReads: PassedRead[] = [];
  private readonly fieldIds: ReadonlySet<string>;
  private readonly wantedArgs = new Map<string, readonly number[]>();

  constructor(h: Hierarchy, index: WatchIndex, sweep: Sweep, watch: Watchlist, uses: FoundUse[]) {
    this.h = h;
    this.index = index;
    this.sweep = sweep;
    this.watch = watch;
    this.uses = uses;
    this.fieldValue = openFieldValues(h.program);
    this.fieldIds = new Set(watch.fields.map(({ id }) => id));
    for (const use of uses) this.seen.add(`${use.method} ${use.watch}`);
  }

  // eslint-disable-next-line complexity -- one branch for each use that wants arguments
  run(): Constants {
    const { wantedArgs } = this;
    for (const item of this.index.items) {
      if (item.id !== null && item.args.length > 0) wantedArgs.set(item.id, item.args);
    }
    const interests = this.collectInterests(INTERESTS);
    const byMethod = new Map<number, FoundUse[]>();
    for (const use of this.uses) {
      if (use.descriptor === undefined || !wantedArgs.has(use.watch)) continue;
      const list = byMethod.get(use.method);
      if (list) list.push(use);
      else byMethod.set(use.method, [use]);
    }
    const methods = new Set([...interests.keys(), ...byMethod.keys(), ...this.namesPath()]);
    const counted = this.collectInterests(COUNTED);
    for (const method of [...methods].sort((a, b) => a - b)) {
      const { calls } = this.evaluate(method);
      const callAt = new Map(calls.map((call) => [call.at, call]));
      for (const use of byMethod.get(method) ?? []) {
        const call = callAt.get(use.offset);
        if (call) use.args = argumentsOf(this.h, call, wantedArgs.get(use.watch)!);
      }
      for (const call of calls) this.readTexts(method, call);
      for (const { at, interest } of interests.get(method) ?? []) {
        const call = callAt.get(at);
        if (call) this.readInterest(method, call, interest);
      }
      for (const { at } of counted.get(method) ?? []) {
        const held = callAt.get(at)?.args[0];
        if (held?.kind === 'member' || held?.kind === 'class') this.resolved++;
      }
    }
    this.readPassedOn();
    this.readNamePairs();
    this.readThroughHelpers();
    const byName = this.findByName(counted);
    return {
      requests: this.requests,
      byName,
      reflected: this.reflected,
      reflectionResolved: this.resolved,
      evaluate: (method) => this.evaluate(method),
      evaluateOnce: (method) => this.evaluations.get(method) ?? this.evaluated(method),
    };
  }

  /** Calls by name, with names that helpers are given: what they mean can run, and counts as used. */
  private findByName(places: ReadonlyMap<number, readonly { at: number }[]>): ByName {
    const byName = new ByName({
      h: this.h,
      edges: this.sweep.edges,
      evaluate: (method) => this.evaluate(method),
      places: [...places]
        .sort(([a], [b]) => a - b)
        .flatMap(([method, list]) => list.map(({ at }) => ({ method, at }))),
    });
    for (const method of byName.methods()) {
      for (const [at, { how, targets, outside }] of byName.of(method)) {
        if (how === 'call' || how === 'make') this.reflectedOf(method).methods.push(...targets);
        if (how === 'make')
          this.reflectedOf(method).classes.push(...targets.map((one) => this.h.program.methodClass[one]!));
        for (const member of outside) {
          const [type = '', name = ''] = member.split('->');
          this.reflectMember(method, at, type, name);
        }
      }
    }
    return byName;
  }

  /** Methods with a part of a path that may be joined to a whole one. */
  private namesPath(): number[] {
    const { hits, textGroups } = this.sweep;
    const found: number[] = [];
    for (let i = 0; i < hits.kind.length; i++) {
      if (hits.kind[i] !== HIT.text) continue;
      if ((textGroups[hits.target[i]!]! & (1 << WORD_GROUP.path)) !== 0) found.push(hits.method[i]!);
    }
    return found;
  }

  private evaluate(method: number): Evaluation {
    let known = this.evaluations.get(method);
    if (!known) {
      known = this.evaluated(method);
      this.evaluations.set(method, known);
    }
    return known;
  }
  private evaluated(method: number): Evaluation {
    const dex = methodDex(this.h.program, method);
    return dex ? evaluateMethod(this.h.program, dex, method, this.fieldValue) : NOTHING;
  }

  private collectInterests(wanted: ReadonlySet<number>): Map<number, { at: number; interest: number }[]> {
    const found = new Map<number, { at: number; interest: number }[]>();
    const { hits } = this.sweep;
    for (let i = 0; i < hits.kind.length; i++) {
      if (hits.kind[i] !== HIT.method) continue;
      for (const item of this.index.lists[this.index.methods[hits.target[i]!]!]!) {
        const { interest } = this.index.items[item]!;
        if (!wanted.has(interest)) continue;
        const list = found.get(hits.method[i]!);
        if (list) list.push({ at: hits.at[i]!, interest });
        else found.set(hits.method[i]!, [{ at: hits.at[i]!, interest }]);
      }
    }
    return found;
  }

  /** Watched strings and URIs that reach a call without standing in the method as they are. */
  private readTexts(method: number, call: CallSeen): void {
    for (const arg of call.args) {
      if (arg?.kind !== 'text') continue;
      for (const id of this.index.strings.get(arg.text) ?? []) this.addOnce(id, method, call.at);
      for (const id of matchUri(this.index.uris, arg.text)) this.addOnce(id, method, call.at);
    }
  }

  private addOnce(watch: string, method: number, offset: number, how?: 'reflection'): void {
    const key = `${method} ${watch}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.uses.push(how ? { watch, method, offset, how } : { watch, method, offset });
  }

  /** A member found by name is used where it was found, or where it is taken out of the field that keeps it. */
  private addByName(ids: readonly string[], method: number, at: number, name: string): void {
    const { edges } = this.sweep;
    const evaluation = this.evaluate(method);
    const kept = edges === null ? null : keptLookup({ h: this.h, edges, evaluation }, method, name);
    for (const place of kept ?? [{ method, at }])
      for (const id of ids) this.addOnce(id, place.method, place.at, 'reflection');
  }

  private readInterest(method: number, call: CallSeen, interest: number): void {
    switch (interest) {
      case INTEREST.forName:
      case INTEREST.loadClass: {
        const name = constantText(call.args[interest === INTEREST.forName ? 0 : 1] ?? null);
        if (name !== null) this.reflectClass(method, descriptorOf(name));
        return;
      }
      case INTEREST.getMethod: {
        const [cls, name] = call.args;
        if (cls?.kind === 'class' && name?.kind === 'text')
          this.reflectMember(method, call.at, cls.type, name.text);
        return;
      }
      case INTEREST.findsHandle: {
        const [, cls, name] = call.args;
        if (cls?.kind === 'class' && name?.kind === 'text')
          this.reflectMember(method, call.at, cls.type, name.text);
        return;
      }
      case INTEREST.runsCommand:
        this.readCommand(method, call);
        return;
      case INTEREST.readsByName:
        if (methodType(this.h.program, call.target) === 'Ljava/lang/Runtime;') this.readCommand(method, call);
        this.readByName(method, call);
        return;
      case INTEREST.requestPermissions:
      case INTEREST.launchRequest:
        this.readRequest(method, call, interest === INTEREST.launchRequest);
        return;
    }
  }

  /** A command put together in an array: the shell's line, or the words in order. */
  private readCommand(method: number, call: CallSeen): void {
    const { strings, uris } = this.index;
    for (const arg of call.args) {
      if (arg?.kind !== 'array' && arg?.kind !== 'list') continue;
      const list = this.evaluate(method).list(arg);
      if (list === null || list.items.length === 0) continue;
      const line = commandLine(list.items);
      const ids = [
        ...(strings.get(line) ?? []),
        ...matchCommands(strings, line, (word) => matchUri(uris, word)),
      ];
      for (const id of ids) this.addOnce(id, method, call.at);
    }
  }

  /** What a call reads by a constant kept elsewhere; or a parameter that a caller fills. */
  private readByName(method: number, call: CallSeen): void {
    const ids = this.index.lists[this.index.methods[call.target]!]!.flatMap(
      (item) => this.index.items[item]!.id ?? [],
    );
    const first = call.args.length - methodParameters(this.h.program, call.target).length;
    call.args.forEach((arg, position) => {
      const value = this.throughGetter(arg);
      if (value?.kind === 'field' || (value !== arg && value?.kind === 'text')) {
        for (const id of this.namedBy(value)) this.addOnce(id, method, call.at);
      } else if (value?.kind === 'parameter' && position >= first) {
        const reads = ids.map((id) => {
          const wanted = this.wantedArgs.get(id) ?? [];
          return { id, args: argumentsOf(this.h, call, wanted), slot: wanted.indexOf(position - first) };
        });
        this.passedReads.push({ method, parameter: value.index, reads });
      }
    });
  }

  private throughGetter(value: Value | null): Value | null {
    const field = value?.kind === 'result' ? fieldOfGetter(this.h.program, value.method) : -1;
    return field < 0 ? value : this.fieldValue(field);
  }

  private namedBy(value: Value): readonly string[] {
    if (value.kind === 'field') {
      const id = `field:${value.symbol}`;
      return this.fieldIds.has(id) ? [id] : [];
    }
    if (value.kind !== 'text') return [];
    return [...(this.index.strings.get(value.text) ?? []), ...matchUri(this.index.uris, value.text)];
  }

  private readThroughHelpers(): void {
    const { edges } = this.sweep;
    if (edges === null) return;
    const found = followPassedReads({
      h: this.h,
      edges,
      reads: [...this.passedReads, ...this.reflectiveReads()],
      evaluate: (method) => this.evaluate(method),
      namedBy: (value) => this.namedBy(value),
    });
    for (const use of found) {
      const key = `${use.method} ${use.watch}`;
      if (use.via === undefined && this.seen.has(key)) continue;
      this.seen.add(key);
      this.uses.push(use);
    }
  }

  /** Helpers that read by reflection: whatever text they are given is taken for the name of what they read. */
  private reflectiveReads(): PassedRead[] {
    const { program } = this.h;
    const reads: PassedRead[] = [];
    for (const { watch, method } of this.uses) {
      if (!watch.startsWith('reflect:')) continue;
      const offset = isStatic(program, method) ? 0 : 1;
      methodParameters(program, method).forEach((type, index) => {
        if (type !== 'Ljava/lang/String;') return;
        reads.push({ method, parameter: index + offset, reads: [{ id: watch, args: [], slot: -1 }] });
      });
    }
    return reads;
  }

  private reflectedOf(method: number): { classes: number[]; methods: number[] } {
    let known = this.reflected.get(method);
    if (!known) this.reflected.set(method, (known = { classes: [], methods: [] }));
    return known;
  }

  private reflectClass(method: number, descriptor: string): void {
    const cls = classNamed(this.h.program, descriptor);
    if (cls >= 0) this.reflectedOf(method).classes.push(cls);
    for (const item of this.watch.classes) {
      if (item.class === descriptor) this.addOnce(item.id, method, 0, 'reflection');
    }
  }

  private reflectMember(method: number, at: number, descriptor: string, name: string): void {
    this.memberIds ??= indexMembers(this.watch);
    const ids = this.memberIds.get(`${descriptor}->${name}`) ?? [];
    if (ids.length > 0) this.addByName(ids, method, at, name);
    const { program } = this.h;
    let cls = classNamed(program, descriptor);
    for (let steps = 0; cls >= 0 && steps < 100; steps++) {
      for (let m = program.classMethodStart[cls]!; m < program.classMethodStart[cls + 1]!; m++) {
        const target = program.classMethods[m]!;
        const abstract = (program.methodAccess[target]! & ACCESS.abstract) !== 0;
        if (!abstract && methodName(program, target) === name) this.reflectedOf(method).methods.push(target);
      }
      const parent = program.classSuper[cls]!;
      cls = parent < 0 ? -1 : program.typeClass[parent]!;
    }
  }

  private readRequest(method: number, call: CallSeen, launch: boolean): void {
    const types = methodParameters(this.h.program, call.target);
    const first = call.args.length - types.length;
    const position = launch ? first : first + types.indexOf('[Ljava/lang/String;');
    const asked = call.args[position] ?? null;
    if (position < first) return;
    if (asked?.kind === 'parameter' && !launch) {
      this.passedOn.push({ method, parameter: asked.index });
      return;
    }
    this.addRequest(method, call.at, this.evaluate(method).list(asked), launch);
  }

  private addRequest(
    method: number,
    offset: number,
    list: { items: string[]; complete: boolean } | null,
    onlyPermissions: boolean,
  ): void {
    const named = (list?.items ?? []).filter((item) => !onlyPermissions || item.includes('.permission.'));
    if (onlyPermissions && named.length === 0) return;
    const permissions = [...new Set(named.map(permissionName))].sort();
    const complete = (list?.complete ?? false) && permissions.length > 0;
    this.requests.push({ permissions, method, offset, complete });
  }

  /** A wrapper hands its parameter on: who calls it says what is asked for. */
  private readPassedOn(): void {
    const { edges } = this.sweep;
    const wanted = new Set(this.passedOn.map((row) => row.method));
    const callers = edges ? findCallers(this.h, edges, wanted) : new Map<number, never[]>();
    for (const { method, parameter } of this.passedOn) {
      for (const caller of callers.get(method) ?? []) {
        const evaluation = this.evaluate(caller.method);
        const call = evaluation.calls.find((seen) => seen.at === caller.at);
        const asked = call?.args[parameter] ?? null;
        if (call) this.addRequest(caller.method, caller.at, evaluation.list(asked), false);
      }
    }
  }

  /** Class and method of a reflective access named in one method, whatever helper makes the call. */
  private readNamePairs(): void {
    for (const { id, method, at, name } of namePairs(this.sweep, this.index.reflections))
      this.addByName([id], method, at, name);
  }
}

function isStatic(program: Program, method: number): boolean {
  return (program.methodAccess[method]! & ACCESS.static) !== 0;
}

const NOTHING: Evaluation = { calls: [], list: () => null, stored: new Map(), returned: [] };
