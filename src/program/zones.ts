// Whether code that calls a type with very many implementers can mean an object of a certain class: it can when it lies
// where the object's makers hand it to, beside the object, or above it. Cheap, by packages and types of
// parameters; leaves the rest to meetings.ts.
import { ACCESS } from '../formats/dex/layout.js';
import { isClassBelow, resolveDirect, type Hierarchy } from './hierarchy.js';
import { OP } from '../formats/dex/opcodes.js';
import { nestOf } from './names.js';
import type { Merged } from './merged.js';
import type { Edges } from './sweep.js';

/** A place by number: a package of the program, the root of a library's packages, or a class or method where names were flattened. */
export type Zone = number;
/** Makers looked at per class; one that is made everywhere is nobody's in particular. */
const MAX_MAKERS = 40;
/** A package of which every part is this short was written by an obfuscator: it says nothing about who belongs together. */
const SHORT = 2;
/** Hands that an object goes through as the same type: from an app over a library's front to where it is called. */
const HANDED_ON = 4;
/** Methods looked at for one; what so many pass on is everybody's, and further ones tell no more. */
const MAX_HANDED = 200;

interface Handing {
  zones: Set<Zone>;
  callees: Set<number>;
}

export class Zones {
  private readonly h: Hierarchy;
  private readonly edges: Edges;
  private readonly numbers = new Map<string, Zone>();
  private readonly byType: ({ here: Zone; root: string } | undefined)[] = [];
  private readonly handings = new Map<number, ReadonlyMap<number, Handing>>();
  private readonly passedOn = new Map<number, Map<number, ReadonlySet<Zone>>>();
  private readonly static: (method: number) => boolean;
  private readonly object: number;
  private readonly makers = new Map<number, Set<number>>();
  private readonly byClass = new Map<number, Set<Zone>>();
  private readonly merged: Merged;

  constructor(h: Hierarchy, edges: Edges, merged: Merged) {
    this.h = h;
    this.merged = merged;
    this.edges = edges;
    const { program } = h;
    this.static = (method) => (program.methodAccess[merged.methodOf(method)]! & ACCESS.static) !== 0;
    this.object = program.types.find('Ljava/lang/Object;');
  }

  /** Zones that a call in the method counts as coming from. */
  ofCaller(method: number): readonly Zone[] {
    const { here, root } = this.placeOf(this.typeOf(method));
    if (root !== '') return [here, this.number(`r ${root}`)];
    const own = this.number(`m ${method}`);
    return this.static(method) ? [own] : [own, here];
  }

  /** Zones whose code can have got hold of an object of the class, as far as its makers are known. */
  ofObject(cls: number): ReadonlySet<Zone> {
    return this.byClass.get(cls) ?? this.start(cls);
  }

  /** A method makes objects of the class; the zones it adds. */
  addMaker(cls: number, method: number): readonly Zone[] {
    let makers = this.makers.get(cls);
    if (!makers) this.makers.set(cls, (makers = new Set()));
    if (makers.has(method) || makers.size >= MAX_MAKERS) return [];
    makers.add(method);
    // Until somebody asks, who makes it is enough to know.
    const zones = this.byClass.get(cls);
    if (!zones) return [];
    const added = [...this.handedTo(method, cls)].filter((zone) => !zones.has(zone));
    for (const zone of added) zones.add(zone);
    return added;
  }

  /** Its own place, and those of the classes above it, whose code calls it on "this". */
  private start(cls: number): Set<Zone> {
    const { program, ancestorStart, ancestors } = this.h;
    const zones = new Set<Zone>();
    const base = this.merged.classOf(cls);
    for (let i = ancestorStart[base]!; i < ancestorStart[base + 1]!; i++) {
      const above = program.typeClass[ancestors[i]!]!;
      // An interface of everybody says nothing; a superclass calls what it leaves open.
      if (above >= 0 && (program.classAccess[above]! & ACCESS.interface) === 0)
        zones.add(this.placeOf(ancestors[i]!).here);
    }
    for (const maker of this.makers.get(cls) ?? [])
      for (const zone of this.handedTo(maker, cls)) zones.add(zone);
    this.byClass.set(cls, zones);
    return zones;
  }

  /** Where a method lies and where it can hand an object of the class to: what it calls with a type that the object has. */
  private handedTo(method: number, cls: number): ReadonlySet<Zone> {
    const zones = new Set(this.ofMaker(method));
    for (const type of this.handingsOf(method).keys()) {
      if (isClassBelow(this.h, this.merged.classOf(cls), type))
        for (const zone of this.passed(method, type)) zones.add(zone);
    }
    return zones;
  }
  private ofMaker(method: number): readonly Zone[] {
    const { here, root } = this.placeOf(this.typeOf(method));
    return root === '' ? [here, this.number(`m ${method}`)] : [here];
  }

  /** Where a method can hand what it has as a type, and those who get it hand it on as the same. */
  private passed(method: number, type: number): ReadonlySet<Zone> {
    const known = this.passedOn.get(method)?.get(type);
    if (known) return known;
    const zones = new Set<Zone>();
    const seen = new Set([method]);
    let level = [method];
    for (let step = 0; step <= HANDED_ON && level.length > 0; step++) {
      const next: number[] = [];
      for (const one of level) {
        const handing = this.handingsOf(one).get(type);
        if (!handing) continue;
        for (const zone of handing.zones) zones.add(zone);
        for (const callee of handing.callees) {
          if (seen.has(callee) || seen.size >= MAX_HANDED) continue;
          seen.add(callee);
          next.push(callee);
        }
      }
      level = next;
    }
    let types = this.passedOn.get(method);
    if (!types) this.passedOn.set(method, (types = new Map()));
    types.set(type, zones);
    return zones;
  }

  /** By type of what is handed over: the zones of those who are called with it, and their methods. */
  private handingsOf(method: number): ReadonlyMap<number, Handing> {
    const known = this.handings.get(method);
    if (known) return known;
    const { program } = this.h;
    const base = this.merged.methodOf(method);
    const own = this.placeOf(program.methodKeys.first.at(base));
    const found = new Map<number, Handing>();
    const { start, end, op, target, at } = this.edges;
    for (let e = start[base]!; e < end[base]!; e++) {
      if (op[e]! < OP.invokeVirtual || op[e]! > OP.invokeInterface) continue;
      if (!this.merged.runs(method, at[e]!)) continue;
      const type = program.methodKeys.first.at(target[e]!);
      if (program.typeClass[type]! < 0) continue;
      const signature = program.methodKeys.second.at(target[e]!);
      const callee = resolveDirect(this.h, type, signature);
      const zones = this.zonesOf(type, callee, own.root);
      const handed = [...program.descriptors.parameterIds(program.signatures.second.at(signature))];
      if (op[e] !== OP.invokeStatic) handed.push(type);
      for (const as of handed) {
        // What is anything may hold what is handed over, but nobody calls it as what it is.
        if (as < 0 || as === this.object) continue;
        let handing = found.get(as);
        if (!handing) found.set(as, (handing = { zones: new Set(), callees: new Set() }));
        for (const zone of zones) handing.zones.add(zone);
        if (callee >= 0) handing.callees.add(callee);
      }
    }
    this.handings.set(method, found);
    return found;
  }
  private zonesOf(type: number, callee: number, from: string): readonly Zone[] {
    const { here, root } = this.placeOf(type);
    // An optimiser puts functions that have nothing to do with each other into one class.
    if (root === '') return callee >= 0 && this.static(callee) ? [this.number(`m ${callee}`)] : [here];
    // A library passes what it is given through its own packages.
    return root !== from ? [here, this.number(`r ${root}`)] : [here];
  }

  private typeOf(method: number): number {
    return this.h.program.methodKeys.first.at(this.merged.methodOf(method));
  }
  private placeOf(type: number): { here: Zone; root: string } {
    const known = this.byType[type];
    if (known) return known;
    const name = this.h.program.types.text(type);
    const parts = name.slice(1, -1).split('/').slice(0, -1);
    const flattened = parts.every((part) => part.length <= SHORT);
    const place = flattened
      ? { here: this.number(`c ${nestOf(name)}`), root: '' }
      : { here: this.number(`p ${parts.join('/')}`), root: parts.slice(0, 2).join('/') };
    return (this.byType[type] = place);
  }

  private number(name: string): Zone {
    let zone = this.numbers.get(name);
    if (zone === undefined) this.numbers.set(name, (zone = this.numbers.size));
    return zone;
  }
}
