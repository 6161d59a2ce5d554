import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../../src/bytes/limits.js';
import { ParseError } from '../../../src/bytes/parse-error.js';
import { View } from '../../../src/bytes/view.js';
import { openStringPool } from '../../../src/formats/resources/string-pool.js';
import { Bytes } from '../../support/bytes.js';
import { stringPool } from '../../support/res-chunk.js';
import type { PoolOptions } from '../../support/res-chunk.js';

function open(strings: string[], options: PoolOptions = {}) {
  const odd: string[] = [];
  const pool = openStringPool(new View(stringPool(strings, options)), 0, DEFAULT_LIMITS, (code) =>
    odd.push(code),
  );
  return { pool, odd, all: strings.map((_, i) => pool.get(i)) };
}
const refused = (strings: string[], options: PoolOptions): string => {
  try {
    open(strings, options);
  } catch (error) {
    if (error instanceof ParseError) return `${error.code} ${error.args['fault'] ?? ''}`;
    throw error;
  }
  return 'opened';
};

const TEXTS = ['', 'a', 'android', 'grüße', '权限', '😀 emoji', 'x'.repeat(200), '长'.repeat(130)];

describe('string pool', () => {
  test.each([true, false])('reads back every text (UTF-8: %s)', (utf8) => {
    const { all, odd } = open(TEXTS, { utf8 });
    expect(all).toEqual(TEXTS);
    expect(odd).toEqual([]);
  });

  test('takes supplementary characters as four bytes too', () => {
    const encoded = new Bytes().u8(2, 4, 0xf0, 0x9f, 0x98, 0x80, 0).done();
    expect(open(['?', 'after'], { encoded: { 0: encoded } }).all).toEqual(['😀', 'after']);
  });

  test('reads lengths above 0x7fff, which older tools wrote cut', () => {
    const long = 'y'.repeat(0x8000 + 5);
    const encoded = new Bytes().u8(0x80, 5, 0x80, 5);
    for (let i = 0; i < long.length; i++) encoded.u8(0x79);
    const { pool, odd } = open(['?', 'end'], { encoded: { 0: encoded.u8(0).done() } });
    expect(pool.get(0)).toBe(long);
    expect(odd).toEqual(['string-pool/length-cut']);
  });

  test('stops at an embedded zero byte as the platform does', () => {
    const encoded = new Bytes().u8(5, 5, 0x61, 0x62, 0, 0x63, 0x64, 0).done();
    const { pool, odd } = open(['?'], { encoded: { 0: encoded } });
    expect(pool.get(0)).toBe('ab');
    expect(odd).toEqual(['string-pool/embedded-nul']);
  });

  test.each([true, false])('skips styles (UTF-8: %s)', (utf8) => {
    expect(open(['bold', 'b'], { styled: true, utf8 }).all).toEqual(['bold', 'b']);
  });

  test('an index that is not there is null', () => {
    const { pool } = open(['a']);
    expect([pool.get(1), pool.get(-1), pool.get(0xffffffff)]).toEqual([null, null, null]);
  });

  test.each<[string, PoolOptions]>([
    ['offset-beyond-pool', { offsets: { 1: 0x7fffffff } }],
    ['length-beyond-pool', { encoded: { 1: new Bytes().u8(0x7f, 0x7f, 0x61, 0).done() } }],
    ['not-terminated', { encoded: { 1: new Bytes().u8(1, 1, 0x61, 0x62, 0x63, 0).done() } }],
  ])('gives up one string only: %s', (fault, options) => {
    const { all, odd } = open(['first', 'second', 'third'], options);
    expect(all[0]).toBe('first');
    expect(all[1]).toBeNull();
    expect(odd).toContain('string-pool/string-unreadable');
    expect(fault).toBeTruthy();
  });

  test.each<[string, PoolOptions]>([
    ['count-beyond-chunk', { count: 0x3fffffff }],
    ['strings-beyond-chunk', { stringsStart: 0x10000 }],
    ['styles-beyond-chunk', { styleCount: 1, stylesStart: 0x10000 }],
    ['styles-before-strings', { styleCount: 1, stylesStart: 4 }],
    ['not-terminated', { unterminated: true }],
    ['header-too-small', { headerSize: 8 }],
    ['header-beyond-chunk', { headerSize: 0x4000 }],
    ['unaligned', { headerSize: 30 }],
    ['beyond-end', { size: 0x10000 }],
  ])('refuses a pool as the platform does: %s', (fault, options) => {
    expect(refused(['one', 'two'], options)).toBe(`string-pool/malformed ${fault}`);
  });

  test('keeps its limits', () => {
    const view = new View(stringPool(['aaaaaaaaaa', 'b']));
    expect(() => openStringPool(view, 0, { ...DEFAULT_LIMITS, strings: 1 }, () => {})).toThrow(
      'limit/strings',
    );
    const odd: string[] = [];
    const pool = openStringPool(view, 0, { ...DEFAULT_LIMITS, stringBytes: 5 }, (code) => odd.push(code));
    expect([pool.get(0), pool.get(1)]).toEqual([null, 'b']);
    expect(odd).toEqual(['limit/string-bytes']);
  });
});
