import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { COMMANDS } from '../../src/cli/commands/index.js';
import { nearest } from '../../src/model/nearest.js';
import { readLimits } from '../../src/cli/limits.js';
import { crosses, readThreshold } from '../../src/cli/threshold.js';
import { displayWidth } from '../../src/report/width.js';
import type { AppReport } from '../../src/model/report.js';
import { fullReport, report } from '../support/report.js';
import { runCli } from '../support/run-cli.js';

const SETTINGS = 'node_modules/settings-5/apks/settings_apk-debug.apk';
const folder = mkdtempSync(join(tmpdir(), 'overreach-cli-'));
const file = (name: string, content: string | Uint8Array = ''): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
afterAll(() => rmSync(folder, { recursive: true }));

describe('help and version', () => {
  test.each(['en', 'zh'])('fits the window and names every command and option (%s)', async (lang) => {
    for (const columns of [40, 80, 200]) {
      const main = await runCli(['--help', '--lang', lang], { columns });
      expect(main.code).toBe(0);
      for (const command of COMMANDS) {
        expect(main.out).toContain(command.name);
        const help = await runCli([command.name, '--help', '--lang', lang], { columns });
        for (const option of command.options) expect(help.out).toContain(`--${option}`);
        expect((await runCli(['help', command.name, '--lang', lang], { columns })).out).toBe(help.out);
        const text = help.out.split('Examples:')[0]!.split('示例:')[0]!;
        for (const line of text.split('\n'))
          expect([line, displayWidth(line)]).toEqual([line, Math.min(displayWidth(line), columns)]);
      }
    }
  });

  test('the language comes from --lang, else from the environment', async () => {
    expect((await runCli(['--help'], { env: { LANG: 'zh_CN.UTF-8' } })).out).toContain('用法');
    expect((await runCli(['--help', '--lang=en'], { env: { LANG: 'zh_CN.UTF-8' } })).out).toContain('Usage');
    expect((await runCli(['--help'], { env: { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' } })).out).toContain('Usage');
  });

  test('the version is that of package.json', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    for (const flag of ['--version', '-V']) {
      const ran = spawnSync(process.execPath, ['dist/cli/bin.js', flag], { encoding: 'utf8' });
      expect([ran.stdout, ran.status]).toEqual([`${version}\n`, 0]);
    }
  });
});

describe('wrong command lines', () => {
  const cases: [string[], string][] = [
    [['scn', 'a.apk'], 'unknown command scn (did you mean scan?)'],
    [['a.apk'], 'unknown command a.apk (to judge a package: overreach scan a.apk)'],
    [['scan'], 'scan needs <path…> (usage: overreach scan <path…>)'],
    [['scan', 'a.apk', '--tpye', 'x'], 'unknown option --tpye (did you mean --type?)'],
    [
      ['facts', 'a.apk', '--fail-on', 'suspected'],
      '--fail-on is not an option of facts (overreach facts --help lists the options)',
    ],
    [['scan', 'a.apk', '--lang', 'fr'], '--lang cannot be fr (one of en, zh)'],
    [['scan', 'a.apk', '--format', 'jsn'], 'unknown format jsn (did you mean json?)'],
    [
      ['scan', 'a.apk', '--format', 'json', '--format', 'markdown'],
      'two formats cannot share standard output (give each a file: --format json=report.json)',
    ],
    [['scan', 'a.apk', '--fail-on', 'suspcted'], '--fail-on cannot be suspcted (did you mean suspected?)'],
    [
      ['scan', 'a.apk', '--fail-on', '101'],
      '--fail-on cannot be 101 (suspected, strongly-suspected, or a score from 0 to 100)',
    ],
    [['scan', 'a.apk', '--limit', 'entires=5'], 'unknown limit entires (did you mean entries?)'],
    [
      ['scan', 'a.apk', '--limit', 'entries=-5'],
      '--limit entries=-5 needs a positive number: entries=200000',
    ],
    [
      ['scan', 'a.apk', '--type', 'online-shoping'],
      'no app type is called "online-shoping" (did you mean online-shopping, online-lending?)',
    ],
    [['explain', 'contcats'], 'nothing is known by the name contcats (did you mean contacts?)'],
    [['--quiet'], 'no command before --quiet (overreach --help lists the commands)'],
  ];
  test.each(cases)('%j', async (argv, line) => {
    expect(await runCli(argv)).toEqual({ code: 2, out: '', err: `overreach: ${line}\n` });
  });

  test('in Chinese too', async () => {
    const ran = await runCli(['scan', 'a.apk', '--tpye', 'x', '--lang', 'zh']);
    expect(ran.err).toBe('overreach: 未知选项 --tpye（是否想用 --type？）\n');
  });
});

describe('scan', () => {
  test('one path gives one report; several give a list in order, and a bad one stops nothing', async () => {
    const one = await runCli(['scan', SETTINGS, '--format', 'json']);
    expect([one.code, one.err]).toEqual([0, '']);
    const parsed = JSON.parse(one.out) as AppReport;
    expect(parsed.app.package).toBe('io.appium.settings');
    const missing = join(folder, 'missing.apk');
    const several = await runCli(['scan', missing, SETTINGS, SETTINGS, '--format', 'json']);
    expect([several.code, several.err]).toEqual([2, `overreach: ${missing}: no such file\n`]);
    expect(JSON.parse(several.out)).toEqual([parsed, parsed]);
  });

  test('facts stand in for the package, and two runs are the same to the byte', async () => {
    const facts = join(folder, 'settings.facts.json');
    expect(await runCli(['facts', SETTINGS, '--out', facts])).toEqual({ code: 0, out: '', err: '' });
    const direct = await runCli(['scan', SETTINGS, '--format', 'json']);
    expect((await runCli(['scan', facts, '--format', 'json'])).out).toBe(direct.out);
    expect((await runCli(['facts', SETTINGS])).out).toBe(readFileSync(facts, 'utf8'));
  });

  const bad: [string, () => string | Uint8Array, RegExp][] = [
    ['empty.apk', () => '', /: the file is empty$/],
    ['text.apk', () => 'just text\n', /: a text file, not an Android package$/],
    ['cut.apk', () => readFileSync(SETTINGS).subarray(0, 100_000), /: .*(cut off|truncated)/],
    [
      'report.json',
      () => JSON.stringify(report()),
      /: is JSON, but not a facts file of Overreach \(it is a report; .*\)$/,
    ],
    [
      'kept-before.json',
      () => '{"schema": "overreach-facts/1"}',
      /: is JSON, .*kept by another version \(overreach-facts\/1, this one reads overreach-facts\/2\); scan the package again\)$/,
    ],
    ['other.json', () => '{"a": 1}', /: is JSON, but not a facts file .*"schema": "overreach-facts\/2"\)$/],
    [
      'broken.json',
      () => '{"schema": "overreach-facts/2"}',
      /: is JSON, but not a facts file of Overreach \(.+\)$/,
    ],
  ];
  test.each(bad)('%s gets one line and 2', async (name, content, line) => {
    const path = file(name, content());
    const ran = await runCli(['scan', path]);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err.startsWith(`overreach: ${path}: `)).toBe(true);
    expect(ran.err.trimEnd()).toMatch(line);
    expect(ran.err.trimEnd()).not.toContain('\n');
  });

  test('threshold, quiet, output files', async () => {
    const judged = ['scan', SETTINGS, '--type', 'online-shopping'];
    expect(await runCli([...judged, '--fail-on', 'suspected', '--quiet'])).toEqual({
      code: 1,
      out: '',
      err: '',
    });
    expect((await runCli([...judged, '--fail-on', '100', '-q'])).code).toBe(0);
    const json = join(folder, 'r.json');
    const both = await runCli([...judged, '--format', `json=${json}`, '--format', 'markdown=-']);
    expect(both.out).toMatch(/^## /);
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ schema: 'overreach-report/1' });
    const nowhere = join(folder, 'no', 'where.txt');
    const failed = await runCli([...judged, '--out', nowhere]);
    expect([failed.code, failed.err]).toEqual([
      2,
      `overreach: cannot write ${nowhere}: its folder does not exist\n`,
    ]);
  });

  test('colour only into a terminal that wants it', async () => {
    const terminal = { outIsTerminal: true, columns: 90 };
    const inColour = async (argv: string[], io: object) =>
      (await runCli(['scan', SETTINGS, ...argv], io)).out.includes('\u001b[');
    expect(await inColour([], terminal)).toBe(true);
    expect(await inColour(['--no-color'], terminal)).toBe(false);
    expect(await inColour([], { ...terminal, env: { NO_COLOR: '1' } })).toBe(false);
    expect(await inColour([], {})).toBe(false);
    const kept = join(folder, 't.txt');
    await runCli(['scan', SETTINGS, '--out', kept], terminal);
    expect(readFileSync(kept, 'utf8')).not.toContain('\u001b');
  });

  test('a reader that goes away early ends the run quietly', () => {
    const line = `"${process.execPath}" dist/cli/bin.js scan ${SETTINGS} ${SETTINGS} --format json | head -c 10`;
    const ran = spawnSync('sh', ['-c', line], { encoding: 'utf8' });
    expect([ran.stdout.length, ran.stderr]).toEqual([10, '']);
  });
});

describe('explain', () => {
  const ids = [
    'contacts',
    'READ_CONTACTS',
    'android.permission.READ_CONTACTS',
    'online-shopping',
    'suspected',
    'input/empty',
  ];
  test.each(ids)('%s in both languages', async (id) => {
    const en = await runCli(['explain', id]);
    const zh = await runCli(['explain', id, '--lang', 'zh']);
    expect([en.code, zh.code]).toEqual([0, 0]);
    expect(en.out.length).toBeGreaterThan(40);
    expect(zh.out).toMatch(/\p{Script=Han}/u);
    const [first] = JSON.parse((await runCli(['explain', id, '--format', 'json'])).out) as {
      parts: unknown[];
    }[];
    expect(first!.parts.length).toBeGreaterThan(0);
  });
});

describe('parts', () => {
  test('nearest', () => {
    expect(nearest('contcats', ['camera', 'contacts'])).toBe('contacts');
    expect(nearest('zzz', ['camera', 'contacts'])).toBeNull();
    expect(nearest('fine', ['location-fine'])).toBe('location-fine');
  });
  test('limits', () => {
    expect(readLimits(['entries=1_000', 'stringBytes=2M'])).toMatchObject({
      entries: 1000,
      stringBytes: 2 << 20,
    });
  });
  test('threshold', () => {
    expect(crosses(fullReport(), readThreshold('suspected'))).toBe(true);
    expect(crosses(fullReport(), readThreshold('61.4'))).toBe(true);
    expect(crosses(fullReport(), readThreshold('61.5'))).toBe(false);
    expect(crosses(report(), readThreshold('suspected'))).toBe(false);
    const score = { rated: false, value: 99, low: 0, high: 100, parts: [], widenedBy: [] };
    expect(crosses(report({ verdict: 'not-rated', score }), readThreshold('10'))).toBe(false);
  });
});

const onLinux = process.platform === 'linux' ? describe : describe.skip;
onLinux('files that are none', () => {
  const start = (argv: string[], stdout: number | 'pipe' = 'pipe') =>
    spawnSync(process.execPath, ['dist/cli/bin.js', ...argv], {
      encoding: 'utf8',
      stdio: ['ignore', stdout, 'pipe'],
      timeout: 60_000,
    });
  test('a report that cannot be written ends with one line and 2, whatever the threshold', () => {
    const full = openSync('/dev/full', 'w');
    const ran = start(['scan', SETTINGS, '--format', 'json'], full);
    closeSync(full);
    expect([ran.status, ran.stderr]).toEqual([2, 'overreach: cannot write standard output (ENOSPC)\n']);
  });
  test('a pipe or a device is refused, not opened', () => {
    const pipe = join(folder, 'pipe.apk');
    spawnSync('mkfifo', [pipe]);
    for (const path of [pipe, '/dev/zero']) {
      const ran = start(['scan', path]);
      expect([ran.status, ran.stderr]).toEqual([2, `overreach: ${path}: not a regular file\n`]);
    }
  });
});
