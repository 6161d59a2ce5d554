// What an installation for use brings: each package named in docs/supply-chain.md with its licence, none of it built or run
// while installing, and no more of them than there were. Leaves what they do to docs/decisions.
import { expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';

interface Locked {
  version?: string;
  license?: string;
  hasInstallScript?: boolean;
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
  peer?: boolean;
}
/** Packages with which the tool once did; more need a reason that is better than convenience. */
const MOST = 38;
const FREE = /^(?:MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|\(MIT OR GPL-3\.0-or-later\)|\(MIT AND Zlib\))$/;

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, Locked>;
};
const installed = Object.entries(packages).filter(
  ([path, p]) => path !== '' && !p.dev && !p.devOptional && !p.optional && !p.peer,
);
const licences = new Map(
  installed.map(([path, { license = '' }]) => [path.slice(path.lastIndexOf('node_modules/') + 13), license]),
);
const page = readFileSync('docs/supply-chain.md', 'utf8');
const rows = new Map(
  [...page.matchAll(/^\| (\S+) \| (.+?) \| (.+) \|$/gm)].slice(0).map((m) => [m[1]!, m.slice(2)]),
);
rows.delete('package');

test('the page names each package with its licence and a reason', () => {
  expect(Object.fromEntries([...rows].map(([name, [licence]]) => [name, licence]))).toEqual(
    Object.fromEntries(licences),
  );
  for (const [, [, reason]] of rows) expect(reason!.length).toBeGreaterThan(5);
});
test('each licence lets anyone use it, and stands in the package itself', () => {
  for (const [path, { license = '' }] of installed) {
    expect(license).toMatch(FREE);
    if (!existsSync(`${path}/package.json`)) continue;
    const own = JSON.parse(readFileSync(`${path}/package.json`, 'utf8')) as { license?: string };
    expect([path, own.license]).toEqual([path, license]);
  }
});
test('none runs anything while installing, none comes from elsewhere, and they get no more', () => {
  expect(installed.filter(([, p]) => p.hasInstallScript).map(([path]) => path)).toEqual([]);
  expect(readFileSync('package-lock.json', 'utf8')).not.toMatch(/"resolved"/);
  expect(licences.size).toBeLessThanOrEqual(MOST);
});
