// Watchers of new pictures, with what is needed to tell a screenshot grabber from a gallery: what is watched, from where
// it is registered and let go, what the callback tests, reads and keeps. States what stands in the code; the grade is the
// engine's. Leaves constants to constants/ and what a callback leads to to closure.ts.

import { OP } from '../formats/dex/opcodes.js';

import { collectClosure } from './closure.js';

import { findCallers } from './constants/callers.js';
import { typeOfValue } from './constants/types.js';
import { constantText, type Value } from './constants/values.js';

import { INTEREST } from './interest.js';
import { nestOf } from './names.js';
import { readNameTests } from './picture-tests.js';
import { classNamed, methodName, methodType } from './program.js';

import { isScreenshotName } from './words.js';
import { ObserverParts, type FoundObserver, type ObserverInput } from './observer-parts.js';

export type { FoundObserver, ObserverInput } from './observer-parts.js';

export function findObservers(input: ObserverInput): FoundObserver[] {
  return new Finder(input).run();
}

const CONTENT_OBSERVER = 'Landroid/database/ContentObserver;';
const FILE_OBSERVER = 'Landroid/os/FileObserver;';
const PICTURE_FOLDERS = /Pictures|DCIM/i;
const WORK = ['Landroid/app/job/JobService;', 'Landroidx/work/ListenableWorker;'];
const STARTS_WORK = /^(?:onStartJob|doWork|startWork|createWork)$/;
const MAX_NAMES = 12;

class Finder extends ObserverParts {
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

  /** registerContentObserver(uri, descendants, observer); a wrapper's caller says what it is given. */
  // eslint-disable-next-line complexity -- one field of a registration after another
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
        if (target === null && this.isElsewhere(outer.uri)) return [null, []];
        observerType = outer.observerType ?? observerType;
        where = outer.where;
      }
    }
    if (target === null && this.isElsewhere(uri)) return [null, []];
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
          if (arg?.kind === 'text' && arg.folded && isScreenshotName(arg.text)) found.add(arg.text);
        }
      }
    }
    return [...found].sort().slice(0, MAX_NAMES);
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
    const pictures = target !== null && (PICTURE_FOLDERS.test(target) || isScreenshotName(target));
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
          (isScreenshotName(text) || /^(?:field:.*DIRECTORY_(?:PICTURES|DCIM)|Pictures|DCIM)/.test(text))
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
    if (nameTests.length === 0 && !isScreenshotName(polled.target)) return null;
    const where = { method, at: polled.at };
    const kept = this.describe('polling', polled.target, where, null, closure, nameTests, new Map(), []);
    const screens = this.input
      .reachOf(method)
      .every((r) => r.occasion === 'screen' || r.occasion === 'user-act');
    return { ...kept, longLived: kept.longLived || !screens };
  }
}
