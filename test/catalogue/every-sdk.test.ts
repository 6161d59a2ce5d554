// Every sign of every SDK through the real extractors: defined code is the SDK, a mention in a signature is nothing, a
// call into code that is not there is told as such, and names that merely resemble a sign are none.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { buildCatalogue } from '../../src/catalogue/build.js';
import { sdkHints, sdkList, type FoundSdk } from '../../src/judge/sdks.js';
import { createView } from '../../src/judge/view.js';
import { filesExtractor } from '../../src/extract/files.js';
import { nativeExtractor } from '../../src/extract/native.js';
import type { Catalogue, Sdk, Watchlist } from '../../src/model/catalogue.js';
import type { AppFacts } from '../../src/model/facts.js';
import { readCode } from '../support/code.js';
import type { ClassSpec } from '../support/dex.js';
import { facts } from '../support/judging.js';
import { memoryPackage } from '../support/memory-package.js';

type Signal = Sdk['signals'][number];
let catalogue: Catalogue;
let watch: Watchlist;
beforeAll(() => {
  const built = buildCatalogue(fileURLToPath(new URL('../../rules', import.meta.url)));
  catalogue = built.catalogue;
  watch = built.watchlist;
}, 60_000);

const signalsOf = (kind: Signal['kind']): { sdk: Sdk; value: string }[] =>
  catalogue.sdks.flatMap((sdk) =>
    sdk.signals.filter((signal) => signal.kind === kind).map(({ value }) => ({ sdk, value })),
  );
function sdksIn(app: AppFacts): Map<string, FoundSdk> {
  const view = createView(app, catalogue, {
    id: 'unknown',
    source: 'unknown',
    confidence: 0,
    types: [],
    because: [],
  });
  const all = [...view.get(sdkList), ...view.get(sdkHints)];
  return new Map(all.map((found) => [found.sdk.id, found]));
}
const NAME = 'cn.acceptance.tester';
const descriptor = (java: string): string => `L${java.replaceAll('.', '/')};`;
/** "*" of a pattern filled in. */
const filled = (pattern: string, text: string): string => pattern.replaceAll('*', text);

/** An app with all of the given: manifest parts, entries and classes. */
function appWith(parts: {
  classes?: readonly ClassSpec[];
  components?: readonly string[];
  metadata?: readonly string[];
  permissions?: readonly string[];
  actions?: readonly string[];
  entries?: readonly string[];
}): AppFacts {
  const entries = Object.fromEntries(
    (parts.entries ?? []).map((name) => [name, name.endsWith('.version') ? '1.2.3\n' : 'x']),
  );
  const pkg = memoryPackage(entries);
  const input = { pkg, watch, limits: DEFAULT_LIMITS, note: () => {}, done: {} };
  const { facts: code } = readCode([parts.classes ?? []], { watch: { versions: watch.versions ?? [] } });
  const app = facts({
    package: NAME,
    permissions: [...(parts.permissions ?? [])],
    components: [
      ...(parts.components ?? []).map((name) => ({ type: 'service' as const, name })),
      {
        type: 'receiver' as const,
        name: `${NAME}.Push`,
        filters: [{ actions: [...(parts.actions ?? [])], categories: [], data: [] }] as never,
      },
    ],
    application: {
      metaData: (parts.metadata ?? []).map((name) => ({ name, value: 'x', resource: null })) as never,
    },
    code,
  });
  return { ...app, native: nativeExtractor.extract(input), files: filesExtractor.extract(input) };
}
function unseen(kind: Signal['kind'], app: AppFacts): string[] {
  const found = sdksIn(app);
  return signalsOf(kind)
    .filter(({ value }) => kind !== 'version' || !value.includes('#')) // tells of a class, is no sign by itself
    .filter(({ sdk, value }) => {
      const signs = found.get(sdk.id)?.signs ?? [];
      return !signs.some((sign) =>
        kind === 'component' ? sign.startsWith('component:') : sign === `${kind}:${value}`,
      );
    })
    .map(({ sdk, value }) => `${sdk.id}: ${kind} ${value}`);
}

/** Version signs by what they name: a file, the beginning of a text, a constant of a class. */
const inFiles = (value: string): boolean => !value.includes('#') && !value.startsWith('text:');
const versionClasses = (values: readonly string[]): ClassSpec[] => {
  const fields = new Map<string, string[]>();
  for (const [owner, name] of values.map((value) => value.split('#'))) {
    if (name !== undefined) fields.set(owner!, [...(fields.get(owner!) ?? []), name]);
  }
  const texts = values.filter((value) => value.startsWith('text:')).map((value) => value.slice(5));
  const code = texts.map((text) => ['const-string', 0, `${text}1.2.3`] as const);
  return [
    {
      name: `${descriptor(`${NAME}.Texts`)}`,
      methods: [{ name: 'm', proto: '()V', code: [...code, ['return-void']] }],
    },
    ...[...fields].map(([owner, names]) => ({
      name: descriptor(owner),
      fields: names.map((name) => ({ name, type: 'Ljava/lang/String;', access: 'static', value: '1.2.3' })),
    })),
  ];
};

/** Everything at once, so that signs too weak alone have company of their own SDK. */
let all: AppFacts | undefined;
function everything(): AppFacts {
  return (all ??= withEverything());
}
function withEverything(): AppFacts {
  const packages = signalsOf('package').map(({ value }) => value);
  const versions = signalsOf('version').map(({ value }) => value);
  return appWith({
    classes: [
      ...[...new Set(packages)].map((name) => ({ name: descriptor(`${name}.Zz`) })),
      ...versionClasses(versions),
    ],
    components: signalsOf('component').map(({ value }) => filled(value, NAME)),
    metadata: signalsOf('metadata').map(({ value }) => value),
    permissions: signalsOf('permission').map(({ value }) => filled(value, NAME)),
    actions: signalsOf('action').map(({ value }) => value),
    entries: [
      ...signalsOf('library').map(({ value }) => `lib/arm64-v8a/${filled(value, 'abc')}`),
      ...signalsOf('asset').map(({ value }) => filled(value, 'abc')),
      ...versions.filter(inFiles).map((value) => `META-INF/${value}.version`),
    ],
  });
}

describe('every SDK', () => {
  test.each<Signal['kind']>([
    'package',
    'component',
    'metadata',
    'library',
    'asset',
    'version',
    'permission',
    'action',
  ])('is recognised by each sign of the kind %s', (kind) => {
    expect(signalsOf(kind).length).toBeGreaterThan(0);
    expect(unseen(kind, everything())).toEqual([]);
  });

  test('is found when an app carries its signs', () => {
    // A class under a sure prefix is proof enough, and tried above; what rests on weaker signs is tried alone here.
    const weaker = catalogue.sdks.filter(
      ({ signals }) => !signals.some(({ kind, confidence }) => kind === 'package' && confidence !== 'low'),
    );
    const lost = weaker.filter((sdk) => {
      const of = (kind: Signal['kind']): string[] =>
        sdk.signals.filter((signal) => signal.kind === kind).map(({ value }) => value);
      const app = appWith({
        classes: of('package').map((name) => ({ name: descriptor(`${name}.Zz`) })),
        components: of('component').map((value) => filled(value, NAME)),
        metadata: of('metadata'),
        permissions: of('permission').map((value) => filled(value, NAME)),
        actions: of('action'),
        entries: [
          ...of('library').map((value) => `lib/arm64-v8a/${filled(value, 'abc')}`),
          ...of('asset').map((value) => filled(value, 'abc')),
          ...of('version')
            .filter(inFiles)
            .map((value) => `META-INF/${value}.version`),
        ],
      });
      return !sdksIn(app).has(sdk.id);
    });
    expect(lost.map(({ id }) => id)).toEqual([]);
  });

  test('shows its version where the package tells it', () => {
    const found = sdksIn(everything());
    const ids = new Set(signalsOf('version').map(({ sdk }) => sdk.id));
    expect([...ids].filter((id) => found.get(id)?.version !== '1.2.3')).toEqual([]);
  });

  test('is not there for being mentioned in a signature, a field or as a superclass of nothing', () => {
    const packages = [...new Set(signalsOf('package').map(({ value }) => value))];
    const classes = packages.map((name, index): ClassSpec => ({
      name: `Lcn/acceptance/tester/p${index}/C;`,
      fields: [{ name: 'held', type: descriptor(`${name}.Zz`) }],
      methods: [
        { name: 'use', proto: `(${descriptor(`${name}.Zz`)})V`, code: [['return-void']] },
        {
          name: 'make',
          proto: `()[${descriptor(`${name}.Zy`)}`,
          code: [
            ['const/4', 0, 0],
            ['return-object', 0],
          ],
        },
      ],
    }));
    expect([...sdksIn(appWith({ classes })).keys()]).toEqual([]);
  });

  test('is called, not there, when the app calls code that the package lacks', () => {
    const packages = signalsOf('package');
    const names = [...new Set(packages.map(({ value }) => value))];
    const classes = names.map((name, index): ClassSpec => ({
      name: `Lcn/acceptance/tester/p${index}/C;`,
      methods: [
        {
          name: 'use',
          proto: '()V',
          code: [['invoke-static', [], `${descriptor(`${name}.Zz`)}->start()V`], ['return-void']],
        },
      ],
    }));
    const found = sdksIn(appWith({ classes }));
    expect([...found.values()].filter(({ present }) => present).map(({ sdk }) => sdk.id)).toEqual([]);
    const told = packages.filter(({ sdk }) => found.get(sdk.id)?.called === true);
    expect(told.length).toBeGreaterThan(packages.length * 0.8);
  });

  test('is not there for a package that only begins alike, or holds its name further in', () => {
    const names = [...new Set(signalsOf('package').map(({ value }) => value))];
    const isOne = new Set(names);
    const classes = names
      .flatMap((name) => [`${name}not`, `cn.acceptance.other.${name}`])
      .filter((name) => !isOne.has(name))
      .map((name): ClassSpec => ({ name: descriptor(`${name}.Zz`) }));
    const found = [...sdksIn(appWith({ classes })).values()];
    const wrong = found.flatMap(({ sdk, signs }) => signs.map((sign) => `${sdk.id} ${sign}`));
    // A shorter prefix of another SDK may hold the changed name; the unchanged one must not.
    expect(wrong.filter((sign) => signalsAlike(sign, names))).toEqual([]);
  });
});

/** True when the sign's own prefix was only ever offered with letters added at its end. */
function signalsAlike(sign: string, names: readonly string[]): boolean {
  const value = sign.slice(sign.indexOf('package:') + 'package:'.length);
  return !names.some((name) => name.startsWith(`${value}.`));
}
