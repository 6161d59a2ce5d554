// Builds a valid DEX file from classes whose methods are lists of instructions: ids sorted, checksum and signature right,
// so that dexdump reads it too. Leaves breaking it to the tests that want it broken.
import { createHash } from 'node:crypto';
import { assemble, collectRefs, indexIn, type Code, type Pools } from './dex-assembler.js';

export type Instruction = Code;
export interface MethodSpec {
  name: string;
  /** "(Landroid/os/Bundle;)V". */
  proto: string;
  /** Access flags by word; constructors get theirs by name. Default: public. */
  access?: string;
  /** Registers in all, arguments last. Default: 8 more than the arguments need. */
  registers?: number;
  /** Instructions; absent for abstract and native methods. */
  code?: readonly Code[];
  /** Annotation types. */
  annotations?: readonly string[];
}
export interface FieldSpec {
  name: string;
  type: string;
  access?: string;
  /** Initial value of a static field. */
  value?: string | number;
}
export interface ClassSpec {
  name: string;
  super?: string;
  interfaces?: readonly string[];
  access?: string;
  fields?: readonly FieldSpec[];
  methods?: readonly MethodSpec[];
}
export interface DexSpec {
  version?: string;
  classes: readonly ClassSpec[];
  /** Strings that stand in the pool without being used. */
  strings?: readonly string[];
}

const ACCESS: Record<string, number> = {
  public: 1,
  private: 2,
  protected: 4,
  static: 8,
  final: 0x10,
  bridge: 0x40,
  native: 0x100,
  interface: 0x200,
  abstract: 0x400,
  synthetic: 0x1000,
};
const flags = (words: string | undefined, fallback: string): number =>
  (words ?? fallback)
    .split(' ')
    .filter(Boolean)
    .reduce((sum, word) => sum | (ACCESS[word] ?? 0), 0);

/** A DEX file of the given classes. */
export function buildDex(spec: DexSpec): Uint8Array {
  const classes = sortClasses(spec.classes);
  const pools = buildPools(spec, classes);
  return write(spec.version ?? (pools.callSites.length > 0 ? '038' : '035'), classes, pools);
}
/** One class in a DEX file of its own: the shortest way to a test. */
export function buildClass(cls: ClassSpec): Uint8Array {
  return buildDex({ classes: [cls] });
}

/** A superclass that is defined here stands before its subclasses, as the format demands. */
function sortClasses(classes: readonly ClassSpec[]): ClassSpec[] {
  const byName = new Map(classes.map((cls) => [cls.name, cls]));
  const out = new Set<ClassSpec>();
  const visit = (cls: ClassSpec): void => {
    if (out.has(cls)) return;
    for (const above of [cls.super ?? '', ...(cls.interfaces ?? [])]) {
      const found = byName.get(above);
      if (found && found !== cls) visit(found);
    }
    out.add(cls);
  };
  classes.forEach(visit);
  return [...out];
}

/** The instruction that takes up what a call returned; none for calls that return nothing. */
export function takeResult(proto: string, register: number): Instruction[] {
  const { returns } = splitProto(proto);
  if (returns === 'V') return [];
  if (returns === 'J' || returns === 'D') return [['move-result-wide', register]];
  return [[/^[L[]/.test(returns) ? 'move-result-object' : 'move-result', register]];
}

export function splitProto(proto: string): { params: string[]; returns: string } {
  const [, inner = '', returns = 'V'] = /^\((.*)\)(.+)$/.exec(proto) ?? [];
  return { params: [...(inner.match(/\[*(?:L[^;]*;|[A-Z])/g) ?? [])], returns };
}

function buildPools(spec: DexSpec, classes: readonly ClassSpec[]): Pools {
  const strings = new Set<string>(spec.strings ?? []);
  const types = new Set<string>();
  const protos = new Set<string>();
  const fields = new Set<string>();
  const methods = new Set<string>();
  const pools: Pools = {
    strings: [],
    types: [],
    protos: [],
    fields: [],
    methods: [],
    handles: [],
    callSites: [],
  };
  const add = {
    string: (text: string) => void strings.add(text),
    type: (text: string) => void types.add(text),
    proto: (text: string) => void protos.add(text),
    field: (text: string) => void fields.add(text),
    method: (text: string) => void methods.add(text),
  };
  for (const cls of classes) {
    add.type(cls.name);
    add.type(cls.super ?? 'Ljava/lang/Object;');
    cls.interfaces?.forEach(add.type);
    for (const field of cls.fields ?? []) {
      add.field(`${cls.name}->${field.name}:${field.type}`);
      if (typeof field.value === 'string') add.string(field.value);
    }
    for (const method of cls.methods ?? []) {
      add.method(`${cls.name}->${method.name}${method.proto}`);
      method.annotations?.forEach(add.type);
      if (method.code) collectRefs(method.code, add, pools);
    }
  }
  for (const text of methods) {
    const [, cls = '', name = '', proto = ''] = /^(.*?)->(.*?)(\(.*)$/.exec(text) ?? [];
    add.type(cls);
    add.string(name);
    add.proto(proto);
  }
  for (const text of fields) {
    const [, cls = '', name = '', type = ''] = /^(.*?)->(.*?):(.*)$/.exec(text) ?? [];
    add.type(cls);
    add.string(name);
    add.type(type);
  }
  for (const text of protos) {
    const { params, returns } = splitProto(text);
    params.forEach(add.type);
    add.type(returns);
    add.string(shorty(text));
  }
  types.forEach(add.string);
  // Sorted as the format demands: strings by UTF-16 unit, the rest by the index of their parts.
  pools.strings = [...strings].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const at = new Map(pools.strings.map((text, i) => [text, i]));
  const byIndex = (keys: (text: string) => number[]) => (a: string, b: string) => {
    const left = keys(a);
    const right = keys(b);
    for (let i = 0; i < Math.max(left.length, right.length); i++) {
      const order = (left[i] ?? -1) - (right[i] ?? -1);
      if (order !== 0) return order;
    }
    return 0;
  };
  pools.types = [...types].sort(byIndex((text) => [at.get(text)!]));
  const typeAt = new Map(pools.types.map((text, i) => [text, i]));
  pools.protos = [...protos].sort(
    byIndex((text) => {
      const { params, returns } = splitProto(text);
      return [typeAt.get(returns)!, ...params.map((param) => typeAt.get(param)!)];
    }),
  );
  const protoAt = new Map(pools.protos.map((text, i) => [text, i]));
  pools.fields = [...fields].sort(
    byIndex((text) => {
      const [, cls = '', name = '', type = ''] = /^(.*?)->(.*?):(.*)$/.exec(text) ?? [];
      return [typeAt.get(cls)!, at.get(name)!, typeAt.get(type)!];
    }),
  );
  pools.methods = [...methods].sort(
    byIndex((text) => {
      const [, cls = '', name = '', proto = ''] = /^(.*?)->(.*?)(\(.*)$/.exec(text) ?? [];
      return [typeAt.get(cls)!, at.get(name)!, protoAt.get(proto)!];
    }),
  );
  return pools;
}

const shorty = (proto: string): string => {
  const { params, returns } = splitProto(proto);
  return [returns, ...params].map((type) => (type.length > 1 ? 'L' : type)).join('');
};

/** Bytes that grow, with alignment and back-patching. */
class Bytes {
  data: number[] = [];
  get length(): number {
    return this.data.length;
  }
  u8(value: number): void {
    this.data.push(value & 0xff);
  }
  u16(value: number): void {
    this.u8(value);
    this.u8(value >> 8);
  }
  u32(value: number): void {
    this.u16(value & 0xffff);
    this.u16(value >>> 16);
  }
  uleb(value: number): void {
    let rest = value >>> 0;
    while (rest >= 0x80) {
      this.u8((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.u8(rest);
  }
  align(to: number): void {
    while (this.length % to !== 0) this.u8(0);
  }
}

/** Modified UTF-8: three bytes per surrogate, NUL as two bytes. */
export function modifiedUtf8(text: string): number[] {
  const out: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit !== 0 && unit < 0x80) out.push(unit);
    else if (unit < 0x800) out.push(0xc0 | (unit >> 6), 0x80 | (unit & 0x3f));
    else out.push(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
  }
  return out;
}

const HEADER_BYTES = 112;

function write(version: string, classes: readonly ClassSpec[], pools: Pools): Uint8Array {
  const { strings, types, protos, fields, methods, handles, callSites } = pools;
  const index = indexIn;
  const sizes = {
    strings: HEADER_BYTES,
    types: HEADER_BYTES + strings.length * 4,
    protos: 0,
    fields: 0,
    methods: 0,
    classes: 0,
    callSites: 0,
    handles: 0,
    data: 0,
  };
  sizes.protos = sizes.types + types.length * 4;
  sizes.fields = sizes.protos + protos.length * 12;
  sizes.methods = sizes.fields + fields.length * 8;
  sizes.classes = sizes.methods + methods.length * 8;
  sizes.callSites = sizes.classes + classes.length * 32;
  sizes.handles = sizes.callSites + callSites.length * 4;
  sizes.data = sizes.handles + handles.length * 8;
  const map: [number, number, number][] = [[0x0000, 1, 0]];
  const data = new Bytes();
  const here = (): number => sizes.data + data.length;
  const section = (type: number, count: number, emit: () => void): void => {
    if (count > 0) map.push([type, count, here()]);
    emit();
  };
  data.align(4);
  const typeList = new Map<string, number>();
  const lists = new Set(
    [...protos.map((proto) => splitProto(proto).params), ...classes.map((cls) => cls.interfaces ?? [])]
      .filter((list) => list.length > 0)
      .map((list) => list.join(' ')),
  );
  section(0x1001, lists.size, () => {
    for (const list of lists) {
      data.align(4);
      typeList.set(list, here());
      const names = list.split(' ');
      data.u32(names.length);
      names.forEach((name) => data.u16(index(types, name)));
    }
  });
  // Annotations: item, set, directory, for each class that has annotated methods.
  const annotated = classes.flatMap((cls) =>
    (cls.methods ?? []).flatMap((method) => (method.annotations?.length ? [{ cls, method }] : [])),
  );
  const itemAt = new Map<string, number>();
  const items = [...new Set(annotated.flatMap(({ method }) => method.annotations ?? []))];
  section(0x2004, items.length, () => {
    for (const type of items) {
      itemAt.set(type, here());
      data.u8(1);
      data.uleb(index(types, type));
      data.uleb(0);
    }
  });
  data.align(4);
  const setAt = new Map<MethodSpec, number>();
  section(0x1003, annotated.length, () => {
    for (const { method } of annotated) {
      data.align(4);
      setAt.set(method, here());
      data.u32(method.annotations!.length);
      method.annotations!.forEach((type) => data.u32(itemAt.get(type)!));
    }
  });
  const directoryAt = new Map<ClassSpec, number>();
  const withDirectory = [...new Set(annotated.map(({ cls }) => cls))];
  section(0x2006, withDirectory.length, () => {
    for (const cls of withDirectory) {
      data.align(4);
      directoryAt.set(cls, here());
      const rows = (cls.methods ?? [])
        .filter((method) => setAt.has(method))
        .map((method) => [index(methods, `${cls.name}->${method.name}${method.proto}`), setAt.get(method)!])
        .sort((a, b) => a[0]! - b[0]!);
      [0, 0, rows.length, 0].forEach((value) => data.u32(value));
      rows.forEach(([method, set]) => [method!, set!].forEach((value) => data.u32(value)));
    }
  });
  const codeAt = new Map<MethodSpec, number>();
  const coded = classes.flatMap((cls) => (cls.methods ?? []).filter((method) => method.code));
  data.align(4);
  section(0x2001, coded.length, () => {
    for (const method of coded) {
      data.align(4);
      codeAt.set(method, here());
      const isStatic = (flags(method.access, 'public') & 8) !== 0 || method.name === '<clinit>';
      const wide = splitProto(method.proto).params.map((type) => (type === 'J' || type === 'D' ? 2 : 1));
      const ins = wide.reduce<number>((sum, size) => sum + size, isStatic ? 0 : 1);
      const { units, outs } = assemble(method.code!, pools);
      data.u16(method.registers ?? ins + 8);
      data.u16(ins);
      data.u16(outs);
      data.u16(0);
      data.u32(0);
      data.u32(units.length);
      units.forEach((unit) => data.u16(unit));
    }
  });
  const stringAt: number[] = [];
  section(0x2002, strings.length, () => {
    for (const text of strings) {
      stringAt.push(here());
      data.uleb(text.length);
      modifiedUtf8(text).forEach((byte) => data.u8(byte));
      data.u8(0);
    }
  });
  const valuesAt = new Map<ClassSpec, number>();
  const callSiteAt: number[] = [];
  const valued = classes.filter((cls) => staticFields(cls).some((field) => field.value !== undefined));
  section(0x2005, valued.length + callSites.length, () => {
    for (const cls of valued) {
      valuesAt.set(cls, here());
      const list = sortFields(cls, staticFields(cls), fields);
      data.uleb(list.length);
      for (const { value } of list) {
        if (typeof value === 'string') writeValue(data, 0x17, index(strings, value));
        else if (typeof value === 'number') writeValue(data, 0x04, value);
        else data.u8(0x1e);
      }
    }
    for (const site of callSites) {
      callSiteAt.push(here());
      data.uleb(6);
      writeValue(data, 0x16, site.bootstrap);
      writeValue(data, 0x17, index(strings, site.name));
      writeValue(data, 0x15, index(protos, site.proto));
      writeValue(data, 0x15, index(protos, site.sam));
      writeValue(data, 0x16, site.handle);
      writeValue(data, 0x15, index(protos, site.sam));
    }
  });
  const classDataAt = new Map<ClassSpec, number>();
  section(0x2000, classes.length, () => {
    for (const cls of classes) {
      classDataAt.set(cls, here());
      writeClassData(data, cls, fields, methods, codeAt);
    }
  });
  data.align(4);
  const mapOff = here();
  const ids: [number, number, number][] = [
    [0x0001, strings.length, sizes.strings],
    [0x0002, types.length, sizes.types],
    [0x0003, protos.length, sizes.protos],
    [0x0004, fields.length, sizes.fields],
    [0x0005, methods.length, sizes.methods],
    [0x0006, classes.length, sizes.classes],
    [0x0007, callSites.length, sizes.callSites],
    [0x0008, handles.length, sizes.handles],
  ];
  map.splice(1, 0, ...ids.filter(([, count]) => count > 0));
  map.push([0x1000, 1, mapOff]);
  data.u32(map.length);
  for (const [type, count, offset] of map) {
    data.u16(type);
    data.u16(0);
    data.u32(count);
    data.u32(offset);
  }
  const head = new Bytes();
  for (const char of `dex\n${version}\0`) head.u8(char.charCodeAt(0));
  for (let i = 0; i < 24; i++) head.u8(0);
  const fileSize = here();
  const off = (count: number, offset: number): number => (count === 0 ? 0 : offset);
  const words = [fileSize, HEADER_BYTES, 0x12345678, 0, 0, mapOff];
  for (const [, count, offset] of ids.slice(0, 6)) words.push(count, off(count, offset));
  words.push(data.length, sizes.data);
  words.forEach((word) => head.u32(word));
  stringAt.forEach((offset) => head.u32(offset));
  types.forEach((type) => head.u32(index(strings, type)));
  for (const proto of protos) {
    const { params, returns } = splitProto(proto);
    head.u32(index(strings, shorty(proto)));
    head.u32(index(types, returns));
    head.u32(typeList.get(params.join(' ')) ?? 0);
  }
  for (const field of fields) {
    const [, cls = '', name = '', type = ''] = /^(.*?)->(.*?):(.*)$/.exec(field) ?? [];
    head.u16(index(types, cls));
    head.u16(index(types, type));
    head.u32(index(strings, name));
  }
  for (const method of methods) {
    const [, cls = '', name = '', proto = ''] = /^(.*?)->(.*?)(\(.*)$/.exec(method) ?? [];
    head.u16(index(types, cls));
    head.u16(index(protos, proto));
    head.u32(index(strings, name));
  }
  for (const cls of classes) {
    head.u32(index(types, cls.name));
    head.u32(flags(cls.access, 'public'));
    head.u32(
      cls.name === 'Ljava/lang/Object;' ? 0xffffffff : index(types, cls.super ?? 'Ljava/lang/Object;'),
    );
    head.u32(typeList.get((cls.interfaces ?? []).join(' ')) ?? 0);
    head.u32(0xffffffff);
    head.u32(directoryAt.get(cls) ?? 0);
    head.u32(classDataAt.get(cls)!);
    head.u32(valuesAt.get(cls) ?? 0);
  }
  callSiteAt.forEach((offset) => head.u32(offset));
  for (const handle of handles) {
    head.u16(handle.kind);
    head.u16(0);
    head.u16(index(methods, handle.method));
    head.u16(0);
  }
  return sealDex(Uint8Array.from([...head.data, ...data.data]));
}

/** Writes the signature and checksum that belong to the bytes. */
export function sealDex(bytes: Uint8Array): Uint8Array {
  bytes.set(createHash('sha1').update(bytes.subarray(32)).digest(), 12);
  let a = 1;
  let b = 0;
  for (let i = 12; i < bytes.length; i++) {
    a = (a + bytes[i]!) % 65521;
    b = (b + a) % 65521;
  }
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(8, ((b << 16) | a) >>> 0, true);
  return bytes;
}

const staticFields = (cls: ClassSpec): FieldSpec[] =>
  (cls.fields ?? []).filter((field) => (flags(field.access, 'public') & 8) !== 0);
const sortFields = (cls: ClassSpec, list: readonly FieldSpec[], fields: readonly string[]): FieldSpec[] =>
  [...list].sort(
    (a, b) =>
      indexIn(fields, `${cls.name}->${a.name}:${a.type}`) -
      indexIn(fields, `${cls.name}->${b.name}:${b.type}`),
  );

function writeValue(data: Bytes, type: number, value: number): void {
  data.u8(type | (3 << 5));
  data.u32(value);
}

function methodFlags(method: MethodSpec): number {
  const base = flags(method.access, 'public');
  if (method.name === '<init>') return base | 0x10000;
  return method.name === '<clinit>' ? 0x10000 | 8 : base;
}

function writeClassData(
  data: Bytes,
  cls: ClassSpec,
  fields: readonly string[],
  methods: readonly string[],
  codeAt: ReadonlyMap<MethodSpec, number>,
): void {
  const statics = sortFields(cls, staticFields(cls), fields);
  const instance = sortFields(
    cls,
    (cls.fields ?? []).filter((field) => !statics.includes(field)),
    fields,
  );
  const at = (method: MethodSpec): number => indexIn(methods, `${cls.name}->${method.name}${method.proto}`);
  const sorted = [...(cls.methods ?? [])].sort((a, b) => at(a) - at(b));
  const isDirect = (method: MethodSpec): boolean => (methodFlags(method) & (8 | 2 | 0x10000)) !== 0;
  const direct = sorted.filter(isDirect);
  const virtual = sorted.filter((method) => !isDirect(method));
  [statics, instance, direct, virtual].forEach((list) => data.uleb(list.length));
  for (const list of [statics, instance]) {
    let before = 0;
    for (const field of list) {
      const id = indexIn(fields, `${cls.name}->${field.name}:${field.type}`);
      data.uleb(id - before);
      data.uleb(flags(field.access, 'public'));
      before = id;
    }
  }
  for (const list of [direct, virtual]) {
    let before = 0;
    for (const method of list) {
      data.uleb(at(method) - before);
      data.uleb(methodFlags(method));
      data.uleb(codeAt.get(method) ?? 0);
      before = at(method);
    }
  }
}
