// Where the package's own code starts its own components: startActivity, startService, broadcasts, pending intents, jobs.
// Each is an edge from the call to what the component runs. Follows an intent through the helper that makes it and the
// helper that hands it over. Leaves what an intent says to intents.ts and what a component runs to components.ts.
import type { ManifestFacts } from '../model/facts.js';
import { compareText } from '../model/order.js';
import type { Constants } from './constants/arguments.js';
import { callersOf } from './constants/callers.js';
import type { CallSeen } from './constants/evaluate.js';
import type { Value } from './constants/values.js';
import { resolveDirect, type Hierarchy } from './hierarchy.js';
import { INTEREST, type Interest } from './interest.js';
import {
  componentOf,
  describeIntent,
  openParameters,
  resolveIntent,
  substitute,
  type IntentWords,
  type Sort,
} from './intents.js';
import { descriptorOf } from './names.js';
import { classNamed, methodName, methodParameters, methodType, type Program } from './program.js';
import { HIT, type Edges, type Sweep } from './sweep.js';
import type { WatchIndex } from './watch-index.js';

/**
 * now: as the call runs. bound: as long as the caller keeps it. later: by the clock or when conditions hold, nobody asked.
 * handed: a pending intent given to somebody, who fires it on an act or event of theirs.
 */
export type StartHow = 'now' | 'bound' | 'later' | 'handed';
export interface Start {
  /** Offset of the call in the method that hands the intent over. */
  at: number;
  /** Class of the component. */
  cls: number;
  how: StartHow;
  /** "startService", "PendingIntent.getBroadcast". */
  call: string;
}
export interface Starts {
  /** By method, in order of offset. */
  of: ReadonlyMap<number, readonly Start[]>;
  /** True when the class constant in the method is part of an intent whose start was found. */
  explains(method: number, cls: number): boolean;
}
export interface StartInput {
  h: Hierarchy;
  index: WatchIndex;
  sweep: Sweep;
  edges: Edges;
  constants: Constants;
  manifest: ManifestFacts | null;
  /** Callers looked at in all, and told when there are more. */
  limit: number;
  cut(): void;
}

const SORT: Partial<Record<Interest, Sort>> = {
  [INTEREST.startsActivity]: 'activity',
  [INTEREST.startsService]: 'service',
  [INTEREST.bindsService]: 'service',
  [INTEREST.sendsBroadcast]: 'receiver',
  [INTEREST.buildsJob]: 'service',
};
const INTENT = 'Landroid/content/Intent;';
const COMPONENT_NAME = 'Landroid/content/ComponentName;';
/** Helpers that hand an intent on to a helper, and so on. */
const MAX_DEPTH = 3;

export function findStarts(input: StartInput): Starts {
  return input.manifest === null
    ? { of: new Map(), explains: () => false }
    : new Finder(input, input.manifest).run();
}

/** Which class starts which screen, by the outermost class: a click handler's start is its screen's. */
export function screenStarts(
  program: Program,
  starts: Starts,
  manifest: ManifestFacts | null,
): { from: string; to: string }[] {
  const screens = new Set(
    (manifest?.components ?? [])
      .filter(({ type }) => type === 'activity' || type === 'activity-alias')
      .map(({ name, targetActivity }) => descriptorOf(targetActivity ?? name)),
  );
  const found = new Map<string, { from: string; to: string }>();
  for (const [method, list] of starts.of) {
    const from = methodType(program, method).replace(/\$.*;$/, ';');
    for (const { cls } of list) {
      const to = program.types.text(program.classType[cls]!);
      if (screens.has(to)) found.set(`${from} ${to}`, { from, to });
    }
  }
  return [...found.values()].sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to));
}

interface Handed {
  method: number;
  at: number;
  sort: Sort;
  how: StartHow;
  call: string;
}

class Finder {
  private readonly input: StartInput;
  private readonly manifest: ManifestFacts;
  private readonly found = new Map<number, Start[]>();
  private readonly explained = new Set<string>();
  private looked = 0;
  constructor(input: StartInput, manifest: ManifestFacts) {
    this.input = input;
    this.manifest = manifest;
  }

  run(): Starts {
    for (const { method, at, interest } of this.hits()) this.readCall(method, at, interest);
    for (const list of this.found.values()) list.sort((a, b) => a.at - b.at || a.cls - b.cls);
    return { of: this.found, explains: (method, cls) => this.explained.has(`${method} ${cls}`) };
  }

  private hits(): { method: number; at: number; interest: Interest }[] {
    const { index, sweep } = this.input;
    const found: { method: number; at: number; interest: Interest }[] = [];
    const { hits } = sweep;
    for (let i = 0; i < hits.kind.length; i++) {
      if (hits.kind[i] !== HIT.method) continue;
      for (const item of index.lists[index.methods[hits.target[i]!]!]!) {
        const interest = index.items[item]!.interest as Interest;
        if (interest === INTEREST.makesPending || SORT[interest] !== undefined) {
          found.push({ method: hits.method[i]!, at: hits.at[i]!, interest });
          break;
        }
      }
    }
    return found;
  }

  private readCall(method: number, at: number, interest: Interest): void {
    const { program } = this.input.h;
    const evaluation = this.input.constants.evaluate(method);
    const call = evaluation.calls.find((seen) => seen.at === at);
    if (!call) return;
    const types = methodParameters(program, call.target);
    const first = call.args.length - types.length;
    const name = methodName(program, call.target);
    const pending = interest === INTEREST.makesPending;
    const handed: Handed = {
      method,
      at,
      sort: pending ? pendingSort(name) : SORT[interest]!,
      how: pending ? this.pendingHow(call, evaluation.calls) : (HOW[interest] ?? 'now'),
      call: pending ? `PendingIntent.${name}` : interest === INTEREST.buildsJob ? 'JobInfo.Builder' : name,
    };
    types.forEach((type, i) => {
      const value = call.args[first + i] ?? null;
      if (type === INTENT) this.follow(method, value, handed, 0);
      else if (type === COMPONENT_NAME) {
        this.lift({ ...NO_WORDS, ...componentOf(program, evaluation, value) }, handed, 0);
      }
    });
  }

  /** A pending intent that an alarm of the same method gets fires by the clock. */
  private pendingHow(made: CallSeen, calls: readonly CallSeen[]): StartHow {
    const { program } = this.input.h;
    const isIt = (value: Value | null): boolean => value?.kind === 'result' && value.at === made.at;
    const alarm = calls.some(
      ({ target, args }) => args.some(isIt) && methodType(program, target) === 'Landroid/app/AlarmManager;',
    );
    return alarm ? 'later' : 'handed';
  }

  /** Finds what is said of the intent, wherever it is made, and starts what it names. */
  private follow(method: number, value: Value | null, handed: Handed, depth: number): void {
    const { h, constants } = this.input;
    if (value?.kind === 'parameter') {
      this.callers(method, depth, (caller, args) =>
        this.follow(caller.method, args[value.index] ?? null, { ...handed, ...caller }, depth + 1),
      );
      return;
    }
    const evaluation = constants.evaluate(method);
    if (value?.kind === 'result') {
      const { methodKeys } = h.program;
      const maker = resolveDirect(h, methodKeys.first.at(value.method), methodKeys.second.at(value.method));
      const call = evaluation.calls.find((seen) => seen.at === value.at);
      if (maker < 0 || !call || depth >= MAX_DEPTH) return;
      const inner = constants.evaluate(maker);
      for (const returned of inner.returned) {
        const words = describeIntent(h.program, inner, returned);
        if (words) this.lift(substitute(words, call.args), handed, depth, maker);
      }
      return;
    }
    const words = describeIntent(h.program, evaluation, value);
    if (words) this.lift(words, handed, depth);
  }

  /** Starts what the words name; where they depend on parameters, for each caller that fills them. */
  private lift(words: IntentWords, handed: Handed, depth: number, maker = handed.method): void {
    if (openParameters(words).length > 0) {
      this.callers(handed.method, depth, (caller, args) =>
        this.lift(substitute(words, args), { ...handed, ...caller }, depth + 1),
      );
      return;
    }
    const { program } = this.input.h;
    for (const name of resolveIntent(program, this.manifest, words, handed.sort).components) {
      const cls = classNamed(program, descriptorOf(name));
      if (cls < 0) continue;
      this.explained.add(`${handed.method} ${cls}`).add(`${maker} ${cls}`);
      const { method, at, how, call } = handed;
      const list = this.found.get(method);
      if (!list) this.found.set(method, [{ at, cls, how, call }]);
      else if (!list.some((one) => one.at === at && one.cls === cls)) list.push({ at, cls, how, call });
    }
  }

  private callers(
    method: number,
    depth: number,
    each: (caller: { method: number; at: number }, args: readonly (Value | null)[]) => void,
  ): void {
    const { h, edges, constants } = this.input;
    if (depth >= MAX_DEPTH) return;
    for (const { method: from, at } of callersOf(h, edges, method)) {
      if (this.looked++ >= this.input.limit) {
        this.input.cut();
        return;
      }
      const call = constants.evaluate(from).calls.find((seen) => seen.at === at);
      if (call) each({ method: from, at }, call.args);
    }
  }
}

const NO_WORDS: IntentWords = {
  component: undefined,
  componentPackage: undefined,
  package: undefined,
  action: undefined,
};

const HOW: Partial<Record<Interest, StartHow>> = {
  [INTEREST.bindsService]: 'bound',
  [INTEREST.buildsJob]: 'later',
};

const pendingSort = (name: string): Sort =>
  name.startsWith('getActivit') ? 'activity' : name === 'getBroadcast' ? 'receiver' : 'service';
