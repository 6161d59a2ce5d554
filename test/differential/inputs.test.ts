// The whole hostile suite and the real packages through aapt and, when installed, androguard: what aapt reads, we read
// equally; where they fail and Android would not, we succeed. Prints the counts. Skipped, and said so, without aapt.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { HOSTILE_CASES } from '../hostile/suite.js';
import type { HostileCase } from '../hostile/case.js';
import { runCase } from '../hostile/run.js';
import { temporaryFolder } from '../support/package-files.js';
import { aaptVersion } from './aapt.js';
import { installedPackages } from './packages-folder.js';

interface Reading {
  package: string;
  permissions: string[];
}
const folder = temporaryFolder();

function byAapt(path: string): Reading | null {
  let text: string;
  try {
    text = execFileSync('aapt', ['dump', 'permissions', path], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null;
  }
  const name = /^package: (.*)$/m.exec(text)?.[1] ?? '';
  if (name === '') return null;
  const permissions = [...text.matchAll(/^uses-permission(?:-sdk-23)?: name='(.*?)'/gm)].map(
    (match) => match[1]!,
  );
  return { package: name, permissions: [...new Set(permissions)].sort() };
}

function byAndroguard(paths: readonly string[]): Map<string, Reading | null> | null {
  const script = fileURLToPath(new URL('androguard-read.py', import.meta.url));
  const readings = new Map<string, Reading | null>();
  let text: string | null = null;
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      execFileSync(python, ['-c', 'import androguard'], { stdio: 'ignore' });
      text = execFileSync(python, [script], {
        encoding: 'utf8',
        input: paths.join('\n'),
        maxBuffer: 1 << 28,
        stdio: ['pipe', 'pipe', 'ignore'],
      });
      break;
    } catch {
      // not for this interpreter
    }
  }
  if (text === null) return null;
  for (const line of text.split('\n').filter((x) => x !== '')) {
    const { path, error, ...reading } = JSON.parse(line) as Reading & { path: string; error?: string };
    readings.set(path, error === undefined && reading.package !== '' ? reading : null);
  }
  return readings;
}

function byUs(path: string, limits?: HostileCase['limits']): Reading | null {
  const outcome = runCase(path, limits);
  if ('error' in outcome || outcome.facts.manifest.state === 'missing') return null;
  const { package: name, permissions } = outcome.facts.manifest.value;
  const asked = permissions.filter((x) => x.source !== 'implied').map((x) => x.name);
  return name === '' ? null : { package: name, permissions: [...new Set(asked)].sort() };
}
const same = (a: Reading, b: Reading): boolean =>
  a.package === b.package && JSON.stringify(a.permissions) === JSON.stringify(b.permissions);

/** Inputs that aapt reads and we read otherwise, each with the reason. */
const KNOWN: Readonly<Record<string, string>> = {
  'multi-disk: end record of volume 2': 'refused on purpose: it says that it is one volume of several',
};

/** Inputs that androguard reads and we read otherwise, each with what Android does (docs/comparisons.md). */
const KNOWN_OF_ANDROGUARD: Readonly<Record<string, string>> = {
  'multi-disk: end record of volume 2': 'as above',
  'axml-second-pool: a decoy behind the real one, which is what counts':
    'ResXMLTree::setTo takes every pool before the first node, each in place of the one before; it takes the first',
  'attribute-no-name: names emptied, ids kept': 'Android finds attributes by id; it goes by name',
  'attribute-wrong-name: all called "theme", ids kept': 'as above',
  'attribute-foreign-namespace: another namespace, ids kept': 'as above, and by namespace',
  'attribute-no-id: names right, ids zero': 'as above: Android finds none of them',
  'resource-map: missing': 'as above',
  'label-escapes: escape sequences, markup and formulas in every text':
    'a permission without a dot gets the package in front; Android takes the name as it stands',
  'long-text: a name of one million letters': 'as above',
};

const version = aaptVersion();
const run = version === null ? test.skip : test;
describe(`aapt and androguard${version === null ? ' (aapt is not installed: nothing is compared)' : ''}`, () => {
  run(
    'read nothing that we do not, and fail where Android does not',
    () => {
      const inputs = HOSTILE_CASES.map((x, index) => ({
        name: `${x.trick}: ${x.name}`,
        path: folder.put(join(String(index), x.file ?? 'app.apk'), x.build()),
        installs: x.installs === 'yes' || x.installs === 'part',
        limits: x.limits,
      }));
      const real = installedPackages().map((path) => ({
        name: path,
        path,
        installs: true,
        limits: undefined,
      }));
      const all = [...inputs, ...real];
      const androguard = byAndroguard(all.map((x) => x.path));
      const counts = {
        inputs: all.length,
        installable: 0,
        ours: 0,
        aapt: 0,
        aaptSame: 0,
        aaptFails: 0,
        androguard: 0,
        androguardSame: 0,
        androguardFails: 0,
      };
      const unequal: string[] = [];
      const weFail: string[] = [];
      const guardDiffers: string[] = [];
      for (const { name, path, installs, limits } of all) {
        const ours = byUs(path, limits);
        const aapt = byAapt(path);
        const guard = androguard?.get(path) ?? null;
        if (ours !== null) counts.ours++;
        if (installs) counts.installable++;
        if (installs && ours === null) weFail.push(name);
        if (aapt !== null) {
          counts.aapt++;
          if (ours !== null && same(ours, aapt)) counts.aaptSame++;
          else if (!Object.hasOwn(KNOWN, name))
            unequal.push(
              `${name}: ours ${JSON.stringify(ours)?.slice(0, 200)}, aapt ${JSON.stringify(aapt).slice(0, 200)}`,
            );
        } else if (installs && ours !== null) counts.aaptFails++;
        if (guard !== null) {
          counts.androguard++;
          if (ours !== null && same(ours, guard)) counts.androguardSame++;
          else guardDiffers.push(name);
        } else if (androguard !== null && installs && ours !== null) counts.androguardFails++;
      }
      process.stdout.write(
        `${counts.inputs} inputs, ${counts.installable} of them installable: we read ${counts.ours}; ` +
          `aapt reads ${counts.aapt}, ${counts.aaptSame} as we do, and fails on ${counts.aaptFails} installable ones that we read; ` +
          (androguard === null
            ? 'androguard is not installed\n'
            : `androguard reads ${counts.androguard}, ${counts.androguardSame} as we do, and fails on ${counts.androguardFails} installable ones that we read\n`),
      );
      expect(unequal).toEqual([]);
      expect(guardDiffers.filter((name) => !Object.hasOwn(KNOWN_OF_ANDROGUARD, name))).toEqual([]);
      expect(weFail).toEqual([]);
      expect(counts.ours).toBeGreaterThan(counts.aapt);
    },
    300_000,
  );
});
