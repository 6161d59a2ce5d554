import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../../src/bytes/limits.js';
import { ParseError } from '../../../src/bytes/parse-error.js';
import { readBinaryXml } from '../../../src/formats/resources/binary-xml.js';
import { valueBool, valueInt, valueText } from '../../../src/formats/resources/value.js';
import { attributeById, attributeByName } from '../../../src/formats/resources/xml-tree.js';
import type { Element } from '../../../src/formats/resources/xml-tree.js';
import { ATTRIBUTE_IDS } from '../../../src/extract/android-attributes.js';
import { ANDROID, buildAxml, el, hex, nothing, ref, typed } from '../../support/axml.js';
import type { AxmlOptions, ElementSpec } from '../../support/axml.js';
import { Bytes } from '../../support/bytes.js';
import { chunk, stringPool } from '../../support/res-chunk.js';

function read(root: ElementSpec, options: AxmlOptions = {}, limits = DEFAULT_LIMITS) {
  const odd: string[] = [];
  const document = readBinaryXml(buildAxml(root, options), limits, (code) => odd.push(code));
  return { ...document, odd };
}
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof ParseError) return error.code;
    throw error;
  }
  return 'none';
};
const nameOf = (element: Element): string | null =>
  attributeById(element, ATTRIBUTE_IDS.name)?.value.text ?? null;

const SIMPLE = el('manifest', { package: 'a.b' }, [
  el('uses-permission', { name: 'p.ONE' }),
  el('application', { exported: true, label: ref(0x7f010000) }, [
    el('activity', { name: '.Main' }, [], { line: 42 }),
  ]),
]);

/** A node that claims to be no bytes long. */
const NOTHING = new Bytes().u16(0x102, 16).u32(0, 0, 0).done();

describe('binary XML', () => {
  test.each([true, false])('reads elements, attributes and lines (UTF-8 pool: %s)', (utf8) => {
    const { root, whole, odd } = read(SIMPLE, { pool: { utf8 } });
    expect(whole).toBe(true);
    expect(odd).toEqual([]);
    expect(root.name).toBe('manifest');
    expect(attributeByName(root, 'package')?.raw).toBe('a.b');
    expect(root.children.map((child) => child.name)).toEqual(['uses-permission', 'application']);
    expect(nameOf(root.children[0]!)).toBe('p.ONE');
    const activity = root.children[1]!.children[0]!;
    expect(activity.line).toBe(42);
    expect(activity.offset).toBeGreaterThan(0);
    expect(attributeById(root.children[1]!, ATTRIBUTE_IDS.label)?.value).toEqual({
      type: 1,
      data: 0x7f010000,
      text: null,
    });
  });

  test.each<
    [
      string,
      ReturnType<typeof typed> | string | number | boolean,
      string | null,
      number | null,
      boolean | null,
    ]
  >([
    ['decimal', 12, '12', 12, true],
    ['negative', -3, '-3', -3, true],
    ['hexadecimal', hex(0xff), '0xff', 255, true],
    ['boolean', true, 'true', -1, true],
    ['false', false, 'false', 0, false],
    ['text', 'true', 'true', null, true],
    ['digits in a text', '0x10', '0x10', 16, false],
    ['float', typed(0x04, 0x3fc00000), '1.5', null, null],
    ['dimension', typed(0x05, (16 << 8) | 1), '16.0dip', null, null],
    ['fraction', typed(0x06, 0x40000030), '50.0%', null, null],
    ['colour', typed(0x1c, 0xff102030), '#ff102030', -15720400, true],
    ['attribute', typed(0x02, 0x01010001), '?0x01010001', null, null],
    ['reference', ref(0x7f020003), '@0x7f020003', null, null],
    ['null', nothing, null, null, null],
    ['empty', typed(0x00, 1), '', null, null],
    ['unknown type', typed(0x66, 9), null, null, null],
  ])('reads a value: %s', (_what, given, text, int, bool) => {
    const { root } = read(el('x', { value: given }));
    const { value } = root.attributes[0]!;
    expect([valueText(value), valueInt(value), valueBool(value)]).toEqual([text, int, bool]);
  });

  test('recognises attributes by resource id whatever they are called', () => {
    const { root, odd } = read(
      el('activity', {
        x: { name: 'exportet', ns: ANDROID, id: ATTRIBUTE_IDS.exported, value: true },
        y: { name: '', id: ATTRIBUTE_IDS.name, value: '.A' },
      }),
    );
    expect(attributeById(root, ATTRIBUTE_IDS.exported)?.value.data).toBe(0xffffffff);
    expect(nameOf(root)).toBe('.A');
    expect(odd).toEqual([]);
  });

  test('does not take a name without an id for the framework attribute', () => {
    const { root, odd } = read(el('activity', { name: { id: 0, value: '.Fake' } }));
    expect(nameOf(root)).toBeNull();
    expect(odd).toContain('axml/attribute-without-id');
  });

  test('a namespace of another URI does not hide the attribute from the platform', () => {
    const { root, odd } = read(
      el('activity', { name: { ns: 'http://evil', id: ATTRIBUTE_IDS.name, value: '.A' } }),
    );
    expect(nameOf(root)).toBe('.A');
    expect(odd).toEqual(['axml/attribute-namespace']);
  });

  test('the typed value counts, not the raw text beside it', () => {
    const { root } = read(el('uses-permission', { name: { value: 'p.REAL', raw: 'p.SHOWN' } }));
    expect(nameOf(root)).toBe('p.REAL');
  });

  test('of two attributes with one id the first counts, and an attribute the platform skips loses', () => {
    const twice = read(
      el('x', {
        a: { name: 'name', id: ATTRIBUTE_IDS.name, value: 'first' },
        b: { name: 'nom', id: ATTRIBUTE_IDS.name, value: 'second' },
      }),
    );
    expect(nameOf(twice.root)).toBe('first');
    expect(twice.odd).toEqual(['axml/attribute-repeated']);
    const unsorted = read(el('x', { exported: true, name: 'late' }, [], { keepOrder: true }));
    expect(nameOf(unsorted.root)).toBe('late');
    expect(unsorted.odd).toEqual(['axml/attributes-unsorted']);
  });

  test('accepts attributes wider than 20 bytes and says so', () => {
    const { root, odd } = read(el('x', { name: 'n', exported: true }, [], { attributePadding: 8 }));
    expect(nameOf(root)).toBe('n');
    expect(root.attributes).toHaveLength(2);
    expect(odd).toEqual(['axml/attribute-size']);
  });

  test('attribute size zero reads the first attribute again and again, bounded', () => {
    const { root, odd } = read(el('x', { name: 'n', exported: true }, [], { attributeSize: 0 }));
    expect(root.attributes.map((a) => a.name)).toEqual(['name', 'name']);
    expect(odd).toContain('axml/attribute-size');
  });

  test('keeps character data', () => {
    expect(read(el('string', {}, [], { text: '  hello ' })).root.text).toBe('hello');
  });

  const unknown = chunk(0x0999, new Uint8Array(), new Bytes().u32(1, 2).done());
  const unknownNode = chunk(0x0170, new Bytes().u32(1, 0).done(), new Bytes().u32(3).done());
  test.each<[string, ElementSpec, AxmlOptions, string[]]>([
    ['unknown chunk before the pool', SIMPLE, { beforePool: unknown }, ['axml/unknown-chunk']],
    ['unknown chunk before the root', SIMPLE, { beforeRoot: unknown }, ['axml/unknown-chunk']],
    ['unknown node inside', { ...SIMPLE, before: unknownNode }, {}, ['axml/unknown-chunk']],
    ['a decoy pool first', SIMPLE, { beforePool: stringPool(['decoy']) }, ['axml/several-string-pools']],
    ['wrong file type', SIMPLE, { type: 0x0000 }, ['axml/wrong-type']],
    ['bytes after the document', SIMPLE, { trailing: new Uint8Array(12) }, ['axml/trailing-bytes']],
    ['a size beyond the file', SIMPLE, { size: 0x00ffffff }, ['axml/size-wrong']],
    ['a second root', SIMPLE, { roots: [el('manifest', { package: 'evil' })] }, ['axml/several-roots']],
    ['an end tag of another name', { ...SIMPLE, endTag: 'other' }, {}, ['axml/end-name-differs']],
    ['a missing end tag', { ...SIMPLE, endTag: null }, {}, ['axml/unclosed-element']],
    ['value size zero', el('manifest', { package: { value: 'a.b', valueSize: 0 } }), {}, ['axml/value-size']],
    ['no namespace declared', SIMPLE, { namespaces: null }, []],
    ['a namespace under another prefix', SIMPLE, { namespaces: { x: ANDROID } }, []],
  ])('survives and names: %s', (_what, root, options, codes) => {
    const { root: found, odd } = read(root, options);
    expect(attributeByName(found, 'package')?.raw).toBe('a.b');
    expect([...new Set(odd)]).toEqual(codes);
  });

  test('a header longer than eight bytes is stepped over', () => {
    const honest = buildAxml(SIMPLE);
    const wide = new Bytes()
      .u16(3, 12)
      .u32(honest.length + 4, 0)
      .add(honest.subarray(8))
      .done();
    const odd: string[] = [];
    expect(readBinaryXml(wide, DEFAULT_LIMITS, (code) => odd.push(code)).root.name).toBe('manifest');
    expect(odd).toEqual(['axml/header-size']);
  });

  test.each<[string, ElementSpec, AxmlOptions]>([
    [
      'node with a short header',
      el('manifest', { package: 'a.b' }, [el('x', {}, [], { node: { headerSize: 8 } })]),
      {},
    ],
    [
      'too many attributes claimed',
      el('manifest', { package: 'a.b' }, [el('x', { name: 'y' }, [], { attributeCount: 900 })]),
      {},
    ],
    [
      'attributes starting beyond',
      el('manifest', { package: 'a.b' }, [el('x', { name: 'y' }, [], { attributeStart: 4000 })]),
      {},
    ],
    ['cut end', SIMPLE, { cutTo: buildAxml(SIMPLE).length - 100 }],
    ['zero-size node', el('manifest', { package: 'a.b' }, [{ ...el('x'), after: NOTHING }]), {}],
  ])('keeps what came before a break: %s', (_what, root, options) => {
    const { root: found, whole } = read(root, options);
    expect(found.name).toBe('manifest');
    expect(whole).toBe(false);
  });

  test("what follows the root's end tag is told, and makes nothing incomplete", () => {
    const { root: found, whole, odd } = read({ ...SIMPLE, after: NOTHING }, {});
    expect([found.name, whole, odd]).toEqual(['manifest', true, ['axml/trailing-bytes']]);
  });

  test.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'axml/too-short'],
    ['text', new TextEncoder().encode('<?xml version="1.0"?><manifest/>'), 'axml/not-binary-xml'],
    ['only a header', new Bytes().u16(3, 8).u32(8).done(), 'axml/no-root'],
    ['only a pool', buildAxml(SIMPLE, { cutTo: 60 }), 'axml/chunk-malformed'],
    [
      'a zero-size chunk first',
      buildAxml(SIMPLE, { beforePool: new Bytes().u16(1, 8).u32(0).done() }),
      'axml/chunk-malformed',
    ],
    ['a pool with a wild count', buildAxml(SIMPLE, { pool: { count: 0x10000000 } }), 'string-pool/malformed'],
  ])('refuses: %s', (_what, data, code) => {
    expect(codeOf(() => readBinaryXml(data, DEFAULT_LIMITS, () => {}))).toBe(code);
  });

  test('keeps its limits on depth and number of elements', () => {
    let deep = el('x');
    for (let i = 0; i < 40; i++) deep = el('x', {}, [deep]);
    const shallow = read(deep, {}, { ...DEFAULT_LIMITS, xmlDepth: 10 });
    expect(shallow.odd).toEqual(['limit/xml-depth']);
    expect(shallow.whole).toBe(true);
    const many = read(
      el(
        'x',
        {},
        Array.from({ length: 50 }, () => el('y')),
      ),
      {},
      { ...DEFAULT_LIMITS, xmlElements: 10 },
    );
    expect(many.root.children).toHaveLength(9);
    expect(many.whole).toBe(false);
    expect(many.odd).toContain('limit/xml-elements');
  });

  test('any cut and any flipped byte ends in a tree or a ParseError', () => {
    const honest = buildAxml(SIMPLE);
    const outcome = (data: Uint8Array): string => codeOf(() => readBinaryXml(data, DEFAULT_LIMITS, () => {}));
    for (let length = 0; length < honest.length; length += 3) outcome(honest.subarray(0, length));
    for (let at = 0; at < honest.length; at++) {
      for (const value of [0x00, 0x01, 0x7f, 0xff]) {
        const copy = honest.slice();
        copy[at] = value;
        outcome(copy);
      }
    }
    expect(outcome(honest)).toBe('none');
  });
});
