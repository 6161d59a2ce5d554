// The program over all assemblies that were opened: types by name, their bases and interfaces, and the method that a call
// leads to. Types of the platform are not here: a type whose base is not found has one outside. Knows no framework.
import { tokenOf } from '../formats/assembly/tables.js';
import { TABLE } from '../formats/assembly/layout.js';
import type { Assembly, AssemblyMethod, Member } from '../formats/assembly/assembly.js';

export interface ManagedFile {
  entry: string;
  assembly: Assembly;
}
export interface ManagedType {
  id: number;
  file: number;
  index: number; // in its assembly
  name: string;
  base: ManagedType | null;
  /** The nearest base that is not in the program; "" for interfaces and System.Object itself. */
  outside: string;
  interfaces: ManagedType[];
  /** Implements something that the platform or a library outside calls. */
  outsideInterfaces: string[];
  methods: [number, number]; // ids, the second past the last
}
const MOST_BASES = 64;

export class ManagedProgram {
  readonly files: readonly ManagedFile[];
  readonly types: ManagedType[] = [];
  private readonly firstType: number[] = [];
  private readonly firstMethod: number[] = [];
  private readonly byName = new Map<string, ManagedType[]>();
  private readonly methodsByType = new Map<number, Map<string, number>>();
  readonly methodCount: number;

  constructor(files: readonly ManagedFile[]) {
    this.files = files;
    let methods = 0;
    files.forEach(({ assembly }, file) => {
      this.firstType.push(this.types.length);
      this.firstMethod.push(methods);
      assembly.types.forEach((type, index) => this.addType(file, index, type.name, type.methods, methods));
      methods += assembly.methodCount + 1;
    });
    this.methodCount = methods;
    for (const type of this.types) this.joinBase(type);
    files.forEach(({ assembly }, file) => {
      for (const [index, token] of assembly.interfaces()) {
        const type = this.types[this.firstType[file]! + index];
        if (!type || !(index >= 0 && index < assembly.types.length)) continue;
        const own = this.typeOf(file, token);
        if (own) type.interfaces.push(own);
        else type.outsideInterfaces.push(assembly.typeName(assembly.openType(token)));
      }
    });
  }
  private addType(
    file: number,
    index: number,
    name: string,
    [from, to]: [number, number],
    first: number,
  ): void {
    const type: ManagedType = {
      ...{ id: this.types.length, file, index, name, base: null, outside: '' },
      ...{ interfaces: [], outsideInterfaces: [], methods: [first + from, first + to] },
    };
    this.types.push(type);
    const list = this.byName.get(name);
    if (list) list.push(type);
    else this.byName.set(name, [type]);
  }
  private joinBase(type: ManagedType): void {
    const { assembly } = this.files[type.file]!;
    const token = assembly.types[type.index]!.base;
    if (token === 0) return;
    const base = this.typeOf(type.file, token);
    if (base !== null && base !== type) type.base = base;
    else type.outside = assembly.typeName(assembly.openType(token));
  }

  /** The type itself and its bases in the program, the nearest first; ends where they run in a circle. */
  *chain(type: ManagedType): Generator<ManagedType> {
    let at: ManagedType | null = type;
    for (let depth = 0; at !== null && depth < MOST_BASES; depth++, at = at.base) yield at;
  }
  outsideOf(type: ManagedType): string {
    let last = '';
    for (const one of this.chain(type)) last = one.outside;
    return last;
  }
  implementsOutside(type: ManagedType): boolean {
    for (const one of this.chain(type)) if (one.outsideInterfaces.length > 0) return true;
    return false;
  }
  /** The type of the program that a token of one of its files names; null for types of others. */
  typeOf(file: number, token: number): ManagedType | null {
    const { assembly } = this.files[file]!;
    const open = assembly.openType(token);
    const table = open >>> 24;
    if (table === TABLE.typeDef) {
      const index = (open & 0xffffff) - 1;
      return index >= 0 && index < assembly.types.length ? this.types[this.firstType[file]! + index]! : null;
    }
    if (table !== TABLE.typeRef) return null;
    const found = this.byName.get(assembly.typeName(open));
    if (!found) return null;
    const home = assembly.assemblyOf(open);
    return found.find((type) => this.files[type.file]!.assembly.name === home) ?? null;
  }
  named(name: string): readonly ManagedType[] {
    return this.byName.get(name) ?? [];
  }
  typesOfFile(file: number): readonly ManagedType[] {
    return this.types.slice(this.firstType[file]!, this.firstType[file + 1] ?? this.types.length);
  }
  fieldOwner(file: number, token: number): ManagedType | null {
    const { assembly } = this.files[file]!;
    const index = assembly.fieldOwner(token);
    return index < 0 ? null : this.types[this.firstType[file]! + index]!;
  }

  fileOfMethod(id: number): number {
    let low = 0;
    let high = this.files.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.firstMethod[middle]! <= id) low = middle;
      else high = middle - 1;
    }
    return low;
  }
  rowOf(id: number): number {
    return id - this.firstMethod[this.fileOfMethod(id)]!;
  }
  method(id: number): AssemblyMethod {
    const file = this.fileOfMethod(id);
    return this.files[file]!.assembly.method(id - this.firstMethod[file]!);
  }
  ownerOf(id: number): ManagedType | null {
    const file = this.fileOfMethod(id);
    const { owner } = this.method(id);
    return owner < 0 ? null : this.types[this.firstType[file]! + owner]!;
  }
  /** "Shop.MainPage.OnTapped". */
  nameOf(id: number): string {
    return `${this.ownerOf(id)?.name ?? ''}.${this.method(id).name}`;
  }
  attributesOfMethod(id: number): readonly { name: string; value: Uint8Array }[] {
    const file = this.fileOfMethod(id);
    return this.files[file]!.assembly.attributes(tokenOf(TABLE.methodDef, id - this.firstMethod[file]!));
  }
  attributesOf(type: ManagedType): readonly { name: string; value: Uint8Array }[] {
    return this.files[type.file]!.assembly.attributes(tokenOf(TABLE.typeDef, type.index + 1));
  }

  /** The program's method behind what a token names; null for methods of others. */
  target(file: number, member: Member): number | null {
    if (member.method > 0) return this.firstMethod[file]! + member.method;
    const type = member.ownerToken === 0 ? null : this.typeOf(file, member.ownerToken);
    return type && this.find(type, member.name, member.signature.parameters);
  }
  /** A method by name and number of parameters, in the type or the nearest base that has it. */
  find(type: ManagedType, name: string, parameters: number): number | null {
    for (const one of this.chain(type)) {
      const id = this.methodsOf(one).get(`${name}/${parameters}`);
      if (id !== undefined) return id;
    }
    return null;
  }
  private methodsOf(type: ManagedType): ReadonlyMap<string, number> {
    let map = this.methodsByType.get(type.id);
    if (map) return map;
    map = new Map();
    for (let id = type.methods[0]; id < type.methods[1]; id++) {
      const { name, signature } = this.method(id);
      const key = `${name}/${signature.parameters}`;
      if (!map.has(key)) map.set(key, id);
    }
    this.methodsByType.set(type.id, map);
    return map;
  }
  /** Whether a value of the one type can stand where the other is asked for. */
  isA(type: ManagedType, wanted: ManagedType): boolean {
    const seen = new Set<ManagedType>();
    const queue: ManagedType[] = [type];
    for (let at = 0; at < queue.length; at++) {
      const one = queue[at]!;
      if (one === wanted) return true;
      if (seen.has(one)) continue;
      seen.add(one);
      if (one.base) queue.push(one.base);
      queue.push(...one.interfaces);
    }
    return false;
  }
}
