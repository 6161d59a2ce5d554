// The small decoder for first bytes agrees with zlib on every stream that zlib makes, and never runs away.
import { describe, expect, test } from '@jest/globals';
import { constants, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { inflateStart } from '../../../src/formats/zip/inflate-start.js';
import { ParseError } from '../../../src/bytes/parse-error.js';

const strategies = [
  constants.Z_DEFAULT_STRATEGY,
  constants.Z_FIXED,
  constants.Z_HUFFMAN_ONLY,
  constants.Z_RLE,
];

describe('first bytes', () => {
  test('equal what was deflated, at every level and strategy', () => {
    const text = fc.array(fc.constantFrom('dex\n035\0', 'abc', 'PK\x03\x04', '\0\0\0\0', 'é', 'z'), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(
        text,
        fc.nat(9),
        fc.constantFrom(...strategies),
        fc.nat(600),
        (words, level, strategy, wanted) => {
          const data = Buffer.from(words.join(''));
          const packed = deflateRawSync(data, { level, strategy });
          expect(Buffer.from(inflateStart(packed, wanted))).toEqual(data.subarray(0, wanted));
        },
      ),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), fc.nat(9), (data, level) => {
        expect(Buffer.from(inflateStart(deflateRawSync(data, { level }), 8))).toEqual(
          Buffer.from(data.subarray(0, 8)),
        );
      }),
    );
  });
  test('of a large entry are found in its first 384 compressed bytes', () => {
    const data = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * at * 31 + at) % 257));
    expect(Buffer.from(inflateStart(deflateRawSync(data).subarray(0, 384), 8))).toEqual(data.subarray(0, 8));
  });
  test('of a cut stream are as many as there are', () => {
    const packed = deflateRawSync(Buffer.from('hello, hello, hello'), { strategy: constants.Z_FIXED });
    for (let cut = 0; cut < packed.length; cut++) {
      const start = Buffer.from(inflateStart(packed.subarray(0, cut), 19)).toString();
      expect('hello, hello, hello'.startsWith(start)).toBe(true);
    }
  });
  test('of anything else are bytes or a ParseError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (data) => {
        try {
          expect(inflateStart(data, 64).length).toBeLessThanOrEqual(64);
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
