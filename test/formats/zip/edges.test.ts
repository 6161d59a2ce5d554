// The zip reader at its edges, by hand: each ceiling one byte below and above, what stored entries cost, what each
// oddity says, zip64 fields in every order, and where a header may still lie. Archives that lie at large are in
// archive.test.ts.
import { describe, expect, test } from '@jest/globals';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { DEFAULT_LIMITS, type Limits } from '../../../src/bytes/limits.js';
import { ParseError } from '../../../src/bytes/parse-error.js';
import { openZip, type ZipArchive } from '../../../src/formats/zip/archive.js';
import { Budget, inflate, inflateWrapped, inflateWrappedStart } from '../../../src/formats/zip/inflate.js';
import { openBytes } from '../../../src/package/source.js';
import { Out, zip, zipOf, type ZipItem, type ZipShape } from '../../support/zip.js';

interface Opened {
  archive: ZipArchive;
  odd: unknown[][];
  budget: Budget;
}
function open(data: Uint8Array, limits: Partial<Limits> = {}): Opened {
  const odd: unknown[][] = [];
  const budget = new Budget();
  const archive = openZip(openBytes(data, 'test'), { ...DEFAULT_LIMITS, ...limits }, budget, (...all) =>
    odd.push(all),
  );
  return { archive, odd, budget };
}
const read = ({ archive }: Opened, name = 'a'): string =>
  new TextDecoder().decode(archive.read(archive.find(name)!));
const failureOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    if (error instanceof ParseError) return [error.code, error.offset, error.args];
    throw error;
  }
  return null;
};
const stored: ZipItem = { name: 'a', data: 'hello' };
const packed: ZipItem = { name: 'a', data: 'hello hello hello', method: 8 };
const U32 = 0xffffffff;
const U16 = 0xffff;

describe('ceilings of stored entries', () => {
  test('one entry: exactly as long as allowed, and one byte more', () => {
    expect(read(open(zip([stored]), { entryBytes: 5 }))).toBe('hello');
    const over = open(zip([stored]), { entryBytes: 4 });
    expect(failureOf(() => read(over))).toEqual(['limit/entry-bytes', 0, { limit: 4 }]);
    expect(over.budget.spentBytes).toBe(0);
  });
  test('all entries: what was read before counts, to the byte', () => {
    const two = zip([stored, { name: 'b', data: 'world!' }]);
    const fits = open(two, { totalBytes: 11 });
    expect([read(fits, 'a'), read(fits, 'b'), fits.budget.spentBytes]).toEqual(['hello', 'world!', 11]);
    const over = open(two, { totalBytes: 10 });
    expect(read(over, 'a')).toBe('hello');
    expect(failureOf(() => read(over, 'b'))).toEqual(['limit/total-bytes', 0, { limit: 10 }]);
    expect(over.budget.spentBytes).toBe(5);
  });
});

describe('ceilings of deflated bytes', () => {
  const data = new Uint8Array(1000).fill(65);
  const small = new Uint8Array(deflateRawSync(data));
  const limits = (more: Partial<Limits>): Limits => ({ ...DEFAULT_LIMITS, ...more });
  const spent = (bytes: number): Budget => Object.assign(new Budget(), { spentBytes: bytes });

  test('one entry', () => {
    expect(inflate(small, 1000, limits({ entryBytes: 1000 }), new Budget())).toEqual(data);
    const budget = new Budget();
    expect(failureOf(() => inflate(small, 1000, limits({ entryBytes: 999 }), budget))).toEqual([
      'limit/entry-bytes',
      0,
      { limit: 999 },
    ]);
    expect(budget.spentBytes).toBe(999);
  });
  test('all entries', () => {
    const budget = spent(500);
    expect(inflate(small, 1000, limits({ totalBytes: 1500 }), budget)).toEqual(data);
    expect(budget.spentBytes).toBe(1500);
    expect(failureOf(() => inflate(small, 1000, limits({ totalBytes: 1500 }), budget))).toEqual([
      'limit/total-bytes',
      0,
      { limit: 1500 },
    ]);
    expect(failureOf(() => inflate(small, 1000, limits({ totalBytes: 1500 }), spent(501)))).toEqual([
      'limit/total-bytes',
      0,
      { limit: 999 },
    ]);
    expect(failureOf(() => inflate(small, 1000, limits({ totalBytes: 100 }), spent(500)))).toEqual([
      'limit/total-bytes',
      0,
      { limit: 100 },
    ]);
  });
  test('one byte that is left may be used', () => {
    const one = new Uint8Array(deflateRawSync(Uint8Array.of(7)));
    expect([...inflate(one, 1, limits({ totalBytes: 501 }), spent(500))]).toEqual([7]);
  });
  test('ratio', () => {
    const ratio = { inflationRatio: 10, inflationRatioFromBytes: 100 };
    const most = small.length * 10;
    expect(failureOf(() => inflate(small, 1000, limits(ratio), new Budget()))).toEqual([
      'limit/inflation-ratio',
      0,
      { limit: most },
    ]);
    expect(inflate(small, 1000, limits({ ...ratio, inflationRatioFromBytes: 1000 }), new Budget())).toEqual(
      data,
    );
    expect(
      failureOf(() => inflate(small, 1000, limits({ ...ratio, inflationRatioFromBytes: 999 }), new Budget())),
    ).toEqual(['limit/inflation-ratio', 0, { limit: 999 }]);
  });
  test('the tightest is the one named, and of equals the first', () => {
    const same = { entryBytes: 500, totalBytes: 500, inflationRatioFromBytes: 500, inflationRatio: 1 };
    const nameOf = (more: Partial<Limits>): unknown =>
      (failureOf(() => inflate(small, 1000, limits({ ...same, ...more }), new Budget())) as unknown[])[0];
    expect(nameOf({})).toBe('limit/entry-bytes');
    expect(nameOf({ entryBytes: 501 })).toBe('limit/total-bytes');
    expect(nameOf({ entryBytes: 501, totalBytes: 501 })).toBe('limit/inflation-ratio');
  });
  test('whatever size was declared, all bytes come', () => {
    for (const declared of [0, 1, 999, 1001, 5_000_000])
      expect(inflate(small, declared, DEFAULT_LIMITS, new Budget())).toEqual(data);
  });
  test('broken data says why', () => {
    expect(failureOf(() => inflate(Uint8Array.of(0xff, 0xff), 9, DEFAULT_LIMITS, new Budget()))).toEqual([
      'zip/inflate-failed',
      0,
      { reason: expect.stringMatching(/./) },
    ]);
  });
});

test('a gzip or zlib stream is read whole or as far as its head goes, anything else not at all', () => {
  const data = Buffer.from('hello '.repeat(500));
  for (const stream of [gzipSync(data), deflateSync(data)]) {
    const whole = (entryBytes: number, part: Uint8Array = stream): Uint8Array =>
      inflateWrapped(part, { ...DEFAULT_LIMITS, entryBytes }, new Budget());
    expect(Buffer.from(whole(data.length))).toEqual(data);
    expect(failureOf(() => whole(data.length - 1))).toEqual(expect.arrayContaining(['limit/entry-bytes']));
    expect(failureOf(() => whole(data.length, stream.subarray(0, 12)))).toEqual(
      expect.arrayContaining(['zip/inflate-failed']),
    );
    const head = Buffer.from(inflateWrappedStart(stream.subarray(0, stream.length - 9)));
    expect(head.length).toBeGreaterThan(0);
    expect(data.subarray(0, head.length)).toEqual(head);
  }
  expect(inflateWrappedStart(Uint8Array.of(1, 2, 3))).toEqual(new Uint8Array(0));
  expect(failureOf(() => inflateWrapped(Uint8Array.of(1, 2, 3), DEFAULT_LIMITS, new Budget()))).toEqual(
    expect.arrayContaining(['zip/inflate-failed']),
  );
  const budget = new Budget(10);
  budget.spentBytes = 128 << 20;
  expect(failureOf(() => inflateWrapped(gzipSync(data), DEFAULT_LIMITS, budget))).toEqual([
    'limit/total-ratio',
    0,
    { limit: 128 << 20 },
  ]);
});

describe('the end record', () => {
  test('is found behind the longest comment, and one byte further not', () => {
    const longest = open(zip([stored], { comment: 'c'.repeat(U16) }));
    expect([read(longest), longest.odd]).toEqual(['hello', []]);
    const beyond = zip([stored], { comment: 'c'.repeat(U16), trailing: Uint8Array.of(1) });
    expect(failureOf(() => open(beyond))).toEqual(['zip/no-end-record', beyond.length, {}]);
  });
  test('may have bytes behind it, which are counted apart from its comment', () => {
    const opened = open(zip([stored], { comment: 'hi', trailing: new Uint8Array(7) }));
    expect([read(opened), opened.odd]).toEqual(['hello', [['zip/trailing-bytes', '', { bytes: 7 }]]]);
  });
  test('is the last that fits: a false one inside the comment is told', () => {
    const comment = new Out()
      .put(new TextEncoder().encode('ab'))
      .u32(0x06054b50)
      .put(new Uint8Array(18))
      .done();
    const shorter = open(zip([stored], { comment: new Uint8Array([...comment, 9]) }));
    expect([read(shorter), shorter.odd]).toEqual(['hello', [['zip/end-record-in-comment', '', {}]]]);
    expect(failureOf(() => open(zip([stored], { comment })))).toEqual(['zip/no-entries', 107, {}]);
  });
  test.each<[NonNullable<ZipShape['end']>, unknown[]]>([
    [{ disk: 1 }, [['zip/multi-disk', '', { disk: 2 }]]],
    [{ directoryDisk: 1 }, [['zip/multi-disk', '', { disk: 1 }]]],
    [{ disk: U16, directoryDisk: U16 }, []],
    [{ disk: U16, directoryDisk: 3 }, [['zip/multi-disk', '', { disk: U16 + 1 }]]],
    [{ disk: U16 }, []],
    [{ directoryDisk: U16 }, []],
  ])('of a volume %j', (end, odd) => {
    const opened = open(zip([stored], { end }));
    expect([read(opened), opened.odd]).toEqual(['hello', odd]);
  });
  test('says how many entries there are; too many and too few are told with what was found', () => {
    expect(open(zip([stored, packed], { end: { entries: 5 } })).odd).toEqual([
      ['zip/entry-count', '', { declared: 5, found: 2 }],
      ['zip/duplicate-name', 'a', { count: 1 }],
    ]);
    const two = zip([stored, { name: 'b', data: 'x' }], { end: { entries: 1 } });
    expect(open(two).odd).toEqual([['zip/hidden-entries', '', { declared: 1 }]]);
    expect(open(two).archive.entries).toHaveLength(1);
  });
  test('that says there are none is as good as none', () => {
    expect(failureOf(() => open(zip([stored], { end: { entries: 0 } })))).toEqual(['zip/no-entries', 83, {}]);
  });
});

describe('zip64 records', () => {
  const file = zip([stored], { zip64End: true });
  const locatorAt = file.length - 22 - 20;
  const recordAt = locatorAt - 56;
  const changed = (at: number, value: number): Uint8Array => {
    const copy = file.slice();
    new DataView(copy.buffer).setUint32(at, value, true);
    return copy;
  };
  test('are followed where the plain ones are full', () => {
    const opened = open(file);
    expect([read(opened), opened.odd, opened.archive.directoryOffset]).toEqual(['hello', [], 36]);
  });
  test.each([
    ['no locator', locatorAt, 0, locatorAt],
    ['a record beyond the locator', locatorAt + 8, recordAt + 1, locatorAt],
    ['a record that is none', recordAt, 0, recordAt],
    ['a record elsewhere', locatorAt + 8, 3, 3],
  ])('%s', (_name, at, value, offset) => {
    expect(failureOf(() => open(changed(at, value)))).toEqual(['zip/bad-zip64', offset, {}]);
  });
  test('are not needed for a number of entries that only looks full', () => {
    const opened = open(zip([stored], { end: { entries: U16 } }));
    expect([read(opened), opened.odd]).toEqual([
      'hello',
      [['zip/entry-count', '', { declared: U16, found: 1 }]],
    ]);
  });
  test.each([{ size: U32 }, { offset: U32 }])('are needed for %j', (end) => {
    expect((failureOf(() => open(zip([stored], { end }))) as unknown[])[0]).toBe('zip/bad-zip64');
  });
  test('have room from the first byte on, and none before it', () => {
    const end = new Out().u32(0x06054b50).u16(0).u16(0).u16(1).u16(1).u32(U32).u32(0).u16(0).done();
    expect(failureOf(() => open(end))).toEqual(['zip/no-central-directory', 0, {}]);
    expect(failureOf(() => open(new Uint8Array([...new Uint8Array(20), ...end])))).toEqual([
      'zip/bad-zip64',
      0,
      {},
    ]);
  });
});

describe('zip64 fields of an entry', () => {
  const field = (...values: number[]): Out => {
    const out = new Out().u16(1).u16(values.length * 8);
    for (const value of values) out.u64(value);
    return out;
  };
  const opened = (central: ZipItem['central'], local: ZipItem['local'] = {}): Opened =>
    open(
      zip([
        { name: 'z', data: '-' },
        { ...stored, local, ...(central ? { central } : {}) },
      ]),
    );
  const at = 30 + 1 + 1; // the second local header

  test.each<[string, NonNullable<ZipItem['central']>]>([
    ['the size alone', { size: U32, extra: field(5).done() }],
    ['the packed size alone', { compressedSize: U32, extra: field(5).done() }],
    ['the offset alone', { offset: U32, extra: field(at).done() }],
    ['size and offset', { size: U32, offset: U32, extra: field(5, at).done() }],
    [
      'all three where one is full',
      { size: U32, compressedSize: 99, offset: 99, extra: field(5, 5, at).done() },
    ],
    ['all three where only the offset is full', { size: 99, offset: U32, extra: field(5, 5, at).done() }],
    [
      'with the disk behind',
      { offset: U32, size: 9, extra: new Out().u16(1).u16(28).u64(5).u64(5).u64(at).u32(0).done() },
    ],
    [
      'behind another field',
      { size: U32, extra: new Out().u16(7).u16(3).put(new Uint8Array(3)).put(field(5).done()).done() },
    ],
    ['before another field', { size: U32, extra: new Out().put(field(5).done()).u16(7).u16(0).done() }],
  ])('%s', (_name, central) => {
    const one = opened(central);
    const { sizeBytes, compressedBytes, localOffset } = one.archive.find('a')!;
    expect([sizeBytes, compressedBytes, localOffset]).toEqual([5, 5, at]);
    expect([read(one), one.odd]).toEqual(['hello', []]);
  });
  test.each<[string, Uint8Array, string[]]>([
    ['too short', field(5).done(), ['zip/bad-zip64']],
    ['longer than the extra bytes', new Out().u16(1).u16(17).u64(5).u64(5).done(), []],
    ['cut before its length', Uint8Array.of(1, 0, 0), []],
    ['not there', new Out().u16(7).u16(0).done(), []],
  ])('one that is %s leaves what was said', (_name, extra, codes) => {
    const one = opened({ size: U32, compressedSize: U32, extra });
    expect(one.odd.map(([code]) => code)).toEqual(codes);
    expect(one.archive.find('a')!.compressedBytes).toBe(U32);
  });
  test('are not read where nothing is full', () => {
    expect(opened({ extra: field(1, 2, 3).done() }).archive.find('a')).toMatchObject({
      sizeBytes: 5,
      localOffset: at,
    });
  });
});

describe('the directory', () => {
  test('comments and extra fields of entries are passed over', () => {
    const opened = open(
      zip([
        { ...stored, central: { comment: 'a comment', extra: new Uint8Array(12) } },
        { name: 'b', data: 'x', central: { comment: 'another' } },
      ]),
    );
    expect([read(opened, 'b'), opened.odd]).toEqual(['x', []]);
  });
  test('bytes in front shift it, and are counted', () => {
    const opened = open(zip([stored], { prefix: new Uint8Array(50), prefixUncounted: true }));
    expect([read(opened), opened.odd, opened.archive.directoryOffset]).toEqual([
      'hello',
      [
        ['zip/prefixed-data', '', { bytes: 50 }],
        ['zip/no-header-at-start', '', {}],
      ],
      86,
    ]);
  });
  test('elsewhere is an error where it was said to be, or at the end of the file', () => {
    const at = (offset: number): unknown =>
      failureOf(() => open(zip([stored], { end: { offset, size: 3 } })));
    expect(at(5)).toEqual(['zip/no-central-directory', 5, {}]);
    expect(at(5_000)).toEqual(['zip/no-central-directory', 105, {}]);
  });
  test('an entry cut off by its end is not read', () => {
    const whole = zip([stored, { name: 'bcd', data: 'x' }]);
    const name = whole.length - 22 - 3;
    const cut = new Uint8Array([...whole.subarray(0, name + 1), ...whole.subarray(name + 3)]);
    new DataView(cut.buffer).setUint16(cut.length - 22 + 10, 2, true);
    const opened = open(cut);
    expect(opened.archive.entries.map((entry) => entry.name)).toEqual(['a']);
    expect(opened.odd).toEqual([['zip/entry-count', '', { declared: 2, found: 1 }]]);
  });
  test('as many entries as allowed are read without a word', () => {
    const two = zipOf({ a: '1', b: '2' });
    expect([open(two, { entries: 2 }).odd, open(two, { entries: 2 }).archive.whole]).toEqual([[], true]);
    expect(open(two, { entries: 1 }).odd).toEqual([['limit/entries', '', { limit: 1, count: 2 }]]);
  });
  test('oddities of one sort are one, with the first entry and their number', () => {
    const odd = (item: Partial<ZipItem>): unknown[][] =>
      open(zip(['a', 'b', 'c'].map((name) => ({ name, data: 'x', ...item })))).odd;
    expect(odd({ flags: 1 })).toEqual([['zip/encryption-flag', 'a', { count: 3 }]]);
    expect(odd({ method: 12 })).toEqual([['zip/unknown-method', 'a', { count: 3 }]]);
    expect(odd({ name: 'same' })).toEqual([['zip/duplicate-name', 'same', { count: 2 }]]);
    expect(odd({ flags: 0x800 })).toEqual([]);
    expect(odd({ central: { offset: 0x7fffffff } })).toEqual([['zip/bad-entry-offset', 'a', { count: 3 }]]);
  });
  test('an entry that begins where the directory does is outside', () => {
    const opened = open(zip([stored, { name: 'b', data: 'x', central: { offset: 36 + 32 } }]));
    expect(opened.odd).toEqual([['zip/bad-entry-offset', 'b', { count: 1 }]]);
    expect(open(zip([stored, { name: 'b', data: 'x', central: { offset: 36 + 31 } }])).odd).toEqual([]);
  });
});

describe('local headers', () => {
  const oddOf = (item: ZipItem): unknown[] => {
    const opened = open(zip([item]));
    read(opened);
    read(opened);
    return opened.odd.map(([code]) => code);
  };
  test('are compared once', () => {
    expect(oddOf({ ...stored, local: { method: 8 } })).toEqual(['zip/local-method-differs']);
  });
  test.each<[string, ZipItem, string[]]>([
    ['another checksum', { ...stored, local: { crc32: 1 } }, ['zip/local-sizes-differ']],
    ['another packed size', { ...stored, local: { compressedSize: 4 } }, ['zip/local-sizes-differ']],
    ['another size', { ...stored, local: { size: 4 } }, ['zip/local-sizes-differ']],
    ['nothing, with a descriptor', { ...stored, descriptor: true }, []],
    ['other sizes, with a descriptor', { ...stored, descriptor: true, local: { size: 4, crc32: 9 } }, []],
    ['a full size', { ...stored, local: { size: U32 } }, []],
    ['a full packed size', { ...stored, local: { compressedSize: U32 } }, []],
    [
      'zip64, and another checksum',
      { ...stored, zip64: true, local: { crc32: 1 } },
      ['zip/local-sizes-differ'],
    ],
    ['a longer name', { ...stored, local: { name: 'ab' } }, ['zip/local-name-differs']],
    [
      'a name beyond all that was read',
      { ...stored, local: { name: 'a'.repeat(900) } },
      ['zip/local-name-differs'],
    ],
    ['the same', stored, []],
  ])('say %s', (_name, item, codes) => {
    expect(oddOf(item)).toEqual(codes);
  });
  test('a long name is read whole', () => {
    const name = '名'.repeat(300);
    const opened = open(zip([{ name, data: 'x' }]));
    expect([read(opened, name), opened.odd]).toEqual(['x', []]);
  });
  test('outside the file are errors where they would be', () => {
    const at = (item: ZipItem, shape: ZipShape = {}): unknown => {
      const opened = open(zip([item], shape));
      return failureOf(() => read(opened));
    };
    const size = zip([stored]).length;
    expect(at({ ...stored, central: { offset: size + 99 } })).toEqual(['zip/bad-entry-offset', size, {}]);
    expect(at({ ...stored, central: { offset: size - 29 } })).toEqual([
      'zip/bad-entry-offset',
      size - 29,
      {},
    ]);
    expect(at({ ...stored, central: { offset: size - 30 } })).toEqual(['zip/no-local-header', size - 30, {}]);
    // The directory said to lie further back than it does: the entry then begins before the file.
    expect(at(stored, { end: { offset: 46 } })).toEqual(['zip/bad-entry-offset', 0, {}]);
    expect(at({ ...stored, local: { extra: new Uint8Array(9), signature: 1 } })).toEqual([
      'zip/no-local-header',
      0,
      {},
    ]);
  });
  test('that reach beyond the file are errors', () => {
    const file = zip([stored]);
    new DataView(file.buffer).setUint16(28, 60_000, true);
    const opened = open(file);
    expect(failureOf(() => read(opened))).toEqual(['zip/bad-entry-offset', 0, {}]);
    // To the very end of the file there is room for nothing.
    new DataView(file.buffer).setUint16(28, file.length - 31, true);
    const last = open(file);
    expect(failureOf(() => read(last))).toEqual([
      'zip/entry-cut-off',
      file.length,
      { declared: 5, available: 0 },
    ]);
  });
});

describe('lengths', () => {
  test('a stored entry may fill all the room before the directory, and no more', () => {
    const item = (size: number): ZipItem => ({ ...stored, descriptor: false, central: { size } });
    expect(read(open(zip([item(5)])))).toBe('hello');
    const over = open(zip([item(6)]));
    expect(failureOf(() => read(over))).toEqual(['zip/entry-cut-off', 31, { declared: 6, available: 5 }]);
  });
  test('an unknown method falls back to its packed size where that fits', () => {
    const item = (method: number, compressedSize: number): ZipItem => ({
      ...stored,
      method,
      central: { size: 900, compressedSize },
    });
    expect(read(open(zip([item(12, 5)])))).toBe('hello');
    expect(read(open(zip([item(12, 4)])))).toBe('hell');
    const over = open(zip([item(12, 6)]));
    expect((failureOf(() => read(over)) as unknown[])[0]).toBe('zip/entry-cut-off');
    const plain = open(zip([item(0, 5)]));
    expect((failureOf(() => read(plain)) as unknown[])[0]).toBe('zip/entry-cut-off');
  });
  test('a packed size too large is cut at the directory and told with both', () => {
    const length = deflateRawSync('hello hello hello').length;
    const opened = open(zip([{ ...packed, central: { compressedSize: 9_000 } }]));
    expect(read(opened)).toBe('hello hello hello');
    expect(opened.odd).toContainEqual(['zip/compressed-size', 'a', { declared: 9_000, available: length }]);
    expect(open(zip([packed])).odd).toEqual([]);
  });
  test('another size than declared is told with both', () => {
    const opened = open(zip([{ ...packed, descriptor: true, central: { size: 3 } }]));
    read(opened);
    expect(opened.odd).toEqual([['zip/size-differs', 'a', { declared: 3, produced: 17 }]]);
  });
  test('only damaged data under the encryption bit is called encrypted', () => {
    const raw = Uint8Array.of(0xff, 0xff, 0xff);
    const codeOf = (item: ZipItem, limits: Partial<Limits> = {}): unknown => {
      const opened = open(zip([item]), limits);
      return (failureOf(() => read(opened)) as unknown[])[0];
    };
    expect(codeOf({ ...packed, raw })).toBe('zip/inflate-failed');
    expect(codeOf({ ...packed, raw, flags: 0x800 })).toBe('zip/inflate-failed');
    expect(codeOf({ ...packed, raw, flags: 0x801 })).toBe('zip/encrypted');
    expect(codeOf({ ...packed, flags: 1 }, { entryBytes: 3 })).toBe('limit/entry-bytes');
  });
});

describe('first bytes and places', () => {
  const far: ZipItem['local'] = { extra: new Uint8Array(65_000) };
  const long = 'abcdefgh'.repeat(2_000);
  const peek = (item: ZipItem, length: number): string => {
    const opened = open(zip([item, { name: 'b', data: 'behind' }]));
    return new TextDecoder().decode(opened.archive.peek(opened.archive.find('a')!, length));
  };
  test('are those asked for, near the header and far from it', () => {
    for (const local of [{}, far])
      for (const method of [0, 8, 12]) {
        expect(peek({ name: 'a', data: long, method, local }, 20)).toBe(long.slice(0, 20));
        expect(peek({ name: 'a', data: long, method, local }, 0)).toBe('');
        expect(peek({ name: 'a', data: 'short', method, local }, 20)).toBe('short');
        expect(peek({ name: 'a', data: long, method, local }, 9_000)).toBe(long.slice(0, 9_000));
      }
  });
  test('of a stored entry lie where it says', () => {
    const { archive } = open(
      zip([
        { name: 'z', data: '-' },
        { ...stored, align: 4096 },
        { ...packed, name: 'c' },
      ]),
    );
    expect(archive.storedRange(archive.find('a')!)).toEqual({ start: 4096, length: 5 });
    expect(archive.storedRange(archive.find('c')!)).toBeNull();
    const whole = open(zip([stored]));
    expect(
      failureOf(() => whole.archive.storedRange({ ...whole.archive.find('a')!, sizeBytes: 99 })),
    ).toEqual(['zip/entry-cut-off', 31, { declared: 99, available: 5 }]);
  });
});
