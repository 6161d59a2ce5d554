import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../../src/bytes/limits.js';
import { ParseError } from '../../../src/bytes/parse-error.js';
import { openResolver } from '../../../src/formats/resources/resolve.js';
import { openResourceTable } from '../../../src/formats/resources/table.js';
import { buildArsc, dynamicRef, ref, resourceId } from '../../support/arsc.js';
import type { ArscSpec, PackageSpec } from '../../support/arsc.js';
import { Bytes } from '../../support/bytes.js';
import { chunk, stringPool } from '../../support/res-chunk.js';

function open(spec: ArscSpec, limits = DEFAULT_LIMITS) {
  const odd: string[] = [];
  const note = (code: string): void => void odd.push(code);
  const table = openResourceTable(buildArsc(spec), limits, note);
  const resolver = openResolver([table], limits, note);
  const text = (id: number): string | null => resolver.value({ type: 1, data: id, text: null }).text;
  const texts = (id: number) => resolver.texts({ type: 1, data: id, text: null });
  return { table, resolver, odd, text, texts };
}
const LOCALES: PackageSpec = {
  types: {
    string: [
      { entries: { app_name: 'Demo', other: 'x' } },
      { config: { locale: 'de' }, entries: { app_name: 'Vorführung' } },
      { config: { locale: 'pt-BR' }, entries: { app_name: 'Demonstração' } },
      { config: { locale: 'zh-Hans-CN' }, entries: { app_name: '演示' } },
      { config: { locale: 'fil' }, entries: { app_name: 'Pakita' } },
    ],
    xml: [{ entries: { rules: 'res/xml/rules.xml' } }],
  },
};
const id = (pack: PackageSpec, path: string): number => resourceId(pack, path);

describe('resource table', () => {
  test('finds values by id in every locale, and names', () => {
    const { table, text, texts, odd } = open({ packages: [LOCALES] });
    const name = id(LOCALES, 'string/app_name');
    expect(name).toBe(0x7f010000);
    expect(table.nameOf(name)).toBe('string/app_name');
    expect(text(name)).toBe('Demo');
    expect(texts(name)).toEqual([
      { locale: '', text: 'Demo' },
      { locale: 'de', text: 'Vorführung' },
      { locale: 'fil', text: 'Pakita' },
      { locale: 'pt-BR', text: 'Demonstração' },
      { locale: 'zh-Hans-CN', text: '演示' },
    ]);
    expect(table.locales()).toEqual(['de', 'fil', 'pt-BR', 'zh-Hans-CN']);
    expect(text(id(LOCALES, 'xml/rules'))).toBe('res/xml/rules.xml');
    expect(odd).toEqual([]);
  });

  test.each(['dense', 'sparse', 'offset16'] as const)('reads %s entries, plain and compact', (encoding) => {
    for (const compact of [false, true]) {
      const pack: PackageSpec = {
        types: {
          string: [
            { encoding, compact, entries: { a: 'A', b: 'B', c: 'C' } },
            { encoding, compact, config: { locale: 'fr' }, entries: { c: 'Ç' } },
          ],
          bool: [{ encoding, compact, entries: { yes: true } }],
        },
      };
      const { text, texts, resolver, odd } = open({ packages: [pack] });
      expect(['a', 'b', 'c'].map((name) => text(id(pack, `string/${name}`)))).toEqual(['A', 'B', 'C']);
      expect(texts(id(pack, 'string/c'))).toEqual([
        { locale: '', text: 'C' },
        { locale: 'fr', text: 'Ç' },
      ]);
      expect(texts(id(pack, 'string/a'))).toHaveLength(1);
      expect(resolver.value({ type: 1, data: id(pack, 'bool/yes'), text: null }).data).toBe(0xffffffff);
      expect(text(0x7f01ffff)).toBeNull();
      expect(odd).toEqual([]);
    }
  });

  test('follows references in every configuration, keeping the locale', () => {
    const pack: PackageSpec = {
      types: {
        string: [
          { entries: { label: ref(0x7f010001), real: 'Real', deep: ref(0x7f010000) } },
          { config: { locale: 'fr' }, entries: { real: 'Vrai' } },
          { config: { locale: 'ja' }, entries: { label: '直接' } },
        ],
      },
    };
    const { text, texts } = open({ packages: [pack] });
    expect(text(0x7f010002)).toBe('Real');
    expect(texts(0x7f010000)).toEqual([
      { locale: '', text: 'Real' },
      { locale: 'fr', text: 'Vrai' },
      { locale: 'ja', text: '直接' },
    ]);
  });

  test('circles and depth end quietly with a word', () => {
    const pack: PackageSpec = {
      types: { string: [{ entries: { a: ref(0x7f010001), b: ref(0x7f010000), self: ref(0x7f010002) } }] },
    };
    const { text, odd } = open({ packages: [pack] });
    expect([text(0x7f010000), text(0x7f010002)]).toEqual([null, null]);
    expect(new Set(odd)).toEqual(new Set(['arsc/reference-circle']));
    const chain: Record<string, ReturnType<typeof ref> | string> = {};
    for (let i = 0; i < 40; i++) chain[`s${i}`] = ref(0x7f010001 + i);
    chain['s40'] = 'end';
    const long = open({ packages: [{ types: { string: [{ entries: chain }] } }] });
    expect(long.text(0x7f010000)).toBeNull();
    expect(long.odd).toContain('limit/reference-depth');
    expect(long.text(0x7f010000 + 25)).toBe('end');
  });

  test('references that fan out over configurations stay bounded', () => {
    const locales = Array.from({ length: 60 }, (_, i) =>
      String.fromCharCode(97 + (i % 26), 97 + Math.floor(i / 26)),
    );
    const names = Array.from({ length: 12 }, (_, i) => `s${i}`);
    const types = locales.map((locale) => ({
      config: { locale },
      entries: Object.fromEntries(names.map((name, i) => [name, i === 11 ? 'end' : ref(0x7f010001 + i)])),
    }));
    const { texts, text } = open({ packages: [{ types: { string: types } }] });
    expect(text(0x7f010000)).toBe('end');
    expect(texts(0x7f010000).length).toBeGreaterThan(10);
  });

  test('a phone with default settings sees the newest unqualified value', () => {
    const pack: PackageSpec = {
      types: {
        bool: [
          { entries: { modern: false } },
          { config: { sdk: 19 }, entries: { modern: true } },
          { config: { locale: 'ar' }, entries: { modern: false } },
          { config: { night: true, sdk: 29 }, entries: { modern: false } },
        ],
      },
    };
    const { resolver } = open({ packages: [pack] });
    expect(resolver.value({ type: 1, data: 0x7f010000, text: null }).data).toBe(0xffffffff);
    expect(resolver.all({ type: 1, data: 0x7f010000, text: null })).toHaveLength(4);
  });

  test('reads bags: arrays with references in them', () => {
    const pack: PackageSpec = {
      types: {
        array: [
          {
            entries: {
              names: {
                items: [
                  { name: 0x02000000, value: 'one' },
                  { name: 0x02000001, value: ref(0x7f020000) },
                ],
              },
            },
          },
        ],
        string: [{ entries: { two: 'two' } }],
      },
    };
    const { resolver, odd } = open({ packages: [pack] });
    expect(resolver.items({ type: 1, data: 0x7f010000, text: null }).map((item) => item.text)).toEqual([
      'one',
      'two',
    ]);
    expect(odd).toEqual([]);
  });

  test('dynamic references, package id zero and staged ids lead home', () => {
    const shared: PackageSpec = {
      id: 0,
      libraries: { 'com.lib': 2 },
      types: { string: [{ entries: { a: dynamicRef(0x00010001), b: 'B' } }] },
    };
    expect(open({ packages: [shared] }).text(0x00010000)).toBe('B');
    const staged: PackageSpec = {
      types: { string: [{ entries: { a: 'A' } }] },
      stagedAliases: [[0x7ff00005, 0x7f010000]],
    };
    expect(open({ packages: [staged] }).text(0x7ff00005)).toBe('A');
  });

  test('packages of one id act together, the first value of a configuration counts', () => {
    const first: PackageSpec = { types: { string: [{ entries: { a: 'first' } }] } };
    const second: PackageSpec = { types: { string: [{ entries: { a: 'second', b: 'more' } }] } };
    const { text } = open({ packages: [first, second] });
    expect([text(0x7f010000), text(0x7f010001)]).toEqual(['first', 'more']);
  });

  test('type id offset and the header without it', () => {
    const offset: PackageSpec = { typeIdOffset: 4, types: { string: [{ entries: { a: 'A' } }] } };
    expect(resourceId(offset, 'string/a')).toBe(0x7f050000);
    expect(open({ packages: [offset] }).text(0x7f050000)).toBe('A');
    const short: PackageSpec = { shortHeader: true, types: { string: [{ entries: { a: 'A' } }] } };
    expect(open({ packages: [short] }).text(0x7f010000)).toBe('A');
  });

  const junk = chunk(0x0777, new Uint8Array(), new Bytes().u32(1).done());
  test.each<[string, (pack: PackageSpec) => ArscSpec, string]>([
    ['a chunk before the table', (p) => ({ packages: [p], before: junk }), 'arsc/unknown-chunk'],
    ['a chunk before the pool', (p) => ({ packages: [p], beforePool: junk }), 'arsc/unknown-chunk'],
    [
      'a second pool',
      (p) => ({ packages: [p], afterPool: stringPool(['evil']) }),
      'arsc/several-string-pools',
    ],
    [
      'a third pool in the package',
      (p) => ({ packages: [{ ...p, after: stringPool(['evil']) }] }),
      'arsc/several-string-pools',
    ],
    ['fewer packages declared', (p) => ({ packages: [p], packageCount: 0 }), 'arsc/package-count'],
    ['more packages declared', (p) => ({ packages: [p], packageCount: 9 }), 'arsc/package-count'],
    [
      'no type specification',
      (p) => ({ packages: [{ ...p, withoutSpec: ['string'] }] }),
      'arsc/type-without-spec',
    ],
    ['junk in the package', (p) => ({ packages: [{ ...p, after: junk }] }), 'arsc/unknown-chunk'],
    [
      'a cut chunk at the end',
      (p) => ({ packages: [{ ...p, after: new Bytes().u16(0x201, 8).u32(0x1000).done() }] }),
      'arsc/chunk-cut',
    ],
    [
      'a zero-size chunk at the end',
      (p) => ({ packages: [{ ...p, after: new Bytes().u16(0x201, 8).u32(0).done() }] }),
      'arsc/chunk-malformed',
    ],
    ['a table larger than the file', (p) => ({ packages: [p], size: 0x00fffff0 }), 'arsc/chunk-cut'],
    ['bytes after the table', (p) => ({ packages: [p], trailing: new Uint8Array(3) }), 'arsc/trailing-bytes'],
  ])('survives and names: %s', (_what, make, code) => {
    const { text, odd } = open(make(LOCALES));
    expect(text(0x7f010000)).toBe('Demo');
    expect(odd).toContain(code);
  });

  test.each<[string, PackageSpec['types']]>([
    ['too many entries claimed', { string: [{ entryCount: 0x8000, entries: { a: 'A' } }] }],
    ['entries beyond the chunk', { string: [{ entriesStart: 0x4000, entries: { a: 'A' } }] }],
    ['unaligned entries', { string: [{ entriesStart: 0x5a, entries: { a: 'A' } }] }],
    ['type id zero', { string: [{ id: 0, entries: { a: 'A' } }] }],
    ['an entry cut off', { string: [{ entries: { a: { raw: new Bytes().u16(200, 0).u32(0).done() } } }] }],
    [
      'an entry too small',
      { string: [{ entries: { a: { raw: new Bytes().u16(2, 0).u32(0, 0, 0).done() } } }] },
    ],
    [
      'a bag with a wild count',
      { string: [{ entries: { a: { raw: new Bytes().u16(16, 1).u32(0, 0, 0x7fffffff).done() } } }] },
    ],
  ])('skips one type or entry only: %s', (_what, types) => {
    const { text, odd } = open({ packages: [{ types: { ...types, bool: [{ entries: { b: 'B' } }] } }] });
    expect(text(0x7f010000)).toBeNull();
    expect(text(0x7f020000)).toBe('B');
    expect(odd.some((code) => code === 'arsc/type-malformed' || code === 'arsc/entry-malformed')).toBe(true);
  });

  test('no table at all is a ParseError', () => {
    expect(() =>
      openResourceTable(new TextEncoder().encode('not a table!'), DEFAULT_LIMITS, () => {}),
    ).toThrow(ParseError);
    expect(() => openResourceTable(new Uint8Array(), DEFAULT_LIMITS, () => {})).toThrow(ParseError);
  });

  test('any cut and any flipped byte ends in values or a ParseError', () => {
    const honest = buildArsc({ packages: [LOCALES] });
    const probe = (data: Uint8Array): void => {
      try {
        const table = openResourceTable(data, DEFAULT_LIMITS, () => {});
        const resolver = openResolver([table], DEFAULT_LIMITS, () => {});
        resolver.texts({ type: 1, data: 0x7f010000, text: null });
        resolver.value({ type: 1, data: 0x7f020000, text: null });
        table.nameOf(0x7f010000);
        table.locales();
      } catch (error) {
        if (!(error instanceof ParseError)) throw error;
      }
    };
    for (let length = 0; length < honest.length; length += 7) probe(honest.subarray(0, length));
    for (let at = 0; at < honest.length; at++) {
      for (const value of [0x00, 0x01, 0xff]) {
        const copy = honest.slice();
        copy[at] = value;
        probe(copy);
      }
    }
    expect.assertions(0);
  });

  test('opens a large table without decoding it', () => {
    const entries = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, i) => [`s${i}`, `text number ${i}`]),
    );
    const data = buildArsc({ packages: [{ types: { string: [{ entries }] } }] });
    const table = openResourceTable(data, DEFAULT_LIMITS, () => {});
    expect(table.values(0x7f010000 + 1_999)[0]?.value?.text).toBe('text number 1999');
  });
});
