// Whole surveys: the same result whatever the order, the number of threads, kills and resumes; nothing lost, nothing twice.
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { runCli } from '../support/run-cli.js';
import type { SurveyReport, SurveyRow } from '../../src/model/survey.js';
import { temporaryFolder } from '../support/package-files.js';
import { random } from '../support/survey.js';
import { manyApps, putApps } from '../support/survey-apps.js';

jest.setTimeout(60_000);
const folder = temporaryFolder();
const apks = join(folder.path, 'apks');
putApps(apks, manyApps(24));
const FILES = [
  'index.html',
  'apps.csv',
  'findings.csv',
  'kinds.csv',
  'sdks.csv',
  'survey.json',
  'results.jsonl',
];
const outputs = (out: string): Record<string, string> =>
  Object.fromEntries(FILES.map((name) => [name, readFileSync(join(out, name), 'utf8')]));
const at = (name: string): string => join(folder.path, name);
const surveyOf = (out: string): SurveyReport =>
  JSON.parse(readFileSync(join(out, 'survey.json'), 'utf8')) as SurveyReport;

describe('a survey', () => {
  let calm: Record<string, string>;

  test('gives every package a row, the broken ones with their reason', async () => {
    const ran = await runCli(['survey', apks, '--out', at('calm'), '--workers', '0', '--no-cache']);
    expect([ran.code, ran.err]).toEqual([0, expect.stringMatching(/24\/24/)]);
    calm = outputs(at('calm'));
    const survey = surveyOf(at('calm'));
    expect(survey.totals.apps).toBe(24);
    expect(survey.totals.failed).toBe(2);
    const failed = survey.apps.filter((a) => a.verdict === 'failed');
    for (const app of failed) expect(app.failure?.text.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(readdirSync(at('calm')).sort()).toEqual([...FILES, 'charts', 'survey.xlsx'].sort());
    const rows = calm['results.jsonl']!.trimEnd()
      .split('\n')
      .map((l) => JSON.parse(l) as SurveyRow);
    expect(rows.map((r) => r.id)).toEqual(survey.apps.map((a) => a.id));
    // Nothing of this machine is in what is published.
    for (const text of Object.values(calm)) expect(text).not.toContain(folder.path);
  });

  test('threads and the cache change nothing', async () => {
    for (const workers of ['1', '3']) {
      const out = at(`workers-${workers}`);
      const ran = spawnCli(['survey', apks, '--out', out, '--workers', workers, '--cache', at('cache')]);
      expect(await ran.ended).toBe(0);
      // Threads run the compiled tool, whose version is that of package.json.
      const survey = surveyOf(out);
      const other = JSON.parse(calm['survey.json']!) as SurveyReport;
      expect({ ...survey, tool: null }).toEqual({ ...other, tool: null });
      if (workers === '3') expect(outputs(out)).toEqual(outputs(at('workers-1')));
    }
  }, 60_000);

  test('doing it again does nothing again, and --fresh everything', async () => {
    const before = readFileSync(at('calm/results.jsonl'), 'utf8');
    const again = await runCli(['survey', apks, '--out', at('calm'), '--workers', '0', '--no-cache']);
    expect(again.err).toContain('going on; 24 done before');
    expect(outputs(at('calm'))).toEqual(calm);
    const fresh = await runCli([
      'survey',
      apks,
      '--out',
      at('calm'),
      '--workers',
      '0',
      '--no-cache',
      '--fresh',
    ]);
    expect(fresh.err).not.toContain('done before');
    expect(readFileSync(at('calm/results.jsonl'), 'utf8')).toBe(before);
  });

  test('a file that changed is done again, one that went is gone, one that came is added', async () => {
    const work = at('moving');
    putApps(work, { 'a.apk': { package: 'com.a' }, 'b.apk': { package: 'com.b' } });
    const run = () =>
      runCli(['survey', work, '--out', at('moving-out'), '--workers', '0', '--cache', at('moving-cache')]);
    await run();
    putApps(work, { 'a.apk': { package: 'com.a2' }, 'c.apk': { package: 'com.c' } });
    rmSync(join(work, 'b.apk'));
    await run();
    expect(surveyOf(at('moving-out')).apps.map((a) => [a.id, a.package])).toEqual([
      ['a.apk', 'com.a2'],
      ['c.apk', 'com.c'],
    ]);
  });

  test('a torn last line is dropped and said', async () => {
    appendFileSync(at('calm/results.jsonl'), '{"schema":"overreach-result/1","id":"app-0');
    const again = await runCli(['survey', apks, '--out', at('calm'), '--workers', '0', '--no-cache']);
    expect(again.err).toContain('cut short');
    expect(outputs(at('calm'))).toEqual(calm);
  });
});

interface Spawned {
  ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}
function spawnCli(args: readonly string[]): Spawned {
  const child = spawn(process.execPath, ['dist/cli/bin.js', ...args, '--quiet'], { stdio: 'ignore' });
  return {
    ended: new Promise((resolve) => child.once('exit', (code) => resolve(code))),
    kill: (signal) => void child.kill(signal),
  };
}
const size = (file: string): number => (existsSync(file) ? readFileSync(file).length : 0);

describe('interruptions', () => {
  test('thirty kills at random moments lose and change nothing', async () => {
    const args = (out: string): string[] => ['survey', apks, '--out', out, '--workers', '2', '--no-cache'];
    const calm = at('kill-calm');
    expect(await spawnCli(args(calm)).ended).toBe(0);
    const whole = size(join(calm, 'results.jsonl'));
    const next = random(20181128);
    let kills = 0;
    let midway = 0; // kills that met the ledger half written
    for (let round = 0; kills < 30 && round < 12; round++) {
      const out = at(`kill-${round}`);
      mkdirSync(out, { recursive: true });
      // Later rounds wait longer before each kill, so that some rounds are killed while they write their outputs.
      for (let tries = 0; tries < 6 && kills < 30; tries++) {
        const ledger = join(out, 'results.jsonl');
        const before = size(ledger);
        const run = spawnCli(args(out));
        let over = false;
        void run.ended.then(() => (over = true));
        // A kill some bytes into the ledger, or when it has been whole for a moment.
        const aim = before + Math.floor(next() * (whole / 3));
        const linger = next() < 0.3 ? next() * 60 : 0;
        const deadline = Date.now() + 20_000;
        while (!over && size(ledger) < Math.min(aim, whole) && Date.now() < deadline)
          await new Promise((resume) => setTimeout(resume, 1));
        if (linger > 0) await new Promise((resume) => setTimeout(resume, linger));
        if (over) break;
        run.kill('SIGKILL');
        if ((await run.ended) === null) {
          kills++;
          if (size(ledger) < whole) midway++;
        } else break;
      }
      expect(await spawnCli(args(out)).ended).toBe(0);
      expect(outputs(out)).toEqual(outputs(calm));
      rmSync(out, { recursive: true });
    }
    expect(kills).toBeGreaterThanOrEqual(30);
    expect(midway).toBeGreaterThan(10);
  }, 300_000);

  test('the first Ctrl-C stops cleanly with what is done kept', async () => {
    const out = at('stopped');
    const run = spawnCli(['survey', apks, '--out', out, '--workers', '1', '--no-cache']);
    const ledger = join(out, 'results.jsonl');
    while (size(ledger) === 0) await new Promise((resume) => setTimeout(resume, 2));
    run.kill('SIGINT');
    const code = await run.ended;
    expect([0, 2]).toContain(code);
    const text = readFileSync(ledger, 'utf8');
    expect(text.endsWith('\n')).toBe(true);
    for (const line of text.trimEnd().split('\n'))
      expect((JSON.parse(line) as SurveyRow).schema).toBe('overreach-result/1');
    if (code === 2) expect(existsSync(join(out, 'index.html'))).toBe(false);
  }, 60_000);
});

describe('the list', () => {
  const work = at('listed');
  const list = (name: string, data: string | Uint8Array): string => folder.put(name, data);

  test('gives types by file, hash and package, keeps columns, and names what does not fit', async () => {
    putApps(work, {
      '商店/地图.apk': { package: 'com.map', takesLocation: true, permissions: ['ACCESS_FINE_LOCATION'] },
      'shop.apk': { package: 'com.shop', takesLocation: true, permissions: ['ACCESS_FINE_LOCATION'] },
      'twin.apk': { package: 'com.shop', takesLocation: true, permissions: ['ACCESS_FINE_LOCATION'] },
      'named.apk': { package: 'com.named' },
    });
    const csv = [
      '文件,包名,类型,店铺',
      '商店/地图.apk,,地图导航类,应用市场',
      'shop.apk,,online-shoping,甲',
      ',com.named,news,乙',
      'lost.apk,,news,丙',
      ',com.nowhere,news,丁',
      '商店/地图.apk,,news,戊',
      ',,news,己',
    ].join('\r\n');
    const ran = await runCli([
      'survey',
      work,
      '--out',
      at('listed-out'),
      '--workers',
      '0',
      '--no-cache',
      '--types',
      list('a.csv', csv),
    ]);
    expect(ran.code).toBe(0);
    const survey = surveyOf(at('listed-out'));
    const app = (id: string) => survey.apps.find((a) => a.id === id)!;
    expect([
      app('商店/地图.apk').type,
      app('商店/地图.apk').typeSource,
      app('商店/地图.apk').columns,
    ]).toEqual(['map-navigation', 'list', { 店铺: '应用市场' }]);
    expect(app('named.apk').type).toBe('news');
    expect(app('named.apk').columns).toEqual({ 店铺: '乙' });
    expect(app('shop.apk').typeSource).not.toBe('list');
    expect(app('shop.apk').sameContent).toEqual(['twin.apk']);
    const named = survey.problems.map((p) => [p.line, p.code]);
    expect(named).toEqual(
      expect.arrayContaining([
        [3, 'survey/unknown-type-near'],
        [5, 'survey/list-missing-file'],
        [6, 'survey/list-missing-package'],
        [7, 'survey/list-conflict'],
        [8, 'survey/list-no-key'],
      ]),
    );
    for (const problem of survey.problems) expect(ran.err).toContain(problem.text.en);
    expect(readFileSync(at('listed-out/apps.csv'), 'utf8')).toContain('应用市场');
  });

  test('GB18030, as Chinese Excel writes it', async () => {
    // 文件,类型 / 商店/地图.apk,新闻资讯类
    const bytes = Buffer.from(
      'cec4bcfe2cc0e0d0cd0d0ac9ccb5ea2fb5d8cdbc2e61706b2cd0c2cec5d7cad1b6c0e00d0a',
      'hex',
    );
    await runCli([
      'survey',
      work,
      '--out',
      at('gb-out'),
      '--workers',
      '0',
      '--no-cache',
      '--types',
      list('gb.csv', bytes),
    ]);
    const app = surveyOf(at('gb-out')).apps.find((a) => a.id === '商店/地图.apk')!;
    expect([app.type, app.line]).toEqual(['news', 2]);
  });
});

test('labels that would act are harmless in page, tables and terminal', async () => {
  const work = at('hostile');
  putApps(work, {
    'a.apk': { package: 'com.a', label: '<script>window.hit=1</script>', permissions: ['READ_CONTACTS'] },
    'b.apk': { package: 'com.b', label: '=cmd()', permissions: ['READ_CONTACTS'] },
    'c.apk': { package: 'com.c', label: '\u001b[31mred\u0007\u202e', permissions: ['READ_CONTACTS'] },
    '-d<script>.apk': { package: 'com.d' },
  });
  writeFileSync(join(work, '\u001b[2Je.apk'), 'no package');
  const ran = await runCli(['survey', work, '--out', at('hostile-out'), '--workers', '0', '--no-cache']);
  const { 'index.html': page, 'apps.csv': table } = outputs(at('hostile-out'));

  for (const text of [page!, table!, ran.out, ran.err])
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202e]/);
  expect(page).not.toContain('<script>window');
  expect(page).not.toContain('-d<script>');
  expect(table).toContain("'=cmd()");
  expect(table).toContain("'-d<script>.apk");
});

describe('a survey in shares', () => {
  test('is merged to the bytes of one run, and nothing else is merged', async () => {
    const one = at('shares-one');
    await runCli(['survey', apks, '--out', one, '--workers', '0', '--no-cache']);
    const shares = [1, 2, 3].map((i) => at(`share-${i}`));
    for (const [i, out] of shares.entries())
      await runCli(['survey', apks, '--out', out, '--workers', '0', '--no-cache', '--shard', `${i + 1}/3`]);
    const rows = shares.map((out) => readFileSync(join(out, 'results.jsonl'), 'utf8').split('\n').length - 1);
    expect(rows.every((n) => n > 0)).toBe(true);
    expect((await runCli(['survey', 'merge', ...shares, '--out', at('merged')])).code).toBe(0);
    expect(outputs(at('merged'))).toEqual(outputs(one));

    const missing = await runCli(['survey', 'merge', shares[0]!, shares[2]!, '--out', at('no')]);
    expect([missing.code, missing.err]).toEqual([2, 'overreach: missing: 2/3\n']);
    const other = at('share-other');
    await runCli([
      'survey',
      join(apks, 'store'),
      '--out',
      other,
      '--workers',
      '0',
      '--no-cache',
      '--shard',
      '2/3',
    ]);
    const mixed = await runCli(['survey', 'merge', shares[0]!, other, shares[2]!, '--out', at('no')]);
    expect([mixed.code, mixed.err]).toEqual([2, expect.stringContaining('another survey')]);
    const none = await runCli(['survey', 'merge', apks, '--out', at('no')]);
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('no share of a survey')]);
    const bad = await runCli(['survey', apks, '--out', at('no'), '--shard', '4/3']);
    expect([bad.code, bad.err]).toEqual([2, expect.stringContaining('--shard 4/3')]);
  });
});
