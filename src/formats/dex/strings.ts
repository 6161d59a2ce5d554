// string_data_item: a length in UTF-16 units, then modified UTF-8 up to a NUL. Damaged sequences become U+FFFD, as the
// platform's lenient readers do. Leaves caching to dex-file.ts.

/** Reads an unsigned LEB128 of at most five bytes; `next` receives the position behind it, -1 when it runs out. */
export function readUleb(data: Uint8Array, at: number, next: { at: number }): number {
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = data[at];
    if (byte === undefined) break;
    at++;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) {
      next.at = at;
      return value >>> 0;
    }
  }
  next.at = -1;
  return 0;
}

const CHUNK = 4096;

/** Decodes a string_data_item at `offset`; null when the offset or the length cannot be read. */
export function decodeString(data: Uint8Array, offset: number, next: { at: number }): string | null {
  if (offset <= 0 || offset >= data.length) return null;
  const units = readUleb(data, offset, next);
  if (next.at < 0) return null;
  const start = next.at;
  // Nearly every string is plain ASCII: then it is exactly `units` bytes long.
  const asciiEnd = start + units;
  if (asciiEnd < data.length && data[asciiEnd] === 0 && units < CHUNK) {
    let at = start;
    while (at < asciiEnd && data[at]! - 1 < 0x7f && data[at] !== 0) at++;
    if (at === asciiEnd) return String.fromCharCode.apply(null, data.subarray(start, asciiEnd) as never);
  }
  return decodeModifiedUtf8(data, start, units);
}

/** Decodes modified UTF-8 from `start` up to a NUL or `maxUnits` UTF-16 units. */
export function decodeModifiedUtf8(data: Uint8Array, start: number, maxUnits: number): string {
  let out = '';
  let chunk: number[] = [];
  let at = start;
  let made = 0;
  while (at < data.length && made < maxUnits) {
    const a = data[at]!;
    if (a === 0) break;
    let unit = 0xfffd;
    if (a < 0x80) {
      unit = a;
      at += 1;
    } else if ((a & 0xe0) === 0xc0 && (data[at + 1]! & 0xc0) === 0x80) {
      unit = ((a & 0x1f) << 6) | (data[at + 1]! & 0x3f);
      at += 2;
    } else if ((a & 0xf0) === 0xe0 && (data[at + 1]! & 0xc0) === 0x80 && (data[at + 2]! & 0xc0) === 0x80) {
      unit = ((a & 0x0f) << 12) | ((data[at + 1]! & 0x3f) << 6) | (data[at + 2]! & 0x3f);
      at += 3;
    } else {
      at += 1;
    }
    chunk.push(unit);
    made++;
    if (chunk.length === CHUNK) {
      out += String.fromCharCode(...chunk);
      chunk = [];
    }
  }
  return out + String.fromCharCode(...chunk);
}

/** The one way to write a text as modified UTF-8 (dex-format, "MUTF-8"): what decodes to the same text compares equal. */
export function encodeModifiedUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit !== 0 && unit < 0x80) bytes.push(unit);
    else if (unit < 0x800) bytes.push(0xc0 | (unit >> 6), 0x80 | (unit & 0x3f));
    else bytes.push(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
  }
  return Uint8Array.from(bytes);
}
