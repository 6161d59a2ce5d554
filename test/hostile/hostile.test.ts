// The hostile suite: every broken or tampered input gives exactly what its case says: a refusal by code, or facts with
// the diagnostics named. What Android installs still yields its manifest facts and its calls.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { AppFacts } from '../../src/model/facts.js';
import { DIAGNOSTIC_WORDS } from '../../src/text/words.js';
import { temporaryFolder } from '../support/package-files.js';
import { APP, LABEL, PERMISSIONS } from './case.js';
import { runCase } from './run.js';
import { DEVICE_CALL, LOCATION_CALL } from './small-dex.js';
import { HOSTILE_CASES } from './suite.js';

process.env['OVERREACH_STRICT'] = '1'; // a bug of ours fails the case instead of becoming a diagnostic

const folder = temporaryFolder();

/** What of the honest app's facts is still there. */
function seen(facts: AppFacts): string[] {
  const found: string[] = [];
  const manifest = facts.manifest.state === 'missing' ? null : facts.manifest.value;
  if (manifest?.package === APP && manifest.components.some((x) => x.name === `${APP}.Main`))
    found.push('manifest');
  const permissions = new Set(manifest?.permissions.map((x) => x.name));
  if (PERMISSIONS.every((name) => permissions.has(name))) found.push('permissions');
  if (manifest?.application.label === LABEL) found.push('label');
  const code = facts.code.state === 'missing' ? null : facts.code.value;
  const uses = new Set(code?.uses.map((x) => x.watch));
  if (uses.has(LOCATION_CALL) && uses.has(DEVICE_CALL)) found.push('calls');
  return found;
}
/** Where the input truly holds none of it, so that nothing was lost in reading. */
const NOTHING_TO_LOSE = new Set(['no-application']);
const ALL = ['manifest', 'permissions', 'label', 'calls'];

describe('hostile inputs', () => {
  test.each(HOSTILE_CASES.map((x) => [`${x.trick}: ${x.name}`, x] as const))('%s', (_name, x) => {
    const outcome = runCase(folder.put(x.file ?? 'app.apk', x.build()), x.limits);
    if ('error' in outcome) {
      expect(outcome.error).toBe(x.error);
      return;
    }
    expect(x.error).toBeUndefined();
    expect(seen(outcome.facts)).toEqual(
      ALL.filter((what) => !(x.lost as readonly string[] | undefined)?.includes(what)),
    );
    expect(outcome.codes).toEqual(expect.arrayContaining([...(x.codes ?? [])]));
    // What was lost is never a silent loss.
    for (const section of ['manifest', 'code'] as const) {
      const lostIt = x.lost?.includes(section === 'code' ? 'calls' : 'manifest') === true;
      if (lostIt && !NOTHING_TO_LOSE.has(x.trick)) expect(outcome.facts[section].state).not.toBe('complete');
    }
    expect(JSON.parse(JSON.stringify(outcome.facts))).toEqual(outcome.facts);
  });
  test('are at least 150, each with a name of its own', () => {
    const names = HOSTILE_CASES.map((x) => `${x.trick}: ${x.name}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(150);
  });
  test('that Android installs lose nothing that it uses', () => {
    const losing = HOSTILE_CASES.filter((x) => x.installs === 'yes' && (x.lost ?? []).length > 0);
    expect(losing.map((x) => x.trick)).toEqual([]);
  });
  test('speak only in codes that have words', () => {
    const codes = HOSTILE_CASES.flatMap((x) => [
      ...(x.codes ?? []),
      ...(x.error === undefined ? [] : [x.error]),
    ]);
    expect(codes.filter((code) => !Object.hasOwn(DIAGNOSTIC_WORDS, code))).toEqual([]);
  });
  test('and docs/tampering.md name the same tricks', () => {
    const page = readFileSync(new URL('../../docs/tampering.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map((match) => match[1]);
    expect([...new Set(rows)].sort()).toEqual([...new Set(HOSTILE_CASES.map((x) => x.trick))].sort());
    expect(new Set(rows).size).toBe(rows.length);
  });
});
