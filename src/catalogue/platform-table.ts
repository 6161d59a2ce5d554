// Turns rules/platform/hierarchy.txt into the compact table that scans load (dist/platform.bin, written by the build).
// Reading the table is program/platform.ts's; the text's own form is told in its header.
//
// The table, little-endian, in this order:
//   u32 magic 0x3154504f ("OPT1")      u32 classes C    u32 interface slots I    u32 method slots M
//   u32 bytes of names                 u32 bytes of signatures
//   i32[C]   superclass, an index into classes, -1: none (java.lang.Object) or not in the table
//   u32[C+1] first interface slot of each class, then I        u32[I] classes
//   u32[C+1] first method slot of each class, then M           u32[M] signatures
//   u8[C]    bits: 1 interface, 2 abstract, 4 final, 8 not public API
//   names: descriptors ("Landroid/app/Activity;") in ascending code-unit order, joined by "\n", ISO 8859-1
//   signatures: "onCreate(Landroid/os/Bundle;)V", unique, by first appearance, joined by "\n"
// A class's methods are those it adds to its supertypes; what it can override is the union up the hierarchy.

/** Bits of a class in the table. */
export const PLATFORM_CLASS = { interface: 1, abstract: 2, final: 4, hidden: 8 } as const;
const PLATFORM_TABLE_MAGIC = 0x3154504f;

const OBJECT = 'java/lang/Object';
const KIND_BITS: Record<string, number> = {
  c: 0,
  a: PLATFORM_CLASS.abstract,
  f: PLATFORM_CLASS.final,
  i: PLATFORM_CLASS.interface | PLATFORM_CLASS.abstract,
};

interface TextClass {
  name: string;
  superName: string | null;
  interfaces: string[];
  bits: number;
  methods: string[];
}

/** Reads the text form. Throws an Error with the line number when a line is none of the forms its header tells. */
function readHierarchy(text: string): TextClass[] {
  const classes: TextClass[] = [];
  let pkg = '';
  let current: TextClass | null = null;
  let methodName = '';
  // eslint-disable-next-line complexity -- one line format: each kind of line is one branch
  text.split('\n').forEach((line, index) => {
    if (line === '' || line.startsWith('#')) return;
    const fail = (): never => {
      throw new Error(`hierarchy.txt:${index + 1}: cannot read "${line}"`);
    };
    if (line.startsWith('@')) {
      pkg = line.slice(1);
      current = null;
      return;
    }
    if (line.startsWith('\t')) {
      const method = line.slice(1);
      const open = method.indexOf('(');
      if (!current || open < 0) return fail();
      if (open > 0) methodName = method.slice(0, open);
      current.methods.push(methodName + method.slice(open));
      return;
    }
    const parts = /^([cafi])(-?) ([^ ]+)(?: <([^ ]+))?(?: :([^ ]+))?$/.exec(line);
    if (!parts) return fail();
    const qualified = (name: string): string => (name.includes('/') ? name : `${pkg}/${name}`);
    const name = qualified(parts[3] ?? '');
    current = {
      name,
      superName: parts[4] ? qualified(parts[4]) : name === OBJECT ? null : OBJECT,
      interfaces: parts[5] ? parts[5].split(',').map(qualified) : [],
      bits: (KIND_BITS[parts[1] ?? ''] ?? 0) | (parts[2] ? PLATFORM_CLASS.hidden : 0),
      methods: [],
    };
    classes.push(current);
  });
  return classes;
}

const byName = (a: TextClass, b: TextClass): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Builds the table from the text of hierarchy.txt. Same text, same bytes. */
export function buildPlatformTable(text: string): Uint8Array {
  const classes = readHierarchy(text).sort(byName);
  const indexOf = new Map(classes.map((c, i) => [c.name, i]));
  const signatures = new Map<string, number>();
  const supers: number[] = [];
  const interfaceStart: number[] = [0];
  const interfaces: number[] = [];
  const methodStart: number[] = [0];
  const methods: number[] = [];
  for (const c of classes) {
    supers.push(c.superName === null ? -1 : (indexOf.get(c.superName) ?? -1));
    for (const name of c.interfaces) {
      const at = indexOf.get(name);
      if (at !== undefined) interfaces.push(at);
    }
    interfaceStart.push(interfaces.length);
    for (const method of c.methods) {
      if (!signatures.has(method)) signatures.set(method, signatures.size);
      methods.push(signatures.get(method) ?? 0);
    }
    methodStart.push(methods.length);
  }
  const latin1 = (value: string): Uint8Array => Uint8Array.from(value, (ch) => ch.charCodeAt(0));
  const names = latin1(classes.map((c) => `L${c.name};`).join('\n'));
  const signatureText = latin1([...signatures.keys()].join('\n'));
  const words = [
    [PLATFORM_TABLE_MAGIC, classes.length, interfaces.length, methods.length],
    [names.length, signatureText.length],
    supers,
    interfaceStart,
    interfaces,
    methodStart,
    methods,
  ].flat();
  const out = new Uint8Array(words.length * 4 + classes.length + names.length + signatureText.length);
  out.set(new Uint8Array(Int32Array.from(words).buffer)); // Node runs this project on little-endian machines only
  let at = words.length * 4;
  for (const c of classes) out[at++] = c.bits;
  out.set(names, at);
  out.set(signatureText, at + names.length);
  return out;
}
