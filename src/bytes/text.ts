// Bytes to text: UTF-8, UTF-16 little endian, and the modified UTF-8 of DEX. Never throws on bad text: what is not
// valid becomes U+FFFD (or, in modified UTF-8, what Android's lenient decoder makes of it), because names in
// packages are chosen by whoever built them. Leaves lengths and terminators to the formats.

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true });

/** Below this length a loop over ASCII beats the call into the decoder. */
const SHORT = 48;

function readAscii(data: Uint8Array): string | null {
  let text = '';
  for (let at = 0; at < data.length; at++) {
    const byte = data[at]!;
    if (byte >= 0x80) return null;
    text += String.fromCharCode(byte);
  }
  return text;
}

/** UTF-8; ill-formed sequences become U+FFFD. */
export function readUtf8(data: Uint8Array): string {
  return (data.length <= SHORT ? readAscii(data) : null) ?? utf8.decode(data);
}

/** True when the bytes are well-formed UTF-8 without NUL, as Android demands of zip entry names. */
export function isCleanUtf8(data: Uint8Array): boolean {
  let ascii = true;
  for (const byte of data) {
    if (byte === 0) return false;
    if (byte >= 0x80) ascii = false;
  }
  if (ascii) return true;
  try {
    strictUtf8.decode(data);
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 little endian; lone surrogates become U+FFFD, an odd last byte is dropped. */
export function readUtf16(data: Uint8Array): string {
  return utf16.decode(data.length % 2 === 0 ? data : data.subarray(0, data.length - 1));
}

/**
 * Modified UTF-8 up to the first NUL or the end: one to three bytes per UTF-16 code unit, U+0000 as C0 80,
 * supplementary characters as surrogate pairs. Standard four-byte sequences are taken too, as ART does
 * (art/libdexfile/dex/utf-inl.h, GetUtf16FromUtf8, which looks at lead bits only and never rejects).
 * Lone surrogates are kept: a class name may hold one.
 */
export function readMutf8(data: Uint8Array): string {
  let text = '';
  const end = data.length;
  let at = 0;
  let run = 0; // ASCII first: nearly every name is ASCII only
  while (run < end && data[run]! < 0x80 && data[run]! !== 0) run++;
  if (run > 0) {
    text = run <= SHORT ? readAscii(data.subarray(0, run))! : utf8.decode(data.subarray(0, run));
    at = run;
  }
  while (at < end) {
    const one = data[at++]!;
    if (one === 0) break;
    if (one < 0x80) {
      text += String.fromCharCode(one);
      continue;
    }
    const two = at < end ? data[at++]! : 0;
    if ((one & 0x20) === 0) {
      text += String.fromCharCode(((one & 0x1f) << 6) | (two & 0x3f));
      continue;
    }
    const three = at < end ? data[at++]! : 0;
    if ((one & 0x10) === 0) {
      text += String.fromCharCode(((one & 0x0f) << 12) | ((two & 0x3f) << 6) | (three & 0x3f));
      continue;
    }
    const four = at < end ? data[at++]! : 0;
    const point = ((one & 0x0f) << 18) | ((two & 0x3f) << 12) | ((three & 0x3f) << 6) | (four & 0x3f);
    // ART's arithmetic: high half 0xd7c0 + (point >> 10), low half 0xdc00 + the last ten bits, each cut to 16 bits.
    text += String.fromCharCode(0xd7c0 + (point >> 10), 0xdc00 + (point & 0x3ff));
  }
  return text;
}
