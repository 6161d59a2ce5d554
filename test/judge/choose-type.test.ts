// Which type an app is judged against: what the user names, what the package says of itself, and when to say nothing.
import { describe, expect, test } from '@jest/globals';
import { chooseType, givenType } from '../../src/judge/choose-type.js';
import { needsUnder } from '../../src/judge/needs.js';
import { UserError } from '../../src/model/user-error.js';
import { appType, catalogue, facts, kind, sdk } from '../support/judging.js';

const hints = (words: string[], more = {}) => ({
  hints: { appCategories: [], playCategories: [], words, sdks: [], features: [], ...more },
});
const cat = catalogue({
  sdks: [sdk('route-kit', 'com.route.kit')],
  types: [
    {
      ...appType(
        'map-navigation',
        hints(['map', '地图', '导航'], { appCategories: ['maps'], sdks: ['route-kit'] }),
      ),
      number: 1,
    },
    appType('instant-messaging', hints(['im', 'chat', '聊天'])),
    { ...appType('local-life', hints(['二手'])), name: { en: 'Local life', zh: '本地生活类' } },
    appType('used-car-trading', hints(['二手车'])),
  ],
});
const MAIN = {
  type: 'activity' as const,
  name: 'com.x.y.Main',
  isLauncher: true,
  filters: [
    {
      actions: ['android.intent.action.MAIN'],
      categories: ['android.intent.category.LAUNCHER'],
      data: [],
      priority: null,
    },
  ],
};
const infer = (label: string, name = 'com.x.y', more: Parameters<typeof facts>[0] = {}) =>
  chooseType(
    facts({
      package: name,
      components: [MAIN],
      application: { label, labels: [{ locale: '', text: label }] },
      ...more,
    }),
    cat,
  );

describe('given', () => {
  test.each(['map-navigation', '1', 'map_navigation', 'MAP-NAVIGATION'])('%s', (name) => {
    expect(givenType(cat, name)).toMatchObject({ id: 'map-navigation', source: 'given', confidence: 1 });
  });
  test('a Chinese name with or without its last character, and several at once', () => {
    expect(givenType(cat, '本地生活').id).toBe('local-life');
    expect(givenType(cat, 'map-navigation + 本地生活类').types).toHaveLength(2);
    expect(givenType(cat, 'map-navigation,instant-messaging').id).toBe('map-navigation+instant-messaging');
    expect(givenType(cat, 'unknown')).toMatchObject({ id: 'unknown', types: [] });
  });
  test('a wrong id names the nearest', () => {
    try {
      givenType(cat, 'map-navigaton');
      throw new Error('no error');
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).hint?.en).toContain('map-navigation');
    }
  });
});

describe('inferred', () => {
  test('from the label, in any language', () => {
    expect(infer('City Maps')).toMatchObject({ id: 'map-navigation', source: 'inferred' });
    expect(infer('高德地图').id).toBe('map-navigation');
  });
  test('a short word must stand alone', () => {
    expect(infer('Time Bitmap').id).toBe('unknown');
    expect(infer('IM for all').id).toBe('instant-messaging');
  });
  test('a longer word beats one inside it', () => {
    expect(infer('瓜子二手车').id).toBe('used-car-trading');
  });
  test('more signs give more confidence, and rivals take it away', () => {
    const one = infer('Map');
    const more = infer('Map', 'com.x.map', { application: { label: 'Map', appCategory: 'maps' } });
    expect(more.confidence).toBeGreaterThan(one.confidence);
    const torn = infer('Map Chat');
    expect(torn.id).toBe('unknown');
    expect(torn.confidence).toBeLessThan(one.confidence);
    expect(torn.runnerUp).not.toBeNull();
  });
  test('permissions are never a hint', () => {
    expect(infer('Thing', 'com.x.y', { permissions: ['android.permission.ACCESS_FINE_LOCATION'] }).id).toBe(
      'unknown',
    );
  });
  test('an app that says nothing is unknown', () => {
    expect(infer('Thing')).toMatchObject({ id: 'unknown', source: 'unknown', confidence: 0 });
  });
});

test('a part of an app has no type of its own', () => {
  const app = facts({ package: 'com.x.map', components: [MAIN], application: { label: '地图', labels: [] } });
  expect(chooseType(app, cat).id).toBe('map-navigation');
  for (const kind of ['aar', 'jar', 'dex'])
    expect(chooseType({ ...app, identity: { ...app.identity, kind } }, cat)).toMatchObject({
      id: 'unknown',
      source: 'unknown',
    });
});

test('what fits many brings no type of ours that would excuse an app of no known type', () => {
  const own = (strength: string) => ({
    ...appType(
      'system-part',
      hints([], { does: [{ in: 'package', is: 'screenless', shown: false, strength }] }),
    ),
    ours: true,
    open: true,
  });
  const headless = facts({
    package: 'com.x.y',
    components: [{ type: 'service' as const, name: 'com.x.y.Spy', filters: [] }],
  });
  const considered = (strength: string) =>
    chooseType(headless, { ...cat, types: [...cat.types, own(strength)] }).considered?.map(({ id }) => id);
  expect(considered('weak')).toEqual([]);
  expect(considered('moderate')).toEqual(['system-part']);
});

test('a name alone brings no type of ours that would excuse an app of no known type', () => {
  const own = {
    ...appType(
      'system-part',
      hints(['settings'], { does: [{ in: 'service', action: 'x.Carrier', strength: 'weak' }] }),
    ),
    ours: true,
  };
  const types = { ...cat, types: [...cat.types, own] };
  const named = chooseType(facts({ package: 'com.x.y.settings', components: [MAIN] }), types);
  expect([named.id, named.considered]).toEqual(['unknown', []]);
});

describe('a type that is a guess', () => {
  const dial = { in: 'service', action: 'x.Dial', strength: 'strong' };
  const fair = (kind: string) => ({ kind, feature: { en: 'f', zh: 'f' }, strength: 'strong' as const });
  const types = catalogue({
    kinds: [kind('place', 5, []), kind('names', 5, [])],
    types: [
      appType('dial', hints([], { does: [dial] })),
      { ...appType('weather', { ...hints(['weather']), contextual: [fair('place')] }), ours: true },
      {
        ...appType('part', { ...hints([], { does: [{ ...dial, action: 'x.Part' }] }) }),
        ours: true,
        open: true,
      },
    ],
  });
  const service = (action: string) => ({
    type: 'service' as const,
    name: 'com.x.y.Face',
    filters: [{ actions: [action], categories: [], data: [], priority: null }],
  });
  const needs = (label: string, name: string, actions = ['x.Dial']) => {
    const app = facts({
      package: name,
      components: [MAIN, ...actions.map(service)],
      application: { label, labels: [{ locale: '', text: label }] },
    });
    const type = chooseType(app, types);
    const found = needsUnder(types, type);
    return [type.id, found.get('place')!.need, found.get('names')!.need];
  };
  test('condemns nothing that what the app calls itself has a use for', () => {
    expect(needs('Face', 'com.x.y')).toEqual(['dial', 'beyond', 'beyond']);
    expect(needs('Weather', 'com.x.y')).toEqual(['dial', 'undecided', 'beyond']);
  });
  test('is not shaken by words that no user reads', () => {
    expect(needs('Face', 'com.x.weather')).toEqual(['dial', 'beyond', 'beyond']);
  });
  test('a given type is no guess', () => {
    expect(needsUnder(types, givenType(types, 'dial')).get('place')!.need).toBe('beyond');
  });
});
