// What a package does tells its type before its name does, by the types' real signs: roles it offers, marks of a system
// image, packages in which nothing can run.
import { describe, expect, test } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { chooseType } from '../../src/judge/choose-type.js';
import type { AppFacts, Component } from '../../src/model/facts.js';
import type { TypeChoice } from '../../src/model/rule.js';

import { typeReasons } from '../../src/text/type-reasons.js';
import type { AppReport } from '../../src/model/report.js';
import { facts } from '../support/judging.js';

const catalogue = loadCatalogue();
type Input = Parameters<typeof facts>[0];

const filter = (action: string, category?: string, data: string[] = []) => ({
  actions: [action],
  categories: category === undefined ? [] : [category],
  data,
  priority: null,
});
const part = (type: Component['type'], ...filters: ReturnType<typeof filter>[]): Partial<Component> => ({
  type,
  name: `org.maker.thing.${type}`,
  filters,
});
const MAIN: Partial<Component> = {
  type: 'activity',
  name: 'org.maker.thing.Start',
  isLauncher: true,
  filters: [filter('android.intent.action.MAIN', 'android.intent.category.LAUNCHER')],
};
const app = (input: Input): AppFacts => facts({ package: 'org.maker.thing', ...input });
const named = (label: string) => ({ label, labels: [{ locale: '', text: label }] });
const typed = (input: Input): TypeChoice => chooseType(app(input), catalogue);

describe('a role the app offers', () => {
  const home = filter('android.intent.action.MAIN', 'android.intent.category.HOME');
  test('a home screen that is also started by hand is a launcher, whatever it is called', () => {
    expect(typed({ components: [MAIN, part('activity', home)], application: named('Blue') }).id).toBe(
      'launcher',
    );
  });
  test('a home activity of a hidden part is not enough: what sets up a device has one too', () => {
    expect(typed({ components: [part('activity', home)] }).id).toBe('unknown');
  });
  test.each([
    [['scheme=http', 'scheme=https'], 'browser'],
    [['scheme=http', 'mimeType=text/html'], 'browser'],
    [['scheme=http', 'host=*', 'path=/repo/index'], 'unknown'],
    [['scheme=http', 'host=*', 'pathPattern=.*\\.torrent'], 'unknown'],
    [['scheme=http', 'mimeType=application/x-bittorrent'], 'unknown'],
    [['scheme=http host=news.example'], 'unknown'],
  ])('web addresses %j → %s', (data, id) => {
    const opens = filter('android.intent.action.VIEW', 'android.intent.category.BROWSABLE', data);
    expect(typed({ components: [MAIN, part('activity', opens)], application: named('Blue') }).id).toBe(id);
  });
  test('a link to a repository of apps is a store', () => {
    const opens = filter('android.intent.action.VIEW', undefined, ['scheme=fdroidrepo']);
    expect(typed({ components: [MAIN, part('activity', opens)] }).id).toBe('app-store');
  });
});

describe('a system image', () => {
  test.each<[string, Input]>([
    ['the user id of the system', { manifest: { sharedUserId: 'android.uid.phone' } }],
    ['a name of the platform', { package: 'com.android.keychain' }],
    [
      'an address of the platform',
      { components: [{ type: 'provider', name: 'a.B', authorities: ['com.android.contacts'] }] },
    ],
    [
      'what the platform asks its own parts',
      { components: [part('service', filter('android.service.carrier.CarrierService'))] },
    ],
  ])('%s', (_, input) => {
    expect(typed({ components: [part('service')], ...input }).id).toBe('system-component');
    const started = typed({ ...input, components: [MAIN, ...(input.components ?? [part('service')])] });
    expect(started.id).toBe('unknown');
  });
  test('names that look like the platform’s prove nothing', () => {
    for (const name of ['com.android.system.service', 'com.google.android.update', 'android.process.core'])
      expect(typed({ package: name, components: [part('service')] }).id).toBe('unknown');
  });
  test('marks of one image count once, and a screen of another role stands against them', () => {
    const library = [{ name: 'com.qualcomm.qcrilhook', required: true, native: false }];
    const one = typed({
      package: 'com.qualcomm.x',
      components: [part('service')],
      manifest: { usesLibraries: library },
    });
    expect(one.id).toBe('system-component');
    const launcher = typed({
      package: 'com.oppo.desk',
      application: named('桌面'),
      components: [part('activity', filter('android.intent.action.MAIN', 'android.intent.category.HOME'))],
      manifest: { usesLibraries: [{ name: 'com.oppo.ui', required: true, native: false }] },
    });
    expect(launcher.id).not.toBe('system-component');
  });
});

describe('a pack', () => {
  test('without a component, even if it is named after a trade', () => {
    expect(typed({ package: 'com.bank.wallet.theme', application: named('手机银行') })).toMatchObject({
      id: 'resource-pack',
      because: ['does: nothing-to-run'],
    });
  });
  test('with a screen by which its app finds it', () => {
    const marks = part('activity', filter('org.keys.intent.action.PLUGIN'));
    expect(typed({ components: [marks], application: named('Tamil') }).id).toBe('resource-pack');
    expect(typed({ components: [marks, part('service')], application: named('Tamil') }).id).toBe('unknown');
    const other = part('activity', filter('org.keys.intent.action.DUMP'));
    expect(typed({ components: [other], application: named('Tamil') }).id).toBe('unknown');
  });
  test('it excuses nothing', () => {
    const pack = catalogue.types.find(({ id }) => id === 'resource-pack')!;
    expect([...pack.necessary, ...pack.functional, ...pack.contextual]).toEqual([]);
  });
});

describe('words', () => {
  test('of languages the hints are not written in are chance', () => {
    const labels = [
      { locale: '', text: 'Blue' },
      { locale: 'tr', text: 'film' },
    ];
    expect(typed({ components: [MAIN], application: { label: 'Blue', labels } }).id).toBe('unknown');
  });
  test('in translation count little more than once', () => {
    const once = typed({ components: [MAIN], application: named('Weather') });
    const both = typed({
      components: [MAIN],
      application: { label: 'Weather', labels: [{ locale: 'zh', text: '天气' }] },
    });
    expect(both.confidence).toBeGreaterThan(once.confidence);
    expect(both.confidence).toBeLessThan(1 - (1 - once.confidence) ** 2);
  });
  test('that a type of the rule and one of ours share choose both', () => {
    const shared = typed({ components: [MAIN], application: named('Camera') });
    expect(shared.types.map(({ id }) => id).sort()).toEqual(['camera-app', 'photo-beautification']);
  });
});

test('every sign of every type has words in both languages', () => {
  const signs = catalogue.types.flatMap(({ hints }) => [
    ...hints.words.map((word) => `label-word: ${word}`),
    ...(hints.does ?? []).flatMap(({ is }) => (is === undefined ? [] : [`does: ${is}`])),
  ]);
  for (const kind of ['user of the system', 'library of the maker', 'name of the maker', 'system-name'])
    signs.push(`does: ${kind}`);
  for (const sign of signs)
    for (const lang of ['en', 'zh'] as const) {
      const said = typeReasons({ type: { because: [sign] } } as unknown as AppReport, lang);
      expect(said).not.toMatch(/undefined|does:|label-word/);
      if (sign.startsWith('does: ')) expect(said).not.toContain(sign.slice(6));
    }
});
