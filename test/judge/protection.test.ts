// Packers and protectors: what decides, what does not, and what an app without its code is called.
import { describe, expect, test } from '@jest/globals';
import { protections, type Protection } from '../../src/judge/protection.js';
import { blindness } from '../../src/judge/unknowns.js';
import { createView } from '../../src/judge/view.js';
import type { FrameworkMarker } from '../../src/model/catalogue.js';
import type { AppFacts, FileFacts, NativeFacts } from '../../src/model/facts.js';
import type { View } from '../../src/model/rule.js';
import { catalogue, facts } from '../support/judging.js';

const marker = (id: string, rest: Partial<FrameworkMarker>): FrameworkMarker => ({
  id,
  name: id,
  kind: 'packer',
  libraries: [],
  files: [],
  classes: [],
  codeIn: [],
  hides: 'all',
  confidence: 'high',
  ...rest,
});
const KNOWN: FrameworkMarker[] = [
  marker('shell', {
    libraries: ['libshell-*.so'],
    files: ['assets/shell.dat', 'assets/shell_lib/'],
    classes: ['com.shell', 'com.wrapper.StubApp'],
  }),
  marker('guard', { kind: 'protector', hides: 'part', libraries: ['libguard.so'], files: ['assets/guard'] }),
  marker('watch', { kind: 'protector', hides: 'none', libraries: ['libwatch.so'] }),
  marker('web', { kind: 'framework', hides: 'part', files: ['assets/www/index.html'] }),
];

interface Given {
  libraries?: string[];
  files?: string[];
  packages?: string[];
  application?: string;
  components?: number;
  missing?: number;
  applicationMissing?: boolean;
  classes?: number;
  diagnostics?: string[];
}
function view(given: Given): View {
  const components = Array.from({ length: given.components ?? 4 }, (_, at) => ({ name: `a.b.C${at}` }));
  const signals = {
    classes: given.classes ?? 2_000,
    componentsMissing: components.slice(0, given.missing ?? 0).map((x) => x.name),
    applicationClassMissing: given.applicationMissing ?? false,
  };
  const built = facts({
    components,
    application: { name: given.application ?? null },
    code: {
      packages: (given.packages ?? ['a.b']).map((name) => ({ name, classes: 3, entry: 'classes.dex' })),
    },
  }) as AppFacts & {
    native: { value: NativeFacts };
    files: { value: FileFacts };
    code: { value: { signals: object } };
  };
  Object.assign(built.code.value.signals, signals);
  for (const name of given.libraries ?? []) {
    const entry = `lib/arm64-v8a/${name}`;
    const library = { entry, name, abi: 'arm64-v8a', sizeBytes: 1, needed: [], imports: 0, jniMethods: [] };
    built.native.value.libraries.push(library);
  }
  built.files.value.markers.push(...(given.files ?? []).map((entry) => ({ entry, what: 'file' })));
  for (const code of given.diagnostics ?? []) {
    built.diagnostics.push({ code, level: 'warning', place: { entry: 'AndroidManifest.xml' }, args: {} });
  }
  return createView(built, catalogue({ frameworks: KNOWN }), {
    id: 'unknown',
    source: 'unknown',
    confidence: 0,
    types: [],
    because: [],
  });
}
const found = (given: Given): Protection[] => view(given).get(protections);
const effects = (given: Given): string[] => found(given).map((x) => `${x.id} ${x.effect}`);

describe('known packers', () => {
  test('one file name alone decides nothing', () => {
    expect(effects({ files: ['assets/shell.dat'] })).toEqual(['shell noted']);
  });
  test('a library alone makes the rating partial, while everything the manifest names is there', () => {
    expect(effects({ libraries: ['libshell-super.2021.so'] })).toEqual(['shell partly-rated']);
  });
  test('a library and the gap that packing leaves: the app is not rated', () => {
    expect(found({ libraries: ['libshell-a.so'], missing: 3, classes: 40 })).toEqual([
      {
        id: 'shell',
        name: 'shell',
        kind: 'packer',
        signs: ['lib/arm64-v8a/libshell-a.so'],
        effect: 'not-rated',
        because: ['components-missing', 'few-classes'],
      },
    ]);
  });
  test('an application class of the packer: not rated, even when classes were kept and emptied', () => {
    expect(effects({ application: 'com.wrapper.StubApp', packages: ['com.wrapper'] })).toEqual([
      'shell not-rated',
    ]);
    expect(effects({ application: 'com.wrapper.StubAppX', packages: ['com.wrapper'] })).not.toContain(
      'shell not-rated',
    );
  });
  test('two sorts of sign without a gap: part of the code may be emptied', () => {
    const [shell] = found({ libraries: ['libshell-a.so'], files: ['assets/shell_lib/x/y.so'] });
    expect(shell).toMatchObject({ effect: 'partly-rated', because: ['two-signs'] });
  });
  test('a missing split leaves the same gap and is no packer', () => {
    const given = { missing: 4, applicationMissing: true, diagnostics: ['package/splits-missing'] };
    expect(found(given)).toEqual([]);
  });
});

describe('protectors and frameworks', () => {
  test('hide as much as their marker says', () => {
    expect(effects({ libraries: ['libguard.so', 'libwatch.so'] })).toEqual([
      'guard partly-rated',
      'watch noted',
    ]);
    expect(effects({ files: ['assets/guard'] })).toEqual(['guard noted']);
  });
  test('a framework is no protection', () => {
    expect(found({ files: ['assets/www/index.html'] })).toEqual([]);
  });
});

describe('unknown packers', () => {
  test('no sign at all, but the application class and most components are gone', () => {
    expect(effects({ missing: 3, applicationMissing: true })).toEqual(['unknown-packer not-rated']);
    expect(effects({ missing: 4, classes: 12 })).toEqual(['unknown-packer not-rated']);
  });
  test('one forgotten component is no packer', () => {
    expect(found({ components: 10, missing: 1 })).toEqual([]);
    expect(found({ components: 1, missing: 1, classes: 5 })).toEqual([]);
    expect(found({ missing: 3 })).toEqual([]); // a large app: components of modules that are delivered later
  });
});

test('what is hidden reaches the reasons of the interval', () => {
  const codes = (given: Given): string[] =>
    view(given)
      .get(blindness)
      .unknowns.map((x) => x.code);
  expect(codes({ missing: 3, applicationMissing: true })).toContain('packed');
  expect(codes({ libraries: ['libguard.so'] })).toContain('code-hidden-part');
  expect(codes({ components: 10, missing: 1 })).toContain('components-missing');
  expect(codes({})).not.toContain('packed');
  const by = (given: Given): unknown[] =>
    view(given)
      .get(blindness)
      .unknowns.filter((x) => x.by !== undefined);
  expect(by({ libraries: ['libshell-a.so'], missing: 3 })).toMatchObject([{ code: 'packed', by: ['shell'] }]);
  expect(by({ missing: 3, applicationMissing: true })).toEqual([]);
});
