// Moving reads and LEB128: specification examples, round trips, cut and overlong numbers.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Cursor } from '../../src/bytes/cursor.js';
import { View } from '../../src/bytes/view.js';
import { sleb128, uleb128 } from '../support/leb128.js';

const cursor = (...bytes: number[]): Cursor => new Cursor(new View(Uint8Array.from(bytes), 100));

describe('LEB128', () => {
  // Table in the "LEB128" section of the Dalvik executable format.
  test.each([
    [[0x00], 0, 0, -1],
    [[0x01], 1, 1, 0],
    [[0x7f], -1, 127, 126],
    [[0x80, 0x7f], -128, 16256, 16255],
  ])('%j', (bytes, signed, unsigned, plusOne) => {
    expect(cursor(...bytes).sleb128()).toBe(signed);
    expect(cursor(...bytes).uleb128()).toBe(unsigned);
    expect(cursor(...bytes).uleb128p1()).toBe(plusOne);
  });
  test('round trips over the whole range, leaving the cursor behind the number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (value) => {
        const at = cursor(...uleb128(value), 0xaa);
        expect(at.uleb128()).toBe(value);
        expect(at.u8()).toBe(0xaa);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: -0x80000000, max: 0x7fffffff }), (value) => {
        const at = cursor(...sleb128(value), 0xaa);
        expect(at.sleb128()).toBe(value);
        expect(at.u8()).toBe(0xaa);
      }),
    );
  });
  test('a cut number is refused with the offset of the missing byte', () => {
    expect(() => cursor(0x80, 0x80).uleb128()).toThrow(
      expect.objectContaining({ code: 'bytes/out-of-range', offset: 102 }),
    );
    expect(() => cursor(0xff).sleb128()).toThrow(expect.objectContaining({ code: 'bytes/out-of-range' }));
  });
  test('more than five bytes are refused', () => {
    const long = [0x80, 0x80, 0x80, 0x80, 0x80, 0x01];
    expect(() => cursor(...long).uleb128()).toThrow(
      expect.objectContaining({ code: 'bytes/number-too-long' }),
    );
    expect(() => cursor(...long).sleb128()).toThrow(
      expect.objectContaining({ code: 'bytes/number-too-long' }),
    );
  });
});

describe('plain reads', () => {
  test('move by their width and stop at the end', () => {
    const at = cursor(1, 2, 0, 3, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 9, 9);
    expect([at.u8(), at.u16(), at.u32(), at.i32()]).toEqual([1, 2, 3, -1]);
    expect([...at.bytes(2)]).toEqual([9, 9]);
    expect(at.left).toBe(0);
    expect(() => at.u8()).toThrow(expect.objectContaining({ code: 'bytes/out-of-range' }));
  });
  test('64 bits beyond what a number holds are refused', () => {
    expect(cursor(1, 0, 0, 0, 1, 0, 0, 0).u64()).toBe(0x1_0000_0001);
    expect(() => cursor(0, 0, 0, 0, 0, 0, 0, 0x80).u64()).toThrow(
      expect.objectContaining({ code: 'bytes/number-too-large' }),
    );
  });
  test('a negative position is out of range, not a wrap-around', () => {
    const at = cursor(1, 2, 3);
    at.skip(-5);
    expect(() => at.u8()).toThrow(expect.objectContaining({ code: 'bytes/out-of-range' }));
    at.at = -3;
    expect(() => at.uleb128()).toThrow(expect.objectContaining({ code: 'bytes/out-of-range' }));
  });
});
