// Virtual and interface calls meet the objects that exist by then: which methods a call reaches, and what a new object
// answers of the calls made before. Calls of types that very many classes implement (Runnable, Function0) reach only
// objects that can have come there (zones.ts). Leaves what runs at all to the search in call-graph.ts.
import {
  classesBelow,
  dispatchTable,
  isClassBelow,
  resolveDirect,
  resolveVirtual,
  type Hierarchy,
} from './hierarchy.js';
import { IntList, PairTable } from './int-table.js';
import type { Merged } from './merged.js';
import { MADE_BEFORE, OCCASION_COUNT, type OccasionId } from './occasions.js';
import type { Zones, Zone } from './zones.js';

/**
 * Who calls: the method, the same or its copy that runs (merged.ts), the state, the offset of the call in its method, and 1 + family when the platform makes the call, or 0.
 * Whoever keeps one copies it: the search uses one object for all calls of a method.
 */
export interface Caller {
  method: number;
  unit: number;
  state: number;
  offset: number;
  via: number;
}
/** Nobody: Android starts there. */
export const rootCaller = (root: number): Caller => ({
  method: -1,
  unit: -1,
  state: -1 - root,
  offset: -1,
  via: 0,
});
type Reach = (method: number, occasion: OccasionId, caller: Caller) => void;

/**
 * A type with more classes below it is called from everywhere about everything: taking each call for a call of each
 * would tie all code of an app together. Measured: interfaces of one purpose seldom have more than ten implementers.
 */
const OPEN_ABOVE = 12;

export class Meetings {
  private readonly h: Hierarchy;
  private readonly zones: Zones;
  private readonly reach: Reach;
  private readonly keys = new PairTable(1 << 12);
  private readonly keyOccasions = new IntList(1 << 12);
  /** First caller on each occasion, by key * OCCASION_COUNT + occasion. */
  private readonly callers: (Caller | undefined)[] = [];
  /** 1 where a key is open to too many classes; then callers are kept by zone. */
  private readonly open: number[] = [];
  /** By key, the number of the message that is handed over, where one is. */
  private readonly messages: (number | null | undefined)[] = [];
  private readonly variants = new Map<number | null, number>();
  private readonly plain: (number | undefined)[] = [];
  private readonly callersByZone = new Map<number, Map<Zone, Caller>>();
  /** Class and method in turn: the objects that answer a key. */
  private readonly answers: number[][] = [];
  private readonly keysBySignature = new Map<number, number[]>();
  /** Key and method in turn: the keys that an object of the class answers. */
  private readonly classKeys: (number[] | undefined)[];
  private readonly made: Uint8Array;

  private readonly merged: Merged;

  constructor(h: Hierarchy, zones: Zones, merged: Merged, reach: Reach) {
    this.h = h;
    this.merged = merged;
    this.zones = zones;
    this.reach = reach;
    this.made = new Uint8Array(merged.classCount);
    this.classKeys = new Array<number[] | undefined>(merged.classCount);
  }

  isMade(cls: number, occasion: OccasionId): boolean {
    return (this.made[cls]! & (1 << occasion)) !== 0;
  }
  answersOf(key: number): readonly number[] {
    return this.answers[key]!;
  }

  /** The number of a signature called on a type; `message`: with a message of that number, null being any other. */
  keyOf(type: number, signature: number, open = false, message?: number | null): number {
    const before = this.keys.size;
    const key = this.keys.add(type, signature + this.variantOf(message) * this.h.program.signatures.size);
    if (key < before) return key;
    this.messages[key] = message;
    this.keyOccasions.push(0);
    const below = classesBelow(this.h, type);
    this.open[key] = open || below.length > OPEN_ABOVE ? 1 : 0;
    const answers: number[] = [];
    this.answers.push(answers);
    const same = this.keysBySignature.get(signature);
    if (same) same.push(key);
    else this.keysBySignature.set(signature, [key]);
    for (const base of below) {
      for (const cls of this.merged.whole(base)) {
        if (this.made[cls] === 0) continue;
        const target = resolveVirtual(this.h, base, signature);
        if (target < 0) continue;
        const copy = this.targetOf(key, target, cls);
        answers.push(cls, copy);
        this.classKeys[cls]!.push(key, copy);
      }
    }
    return key;
  }
  /** 0 for calls without a message. */
  private variantOf(message: number | null | undefined): number {
    if (message === undefined) return 0;
    let variant = this.variants.get(message);
    if (variant === undefined) this.variants.set(message, (variant = this.variants.size + 1));
    return variant;
  }
  private targetOf(key: number, method: number, cls: number): number {
    const message = this.messages[key];
    return message === undefined ? this.merged.copyFor(method, cls) : this.merged.forNumber(method, message);
  }
  private signatureOf(key: number): number {
    return this.keys.second.at(key) % this.h.program.signatures.size;
  }

  call(key: number, occasion: OccasionId, caller: Caller): void {
    if (this.open[key] === 1) return this.callOpen(key, occasion, caller);
    if ((this.keyOccasions.at(key) & (1 << occasion)) !== 0) return;
    this.keyOccasions.items[key]! |= 1 << occasion;
    this.callers[key * OCCASION_COUNT + occasion] = { ...caller };
    const answers = this.answers[key]!;
    for (let i = 0; i < answers.length; i += 2) {
      if ((this.made[answers[i]!]! & MADE_BEFORE[occasion]!) !== 0)
        this.reach(answers[i + 1]!, occasion, caller);
    }
  }

  private callOpen(key: number, occasion: OccasionId, caller: Caller): void {
    const at = key * OCCASION_COUNT + occasion;
    let known = this.callersByZone.get(at);
    let kept: Caller | null = null;
    if (!known) {
      this.callersByZone.set(at, (known = new Map()));
      this.callers[at] = kept = { ...caller };
      this.keyOccasions.items[key]! |= 1 << occasion;
    }
    const fresh: Zone[] = [];
    for (const zone of this.zones.ofCaller(caller.unit)) {
      if (known.has(zone)) continue;
      known.set(zone, (kept ??= { ...caller }));
      fresh.push(zone);
    }
    if (fresh.length === 0) return;
    const answers = this.answers[key]!;
    const plain = this.plainTarget(key);
    for (let i = 0; i < answers.length; i += 2) {
      const cls = answers[i]!;
      if ((this.made[cls]! & MADE_BEFORE[occasion]!) === 0) continue;
      const target = answers[i + 1]!;
      const zones = this.zones.ofObject(cls);
      if (target === plain || fresh.some((zone) => zones.has(zone))) this.reach(target, occasion, caller);
    }
  }

  /** What the call means when nothing overrides it: the same for all objects, whoever made them. */
  private plainTarget(key: number): number {
    return (this.plain[key] ??= resolveDirect(this.h, this.keys.first.at(key), this.signatureOf(key)));
  }

  /** A method makes objects of the class: where they can go grows. */
  addMaker(cls: number, method: number): void {
    if (this.zones.addMaker(cls, method).length === 0 || this.made[cls] === 0) return;
    const answered = this.classKeys[cls]!;
    for (let i = 0; i < answered.length; i += 2) {
      if (this.open[answered[i]!] !== 1) continue;
      for (let o = 0; o < OCCASION_COUNT; o++) {
        if ((this.made[cls]! & MADE_BEFORE[o]!) !== 0)
          this.meetOpen(cls, answered[i]!, answered[i + 1]!, o as OccasionId);
      }
    }
  }

  /** From now on calls on this occasion, and on those it precedes, can meet an object of the class. */
  answer(cls: number, occasion: OccasionId): void {
    const before = this.made[cls]!;
    this.made[cls] = before | (1 << occasion);
    if (before === 0) this.classKeys[cls] = this.keysAnswered(cls);
    const answered = this.classKeys[cls]!;
    for (let o = 0; o < OCCASION_COUNT; o++) {
      const later = MADE_BEFORE[o]!;
      if ((later & (1 << occasion)) === 0 || (later & before) !== 0) continue;
      for (let i = 0; i < answered.length; i += 2) {
        const key = answered[i]!;
        if ((this.keyOccasions.at(key) & (1 << o)) === 0) continue;
        if (this.open[key] === 1) this.meetOpen(cls, key, answered[i + 1]!, o as OccasionId);
        else this.reach(answered[i + 1]!, o as OccasionId, this.callers[key * OCCASION_COUNT + o]!);
      }
    }
  }

  private meetOpen(cls: number, key: number, target: number, occasion: OccasionId): void {
    const at = key * OCCASION_COUNT + occasion;
    const known = this.callersByZone.get(at);
    if (!known) return;
    if (target === this.plainTarget(key)) return this.reach(target, occasion, this.callers[at]!);
    for (const zone of this.zones.ofObject(cls)) {
      const caller = known.get(zone);
      if (caller) return this.reach(target, occasion, caller);
    }
  }

  private keysAnswered(cls: number): number[] {
    const answered: number[] = [];
    const base = this.merged.classOf(cls);
    const table = dispatchTable(this.h, base);
    const count = table.length >> 1;
    for (let i = 0; i < count; i++) {
      for (const key of this.keysBySignature.get(table[i]!) ?? []) {
        if (!isClassBelow(this.h, base, this.keys.first.at(key))) continue;
        const target = this.targetOf(key, table[count + i]!, cls);
        answered.push(key, target);
        this.answers[key]!.push(cls, target);
      }
    }
    return answered;
  }

  /** Called somewhere, made somewhere, and nothing ties the two: each class with the method that an open call names. */
  *untied(): Generator<{ cls: number; target: number; type: number; signature: number }> {
    for (let key = 0; key < this.answers.length; key++) {
      if (this.open[key] !== 1 || this.keyOccasions.at(key) === 0) continue;
      const answers = this.answers[key]!;
      const [type, signature] = [this.keys.first.at(key), this.signatureOf(key)];
      for (let i = 0; i < answers.length; i += 2) {
        yield { cls: answers[i]!, target: answers[i + 1]!, type, signature };
      }
    }
  }
}
