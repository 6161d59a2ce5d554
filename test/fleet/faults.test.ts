// What goes wrong with a fleet on a real PostgreSQL: each fault is one clear line, and nothing else is lost.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createWeb } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { fleetCommand } from '../../src/cli/commands/fleet-command.js';
import { OPTIONS } from '../../src/cli/options.js';
import { databaseError } from '../../src/fleet/database.js';
import { MIGRATIONS, QUEUE_SCHEMA, SCAN_QUEUE } from '../../src/fleet/schema.js';
import { UserError } from '../../src/model/user-error.js';
import { command } from '../support/built-command.js';
import { temporaryFolder } from '../support/package-files.js';
import { SERVER, testDatabase } from '../support/postgres.js';
import type { TestDatabase } from '../support/postgres.js';
import { runCli } from '../support/run-cli.js';
import { manyApps, putApps } from '../support/survey-apps.js';

jest.setTimeout(1_200_000);
const folder = temporaryFolder();
const at = (name: string): string => join(folder.path, name);
/** Lines of a long list; OVERREACH_TEST_LINES=1000000 takes minutes. */
const LINES = Number(process.env['OVERREACH_TEST_LINES'] ?? 50_000);

test.each([
  ['ECONNRESET', 'read'],
  ['EPIPE', 'write'],
  ['ETIMEDOUT', 'connect'],
])('a connection that the server drops is told as that, whatever it was doing: %s', (code, syscall) => {
  const error = databaseError(Object.assign(new Error(code), { code, syscall }), 'postgres://h:1/x');
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).text.en).toBe('postgres://h:1/x: the server does not answer');
});

const withServer = SERVER === null ? describe.skip : describe;

withServer('what goes wrong', () => {
  let db: TestDatabase;
  const mute = createServer((socket) => void socket.destroy());
  beforeAll(async () => {
    await new Promise<void>((done) => mute.listen(0, '127.0.0.1', done));
    db = await testDatabase(SERVER!);
    await command('fleet', 'init', db.address);
  });
  afterAll(async () => {
    mute.close();
    await db.drop();
  });

  test.each([
    ['no address', 'nowhere', /needs the address of a database/],
    ['no server', 'postgres://127.0.0.1:1/x', /no server answers there/],
    ['an address that is torn', 'postgres://h:x', /needs the address of a database/],
    ['a server that hangs up', 'postgres://127.0.0.1:MUTE/x', /the server does not answer/],
    ['no such database', '', /no such database/],
  ])('%s is one line and exit 2', async (what, address, line) => {
    const other = new URL(SERVER!);
    other.pathname = '/overreach_is_not_there';
    const said = address.replace('MUTE', String((mute.address() as AddressInfo).port));
    const ran = await command('fleet', 'status', what === 'no such database' ? other.href : said);
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(line);
    expect(ran.err.trim().split('\n')).toHaveLength(1);
  });

  test('a password is never printed', async () => {
    const ran = await command('fleet', 'status', 'postgres://someone:geheim@127.0.0.1:1/x');
    expect(ran.err).not.toContain('geheim');
  });

  test('older and newer tables are told apart', async () => {
    await db.query(`update overreach.meta set value = '0' where key = 'version'`);
    expect((await command('fleet', 'status', db.address)).err).toMatch(/fleet init .* brings them up/);
    await db.query(`update overreach.meta set value = '99' where key = 'version'`);
    expect((await command('fleet', 'status', db.address)).err).toMatch(/newer than this overreach/);
    await db.query(`update overreach.meta set value = '${MIGRATIONS.length}' where key = 'version'`);
  });

  test('a user without rights is told so, and changes nothing', async () => {
    await db.query(`drop role if exists overreach_test_stranger`);
    await db.query(`create role overreach_test_stranger login`);
    const stranger = new URL(db.address);
    stranger.username = 'overreach_test_stranger';
    try {
      for (const part of ['init', 'status', 'judge'])
        expect([part, await command('fleet', part, stranger.href)]).toEqual([
          part,
          { code: 2, out: '', err: expect.stringMatching(/^overreach: [^\n]* has not the rights for it\n$/) },
        ]);
    } finally {
      await db.query(`drop role overreach_test_stranger`);
    }
  });

  test('tables that could be made in part only are not made at all', async () => {
    const half = await testDatabase(SERVER!);
    try {
      await half.query('create schema overreach');
      await half.query('create table overreach.app_sdk (theirs text)');
      const ran = await command('fleet', 'init', half.address);
      expect([ran.code, ran.err.trim().split('\n').length]).toEqual([2, 1]);
      expect(
        await half.query(`select table_name from information_schema.tables where table_schema = 'overreach'`),
      ).toEqual([{ table_name: 'app_sdk' }]);
    } finally {
      await half.drop();
    }
  });

  test('a fleet that was made in part only is told so, and init makes the rest', async () => {
    const half = await testDatabase(SERVER!);
    try {
      await command('fleet', 'init', half.address);
      await half.query(`drop schema ${QUEUE_SCHEMA} cascade`);
      for (const part of ['work', 'add'])
        expect(await command('fleet', part, half.address, ...(part === 'add' ? [at('no')] : []))).toEqual({
          code: 2,
          out: '',
          err: 'overreach: the fleet was made in part only: overreach fleet init <address> makes the rest\n',
        });
      await command('fleet', 'init', half.address);
      expect((await command('fleet', 'work', half.address, '--quiet')).code).toBe(0);
    } finally {
      await half.drop();
    }
  });

  test('tables of every earlier version are brought up with what is in them', async () => {
    for (let version = 1; version < MIGRATIONS.length; version++) {
      const older = await testDatabase(SERVER!);
      try {
        await older.query('create schema overreach');
        for (const step of MIGRATIONS.slice(0, version)) await older.query(step);
        await older.query(`insert into overreach.meta (key, value) values ('version', '${version}')`);
        await older.query(`insert into overreach.app (id, address, state) values ('a', 'file:a', 'done')`);
        expect((await command('fleet', 'work', older.address)).err).toMatch(/of version \d.*fleet init/);
        expect((await command('fleet', 'init', older.address)).code).toBe(0);
        expect((await command('fleet', 'status', older.address)).out).toMatch(/^1 done, 0 failed/);
      } finally {
        await older.drop();
      }
    }
  });

  test('a disk that is full ends a worker in one line, with what it held given back', async () => {
    const full = await testDatabase(SERVER!);
    try {
      putApps(at('full'), manyApps(3));
      await command('fleet', 'init', full.address);
      await command('fleet', 'add', full.address, at('full'));
      await full.query(`create function overreach.full_disk() returns trigger language plpgsql as
        $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`);
      await full.query(
        `create trigger full_disk before insert on overreach.judgement execute function overreach.full_disk()`,
      );
      const ran = await command('fleet', 'work', full.address, '--threads', '1', '--quiet');
      expect(ran).toEqual({
        code: 2,
        out: '',
        err: expect.stringMatching(/^overreach: [^\n]* the disk of the server is full\n$/),
      });
      const left = `select state, count(*) as n from overreach.app group by 1`;
      expect(await full.query(left)).toEqual([{ state: 'waiting', n: '3' }]);
      await full.query('drop trigger full_disk on overreach.judgement');
      expect((await command('fleet', 'work', full.address, '--threads', '1', '--quiet')).code).toBe(0);
      expect(await full.query(left)).toEqual([{ state: 'done', n: '3' }]);
    } finally {
      await full.drop();
    }
  });

  test('ten bad lines of a long list are told by number, the others are added', async () => {
    const lines = Array.from({ length: LINES }, (_, i) => `https://apps.example/a${i}.apk`);
    const bad = Array.from({ length: 10 }, (_, i) => 3 + Math.floor((i * (LINES - 4)) / 9));
    for (const i of bad) lines[i] = 'neither address nor path';
    writeFileSync(at('addresses.txt'), `# comment\n${lines.join('\n')}\n`);
    const added = await command('fleet', 'add', db.address, at('addresses.txt'));
    expect(added.out).toBe(`${LINES - 10} added (0 of them copies), 0 known before\n`);
    expect(added.err).toBe(
      bad.map((i) => `overreach: ${at('addresses.txt')}, line ${i + 2}: no address\n`).join(''),
    );
    expect(await db.query('select count(*) as n from overreach.app')).toEqual([{ n: String(LINES - 10) }]);
    expect(
      await db.query(`select count(*) as n from ${QUEUE_SCHEMA}.job where name = $1`, [SCAN_QUEUE]),
    ).toEqual([{ n: String(LINES - 10) }]);
  });

  test('a list that is not there is one line, and nothing is added', async () => {
    const before = await db.query('select count(*) as n from overreach.app');
    putApps(at('beside'), manyApps(1));
    expect(await command('fleet', 'add', db.address, at('beside'), at('mistyped.txt'))).toEqual({
      code: 2,
      out: '',
      err: `overreach: ${at('mistyped.txt')}: no such list\n`,
    });
    expect(await db.query('select count(*) as n from overreach.app')).toEqual(before);
  });

  test('a report that cannot be written is one line', async () => {
    writeFileSync(at('a-file'), '');
    expect(await command('fleet', 'report', db.address, '--out', at('a-file/report'))).toEqual({
      code: 2,
      out: '',
      err: `overreach: cannot write ${at('a-file/report')}: its folder is a file\n`,
    });
  });

  test('a package that vanished, changed, is another or cannot be fetched has its row, and the line goes on', async () => {
    await db.query('truncate overreach.app cascade');
    await db.query(`delete from ${QUEUE_SCHEMA}.job`);
    putApps(at('gone'), manyApps(8));
    await command('fleet', 'add', db.address, at('gone'));
    const [vanished, changed, torn] = readdirSync(at('gone'))
      .filter((name) => name.endsWith('.apk'))
      .sort() as [string, string, string];
    rmSync(join(at('gone'), vanished));
    // Another app has come to stand under its name; and one has lost its end.
    putApps(at('new'), Object.fromEntries(Object.entries(manyApps(11)).slice(10)));
    const another = readFileSync(join(at('new'), readdirSync(at('new'))[0]!));
    writeFileSync(join(at('gone'), changed), another);
    writeFileSync(join(at('gone'), torn), readFileSync(join(at('gone'), torn)).subarray(0, 200));
    const web = createWeb((request, response) =>
      request.url === '/there.apk' ? response.end(another) : response.writeHead(404).end(),
    );
    await new Promise<void>((done) => web.listen(0, '127.0.0.1', done));
    try {
      const base = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
      writeFileSync(at('web.txt'), `${base}/there.apk ${'0'.repeat(64)}\n${base}/nothing.apk\n`);
      writeFileSync(at('private.txt'), 'http://10.1.2.3/a.apk\n');
      await command('fleet', 'add', db.address, at('web.txt'));
      const near = await command('fleet', 'work', db.address, '--threads', '1', '--quiet', '--allow-private');
      await command('fleet', 'add', db.address, at('private.txt'));
      const far = await command('fleet', 'work', db.address, '--threads', '1', '--quiet');
      expect([near, far]).toEqual([
        { code: 0, out: '10 done by this worker\n', err: '' },
        { code: 0, out: '1 done by this worker\n', err: '' },
      ]);
    } finally {
      web.close();
    }
    const rows = await db.query('select id, state, cause, sha256 from overreach.app order by id');
    const causes = new Map(rows.map((row) => [String(row['id']).replace(/^.*\//, ''), row['cause']]));
    expect(
      [vanished, changed, torn, 'there.apk', 'nothing.apk', 'a.apk'].map((id) => causes.get(id)),
    ).toEqual([
      'input/not-found',
      null,
      expect.stringMatching(/^zip\//),
      'fleet/wrong-checksum',
      'fleet/http-status',
      'fleet/private-address',
    ]);
    const sha256 = createHash('sha256').update(another).digest('hex');
    expect(rows.find(({ id }) => String(id).endsWith(changed))).toMatchObject({ state: 'done', sha256 });
    const status = await command('fleet', 'status', db.address);
    for (const cause of ['the package has the hash', 'the server answered', 'private network'])
      expect(status.out).toContain(cause);
    expect(rows.filter(({ state }) => state === 'waiting' || state === 'running')).toEqual([]);
  });
});

describe('what a part of fleet does not take is refused in one line', () => {
  test.each([
    [
      'en',
      ['frobnicate'],
      /^fleet frobnicate is none of init, add, work, status, judge, report, cancel, retry$/,
    ],
    ['en', ['staus'], /\(did you mean status\?\)$/],
    [
      'en',
      ['status', '--where', 'type=news'],
      /^fleet status takes no --where \(it belongs to fleet report\)$/,
    ],
    [
      'zh',
      ['work', '--stay', '--priority', '1'],
      /^fleet work 没有选项 --priority（该选项属于 fleet add、retry）$/,
    ],
    ['en', ['init', '--allow-private'], /^fleet init takes no --allow-private/],
    ['en', ['judge', './apks'], /^fleet judge takes nothing behind the database: \.\/apks$/],
    ['zh', ['status', '--format', 'csv'], /没有 csv$/],
  ] as const)('%s %j', async (lang, [part, ...more], line) => {
    const ran = await runCli(['fleet', part, 'postgres://x.invalid/y', ...more, '--lang', lang]);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toMatch(/^overreach: [^\n]*\n$/);
    expect(ran.err.slice('overreach: '.length, -1)).toMatch(line);
  });
});

test('every option of fleet belongs to a part of it', async () => {
  for (const option of fleetCommand.options.filter((name) => name !== 'quiet')) {
    const value = OPTIONS[option].kind === 'flag' ? [] : ['1'];
    const ran = await runCli(['fleet', 'init', 'postgres://x.invalid/y', `--${option}`, ...value]);
    expect([option, ran.code, ran.err]).toEqual([option, 2, expect.stringContaining('it belongs to fleet ')]);
  }
});
