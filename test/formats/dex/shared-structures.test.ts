// One structure that many places name, and structures that lie over each other: read once, and never more than the file
// can hold. Work is counted, not timed.
import { describe, expect, test } from '@jest/globals';
import { annotatedMethods } from '../../../src/formats/dex/annotations.js';
import { openDex } from '../../../src/formats/dex/open.js';
import { readEncodedArray } from '../../../src/formats/dex/values.js';
import { buildProgram } from '../../../src/program/program.js';
import { callSiteOf } from '../../../src/program/lambdas.js';
import { smallDex, type DexLies } from '../../hostile/small-dex.js';
import { Out } from '../../support/zip.js';

const open = (lies: DexLies) => openDex(smallDex(lies), () => undefined)[0]!;
/** Where bytes behind a file of this shape begin. */
const behind = (lies: DexLies = {}): number => smallDex(lies).length;

describe('call sites', () => {
  const SITES = 500;
  const ITEMS = 4_000;
  const map = (table: number): Uint8Array => new Out().u32(1).u16(7).u16(0).u32(SITES).u32(table).done();
  const program = (place: (array: number, site: number) => number) => {
    const table = behind({ map: map(0) });
    const trailing = new Out();
    for (let site = 0; site < SITES; site++) trailing.u32(place(table + SITES * 4, site));
    trailing.u8(0x80 | (ITEMS & 127)).u8(ITEMS >> 7);
    // The name and prototype of an honest site, then nulls.
    trailing.u8(0x1e).u8(0x17).u8(14).u8(0x15).u8(2);
    for (let i = 3; i < ITEMS; i++) trailing.u8(0x1e);
    const data = smallDex({ map: map(table), trailing: trailing.done() });
    const [dex] = openDex(data, () => undefined);
    return buildProgram([{ dex: dex!, entry: 'classes.dex' }], () => () => undefined).dexes[0]!;
  };

  test('over one array are one', () => {
    const dex = program((array) => array);
    const first = callSiteOf(dex, 0);
    expect(first).toMatchObject({ name: 'onCreate', returns: 'V' });
    for (let site = 1; site < SITES; site++) expect(callSiteOf(dex, site)).toBe(first);
  });
  test('are read no further than a call takes arguments', () => {
    const dex = program((array, site) => array + (site % 2));
    expect(readEncodedArray(dex.dex, dex.dex.callSiteOffsets[0]!, 256)).toHaveLength(256);
    expect(readEncodedArray(dex.dex, dex.dex.callSiteOffsets[0]!, 2)).toHaveLength(2);
    expect(callSiteOf(dex, 0)).not.toBeNull();
  });
});

describe('annotations', () => {
  /** A directory of `methods` entries that all name one set, and the set, of `items` annotations of type 6. */
  const trailing = (base: number, methods: number, items: number): Uint8Array => {
    const out = new Out().u32(0).u32(0).u32(methods).u32(0);
    const set = base + 16 + methods * 8;
    for (let i = 0; i < methods; i++) out.u32(i % 3).u32(set);
    out.u32(items);
    for (let i = 0; i < items; i++) out.u32(set + 4 + items * 4);
    return out.u8(1).u8(6).u8(0).done();
  };
  const classOf = (directory: number): number[] => [5, 1, 0, 0, 0xffffffff, directory, 0, 0];

  test('a directory of many classes and a set of many methods are read once', () => {
    const moreClasses = Array.from({ length: 100 }, () => classOf(0));
    const base = behind({ moreClasses });
    const dex = open({
      moreClasses: moreClasses.map(() => classOf(base)),
      trailing: trailing(base, 300, 50),
    });
    let asked = 0;
    const none = (): boolean => (asked++, false);
    expect(annotatedMethods(dex, Array(101).keys(), none)).toEqual([]);
    expect(asked).toBe(50);
    expect(annotatedMethods(dex, Array(101).keys(), (type) => type === 6)).toHaveLength(300);
  });
  test('sets that lie over each other hold no more than the file has room for', () => {
    const many = 2_000;
    const base = behind();
    const out = new Out().u32(0).u32(0).u32(many).u32(0);
    const sets = base + 16 + many * 8;
    // Every word is the length of a set, and an item of those before it.
    for (let i = 0; i < many; i++) out.u32(0).u32(sets + i * 4);
    for (let i = 0; i < many * 2; i++) out.u32(many);
    const dex = open({ classDef: { 5: base }, trailing: out.done() });
    let asked = 0;
    annotatedMethods(dex, [0], () => (asked++, false));
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThanOrEqual(dex.view.length / 4);
  });
});
