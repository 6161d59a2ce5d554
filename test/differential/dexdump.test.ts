// Our reading of method calls against dexdump's on installed packages; all of them, and those that fetch-packages.js
// fetched, are compared by `node test/differential/dexdump.js`. Skipped, and said so, where dexdump is not installed.
import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { installedPackages } from './packages-folder.js';

const here = spawnSync('dexdump', ['-h']).error === undefined;
/** Small enough for every run of the tests. */
const chosen = installedPackages().filter((path) => /settings-2|androidTest/.test(path));

describe('method calls, caller and callee', () => {
  if (!here)
    test.skip('dexdump is not installed: nothing is compared (Debian: apt-get install dexdump)', () => {});
  else {
    test.each(chosen.map((path) => [basename(path), path]))(
      'the same as dexdump: %s',
      (_name, path) => {
        const script = new URL('./dexdump.js', import.meta.url).pathname;
        const { stdout, status } = spawnSync(process.execPath, [script, path], { encoding: 'utf8' });
        expect(stdout).toMatch(/^same .*\n1 of 1 packages the same\n$/);
        expect(status).toBe(0);
      },
      120_000,
    );
  }
});
