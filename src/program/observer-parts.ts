// What every watcher of pictures is described by: how long it lives, where it ends, who listens further down, what is
// read and where that goes. Leaves finding the watchers to observers.ts.
import { ACCESS } from '../formats/dex/layout.js';
import { OP } from '../formats/dex/opcodes.js';
import type { ImageObserver, Reach } from '../model/facts.js';
import { collectClosure, type ClosureInput } from './closure.js';
import type { Constants } from './constants/arguments.js';
import { findCallers } from './constants/callers.js';

import { constantText, type Value } from './constants/values.js';
import { isSubtypeOf, typeNamed } from './hierarchy.js';
import { INTEREST, type Interest } from './interest.js';
import { nestOf } from './names.js';

import { methodDescriptor, methodName, methodParameters, methodType } from './program.js';
import { HIT, type Sweep } from './sweep.js';
import type { WatchIndex } from './watch-index.js';
import { isScreenshotName, WORD_GROUP } from './words.js';

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

const REQUEST_BODIES = ['Lokhttp3/RequestBody;', 'Lcom/squareup/okhttp/RequestBody;'];
const IMAGE_FIELDS = /^field:Landroid\/provider\/MediaStore\$(?:Images|Files|Downloads)/;
const IMAGE_URIS = /^content:\/\/media(?:\/|$)/;
const IMAGE_CALLS = /^Landroid\/provider\/MediaStore\$(?:Images\$Media|Files|Downloads);$/;
const ENDS_WITH_SCREEN =
  /^(?:onPause|onStop|onInactive|onDetachedFromWindow|onDestroyView|onViewDetachedFromWindow|onStopLoading|onReset|onDetach|onWindowFocusChanged)$/;
const ENDS_WITH_OWNER = /^(?:onDestroy|onCleared|onTerminate|onUnbind)$/;
/** What a method gives when whoever calls it is to listen. */
const STREAM =
  /\)L(?:kotlinx\/coroutines\/(?:flow|channels)\/|androidx\/lifecycle\/\w*LiveData;|io\/reactivex\/|rx\/|org\/reactivestreams\/)/;
/** How often a stream is given on before its listeners are no longer looked for. */
const MAX_HANDS = 4;
/** Where a name or a picture is seen, by method. */
export type ByMethod = Map<number, number[]>;

export class ObserverParts {
  protected readonly input: ObserverInput;
  protected readonly hits = new Map<Interest, ByMethod>();
  protected readonly words = new Map<number, string[]>();
  constructor(input: ObserverInput) {
    this.input = input;
    const { hits, texts, textGroups } = input.sweep;
    for (let i = 0; i < hits.kind.length; i++) {
      const method = hits.method[i]!;
      const target = hits.target[i]!;
      if (hits.kind[i] === HIT.text) {
        if ((textGroups[target]! & (1 << WORD_GROUP.screenshot)) === 0) continue;
        if (isScreenshotName(texts[target]!)) this.addWord(method, texts[target]!);
      } else if (hits.kind[i] === HIT.method) {
        for (const item of input.index.lists[input.index.methods[target]!]!) {
          this.addHit(input.index.items[item]!.interest as Interest, method, hits.at[i]!);
        }
      }
    }
  }

  protected addWord(method: number, text: string): void {
    const known = this.words.get(method);
    if (!known) this.words.set(method, [text]);
    else if (!known.includes(text)) known.push(text);
  }
  protected addHit(interest: Interest, method: number, at: number): void {
    if ((interest as number) < 0) return;
    const byMethod = this.of(interest);
    const places = byMethod.get(method);
    if (places) places.push(at);
    else byMethod.set(method, [at]);
  }
  protected of(interest: Interest): ByMethod {
    let known = this.hits.get(interest);
    if (!known) this.hits.set(interest, (known = new Map()));
    return known;
  }

  protected imageTarget(uri: Value | null): string | null {
    if (uri?.kind === 'result') {
      const type = methodType(this.input.h.program, uri.method);
      return IMAGE_CALLS.test(type) ? 'content://media' : null;
    }
    const text = constantText(uri);
    return text !== null && (IMAGE_FIELDS.test(text) || IMAGE_URIS.test(text)) ? text : null;
  }

  /** The address is known to be another's: of a setting, a contact, a file that the app names. */
  protected isElsewhere(uri: Value | null): boolean {
    if (uri?.kind !== 'result') return constantText(uri) !== null;
    const type = methodType(this.input.h.program, uri.method);
    return type.startsWith('Landroid/provider/') && !IMAGE_CALLS.test(type);
  }

  protected typeName(cls: number): string {
    const { program } = this.input.h;
    return program.types.text(program.classType[cls]!);
  }
  protected subclasses(base: string): number[] {
    const { program } = this.input.h;
    const found: number[] = [];
    const above = typeNamed(this.input.h, base);
    for (let cls = 0; cls < program.classType.length; cls++) {
      const type = program.classType[cls]!;
      if (type !== above.type && isSubtypeOf(this.input.h, type, above)) found.push(cls);
    }
    return found;
  }

  /** Constructors and the initialiser of a class. */
  protected makingOf(cls: number): number[] {
    const { program } = this.input.h;
    return Array.from(
      program.classMethods.subarray(program.classMethodStart[cls]!, program.classMethodStart[cls + 1]!),
    ).filter((method) => (program.methodAccess[method]! & ACCESS.constructor) !== 0);
  }

  /**
   * What listens to a callback that only hands on: the objects made by whoever is given the stream, and by whoever is
   * given what they make of it. Empty for a callback that hands nothing on.
   */
  protected downstream(told: readonly number[], registers: number): number[] {
    if (!told.some((method) => this.of(INTEREST.handsOn).has(method))) return [];
    const { h, edges } = this.input;
    const { program } = h;
    const owner = program.methodClass[registers]!;
    const makers = findCallers(h, edges, new Set(owner < 0 ? [] : this.makingOf(owner)));
    let streams = [registers, ...[...makers.values()].flat().map(({ method }) => method)].filter((method) =>
      STREAM.test(methodDescriptor(program, method)),
    );
    const listeners = new Set<number>();
    // Where an optimiser has put the maker into its caller, whoever makes the stream listens to it.
    const nest = nestOf(methodType(program, registers));
    for (const { method } of [...makers.values()].flat()) {
      if (nestOf(methodType(program, method)) === nest) continue;
      this.madeBeside(method).forEach((one) => listeners.add(one));
    }
    for (let depth = 0; depth < MAX_HANDS && streams.length > 0; depth++) {
      const takers = [...findCallers(h, edges, new Set(streams)).values()].flat().map(({ method }) => method);
      for (const taker of takers) this.madeBeside(taker).forEach((method) => listeners.add(method));
      streams = takers.filter((method) => STREAM.test(methodDescriptor(program, method)));
    }
    return collectClosure(this.input, [...listeners]);
  }

  /** Methods of the objects that a method makes of classes written in it, and of those that these make. */
  protected madeBeside(method: number): number[] {
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

  protected describe(
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

  protected readers(closure: readonly number[]): number[] {
    const found = new Set<number>();
    for (const interest of [INTEREST.readsPicture, INTEREST.copiesFile]) {
      for (const method of closure) if (this.of(interest).has(method)) found.add(method);
    }
    for (const { method } of this.fileBodies(closure)) found.add(method);
    return [...found];
  }

  /** Bodies of requests that are read from a file. */
  protected fileBodies(closure: readonly number[]): { method: number; at: number }[] {
    const { program } = this.input.h;
    return closure.flatMap((method) => {
      const places = this.of(INTEREST.sendsFile).get(method);
      if (!places) return this.madeFileBodies(method);
      return this.input.constants
        .evaluate(method)
        .calls.filter(
          ({ at, target }) =>
            places.includes(at) && methodParameters(program, target).includes('Ljava/io/File;'),
        )
        .map(({ at }) => ({ method, at }));
    });
  }

  /** Bodies that an optimiser makes where the call of their maker stood: a class below the body, given a file. */
  private madeFileBodies(method: number): { method: number; at: number }[] {
    const { h, edges } = this.input;
    const { program } = h;
    const found: { method: number; at: number }[] = [];
    for (let e = edges.start[method]!; e < edges.end[method]!; e++) {
      if (edges.op[e] !== OP.invokeDirect) continue;
      const target = edges.target[e]!;
      if (methodName(program, target) !== '<init>') continue;
      if (!methodParameters(program, target).includes('Ljava/io/File;')) continue;
      const type = program.methodKeys.first.at(target);
      const nest = nestOf(methodType(program, target)); // where the optimiser has also merged the class it was below
      if (REQUEST_BODIES.some((body) => nest === nestOf(body) || isSubtypeOf(h, type, typeNamed(h, body))))
        found.push({ method, at: edges.at[e]! });
    }
    return found;
  }

  /** Where what was read can go: by the folders and connections that the callback touches. */
  protected copies(closure: readonly number[]): FoundObserver['copiesTo'] {
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
  protected isLongLived(method: number, classes: readonly number[]): boolean {
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
  protected isTheAppsOwn(method: number): boolean {
    const { h, edges, constants } = this.input;
    const callers = [...(findCallers(h, edges, new Set([method])).get(method) ?? [])];
    return [method, ...callers.map((caller) => caller.method)].some((one) =>
      constants
        .evaluate(one)
        .calls.some(({ target }) => methodName(h.program, target) === 'getApplicationContext'),
    );
  }

  protected endOf(
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
}
