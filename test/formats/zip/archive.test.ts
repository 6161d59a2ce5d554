// The zip reader against archives of other writers, and against archives that lie. What Android does with each lie is
// in docs/tampering.md; here each is tried at the level of the reader.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_LIMITS, type Limits } from '../../../src/bytes/limits.js';
import { ParseError } from '../../../src/bytes/parse-error.js';
import { openZip, type ZipArchive } from '../../../src/formats/zip/archive.js';
import { Budget } from '../../../src/formats/zip/inflate.js';
import { openBytes } from '../../../src/package/source.js';
import { ordinaryZip, zip, zipOf, type ZipItem, type ZipShape } from '../../support/zip.js';

interface Opened {
  archive: ZipArchive;
  odd: string[];
}
function open(data: Uint8Array, limits: Limits = DEFAULT_LIMITS): Opened {
  const odd: string[] = [];
  const archive = openZip(openBytes(data, 'test'), limits, new Budget(), (code, entry) =>
    odd.push(entry === '' ? code : `${code} ${entry}`),
  );
  return { archive, odd };
}
function textOf({ archive }: Opened, name: string): string {
  const entry = archive.find(name);
  if (entry === undefined) throw new Error(`no ${name}`);
  return new TextDecoder().decode(archive.read(entry));
}
const hello: ZipItem = { name: 'a.txt', data: 'hello hello hello hello', method: 8 };
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof ParseError) return error.code;
    throw error;
  }
  return 'none';
};

describe('ordinary archives', () => {
  test('of another writer read the same', async () => {
    const files = { 'a.txt': 'a'.repeat(5000), 'dir/b.bin': Uint8Array.of(1, 2, 3), empty: '' };
    const opened = open(await ordinaryZip(files));
    expect(opened.odd).toEqual([]);
    expect(textOf(opened, 'a.txt')).toBe('a'.repeat(5000));
    expect(textOf(opened, 'empty')).toBe('');
    expect([...opened.archive.read(opened.archive.find('dir/b.bin')!)]).toEqual([1, 2, 3]);
  });
  test('any contents round trip, stored or deflated, with or without descriptor, zip64 and alignment', () => {
    const item = fc.record({
      data: fc.uint8Array({ maxLength: 400 }),
      method: fc.constantFrom(0, 8),
      descriptor: fc.boolean(),
      zip64: fc.boolean(),
      align: fc.constantFrom(undefined, 4, 4096),
    });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 5 }), fc.boolean(), (list, zip64End) => {
        const items = list.map(({ align, ...rest }, index) => ({
          name: `e${index}`,
          ...rest,
          ...(align === undefined || rest.zip64 ? {} : { align }),
        }));
        const opened = open(zip(items, { zip64End }));
        expect(opened.odd).toEqual([]);
        for (const { name, data } of items)
          expect(opened.archive.read(opened.archive.find(name)!)).toEqual(data);
      }),
      { numRuns: 60 },
    );
  });
  test('peek gives the first bytes of long, short, stored and empty entries', () => {
    const { archive } = open(
      zip([
        { name: 'long', data: 'dex\n035\0'.padEnd(100_000, 'xyz'), method: 8 },
        { name: 'short', data: 'ab', method: 8 },
        { name: 'stored', data: 'stored bytes' },
        { name: 'empty', data: '', method: 8 },
      ]),
    );
    const peek = (name: string): string => new TextDecoder().decode(archive.peek(archive.find(name)!, 8));
    expect([peek('long'), peek('short'), peek('stored'), peek('empty')]).toEqual([
      'dex\n035\0',
      'ab',
      'stored b',
      '',
    ]);
  });
});

describe('lies that Android reads past', () => {
  const cases: [string, ZipItem[], ZipShape, string[]][] = [
    ['encryption bit', [{ ...hello, flags: 1 }], {}, ['zip/encryption-flag a.txt']],
    [
      'encryption bit in the directory only',
      [{ ...hello, central: { flags: 1 } }],
      {},
      ['zip/encryption-flag a.txt'],
    ],
    [
      'method in the local header only',
      [{ ...hello, local: { method: 99 } }],
      {},
      ['zip/local-method-differs a.txt'],
    ],
    [
      'a comment holding a false end record',
      [hello],
      { comment: 'PK\x05\x06'.padEnd(40, '\0') },
      ['zip/end-record-in-comment'],
    ],
    ['huge extra field', [{ ...hello, local: { extra: new Uint8Array(65000) } }], {}, []],
    ['bytes between data and directory', [hello], { beforeDirectory: new Uint8Array(999) }, []],
    [
      'more entries listed than announced',
      [hello, { ...hello, name: 'b' }],
      { end: { entries: 1 } },
      ['zip/hidden-entries'],
    ],
    [
      'compressed size too large for the file',
      [{ ...hello, central: { compressedSize: 9e6 }, descriptor: true }],
      {},
      ['zip/compressed-size a.txt'],
    ],
  ];
  test.each(cases)('%s', (_name, items, shape, odd) => {
    const opened = open(zip(items, shape));
    expect(textOf(opened, 'a.txt')).toBe('hello hello hello hello');
    expect(opened.odd).toEqual(odd);
  });
  test('an unknown method is read as stored, as the asset provider does', () => {
    const opened = open(zip([{ ...hello, method: 0x4d5a }]));
    expect(textOf(opened, 'a.txt')).toBe('hello hello hello hello');
    expect(opened.odd).toEqual(['zip/unknown-method a.txt']);
  });
  test('a stored entry is as long as its uncompressed size says', () => {
    const opened = open(
      zip([{ name: 'a.txt', data: 'hello hello', descriptor: true, central: { compressedSize: 2 } }]),
    );
    expect(textOf(opened, 'a.txt')).toBe('hello hello');
  });
});

describe('lies for which Android refuses the file, and we go on', () => {
  const cases: [string, ZipItem[], ZipShape, string[]][] = [
    [
      'bytes in front, offsets not counting them',
      [hello],
      { prefix: new Uint8Array(50), prefixUncounted: true },
      ['zip/prefixed-data', 'zip/no-header-at-start'],
    ],
    [
      'bytes in front, offsets counting them',
      [hello],
      { prefix: new Uint8Array(50) },
      ['zip/no-header-at-start'],
    ],
    ['bytes behind the end', [hello], { trailing: new Uint8Array(50) }, ['zip/trailing-bytes']],
    ['fewer entries than announced', [hello], { end: { entries: 7 } }, ['zip/entry-count']],
    ['the same name twice', [hello, { ...hello, data: 'other' }], {}, ['zip/duplicate-name a.txt']],
    [
      'another name in the local header',
      [{ ...hello, local: { name: 'b.txt' } }],
      {},
      ['zip/local-name-differs a.txt'],
    ],
    [
      'other sizes in the local header',
      [{ ...hello, local: { size: 3 } }],
      {},
      ['zip/local-sizes-differ a.txt'],
    ],
    [
      'uncompressed size too small',
      [{ ...hello, descriptor: true, central: { size: 3 } }],
      {},
      ['zip/size-differs a.txt'],
    ],
  ];
  test.each(cases)('%s', (_name, items, shape, odd) => {
    const opened = open(zip(items, shape));
    expect(textOf(opened, 'a.txt')).toBe('hello hello hello hello');
    expect(opened.odd).toEqual(odd);
  });
  test('names with NUL or ill-formed UTF-8 are named and kept apart', () => {
    const opened = open(
      zip([hello, { name: 'a.txt\0.png', data: 'x' }, { name: Uint8Array.of(0xff, 0x61), data: 'y' }]),
    );
    expect(opened.odd).toEqual(['zip/bad-name a.txt\0.png']);
    expect(textOf(opened, 'a.txt')).toBe('hello hello hello hello');
    expect(textOf(opened, '\ufffda')).toBe('y');
  });
});

describe('what cannot be read', () => {
  const whole = zip([hello]);
  test.each([
    ['nothing', new Uint8Array(0), 'zip/no-end-record'],
    ['a cut archive', whole.subarray(0, whole.length - 30), 'zip/no-end-record'],
    ['no entries', zip([]), 'zip/no-entries'],
    ['a directory elsewhere', zip([hello], { end: { offset: 5, size: 3 } }), 'zip/no-central-directory'],
    ['zip64 without its records', zip([hello], { end: { offset: 0xffffffff } }), 'zip/bad-zip64'],
  ])('%s', (_name, data, code) => {
    expect(codeOf(() => open(data))).toBe(code);
  });
  test.each<[string, ZipItem, string]>([
    ['an offset outside the file', { ...hello, central: { offset: 0x7fffffff } }, 'zip/bad-entry-offset'],
    ['an offset into nowhere', { ...hello, central: { offset: 3 } }, 'zip/no-local-header'],
    ['damaged data', { ...hello, raw: Uint8Array.of(0xff, 0xff, 0xff) }, 'zip/inflate-failed'],
    ['data really enciphered', { ...hello, flags: 1, raw: Uint8Array.of(0xff, 0xff, 0xff) }, 'zip/encrypted'],
    [
      'a stored entry longer than the file',
      { name: 'a.txt', data: 'x', central: { size: 9_000, compressedSize: 9_000 } },
      'zip/entry-cut-off',
    ],
  ])('%s', (_name, item, code) => {
    const { archive } = open(zip([item]));
    expect(codeOf(() => archive.read(archive.find('a.txt')!))).toBe(code);
    expect(['none', code]).toContain(codeOf(() => archive.peek(archive.find('a.txt')!, 4)));
  });
});

describe('limits', () => {
  const zeros = new Uint8Array(3 << 20);
  test.each<[string, Partial<Limits>, string]>([
    ['one entry', { entryBytes: 1 << 20 }, 'limit/entry-bytes'],
    ['all entries', { totalBytes: 1 << 20 }, 'limit/total-bytes'],
    ['ratio', { inflationRatio: 10, inflationRatioFromBytes: 1 << 20 }, 'limit/inflation-ratio'],
  ])('%s', (_name, change, code) => {
    const { archive } = open(zipOf({ bomb: zeros }), { ...DEFAULT_LIMITS, ...change });
    expect(codeOf(() => archive.read(archive.find('bomb')!))).toBe(code);
  });
  test('bytes are counted as produced, across entries, whatever sizes are declared', () => {
    const items = ['a', 'b', 'c'].map((name) => ({
      name,
      data: zeros,
      method: 8,
      central: { size: 10 },
      descriptor: true,
    }));
    const { archive } = open(zip(items), { ...DEFAULT_LIMITS, totalBytes: 7 << 20 });
    expect(archive.read(archive.find('a')!).length).toBe(zeros.length);
    expect(archive.read(archive.find('b')!).length).toBe(zeros.length);
    expect(codeOf(() => archive.read(archive.find('c')!))).toBe('limit/total-bytes');
  });
  test('entries beyond the limit are left out and said so', () => {
    const opened = open(zipOf({ a: '1', b: '2', c: '3' }), { ...DEFAULT_LIMITS, entries: 2 });
    expect(opened.archive.entries.map((entry) => entry.name)).toEqual(['a', 'b']);
    expect(opened.archive.whole).toBe(false);
    expect(opened.odd).toEqual(['limit/entries']);
  });
});

test('any bytes give an archive, contents, or a ParseError', () => {
  const base = zip([
    hello,
    { name: 'b', data: 'stored', align: 4 },
    { name: 'c', data: 'z'.repeat(99), method: 8, zip64: true },
  ]);
  const edits = fc.array(fc.tuple(fc.nat(base.length - 1), fc.integer({ min: 0, max: 255 })), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(edits, fc.nat(40), (list, cut) => {
      const data = base.slice(0, base.length - (cut < 20 ? 0 : cut));
      for (const [at, value] of list) if (at < data.length) data[at] = value;
      try {
        const { archive } = open(data);
        for (const entry of archive.entries) codeOf(() => archive.read(entry));
        for (const entry of archive.entries) codeOf(() => archive.peek(entry, 8));
      } catch (error) {
        expect(error).toBeInstanceOf(ParseError);
      }
    }),
    { numRuns: 2_000 },
  );
});
