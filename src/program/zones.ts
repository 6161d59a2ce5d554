// Whether code that calls a type with very many implementers can mean an object of a certain class: it can when it lies
// where the object's makers hand it to, beside the object, or above it. Cheap, by packages; leaves the rest to meetings.ts.
import type { Hierarchy } from './hierarchy.js';
import { OP } from '../formats/dex/opcodes.js';
import { nestOf } from './names.js';
import type { Edges } from './sweep.js';

/** A place by number: a package of the program, the root of a library's packages, or a class where names were flattened. */
export type Zone = number;
/** Makers looked at per class; one that is made everywhere is nobody's in particular. */
const MAX_MAKERS = 40;
/** A package of which every part is this short was written by an obfuscator: it says nothing about who belongs together. */
const SHORT = 2;

export class Zones {
  private readonly h: Hierarchy;
  private readonly edges: Edges;
  private readonly numbers = new Map<string, Zone>();
  private readonly byType: ({ here: Zone; root: string } | undefined)[] = [];
  private readonly reached = new Map<number, ReadonlySet<Zone>>();
  private readonly makers = new Map<number, Set<number>>();
  private readonly byClass = new Map<number, Set<Zone>>();

  constructor(h: Hierarchy, edges: Edges) {
    this.h = h;
    this.edges = edges;
  }

  /** Zones that a call in the method counts as coming from. */
  ofCaller(method: number): readonly Zone[] {
    const { here, root } = this.placeOf(this.h.program.methodKeys.first.at(method));
    return root === '' ? [here] : [here, this.number(`r ${root}`)];
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
    const added = [...this.handedTo(method)].filter((zone) => !zones.has(zone));
    for (const zone of added) zones.add(zone);
    return added;
  }

  /** Its own place, and those of the classes above it, whose code calls it on "this". */
  private start(cls: number): Set<Zone> {
    const { program, ancestorStart, ancestors } = this.h;
    const zones = new Set<Zone>();
    for (let i = ancestorStart[cls]!; i < ancestorStart[cls + 1]!; i++) {
      const above = program.typeClass[ancestors[i]!]!;
      // An interface of everybody says nothing; a superclass calls what it leaves open.
      if (above >= 0 && (program.classAccess[above]! & 0x200) === 0)
        zones.add(this.placeOf(ancestors[i]!).here);
    }
    for (const maker of this.makers.get(cls) ?? []) for (const zone of this.handedTo(maker)) zones.add(zone);
    this.byClass.set(cls, zones);
    return zones;
  }

  /** Where a method lies and where it calls to. */
  private handedTo(method: number): ReadonlySet<Zone> {
    const known = this.reached.get(method);
    if (known) return known;
    const { program } = this.h;
    const own = this.placeOf(program.methodKeys.first.at(method));
    const zones = new Set<Zone>([own.here]);
    const { start, end, op, target } = this.edges;
    for (let e = start[method]!; e < end[method]!; e++) {
      if (op[e]! < OP.invokeVirtual || op[e]! > OP.invokeInterface) continue;
      const type = program.methodKeys.first.at(target[e]!);
      if (program.typeClass[type]! < 0) continue;
      const { here, root } = this.placeOf(type);
      zones.add(here);
      // A library passes what it is given through its own packages.
      if (root !== '' && root !== own.root) zones.add(this.number(`r ${root}`));
    }
    this.reached.set(method, zones);
    return zones;
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
