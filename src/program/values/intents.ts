// Where an intent goes: to a component of the app itself when it names one, or the app's own package, else out of the
// app, and in to those of the app's components that answer its action. Leaves what an intent carries to trace.ts.
import { OP } from '../../formats/dex/opcodes.js';
import type { ManifestFacts } from '../../model/facts.js';
import { isClassBelow } from '../hierarchy.js';
import { descriptorOf } from '../names.js';
import { methodName, methodParameters, methodType } from '../program.js';
import { ATOM, type Call, type Graph } from './graph.js';
import type { Entered, Origin, Origins } from './origins.js';

export const MESSENGER = 'Landroid/os/Messenger;';
const CONNECTION = 'Landroid/content/ServiceConnection;';
const BINDS = /^bind(?:Isolated)?Service(?:AsUser)?$/;
const INTENT = 'Landroid/content/Intent;';
const STARTS =
  /^(?:start(?:Activity|Activities|Service|ForegroundService|ActivityForResult|ActivityIfNeeded|NextMatchingActivity)|bindService|send(?:Ordered|Sticky)?Broadcast(?:AsUser|Sync)?|enqueueWork|getActivity|getService|getForegroundService|getBroadcast)$/;
const SETS_UP = /^(?:<init>|setClass|setClassName|setComponent|setPackage|setAction)$/;
/** What opens a screen or a service; broadcasts and answers are told apart. */
const OPENS =
  /^(?:start(?:Activity|Activities|Service|ForegroundService|ActivityForResult|ActivityIfNeeded|NextMatchingActivity)|bind(?:Isolated)?Service(?:AsUser)?)$/;
/** The platform's own actions by which one app gives another what it holds, an address to view among it; an app's own action
 *  is agreed between two. */
const GIVES =
  /^android\.intent\.action\.(?:SEND|SEND_MULTIPLE|SENDTO|INSERT|INSERT_OR_EDIT|EDIT|ATTACH_DATA|CALL|DIAL|VIEW)$/;
const PLATFORM_ACTION = /^(?:android|com\.android|com\.google\.android)\./;
const OWN_NAME = /->(?:getPackageName|getOpPackageName|getBasePackageName)$/;
const RESOLVER = 'Landroid/content/ContentResolver;';
/** Stores of the phone that many keep their rows in: who adds a call or a contact there gives it to no other app. */
const PHONE_STORE =
  /^(?:call_log(?:_shadow)?|contacts|com\.android\.(?:contacts|calendar|voicemail|blockednumber|providers\.\w+)|calendar|sms|mms|mms-sms|telephony|icc|downloads|media|settings|user_dictionary)$/;
const MAKES_ADDRESS = /^Landroid\/(?:net\/Uri(?:\$Builder)?|content\/ContentUris);$/;
const LOCAL = /LocalBroadcastManager;$/;

const BROADCASTS = /^send(?:Ordered|Sticky)?Broadcast(?:AsUser|Sync)?$/;
const REGISTERS = /^registerReceiver$/;
const FILTERS = /^(?:<init>|addAction)$/;
/** What is registered, and for what, stands near where it is done, or is not told. */
const FEW = 24;

interface Aim {
  /** Classes named, as descriptors. */
  components: Set<string>;
  actions: Set<string>;
  /** Every intent that can be meant names a component or package of the app. */
  own: boolean;
}

export class Intents {
  private readonly origins: Origins;
  private readonly manifest: ManifestFacts | null;
  private readonly known = new Map<Call, Aim | null>();

  constructor(origins: Origins, manifest: ManifestFacts | null) {
    this.origins = origins;
    this.manifest = manifest;
  }

  /** Component classes (as keys of their own intents) that a call starts; null in the list stands for any of them. */
  targets(graph: Graph, call: Call): { argument: number; components: (string | null)[] } | null {
    const given = this.givenToProvider(graph, call);
    if (given) return given;
    const argument = this.argumentOf(call);
    if (argument < 0) return null;
    const aim = this.aimOf(graph, call, argument);
    if (!aim) return null;
    if (LOCAL.test(methodType(this.origins.world.program, call.target)))
      return { argument, components: [null] };
    const found = new Set<string>(aim.components);
    for (const component of this.manifest?.components ?? []) {
      const answers = component.filters.some(({ actions }) =>
        actions.some((action) => aim.actions.has(action)),
      );
      if (answers) found.add(descriptorOf(component.targetActivity ?? component.name));
    }
    if (BROADCASTS.test(methodName(this.origins.world.program, call.target)))
      for (const { receiver, actions } of this.registered())
        if ([...actions].some((action) => aim.actions.has(action))) found.add(receiver);
    return { argument, components: [...found] };
  }

  private receivers: { receiver: string; actions: ReadonlySet<string> }[] | null = null;
  /** Receivers that code registers, each with the actions it hears. */
  private registered(): readonly { receiver: string; actions: ReadonlySet<string> }[] {
    if (this.receivers) return this.receivers;
    const { world } = this.origins;
    const found: { receiver: string; actions: ReadonlySet<string> }[] = [];
    for (const { method, at } of this.origins.callsNamed(REGISTERS)) {
      const graph = world.graph(method);
      const call = graph?.calls[graph.callAt.get(at) ?? -1];
      if (!graph || !call || call.op === OP.invokeStatic) continue;
      const actions = this.actionsOf(graph, graph.sets[call.args[2] ?? 0]!);
      for (const origin of this.origins.of(graph, graph.sets[call.args[1] ?? 0]!, () => null, undefined, FEW))
        if (world.isOwnClass(origin.graph.type[origin.atom]!))
          found.push({ receiver: this.origins.typeText(origin), actions });
    }
    return (this.receivers = found);
  }
  /** The actions that a filter is made with. */
  private actionsOf(graph: Graph, filter: readonly number[]): Set<string> {
    const found = new Set<string>();
    for (const { graph: from, atom } of this.origins.of(graph, filter, () => null, undefined, FEW)) {
      if (from.kind[atom] !== ATOM.object) continue;
      for (const set of this.origins.setUps(from, atom, FILTERS).flatMap(({ args }) => args.slice(1)))
        for (const one of this.origins.of(from, from.sets[set]!, () => null, undefined, FEW)) {
          const text = this.origins.text(one);
          if (text !== null) found.add(text);
        }
    }
    return found;
  }

  /** What a content provider of the app is handed. */
  private givenToProvider(graph: Graph, call: Call): { argument: number; components: string[] } | null {
    const { program } = this.origins.world;
    if (call.target < 0 || methodType(program, call.target) !== RESOLVER) return null;
    if (!/^(?:insert|update|bulkInsert)$/.test(methodName(program, call.target))) return null;
    const named = this.authorities(graph, call);
    const components = (this.manifest?.components ?? []).filter(({ authorities }) =>
      authorities.some((one) => named.has(one)),
    );
    return { argument: 2, components: components.map(({ name }) => descriptorOf(name)) };
  }
  /** True when what a provider is handed goes to one that is known, and not the app's own. */
  isForeignProvider(graph: Graph, call: Call): boolean {
    if (methodType(this.origins.world.program, call.target) !== RESOLVER) return false;
    const own = new Set(this.manifest?.components.flatMap(({ authorities }) => authorities) ?? []);
    const named = this.authorities(graph, call);
    const isForeign = (authority: string): boolean =>
      authority !== '' && !own.has(authority) && !PHONE_STORE.test(authority);
    return named.size > 0 && [...named].every(isForeign);
  }

  /** True when what a call hands over can get to another app, as something given. */
  leavesApp(graph: Graph, call: Call, entered?: Entered): boolean {
    return !this.staysInApp(graph, call, entered) && this.givesAway(graph, call, entered);
  }

  /** True when an intent that a call hands over cannot leave the app. */
  staysInApp(graph: Graph, call: Call, entered?: Entered): boolean {
    if (methodName(this.origins.world.program, call.target) === 'setResult')
      return this.answersOwn(graph, call);
    if (methodType(this.origins.world.program, call.target) === RESOLVER)
      return this.isOwnProvider(graph, call);
    const argument = this.argumentOf(call);
    if (argument < 0) return false;
    if (LOCAL.test(methodType(this.origins.world.program, call.target))) return true;
    return this.aimOf(graph, call, argument, entered)?.own === true;
  }

  /**
   * True when what opens a screen or service is known to give it something: by an action made for that. What merely
   * names the app to open, or the page of it, is no giving, and of an intent that could not be worked out nothing is said.
   */
  private givesAway(graph: Graph, call: Call, entered: Entered | undefined): boolean {
    const argument = this.argumentOf(call);
    if (argument < 0 || !OPENS.test(methodName(this.origins.world.program, call.target))) return true;
    for (const action of this.aimOf(graph, call, argument, entered)?.actions ?? [])
      if (GIVES.test(action) || (action.includes('.') && !PLATFORM_ACTION.test(action))) return true;
    return false;
  }

  /** What is handed to a content provider of the app itself stays in it. */
  private isOwnProvider(graph: Graph, call: Call): boolean {
    const own = new Set(this.manifest?.components.flatMap(({ authorities }) => authorities) ?? []);
    if (own.size === 0) return false;
    const named = this.authorities(graph, call);
    return named.size > 0 && [...named].every((authority) => own.has(authority));
  }
  /** The authorities of the addresses that a call of the resolver can be given, as far as texts tell. */
  private authorities(graph: Graph, call: Call): Set<string> {
    const named = new Set<string>();
    const through = ({ graph: of, atom }: Origin): readonly number[] | null => {
      const made = of.kind[atom] === ATOM.result ? of.calls[of.x[atom]!]! : undefined;
      if (!made || made.target < 0 || this.origins.world.isOwnCall(made.target)) return null;
      return MAKES_ADDRESS.test(methodType(this.origins.world.program, made.target))
        ? of.sets[made.args[0] ?? 0]!
        : null;
    };
    for (const origin of this.origins.of(graph, graph.sets[call.args[1] ?? 0]!, through)) {
      const text = this.origins.text(origin);
      if (text !== null) named.add(/^content:\/\/([^/]*)/.exec(text)?.[1] ?? '');
    }
    return named;
  }
  /** A screen that no other app can start answers its own app; of a class above screens, each that is declared. */
  private answersOwn(graph: Graph, call: Call): boolean {
    const types = graph.sets[call.args[0] ?? 0]!.map((atom) => graph.type[atom]!);
    return types.length > 0 && types.every((type) => type >= 0 && this.isClosed(type));
  }
  private isClosed(type: number): boolean {
    const { h, program } = this.origins.world;
    const own = (this.manifest?.components ?? []).filter((one) => {
      const named = program.types.find(descriptorOf(one.name));
      const cls = named < 0 ? -1 : program.typeClass[named]!;
      return cls >= 0 && isClassBelow(h, cls, type);
    });
    return own.length > 0 && own.every(({ exported }) => !exported);
  }

  /** True when a messenger can only be one to a handler here, or to a service of the app that this code binds to. */
  messageStays(graph: Graph, call: Call): boolean {
    const { origins } = this;
    let made = false;
    for (const origin of origins.of(graph, graph.sets[call.args[0] ?? 0]!, () => null)) {
      if (origin.graph.kind[origin.atom] !== ATOM.object) {
        if (origins.isFromOutside(origin)) return false;
        continue;
      }
      const given = origins.setUps(origin.graph, origin.atom, /^<init>$/);
      if (given.length === 0 || !given.every((one) => this.isOwnEnd(origin.graph, one))) return false;
      made = true;
    }
    return made;
  }
  private isOwnEnd(graph: Graph, init: Call): boolean {
    const { program } = this.origins.world;
    const [kind] = methodParameters(program, init.target);
    if (kind !== 'Landroid/os/IBinder;') return kind === 'Landroid/os/Handler;';
    const given = graph.sets[init.args[1] ?? 0]!;
    return (
      given.length > 0 &&
      given.every(
        (atom) =>
          graph.kind[atom] === ATOM.parameter &&
          graph.x[atom] === 2 &&
          methodName(program, graph.method) === 'onServiceConnected' &&
          this.bindsToOwn(program.methodClass[graph.method]!),
      )
    );
  }
  /** Every service that connections of a class can be bound to is the app's own, and there is one. */
  private bindsToOwn(connection: number): boolean {
    const { h, program } = this.origins.world;
    let bound = false;
    for (const [graph, call] of this.binds()) {
      const at = methodParameters(program, call.target).indexOf(CONNECTION);
      const types = graph.sets[call.args[at + 1] ?? 0]!.map((atom) => graph.type[atom]!);
      if (types.length > 0 && types.every((type) => type >= 0 && !isClassBelow(h, connection, type)))
        continue;
      if (!this.staysInApp(graph, call)) return false;
      bound = true;
    }
    return bound;
  }
  private bound: [Graph, Call][] | null = null;
  private binds(): readonly [Graph, Call][] {
    if (this.bound) return this.bound;
    const { world } = this.origins;
    const found: [Graph, Call][] = [];
    for (const { method, at } of this.origins.callsNamed(BINDS)) {
      const graph = world.graph(method);
      const call = graph?.calls.find((one) => one.at === at);
      if (graph && call && methodParameters(world.program, call.target).includes(CONNECTION))
        found.push([graph, call]);
    }
    return (this.bound = found);
  }

  private argumentOf(call: Call): number {
    const { program } = this.origins.world;
    if (call.target < 0) return -1;
    const name = methodName(program, call.target);
    if (name === 'setResult') return -1;
    if (!STARTS.test(name)) return -1;
    const at = methodParameters(program, call.target).indexOf(INTENT);
    return at < 0 ? -1 : at + (call.op === OP.invokeStatic ? 0 : 1);
  }

  /** @param entered by which calls what is asked about came, where that is known: a helper's other callers say nothing of it */
  private aimOf(graph: Graph, call: Call, argument: number, entered?: Entered): Aim | null {
    const byCaller = entered?.has(graph.method) === true;
    const known = byCaller ? undefined : this.known.get(call);
    if (known !== undefined) return known;
    const intent = graph.sets[call.args[argument] ?? 0]!;
    const all = this.origins.of(graph, intent, (origin) => this.through(origin), entered);
    const made = all.filter(
      (origin) => origin.graph.kind[origin.atom] === ATOM.object && this.origins.typeText(origin) === INTENT,
    );
    const aim: Aim = { components: new Set(), actions: new Set(), own: made.length > 0 };
    for (const intent of made) if (!this.read(intent, aim)) aim.own = false;
    if (!byCaller) this.known.set(call, aim);
    return aim;
  }
  /** A chooser's intent is the one inside. */
  private through({ graph, atom }: Origin): readonly number[] | null {
    if (graph.kind[atom] !== ATOM.result) return null;
    const call = graph.calls[graph.x[atom]!]!;
    if (call.target < 0 || this.origins.world.isOwnCall(call.target)) return null;
    return methodType(this.origins.world.program, call.target) === INTENT
      ? graph.sets[call.args[0] ?? 0]!
      : null;
  }

  /** Adds what one intent names; true when that keeps it in the app. */
  private read({ graph, atom }: Origin, aim: Aim): boolean {
    let own = false;
    for (const call of this.origins.setUps(graph, atom, SETS_UP)) {
      const name = methodName(this.origins.world.program, call.target);
      for (const set of call.args.slice(1)) {
        for (const one of this.origins.of(graph, graph.sets[set]!, () => null)) {
          if (one.graph.kind[one.atom] === ATOM.class) {
            const type = one.graph.x[one.atom]!;
            if (type < 0) continue;
            aim.components.add(this.origins.world.program.types.text(type));
            own = true;
          }
          if (OWN_NAME.test(this.origins.callText(one)) && name !== 'setAction') own = true;
          const text = this.origins.text(one);
          if (text !== null && this.names(text, name, aim)) own = true;
          if (
            one.graph.kind[one.atom] === ATOM.object &&
            this.origins.typeText(one) === 'Landroid/content/ComponentName;'
          )
            own = this.read(one, aim) || own;
        }
      }
    }
    return own;
  }
  private names(text: string, name: string, aim: Aim): boolean {
    if (text === this.manifest?.package) return true;
    if (this.manifest?.components.some((component) => component.name === text)) {
      aim.components.add(descriptorOf(text));
      return true;
    }
    if (name === '<init>' || name === 'setAction') aim.actions.add(text);
    return false;
  }
}
