// The protocol-buffer wire format: fields of a message, one after the other, bounds-checked.
// Source: protobuf.dev/programming-guides/encoding. Leaves messages to the readers.
import { DEFAULT_LIMITS } from '../../bytes/limits.js';
import { ParseError } from '../../bytes/parse-error.js';
import { readUtf8 } from '../../bytes/text.js';

/** A field: its number, and either a number (varint, fixed 32) or a range of bytes (length-delimited). */
export interface Field {
  number: number;
  /** Low 32 bits of a varint or the bits of a fixed 32, unsigned; 0 for other wire types. */
  bits: number;
  /** Content of a length-delimited field, sharing memory; null otherwise. */
  bytes: Message | null;
}
/** Bytes of a message with their offset in the entry. */
export interface Message {
  data: Uint8Array;
  base: number;
}

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const FIXED32 = 5;

/** Visits the fields of a message in order; throws ParseError where the bytes are no message. */
export function visitFields({ data, base }: Message, visit: (field: Field) => void): void {
  let at = 0;
  const varint = (): number => {
    let bits = 0;
    for (let i = 0; i < 10; i++) {
      if (at >= data.length) throw new ParseError('protobuf/cut', base + at);
      const byte = data[at++]!;
      if (i < 5) bits |= (byte & 0x7f) << (7 * i);
      if (byte < 0x80) return bits >>> 0;
    }
    throw new ParseError('protobuf/number-too-long', base + at);
  };
  const skip = (count: number): number => {
    if (count > data.length - at) throw new ParseError('protobuf/cut', base + at, { wanted: count });
    at += count;
    return at - count;
  };
  while (at < data.length) {
    const tag = varint();
    const number = tag >>> 3;
    if (number === 0) throw new ParseError('protobuf/field-zero', base + at);
    switch (tag & 7) {
      case VARINT:
        visit({ number, bits: varint(), bytes: null });
        break;
      case FIXED64:
        skip(8);
        visit({ number, bits: 0, bytes: null });
        break;
      case LENGTH: {
        const length = varint();
        const from = skip(length);
        visit({ number, bits: 0, bytes: { data: data.subarray(from, from + length), base: base + from } });
        break;
      }
      case FIXED32: {
        const from = skip(4);
        const bits = data[from]! | (data[from + 1]! << 8) | (data[from + 2]! << 16) | (data[from + 3]! << 24);
        visit({ number, bits: bits >>> 0, bytes: null });
        break;
      }
      default:
        throw new ParseError('protobuf/wire-type', base + at, { type: tag & 7 });
    }
  }
}

/** The last field with a number, as protocol buffers have it; null when absent. */
export function findField(message: Message, number: number): Field | null {
  let found: Field | null = null;
  visitFields(message, (field) => {
    if (field.number === number) found = field;
  });
  return found;
}

/** Text of a field; throws ParseError when it is longer than one string may be. */
export function textOf(message: Message | null): string {
  if (message === null) return '';
  const limit = DEFAULT_LIMITS.stringBytes;
  if (message.data.length > limit) throw new ParseError('limit/string-bytes', message.base, { limit });
  return readUtf8(message.data);
}
