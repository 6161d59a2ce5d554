// Reading mapping files: the forms that R8 and ProGuard write, and text that only looks like them. The real one is R8's
// of samples/mapping-fruit-stall. Leaves what becomes of facts to test/extract/real-names.test.ts.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../../src/bytes/limits.js';
import { ParseError } from '../../../src/bytes/parse-error.js';
import { readMapping, type Mapping } from '../../../src/formats/mapping/mapping-file.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string, some = {}): Mapping => readMapping(bytes(text), { ...DEFAULT_LIMITS, ...some });
const REAL = readFileSync('samples/mapping-fruit-stall/mapping.txt');

describe('what R8 writes', () => {
  const mapping = readMapping(REAL, DEFAULT_LIMITS);

  test('classes, the id that the package carries too, and nothing to complain of', () => {
    expect(mapping.id).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.fromEntries(mapping.classes)).toEqual({
      a: 'com.umeng.analytics.MobCounter',
      b: 'org.fruit.stall.orders.Regulars',
      'org.fruit.stall.MainActivity': 'org.fruit.stall.MainActivity',
      'org.fruit.stall.Stall': 'org.fruit.stall.Stall',
    });
    expect(mapping.problems).toEqual([]);
  });

  test('members with their lines, residual signatures, and what was inlined', () => {
    const counter = mapping.classOf('a')!;
    expect(counter.methods.get('a')).toEqual([
      {
        of: null,
        name: 'identity',
        descriptor: '(Ljava/lang/String;)Ljava/lang/String;',
        lines: [1, 1],
        residual: null,
      },
    ]);
    expect(counter.methods.get('<init>')![0]!.residual).toBe('(Lorg/fruit/stall/Stall;)V');
    expect(counter.fields.get('b')).toBe('last');
    const inlined = mapping.classOf('org.fruit.stall.MainActivity')!.methods.get('onCreate')!;
    expect(inlined.map(({ of, name }) => [of, name])).toEqual([
      ['org.fruit.stall.orders.Regulars', 'count'],
      [null, 'onCreate'],
      [null, 'onCreate'],
    ]);
    expect(mapping.classOf('no.such.Class')).toBeNull();
  });

  test('comments of a class, of other kinds and in words name nothing', () => {
    const found = read(
      [
        '# compiler: R8',
        '# pg_map_id: 0a1b2c3',
        'shop.cart.Cart -> a.a:',
        '# {"id":"sourceFile","fileName":"Cart.java"}',
        '    1:2:void add(int,java.lang.String[]):10:11 -> a',
        '      # {"id":"com.android.tools.r8.synthesized"}',
        '      # {"id":"com.android.tools.r8.residualsignature","signature":"(I)V"}',
        '      # just words',
        '      # {"id":"com.android.tools.r8.residualsignature","signature":7}',
        '',
      ].join('\r\n'),
    );
    expect(found.id).toBe('0a1b2c3');
    expect(found.classOf('a.a')!.methods.get('a')).toEqual([
      { of: null, name: 'add', descriptor: '(I[Ljava/lang/String;)V', lines: [1, 2], residual: '(I)V' },
    ]);
  });
});

test('what ProGuard writes: no ids, lines or none, one name for several methods, fields of arrays', () => {
  const found = read(
    [
      'shop.Cart$Line -> shop.a$a:',
      '    int[][] sums -> a',
      '    void <init>() -> <init>',
      '    12:14:long sum(shop.Cart,byte) -> a',
      '    30:30:void clear() -> a',
      '    shop.Cart shop.Base.owner() -> b',
    ].join('\n'),
  );
  const line = found.classOf('shop.a$a')!;
  expect(line.name).toBe('shop.Cart$Line');
  expect([...line.fields]).toEqual([['a', 'sums']]);
  expect(line.methods.get('a')!.map((m) => m.name + m.descriptor)).toEqual([
    'sum(Lshop/Cart;B)J',
    'clear()V',
  ]);
  expect(line.methods.get('b')![0]).toMatchObject({ of: 'shop.Base', name: 'owner', lines: null });
});

describe('what is no mapping, or a bad one', () => {
  test.each([
    '',
    '\n\n',
    '# compiler: R8\n',
    '{"schema":"overreach-facts/2"}',
    '\u0000'.repeat(99),
    'PK\u0003\u0004',
  ])('%j is refused by name', (text) => {
    expect(() => read(text)).toThrow('mapping/not-a-mapping');
  });

  test('cut anywhere, it is read as far as it goes or refused', () => {
    for (let end = 0; end <= REAL.length; end++) {
      try {
        const found = readMapping(REAL.subarray(0, end), DEFAULT_LIMITS);
        for (const name of found.classes.keys()) found.classOf(name);
      } catch (error) {
        expect(error).toBeInstanceOf(ParseError);
      }
    }
  });

  test('a name that two classes have stands for neither', () => {
    const found = read('shop.A -> a:\nshop.B -> a:\nshop.C -> c:\n');
    expect([...found.classes]).toEqual([['c', 'shop.C']]);
    expect(found.problems).toEqual([{ code: 'mapping/name-twice', args: { count: 1 } }]);
  });

  test('names that could be none are left out and counted', () => {
    const found = read('shop.A -> a:\nshop;B -> b:\nsh op.C -> c:\nshop.D -> d/e:\nshop.E => e\n');
    expect([...found.classes.keys()]).toEqual(['a']);
    expect(found.problems).toEqual([{ code: 'mapping/lines-unread', args: { count: 4 } }]);
  });

  test('members that are none are left out', () => {
    const found = read(
      [
        'shop.A -> a:',
        '    void f(int -> b',
        '    -> c',
        '    int[ x() -> d',
        `    int${'[]'.repeat(300)} y() -> e`,
        '    1:999999999999:void z() -> f',
        '    void ok() -> g',
      ].join('\n'),
    );
    expect([...found.classOf('a')!.methods.keys()]).toEqual(['g']);
  });

  test('more classes than are read are told', () => {
    const found = read('shop.A -> a:\nshop.B -> b:\nshop.C -> c:\n', { mappingClasses: 1 });
    expect([...found.classes.keys()]).toEqual(['a']);
    expect(found.problems).toEqual([{ code: 'limit/mapping-classes', args: { limit: 1, count: 2 } }]);
  });

  test('work grows with the text: long lines, many lines, many members', () => {
    const long = `${'x'.repeat(1 << 20)} -> ${'('.repeat(1 << 20)}:\n${' '.repeat(1 << 20)}\nshop.A -> a:\n    void ${'a.'.repeat(1 << 18)}f() -> b\n`;
    expect([...read(long).classes.keys()]).toEqual(['a']);
    const members = Array.from({ length: 100_000 }, (_, i) => `    1:1:void m${i}() -> a`).join('\n');
    expect(read(`shop.A -> a:\n${members}\n`).classOf('a')!.methods.get('a')).toHaveLength(100_000);
  });
});
