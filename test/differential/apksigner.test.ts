// Whether signatures hold, against apksigner: every installed package, and one package signed with each kind of key, whole
// and tampered with. Skipped, and said so, where apksigner or keytool is not installed.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { verifySignature } from '../../src/extract/signature-check.js';
import { openApp } from '../../src/scan.js';
import { apkOf, temporaryFolder } from '../support/package-files.js';
import { installedPackages } from './packages-folder.js';

const folder = temporaryFolder();
const runs = (tool: string, args: string[]): boolean =>
  spawnSync(tool, args, { stdio: 'ignore' }).status === 0;
const available = runs('apksigner', ['--version']) && runs('keytool', ['-help']);

/** Schemes by which apksigner says that the package verifies; null when it does not. */
function theirs(path: string, minSdk?: number): string[] | null {
  const platform = minSdk === undefined ? [] : ['--min-sdk-version', String(minSdk)];
  const { status, stdout } = spawnSync('apksigner', ['verify', '-v', ...platform, path], {
    encoding: 'utf8',
  });
  if (status !== 0) return null;
  return [...stdout.matchAll(/^Verified using (v[\d.]+) scheme .*: true$/gm)]
    .map((match) => match[1]!)
    .filter((scheme) => scheme !== 'v4')
    .sort();
}
/** Schemes of which every signer holds; null when one does not. */
function ours(path: string): string[] | null {
  const signers = verifySignature(openApp([path])).flatMap((part) => part.signers);
  if (signers.length === 0 || signers.some((signer) => signer.flaws.length > 0)) return null;
  return [...new Set(signers.map((signer) => signer.scheme))].sort();
}

const KEYS: readonly [name: string, keytool: string[], sign: string[], schemes: string[]][] = [
  ['RSA 3200, SHA-512', ['-keyalg', 'RSA', '-keysize', '3200'], [], ['v1', 'v2', 'v3']],
  ['EC P-521, SHA-512', ['-keyalg', 'EC', '-groupname', 'secp521r1'], [], ['v1', 'v2', 'v3']],
  ['DSA 2048', ['-keyalg', 'DSA', '-keysize', '2048'], [], ['v1', 'v2', 'v3']],
  [
    'RSA with a Merkle tree, without v1',
    ['-keyalg', 'RSA', '-keysize', '2048'],
    ['--verity-enabled', 'true', '--v1-signing-enabled', 'false'],
    ['v2', 'v3'],
  ],
];

/** An app of some size, so that there are several chunks and a tree of two levels. */
function bigApp(): Uint8Array {
  const noise = new Uint8Array(2_300_000);
  for (let i = 0, x = 1; i < noise.length; i++)
    noise[i] = (x = (Math.imul(x, 1103515245) + 12345) >>> 0) >>> 24;
  return apkOf({}, { 'assets/noise.bin': noise });
}

(available ? describe : describe.skip)('apksigner', () => {
  test.each(KEYS)(
    '%s',
    (name, key, sign, schemes) => {
      const store = join(folder.path, `${name}.p12`);
      const common = ['-keystore', store, '-storepass', 'password', '-storetype', 'PKCS12', '-alias', 'a'];
      execFileSync('keytool', ['-genkeypair', ...common, '-dname', 'CN=Test', '-validity', '9999', ...key], {
        stdio: 'ignore',
      });
      const path = folder.put(`${name}.apk`, bigApp());
      const how = ['--ks', store, '--ks-pass', 'pass:password', '--min-sdk-version', '21', ...sign];
      execFileSync('apksigner', ['sign', ...how, path], { stdio: 'ignore' });
      const minSdk = schemes.includes('v1') ? 21 : 24; // from 24 on v1 is not asked for
      expect([theirs(path, minSdk), ours(path)]).toEqual([schemes, schemes]);
      const data = readFileSync(path);
      data[data.length >> 1]! ^= 1;
      const bad = folder.put(`${name}-bad.apk`, data);
      expect([theirs(bad, minSdk), ours(bad)]).toEqual([null, null]);
    },
    60_000,
  );

  test('installed packages', () => {
    // apksigner leaves out the schemes that no platform from the app's lowest on looks at.
    const differ = installedPackages().filter((path) => {
      const [a, b] = [ours(path), theirs(path)];
      return a === null || b === null ? a !== b : b.some((scheme) => !a.includes(scheme));
    });
    expect(differ).toEqual([]);
  }, 600_000);
});
