// Whose code it is: by package, by what the manifest must keep, and for renamed code by who calls it.
import { describe, expect, test } from '@jest/globals';
import { attribution, isRenamed } from '../../src/engine/derive/attribution.js';
import { UNKNOWN_TYPE, createView } from '../../src/engine/view.js';
import { catalogue, facts, reach, sdk } from '../support/judging.js';

const cat = catalogue({
  sdks: [
    sdk('umeng', 'com.umeng', true),
    sdk('umeng-push', 'com.umeng.message'),
    sdk('tencent-x', 'com.tencent.x'),
  ],
});
const owners = (input: Parameters<typeof facts>[0]) =>
  createView(facts(input), cat, UNKNOWN_TYPE).get(attribution);
const ownerOf = (name: string, input: Parameters<typeof facts>[0] = {}) => {
  const { actor, confidence, ordinary } = owners(input).ofClass(`L${name.replaceAll('.', '/')};`);
  return `${actor.kind}:${actor.id}:${confidence}${ordinary ? ':ordinary' : ''}`;
};

describe('by package', () => {
  test.each([
    ['com.shop.app.ui.Main', 'app:com.shop.app:high'],
    ['com.shop.core.Net', 'app:com.shop.app:medium'],
    ['com.umeng.analytics.A', 'sdk:umeng:high'],
    ['com.umeng.message.M', 'sdk:umeng-push:high'],
    ['com.umengx.A', 'unattributed:com.umengx:medium'],
    ['androidx.core.A', 'unattributed:androidx.core:medium:ordinary'],
    ['org.other.deep.down.A', 'unattributed:org.other.deep:medium'],
    ['a.b.C', 'unattributed::medium'],
  ])('%s', (name, owner) => {
    expect(ownerOf(name)).toBe(owner);
  });
  test('an app of an SDK vendor keeps its own package, and the SDK inside stays the SDK', () => {
    const input = { package: 'com.umeng.demo' };
    expect(ownerOf('com.umeng.demo.Main', input)).toBe('app:com.umeng.demo:high');
    expect(ownerOf('com.umeng.analytics.A', input)).toBe('sdk:umeng:high');
  });
  test('sharing a public root is no kinship', () => {
    expect(ownerOf('com.github.other.A', { package: 'com.github.me.app' })).toBe(
      'unattributed:com.github.other:medium',
    );
  });
});

describe('by what the manifest keeps', () => {
  const named = (names: string[], more = {}) => ({
    package: 'com.store.listing',
    components: names.map((name, index) => ({ name, isLauncher: index === 0, ...more })),
  });
  test('the launcher screen and the application class', () => {
    expect(ownerOf('io.real.code.Core', named(['io.real.code.Main']))).toBe('app:com.store.listing:medium');
    expect(
      ownerOf('io.base.Core', { package: 'com.store.listing', application: { name: 'io.base.App' } }),
    ).toBe('app:com.store.listing:medium');
  });
  test('a package in which many screens live', () => {
    const input = named(['com.store.listing.Main', 'io.house.a.One', 'io.house.b.Two', 'io.house.c.Three']);
    expect(ownerOf('io.house.net.Http', input)).toBe('app:com.store.listing:medium');
    expect(
      ownerOf('io.guest.Ad', {
        ...input,
        components: [...input.components, { name: 'io.guest.AdActivity' }],
      }),
    ).toBe('unattributed:io.guest:medium');
  });
  test('an SDK that brings a launcher screen stays the SDK', () => {
    expect(ownerOf('com.tencent.x.Core', named(['com.tencent.x.Main']))).toBe('sdk:tencent-x:high');
  });
});

describe('by the caller', () => {
  const at = (where: string, path: string[]) => {
    const { actor, confidence, ordinary } = owners({
      uses: [{ watch: 'w', where, reach: [reach('user-act', path)] }],
    }).ofSite(0);
    return { by: `${actor.kind}:${actor.id}`, confidence, ordinary };
  };
  test('renamed code belongs to the nearest named caller', () => {
    const path = ['Lcom/shop/app/A;->m()V', 'Lcom/umeng/U;->n()V', 'La/b;->c()V'];
    expect(at('La/b;->c()V', path)).toEqual({ by: 'sdk:umeng', confidence: 'low', ordinary: false });
  });
  test('a library acts for its caller and stays a library', () => {
    const path = ['Lcom/shop/app/A;->m()V', 'Landroidx/a/B;->c()V'];
    expect(at('Landroidx/a/B;->c()V', path)).toEqual({
      by: 'app:com.shop.app',
      confidence: 'medium',
      ordinary: true,
    });
  });
  test('a named stranger is not given to its caller', () => {
    expect(at('Lorg/other/L;->c()V', ['Lcom/shop/app/A;->m()V']).by).toBe('unattributed:org.other');
  });
});

test.each([
  ['', true],
  ['a', true],
  ['a.bc', true],
  ['com.a', false],
  ['okio', false],
])('renamed: "%s"', (name, is) => {
  expect(isRenamed(name)).toBe(is);
});
