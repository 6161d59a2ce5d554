// Finding SDKs by their signs: what counts, what does not, and what several weak signs make together.
import { describe, expect, test } from '@jest/globals';
import { sdkHints, sdkList, type FoundSdk } from '../../src/judge/sdks.js';
import { UNKNOWN_TYPE, createView } from '../../src/judge/view.js';
import type { Sdk } from '../../src/model/catalogue.js';
import type { AppFacts, FileFacts, NativeFacts } from '../../src/model/facts.js';
import { catalogue, facts } from '../support/judging.js';

type Signals = [kind: string, value: string, confidence?: 'high' | 'medium' | 'low'][];
const sdk = (id: string, signals: Signals): Sdk => ({
  id,
  name: id,
  vendor: id,
  categories: [],
  tracker: true,
  takes: [],
  signals: signals.map(([kind, value, confidence = 'high']) => ({
    kind,
    value,
    confidence,
  })) as Sdk['signals'],
});
const KNOWN = [
  sdk('umeng', [['package', 'com.umeng']]),
  sdk('umeng-push', [
    ['package', 'com.umeng.message'],
    ['metadata', 'UMENG_MESSAGE_SECRET'],
  ]),
  sdk('facebook-ads', [['package', 'com.facebook.ads']]),
  sdk('mediation', [['package', 'com.mediation.network']]),
  sdk('hidden', [
    ['package', 'com.hidden.sdk', 'low'],
    ['library', 'libhidden*.so', 'medium'],
    ['domain', 'hidden.example', 'low'],
    ['permission', 'hidden.permission.MSG', 'low'],
  ]),
  sdk('ads', [
    ['package', 'com.google.android.gms.ads'],
    ['version', 'play-services-ads'],
  ]),
  sdk('share', [['component', '*.wxapi.WXEntryActivity', 'medium']]),
  sdk('kit', [
    ['version', 'org.kit.Build#VERSION', 'medium'],
    ['version', 'text:kit/', 'medium'],
    ['package', 'org.kit'],
  ]),
  {
    ...sdk('switched', [['package', 'com.switched']]),
    switches: [{ kinds: [], how: { en: 'x', zh: 'x' }, manifest: [{ name: 'share_off', value: 'true' }] }],
  },
];

function find(
  input: Parameters<typeof facts>[0],
  more: { libraries?: string[]; files?: Partial<FileFacts> } = {},
): FoundSdk[] {
  const built = facts(input) as AppFacts & { native: { value: NativeFacts }; files: { value: FileFacts } };
  for (const name of more.libraries ?? []) {
    const entry = `lib/arm64-v8a/${name}`;
    built.native.value.libraries.push({
      entry,
      name,
      abi: 'arm64-v8a',
      sizeBytes: 1,
      needed: [],
      imports: 0,
      jniMethods: [],
    });
  }
  Object.assign(built.files.value, more.files);
  const known = catalogue({ sdks: KNOWN, libraryPrefixes: ['com.umeng.shaded.okhttp'] });
  const view = createView(built, known, UNKNOWN_TYPE);
  return [...view.get(sdkList), ...view.get(sdkHints)];
}
const packages = (...names: string[]) => ({
  code: { packages: names.map((name) => ({ name, classes: 3, entry: 'classes.dex' })) },
});
const ids = (found: FoundSdk[]): string[] => found.map(({ sdk: { id } }) => id);

describe('sdks', () => {
  test('interfaces, annotations and generated classes are no SDK, and one class of code is', () => {
    const row = (classes: number, idle?: number) => ({
      code: {
        packages: [{ name: 'com.facebook.ads', classes, ...(idle ? { idle } : {}), entry: 'classes.dex' }],
      },
    });
    expect(find(row(4, 4))).toEqual([]);
    expect(ids(find(row(4, 3)))).toEqual(['facebook-ads']);
    expect(ids(find(row(4)))).toEqual(['facebook-ads']);
  });

  test('an entry left in the manifest is a hint where all code can be read and none of it is there', () => {
    const components = [{ type: 'service' as const, name: 'com.umeng.message.UmengService' }];
    const sureness = (input: Parameters<typeof find>[0]) => find(input).map(({ confidence }) => confidence);
    expect(sureness({ components, ...packages('com.shop') })).toEqual(['low']);
    expect(sureness({ components, ...packages('com.shop', 'a.b') })).toEqual(['medium']);
  });

  test('the manifest’s own switch is told', () => {
    const metaData = [{ name: 'share_off', value: 'TRUE', resource: null }];
    const inside = packages('com.switched');
    expect(find({ ...inside, application: { metaData } })[0]?.off).toBe('share_off=true');
    expect(
      find({ ...inside, application: { metaData: [{ ...metaData[0]!, value: 'false' }] } })[0]?.off,
    ).toBe(null);
  });

  test('renamed code of a known shape is the SDK, more surely the more of it there is, and not in the vendor’s app', () => {
    const shapes = (parts: number) => [{ of: 'kit', like: 'org.kit:core:2.0', classes: 9, parts, named: [] }];
    const [row] = find({ code: { shapes: shapes(40) } });
    expect([row!.sdk.id, row!.confidence, row!.signs, row!.present]).toEqual([
      'kit',
      'medium',
      ['shape:org.kit:core:2.0'],
      true,
    ]);
    expect(find({ code: { shapes: shapes(400) } }).map(({ confidence }) => confidence)).toEqual(['high']);
    expect(find({ package: 'org.kit.app', code: { shapes: shapes(400) } })).toEqual([]);
  });

  test('the version is the package’s own word, by the first sign that tells one', () => {
    const versions = [
      { of: 'version:org.kit.Build#VERSION', text: 'android 6.8.34' },
      { of: 'version:text:kit/', text: 'kit/1.2 (x)' },
    ];
    const versionOf = (list: typeof versions, name: string) =>
      find({ code: { packages: [{ name, classes: 2, entry: 'classes.dex' }], versions: list } }).map(
        (row) => row.version,
      );
    expect(versionOf(versions, 'org.kit')).toEqual(['6.8.34']);
    expect(versionOf(versions.slice(1), 'org.kit')).toEqual(['1.2']);
    // Of renamed code the text alone tells; a constant of a class stands for nothing without the class.
    expect(versionOf(versions.slice(1), 'a.b')).toEqual(['1.2']);
    expect(versionOf(versions.slice(0, 1), 'a.b')).toEqual([]);
    expect(versionOf([{ of: 'version:text:kit/', text: 'kit/none' }], 'org.kit')).toEqual([null]);
  });

  test('a defined package counts, by whole segments, the most specific one', () => {
    expect(ids(find(packages('com.umeng.message.push')))).toEqual(['umeng-push']);
    expect(ids(find(packages('com.umeng.analytics', 'com.umeng.message')))).toEqual(['umeng', 'umeng-push']);
    expect(find(packages('com.umengx', 'xcom.umeng', 'com.umen'))).toEqual([]);
  });

  test('a library inside the vendor’s name space is not the SDK', () => {
    expect(find(packages('com.umeng.shaded.okhttp.internal'))).toEqual([]);
  });

  test('an adapter named after another SDK is not that SDK', () => {
    expect(ids(find(packages('com.mediation.network.facebook.ads')))).toEqual(['mediation']);
  });

  test('a call into an absent package is told as such', () => {
    const found = find({ code: { calledPackages: [{ name: 'com.facebook.ads', calls: 4 }] } });
    expect(found).toMatchObject([
      { present: false, called: true, confidence: 'medium', signs: ['called:com.facebook.ads'] },
    ]);
    expect(find(packages('com.facebook.ads'))).toMatchObject([
      { present: true, called: false, confidence: 'high' },
    ]);
  });

  test('the vendor’s own app does not contain its own SDK', () => {
    const inside = { package: 'com.umeng.demo', ...packages('com.umeng.demo.ui', 'com.umeng.analytics') };
    expect(find(inside)).toEqual([]);
    const sibling = { package: 'com.demo.maps', ...packages('com.umeng.analytics') };
    expect(ids(find(sibling))).toEqual(['umeng']);
    expect(ids(find({ package: 'com.shop', ...packages('com.umeng.analytics') }))).toEqual(['umeng']);
  });

  test('one weak sign is not enough; several of different sorts are', () => {
    expect(find({ code: { endpoints: [{ text: 'https://log.hidden.example/v1', site: 0 }] } })).toEqual([]);
    expect(find({ permissions: ['hidden.permission.MSG'] })).toEqual([]);
    expect(find(packages('com.hidden.sdk'))).toMatchObject([{ confidence: 'low' }]);
    const both = find(packages('com.hidden.sdk'), { libraries: ['libhidden-1.2.so'] });
    expect(both).toMatchObject([
      { confidence: 'medium', signs: ['library:libhidden*.so', 'package:com.hidden.sdk'] },
    ]);
    const all = find(
      { ...packages('com.hidden.sdk'), permissions: ['hidden.permission.MSG'] },
      { libraries: ['libhidden.so'] },
    );
    expect(all).toMatchObject([{ confidence: 'medium' }]);
    expect(find({}, { libraries: ['libhid.so', 'xlibhidden.so', 'libhidden.so.txt'] })).toEqual([]);
  });

  test('hosts match by label, not by letters', () => {
    const hosts = (text: string) => ({
      ...packages('com.hidden.sdk'),
      code: { ...packages('com.hidden.sdk').code, endpoints: [{ text, site: 0 }] },
    });
    expect(find(hosts('a.hidden.example'))[0]?.signs).toContain('domain:hidden.example');
    expect(find(hosts('nothidden.example'))[0]?.signs).not.toContain('domain:hidden.example');
    expect(find(hosts('https://hidden.example.evil.net/'))[0]?.signs).not.toContain('domain:hidden.example');
  });

  test('components, metadata and versions', () => {
    const components = [{ type: 'service' as const, name: 'com.umeng.message.UmengService' }];
    expect(find({ components })).toMatchObject([
      { present: false, signs: ['component:com.umeng.message.UmengService'] },
    ]);
    expect(ids(find({ components: [{ name: 'com.shop.app.wxapi.WXEntryActivity' }] }))).toEqual(['share']);
    const metaData = [{ name: 'UMENG_MESSAGE_SECRET', value: 'x', resource: null }];
    expect(ids(find({ application: { metaData } }))).toEqual(['umeng-push']);
    const versions = [{ name: 'play-services-ads', version: '22.6.0' }];
    expect(find(packages('com.google.android.gms.ads'), { files: { versions } })).toMatchObject([
      { version: '22.6.0' },
    ]);
  });
});
