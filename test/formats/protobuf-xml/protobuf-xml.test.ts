import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../../src/bytes/limits.js';
import { ParseError } from '../../../src/bytes/parse-error.js';
import { manifestExtractor } from '../../../src/extract/manifest.js';
import { resourcesExtractor } from '../../../src/extract/resources.js';
import { openProtobufTable } from '../../../src/formats/protobuf-xml/table.js';
import { readProtobufXml } from '../../../src/formats/protobuf-xml/xml.js';
import { visitFields } from '../../../src/formats/protobuf-xml/wire.js';
import { readBinaryXml } from '../../../src/formats/resources/binary-xml.js';
import { openResourceTable } from '../../../src/formats/resources/table.js';
import type { Element } from '../../../src/formats/resources/xml-tree.js';
import { buildArsc, dynamicRef, ref, resourceId } from '../../support/arsc.js';
import type { PackageSpec } from '../../support/arsc.js';
import { buildAxml, el, hex, manifestSpec, nothing, typed } from '../../support/axml.js';
import type { ElementSpec } from '../../support/axml.js';
import { memoryPackage, runExtractors } from '../../support/memory-package.js';
import { buildProtoTable, buildProtoXml, len, num } from '../../support/proto.js';

const PACK: PackageSpec = {
  types: {
    string: [
      { entries: { app_name: 'Demo', alias: ref(0x7f010000), desc: 'what it does' } },
      { config: { locale: 'zh-Hans-CN' }, entries: { app_name: '演示' } },
      { config: { locale: 'fr' }, entries: { app_name: 'Démo' } },
    ],
    bool: [
      { entries: { modern: false } },
      { config: { sdk: 21 }, entries: { modern: true } },
      { config: { night: true }, entries: { modern: false } },
    ],
    xml: [{ entries: { nsc: 'res/xml/nsc.xml', a11y: 'res/xml/a11y.xml' } }],
    layout: [{ entries: { main: 'res/layout/main.xml' } }],
    integer: [{ entries: { code: 77 } }],
    array: [
      {
        entries: {
          list: {
            items: [
              { name: 0x02000000, value: 'one' },
              { name: 0x02000001, value: ref(0x7f010000) },
            ],
          },
        },
      },
    ],
    color: [{ entries: { red: typed(0x1c, 0xffff0000), half: typed(0x04, 0x3f000000) } }],
  },
};
const id = (path: string): number => resourceId(PACK, path);

const MANIFEST = manifestSpec(
  { versionCode: ref(id('integer/code')), compileSdkVersion: 35, platformBuildVersionCode: 35 },
  [
    el(
      'activity',
      { name: '.Main', exported: true, enabled: ref(id('bool/modern')) },
      [
        el('intent-filter', { priority: -5 }, [
          el('action', { name: 'android.intent.action.MAIN' }),
          el('category', { name: 'android.intent.category.LAUNCHER' }),
        ]),
      ],
      { line: 31 },
    ),
    el('service', { name: '.Watch', foregroundServiceType: hex(0x48), permission: 'p.X' }, [
      el('meta-data', { name: 'android.accessibilityservice', resource: ref(id('xml/a11y')) }),
    ]),
    el('provider', { name: '.P', authorities: 'com.example.app.p', grantUriPermissions: true }),
  ],
  [
    el('uses-sdk', { minSdkVersion: 21, targetSdkVersion: 28 }),
    el('uses-permission', { name: 'android.permission.ACCESS_FINE_LOCATION' }),
    el('uses-permission', { name: 'android.permission.CAMERA', maxSdkVersion: 30 }),
    el('uses-feature', { glEsVersion: hex(0x30000), required: false }),
    el('permission', { name: 'com.example.P', protectionLevel: hex(2), label: ref(id('string/desc')) }),
  ],
  {
    label: ref(id('string/alias')),
    networkSecurityConfig: ref(id('xml/nsc')),
    debuggable: true,
    appCategory: 5,
  },
);
const XMLS: Record<string, ElementSpec> = {
  'res/xml/nsc.xml': el('network-security-config', {}, [
    el('domain-config', { ':cleartextTrafficPermitted': true }, [
      el('domain', {}, [], { text: 'a.example' }),
    ]),
  ]),
  'res/xml/a11y.xml': el('accessibility-service', {
    accessibilityEventTypes: hex(0xffffffff),
    canRetrieveWindowContent: true,
  }),
  'res/layout/main.xml': el('LinearLayout', {}, [
    el('com.example.app.View', {}),
    el('Button', { onClick: 'go' }),
  ]),
};

/** Places differ in byte offsets and nothing else. */
const withoutOffsets = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'offset' ? undefined : inner)));

describe('bundles', () => {
  test('an AAB gives the facts of the APK made from it', () => {
    const build = (xml: (spec: ElementSpec) => Uint8Array) =>
      Object.fromEntries(Object.entries(XMLS).map(([path, spec]) => [path, xml(spec)]));
    const apk = memoryPackage({
      'AndroidManifest.xml': buildAxml(MANIFEST),
      'resources.arsc': buildArsc({ packages: [PACK] }),
      ...build(buildAxml),
    });
    const aab = memoryPackage(
      {
        'AndroidManifest.xml': buildProtoXml(MANIFEST),
        'resources.pb': buildProtoTable({ packages: [PACK] }),
        ...build(buildProtoXml),
      },
      {},
      'aab',
    );
    const [a, b] = [apk, aab].map((pkg) =>
      runExtractors<'manifest' | 'resources'>(pkg, [manifestExtractor, resourcesExtractor] as never),
    );
    expect(a!.codes).toEqual([]);
    expect(b!.codes).toEqual([]);
    expect(b!.done.manifest!.state).toBe('complete');
    expect(withoutOffsets(b!.done)).toEqual(withoutOffsets(a!.done));
    const value = (b!.done.manifest as { value: { application: { label: string; labels: unknown[] } } })
      .value;
    expect(value.application.label).toBe('Demo');
    expect(value.application.labels).toHaveLength(3);
  });

  test('every value of the table is the same in both forms', () => {
    const binary = openResourceTable(buildArsc({ packages: [PACK] }), DEFAULT_LIMITS, () => {});
    const proto = openProtobufTable(buildProtoTable({ packages: [PACK] }), DEFAULT_LIMITS);
    expect(proto.packages.map((p) => [p.id, p.name])).toEqual(binary.packages.map((p) => [p.id, p.name]));
    expect(proto.locales()).toEqual(binary.locales());
    for (const path of [
      'string/app_name',
      'string/alias',
      'bool/modern',
      'xml/nsc',
      'integer/code',
      'array/list',
      'color/red',
      'color/half',
    ]) {
      const strip = (values: readonly unknown[]) =>
        JSON.parse(
          JSON.stringify(values, (key, v: unknown) =>
            key === 'data' && typeof v === 'number' && v < 0x1000 ? 0 : v,
          ),
        );
      expect(strip(proto.values(id(path)))).toEqual(strip(binary.values(id(path))));
      expect(proto.nameOf(id(path))).toBe(path);
    }
    expect(proto.filesOf('xml').sort()).toEqual(binary.filesOf('xml').sort());
    expect(proto.values(0x7f990000)).toEqual([]);
    expect(proto.nameOf(0x7f990000)).toBeNull();
  });

  test('every kind of attribute value is the same in both forms', () => {
    const values = [
      'text',
      5,
      -5,
      true,
      false,
      hex(0xfe),
      ref(0x7f010000),
      dynamicRef(0x02010000),
      nothing,
      typed(0, 1),
      typed(2, 0x7f030001),
      typed(4, 0x3fc00000),
      typed(5, 0x1001),
      typed(6, 0x130),
      typed(0x1c, 0xff010203),
      typed(0x1d, 0x010203),
      typed(0x1e, 0xf123),
      typed(0x1f, 0x123),
    ];
    const root = el('x', Object.fromEntries(values.map((value, i) => [`:v${i}`, value])));
    const shape = (element: Element) =>
      element.attributes.map((a) => [a.name, a.value.type, a.value.type === 3 ? a.value.text : a.value.data]);
    expect(shape(readProtobufXml(buildProtoXml(root), DEFAULT_LIMITS, () => {}).root)).toEqual(
      shape(readBinaryXml(buildAxml(root), DEFAULT_LIMITS, () => {}).root),
    );
  });

  test('what is no message ends in a ParseError', () => {
    const code = (data: Uint8Array): string => {
      try {
        readProtobufXml(data, DEFAULT_LIMITS, () => {});
      } catch (error) {
        if (error instanceof ParseError) return error.code;
        throw error;
      }
      return 'read';
    };
    expect(code(new Uint8Array())).toBe('protobuf/no-element');
    expect(code(Uint8Array.of(0x0a, 0x7f))).toBe('protobuf/cut');
    expect(code(Uint8Array.of(0x08, 0xff))).toBe('protobuf/cut');
    expect(code(new Uint8Array(20).fill(0xff))).toBe('protobuf/number-too-long');
    expect(code(Uint8Array.of(0x0b))).toBe('protobuf/wire-type');
    expect(code(Uint8Array.of(0x02, 0))).toBe('protobuf/field-zero');
    expect(() => openProtobufTable(Uint8Array.of(0x12, 0x05, 1), DEFAULT_LIMITS)).toThrow(ParseError);
  });

  test('keeps limits, and any cut or flipped byte ends in a tree or a ParseError', () => {
    let deep = el('x');
    for (let i = 0; i < 600; i++) deep = el('x', {}, [deep]);
    const odd: string[] = [];
    expect(readProtobufXml(buildProtoXml(deep), DEFAULT_LIMITS, (code) => odd.push(code)).whole).toBe(false);
    expect(odd).toContain('limit/xml-depth');
    const table = buildProtoTable({ packages: [PACK] });
    expect(() => openProtobufTable(table, { ...DEFAULT_LIMITS, resourceEntries: 3 })).toThrow(
      'limit/resource-entries',
    );
    const honest = buildProtoXml(MANIFEST);
    for (const [data, read] of [
      [honest, (d: Uint8Array) => readProtobufXml(d, DEFAULT_LIMITS, () => {})],
      [table, (d: Uint8Array) => openProtobufTable(d, DEFAULT_LIMITS).values(0x7f010000)],
    ] as const) {
      for (let at = 0; at < data.length; at += 5) {
        const flipped = [0, 0x7f, 0xff].map((value) => {
          const copy = data.slice();
          copy[at] = value;
          return copy;
        });
        for (const bytes of [data.subarray(0, at), ...flipped]) {
          try {
            read(bytes);
          } catch (error) {
            if (!(error instanceof ParseError)) throw error;
          }
        }
      }
    }
  });

  test('unknown fields of every wire type are stepped over', () => {
    const data = Uint8Array.from([
      ...num(20, 300),
      ...len(21, 'abc'),
      0xb1,
      1,
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      8,
      0xbd,
      1,
      1,
      0,
      0,
      0,
      ...num(1, 7),
    ]);
    const seen: number[] = [];
    visitFields({ data, base: 0 }, ({ number, bits }) => seen.push(number, bits));
    expect(seen).toEqual([20, 300, 21, 0, 22, 0, 23, 1, 1, 7]);
  });
});
