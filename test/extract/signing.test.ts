// Signers of real packages, against what apksigner says of them; of splits by other hands; of nobody.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { signingExtractor } from '../../src/extract/signing.js';
import type { SigningFacts, Section } from '../../src/model/facts.js';
import { openPackage } from '../../src/package/index.js';
import { apkOf, temporaryFolder } from '../support/package-files.js';
import { WATCH } from '../hostile/run.js';

const folder = temporaryFolder();
const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));

function read(paths: string[]): { section: Section<SigningFacts>; codes: string[] } {
  const codes: string[] = [];
  const pkg = openPackage(paths, DEFAULT_LIMITS);
  const note = ({ code, place }: { code: string; place: { entry: string } }): void =>
    void codes.push(`${code} ${place.entry}`);
  const section = signingExtractor.extract({ pkg, watch: WATCH, limits: DEFAULT_LIMITS, note, done: {} });
  pkg.close();
  return { section, codes };
}

// Digests and names as `apksigner verify --print-certs` prints them.
const PLATFORM_TEST_KEY = 'a40da80a59d170caa950cf15c18c454d47a39b26989d8b640ecd745ba71bf5dc';
describe.each([
  [
    'settings-2/bin/settings_apk-debug.apk',
    ['v1'],
    'a65e578cd19d65754d5012bf1701d9142917abfd514017621634a7da3f4808dc',
    'CN=Android Debug, O=Android, C=US',
    'SHA256withRSA, RSA 2048',
  ],
  [
    'settings-5/apks/settings_apk-debug.apk',
    ['v1', 'v2'],
    'dae2564c1480aeb0e98c7f09be3d246d3749d2f7f379202d28dafab982b6a9c2',
    'C=US, O=Android, CN=Android Debug',
    'SHA256withRSA, RSA 2048',
  ],
  [
    'uiautomator2-server-4/apks/appium-uiautomator2-server-debug-androidTest.apk',
    ['v1', 'v2', 'v3'],
    PLATFORM_TEST_KEY,
    'emailAddress=android@android.com, CN=Android, OU=Android, O=Android, L=Mountain View, ST=California, C=US',
    'SHA1withRSA, RSA 2048',
  ],
])('%s', (path, schemes, sha256, subject, algorithm) => {
  const file = join(modules, path);
  (existsSync(file) ? test : test.skip)('schemes, certificate and names', () => {
    const { section, codes } = read([file]);
    expect(codes).toEqual([]);
    if (section.state !== 'complete') throw new Error(section.state);
    expect(section.value.schemes).toEqual(schemes);
    expect(section.value.certificates.map((x) => x.scheme)).toEqual(schemes);
    for (const certificate of section.value.certificates) {
      expect(certificate).toMatchObject({ sha256, subject, issuer: subject, algorithm });
      expect(certificate.validFrom).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    }
  });
});

test('an unsigned package has no scheme and nothing missing', () => {
  expect(read([folder.put('u.apk', apkOf())]).section).toEqual({
    state: 'complete',
    value: { schemes: [], certificates: [] },
  });
});
test('a split signed by somebody else is named', () => {
  const signed = join(modules, 'settings-2/bin/settings_apk-debug.apk');
  if (!existsSync(signed)) return;
  const split = folder.put('split.apk', apkOf({ package: 'io.appium.settings', split: 'config.en' }));
  expect(read([signed, split]).codes).toEqual(['signing/split-signer-differs split_config.en.apk']);
});
