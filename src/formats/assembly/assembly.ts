// One assembly: its name, types, methods, attributes and embedded files, and what a token of its code names. Names of types
// are whole, nested ones joined by dots as in source, generic ones without their count of parameters. Leaves the program
// over several assemblies to src/managed.
import { ParseError } from '../../bytes/parse-error.js';
import type { View } from '../../bytes/view.js';
import { codeOf } from './il.js';
import { TABLE } from './layout.js';
import { readPortableExecutable, type PortableExecutable } from './pe.js';
import { signatureOf, typesOfMethodSpec, typesOfSpec, type Signature } from './signature.js';
import { Metadata, rowOf, tableOf, tokenOf, type AssemblyLimits } from './tables.js';

export interface AssemblyType {
  name: string;
  isInterface: boolean;
  base: number; // token; 0 for none
  methods: [number, number]; // rows, the second past the last
}
export interface AssemblyMethod {
  name: string;
  owner: number; // index in types; -1 when no type claims it
  signature: Signature;
  isStatic: boolean;
  isVirtual: boolean;
  isNewSlot: boolean;
  isAbstract: boolean;
  /** Has code in the form that is read; the rest is abstract, native or the runtime's. */
  hasCode: boolean;
}
/** What a token of a call or of a field names. */
export interface Member {
  owner: string;
  ownerToken: number; // TypeDef or TypeRef; 0 when it is neither
  name: string;
  signature: Signature;
  method: number; // row of the assembly's own method; 0 for members of others and for fields
  /** Tokens of the types that a generic call is made with. */
  types: readonly number[];
}
const MOST_NESTED = 32;
const INTERFACE = 0x20;
const METHOD = { static: 0x10, virtual: 0x40, newSlot: 0x100, abstract: 0x400 } as const;

export class Assembly {
  readonly name: string;
  readonly types: readonly AssemblyType[];
  readonly methodCount: number;
  private readonly pe: PortableExecutable;
  private readonly metadata: Metadata;
  private readonly outer = new Map<number, number>();
  private readonly methods: (AssemblyMethod | undefined)[] = [];
  private readonly typeNames = new Map<number, string>();
  private attributesByParent: Map<number, { name: string; value: Uint8Array }[]> | null = null;

  /** Throws ParseError when it is no assembly, or one that lies about its tables. */
  constructor(data: Uint8Array, limits: AssemblyLimits) {
    this.pe = readPortableExecutable(data);
    this.metadata = new Metadata(this.pe.metadata, limits);
    const { metadata } = this;
    this.name = metadata.string(TABLE.assembly, 1, 7);
    for (let row = 1; row <= metadata.rows(TABLE.nestedClass); row++)
      this.outer.set(metadata.cell(TABLE.nestedClass, row, 0), metadata.cell(TABLE.nestedClass, row, 1));
    this.methodCount = metadata.rows(TABLE.methodDef);
    const count = metadata.rows(TABLE.typeDef);
    this.types = Array.from({ length: count }, (_, index) => this.readType(index + 1, count));
  }

  private readType(row: number, count: number): AssemblyType {
    const { metadata } = this;
    const first = metadata.cell(TABLE.typeDef, row, 5);
    const end = row < count ? metadata.cell(TABLE.typeDef, row + 1, 5) : this.methodCount + 1;
    return {
      name: this.typeName(tokenOf(TABLE.typeDef, row)),
      isInterface: (metadata.cell(TABLE.typeDef, row, 0) & INTERFACE) !== 0,
      base: metadata.coded(TABLE.typeDef, row, 3, 'TypeDefOrRef'),
      methods: [first, Math.max(first, Math.min(end, this.methodCount + 1))],
    };
  }

  /** The whole name of a type by its token; "" when it has none. */
  typeName(token: number): string {
    const known = this.typeNames.get(token);
    if (known !== undefined) return known;
    const parts: string[] = [];
    let at = token;
    for (let depth = 0; depth < MOST_NESTED; depth++) {
      const table = tableOf(at);
      const row = rowOf(at);
      if (table === TABLE.typeSpec) {
        at = this.openType(at);
        if (at === 0) break;
        continue;
      }
      if (table !== TABLE.typeDef && table !== TABLE.typeRef) break;
      const space = this.metadata.string(table, row, 2);
      parts.unshift(this.metadata.string(table, row, 1).replace(/`\d+$/, ''));
      if (space !== '') parts.unshift(space);
      const scope = table === TABLE.typeRef ? this.metadata.coded(table, row, 0, 'ResolutionScope') : 0;
      if (tableOf(scope) === TABLE.typeRef) at = scope;
      else if (table === TABLE.typeDef && this.outer.has(row))
        at = tokenOf(TABLE.typeDef, this.outer.get(row)!);
      else break;
    }
    const name = parts.join('.');
    this.typeNames.set(token, name);
    return name;
  }
  /** The TypeDef or TypeRef behind a token; of a generic type the open one; 0 when there is none. */
  openType(token: number): number {
    if (tableOf(token) !== TABLE.typeSpec) return token;
    const first = typesOfSpec(this.metadata.blob(TABLE.typeSpec, rowOf(token), 0))[0] ?? 0;
    return tableOf(first) === TABLE.typeSpec ? 0 : first;
  }
  /** Every type a token names: a type, and what it is made with. */
  typesIn(token: number): number[] {
    if (tableOf(token) !== TABLE.typeSpec) return [token];
    return typesOfSpec(this.metadata.blob(TABLE.typeSpec, rowOf(token), 0));
  }
  /** The assembly that a TypeRef points into; "" for this one or when it is not told. */
  assemblyOf(token: number): string {
    let at = token;
    for (let depth = 0; depth < MOST_NESTED && tableOf(at) === TABLE.typeRef; depth++)
      at = this.metadata.coded(TABLE.typeRef, rowOf(at), 0, 'ResolutionScope');
    return tableOf(at) === TABLE.assemblyRef ? this.metadata.string(TABLE.assemblyRef, rowOf(at), 6) : '';
  }
  /** Pairs of an own type (index) and an interface (token). */
  *interfaces(): Generator<[number, number]> {
    for (let row = 1; row <= this.metadata.rows(TABLE.interfaceImpl); row++)
      yield [
        this.metadata.cell(TABLE.interfaceImpl, row, 0) - 1,
        this.metadata.coded(TABLE.interfaceImpl, row, 1, 'TypeDefOrRef'),
      ];
  }

  method(row: number): AssemblyMethod {
    return (this.methods[row] ??= this.readMethod(row));
  }
  private readMethod(row: number): AssemblyMethod {
    const { metadata } = this;
    const flags = metadata.cell(TABLE.methodDef, row, 2);
    // Low bits of the implementation's flags: 0 is intermediate language.
    const managed = (metadata.cell(TABLE.methodDef, row, 1) & 0x07) === 0;
    return {
      name: metadata.string(TABLE.methodDef, row, 3),
      owner: this.ownerOf(row),
      signature: signatureOf(metadata.blob(TABLE.methodDef, row, 4)),
      isStatic: (flags & METHOD.static) !== 0,
      isVirtual: (flags & METHOD.virtual) !== 0,
      isNewSlot: (flags & METHOD.newSlot) !== 0,
      isAbstract: (flags & METHOD.abstract) !== 0,
      hasCode: managed && metadata.cell(TABLE.methodDef, row, 0) !== 0,
    };
  }
  private ownerOf(row: number): number {
    let low = 0;
    let high = this.types.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.types[middle]!.methods[0] <= row) low = middle;
      else high = middle - 1;
    }
    const found = this.types[low];
    return found && row >= found.methods[0] && row < found.methods[1] ? low : -1;
  }
  /** Null when the method has no code of this form. Throws ParseError when its body is out of the file. */
  code(row: number): View | null {
    if (!this.method(row).hasCode) return null;
    const address = this.metadata.cell(TABLE.methodDef, row, 0);
    const at = this.pe.offsetOf(address);
    if (at === null) throw new ParseError('assembly/body', address);
    return codeOf(this.pe.view, at);
  }

  /** What a token names that a call, a field access or ldftn has; null when it names nothing of the kind. */
  member(token: number): Member | null {
    const { metadata } = this;
    const row = rowOf(token);
    switch (tableOf(token)) {
      case TABLE.methodDef: {
        if (!(row >= 1 && row <= this.methodCount)) return null;
        const { name, owner, signature } = this.method(row);
        const ownerToken = owner < 0 ? 0 : tokenOf(TABLE.typeDef, owner + 1);
        return { owner: this.typeName(ownerToken), ownerToken, name, signature, method: row, types: [] };
      }
      case TABLE.memberRef: {
        const parent = metadata.coded(TABLE.memberRef, row, 0, 'MemberRefParent');
        if (parent === 0) return null;
        const ownerToken = this.openType(parent);
        return {
          owner: this.typeName(ownerToken),
          ownerToken,
          name: metadata.string(TABLE.memberRef, row, 1),
          signature: signatureOf(metadata.blob(TABLE.memberRef, row, 2)),
          method: 0,
          types: tableOf(parent) === TABLE.typeSpec ? this.typesIn(parent).slice(1) : [],
        };
      }
      case TABLE.methodSpec: {
        const target = metadata.coded(TABLE.methodSpec, row, 0, 'MethodDefOrRef');
        if (tableOf(target) === TABLE.methodSpec) return null;
        const found = this.member(target);
        return found && { ...found, types: typesOfMethodSpec(metadata.blob(TABLE.methodSpec, row, 1)) };
      }
      default:
        return null;
    }
  }
  /** The type that a field of this assembly belongs to, by index; -1 for any other token. */
  fieldOwner(token: number): number {
    if (tableOf(token) !== TABLE.field) return -1;
    let low = 0;
    let high = this.types.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.metadata.cell(TABLE.typeDef, middle + 1, 4) <= rowOf(token)) low = middle;
      else high = middle - 1;
    }
    return this.types.length === 0 ? -1 : low;
  }
  text(token: number): string {
    return this.metadata.userString(token);
  }

  /** Attributes of a type or method, by its token, each by the whole name of its type. */
  attributes(token: number): readonly { name: string; value: Uint8Array }[] {
    if (this.attributesByParent === null) {
      const map = new Map<number, { name: string; value: Uint8Array }[]>();
      for (let row = 1; row <= this.metadata.rows(TABLE.customAttribute); row++) {
        const parent = this.metadata.coded(TABLE.customAttribute, row, 0, 'HasCustomAttribute');
        if (tableOf(parent) !== TABLE.typeDef && tableOf(parent) !== TABLE.methodDef) continue;
        const maker = this.metadata.coded(TABLE.customAttribute, row, 1, 'CustomAttributeType');
        const name = this.member(maker)?.owner ?? '';
        const item = { name, value: this.metadata.blob(TABLE.customAttribute, row, 2) };
        const list = map.get(parent);
        if (list) list.push(item);
        else map.set(parent, [item]);
      }
      this.attributesByParent = map;
    }
    return this.attributesByParent.get(token) ?? [];
  }

  /** Files embedded in the assembly whose names end so. */
  *resources(ending: string): Generator<{ name: string; data: Uint8Array }> {
    const { view, resources } = this.pe;
    if (resources === null) return;
    for (let row = 1; row <= this.metadata.rows(TABLE.manifestResource); row++) {
      const name = this.metadata.string(TABLE.manifestResource, row, 2);
      if (!name.endsWith(ending) || this.metadata.cell(TABLE.manifestResource, row, 3) !== 0) continue;
      const at = resources + this.metadata.cell(TABLE.manifestResource, row, 0);
      if (at + 4 > view.length) continue;
      yield { name, data: view.data.subarray(at + 4, Math.min(view.length, at + 4 + view.u32(at))) };
    }
  }
  /** Rows of the tables by name, for comparison with other readers. */
  count(table: keyof typeof TABLE): number {
    return this.metadata.rows(TABLE[table]);
  }
}
