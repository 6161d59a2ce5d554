// Builds what compilers of scripts leave beside native code: snapshots of Dart with texts, and metadata of Unity's IL2CPP.

export type GameRevision = '24.0' | '24.1' | '24.2' | '27' | '29' | '31';
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

class Bytes {
  private readonly parts: number[] = [];
  get length(): number {
    return this.parts.length;
  }
  u32(...values: number[]): this {
    for (const value of values)
      this.parts.push(value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24);
    return this;
  }
  u16(...values: number[]): this {
    for (const value of values) this.parts.push(value & 255, (value >> 8) & 255);
    return this;
  }
  add(bytes: Iterable<number>): this {
    this.parts.push(...bytes);
    return this;
  }
  done(): Uint8Array {
    return new Uint8Array(this.parts);
  }
}

/** Magic, length, kind, digest of the compiler, features; then each text behind its length. */
export function snapshotOf(texts: readonly string[]): Uint8Array {
  const out = new Bytes().u32(0xdcdcf5f5, 0, 0, 3, 0).add(utf8('0123456789abcdef0123456789abcdef'));
  out.add(utf8('product arm64 android\0'));
  for (const text of texts) {
    let length = utf8(text).length * 2;
    const bytes: number[] = [];
    for (; length > 0x7f; length >>>= 7) bytes.push(length & 0x7f);
    out.add([...bytes, length + 0x80]).add(utf8(text));
  }
  return out.add([0x81, 0]).done();
}

/** Types by their whole names with their methods, and texts of the program. */
export function gameOf(
  types: Readonly<Record<string, readonly string[]>>,
  texts: readonly string[],
  revision: GameRevision = '29',
): Uint8Array {
  const names = new Map<string, number>([['', 0]]);
  const strings = new Bytes().add([0]);
  const nameOf = (text: string): number => {
    const known = names.get(text);
    if (known !== undefined) return known;
    names.set(text, strings.length);
    strings.add(utf8(`${text}\0`));
    return names.get(text)!;
  };
  const old = revision === '24.0' || revision === '24.1';
  const typeRows = new Bytes();
  const methodRows = new Bytes();
  let method = 0;
  for (const [whole, methods] of Object.entries(types)) {
    const dot = whole.lastIndexOf('.');
    typeRows.u32(nameOf(whole.slice(dot + 1)), nameOf(dot < 0 ? '' : whole.slice(0, dot)));
    if (revision === '24.0') typeRows.u32(0);
    typeRows.u32(0);
    if (revision.startsWith('24')) typeRows.u32(0);
    typeRows.u32(0, 0, 0);
    if (old) typeRows.u32(0, 0);
    typeRows.u32(0, 0, 0, method, 0, 0, 0, 0, 0, 0);
    typeRows.u16(methods.length, 0, 0, 0, 0, 0, 0, 0).u32(0, 0);
    for (const name of methods) {
      methodRows.u32(nameOf(name), 0, 0);
      if (revision === '31') methodRows.u32(0);
      methodRows.u32(0);
      if (revision === '24.0') methodRows.u32(0);
      methodRows.u32(0);
      if (old) methodRows.u32(0, 0, 0, 0, 0);
      methodRows.u32(0).u16(0, 0, 0, 0);
      method++;
    }
  }
  const literals = new Bytes();
  const literalData = new Bytes();
  for (const text of texts) {
    literals.u32(utf8(text).length, literalData.length);
    literalData.add(utf8(text));
  }
  const images = new Bytes().u32(nameOf('Assembly-CSharp.dll'), 0, 0, Object.keys(types).length, 0, 0, 0, 0);
  if (revision !== '24.0') images.u32(0, 0);
  const sections = new Map<number, Uint8Array>([
    [0, literals.done()],
    [1, literalData.done()],
    [2, strings.done()],
    [5, methodRows.done()],
    [19, typeRows.done()],
    [old ? 21 : 20, images.done()],
  ]);
  const header = new Bytes().u32(0xfab11baf, Number(revision.split('.')[0]));
  const body = new Bytes();
  for (let pair = 0; pair < 31; pair++) {
    const data = sections.get(pair) ?? new Uint8Array(0);
    header.u32(256 + body.length, data.length);
    body.add(data);
  }
  return new Bytes()
    .add(header.done())
    .add(new Uint8Array(256 - header.length))
    .add(body.done())
    .done();
}
