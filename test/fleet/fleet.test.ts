// A fleet on a real PostgreSQL: equal to one machine's survey, whatever is killed. Leaves faults to faults.test.ts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { inTransaction, isTransient, openDatabase } from '../../src/fleet/database.js';
import { QUEUE_SCHEMA, SCAN_QUEUE } from '../../src/fleet/schema.js';
import { BIN, command } from '../support/built-command.js';
import { temporaryFolder } from '../support/package-files.js';
import { SERVER, testDatabase } from '../support/postgres.js';
import type { TestDatabase } from '../support/postgres.js';
import { random } from '../support/survey.js';
import { manyApps, putApps } from '../support/survey-apps.js';

jest.setTimeout(600_000);
const folder = temporaryFolder();
const at = (name: string): string => join(folder.path, name);
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

test('a database can be had, or the tests of fleets are skipped', () => {
  if (SERVER === null) console.warn('OVERREACH_TEST_POSTGRES is not set: tests of fleets are skipped');
  expect(existsSync(BIN)).toBe(true);
});

const withServer = SERVER === null ? describe.skip : describe;

withServer('a fleet', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase(SERVER!);
  });
  afterAll(() => db.drop());

  test('tells that the tables are not there, and makes them once', async () => {
    const early = await command('fleet', 'status', db.address);
    expect([early.code, early.err]).toEqual([2, expect.stringMatching(/^overreach: .*fleet init.*\n$/)]);
    for (let i = 0; i < 2; i++) expect((await command('fleet', 'init', db.address)).code).toBe(0);
  });

  test('with a type list and copies gives what one machine gives, byte for byte', async () => {
    const apks = at('apks');
    putApps(apks, manyApps(18));
    const [first] = (await import('node:fs')).readdirSync(apks).sort();
    copyFileSync(join(apks, first!), join(apks, 'copy-of-it.apk'));
    writeFileSync(at('list.csv'), `file,type,note\n${first},utility-tools,"a, note"\nno-such.apk,news,\n`);
    const added = await command('fleet', 'add', db.address, apks, '--types', at('list.csv'));
    expect([added.code, added.out]).toEqual([0, '19 added (1 of them copies), 0 known before\n']);
    const again = await command('fleet', 'add', db.address, apks, '--types', at('list.csv'));
    expect(again.out).toBe('0 added (0 of them copies), 19 known before\n');
    const workers = [1, 2].map(() => command('fleet', 'work', db.address, '--threads', '1', '--quiet'));
    for (const worker of await Promise.all(workers)) expect(worker).toMatchObject({ code: 0, err: '' });
    const report = await command('fleet', 'report', db.address, '--out', at('fleet'), '--date', '2026-06-15');
    expect(report.code).toBe(0);
    const one = await command(
      'survey',
      apks,
      '--types',
      at('list.csv'),
      '--out',
      at('one'),
      '--no-cache',
      '--date',
      '2026-06-15',
    );
    expect(one.code).toBe(0);
    expect(outputs(at('fleet'))).toEqual(outputs(at('one')));
  });

  test('scans the same content once, also when it comes again under another name', async () => {
    const before = await db.query('select count(*) as n from overreach.facts');
    rmSync(at('other'), { recursive: true, force: true });
    putApps(at('other'), manyApps(2));
    const added = await command('fleet', 'add', db.address, at('other'));
    expect(added.out).toBe('2 added (2 of them copies), 0 known before\n');
    expect(await db.query('select count(*) as n from overreach.facts')).toEqual(before);
  });

  test('judges kept facts by other rules without opening a package, beside the old judgement', async () => {
    rmSync(at('apks'), { recursive: true });
    const same = await command('fleet', 'judge', db.address);
    expect(same.out).toMatch(/^0 judged again, 18 were current, 0 without/);
    const more = at('more');
    (await import('node:fs')).mkdirSync(join(more, 'app-types'), { recursive: true });
    copyFileSync('rules/app-types/news.yaml', join(more, 'app-types', 'own-news.yaml'));
    const text = readFileSync(join(more, 'app-types', 'own-news.yaml'), 'utf8').replace(
      /^id: .*$/m,
      'id: own-news',
    );
    writeFileSync(join(more, 'app-types', 'own-news.yaml'), text);
    const judged = await command('fleet', 'judge', db.address, '--rules', more);
    expect([judged.code, judged.err, judged.out]).toEqual([
      0,
      '',
      expect.stringMatching(/^16 judged again, 0 were current, 2 without facts/),
    ]);
    const [count] = await db.query(
      'select count(*) as n, count(*) filter (where current) as current from overreach.judgement',
    );
    expect(count).toEqual({ n: '34', current: '18' });
  });

  test('tells its state as text and JSON', async () => {
    const status = await command('fleet', 'status', db.address);
    expect(status.out).toMatch(/^16 done, 2 failed, 0 running, 0 waiting, 3 copies\n/);
    const json = JSON.parse((await command('fleet', 'status', db.address, '--format', 'json')).out) as {
      copies: number;
    };
    expect(json.copies).toBe(3);
  });

  test('answers the twenty questions, each told in both languages', async () => {
    const questions = readFileSync('docs/fleet/questions.sql', 'utf8')
      .split(/^(?=-- \d+\. )/m)
      .slice(1);
    expect(questions).toHaveLength(20);
    for (const [i, question] of questions.entries()) {
      const [en, zh, ...sql] = question.trim().split('\n');
      expect(en).toMatch(new RegExp(`^-- ${i + 1}\\. [A-Z][^\u4e00-\u9fff]+[.?]$`));
      expect(zh).toMatch(/^-- {4}[^a-z]*[\u4e00-\u9fff].*[。？]$/);
      expect(await db.query(sql.join('\n'))).toBeInstanceOf(Array);
    }
    expect(await db.query(questions[0]!)).toContainEqual({ verdict: 'failed', count: '2' });
  });

  test('chooses apps by parameters, never by SQL', async () => {
    const evil = await command(
      'fleet',
      'report',
      db.address,
      '--where',
      "package=x' or '1'='1",
      '--out',
      at('evil'),
    );
    expect(evil.out).toMatch(/Report on 0 apps/);
    const unknown = await command('fleet', 'report', db.address, '--where', 'color=red', '--out', at('evil'));
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('color=red')]);
  });
});

withServer('workers that are killed', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase(SERVER!);
  });
  afterAll(() => db.drop());

  test('lose nothing and double nothing', async () => {
    const apks = at('storm');
    putApps(apks, manyApps(40));
    await command('fleet', 'init', db.address);
    await command('fleet', 'add', db.address, apks);
    const next = random(7);
    for (let kills = 0; kills < 6; kills++) {
      const child = spawn(process.execPath, [
        BIN,
        'fleet',
        'work',
        db.address,
        '--threads',
        '2',
        '--lease',
        '2',
      ]);
      const timer = setTimeout(() => child.kill('SIGKILL'), 700 + Math.floor(next() * 1500));
      await once(child, 'close');
      clearTimeout(timer);
    }
    const last = await command('fleet', 'work', db.address, '--threads', '2', '--lease', '2');
    expect(last.code).toBe(0);
    await command('fleet', 'report', db.address, '--out', at('storm-fleet'));
    await command('survey', apks, '--out', at('storm-one'), '--no-cache', '--quiet');
    expect(outputs(at('storm-fleet'))).toEqual(outputs(at('storm-one')));
    const [twice] = await db.query('select count(*) as n from overreach.judgement');
    expect(twice).toEqual({ n: '40' });
    const open = await db.query(
      `select count(*) as n from ${QUEUE_SCHEMA}.job where name = $1 and state < 'completed'`,
      [SCAN_QUEUE],
    );
    expect(open).toEqual([{ n: '0' }]);
  });

  test('go on when the server breaks their connections', async () => {
    putApps(at('broken'), Object.fromEntries(Object.entries(manyApps(110)).slice(60)));
    await command('fleet', 'add', db.address, at('broken'));
    const working = command('fleet', 'work', db.address, '--threads', '2', '--lease', '2', '--quiet');
    let broken = 0;
    for (let ended = false; !ended;) {
      ended = await Promise.race([
        working.then(() => true),
        new Promise<false>((go) => setTimeout(() => go(false), 300)),
      ]);
      const rows = await db.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name like 'overreach%'`,
      );
      broken += rows.length;
      if (broken > 12) break;
    }
    const { code, err } = await working;
    expect([code, err.replaceAll(/^overreach: the database does not answer; trying again\n/gm, '')]).toEqual([
      0,
      '',
    ]);
    expect(broken).toBeGreaterThan(0);
    expect(
      await db.query(`select count(*) as n from overreach.app where state not in ('done', 'failed')`),
    ).toEqual([{ n: '0' }]);
  });

  test('know a lost connection by whatever the next statement says', async () => {
    const fleet = await openDatabase(db.address, { connections: 1 });
    try {
      const failed = await inTransaction(fleet.pool, async (connection) => {
        await connection.query('select pg_terminate_backend(pg_backend_pid())').catch(() => {});
        await connection.query('select 1');
      }).catch((error: unknown) => error);
      expect([failed instanceof Error, isTransient(failed)]).toEqual([true, true]);
      // What the server refuses on a connection that holds is no reason to try again.
      const refused = await inTransaction(fleet.pool, (connection) =>
        connection.query('select nothing'),
      ).catch((error: unknown) => error);
      expect([refused instanceof Error, isTransient(refused)]).toEqual([true, false]);
    } finally {
      await fleet.close();
    }
  });

  test('give back what they hold when they are asked to stop', async () => {
    putApps(at('stop'), Object.fromEntries(Object.entries(manyApps(60)).slice(40)));
    await command('fleet', 'add', db.address, at('stop'));
    const child = spawn(process.execPath, [BIN, 'fleet', 'work', db.address, '--threads', '1']);
    await once(child.stderr, 'data');
    child.kill('SIGTERM');
    await once(child, 'close');
    expect(await db.query(`select count(*) as n from overreach.app where state = 'running'`)).toEqual([
      { n: '0' },
    ]);
    const rest = await command('fleet', 'work', db.address, '--threads', '2');
    expect(rest.code).toBe(0);
    expect(
      await db.query(`select count(*) as n from overreach.app where state not in ('done', 'failed')`),
    ).toEqual([{ n: '0' }]);
  });
});
