// Parts of a worker, each by itself: taking ahead, sending together; and on a real PostgreSQL what is tried alone,
// priorities, cancelling, and rows that the database does not take.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { openDatabase } from '../../src/fleet/database.js';
import { take } from '../../src/fleet/holding.js';
import { Outbox } from '../../src/fleet/outbox.js';
import { QUEUE_SCHEMA } from '../../src/fleet/schema.js';
import { putOutcomes } from '../../src/fleet/store.js';
import { Supply } from '../../src/fleet/supply.js';
import { BIN, command } from '../support/built-command.js';
import { temporaryFolder } from '../support/package-files.js';
import { SERVER, testDatabase } from '../support/postgres.js';
import type { TestDatabase } from '../support/postgres.js';
import { manyApps, putApps } from '../support/survey-apps.js';

jest.setTimeout(600_000);
const folder = temporaryFolder();
const at = (name: string): string => join(folder.path, name);

describe('what is taken ahead', () => {
  const numbers = (count: number) => {
    const asked: number[] = [];
    let given = 0;
    return {
      asked,
      take: (most: number) => {
        asked.push(most);
        const items = Array.from({ length: Math.min(most, count - given) }, () => given++);
        return Promise.resolve(items);
      },
      isOver: () => Promise.resolve(true),
    };
  };

  test('is everything once, in order, and then the end', async () => {
    const source = numbers(100);
    const supply = new Supply(source, 2, new AbortController().signal);
    const running = supply.run();
    const got: (number | null)[] = [];
    for (let item = await supply.next(); item !== null; item = await supply.next()) got.push(item);
    await running;
    expect(got).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(await supply.next()).toBeNull();
  });

  test('is no more than a thread needs while nobody asks', async () => {
    const stop = new AbortController();
    const source = numbers(100);
    const supply = new Supply(source, 4, stop.signal);
    const running = supply.run();
    await supply.next();
    await new Promise((settle) => setTimeout(settle, 50));
    expect(source.asked.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(10);
    stop.abort();
    await running;
  });

  test('ends for who waits, when told to stop and when the source fails', async () => {
    const stop = new AbortController();
    const empty = { take: () => Promise.resolve([]), isOver: () => Promise.resolve(false) };
    const supply = new Supply<number>(empty, 1, stop.signal);
    const running = supply.run();
    const waiting = supply.next();
    stop.abort();
    expect(await waiting).toBeNull();
    await running;
    const broken = new Supply<number>(
      { take: () => Promise.reject(new Error('away')), isOver: () => Promise.resolve(false) },
      1,
      new AbortController().signal,
    );
    const [item, end] = await Promise.allSettled([broken.next(), broken.run()]);
    expect([item, end.status]).toEqual([{ status: 'fulfilled', value: null }, 'rejected']);
  });
});

describe('what is sent together', () => {
  test('is every result once, in few batches of bounded size', async () => {
    const batches: number[][] = [];
    const outbox = new Outbox<{ n: number; bytes: number }>(async (batch) => {
      await Promise.resolve();
      batches.push(batch.map(({ n }) => n));
    });
    for (let n = 0; n < 200; n++) await outbox.put({ n, bytes: 10 });
    await outbox.flush();
    expect(batches.flat()).toEqual(Array.from({ length: 200 }, (_, n) => n));
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(64);
    expect(batches.length).toBeLessThan(20);
    const large = batches.length;
    for (let n = 0; n < 4; n++) await outbox.put({ n, bytes: 20 << 20 });
    await outbox.flush();
    expect(batches.slice(large).map((batch) => batch.length)).toEqual([2, 2]);
  });

  test('is told to have failed to whoever brings the next, and to who waits for the end', async () => {
    const outbox = new Outbox<{ bytes: number }>(() => Promise.reject(new Error('refused')));
    await outbox.put({ bytes: 1 });
    await expect(outbox.flush()).rejects.toThrow('refused');
    await expect(outbox.put({ bytes: 1 })).rejects.toThrow('refused');
  });
});

const withServer = SERVER === null ? describe.skip : describe;

withServer('a fleet at work', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase(SERVER!);
    await command('fleet', 'init', db.address);
  });
  afterAll(() => db.drop());
  const states = () => db.query('select id, state, cause, attempts from overreach.app order by id');
  const work = (...more: string[]) =>
    command('fleet', 'work', db.address, '--threads', '2', '--quiet', ...more);

  test('tries what was there when a worker died again alone, and not for ever', async () => {
    putApps(at('poison'), manyApps(6));
    await command('fleet', 'add', db.address, at('poison'));
    const ids = (await states()).map(({ id }) => id as string);
    // As workers that died leave it: one package was there once, one five times, the others never.
    await db.query(`update overreach.app set attempts = 1 where id = $1`, [ids[1]]);
    await db.query(`update overreach.app set attempts = 5 where id = $1`, [ids[2]]);
    expect(await work()).toMatchObject({ code: 0, err: '' });
    const after = await states();
    expect(after.map(({ attempts }) => attempts)).toEqual([1, 2, 5, 1, 1, 1]);
    expect(after[2]).toMatchObject({ state: 'failed', cause: 'fleet/kills-workers' });
    expect(after.filter(({ state }) => state === 'waiting' || state === 'running')).toEqual([]);
    const [row] = await db.query('select line from overreach.judgement where app = $1', [ids[2]]);
    expect(JSON.parse(String(row!['line']))).toMatchObject({ outcome: { args: { starts: 5 } } });
  });

  test('puts back what failed, by name or cause, and judges it as if it were new', async () => {
    expect((await command('fleet', 'retry', db.address, 'fleet/kills-*')).out).toBe('1 wait again\n');
    expect((await command('fleet', 'retry', db.address, 'no-such-app')).out).toBe('0 wait again\n');
    expect(await work()).toMatchObject({ code: 0, err: '' });
    expect((await states()).filter(({ cause }) => cause === 'fleet/kills-workers')).toEqual([]);
    const twice = 'select app from overreach.judgement where current group by 1 having count(*) > 1';
    expect(await db.query(twice)).toEqual([]);
  });

  test('takes higher priorities first, and nothing that was cancelled', async () => {
    writeFileSync(at('low.txt'), 'https://a.example/low-1.apk\nhttps://a.example/low-2.apk\n');
    writeFileSync(at('high.txt'), 'https://a.example/high-1.apk\nhttps://b.example/high_2.apk\n');
    await command('fleet', 'add', db.address, at('low.txt'));
    await command('fleet', 'add', db.address, at('high.txt'), '--priority', '5');
    expect(await command('fleet', 'add', db.address, at('high.txt'), '--priority', 'much')).toMatchObject({
      code: 2,
      err: expect.stringContaining('-1000 to 1000'),
    });
    expect((await command('fleet', 'cancel', db.address, 'b.example/high_*')).out).toBe('1 cancelled\n');
    // "_" is no pattern, and what is done stays so.
    expect((await command('fleet', 'cancel', db.address, 'b.example/high-*')).out).toBe('0 cancelled\n');
    const fleet = await openDatabase(db.address, { connections: 1 });
    const queue = await fleet.openQueue(false);
    try {
      const id = '00000000-0000-4000-8000-000000000001';
      const holder = { database: fleet, queue, id, leaseSeconds: 60 };
      const taken = [];
      for (let n = 0; n < 4; n++) taken.push(...(await take(holder, 1)).map(({ app }) => app.id));
      expect(taken[0]).toBe('a.example/high-1.apk');
      expect(taken.slice(1).sort()).toEqual(['a.example/low-1.apk', 'a.example/low-2.apk']);
      // A worker that holds what is cancelled finds its job gone.
      expect((await command('fleet', 'cancel', db.address)).out).toBe('3 cancelled\n');
    } finally {
      await queue.stop({ graceful: false, wait: true });
      await fleet.close();
    }
    expect(await work()).toMatchObject({ code: 0, out: '0 done by this worker\n' });
    expect((await command('fleet', 'status', db.address)).out).toContain('4 cancelled\n');
    expect(
      await db.query(
        `select count(*) as n from ${QUEUE_SCHEMA}.job where name = 'scan' and state < 'completed'`,
      ),
    ).toEqual([{ n: '0' }]);
  });

  test('downloads beside each other, and stops in the middle of a download', async () => {
    let open = 0;
    const server = createServer((_, response) => {
      open++;
      response.write('PK'); // and never more
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      writeFileSync(at('slow.txt'), `${base}/1.apk\n${base}/2.apk\n`);
      await command('fleet', 'add', db.address, at('slow.txt'));
      const argv = [BIN, 'fleet', 'work', db.address, '--threads', '2', '--allow-private'];
      const child = spawn(process.execPath, argv);
      const ended = once(child, 'close');
      while (open < 2) await new Promise((settle) => setTimeout(settle, 20));
      child.kill('SIGTERM');
      await ended;
    } finally {
      server.closeAllConnections();
      server.close();
    }
    const left = (await states()).filter(({ id }) => String(id).startsWith('127.0.0.1'));
    expect(left.map(({ state, attempts }) => [state, attempts])).toEqual([
      ['waiting', 0],
      ['waiting', 0],
    ]);
    await command('fleet', 'cancel', db.address, '127.0.0.1*');
  });

  test('makes a row that the database does not take a failure of its app alone', async () => {
    putApps(at('refused'), Object.fromEntries(Object.entries(manyApps(12)).slice(8)));
    await command('fleet', 'add', db.address, at('refused'));
    const [{ id }] = (await db.query(`select id from overreach.app where state = 'waiting' order by id`)) as [
      { id: string },
    ];
    await db.query(`create function overreach.refuse() returns trigger language plpgsql as
      $$ begin if new.app = '${id}' and new.line not like '%row-refused%' then raise exception 'too large' using errcode = '54000'; end if; return new; end $$`);
    await db.query(
      `create trigger refuse before insert on overreach.judgement for each row execute function overreach.refuse()`,
    );
    expect(await work()).toMatchObject({ code: 0, err: '' });
    const failed = (await states()).filter(({ cause }) => cause === 'fleet/row-refused');
    expect(failed.map((row) => row['id'])).toEqual([id]);
    expect((await states()).filter(({ state }) => state === 'waiting' || state === 'running')).toEqual([]);
  });

  test('keeps what packages say however long and broken it is', async () => {
    const [{ app, line }] = (await db.query(
      `select app, line from overreach.judgement where current and state = 'done' limit 1`,
    )) as [{ app: string; line: string }];
    const row = JSON.parse(line) as {
      basis: string;
      outcome: { report: { permissions: object[]; app: { label: string; package: string } } };
    };
    row.basis = 'another';
    row.outcome.report.app.label = 'half a pair \ud83d and \0';
    row.outcome.report.app.package = 'p'.repeat(100_000);
    row.outcome.report.permissions = [
      { name: `\udc00\0${'é'.repeat(9000)}`, source: 'declared', used: null },
    ];
    const fleet = await openDatabase(db.address, { connections: 1 });
    try {
      await putOutcomes(fleet.pool, [JSON.stringify(row)], { rules: 'r', tool: 't' });
    } finally {
      await fleet.close();
    }
    const [kept] = await db.query(
      `select label, length(package) as length, (select permission from overreach.app_permission p where p.app = j.app) as permission
       from overreach.judgement j where app = $1 and current`,
      [app],
    );
    expect(kept).toEqual({
      label: 'half a pair \ufffd and \ufffd',
      length: 400,
      permission: `\ufffd\ufffd${'é'.repeat(398)}`,
    });
  });
});
