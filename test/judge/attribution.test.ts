// Whose code it is: by package, by what the manifest must keep and a build generates, for libraries by who calls them.
import { describe, expect, test } from '@jest/globals';
import { attribution } from '../../src/judge/attribution.js';
import { isRenamed } from '../../src/judge/own-packages.js';
import { UNKNOWN_TYPE, createView } from '../../src/judge/view.js';
import { catalogue, facts, reach, sdk } from '../support/judging.js';

const cat = catalogue({
  sdks: [
    sdk('umeng', 'com.umeng', true),
    sdk('umeng-push', 'com.umeng.message'),
    sdk('tencent-x', 'com.tencent.x'),
    sdk('second-push', 'com.second.push'),
    { ...sdk('faint', 'com.faint'), signals: [{ kind: 'package', value: 'com.faint', confidence: 'low' }] },
  ],
  vendorPrefixes: [
    { prefix: 'com.vendor', vendor: 'Vendor' },
    { prefix: 'com.second', vendor: 'Vendor' },
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
    ['androidx.core.A', 'library:androidx:medium:ordinary'],
    ['org.other.deep.down.A', 'unattributed:org.other.deep:medium'],
    ['a.b.C', 'unattributed::medium'],
  ])('%s', (name, owner) => {
    expect(ownerOf(name)).toBe(owner);
  });
  test('a vendor’s own app owns its SDKs, those of others stay theirs', () => {
    const input = { package: 'com.umeng.demo' };
    expect(ownerOf('com.umeng.demo.Main', input)).toBe('app:com.umeng.demo:high');
    expect(ownerOf('com.umeng.analytics.A', input)).toBe('app:com.umeng.demo:medium');
    expect(ownerOf('com.tencent.x.A', input)).toBe('sdk:tencent-x:high');
  });
  test('a vendor has several names', () => {
    expect(ownerOf('com.second.push.P', { package: 'com.vendor.maps' })).toBe('app:com.vendor.maps:medium');
    expect(ownerOf('com.second.push.P', { package: 'com.vendors.maps' })).toBe('sdk:second-push:high');
  });
  test('a weak prefix owns its code, less surely', () => {
    expect(ownerOf('com.faint.A')).toBe('sdk:faint:low');
  });
  test.each([
    // own package, class, owner: under a shared root the next segment tells whose it is
    ['com.github.me.app', 'com.github.other.A', 'unattributed:com.github.other:medium'],
    ['com.github.me.app', 'com.github.me.core.A', 'app:com.github.me.app:medium'],
    ['com.github.me.app.debug', 'com.github.me.app.A', 'app:com.github.me.app.debug:medium'],
    ['io.github.me.app', 'io.github.metoo.A', 'unattributed:io.github.metoo:medium'],
    ['jp.co.agent.stf', 'jp.co.agent.net.A', 'app:jp.co.agent.stf:medium'],
    ['jp.co.agent.stf', 'jp.co.other.net.A', 'unattributed:jp.co.other:medium'],
    [
      'com.google.android.apps.x',
      'com.google.android.other.deep.A',
      'unattributed:com.google.android.other:medium',
    ],
    ['com.vendor.demo', 'com.vendor.sdk.A', 'unattributed:com.vendor.sdk:medium'],
    ['com.vendor.demo.beta', 'com.vendor.demo.A', 'app:com.vendor.demo.beta:medium'],
    ['io.me', 'io.me.a.B', 'app:io.me:high'],
  ])('%s: %s is of %s', (own, name, owner) => {
    expect(ownerOf(name, { package: own })).toBe(owner);
  });
});

describe('by the shape of renamed classes', () => {
  const named = ['La;', 'Lcom/shop/app/b;', 'Lcom/tencent/x/c;', 'Landroidx/core/d;'];
  const code = { shapes: [{ of: 'umeng', like: null, classes: 4, parts: 50, named }] };
  test.each([
    ['a', 'sdk:umeng:medium'],
    ['e', 'unattributed::medium'],
    // Moved into the app's own package by the optimiser.
    ['com.shop.app.b', 'sdk:umeng:medium'],
    ['com.shop.app.e', 'app:com.shop.app:high'],
    // A name that somebody else's code kept goes before a likeness.
    ['com.tencent.x.c', 'sdk:tencent-x:high'],
    ['androidx.core.d', 'library:androidx:medium:ordinary'],
  ])('%s', (name, owner) => {
    expect(ownerOf(name, { code })).toBe(owner);
  });
  test('in the vendor’s own app it is the app’s', () => {
    expect(ownerOf('a', { package: 'com.umeng.demo', code })).toBe('unattributed::medium');
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
  test('what fills a role of the system, for which users pick an app', () => {
    const filling = (permission: string) => ({
      package: 'com.store.listing',
      components: [{ type: 'service' as const, name: 'io.keys.Board', permission }],
    });
    expect(ownerOf('io.keys.Core', filling('android.permission.BIND_INPUT_METHOD'))).toBe(
      'app:com.store.listing:medium',
    );
    expect(ownerOf('io.keys.Core', filling('android.permission.BIND_JOB_SERVICE'))).not.toMatch(/^app/);
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
  test('all that a part without a face declares, where it has one root', () => {
    const parts = (...names: string[]) => ({
      package: 'com.store.listing',
      components: names.map((name) => ({ type: 'service' as const, name })),
    });
    expect(ownerOf('io.real.net.Http', parts('io.real.a.Sync', 'io.real.b.Boot'))).toBe(
      'app:com.store.listing:medium',
    );
    for (const apart of [parts('io.real.a.Sync'), parts('io.real.a.Sync', 'io.real.b.Boot', 'io.guest.Ad')])
      expect(ownerOf('io.real.net.Http', apart)).toMatch(/^unattributed/);
  });
  test('a kept name and one more of the app agree on their root', () => {
    const input = named(['io.real.ui.Main']);
    expect(ownerOf('io.real.sync.Net', input)).toBe('unattributed:io.real.sync:medium');
    const service = { type: 'service' as const, name: 'io.real.sync.Service' };
    expect(ownerOf('io.real.data.Net', { ...input, components: [...input.components, service] })).toBe(
      'app:com.store.listing:medium',
    );
    const application = { name: 'io.real.App' };
    expect(ownerOf('io.real.data.Net', { ...input, application })).toBe('app:com.store.listing:medium');
  });
  test('a renamed package is never the app, whatever is kept there', () => {
    expect(ownerOf('a.b.Core', named(['a.b.Main', 'a.b.Two', 'a.b.Three', 'a.b.Four']))).toBe(
      'unattributed::medium',
    );
  });
  test('an SDK that brings a launcher screen stays the SDK', () => {
    expect(ownerOf('com.tencent.x.Core', named(['com.tencent.x.Main']))).toBe('sdk:tencent-x:high');
  });
});

describe('by the classes that a build generates', () => {
  const row = (name: string, more = {}) => ({
    package: name,
    resources: true,
    buildConfig: false,
    applicationId: null,
    ...more,
  });
  const built = (generated: object[], more = {}) => ({
    package: 'de.bank.one',
    code: { generated: generated as never },
    ...more,
  });
  test('BuildConfig names the application id: its package is the namespace', () => {
    const input = built([row('com.maker.platform', { buildConfig: true, applicationId: 'de.bank.one' })]);
    expect(ownerOf('com.maker.platform.net.Http', input)).toBe('app:de.bank.one:high');
    expect(ownerOf('com.maker.core.Store', input)).toBe('app:de.bank.one:medium');
    expect(ownerOf('com.other.core.Store', input)).toBe('unattributed:com.other.core:medium');
  });
  test('BuildConfig of a library names the library: no evidence', () => {
    const input = built([row('com.lib.ads', { buildConfig: true, applicationId: 'com.lib.ads' })]);
    expect(ownerOf('com.lib.ads.Ad', input)).toBe('unattributed:com.lib.ads:medium');
    expect(ownerOf('com.lib.ads.Ad', built([row('com.lib.ads', { buildConfig: true })]))).toBe(
      'unattributed:com.lib.ads:medium',
    );
  });
  test('R above the launcher screen is the namespace; R elsewhere is some library', () => {
    const launcher = { components: [{ name: 'com.maker.platform.ui.home.Main', isLauncher: true }] };
    const input = built([row('com.maker.platform'), row('com.lib.views')], launcher);
    expect(ownerOf('com.maker.platform.net.Http', input)).toBe('app:de.bank.one:medium');
    expect(ownerOf('com.lib.views.Wheel', input)).toBe('unattributed:com.lib.views:medium');
    expect(ownerOf('com.maker.platform.net.Http', built([], launcher))).toBe(
      'unattributed:com.maker.platform:medium',
    );
  });
  test('generated classes of an SDK make it no part of the app', () => {
    const input = built([row('com.umeng', { buildConfig: true, applicationId: 'de.bank.one' })]);
    expect(ownerOf('com.umeng.analytics.A', input)).toBe('sdk:umeng:high');
  });
});

describe('by the caller', () => {
  const at = (where: string, path: string[]) => {
    const { actor, confidence, ordinary } = owners({
      uses: [{ watch: 'w', where, reach: [reach('user-act', path)] }],
    }).ofSite(0);
    return { by: `${actor.kind}:${actor.id}`, confidence, ordinary };
  };
  test('renamed code is nobody’s: neither the app’s nor an SDK’s that calls it', () => {
    const nobody = { by: 'unattributed:', confidence: 'medium', ordinary: false };
    const path = ['Lcom/shop/app/A;->m()V', 'Lcom/umeng/U;->n()V', 'La/b;->c()V'];
    expect(at('La/b;->c()V', path)).toEqual(nobody);
    expect(at('La/b;->c()V', ['Lcom/shop/app/A;->m()V', 'La/b;->c()V'])).toEqual(nobody);
  });
  test('a library that renamed code calls acts for nobody we could name', () => {
    const path = ['Lcom/shop/app/A;->m()V', 'La/b;->c()V', 'Landroidx/a/B;->c()V'];
    expect(at('Landroidx/a/B;->c()V', path).by).toBe('library:androidx');
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
