// What code asks for without our knowing what it is: a provider by an address, a setting by a key, a method by its name,
// a shell, a binder, code of others, where the value that says which could not be worked out. Looks through parameters
// and own methods a few steps. Leaves what could be behind to judge/asked.ts, and what is known to the watchlist.
import type { CodeAsk } from '../model/asks.js';
import { callersOf } from './constants/callers.js';
import type { Constants } from './constants/arguments.js';
import type { CallSeen } from './constants/evaluate.js';
import type { Value } from './constants/values.js';
import { isPlatformDescriptor } from './asks-known.js';
import { isSubtypeOf, resolveDirect, typeNamed, type Hierarchy } from './hierarchy.js';
import { INTEREST } from './interest.js';
import { methodName, methodParameters, methodType } from './program.js';
import { HIT, type Edges, type Sweep } from './sweep.js';
import type { WatchIndex } from './watch-index.js';

export interface FoundAsk {
  what: CodeAsk['what'];
  method: number;
  offset: number;
}
export interface AskInput {
  h: Hierarchy;
  index: WatchIndex;
  sweep: Sweep;
  constants: Constants;
}

/** How many helpers a value is followed through, and how many callers of one are looked at. */
const DEEPEST = 3;
const MOST_CALLERS = 32;

const INTERESTS: ReadonlySet<number> = new Set([
  INTEREST.readsByName,
  INTEREST.reflectiveCall,
  INTEREST.findsHandle,
  INTEREST.runsCommand,
  INTEREST.transacts,
  INTEREST.foreignContext,
  INTEREST.loadsLibrary,
  INTEREST.grantsPage,
  INTEREST.namesOfUid,
]);

/** Each thing asked for and not known, once for a method and sort. */
export function findAsks(input: AskInput): FoundAsk[] {
  const { hits } = input.sweep;
  const found = new Map<string, FoundAsk>();
  const finder = new Finder(input);
  for (let i = 0; i < hits.kind.length; i++) {
    if (hits.kind[i] !== HIT.method) continue;
    const interest = interestOf(input.index, hits.target[i]!);
    if (interest < 0) continue;
    const method = hits.method[i]!;
    const call = finder.callAt(method, hits.at[i]!);
    const what = call === null ? null : finder.askOf(interest, method, call);
    if (what === null) continue;
    const key = `${what} ${method}`;
    if (!found.has(key)) found.set(key, { what, method, offset: hits.at[i]! });
  }
  return [...found.values()];
}

function interestOf(index: WatchIndex, target: number): number {
  for (const item of index.lists[index.methods[target]!]!) {
    const { interest } = index.items[item]!;
    if (INTERESTS.has(interest)) return interest;
  }
  return -1;
}

/** Objects that stand for what another app or the user handed over, or for the app's own. */
const GIVEN =
  /^(?:Landroid\/content\/Intent;->getData|Landroid\/content\/ClipData\$Item;->getUri|Landroid\/net\/Uri;->fromFile|Landroidx?\/.*FileProvider;->getUriForFile|Landroid\/content\/Content(?:Resolver|ProviderClient);->insert|Landroidx?\/.*DocumentFile;->getUri|Landroid\/provider\/DocumentsContract;->build\w+|Landroid\/media\/RingtoneManager;->get\w+Uri|Landroid\/os\/(?:Binder;->getCallingUid|Process;->myUid))$/;

/** Call-backs that are handed an address: of what is watched under one that was given, or of what the user picked. */
const HANDED_OVER = new Set(['onChange', 'onActivityResult']);

class Finder {
  private readonly input: AskInput;
  private readonly edges: Edges | null;
  private readonly calls = new Map<number, Map<number, CallSeen>>();
  private readonly answers = new Map<string, boolean>();
  constructor(input: AskInput) {
    this.input = input;
    this.edges = input.sweep.edges;
  }

  callAt(method: number, at: number): CallSeen | null {
    let calls = this.calls.get(method);
    if (!calls) {
      calls = new Map(this.input.constants.evaluate(method).calls.map((call) => [call.at, call]));
      this.calls.set(method, calls);
    }
    return calls.get(at) ?? null;
  }

  // eslint-disable-next-line complexity -- one case for each interest
  askOf(interest: number, method: number, call: CallSeen): CodeAsk['what'] | null {
    const { program } = this.input.h;
    switch (interest) {
      case INTEREST.readsByName:
        return this.readByName(method, call);
      case INTEREST.reflectiveCall:
        return methodName(program, call.target) !== 'invoke' || this.knows(method, call.args[0] ?? null)
          ? null
          : 'call';
      case INTEREST.findsHandle:
        return this.knows(method, call.args[1] ?? null) && this.knows(method, call.args[2] ?? null)
          ? null
          : 'call';
      case INTEREST.runsCommand:
        return this.knowsCommand(method, call) ? null : 'command';
      case INTEREST.transacts:
        return this.isForeignBinder(method) ? 'binder' : null;
      case INTEREST.foreignContext:
        return isHarmlessContext(call.args[1] ?? null, call.args[2] ?? null) ? null : 'foreign-code';
      case INTEREST.loadsLibrary:
        return this.knows(method, call.args[call.args.length - 1] ?? null) ? null : 'library';
      case INTEREST.namesOfUid:
        return this.knows(method, call.args[1] ?? null, true) ? null : 'uid';
      case INTEREST.grantsPage:
        return 'page';
      default:
        return null;
    }
  }

  private readByName(method: number, call: CallSeen): CodeAsk['what'] | null {
    const { program } = this.input.h;
    const type = methodType(program, call.target);
    if (type === 'Ljava/lang/System;') return null;
    if (type === 'Ljava/lang/Runtime;') return this.knowsCommand(method, call) ? null : 'command';
    const first = call.args.length - methodParameters(program, call.target).length;
    const isKey = type.startsWith('Landroid/provider/Settings$');
    if (isKey || type === 'Landroid/os/SystemProperties;') {
      return this.knows(method, call.args[isKey ? first + 1 : first] ?? null) ? null : 'key';
    }
    if (type === 'Landroid/content/ContentProviderClient;') return null; // what it was acquired for says it
    const address = methodParameters(program, call.target).findIndex(
      (parameter) => parameter === 'Landroid/net/Uri;' || parameter === 'Ljava/lang/String;',
    );
    if (address < 0 || this.knows(method, call.args[first + address] ?? null, true)) return null;
    return methodName(program, call.target) === 'call' ? 'provider-call' : 'address';
  }

  private knowsCommand(method: number, call: CallSeen): boolean {
    const { program } = this.input.h;
    const first = call.args.length - methodParameters(program, call.target).length;
    const value = call.args[first] ?? null;
    if (value === null) return false;
    const list = this.input.constants.evaluate(method).list(value);
    return list === null ? this.knows(method, value) : list.complete || list.items.length > 0;
  }

  /** A binder spoken to by hand under the platform's name, or none that is known; stubs of the app's own are neither. */
  private isForeignBinder(method: number): boolean {
    const { program } = this.input.h;
    let named = false;
    for (const call of this.input.constants.evaluate(method).calls) {
      if (methodName(program, call.target) !== 'writeInterfaceToken') continue;
      const token = call.args[1] ?? null;
      if (token?.kind !== 'text') continue;
      if (isPlatformDescriptor(token.text)) return true;
      named = true;
    }
    return !named && !this.isStub(method);
  }

  /** Stubs that the build makes of an interface write its name in a helper of theirs. */
  private isStub(method: number): boolean {
    const { h } = this.input;
    const cls = h.program.methodClass[method]!;
    return cls >= 0 && isSubtypeOf(h, h.program.classType[cls]!, typeNamed(h, 'Landroid/os/IInterface;'));
  }

  /** True when a value is a constant, a constant of the framework's, or handed over where that is an answer. */
  private knows(method: number, value: Value | null, given = false, depth = 0): boolean {
    const { program } = this.input.h;
    switch (value?.kind) {
      case 'text':
      case 'field':
      case 'class':
      case 'list':
      case 'member':
      case 'uri-builder':
      case 'number':
        return true;
      case 'parameter':
        return this.callersKnow(method, value.index, given, depth);
      case 'result': {
        if (
          given &&
          GIVEN.test(`${methodType(program, value.method)}->${methodName(program, value.method)}`)
        ) {
          return true;
        }
        return this.resultKnown(value.method, given, depth);
      }
      default:
        return false;
    }
  }

  private callersKnow(method: number, parameter: number, given: boolean, depth: number): boolean {
    if (depth >= DEEPEST || this.edges === null) return false;
    const key = `${method} ${parameter} ${given}`;
    const answered = this.answers.get(key);
    if (answered !== undefined) return answered;
    this.answers.set(key, false); // also ends a circle of helpers that call each other
    const callers = callersOf(this.input.h, this.edges, method);
    if (callers.length === 0) return given && HANDED_OVER.has(methodName(this.input.h.program, method));
    if (callers.length > MOST_CALLERS) return false;
    const known = callers.every((caller) => {
      const call = this.callAt(caller.method, caller.at);
      return call !== null && this.knows(caller.method, call.args[parameter] ?? null, given, depth + 1);
    });
    this.answers.set(key, known);
    return known;
  }

  /** What an own method returns is known when each of its returns is. */
  private resultKnown(target: number, given: boolean, depth: number): boolean {
    const { h, constants } = this.input;
    if (depth >= DEEPEST) return false;
    const { first, second } = h.program.methodKeys;
    const own = resolveDirect(h, first.at(target), second.at(target));
    if (own < 0 || h.program.methodClass[own]! < 0) return false;
    const { returned } = constants.evaluate(own);
    return returned.length > 0 && returned.every((value) => this.knows(own, value, given, depth + 1));
  }
}

/** Context.CONTEXT_INCLUDE_CODE: without it a context of another app brings resources alone. */
const INCLUDE_CODE = 1;
/** Parts of the system under another name, which nobody but its maker can put there. */
const COMPANIONS = new Set(['com.google.android.gms', 'com.google.android.webview', 'com.android.webview']);

function isHarmlessContext(name: Value | null, flags: Value | null): boolean {
  if (name?.kind === 'text' && COMPANIONS.has(name.text)) return true;
  return flags?.kind === 'number' && (flags.number & INCLUDE_CODE) === 0;
}
