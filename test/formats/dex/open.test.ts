// The DEX reader against files of our own making: whole, damaged, hostile.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ParseError } from '../../../src/bytes/parse-error.js';
import { annotatedMethods } from '../../../src/formats/dex/annotations.js';
import { codeBounds, visitCode } from '../../../src/formats/dex/code.js';
import { readMembers } from '../../../src/formats/dex/members.js';
import { isDex, openDex } from '../../../src/formats/dex/open.js';
import { weightOf } from '../../../src/model/diagnostics.js';
import { OPCODE_REF, OPCODE_UNITS, OPCODE_UNUSED } from '../../../src/formats/dex/opcodes.js';
import { readStaticValues } from '../../../src/formats/dex/values.js';
import { buildClass, buildDex, sealDex } from '../../support/dex.js';

const sample = (version = '035'): Uint8Array =>
  buildDex({
    version,
    classes: [
      {
        name: 'Lcom/a/B;',
        interfaces: ['Ljava/lang/Runnable;'],
        fields: [
          { name: 'KEY', type: 'Ljava/lang/String;', access: 'public static final', value: 'hello' },
          { name: 'count', type: 'I', access: 'static final', value: -7 },
        ],
        methods: [
          {
            name: 'run',
            proto: '()V',
            annotations: ['Landroid/webkit/JavascriptInterface;'],
            code: [
              ['const-string', 0, '截屏 \u{1F600} \0'],
              ['invoke-static', [0], 'Landroid/util/Log;->d(Ljava/lang/String;)I'],
              ['return-void'],
            ],
          },
          { name: 'gone', proto: '(IJ)V', access: 'public native' },
        ],
      },
    ],
  });

const notesOf = (data: Uint8Array): string[] => {
  const notes: string[] = [];
  for (const dex of openDex(data, (code) => notes.push(code))) readMembers(dex, (code) => notes.push(code));
  return notes;
};
const patch = (change: (view: DataView, bytes: Uint8Array) => void): Uint8Array => {
  const bytes = sample();
  change(new DataView(bytes.buffer), bytes);
  return sealDex(bytes);
};

describe('a whole file', () => {
  test.each(['035', '036', '037', '038', '039', '040'])('version %s reads without a note', (version) => {
    expect(notesOf(sample(version))).toEqual([]);
    expect(openDex(sample(version), () => undefined)[0]!.version).toBe(version);
  });

  test('names, prototypes, code, static values and annotations', () => {
    const [dex] = openDex(sample(), () => undefined);
    const members = readMembers(dex!, () => undefined);
    expect(dex!.classCount).toBe(1);
    const names = Array.from(members.methodIds, (id) => dex!.method(id));
    expect(names.sort()).toEqual(['Lcom/a/B;->gone(IJ)V', 'Lcom/a/B;->run()V']);
    expect(readStaticValues(dex!, 0, 9).map((value) => value.number)).toContain(-7);
    const isScript = (type: number) => dex!.type(type) === 'Landroid/webkit/JavascriptInterface;';
    expect(annotatedMethods(dex!, [0], isScript).map((m) => dex!.method(m))).toEqual(['Lcom/a/B;->run()V']);
    expect(annotatedMethods(dex!, [0], () => false)).toEqual([]);
    const bounds = { start: 0, end: 0 };
    const seen: string[] = [];
    for (const code of members.methodCode) {
      if (code === 0) continue;
      expect(codeBounds(dex!.units, code, bounds)).toBe(true);
      const wanted = OPCODE_REF.map((kind) => (kind === 0 ? 0 : 1));
      visitCode(dex!.units, bounds.start, bounds.end, wanted, (op, at) => {
        const index = dex!.units[at + 1]!;
        seen.push(op === 0x1a ? dex!.string(index) : dex!.method(index));
      });
    }
    expect(seen).toEqual(['截屏 \u{1F600} \0', 'Landroid/util/Log;->d(Ljava/lang/String;)I']);
  });

  test('an odd offset in memory changes nothing', () => {
    const bytes = sample();
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(openDex(shifted.subarray(1), () => undefined)[0]!.method(0)).toBe(
      openDex(bytes, () => undefined)[0]!.method(0),
    );
  });

  test('a container holds several headers over shared data', () => {
    // Two logical files: the first is only a header of version 041, the second the real one moved behind it.
    const real = sample('041');
    const gap = 120;
    const out = new Uint8Array(gap + real.length + 8);
    const view = new DataView(out.buffer);
    // The builder writes a 112-byte header; in a container the tables may lie anywhere, so only offsets move.
    out.set(real.subarray(0, 112), gap);
    out.set(real.subarray(112), gap + 120);
    const shift = gap + 8;
    const source = new DataView(real.buffer);
    const move = (at: number): void => {
      const value = source.getUint32(at, true);
      if (value !== 0) view.setUint32(gap + at, value + shift, true);
    };
    for (const at of [52, 60, 68, 76, 84, 92, 100]) move(at);
    view.setUint32(gap + 32, real.length + 8, true);
    view.setUint32(gap + 36, 120, true);
    view.setUint32(gap + 112, out.length, true);
    view.setUint32(gap + 116, gap, true);
    out.set(real.subarray(0, 8), 0);
    view.setUint32(32, gap, true);
    view.setUint32(36, 120, true);
    view.setUint32(40, 0x12345678, true);
    view.setUint32(112, out.length, true);
    const files = openDex(out, () => undefined);
    expect(files.map((dex) => dex.version)).toEqual(['041', '041']);
    expect(files[0]!.classCount).toBe(0);
    expect(files[1]!.classCount).toBe(1);
  });
});

describe('damage is named and the rest is read', () => {
  test.each<[string, Uint8Array]>([
    ['dex/checksum-wrong', (() => sample().map((byte, i) => (i === 8 ? byte ^ 1 : byte)))()],
    ['dex/trailing-bytes', Uint8Array.from([...sample(), 0, 0, 0, 0])],
    ['dex/truncated', patch((view) => view.setUint32(32, 1 << 28, true))],
    ['dex/unknown-version', patch((_, bytes) => bytes.set([0x39, 0x39], 5))],
    ['dex/section-out-of-range', patch((view) => view.setUint32(88, 0xffffff, true))],
    ['dex/section-out-of-range', patch((view) => view.setUint32(92, 0xfffffff0, true))],
    ['dex/sections-overlap', patch((view) => view.setUint32(84, view.getUint32(92, true), true))],
    ['dex/map-out-of-range', patch((view) => view.setUint32(52, 0xfffffff0, true))],
    ['dex/index-out-of-range', patch((view) => view.setUint32(view.getUint32(68, true), 0xffff, true))],
    [
      'dex/class-data-broken',
      patch((view) => view.setUint32(view.getUint32(100, true) + 24, 0xfffffff0, true)),
    ],
  ])('%s', (code, data) => {
    expect(notesOf(data)).toContain(code);
  });

  test.each<[string, Uint8Array, 'warning' | 'error']>([
    // An index that points nowhere hides calls, so the section has to say that it is partial.
    [
      'dex/index-out-of-range',
      patch((view) => view.setUint16(view.getUint32(92, true), 0xffff, true)),
      'error',
    ],
    // Before 038 nothing that is read stands in the map alone; from then on lambdas do.
    ['dex/map-out-of-range', patch((view) => view.setUint32(52, 0xfffffff0, true)), 'warning'],
    [
      'dex/map-lost',
      patch((view, all) => (all.set([0x33, 0x38], 5), view.setUint32(52, 0xfffffff0, true))),
      'error',
    ],
  ])('%s, by level', (code, data, level) => {
    const levels: string[] = [];
    openDex(data, (said) => void (said === code && levels.push(weightOf(said).level)));
    expect(levels).toEqual([level]);
  });

  test.each<[string, Uint8Array]>([
    ['dex/too-short', new Uint8Array(20)],
    ['dex/not-dex', new Uint8Array(200)],
    ['dex/not-little-endian', patch((view) => view.setUint32(40, 0x78563412, true))],
  ])('%s refuses the file', (code, data) => {
    expect(() => openDex(data, () => undefined)).toThrow(expect.objectContaining({ code }));
  });

  test('bytes that are not DEX are not taken for it', () => {
    expect(isDex(sample())).toBe(true);
    expect(isDex(new Uint8Array([0x64, 0x65, 0x78, 0x0a]))).toBe(false);
    expect(isDex(new TextEncoder().encode('dex\nabc\0'))).toBe(false);
  });

  test('random bytes and random flips give answers, notes or a ParseError, never anything else', () => {
    const base = sample();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(base.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }),
        (flips) => {
          const bytes = base.slice();
          for (const [at, value] of flips) bytes[at] = value;
          try {
            for (const dex of openDex(bytes, () => undefined)) {
              const members = readMembers(dex, () => undefined);
              const bounds = { start: 0, end: 0 };
              for (const code of members.methodCode) {
                if (!codeBounds(dex.units, code, bounds)) continue;
                visitCode(dex.units, bounds.start, bounds.end, new Uint8Array(256).fill(1), () => undefined);
              }
              for (let m = 0; m < Math.min(dex.methodClasses.length, 50); m++) dex.method(m);
              if (dex.classCount > 0) readStaticValues(dex, 0, 9);
            }
          } catch (error) {
            if (!(error instanceof ParseError)) throw error;
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('instructions', () => {
  test('every opcode that carries an index is long enough for it, unused ones are one unit', () => {
    for (let op = 0; op < 256; op++) {
      if (OPCODE_UNUSED[op] === 1) expect([op, OPCODE_UNITS[op]]).toEqual([op, 1]);
      if (OPCODE_REF[op] !== 0) expect(OPCODE_UNITS[op]).toBeGreaterThanOrEqual(2);
    }
    expect(OPCODE_UNUSED.reduce((sum, one) => sum + one, 0)).toBe(6 + 1 + 2 + 23);
  });

  test('payloads are stepped over, and one that runs over the end stops the walk', () => {
    const walk = (units: number[]): number =>
      visitCode(Uint16Array.from(units), 0, units.length, new Uint8Array(256), () => undefined);
    expect(walk([0x0000, 0x0100, 1, 0, 0, 6, 0, 0x000e])).toBe(3);
    expect(walk([0x0200, 1, 0, 0, 4, 0, 0x000e])).toBe(2);
    expect(walk([0x0300, 1, 3, 0, 0x1a1a, 0x1a, 0x000e])).toBe(2);
    expect(walk([0x0000, 0x0300, 0xffff, 0xffff, 0xffff])).toBe(-2);
    expect(walk([0x000e, 0x006e])).toBe(-2);
  });

  test('a method with broken instructions keeps what stands before', () => {
    const bytes = buildClass({
      name: 'La;',
      methods: [
        {
          name: 'm',
          proto: '()V',
          code: [
            ['const-string', 0, 'x'],
            ['raw', 0x006e],
          ],
        },
      ],
    });
    const [dex] = openDex(bytes, () => undefined);
    const members = readMembers(dex!, () => undefined);
    const bounds = { start: 0, end: 0 };
    codeBounds(dex!.units, members.methodCode[0]!, bounds);
    let strings = 0;
    const wanted = new Uint8Array(256).fill(1);
    expect(visitCode(dex!.units, bounds.start, bounds.end, wanted, () => strings++)).toBe(-2);
    expect(strings).toBe(1);
  });
});
