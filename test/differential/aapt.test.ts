// Our reading against aapt's, on the packages that npm ci installs and, when OVERREACH_PACKAGES names the folder that
// fetch-packages.js filled, on all of those.
// Skipped, and said so, where aapt is not installed.
import { basename } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { aaptVersion, compareWithAapt } from './aapt.js';
import { fetchedPackages, installedPackages, packagesFolder } from './packages-folder.js';

const version = aaptVersion();
const installed = installedPackages();
const fetched = process.env['OVERREACH_PACKAGES'] === undefined ? [] : fetchedPackages();
/** Compares every resource value of the fetched packages too: minutes instead of seconds. */
const everyValue = process.env['OVERREACH_EVERY_VALUE'] === '1';
const say = (text: string): void => void process.stdout.write(`${text}\n`);

if (version === null) {
  describe('aapt', () => {
    test.skip('is not installed: nothing is compared (Debian: apt-get install aapt)', () => {});
  });
} else {
  describe(`the same as ${version}`, () => {
    test.each(installed.map((path) => [basename(path), path]))(
      'installed: %s, with every resource value',
      (_name, path) => {
        const { differences } = compareWithAapt(path, true);
        expect(differences).toEqual([]);
      },
      60_000,
    );

    const more = fetched.length === 0 ? test.skip : test;
    more(
      `fetched: ${fetched.length} packages`,
      () => {
        const differences: Record<string, unknown> = {};
        for (const path of fetched) {
          const found = compareWithAapt(path, everyValue).differences;
          if (found.length > 0) differences[basename(path)] = found;
        }
        say(`compared ${installed.length + fetched.length} packages with aapt (${packagesFolder()})`);
        expect(differences).toEqual({});
      },
      600_000,
    );
  });
}
