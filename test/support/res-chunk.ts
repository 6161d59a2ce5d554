// Builds the structures that compiled XML and resource tables share: chunks, string pools, typed values.
// Every field can be lied about. Leaves documents to axml.ts and tables to arsc.ts.
import { Bytes, concat } from './bytes.js';

export interface ChunkLies {
  type?: number;
  headerSize?: number;
  size?: number;
}

/** A chunk: `head` is what follows the eight common bytes within the header. Padded to four bytes. */
export function chunk(
  type: number,
  head: Uint8Array,
  body: Uint8Array = new Uint8Array(),
  lies: ChunkLies = {},
): Uint8Array {
  const content = new Bytes().add(head).add(body).align().done();
  return new Bytes()
    .u16(lies.type ?? type, lies.headerSize ?? 8 + head.length)
    .u32(lies.size ?? 8 + content.length)
    .add(content)
    .done();
}

export interface PoolOptions extends ChunkLies {
  utf8?: boolean;
  flags?: number;
  count?: number;
  styleCount?: number;
  stringsStart?: number;
  stylesStart?: number;
  /** Replaces the offset of a string, by index. */
  offsets?: Readonly<Record<number, number>>;
  /** Replaces the encoded bytes of a string (length, text, terminator), by index. */
  encoded?: Readonly<Record<number, Uint8Array>>;
  /** A real style section: one span covering the first string. */
  styled?: boolean;
  /** Leaves the last terminator out. */
  unterminated?: boolean;
}

const RES_STRING_POOL = 0x0001;

export function stringPool(strings: readonly string[], options: PoolOptions = {}): Uint8Array {
  const { utf8 = true } = options;
  const texts = new Bytes();
  const offsets: number[] = [];
  strings.forEach((text, index) => {
    offsets.push(options.offsets?.[index] ?? texts.length);
    texts.add(options.encoded?.[index] ?? (utf8 ? encode8(text) : encode16(text)));
  });
  const body = texts.align().done();
  const data = options.unterminated === true ? trimTerminator(body) : body;
  const styled = options.styled === true;
  const header = 28;
  const stringsStart = header + strings.length * 4 + (styled ? 4 : 0);
  const styles = styled
    ? new Bytes().u32(0, 0, 0, 0xffffffff, 0xffffffff, 0xffffffff).done()
    : new Uint8Array();
  const head = new Bytes()
    .u32(options.count ?? strings.length)
    .u32(options.styleCount ?? (styled ? 1 : 0))
    .u32(options.flags ?? (utf8 ? 0x100 : 0))
    .u32(options.stringsStart ?? stringsStart)
    .u32(options.stylesStart ?? (styled ? stringsStart + data.length : 0));
  const table = new Bytes().u32(...offsets);
  if (styled) table.u32(0);
  return chunk(RES_STRING_POOL, head.done(), concat(table.done(), data, styles), options);
}

const trimTerminator = (data: Uint8Array): Uint8Array => {
  const copy = data.slice();
  copy.fill(0x41, Math.max(0, copy.length - 4));
  return copy;
};

const modified8 = (text: string): Uint8Array => {
  const out = new Bytes();
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) out.u8(unit);
    else if (unit < 0x800) out.u8(0xc0 | (unit >> 6), 0x80 | (unit & 0x3f));
    else out.u8(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
  }
  return out.done();
};
const length8 = (out: Bytes, length: number): Bytes =>
  length > 0x7f ? out.u8(0x80 | ((length >> 8) & 0x7f), length) : out.u8(length);

export function encode8(text: string): Uint8Array {
  const bytes = modified8(text);
  const out = new Bytes();
  length8(length8(out, text.length), bytes.length);
  return out.add(bytes).u8(0).done();
}
export function encode16(text: string): Uint8Array {
  const out = new Bytes();
  if (text.length > 0x7fff) out.u16(0x8000 | (text.length >> 16), text.length);
  else out.u16(text.length);
  for (let i = 0; i < text.length; i++) out.u16(text.charCodeAt(i));
  return out.u16(0).done();
}

/** A typed value that is given as it stands in the file. */
export interface Typed {
  readonly type: number;
  readonly data: number;
}
export const typed = (type: number, data: number): Typed => ({ type, data });
export const ref = (id: number): Typed => typed(0x01, id);
export const dynamicRef = (id: number): Typed => typed(0x07, id);
export const hex = (value: number): Typed => typed(0x11, value);
export const nothing: Typed = typed(0x00, 0);
export const isTyped = (value: unknown): value is Typed =>
  typeof value === 'object' && value !== null && 'type' in value && 'data' in value;
export type Scalar = string | number | boolean | Typed;

/** Res_value of a scalar; strings are looked up through `indexOf`. */
export function resValue(value: Scalar, indexOf: (text: string) => number, size = 8): Uint8Array {
  const { type, data } = isTyped(value)
    ? value
    : typeof value === 'string'
      ? { type: 0x03, data: indexOf(value) }
      : typeof value === 'boolean'
        ? { type: 0x12, data: value ? 0xffffffff : 0 }
        : { type: 0x10, data: value };
  return new Bytes().u16(size).u8(0, type).u32(data).done();
}

/** Collects strings in order of first use. */
export class Strings {
  readonly list: string[] = [];
  private readonly known = new Map<string, number>();

  indexOf = (text: string): number => {
    const found = this.known.get(text);
    if (found !== undefined) return found;
    this.list.push(text);
    this.known.set(text, this.list.length - 1);
    return this.list.length - 1;
  };
  /** Adds without looking, for names that must have an index of their own. */
  append(text: string): number {
    this.list.push(text);
    return this.list.length - 1;
  }
}
