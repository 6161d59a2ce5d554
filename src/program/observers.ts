// Watchers of new pictures, with what is needed to tell a screenshot grabber from a gallery: what is watched, from where
// it is registered and let go, what the callback tests, reads and keeps. States what stands in the code; the grade is the
// engine's. Leaves constants to constants/ and what a callback leads to to closure.ts.
import { ACCESS } from '../formats/dex/layout.js';
import { OP } from '../formats/dex/opcodes.js';
import type { ImageObserver, Reach } from '../model/facts.js';
import { collectClosure, type ClosureInput } from './closure.js';
import type { Constants } from './constants/arguments.js';
import { findCallers } from './constants/callers.js';
import { typeOfValue } from './constants/types.js';
import { constantText, type Value } from './constants/values.js';
import { isSubtypeOf, typeNamed } from './hierarchy.js';
import { INTEREST, type Interest } from './interest.js';
import { nestOf } from './names.js';
import { readNameTests } from './picture-tests.js';
import { classNamed, methodDescriptor, methodName, methodParameters, methodType } from './program.js';
import { HIT, type Sweep } from './sweep.js';
import type { WatchIndex } from './watch-index.js';
import { hasScreenshotWord, WORD_GROUP } from './words.js';

/** An observer with methods instead of sites. */
export interface FoundObserver extends Omit<ImageObserver, 'registeredAt' | 'readsImage' | 'copiesTo'> {
  registeredAt: number;
  readsImage: number[];
  copiesTo: { where: string; method: number; offset: number }[];
}
export interface ObserverInput extends ClosureInput {
  index: WatchIndex;
  sweep: Sweep;
  constants: Constants;
  reachOf: (method: number) => Reach[];
}

export function findObservers(input: ObserverInput): FoundObserver[] {
  return new Finder(input).run();
}

const CONTENT_OBSERVER = 'Landroid/database/ContentObserver;';
const FILE_OBSERVER = 'Landroid/os/FileObserver;';
const IMAGE_FIELDS = /^field:Landroid\/provider\/MediaStore\$(?:Images|Files|Downloads)/;
const IMAGE_URIS = /^content:\/\/media(?:\/|$)/;
const IMAGE_CALLS = /^Landroid\/provider\/MediaStore\$(?:Images\$Media|Files|Downloads);$/;
const PICTURE_FOLDERS = /Pictures|DCIM/i;
const ENDS_WITH_SCREEN =
  /^(?:onPause|onStop|onInactive|onDetachedFromWindow|onDestroyView|onViewDetachedFromWindow|onStopLoading|onReset|onDetach|onWindowFocusChanged)$/;
const ENDS_WITH_OWNER = /^(?:onDestroy|onCleared|onTerminate|onUnbind)$/;
const WORK = ['Landroid/app/job/JobService;', 'Landroidx/work/ListenableWorker;'];
const STARTS_WORK = /^(?:onStartJob|doWork|startWork|createWork)$/;
/** What a method gives when whoever calls it is to listen. */
const STREAM =
  /\)L(?:kotlinx\/coroutines\/(?:flow|channels)\/|androidx\/lifecycle\/\w*LiveData;|io\/reactivex\/|rx\/|org\/reactivestreams\/)/;
/** How often a stream is given on before its listeners are no longer looked for. */
const MAX_HANDS = 4;
const MAX_NAMES = 12;

/** Where a name or a picture is seen, by method. */
type ByMethod = Map<number, number[]>;

class Finder {
  private readonly input: ObserverInput;
  private readonly hits = new Map<Interest, ByMethod>();
  private readonly words = new Map<number, string[]>();
  constructor(input: ObserverInput) {
    this.input = input;
    const { hits, texts, textGroups } = input.sweep;
    for (let i = 0; i < hits.kind.length; i++) {
      const method = hits.method[i]!;
      const target = hits.target[i]!;
      if (hits.kind[i] === HIT.text) {
        if ((textGroups[target]! & (1 << WORD_GROUP.screenshot)) === 0) continue;
        if (hasScreenshotWord(texts[target]!)) this.addWord(method, texts[target]!);
      } else if (hits.kind[i] === HIT.method) {
        for (const item of input.index.lists[input.index.methods[target]!]!) {
          this.addHit(input.index.items[item]!.interest as Interest, method, hits.at[i]!);
        }
      }
    }
  }

  run(): FoundObserver[] {
    const found: FoundObserver[] = [];
    const watched = new Set<number>();
    const keep = (observer: FoundObserver | null, closure: readonly number[]): void => {
      if (!observer) return;
      found.push(observer);
      closure.forEach((method) => watched.add(method));
    };
    for (const [method, places] of this.of(INTEREST.registerObserver)) {
      for (const at of places) {
        const [observer, closure] = this.readRegistration(method, at);
        keep(observer, closure);
      }
    }
    for (const [method, places] of this.of(INTEREST.watchesContent)) {
      for (const at of places) {
        const [observer, closure] = this.readTrigger(method, at);
        keep(observer, closure);
      }
    }
    for (const cls of this.subclasses(FILE_OBSERVER)) {
      const [observer, closure] = this.readFileObserver(cls);
      keep(observer, closure);
    }
    for (const method of this.pollers()) {
      if (!watched.has(method)) keep(this.readPoller(method), []);
    }
    return found;
  }

  private addWord(method: number, text: string): void {
    const known = this.words.get(method);
    if (!known) this.words.set(method, [text]);
    else if (!known.includes(text)) known.push(text);
  }
  private addHit(interest: Interest, method: number, at: number): void {
    if ((interest as number) < 0) return;
    const byMethod = this.of(interest);
    const places = byMethod.get(method);
    if (places) places.push(at);
    else byMethod.set(method, [at]);
  }
  private of(interest: Interest): ByMethod {
    let known = this.hits.get(interest);
    if (!known) this.hits.set(interest, (known = new Map()));
    return known;
  }

  /** registerContentObserver(uri, descendants, observer); a wrapper's caller says what it is given. */
  private readRegistration(method: number, at: number): [FoundObserver | null, number[]] {
    const call = this.input.constants.evaluate(method).calls.find((seen) => seen.at === at);
    if (!call) return [null, []];
    const [, uri = null, , observer = null] = call.args;
    let target = this.imageTarget(uri);
    let observerType = typeOfValue(this.input.h.program, method, observer);
    let where = { method, at };
    if (uri?.kind === 'parameter' || observer?.kind === 'parameter') {
      const outer = this.callerArguments(method, uri, observer);
      if (outer) {
        target ??= this.imageTarget(outer.uri);
        observerType = outer.observerType ?? observerType;
        where = outer.where;
      }
    }
    if (uri !== null && target === null && constantText(uri) !== null) return [null, []]; // something else is watched
    const classes = this.observerClasses(observerType, where.method);
    const told = this.callbackClosure(classes, CONTENT_OBSERVER);
    const closure = [...new Set([...told, ...this.downstream(told, where.method)])];
    const nameTests = this.nameTests(closure, classes);
    if (target === null && nameTests.length === 0) return [null, []];
    const letGo = this.of(INTEREST.unregisterObserver);
    const observerClass = classes.length === 1 ? this.typeName(classes[0]!) : null;
    return [
      this.describe('content-observer', target, where, observerClass, closure, nameTests, letGo, classes),
      closure,
    ];
  }

  private callerArguments(method: number, uri: Value | null, observer: Value | null) {
    const callers = findCallers(this.input.h, this.input.edges, new Set([method])).get(method) ?? [];
    for (const caller of callers) {
      const call = this.input.constants.evaluate(caller.method).calls.find((seen) => seen.at === caller.at);
      if (!call) continue;
      const pick = (value: Value | null): Value | null =>
        value?.kind === 'parameter' ? (call.args[value.index] ?? null) : value;
      const observerType =
        observer?.kind === 'parameter'
          ? typeOfValue(this.input.h.program, caller.method, pick(observer))
          : typeOfValue(this.input.h.program, method, observer);
      return { uri: pick(uri), observerType, where: { method: caller.method, at: caller.at } };
    }
    return null;
  }

  private imageTarget(uri: Value | null): string | null {
    if (uri?.kind === 'result') {
      const type = methodType(this.input.h.program, uri.method);
      return IMAGE_CALLS.test(type) ? 'content://media' : null;
    }
    const text = constantText(uri);
    return text !== null && (IMAGE_FIELDS.test(text) || IMAGE_URIS.test(text)) ? text : null;
  }

  private typeName(cls: number): string {
    const { program } = this.input.h;
    return program.types.text(program.classType[cls]!);
  }
  private subclasses(base: string): number[] {
    const { program } = this.input.h;
    const found: number[] = [];
    const above = typeNamed(this.input.h, base);
    for (let cls = 0; cls < program.classType.length; cls++) {
      const type = program.classType[cls]!;
      if (type !== above.type && isSubtypeOf(this.input.h, type, above)) found.push(cls);
    }
    return found;
  }

  /** The observer's class; when only "some observer" is known, those written beside the registration. */
  private observerClasses(type: string | null, method: number): number[] {
    const { program } = this.input.h;
    const cls = type === null ? -1 : classNamed(program, type);
    if (cls >= 0) return [cls];
    const all = this.subclasses(CONTENT_OBSERVER);
    const near = all.filter((one) => nestOf(this.typeName(one)) === nestOf(methodType(program, method)));
    if (near.length > 0) return near;
    return all.length === 1 ? all : [];
  }

  private callbackClosure(classes: readonly number[], base: string): number[] {
    const starts = classes.flatMap((cls) =>
      this.input.overrides
        .of(cls)
        .filter(({ owner }) => owner === base)
        .map(({ method }) => method),
    );
    const closure = collectClosure(this.input, starts);
    // A message sent to a handler is handled by one written beside it.
    if (!closure.some((method) => this.of(INTEREST.sendsMessage).has(method))) return closure;
    const nests = new Set(closure.map((method) => nestOf(methodType(this.input.h.program, method))));
    const handlers = this.subclasses('Landroid/os/Handler;')
      .concat(this.subclasses('Landroid/os/Handler$Callback;'))
      .filter((cls) => nests.has(nestOf(this.typeName(cls))));
    const more = handlers.flatMap((cls) => this.input.overrides.of(cls).map(({ method }) => method));
    return collectClosure(this.input, [...closure, ...more]);
  }

  /** Screenshot words in what the callback leads to, in what makes the observer, and in strings put together there. */
  private nameTests(closure: readonly number[], classes: readonly number[]): string[] {
    const { program } = this.input.h;
    const found = new Set<string>();
    const makers = classes.flatMap((cls) => this.makingOf(cls));
    const tests = readNameTests(this.input.h, this.input.constants, closure);
    if (tests.excludes) return [];
    // Words that a class keeps for its methods are set where it, or its objects, are made.
    const around = new Set(tests.tests ? closure.map((method) => program.methodClass[method]!) : []);
    const kept = [...around].flatMap((cls) => (cls < 0 ? [] : this.makingOf(cls)));
    for (const method of new Set([...closure, ...makers, ...kept])) {
      for (const word of this.words.get(method) ?? []) found.add(word);
      for (const { args } of this.input.constants.evaluate(method).calls) {
        for (const arg of args) {
          if (arg?.kind === 'text' && arg.folded && hasScreenshotWord(arg.text)) found.add(arg.text);
        }
      }
    }
    return [...found].sort().slice(0, MAX_NAMES);
  }

  /** Constructors and the initialiser of a class. */
  private makingOf(cls: number): number[] {
    const { program } = this.input.h;
    return Array.from(
      program.classMethods.subarray(program.classMethodStart[cls]!, program.classMethodStart[cls + 1]!),
    ).filter((method) => (program.methodAccess[method]! & ACCESS.constructor) !== 0);
  }

  /** Work that Android starts when pictures change: a job or worker with a content address as its trigger. */
  private readTrigger(method: number, at: number): [FoundObserver | null, number[]] {
    const call = this.input.constants.evaluate(method).calls.find((seen) => seen.at === at);
    const target = this.imageTarget(call?.args[1] ?? null);
    if (target === null) return [null, []];
    const classes = this.triggeredWork(method);
    const starts = classes.flatMap((cls) =>
      this.input.overrides
        .of(cls)
        .map((override) => override.method)
        .filter((one) => STARTS_WORK.test(methodName(this.input.h.program, one))),
    );
    const closure = collectClosure(this.input, starts);
    const observerClass = classes.length === 1 ? this.typeName(classes[0]!) : null;
    const tests = this.nameTests(closure, classes);
    const where = { method, at };
    const found = this.describe(
      'content-trigger',
      target,
      where,
      observerClass,
      closure,
      tests,
      new Map(),
      classes,
    );
    return [{ ...found, longLived: true }, closure];
  }

  /** The work named where the trigger is set; else that written beside it; else the only one. */
  private triggeredWork(method: number): number[] {
    const { program } = this.input.h;
    const { edges } = this.input;
    const all = new Set(WORK.flatMap((base) => this.subclasses(base)));
    const named: number[] = [];
    for (let e = edges.start[method]!; e < edges.end[method]!; e++) {
      const cls = edges.op[e] === OP.constClass ? program.typeClass[edges.target[e]!]! : -1;
      if (all.has(cls)) named.push(cls);
    }
    if (named.length > 0) return [...new Set(named)];
    const nest = nestOf(methodType(program, method));
    const near = [...all].filter((cls) => nestOf(this.typeName(cls)) === nest);
    if (near.length > 0) return near;
    return all.size === 1 ? [...all] : [];
  }

  /**
   * What listens to a callback that only hands on: the objects made by whoever is given the stream, and by whoever is
   * given what they make of it. Empty for a callback that hands nothing on.
   */
  private downstream(told: readonly number[], registers: number): number[] {
    if (!told.some((method) => this.of(INTEREST.handsOn).has(method))) return [];
    const { h, edges } = this.input;
    const { program } = h;
    const owner = program.methodClass[registers]!;
    const makers = findCallers(h, edges, new Set(owner < 0 ? [] : this.makingOf(owner)));
    let streams = [registers, ...[...makers.values()].flat().map(({ method }) => method)].filter((method) =>
      STREAM.test(methodDescriptor(program, method)),
    );
    const listeners = new Set<number>();
    for (let depth = 0; depth < MAX_HANDS && streams.length > 0; depth++) {
      const takers = [...findCallers(h, edges, new Set(streams)).values()].flat().map(({ method }) => method);
      for (const taker of takers) this.madeBeside(taker).forEach((method) => listeners.add(method));
      streams = takers.filter((method) => STREAM.test(methodDescriptor(program, method)));
    }
    return collectClosure(this.input, [...listeners]);
  }

  /** Methods of the objects that a method makes of classes written in it, and of those that these make. */
  private madeBeside(method: number): number[] {
    const { program } = this.input.h;
    const { edges } = this.input;
    const nest = nestOf(methodType(program, method));
    const found = new Set<number>();
    const queue = [method];
    for (let at = 0; at < queue.length; at++) {
      for (let e = edges.start[queue[at]!]!; e < edges.end[queue[at]!]!; e++) {
        const cls = edges.op[e] === OP.newInstance ? program.typeClass[edges.target[e]!]! : -1;
        if (cls < 0 || nestOf(this.typeName(cls)) !== nest) continue;
        const from = program.classMethodStart[cls]!;
        for (const one of program.classMethods.subarray(from, program.classMethodStart[cls + 1]!)) {
          if (found.has(one)) continue;
          found.add(one);
          queue.push(one);
        }
      }
    }
    return [...found];
  }

  private describe(
    kind: ImageObserver['kind'],
    target: string | null,
    where: { method: number; at: number },
    observerClass: string | null,
    closure: readonly number[],
    nameTests: string[],
    letGo: ByMethod,
    classes: readonly number[],
  ): FoundObserver {
    const readsImage = this.readers(closure);
    const unregistered = this.endOf(letGo, where.method, classes);
    return {
      kind,
      target,
      registeredAt: where.method,
      offset: where.at,
      observerClass,
      longLived:
        this.isLongLived(where.method, classes) ||
        (kind === 'content-observer' && unregistered === 'never' && this.isTheAppsOwn(where.method)),
      unregistered,
      nameTests,
      readsImage,
      copiesTo: readsImage.length > 0 ? this.copies(closure) : [],
    };
  }

  private readers(closure: readonly number[]): number[] {
    const found = new Set<number>();
    for (const interest of [INTEREST.readsPicture, INTEREST.copiesFile]) {
      for (const method of closure) if (this.of(interest).has(method)) found.add(method);
    }
    for (const { method } of this.fileBodies(closure)) found.add(method);
    return [...found];
  }

  /** Bodies of requests that are read from a file. */
  private fileBodies(closure: readonly number[]): { method: number; at: number }[] {
    const { program } = this.input.h;
    return closure.flatMap((method) => {
      const places = this.of(INTEREST.sendsFile).get(method);
      if (!places) return [];
      return this.input.constants
        .evaluate(method)
        .calls.filter(
          ({ at, target }) =>
            places.includes(at) && methodParameters(program, target).includes('Ljava/io/File;'),
        )
        .map(({ at }) => ({ method, at }));
    });
  }

  /** Where what was read can go: by the folders and connections that the callback touches. */
  private copies(closure: readonly number[]): FoundObserver['copiesTo'] {
    const touches = (interest: Interest): boolean => closure.some((method) => this.of(interest).has(method));
    let folder = 'app-files';
    if (touches(INTEREST.cacheFolder)) folder = 'cache';
    else if (!touches(INTEREST.appFolder) && touches(INTEREST.externalFolder)) folder = 'external';
    const found: FoundObserver['copiesTo'] = [];
    const add = (interest: Interest, where: string): void => {
      for (const method of closure) {
        for (const offset of this.of(interest).get(method) ?? []) found.push({ where, method, offset });
      }
    };
    add(INTEREST.writesFile, folder);
    add(INTEREST.copiesFile, folder);
    add(INTEREST.insertsMedia, 'external');
    add(INTEREST.network, 'network');
    for (const { method, at } of this.fileBodies(closure))
      found.push({ where: 'network', method, offset: at });
    return found;
  }

  /** Registered from something that outlives screens, or kept in a static field. */
  private isLongLived(method: number, classes: readonly number[]): boolean {
    const reach = this.input.reachOf(method);
    if (reach.some(({ occasion }) => occasion === 'startup' || occasion === 'background')) return true;
    const { program } = this.input.h;
    const held = new Set(classes.map((cls) => this.typeName(cls)));
    const owner = methodType(program, method);
    for (const { dex, members } of program.dexes) {
      for (let def = 0; def + 1 < members.fieldStart.length; def++) {
        const first = members.fieldStart[def]!;
        for (let i = first; i < first + members.staticFieldCount[def]!; i++) {
          const field = members.fieldIds[i]!;
          const type = dex.type(dex.fieldTypes[field]!);
          const inOwner = dex.type(dex.fieldClasses[field]!) === owner;
          if (held.has(type) || (inOwner && type === owner)) return true; // a holder, or a singleton that registers
        }
      }
    }
    return false;
  }

  /** Registered by the application's context: no screen that ends takes it along. */
  private isTheAppsOwn(method: number): boolean {
    const { h, edges, constants } = this.input;
    const callers = [...(findCallers(h, edges, new Set([method])).get(method) ?? [])];
    return [method, ...callers.map((caller) => caller.method)].some((one) =>
      constants
        .evaluate(one)
        .calls.some(({ target }) => methodName(h.program, target) === 'getApplicationContext'),
    );
  }

  private endOf(
    letGo: ByMethod,
    registered: number,
    classes: readonly number[],
  ): ImageObserver['unregistered'] {
    const { program } = this.input.h;
    const nests = new Set(
      [methodType(program, registered), ...classes.map((cls) => this.typeName(cls))].map(nestOf),
    );
    let methods = [...letGo.keys()].filter((method) => nests.has(nestOf(methodType(program, method))));
    if (methods.length === 0) return 'never';
    for (let depth = 0; depth < 4 && methods.length > 0; depth++) {
      const names = methods.map((method) => methodName(program, method));
      if (names.some((name) => ENDS_WITH_SCREEN.test(name))) return 'with-screen';
      if (names.some((name) => ENDS_WITH_OWNER.test(name))) return 'on-destroy';
      const callers = findCallers(this.input.h, this.input.edges, new Set(methods));
      methods = [...new Set([...callers.values()].flat().map((caller) => caller.method))];
    }
    return 'other';
  }

  /** A subclass of FileObserver: the folder is what it is made with. */
  private readFileObserver(cls: number): [FoundObserver | null, number[]] {
    const { program } = this.input.h;
    const name = this.typeName(cls);
    const makers = this.makersOf(cls);
    const closure = this.callbackClosure([cls], FILE_OBSERVER);
    let target: string | null = null;
    for (const { method } of makers) {
      for (const { target: called, args } of this.input.constants.evaluate(method).calls) {
        if (methodType(program, called) !== name || methodName(program, called) !== '<init>') continue;
        target ??=
          args
            .slice(1)
            .map(constantText)
            .find((text) => text !== null && text.includes('/')) ?? null;
      }
      target ??= this.folderText(method);
    }
    const nameTests = this.nameTests(closure, [cls]);
    const pictures = target !== null && (PICTURE_FOLDERS.test(target) || hasScreenshotWord(target));
    if (makers.length === 0 || (!pictures && nameTests.length === 0)) return [null, []];
    const where = this.started(cls) ?? makers[0]!;
    const letGo = this.of(INTEREST.stopWatching);
    return [this.describe('file-observer', target, where, name, closure, nameTests, letGo, [cls]), closure];
  }

  /** A text in the method that names a folder of pictures. */
  private folderText(method: number): string | null {
    const word = this.words.get(method)?.[0];
    if (word !== undefined) return word;
    for (const { args } of this.input.constants.evaluate(method).calls) {
      for (const arg of args) {
        const text = constantText(arg);
        if (
          text !== null &&
          (hasScreenshotWord(text) || /^(?:field:.*DIRECTORY_(?:PICTURES|DCIM)|Pictures|DCIM)/.test(text))
        ) {
          return text;
        }
      }
    }
    return null;
  }

  /** Where objects of the class are made. */
  private makersOf(cls: number): { method: number; at: number }[] {
    const { program } = this.input.h;
    const constructors = Array.from(
      program.classMethods.subarray(program.classMethodStart[cls]!, program.classMethodStart[cls + 1]!),
    ).filter((method) => methodName(program, method) === '<init>');
    const callers = findCallers(this.input.h, this.input.edges, new Set(constructors));
    return [...callers.values()].flat().filter(({ method }) => program.methodClass[method] !== cls);
  }

  private started(cls: number): { method: number; at: number } | null {
    const { program } = this.input.h;
    for (const [method, places] of this.of(INTEREST.startWatching)) {
      if (program.methodClass[method] === cls) continue;
      const { calls } = this.input.constants.evaluate(method);
      const call = calls.find(
        ({ at, args }) =>
          places.includes(at) && typeOfValue(program, method, args[0] ?? null) === this.typeName(cls),
      );
      if (call) return { method, at: call.at };
    }
    return null;
  }

  /** Methods that ask for pictures again and again. */
  private pollers(): number[] {
    const { program } = this.input.h;
    const scheduled = new Set(
      [...this.of(INTEREST.schedules).keys()].map((m) => nestOf(methodType(program, m))),
    );
    const candidates = new Set([...this.of(INTEREST.query).keys(), ...this.of(INTEREST.listsFolder).keys()]);
    return [...candidates].filter((method) => {
      if (
        !scheduled.has(nestOf(methodType(program, method))) &&
        !this.input.reachOf(method).some((r) => r.repeats)
      ) {
        return false;
      }
      return this.polled(method) !== null;
    });
  }

  private polled(method: number): { target: string; at: number } | null {
    const queries = this.of(INTEREST.query).get(method) ?? [];
    for (const call of this.input.constants.evaluate(method).calls) {
      if (!queries.includes(call.at)) continue;
      const target = this.imageTarget(call.args[1] ?? null);
      if (target !== null) return { target, at: call.at };
    }
    const [at] = this.of(INTEREST.listsFolder).get(method) ?? [];
    const folder = at === undefined ? undefined : this.words.get(method)?.[0];
    return at === undefined || folder === undefined ? null : { target: folder, at };
  }

  private readPoller(method: number): FoundObserver | null {
    const polled = this.polled(method);
    if (!polled) return null;
    // The test may stand in the caller that gets the row: what is called from beside counts too.
    const { program } = this.input.h;
    const nest = nestOf(methodType(program, method));
    const beside = [...this.of(INTEREST.schedules).keys()].filter(
      (m) => nestOf(methodType(program, m)) === nest,
    );
    const closure = collectClosure(this.input, [method, ...beside]);
    const nameTests = this.nameTests(closure, []);
    if (nameTests.length === 0 && !hasScreenshotWord(polled.target)) return null;
    const where = { method, at: polled.at };
    const kept = this.describe('polling', polled.target, where, null, closure, nameTests, new Map(), []);
    const screens = this.input
      .reachOf(method)
      .every((r) => r.occasion === 'screen' || r.occasion === 'user-act');
    return { ...kept, longLived: kept.longLived || !screens };
  }
}
