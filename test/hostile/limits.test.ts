// Every ceiling, tripped through the whole of a scan by an input that is honest but for one thing: it says so by its own
// name, the section that suffers is not complete, and the interval is wider than under the usual ceiling.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS, type Limits } from '../../src/bytes/limits.js';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { SECTION_NAMES } from '../../src/model/constants.js';
import type { AppFacts, SectionName } from '../../src/model/facts.js';
import type { AppReport } from '../../src/model/report.js';
import { withRealNames } from '../../src/extract/real-names.js';
import { readMapping } from '../../src/formats/mapping/mapping-file.js';
import { judgeFacts, readPaths } from '../../src/scan.js';
import { buildArsc, ref, resourceId, type PackageSpec } from '../support/arsc.js';
import { buildAxml, el } from '../support/axml.js';
import { buildDex } from '../support/dex.js';
import { apkOf, temporaryFolder } from '../support/package-files.js';
import { zipOf } from '../support/zip.js';
import { APP, LABEL, RESOURCES, app, manifestTree } from './case.js';
import { WATCH } from './run.js';
import { DEVICE_CALL, smallDex } from './small-dex.js';

interface LimitCase {
  /** Ceilings lowered so that the input stays small; the key's own first. */
  limits: Partial<Limits>;
  build(): Uint8Array;
  /** The section that suffers; null: none by itself, the interval tells. */
  section: SectionName | null;
  /** When it goes by another name than its own. */
  code?: string;
  file?: string;
  /** Text of a mapping file to judge it with. */
  mapping?: string;
}

const text = (script: string): Uint8Array => new TextEncoder().encode(script);

/** Ceilings of bytecode, each met by a small bundle of our own. */
function hermesLimits<K extends keyof Limits>(names: readonly K[]): Record<K, LimitCase> {
  const file = join(import.meta.dirname, '../formats/hermes/samples/v96.hbc');
  const build = (): Uint8Array =>
    app({ more: [{ name: 'assets/index.android.bundle', data: new Uint8Array(readFileSync(file)) }] });
  const cases = names.map((name) => [name, { limits: { [name]: 3 }, build, section: null }]);
  return Object.fromEntries(cases) as Record<K, LimitCase>;
}

/** Ceilings of assemblies, each met by a small one of our own and the library it uses. */
function assemblyLimits<K extends keyof Limits>(names: readonly K[]): Record<K, LimitCase> {
  const more = ['native-over', 'Tracker'].map((name) => ({
    name: `assemblies/${name}.dll`,
    data: new Uint8Array(readFileSync(join(import.meta.dirname, `../managed/samples/${name}.dll`))),
  }));
  const build = (): Uint8Array => app({ more });
  return Object.fromEntries(
    names.map((name) => [name, { limits: { [name]: 1 }, build, section: null }]),
  ) as Record<K, LimitCase>;
}

/** A second DEX file behind which there is much air. */
function zeros(): Uint8Array {
  const data = new Uint8Array(3 << 20);
  data.set(smallDex());
  return app({ more: [{ name: 'classes2.dex', data, method: 8 }] });
}
const manifestWith = (...children: ReturnType<typeof el>[]): Uint8Array => {
  const tree = manifestTree();
  return app({ manifest: buildAxml({ ...tree, children: [...tree.children, ...children] }) });
};
const labelled = (types: PackageSpec['types']): Uint8Array => {
  const table: PackageSpec = { name: APP, types };
  return app({
    manifest: buildAxml(manifestTree({ label: ref(resourceId(table, 'string/app_name')) })),
    resources: buildArsc({ packages: [table] }),
  });
};
const withUrls = (): Uint8Array =>
  app({
    dex: buildDex({
      classes: [
        {
          name: 'Lcom/example/app/Main;',
          methods: [
            {
              name: 'urls',
              proto: '()V',
              code: [
                ['const-string', 0, 'https://one.example/path'],
                ['const-string', 0, 'https://two.example/path'],
                'return-void',
              ],
            },
          ],
        },
      ],
    }),
  });

/** A 64-bit library: one segment that maps the file as it lies, and a dynamic section with two symbols. */
function library(): Uint8Array {
  const dynamic: readonly (readonly [number, number])[] = [
    [5, 0x200], // strings
    [6, 0x220], // symbols
    [4, 0x1e0], // hash table
    [0, 0],
  ];
  const out = new Uint8Array(0x280);
  const view = new DataView(out.buffer);
  const long = (at: number, value: number): void => view.setBigUint64(at, BigInt(value), true);
  out.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(18, 183, true);
  long(32, 64);
  view.setUint16(54, 56, true);
  view.setUint16(56, 2, true);
  view.setUint32(64, 1, true); // PT_LOAD of everything
  long(64 + 32, out.length);
  view.setUint32(120, 2, true); // PT_DYNAMIC
  long(120 + 8, 0x100);
  long(120 + 16, 0x100);
  long(120 + 32, dynamic.length * 16);
  dynamic.forEach(([tag, value], index) => {
    long(0x100 + index * 16, tag);
    long(0x108 + index * 16, value);
  });
  view.setUint32(0x1e4, 3, true); // nchain: three symbols, the first of them none
  return out;
}
const withLibrary = (): Uint8Array => app({ more: [{ name: 'lib/arm64-v8a/liba.so', data: library() }] });

const layout = (): Uint8Array =>
  buildAxml(el('LinearLayout', {}, [el('Button', { onClick: 'one' }), el('Button', { onClick: 'two' })]));
function nested(): Uint8Array {
  let inner = zipOf({ 'classes.dex': smallDex() });
  for (let depth = 0; depth < 1; depth++) inner = zipOf({ 'inner.jar': inner, 'classes.dex': smallDex() });
  return app({ more: [{ name: 'assets/plugin.jar', data: inner }] });
}
const manyDex = (): Uint8Array =>
  app({ more: [2, 3, 4].map((n) => ({ name: `classes${n}.dex`, data: smallDex(), method: 8 })) });
const split = (name: string): Uint8Array => apkOf({ package: APP, split: name });
const jars = (): Uint8Array =>
  app({
    more: ['a', 'b', 'c'].map((name) => ({
      name: `assets/${name}.jar`,
      data: zipOf({ x: 'y'.repeat(200) }, 0),
    })),
  });

/** An identifier that a helper gives to two callers, one of which hands it to two kinds of answerer and opens an address. */
function passedOn(): Uint8Array {
  const main = 'Lcom/example/app/Main;';
  const face = 'Lcom/example/app/Face;';
  const text = 'Ljava/lang/String;';
  const answerer = (name: string) => ({
    name: `Lcom/example/app/${name};`,
    super: 'Ljava/lang/Object;',
    interfaces: [face],
    methods: [
      { name: '<init>', proto: '()V', access: 'public constructor', code: ['return-void'] as const },
      { name: 'take', proto: `(${text})V`, access: 'public', code: ['return-void'] as const },
    ],
  });
  const make = (register: number, name: string) =>
    ['new-instance', register, `Lcom/example/app/${name};`] as const;
  return app({
    dex: buildDex({
      classes: [
        {
          name: main,
          super: 'Landroid/app/Activity;',
          methods: [
            {
              name: 'onCreate',
              proto: '(Landroid/os/Bundle;)V',
              code: [
                ['invoke-static', [], `${main}->id()${text}`],
                ['move-result-object', 0],
                make(1, 'One'),
                make(2, 'Two'),
                ['invoke-static', [8], `${main}->face(Landroid/os/Bundle;)${face}`],
                ['move-result-object', 3],
                ['invoke-interface', [3, 0], `${face}->take(${text})V`],
                ['new-instance', 4, 'Ljava/net/URL;'],
                ['invoke-direct', [4, 0], `Ljava/net/URL;-><init>(${text})V`],
                ['invoke-virtual', [4], 'Ljava/net/URL;->openStream()Ljava/io/InputStream;'],
                'return-void',
              ],
            },
            {
              name: 'onResume',
              proto: '()V',
              code: [['invoke-static', [], `${main}->id()${text}`], 'return-void'],
            },
            {
              name: 'id',
              proto: `()${text}`,
              access: 'public static',
              code: [
                ['const/4', 0, 0],
                ['invoke-virtual', [0], `${DEVICE_CALL}()${text}`],
                ['move-result-object', 1],
                ['return-object', 1],
              ],
            },
            {
              name: 'face',
              proto: `(Landroid/os/Bundle;)${face}`,
              access: 'public static',
              code: [
                ['const/4', 0, 0],
                ['return-object', 0],
              ],
            },
          ],
        },
        answerer('One'),
        answerer('Two'),
        {
          name: face,
          super: 'Ljava/lang/Object;',
          access: 'public abstract interface',
          methods: [{ name: 'take', proto: `(${text})V`, access: 'public abstract' }],
        },
      ],
    }),
  });
}

/** A ceiling without a case does not compile, and one that nothing trips does not pass. */
const CASES: Readonly<Record<keyof Limits, LimitCase>> = {
  entries: {
    limits: { entries: 20 },
    build: () => app({ more: Array.from({ length: 40 }, (_, at) => ({ name: `assets/${at}`, data: '' })) }),
    section: 'files',
  },
  entryBytes: { limits: { entryBytes: 1 << 20 }, build: zeros, section: 'code' },
  totalBytes: { limits: { totalBytes: 1 << 20 }, build: zeros, section: 'code' },
  totalRatio: {
    limits: { totalRatio: 1, totalRatioFromBytes: 1 << 20 },
    build: zeros,
    section: 'code',
  },
  totalRatioFromBytes: {
    limits: { totalRatioFromBytes: 1 << 20, totalRatio: 1 },
    build: zeros,
    section: 'code',
    code: 'limit/total-ratio',
  },
  inflationRatio: {
    limits: { inflationRatio: 100, inflationRatioFromBytes: 1 << 20 },
    build: zeros,
    section: 'code',
  },
  inflationRatioFromBytes: {
    limits: { inflationRatioFromBytes: 1 << 20, inflationRatio: 100 },
    build: zeros,
    section: 'code',
    code: 'limit/inflation-ratio',
  },
  nestingDepth: { limits: { nestingDepth: 1 }, build: nested, section: null },
  xmlDepth: { limits: { xmlDepth: 3 }, build: () => app(), section: 'manifest' },
  xmlElements: {
    limits: { xmlElements: 1 },
    build: () => app({ more: [{ name: 'res/layout/a.xml', data: layout() }] }),
    section: 'resources',
  },
  xmlAttributes: { limits: { xmlAttributes: 4 }, build: () => app(), section: 'manifest' },
  manifestElements: {
    limits: { manifestElements: 20 },
    build: () => manifestWith(...Array.from({ length: 40 }, () => el('x'))),
    section: 'manifest',
  },
  factText: { limits: { factText: 10 }, build: () => app(), section: 'manifest' },
  layoutNames: {
    limits: { layoutNames: 1 },
    build: () => app({ more: [{ name: 'res/layout/a.xml', data: layout() }] }),
    section: 'resources',
  },
  formFields: {
    limits: { formFields: 1 },
    build: () =>
      app({
        more: [
          {
            name: 'res/layout/form.xml',
            data: buildAxml(
              el('LinearLayout', {}, [
                el('EditText', { hint: 'Street address' }),
                el('EditText', { hint: 'Postal code' }),
              ]),
            ),
          },
        ],
      }),
    section: 'resources',
  },
  strings: { limits: { strings: 3 }, build: () => app(), section: 'manifest' },
  stringBytes: { limits: { stringBytes: 8 }, build: () => app(), section: 'manifest' },
  resourceEntries: {
    limits: { resourceEntries: 1 },
    build: () =>
      labelled({
        ...RESOURCES.types,
        xml: [{ entries: { a: 'res/xml/a.xml', b: 'res/xml/b.xml' } }],
      }),
    section: 'resources',
  },
  resourceTypes: { limits: { resourceTypes: 1 }, build: () => app(), section: 'resources' },
  dexFiles: { limits: { dexFiles: 3 }, build: manyDex, section: 'code' },
  parts: {
    limits: { parts: 1 },
    build: () =>
      zipOf({
        'base.apk': apkOf({ package: APP }, { 'classes.dex': smallDex() }),
        'a.apk': split('config.a'),
      }),
    section: 'files',
    file: 'set.apks',
  },
  referenceDepth: {
    limits: { referenceDepth: 1 },
    build: () => {
      const names = { name: APP, types: { string: [{ entries: { app_name: LABEL, b: LABEL, c: LABEL } }] } };
      const to = (name: string) => ref(resourceId(names, `string/${name}`));
      return labelled({ string: [{ entries: { app_name: to('b'), b: to('c'), c: LABEL } }] });
    },
    section: 'manifest',
  },
  referenceEnds: {
    limits: { referenceEnds: 1 },
    build: () => labelled(RESOURCES.types),
    section: 'manifest',
  },
  timeMs: { limits: { timeMs: -1 }, build: () => app(), section: 'code' },
  memoryBytes: { limits: { memoryBytes: 1 }, build: () => app(), section: 'code' },
  diagnostics: {
    limits: { diagnostics: 1 },
    build: () =>
      app({ more: ['2', '3'].map((n) => ({ name: `classes${n}.dex`, data: 'rubbish'.repeat(40) })) }),
    section: null,
  },
  callGraphEdges: {
    limits: { callGraphEdges: 1 },
    build: () =>
      app({
        dex: buildDex({
          classes: [
            {
              name: 'Lcom/example/app/Main;',
              super: 'Landroid/app/Activity;',
              methods: [
                {
                  name: 'onCreate',
                  proto: '(Landroid/os/Bundle;)V',
                  code: [
                    ['invoke-static', [], 'Lcom/example/app/Main;->a()V'],
                    ['invoke-static', [], 'Lcom/example/app/Main;->a()V'],
                    'return-void',
                  ],
                },
                { name: 'a', proto: '()V', access: 'public static', code: ['return-void'] },
              ],
            },
          ],
        }),
      }),
    section: 'code',
  },
  mappingClasses: {
    limits: { mappingClasses: 1 },
    build: () => app(),
    section: null,
    mapping: 'shop.A -> a:\nshop.B -> b:\n',
  },
  scriptFiles: {
    limits: { scriptFiles: 1 },
    build: () =>
      app({
        more: ['a', 'b'].map((name) => ({ name: `assets/www/${name}.js`, data: text(`f('${name}')`) })),
      }),
    section: null,
  },
  scriptNodes: {
    limits: { scriptNodes: 3 },
    build: () => app({ more: [{ name: 'assets/www/a.js', data: text('f("more than three")') }] }),
    section: null,
  },
  scriptBytes: {
    limits: { scriptBytes: 4 },
    build: () => app({ more: [{ name: 'assets/www/a.js', data: text('f("more than four")') }] }),
    section: null,
  },
  ...assemblyLimits(['assemblies', 'assemblyRows', 'assemblyBytes', 'assemblySteps']),
  snapshotBytes: {
    limits: { snapshotBytes: 3 },
    build: () =>
      app({ more: [{ name: 'assets/bin/Data/Managed/Metadata/global-metadata.dat', data: 'four' }] }),
    section: null,
  },
  ...hermesLimits(['scriptFunctions', 'scriptStrings', 'scriptSteps', 'scriptRegisters']),
  startCallers: {
    limits: { startCallers: 1 },
    build: () => {
      const hand = 'Lcom/example/app/Main;->hand(Landroid/content/Context;Landroid/content/Intent;)V';
      const call = [
        ['new-instance', 0, 'Landroid/content/Intent;'],
        ['invoke-direct', [0], 'Landroid/content/Intent;-><init>()V'],
        ['invoke-static', [8, 0], hand],
        'return-void',
      ] as const;
      return app({
        dex: buildDex({
          classes: [
            {
              name: 'Lcom/example/app/Main;',
              super: 'Landroid/app/Activity;',
              methods: [
                ...['onStart', 'onResume', 'onPause'].map((name) => ({ name, proto: '()V', code: call })),
                {
                  name: 'hand',
                  proto: '(Landroid/content/Context;Landroid/content/Intent;)V',
                  access: 'public static',
                  code: [
                    [
                      'invoke-virtual',
                      [8, 9],
                      'Landroid/content/Context;->startService(Landroid/content/Intent;)Landroid/content/ComponentName;',
                    ],
                    'return-void',
                  ],
                },
              ],
            },
          ],
        }),
      });
    },
    section: 'code',
  },
  supertypes: { limits: { supertypes: 1 }, build: passedOn, section: 'code' },
  methodUnits: { limits: { methodUnits: 1 }, build: passedOn, section: 'code' },
  methodWork: { limits: { methodWork: -1 }, build: passedOn, section: 'code' },
  flowWork: { limits: { flowWork: 1 }, build: passedOn, section: 'code' },
  flowFacts: { limits: { flowFacts: 1 }, build: passedOn, section: 'code' },
  flowGraphs: { limits: { flowGraphs: 1 }, build: passedOn, section: 'code' },
  flowReaders: { limits: { flowReaders: 1 }, build: passedOn, section: 'code' },
  flowTargets: { limits: { flowTargets: 1 }, build: passedOn, section: 'code' },
  flowOrigins: { limits: { flowOrigins: 1 }, build: passedOn, section: 'code' },
  flowsKept: { limits: { flowsKept: 0 }, build: passedOn, section: 'code' },
  endpoints: { limits: { endpoints: 1 }, build: withUrls, section: 'code' },
  listed: { limits: { listed: 2 }, build: jars, section: 'files', code: 'limit/list' },
  smallText: {
    limits: { smallText: 10 },
    build: () => app({ more: [{ name: 'META-INF/services/a.B', data: 'com.example.app.Provider' }] }),
    section: 'files',
  },
  elfSymbols: { limits: { elfSymbols: 1 }, build: withLibrary, section: 'native' },
  elfDynamic: { limits: { elfDynamic: 2 }, build: withLibrary, section: 'native' },
};

const folder = temporaryFolder();
const catalogue = loadCatalogue();
const kebab = (key: string): string => `limit/${key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;
const codesOf = (facts: AppFacts): string[] => facts.diagnostics.map(({ code }) => code);
/** What could hide in what was not read, in weight. */
const widening = ({ coverage }: AppReport): number =>
  coverage.notes.reduce((sum, note) => sum + note.widens, 0);

describe('every ceiling tells', () => {
  test('each key of Limits has a case', () => {
    expect(Object.keys(CASES).sort()).toEqual(Object.keys(DEFAULT_LIMITS).sort());
  });

  test.each(Object.entries(CASES))(
    '%s',
    (key, { limits, build, section, code = kebab(key), file, mapping }) => {
      const path = folder.put(`${key}-${file ?? 'app.apk'}`, build());
      const read = (some: Partial<Limits>): AppFacts => {
        const all = { ...DEFAULT_LIMITS, ...some };
        const facts = readPaths([path], { watchlist: WATCH, limits: all });
        return mapping === undefined ? facts : withRealNames(facts, readMapping(text(mapping), all));
      };
      expect(Object.keys(limits)[0]).toBe(key);
      const usual = read({});
      const tight = read(limits);
      expect(codesOf(usual)).not.toContain(code);
      expect(codesOf(tight)).toContain(code);
      const suffering = SECTION_NAMES.filter((name) => {
        const found = tight[name];
        return found.state !== 'complete' && found.because.includes(code);
      });
      if (section === null) expect(suffering).toEqual([]);
      else expect(suffering).toContain(section);
      const before = judgeFacts(usual, { catalogue });
      const after = judgeFacts(tight, { catalogue });
      expect([!after.score.rated, widening(after) > widening(before)]).toContain(true);
    },
  );
});
