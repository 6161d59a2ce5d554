// Text from bytes: round trips, and what ill-formed text becomes.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isCleanUtf8, readMutf8, readUtf16, readUtf8 } from '../../src/bytes/text.js';
import { mutf8 } from '../support/leb128.js';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
/** Any UTF-16 text, lone surrogates included. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 80 })
  .map((units) => String.fromCharCode(...units));

describe('modified UTF-8', () => {
  test('round trips any UTF-16 text, NUL and lone surrogates included', () => {
    fc.assert(fc.property(anyText, (text) => readMutf8(bytes(...mutf8(text), 0)) === text));
  });
  test('stops at NUL, and at the end when there is none', () => {
    expect(readMutf8(bytes(0x61, 0x00, 0x62))).toBe('a');
    expect(readMutf8(bytes(0x61, 0x62))).toBe('ab');
  });
  test('long ASCII takes the same path as short', () => {
    const text = 'Landroid/location/LocationManager;'.repeat(9);
    expect(readMutf8(bytes(...mutf8(`${text}é`)))).toBe(`${text}é`);
  });
  test('standard four-byte sequences are taken as ART takes them', () => {
    expect(readMutf8(bytes(0xf0, 0x9f, 0x98, 0x80))).toBe('😀');
  });
  test('never throws', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (data) => typeof readMutf8(data) === 'string'));
  });
});

describe('UTF-8 and UTF-16', () => {
  test('round trip well-formed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        expect(readUtf8(new TextEncoder().encode(text))).toBe(text);
        const units = Uint8Array.from(Buffer.from(text, 'utf16le'));
        expect(readUtf16(units)).toBe(text);
      }),
    );
  });
  test('a byte order mark is text like any other', () => {
    expect(readUtf8(bytes(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa');
  });
  test('ill-formed text becomes replacement characters', () => {
    expect(readUtf8(bytes(0x61, 0xff))).toBe('a\ufffd');
    expect(readUtf16(bytes(0x61, 0x00, 0x62))).toBe('a');
  });
  test('clean names are well-formed and without NUL', () => {
    expect(isCleanUtf8(new TextEncoder().encode('assets/日本.txt'))).toBe(true);
    expect(isCleanUtf8(bytes(0x61, 0))).toBe(false);
    expect(isCleanUtf8(bytes(0xc0, 0x80))).toBe(false);
  });
});
