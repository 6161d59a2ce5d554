// Texts numbered by their bytes: the same numbers as a map of strings would give, whatever the encoding, and with texts
// chosen to collide.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DescriptorTable } from '../../src/program/descriptor-table.js';
import { TextTable } from '../../src/program/text-table.js';
import { encodeModifiedUtf8 } from '../../src/formats/dex/strings.js';
import { uleb128 } from '../support/leb128.js';

/** string_data_items one after the other, behind one byte so that no offset is 0. */
function stringData(texts: readonly string[]): { data: Uint8Array; offsets: number[] } {
  const bytes: number[] = [0];
  const offsets = texts.map((text) => {
    const at = bytes.length;
    bytes.push(...uleb128(text.length), ...encodeModifiedUtf8(text), 0);
    return at;
  });
  return { data: Uint8Array.from(bytes), offsets };
}

const anyText = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('', 'a', 'L;', 'Lcom/a/B;', '\0', 'x'.repeat(127), 'x'.repeat(128), '用户', '\ud800'),
);

describe('TextTable', () => {
  test('numbers texts as a map of strings does, and gives them back', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 60 }), fc.array(anyText), (texts, others) => {
        const { data, offsets } = stringData(texts);
        const table = new TextTable(0);
        const ids = new Map<string, number>();
        texts.forEach((text, i) => {
          if (!ids.has(text)) ids.set(text, ids.size);
          expect(table.addString(data, offsets[i]!)).toBe(ids.get(text));
        });
        expect(table.size).toBe(ids.size);
        for (const [text, id] of ids) {
          expect(table.text(id)).toBe(text);
          expect(table.find(text)).toBe(id);
        }
        for (const text of others) expect(table.find(text)).toBe(ids.get(text) ?? -1);
      }),
    );
  });

  test('two files and two encodings of one text are one text', () => {
    const table = new TextTable();
    const one = stringData(['name', 'A']);
    const two = stringData(['A', 'name']);
    const ids = [one, two].flatMap(({ data, offsets }) => offsets.map((at) => table.addString(data, at)));
    expect(ids).toEqual([0, 1, 1, 0]);
    // "A" in two bytes, which modified UTF-8 does not forbid a reader to accept.
    expect(table.addString(Uint8Array.of(0, 1, 0xc1, 0x81, 0), 1)).toBe(1);
  });

  test('a length that lies, and a string beyond the file, read as the decoder reads them', () => {
    const table = new TextTable();
    const cut = Uint8Array.of(0, 2, 0x61, 0x62, 0x63, 0);
    expect(table.text(table.addString(cut, 1))).toBe('ab');
    const long = Uint8Array.of(0, 9, 0x61, 0x62, 0);
    expect(table.text(table.addString(long, 1))).toBe('ab');
    expect(table.text(table.addString(cut, 600))).toBe('');
    expect(table.text(table.addString(cut, 0))).toBe('');
    expect(table.text(table.addString(Uint8Array.of(0, 5, 0x61), 1))).toBe('a');
  });

  test('texts made to share one hash stay apart', () => {
    const { texts } = collidingTexts(11);
    expect(new Set(texts.map((text) => fnv(text, SEED))).size).toBe(1);
    const { data, offsets } = stringData(texts);
    const table = new TextTable();
    expect(offsets.map((at) => table.addString(data, at))).toEqual(texts.map((_, i) => i));
    expect(texts.map((text) => table.find(text))).toEqual(texts.map((_, i) => i));
    expect(table.find('none of them')).toBe(-1);
  });

  test('packages and short names are read from the bytes', () => {
    const { data, offsets } = stringData(['Lcom/a/B;', 'LTop;', '[Lcom/a/B;', 'Lcom/a/用;']);
    const table = new TextTable();
    offsets.forEach((at) => table.addString(data, at));
    const folders = new TextTable();
    const folder = (id: number): string => folders.text(table.addFolderTo(id, folders));
    expect([0, 1, 3].map(folder)).toEqual(['com/a', '', 'com/a']);
    expect([0, 1, 3].map((id) => table.bytesBehindSlash(id))).toEqual([2, -1, 4]);
  });
});

describe('DescriptorTable', () => {
  const type = (table: TextTable, text: string): number => {
    const { data, offsets } = stringData([text]);
    return table.addString(data, offsets[0]!);
  };

  test('numbers descriptors by their types, writes them, and finds them by text', () => {
    const types = new TextTable();
    const global = Int32Array.from(['V', 'I', 'Ljava/lang/String;', '[J'].map((text) => type(types, text)));
    const table = new DescriptorTable(types);
    const texts = ['()V', '(I)V', '(ILjava/lang/String;)V', '([JI)I', '()I'];
    const written: [number, number[]][] = [
      [0, []],
      [0, [1]],
      [0, [1, 2]],
      [1, [3, 1]],
      [1, []],
    ];
    for (let round = 0; round < 2; round++) {
      const ids = written.map(([returns, parameters]) =>
        table.add(global[returns]!, Uint16Array.from(parameters), global),
      );
      expect(ids).toEqual([0, 1, 2, 3, 4]);
    }
    expect(texts.map((_, id) => table.text(id))).toEqual(texts);
    expect(texts.map((text) => table.find(text))).toEqual([0, 1, 2, 3, 4]);
    expect(table.find('(J)V')).toBe(-1);
    expect(table.find('(II)V')).toBe(-1);
    expect(table.find('nonsense')).toBe(-1);
    expect(table.parameters(3)).toEqual(['[J', 'I']);
    expect(table.size).toBe(5);
  });

  test('a type that cannot be read makes a descriptor of its own', () => {
    const types = new TextTable();
    const global = Int32Array.from([type(types, 'V'), -1]);
    const table = new DescriptorTable(types);
    expect(table.add(global[0]!, new Uint16Array(), global)).toBe(0);
    expect(table.add(global[0]!, Uint16Array.of(1), global)).toBe(1);
    expect(table.add(global[0]!, Uint16Array.of(77), global)).toBe(1);
  });

  test('grows beyond its first table', () => {
    const types = new TextTable();
    const global = Int32Array.from({ length: 200 }, (_, i) => type(types, `La${i};`));
    const table = new DescriptorTable(types);
    for (let i = 0; i < 200 * 60; i++) {
      expect(table.add(global[i % 200]!, Uint16Array.of(Math.floor(i / 200)), global)).toBe(i);
    }
    expect(table.find('(La59;)La199;')).toBe(11_999);
  });
});

const SEED = 0x811c9dc5 | 0;
function fnv(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** 2^n texts of one hash: n pairs of blocks, each pair leading to one state (Joux, 2004). */
function collidingTexts(n: number): { texts: string[] } {
  let state = SEED;
  let texts = [''];
  for (let i = 0; i < n; i++) {
    const seen = new Map<number, string>();
    for (let k = 0; ; k++) {
      const mixed = Math.imul(k ^ (k >>> 7), 0x9e3779b1) >>> 0;
      const block = String.fromCharCode(...[0, 7, 14, 21].map((bits) => 0x30 + ((mixed >>> bits) & 0x3f)));
      const hash = fnv(block, state);
      const other = seen.get(hash);
      if (other !== undefined) {
        texts = texts.flatMap((text) => [text + block, text + other]);
        state = hash;
        break;
      }
      seen.set(hash, block);
    }
  }
  return { texts };
}
