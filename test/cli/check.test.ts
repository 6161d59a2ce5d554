import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import JSZip from 'jszip';
import { expandGlob, globFault } from '../../src/cli/glob.js';
import { linesOf } from '../../src/cli/source-manifest.js';
import { takersOf } from '../../src/compare/takers.js';
import { RUNGS } from '../../src/model/constants.js';
import type { GateResult } from '../../src/model/gate.js';
import type { AppReport } from '../../src/model/report.js';
import { runCli } from '../support/run-cli.js';

const OLD = 'node_modules/settings-2/bin/settings_apk-debug.apk';
const NEW = 'node_modules/settings-5/apks/settings_apk-debug.apk';
const folder = mkdtempSync(join(tmpdir(), 'overreach-check-'));
const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
afterAll(() => rmSync(folder, { recursive: true }));

type Checked = AppReport & { gate: GateResult };
const check = async (argv: string[]): Promise<{ code: number; err: string; result: Checked }> => {
  const ran = await runCli(['check', ...argv, '--format', 'json'], { cwd: folder });
  return { code: ran.code, err: ran.err, result: (ran.out ? JSON.parse(ran.out) : null) as Checked };
};
/** The package does too many things for a type to be inferred; said, it has something to be judged against. */
const AS_TOOL = ['--type', 'utility-tools'];
const failures = (r: Checked) => r.gate.problems.filter((p) => p.level === 'fail').map((p) => p.fingerprint);

// Facts are kept once: the gate is about judging, and reading the same packages again and again is slow.
const facts = { old: join(folder, 'old.json'), now: join(folder, 'now.json') };
beforeAll(async () => {
  expect((await runCli(['facts', OLD, '--out', facts.old])).code).toBe(0);
  expect((await runCli(['facts', NEW, '--out', facts.now])).code).toBe(0);
});

describe('a story with real packages: io.appium.settings 2.0.0, then 5.14.15', () => {
  const baseline = join(folder, 'base.json');

  test('the baseline of the old passes against the old and fails on exactly what the new adds', async () => {
    const written = await check([OLD, '--write-baseline', '--baseline', baseline]);
    expect([written.code, written.err]).toEqual([0, `wrote the baseline ${baseline}\n`]);
    expect((await check([facts.old, '--baseline', baseline])).result.gate.problems).toEqual([]);

    const now = await check([NEW, '--baseline', baseline]);
    expect(now.code).toBe(1);
    const before = (await check([facts.old, '--baseline', baseline])).result;
    // Every failure names a pair of kind and party that the old report does not hold so high, and every such pair fails.
    const pairs = (r: Checked) =>
      new Map(
        r.kinds.flatMap((k) =>
          k.evidence.map((e) => [`${k.kind}:${e.by.kind === 'sdk' ? e.by.id : e.by.kind}`, true]),
        ),
      );
    const old = pairs(before);
    const added = [...pairs(now.result).keys()].filter((key) => !old.has(key));
    const failed = failures(now.result).map((f) => f.split(':').slice(1).join(':'));
    for (const pair of added) expect(failed).toContain(pair);
    for (const fingerprint of failures(now.result).filter((f) => !f.startsWith('higher-rung'))) {
      const pair = fingerprint.split(':').slice(1).join(':');
      expect([pair, old.has(pair)]).toEqual([pair, false]);
    }
    expect(failed).toContain('sms:app');
    for (const p of now.result.gate.problems) expect(p.evidence.length).toBeGreaterThan(0);
  });

  test('zipped again and signed by nobody, the same package fails nothing', async () => {
    const kept = join(folder, 'new-base.json');
    await check([facts.now, '--write-baseline', '--baseline', kept]);
    const zip = await JSZip.loadAsync(readFileSync(NEW));
    for (const name of Object.keys(zip.files))
      if (name.startsWith('META-INF/') && /\.(RSA|SF|MF)$/.test(name)) zip.remove(name);
    const again = join(folder, 'again.apk');
    writeFileSync(
      again,
      await zip.generateAsync({
        type: 'uint8array',
        compression: 'DEFLATE',
        compressionOptions: { level: 1 },
      }),
    );
    const result = await check([again, '--baseline', kept]);
    expect([result.code, result.result.gate.problems]).toEqual([0, []]);
    expect(result.result.app.sha256).not.toBe(
      (await check([facts.now, '--baseline', kept])).result.app.sha256,
    );
  });

  test('suppressing exactly what fails makes it pass, takes it out of the score, and is listed', async () => {
    const failing = await check([facts.now, '--baseline', baseline, ...AS_TOOL]);
    const entries = failing.result.gate.problems.map(
      (p) => `  - { data: ${p.data}, by: ${p.by}, reason: known, owner: me, expires: 2026-12-31 }`,
    );
    const config = write(
      'suppress.yml',
      `version: 1\nbaseline: base.json\nsuppressions:\n${entries.join('\n')}\n`,
    );
    const passing = await check([facts.now, '--config', config, '--today', '2026-12-31', ...AS_TOOL]);
    expect(failures(passing.result)).toEqual([]);
    expect(passing.code).toBe(0);
    expect(passing.result.score.value).toBeLessThan(failing.result.score.value);
    expect(passing.result.gate.suppressions.every((s) => s.used > 0 && s.reason === 'known')).toBe(true);
    const markdown = await runCli(['check', facts.now, '--config', config, '--format', 'markdown'], {
      cwd: folder,
    });
    expect(markdown.out).toContain('suppressed: sms / app until 2026-12-31, me: known');

    const late = await check([facts.now, '--config', config, '--today', '2027-01-01']);
    expect(late.code).toBe(2);
    expect(late.err).toMatch(
      /suppress\.yml:4: the suppression of [a-z-]+ expired on 2026-12-31 \(owner: me\)/,
    );
    expect(failures(late.result)).toContain('suppression-expired:sms:app');
  });

  test('fixes say what the score would be, and never raise it', async () => {
    const { result } = await check([facts.now, '--baseline', baseline, ...AS_TOOL]);
    const fixes = result.gate.problems.flatMap((p) => p.fixes);
    expect(fixes.length).toBeGreaterThan(5);
    for (const fix of fixes) expect(fix.score.after).toBeLessThanOrEqual(fix.score.before);
    const fine = fixes.find((f) => f.data === 'location-precise' && f.how === 'coarser');
    expect(fine?.score.after).toBeLessThan(fine!.score.before);
  });
});

describe('another story: appium-uiautomator2-server 4.29.1, then 10.6.6', () => {
  const before = 'node_modules/uiautomator2-server-4/apks/appium-uiautomator2-server-v4.29.1.apk';
  const after = 'node_modules/appium-uiautomator2-server/apks/appium-uiautomator2-server-v10.6.6.apk';

  test('the failures are exactly the pairs that are new or higher', async () => {
    const base = join(folder, 'u2.json');
    const old = await check([before, '--write-baseline', '--baseline', base]);
    const now = await check([after, '--baseline', base]);
    const takers = (r: Checked) =>
      new Map(takersOf(r).map((t) => [`${t.data}:${t.by}`, RUNGS.indexOf(t.rung)]));
    const known = takers(old.result);
    const expected = [...takers(now.result)]
      .filter(([pair, rung]) => rung > (known.get(pair) ?? -1))
      .map(([pair]) => pair)
      .sort();
    const failed = failures(now.result).map((f) => f.split(':').slice(1).join(':'));
    expect(failed.sort()).toEqual(expected);
    expect(now.code).toBe(expected.length > 0 ? 1 : 0);
  });
});

describe('what a gate must not do', () => {
  test('a missing baseline, an empty pattern or a missing file is an error, never a pass', async () => {
    expect(await runCli(['check', facts.old, '--baseline', join(folder, 'none.json')])).toMatchObject({
      code: 2,
      out: '',
    });
    expect((await runCli(['check', '*.none'], { cwd: folder })).err).toBe(
      'overreach: *.none matches no file\n',
    );
    expect((await runCli(['check', '*.none'], { cwd: folder })).code).toBe(2);
    expect((await runCli(['check', join(folder, 'none.apk')], { cwd: folder })).code).toBe(2);
    expect((await runCli(['check'], { cwd: folder })).err).toMatch(/^overreach: check needs a package/);
    for (const [text, why] of [
      ['{"schema":"overreach-baseline/9","entries":[]}', 'written by another version, overreach-baseline/9'],
      ['{"schema":"overreach-baseline/1","entries":[{"data":1}],"sdks":[]}', 'its entries are broken'],
      ['{"schema":"overreach-report/1"}', 'it is overreach-report/1'],
    ] as const) {
      const ran = await runCli(['check', facts.old, '--baseline', write('other.json', text)]);
      expect([ran.code, ran.err.trim().split('\n')]).toEqual([2, [expect.stringContaining(why)]]);
    }
    expect((await runCli(['check', facts.old, '--baseline', write('bad.json', '{}')])).err).toMatch(
      /not a baseline of Overreach/,
    );
    expect((await runCli(['check', facts.old, '--config', join(folder, 'none.yml')])).code).toBe(2);
  });

  test('with nothing to compare with, the verdict decides', async () => {
    const { code, result } = await check([facts.now, ...AS_TOOL]);
    expect([code, failures(result)]).toEqual([1, ['threshold-crossed']]);
    expect(result.gate.problems[0]!.fixes.length).toBeGreaterThan(0);
  });
});

describe('wrong configuration', () => {
  const cases: [string, string, RegExp][] = [
    ['unknown key', 'version: 1\npurpose: []\n', /:2: unknown field "purpose".*did you mean purposes\?/],
    ['wrong type', 'version: 1\nstrict: yes please\n', /:2: .*boolean/],
    [
      'misspelt kind',
      'version: 1\npurposes:\n  - { data: contcats, feature: f, why: w }\n',
      /:3: unknown data kind "contcats"; did you mean contacts\?/,
    ],
    ['misspelt SDK', 'version: 1\nsdks:\n  - adjst\n', /:3: unknown SDK "adjst"; did you mean adjust\?/],
    [
      'misspelt type',
      'version: 1\ntype: online-shoping\n',
      /:2: unknown app type "online-shoping"; did you mean online-shopping\?/,
    ],
    [
      'no such date',
      'version: 1\nsuppressions:\n  - { data: contacts, reason: r, owner: o, expires: 2026-02-30 }\n',
      /:3: "2026-02-30" is no date/,
    ],
    [
      'no owner',
      'version: 1\nsuppressions:\n  - { data: contacts, reason: r, expires: 2026-12-30 }\n',
      /:3: field "owner" is missing/,
    ],
    [
      'no subject',
      'version: 1\nsuppressions:\n  - { reason: r, owner: o, expires: 2026-12-30 }\n',
      /:3: a suppression needs "data" or "rule"/,
    ],
    [
      'bad pattern',
      'version: 1\npackages:\n  - "build/[a-.apk"\n',
      /:3: bad pattern "build\/\[a-\.apk": \[ is not closed/,
    ],
    ['not YAML', 'version: 1\n  a: [\n', /:\d: not valid YAML/],
    ['no version', 'type: online-shopping\n', /"version" is missing/],
  ];
  test.each(cases)('%s: file, line, cause', async (name, text, line) => {
    const config = write(`${name.replaceAll(' ', '-')}.yml`, text);
    for (const lang of ['en', 'zh']) {
      const ran = await runCli(['check', facts.old, '--config', config, '--lang', lang], { cwd: folder });
      expect([ran.code, ran.out]).toEqual([2, '']);
      expect(ran.err).toContain(config);
      if (lang === 'en') expect(ran.err).toMatch(line);
      else expect(ran.err).toMatch(/\p{Script=Han}/u);
    }
  });

  test('everything wrong is told at once', async () => {
    const config = write(
      'many.yml',
      'version: 1\ntype: nope-nope\nsdks: [nope-nope]\npurposes:\n  - { data: nope-nope, feature: f, why: w }\n',
    );
    const { err } = await runCli(['check', facts.old, '--config', config]);
    expect(err.trimEnd().split('\n')).toHaveLength(3);
  });
});

describe('purposes and sources', () => {
  test('the configuration names the packages, the type, the purposes and the source manifest', async () => {
    mkdirSync(join(folder, 'app'), { recursive: true });
    writeFileSync(
      join(folder, 'app', 'AndroidManifest.xml'),
      '<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="io.appium.settings">\n  <!-- <uses-permission android:name="android.permission.CAMERA"/> -->\n  <uses-permission\n    android:name="android.permission.READ_SMS" />\n  <application>\n    <service android:name=".NLService" />\n  </application>\n</manifest>\n',
    );
    const config = write(
      'full.yml',
      'version: 1\npackages: ["no*.json"]\ntype: utility-tools\nsource: app/AndroidManifest.xml\npurposes:\n  - { data: sms, feature: Read test messages, why: The tests need them }\n  - { data: calendar, feature: Holidays, why: Nobody remembers }\n',
    );
    const sarif = await runCli(['check', '--config', config, '--format', 'sarif'], { cwd: folder });
    expect(sarif.code).toBe(1);
    expect(sarif.out).toContain('AndroidManifest.xml');
    const { result } = await check(['--config', config]);
    expect(result.type.id).toBe('utility-tools');
    expect(failures(result)).toContain('undeclared-data:clipboard:app');
    expect(failures(result).some((f) => f.includes(':sms'))).toBe(false);
    expect(result.gate.problems.find((p) => p.code === 'purpose-not-found')).toMatchObject({
      data: 'calendar',
      configLine: 7,
    });
  });

  test('a source manifest is checked before anything is built', async () => {
    const path = write(
      'AndroidManifest.xml',
      '<?xml version="1.0" encoding="utf-8"?>\n<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="com.example">\n  <uses-permission android:name="android.permission.READ_CONTACTS" />\n  <application android:label="Example"/>\n</manifest>\n',
    );
    const baseline = write(
      'none-known.json',
      '{"schema":"overreach-baseline/1","package":null,"entries":[],"sdks":[]}',
    );
    const { code, result } = await check([path, '--baseline', baseline]);
    expect([code, result.app.package]).toEqual([1, 'com.example']);
    expect(failures(result)).toContain('new-data:contacts:app');
    expect(result.verdict).toBe('not-rated');
    expect(result.coverage.sections['code']?.state).toBe('missing');
  });

  test('the merge report says which dependency added a permission', async () => {
    const merge = write(
      'merge.txt',
      '-- Merging decision tree log ---\nmanifest\nADDED from /home/me/app/src/main/AndroidManifest.xml:2:1-9:12\nuses-permission#android.permission.READ_SMS\nADDED from [com.acme:push:4.2.0] /home/me/.gradle/x/AndroidManifest.xml:7:5-66\n\tandroid:name\n\t\tADDED from [com.acme:push:4.2.0] /home/me/.gradle/x/AndroidManifest.xml:7:22-64\n',
    );
    const { result } = await check([
      facts.now,
      '--baseline',
      join(folder, 'base.json'),
      '--merge-report',
      merge,
    ]);
    expect(result.gate.problems.find((p) => p.data === 'sms')?.cause?.en).toBe(
      'the manifest of com.acme:push:4.2.0 asks for it',
    );
  });

  test('lines of a source manifest', () => {
    const text =
      '<manifest package="a.b">\n<!--\n<uses-permission android:name="x.Y"/>\n-->\n<uses-permission\n  android:name="x.Y"/><service\n android:name=".S"/>';
    expect(linesOf(text)).toEqual({ 'x.Y': 5, 'a.b.S': 6 });
  });
});

describe('outputs', () => {
  test('several at once, and the step summary of GitHub', async () => {
    const summary = write('summary.md', '');
    const sarif = join(folder, 'out.sarif');
    const junit = join(folder, 'out.xml');
    const ran = await runCli(
      [
        'check',
        facts.now,
        '--baseline',
        join(folder, 'base.json'),
        '--format',
        `sarif=${sarif}`,
        '--format',
        `junit=${junit}`,
        '--format',
        'github=-',
      ],
      { env: { GITHUB_STEP_SUMMARY: summary } },
    );
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/^::error file=/);
    expect(readFileSync(summary, 'utf8')).toContain('Gate failed');
    expect(JSON.parse(readFileSync(sarif, 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(readFileSync(junit, 'utf8')).toContain('<testsuites name="overreach"');
  });
});

describe('patterns', () => {
  test('match as shells do, sorted, without hidden files', () => {
    mkdirSync(join(folder, 'g', 'x', 'y'), { recursive: true });
    for (const name of ['g/b.apk', 'g/a.apk', 'g/.h.apk', 'g/x/c.apk', 'g/x/y/d.apk', 'g/a.txt'])
      write(name, '');
    const of = (pattern: string) => expandGlob(pattern, folder);
    expect(of('g/*.apk')).toEqual(['g/a.apk', 'g/b.apk']);
    expect(of('g/**/*.apk')).toEqual(['g/a.apk', 'g/b.apk', 'g/x/c.apk', 'g/x/y/d.apk']);
    expect(of('g/?.{apk,txt}')).toEqual(['g/a.apk', 'g/a.txt', 'g/b.apk']);
    expect(of('g/[!a].apk')).toEqual(['g/b.apk']);
    expect(of(join(folder, 'g', '*.txt'))).toEqual([join(folder, 'g', 'a.txt')]);
    expect(globFault('a{b')).not.toBeNull();
    expect(globFault('a[b')).not.toBeNull();
    expect(globFault('a/**/b{c,d[1-3]}')).toBeNull();
  });
});
