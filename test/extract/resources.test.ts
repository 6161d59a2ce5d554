import { describe, expect, test } from '@jest/globals';
import { Value } from 'typebox/value';
import { manifestExtractor } from '../../src/extract/manifest.js';
import { resourcesExtractor } from '../../src/extract/resources.js';
import { handlerName } from '../../src/extract/layouts.js';
import { ResourceFacts } from '../../src/model/facts.js';
import { buildArsc, ref, resourceId } from '../support/arsc.js';
import type { PackageSpec } from '../support/arsc.js';
import { APP, buildAxml, el, hex, manifestSpec } from '../support/axml.js';
import type { ElementSpec } from '../support/axml.js';
import { memoryPackage, runExtractors } from '../support/memory-package.js';
import type { Files } from '../support/memory-package.js';

/** Every XML given becomes a file and a resource "xml/<name>" or "layout/<name>". */
function extract(
  xmls: Readonly<Record<string, ElementSpec>>,
  root: (id: (path: string) => number) => ElementSpec,
  more: Files = {},
) {
  const types: Record<string, { entries: Record<string, string> }[]> = {};
  const files: Record<string, Uint8Array | string> = {};
  for (const [path, spec] of Object.entries(xmls)) {
    const [type = '', name = ''] = path.split('/');
    (types[type] ??= [{ entries: {} }])[0]!.entries[name] = `res/${path}.xml`;
    files[`res/${path}.xml`] = buildAxml(spec);
  }
  const pack: PackageSpec = { types };
  const manifest = buildAxml(root((path) => resourceId(pack, path)));
  const pkg = memoryPackage({
    'AndroidManifest.xml': manifest,
    'resources.arsc': buildArsc({ packages: [pack] }),
    ...files,
    ...more,
  });
  const run = runExtractors<'manifest' | 'resources'>(pkg, [manifestExtractor, resourcesExtractor] as never);
  const section = run.done.resources!;
  return { ...run, section, facts: section.state === 'missing' ? null! : section.value };
}

describe('XML resources', () => {
  test('network security configuration', () => {
    const nsc = el('network-security-config', {}, [
      el('base-config', { ':cleartextTrafficPermitted': false }, [
        el('trust-anchors', {}, [el('certificates', { ':src': 'system' })]),
      ]),
      el('domain-config', { ':cleartextTrafficPermitted': true }, [
        el('domain', { ':includeSubdomains': true }, [], { text: 'Old.example.com' }),
        el('domain-config', {}, [
          el('domain', {}, [], { text: 'inner.example.com' }),
          el('trust-anchors', {}, [el('certificates', { ':src': 'user' })]),
        ]),
      ]),
      el('debug-overrides', {}, [el('trust-anchors', {}, [el('certificates', { ':src': 'user' })])]),
    ]);
    const { facts, section } = extract({ 'xml/nsc': nsc }, (id) =>
      manifestSpec({}, [], [], { networkSecurityConfig: ref(id('xml/nsc')) }),
    );
    expect(section.state).toBe('complete');
    expect(Value.Check(ResourceFacts, facts)).toBe(true);
    expect(facts.networkSecurity).toEqual({
      entry: 'res/xml/nsc.xml',
      cleartextPermitted: false,
      trustsUserCertificates: true,
      domains: [
        { domain: 'inner.example.com', cleartextPermitted: true },
        { domain: 'old.example.com', cleartextPermitted: true },
      ],
    });
  });

  test('debug overrides alone do not count as trusting user certificates', () => {
    const nsc = el('network-security-config', {}, [
      el('debug-overrides', {}, [el('trust-anchors', {}, [el('certificates', { ':src': 'user' })])]),
    ]);
    const { facts } = extract({ 'xml/nsc': nsc }, (id) =>
      manifestSpec({}, [], [], { networkSecurityConfig: ref(id('xml/nsc')) }),
    );
    expect(facts.networkSecurity).toMatchObject({ cleartextPermitted: null, trustsUserCertificates: false });
  });

  test('accessibility services, shared folders, device admin', () => {
    const { facts } = extract(
      {
        'xml/a11y': el('accessibility-service', {
          accessibilityEventTypes: hex(0x21),
          accessibilityFlags: hex(0x12),
          packageNames: 'com.bank, com.chat',
          canRetrieveWindowContent: true,
          canTakeScreenshot: true,
        }),
        'xml/paths': el('paths', {}, [
          el('external-path', { ':name': 'all', ':path': '.' }),
          el('root-path', { ':name': 'root', ':path': '' }),
        ]),
        'xml/admin': el('device-admin', {}, [el('uses-policies', {}, [el('wipe-data'), el('force-lock')])]),
      },
      (id) => {
        const meta = (name: string, path: string): ElementSpec =>
          el('meta-data', { name, resource: ref(id(path)) });
        return manifestSpec({}, [
          el('service', { name: '.Watch' }, [meta('android.accessibilityservice', 'xml/a11y')]),
          el('provider', { name: '.Files', authorities: 'f' }, [
            meta('android.support.FILE_PROVIDER_PATHS', 'xml/paths'),
          ]),
          el('receiver', { name: '.Admin' }, [meta('android.app.device_admin', 'xml/admin')]),
        ]);
      },
    );
    expect(facts.accessibilityServices).toEqual([
      {
        component: 'com.example.app.Watch',
        entry: 'res/xml/a11y.xml',
        eventTypes: ['typeViewClicked', 'typeWindowStateChanged'],
        flags: ['flagIncludeNotImportantViews', 'flagReportViewIds'],
        packageNames: ['com.bank', 'com.chat'],
        canRetrieveWindowContent: true,
        canTakeScreenshot: true,
        canRequestFilterKeyEvents: false,
        canPerformGestures: false,
        isAccessibilityTool: false,
      },
    ]);
    expect(facts.fileProviderPaths.map(({ tag, path }) => [tag, path])).toEqual([
      ['external-path', '.'],
      ['root-path', ''],
    ]);
    expect(facts.deviceAdminPolicies).toEqual(['force-lock', 'wipe-data']);
  });

  test('backup rules, new and old, and the locale list', () => {
    const rules = el('data-extraction-rules', {}, [
      el('cloud-backup', {}, [el('exclude', { ':domain': 'sharedpref', ':path': 'device.xml' })]),
      el('device-transfer', {}, [el('include', { ':domain': 'root', ':path': '.' })]),
    ]);
    const old = el('full-backup-content', {}, [el('include', { ':domain': 'file', ':path': 'a' })]);
    const locales = el('locale-config', {}, [el('locale', { name: 'zh-CN' }), el('locale', { name: 'en' })]);
    const both = extract({ 'xml/rules': rules, 'xml/old': old, 'xml/locales': locales }, (id) =>
      manifestSpec({}, [], [], {
        dataExtractionRules: ref(id('xml/rules')),
        fullBackupContent: ref(id('xml/old')),
        localeConfig: ref(id('xml/locales')),
      }),
    ).facts;
    expect(both.dataExtraction).toEqual({
      entry: 'res/xml/rules.xml',
      cloudBackup: ['exclude sharedpref device.xml'],
      deviceTransfer: ['include root .'],
    });
    expect(both.localeConfig).toEqual(['en', 'zh-CN']);
    const alone = extract({ 'xml/old': old }, (id) =>
      manifestSpec({}, [], [], { fullBackupContent: ref(id('xml/old')) }),
    ).facts;
    expect(alone.dataExtraction?.cloudBackup).toEqual(['include file a']);
    const flag = extract({}, () => manifestSpec({}, [], [], { fullBackupContent: true }));
    expect(flag.facts.dataExtraction).toBeNull();
    expect(flag.codes).toEqual([]);
  });
});

describe('layouts', () => {
  const layouts = {
    'layout/main': el('LinearLayout', {}, [
      el('Button', { onClick: 'send' }),
      el('com.example.app.Chart', {}),
      el('view', { class: 'com.example.app.Inner$View' }),
      el('fragment', { name: 'com.example.app.ListFragment' }),
      el('androidx.fragment.app.FragmentContainerView', { name: '.Relative' }),
      el('androidx.recyclerview.widget.RecyclerView', { 'app:layoutManager': 'com.example.app.Manager' }),
      el('TextView', { name: 'com.example.NotAClass' }),
    ]),
    'menu/bar': el('menu', {}, [
      el('item', {
        onClick: 'share',
        'app:actionViewClass': { name: 'actionViewClass', ns: APP, value: 'com.example.app.Search' },
      }),
    ]),
    'navigation/graph': el('navigation', {}, [el('dialog', { name: 'com.example.app.Dialog' })]),
    'xml/prefs': el('PreferenceScreen', {}, [
      el('com.example.app.Pref', { fragment: 'com.example.app.PrefFragment' }),
    ]),
    'drawable/not': el('Button', { onClick: 'never' }),
  };
  const expectedClasses = [
    'androidx.fragment.app.FragmentContainerView',
    'androidx.recyclerview.widget.RecyclerView',
    'com.example.app.Chart',
    'com.example.app.Dialog',
    'com.example.app.Inner$View',
    'com.example.app.ListFragment',
    'com.example.app.Manager',
    'com.example.app.Pref',
    'com.example.app.PrefFragment',
    'com.example.app.Relative',
    'com.example.app.Search',
  ];

  test('handlers and classes of layouts, menus, graphs and preferences', () => {
    const { facts } = extract(layouts, () => manifestSpec());
    expect(facts.layoutHandlers).toEqual([
      { entry: 'res/layout/main.xml', element: 'Button', method: 'send' },
      { entry: 'res/menu/bar.xml', element: 'item', method: 'share' },
    ]);
    expect(facts.layoutClasses.map((c) => c.name)).toEqual(expectedClasses);
  });

  test('found by the table when names are shortened, and by name without a table', () => {
    const xml = buildAxml(layouts['layout/main']);
    const pack: PackageSpec = { types: { layout: [{ entries: { a: 'res/Xy.xml' } }] } };
    const manifest = buildAxml(manifestSpec());
    for (const files of [
      { 'resources.arsc': buildArsc({ packages: [pack] }), 'res/Xy.xml': xml },
      { 'res/layout-land/b.xml': xml },
    ] as Files[]) {
      const { done } = runExtractors(memoryPackage({ 'AndroidManifest.xml': manifest, ...files }), [
        manifestExtractor,
        resourcesExtractor,
      ] as never);
      const section = done['resources' as never] as { value: ResourceFacts };
      expect(section.value.layoutHandlers.map((h) => h.method)).toEqual(['send']);
    }
  });

  test('a broken layout costs itself only', () => {
    const { facts, section, codes } = extract(layouts, () => manifestSpec(), {
      'res/layout/broken.xml': 'broken',
    });
    expect(facts.layoutHandlers).toHaveLength(2);
    expect(section).toMatchObject({ state: 'partial', because: ['axml/too-short'] });
    expect(codes).toEqual(['axml/too-short']);
  });

  test('a reference to a file that is not there is named', () => {
    const { section, codes } = extract({ 'xml/a': el('paths') }, (id) =>
      manifestSpec({}, [], [], { networkSecurityConfig: ref(id('xml/a') + 0x50) }),
    );
    expect(section.state).toBe('partial');
    expect(codes).toEqual(['resources/file-missing']);
  });

  test.each([
    ['onSend', 'onSend'],
    ['@{() -> model.onSend(item)}', 'onSend'],
    ['@{model::onSend}', 'onSend'],
    ['@{(v) -> handler.click(v)}', 'click'],
    ['@{handler.listener}', 'listener'],
  ])('handler name of %s', (text, name) => {
    expect(handlerName(text)).toBe(name);
  });

  test('1,500 layouts are read quickly', () => {
    const xml = buildAxml(layouts['layout/main']);
    const files = Object.fromEntries(Array.from({ length: 1_500 }, (_, i) => [`res/layout/l${i}.xml`, xml]));
    const pkg = memoryPackage({ 'AndroidManifest.xml': buildAxml(manifestSpec()), ...files });
    runExtractors(pkg, [manifestExtractor, resourcesExtractor] as never);
  });
});
