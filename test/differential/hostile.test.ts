// The hostile suite through aapt: what aapt reads we read equally, and what Android installs we read even where aapt
// fails. Prints the counts. Skipped, and said so, where aapt is not installed.
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { ParseError } from '../../src/bytes/parse-error.js';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { manifestExtractor } from '../../src/extract/manifest.js';
import type { ManifestFacts } from '../../src/model/facts.js';
import { openPackage } from '../../src/package/index.js';
import { HOSTILE_CASES } from '../hostile/suite.js';
import { runExtractors } from '../support/memory-package.js';
import { temporaryFolder } from '../support/package-files.js';
import { aaptVersion } from './aapt.js';

const folder = temporaryFolder();

function ours(path: string): ManifestFacts | null {
  try {
    const pkg = openPackage([path], DEFAULT_LIMITS, () => {});
    const section = runExtractors(pkg, [manifestExtractor]).done.manifest;
    pkg.close();
    return section === undefined || section.state === 'missing' ? null : section.value;
  } catch (error) {
    if (error instanceof ParseError) return null;
    throw error;
  }
}

/** What badging says; null when aapt gives up before it names a package. */
function theirs(path: string): { package: string; permissions: string[]; label: string | null } | null {
  let text: string;
  try {
    text = execFileSync('aapt', ['dump', 'badging', path], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 20_000,
    });
  } catch (error) {
    text = (error as { stdout?: string }).stdout ?? '';
  }
  const name = /^package: name='([^']*)'/m.exec(text)?.[1];
  if (name === undefined || name === '') return null;
  const all = [...text.matchAll(/^uses-permission: name='([^']*)'/gm)].map((match) => match[1]!);
  const implied = new Set(
    [...text.matchAll(/^uses-implied-permission: name='([^']*)'/gm)].map((match) => match[1]),
  );
  const label = /^application-label:'(.*)'$/m.exec(text)?.[1] ?? null;
  return { package: name, permissions: all.filter((one) => !implied.has(one)).sort(), label };
}

/** Where aapt reads and we differ, each with its reason. */
const EXPLAINED: Readonly<Record<string, string>> = {
  'multi-disk': 'we refuse what says it is one volume of several',
  'permission-no-name': 'aapt stops at a permission without name; Android and we go on',
  'arsc-type': 'aapt does not look at the type of the table; Android since 9 and we do',
  'arsc-compact': 'aapt is older than compact entries',
  'arsc-type-id-offset': 'aapt ignores the offset of type ids; Android since 9 and we apply it',
};

const available = aaptVersion() !== null;
(available ? describe : describe.skip)('hostile inputs and aapt', () => {
  test('what aapt reads, we read equally; where it fails and Android installs, we succeed', () => {
    const counts = { equal: 0, explained: 0, onlyOurs: 0, onlyOursInstalled: 0, neither: 0 };
    const differences: string[] = [];
    for (const one of HOSTILE_CASES) {
      const label = `${one.trick}: ${one.name}`;
      const path = folder.put(one.file ?? 'app.apk', one.build());
      const a = ours(path);
      const b = theirs(path);
      if (b === null) {
        if (a === null) counts.neither++;
        else counts.onlyOurs++;
        if (a !== null && one.installs === 'yes') counts.onlyOursInstalled++;
        continue;
      }
      const mine =
        a === null
          ? null
          : {
              package: a.package,
              permissions: [
                ...new Set(a.permissions.filter((p) => p.source === 'declared').map((p) => p.name)),
              ].sort(),
              label: a.application.label,
            };
      const same =
        JSON.stringify(mine) === JSON.stringify({ ...b, permissions: [...new Set(b.permissions)] });
      if (same) counts.equal++;
      else if (Object.hasOwn(EXPLAINED, one.trick)) counts.explained++;
      else differences.push(`${label}: ours ${JSON.stringify(mine)}, aapt ${JSON.stringify(b)}`);
    }
    process.stdout.write(
      `hostile inputs against aapt: ${JSON.stringify(counts)} of ${HOSTILE_CASES.length}\n`,
    );
    expect(differences).toEqual([]);
    expect(counts.equal).toBeGreaterThan(20);
  }, 300_000);
});
