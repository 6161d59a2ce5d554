// Renamed code by its shape: what survives renaming, moving and inlining is recognised; what two share, what only uses
// it, what it uses as others do, and a handful of copied classes are nobody's.
import { describe, expect, test } from '@jest/globals';
import { buildShapeTable, type ShapeFile } from '../../src/catalogue/shape-table.js';
import { buildProgram } from '../../src/program/program.js';
import { ShapeReader } from '../../src/program/shapes.js';
import { openDex } from '../../src/formats/dex/open.js';
import { readCode } from '../support/code.js';
import { buildDex, type ClassSpec, type Instruction } from '../support/dex.js';

const text = (value: string): Instruction => ['const-string', 0, value];
const call = (symbol: string): Instruction => ['invoke-static', [], symbol];
const CALLS = ['elapsedRealtime()J', 'uptimeMillis()J', 'currentThreadTimeMillis()J'].map((name) =>
  call(`Landroid/os/SystemClock;->${name}`),
);
const method = (name: string, ...code: Instruction[]) => ({
  name,
  proto: '()V',
  access: 'public static',
  code: [...code, ['return-void'] as const],
});
/** Published code: each class names texts of its own and calls the platform in an order of its own. */
const published = (root: string, count: number, words = 'kit'): ClassSpec[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `${root}/Part${i};`,
    methods: [
      method(
        'first',
        text(`${words}.state.${i}`),
        CALLS[i % 3]!,
        text(`${words}.mode.${i}`),
        CALLS[(i + 1) % 3]!,
      ),
      method('second', CALLS[(i + 2) % 3]!, text(`${words}.last.${i}`), CALLS[i % 3]!, CALLS[(i + 1) % 3]!),
    ],
  }));
/** The same after an optimiser: other names, another package, one method inlined into another. */
const renamed = (classes: readonly ClassSpec[], root = 'L'): ClassSpec[] =>
  classes.map(({ methods }, i) => ({
    name: `${root}${String.fromCharCode(97 + i)};`,
    methods: [method('a', ...methods!.flatMap(({ code }) => code!.slice(0, -1) as Instruction[]))],
  }));

function shapeFile(sdk: string, version: string, classes: readonly ClassSpec[]): ShapeFile {
  const inputs = openDex(buildDex({ classes }), () => {}).map((dex) => ({ entry: 'classes.dex', dex }));
  const program = buildProgram(inputs, () => () => {});
  const reader = new ShapeReader(program);
  const parts = new Set<number>();
  for (let cls = 0; cls < program.classType.length; cls++) reader.read(cls, (part) => parts.add(part));
  const bytes = Buffer.from(Int32Array.from(parts).buffer);
  const row = { artefact: 'org.kit:core', version, sha256: '', classes: classes.length };
  return { sdk, versions: [{ ...row, parts: bytes.toString('base64') }] };
}
const KIT = published('Lorg/kit/core', 6);
/** As it is read from a file: a part of a larger pool. */
const table = (...files: ShapeFile[]) => Buffer.concat([Buffer.alloc(5), buildShapeTable(files)]).subarray(5);
/** What the facts say, with a use in every class so that each is named. */
function shapesIn(classes: readonly ClassSpec[], shapes: Uint8Array) {
  const uses = {
    id: 'x',
    class: 'Landroid/os/SystemClock;',
    name: 'uptimeMillis',
    descriptor: null,
    args: [],
  };
  return readCode([classes], { watch: { shapes, methods: [uses] } }).facts.shapes ?? [];
}
const summary = (rows: ReturnType<typeof shapesIn>) =>
  rows.map(({ of, classes, named }) => `${of} ${classes}: ${named.join(' ')}`);

describe('shapes of renamed classes', () => {
  test('names, packages and inlining change; the shape tells', () => {
    const rows = shapesIn(renamed(KIT), table(shapeFile('kit', '2.0', KIT)));
    expect(summary(rows)).toEqual(['kit 6: La; Lb; Lc; Ld; Le; Lf;']);
    expect(rows[0]!.like).toBe('org.kit:core:2.0');
  });

  test('classes under their own names are not asked', () => {
    expect(shapesIn(KIT, table(shapeFile('kit', '2.0', KIT)))).toEqual([]);
  });

  test('of two versions the one with more in common is told', () => {
    const newer = [...KIT.slice(0, 3), ...published('Lorg/kit/more', 5, 'fresh')];
    const both = {
      sdk: 'kit',
      versions: [KIT, newer].flatMap((list, i) => shapeFile('kit', `${i + 1}.0`, list).versions),
    };
    expect(shapesIn(renamed(newer), table(both)).map(({ like }) => like)).toEqual(['org.kit:core:2.0']);
    expect(shapesIn(renamed(KIT), table(both)).map(({ like }) => like)).toEqual(['org.kit:core:1.0']);
  });

  test('what two SDKs share is neither’s', () => {
    const other = shapeFile('other', '1.0', published('Lcom/other', 6));
    expect(shapesIn(renamed(KIT), table(shapeFile('kit', '2.0', KIT), other))).toEqual([]);
  });

  test('a few copied classes of many are nobody’s', () => {
    const large = published('Lorg/kit/core', 20);
    const shapes = table(shapeFile('kit', '2.0', large));
    expect(shapesIn(renamed(large.slice(0, 2)), shapes)).toEqual([]);
    expect(summary(shapesIn(renamed(large.slice(0, 3)), shapes))).toEqual(['kit 3: La; Lb; Lc;']);
  });

  test('what uses it and is used by it belongs to it; what only uses it, or serves others too, does not', () => {
    const shapes = table(shapeFile('kit', '2.0', KIT));
    const use = CALLS[1]!;
    const classes: ClassSpec[] = [
      ...renamed(KIT),
      { name: 'Lm;', methods: [method('inner', use, call('La;->a()V'))] },
      { name: 'Ln;', methods: [method('leaf', use)] },
      { name: 'Lo;', methods: [method('library', use)] },
      { name: 'Lp;', methods: [method('host', use, call('La;->a()V'), call('Lo;->library()V'))] },
    ];
    const first = classes[0]!;
    const uses = ['Lm;->inner()V', 'Ln;->leaf()V', 'Lo;->library()V'].map(call);
    classes[0] = { ...first, methods: [...first.methods!, method('b', ...uses)] };
    expect(shapesIn(classes, shapes)[0]!.named).toEqual([
      'La;',
      'Lb;',
      'Lc;',
      'Ld;',
      'Le;',
      'Lf;',
      'Lm;',
      'Ln;',
    ]);
  });
});
