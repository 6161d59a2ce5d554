// SDKs through the real DEX reader and the real catalogue: only classes that are defined count as present; types that
// are merely mentioned give nothing, and calls into an absent package are told as such. On our own programs and on
// published packages.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { buildCatalogue } from '../../src/catalogue/build.js';
import { sdkList, type FoundSdk } from '../../src/judge/sdks.js';
import { createView } from '../../src/judge/view.js';
import { extractFacts } from '../../src/extract/index.js';
import type { Catalogue } from '../../src/model/catalogue.js';
import type { AppFacts } from '../../src/model/facts.js';
import { openPackage } from '../../src/package/index.js';
import { EMPTY_WATCH, readCode } from '../support/code.js';
import type { ClassSpec } from '../support/dex.js';
import { facts } from '../support/judging.js';

let catalogue: Catalogue;
beforeAll(() => {
  catalogue = buildCatalogue(fileURLToPath(new URL('../../rules', import.meta.url))).catalogue;
}, 60_000);

const sdksIn = (app: AppFacts): FoundSdk[] =>
  createView(app, catalogue, { id: 'unknown', source: 'unknown', confidence: 0, types: [], because: [] }).get(
    sdkList,
  );
function sdksOf(classes: readonly ClassSpec[]): FoundSdk[] {
  const { facts: code } = readCode([classes]);
  return sdksIn(facts({ package: 'com.example', code }));
}
const told = (found: FoundSdk[]) =>
  found.map(({ sdk, present, called }) => ({ id: sdk.id, present, called }));
const method = (
  name: string,
  proto: string,
  code: ClassSpec['methods'],
): NonNullable<ClassSpec['methods']>[number] => ({
  name,
  proto,
  code: [...((code?.[0]?.code ?? []) as never[]), ['return-void']],
});

describe('sightings of SDKs in code', () => {
  const UMENG = 'Lcom/umeng/analytics/MobclickAgent;';

  test('a type in a signature, a field or a cast is nothing', () => {
    const classes: ClassSpec[] = [
      {
        name: 'Lcom/example/Adapter;',
        fields: [{ name: 'agent', type: UMENG }],
        methods: [method('use', `(${UMENG})V`, []), method('make', '(Lcom/facebook/ads/AdView;)V', [])],
      },
    ];
    expect(told(sdksOf(classes))).toEqual([]);
  });

  test('a class that is defined is the SDK', () => {
    expect(told(sdksOf([{ name: UMENG, methods: [method('onEvent', '()V', [])] }]))).toEqual([
      { id: 'umeng-analytics', present: true, called: false },
    ]);
  });

  test('a call into an absent package is told apart', () => {
    const caller: ClassSpec = {
      name: 'Lcom/example/Main;',
      methods: [
        {
          name: 'run',
          proto: '()V',
          code: [['invoke-static', [], `${UMENG}->onEvent()V`], ['return-void']],
        },
      ],
    };
    expect(told(sdksOf([caller]))).toEqual([{ id: 'umeng-analytics', present: false, called: true }]);
  });

  test('an adapter that carries another SDK’s name is not that SDK', () => {
    const found = told(sdksOf([{ name: 'Lcom/google/ads/mediation/facebook/FacebookAdapter;' }]));
    expect(found.map(({ id }) => id)).not.toContain('facebook-ads');
    expect(told(sdksOf([{ name: 'Lcom/example/umeng/Helper;' }, { name: 'Lcom/umengish/Agent;' }]))).toEqual(
      [],
    );
  });
});

describe('published packages', () => {
  const PACKAGES = [
    'node_modules/android-apidemos/apks/ApiDemos-debug.apk',
    'node_modules/io.appium.settings/apks/settings_apk-debug.apk',
  ];
  for (const path of PACKAGES) {
    (existsSync(path) ? test : test.skip)(
      `every SDK in ${path} rests on what is defined or declared in it`,
      () => {
        const pkg = openPackage([path], DEFAULT_LIMITS);
        const app = extractFacts(pkg, EMPTY_WATCH, DEFAULT_LIMITS);
        pkg.close();
        const packages = app.code.state === 'missing' ? [] : app.code.value.packages.map(({ name }) => name);
        const within = (name: string, prefix: string): boolean =>
          name === prefix || name.startsWith(`${prefix}.`);
        for (const { sdk, present, signs } of sdksIn(app)) {
          const claims = signs
            .filter((sign) => sign.startsWith('package:'))
            .map((sign) => sign.slice('package:'.length));
          const unfounded = claims.filter((prefix) => !packages.some((name) => within(name, prefix)));
          expect({ sdk: sdk.id, unfounded }).toEqual({ sdk: sdk.id, unfounded: [] });
          expect({ sdk: sdk.id, present }).toEqual({ sdk: sdk.id, present: claims.length > 0 });
        }
      },
      120_000,
    );
  }

  test('demos without SDKs have none', () => {
    const [path = ''] = PACKAGES;
    if (!existsSync(path)) return;
    const pkg = openPackage([path], DEFAULT_LIMITS);
    const app = extractFacts(pkg, EMPTY_WATCH, DEFAULT_LIMITS);
    pkg.close();
    expect(
      sdksIn(app)
        .filter(({ present }) => present)
        .map(({ sdk }) => sdk.id),
    ).toEqual([]);
  }, 120_000);
});
