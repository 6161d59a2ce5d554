// The way into the database: loads the drivers only here, checks the version of the tables, and turns what a driver
// throws into one clear line without the password. Leaves tables to schema.ts and questions to its users.
import { UserError } from '../model/user-error.js';
import {
  DEAD_QUEUE,
  GRANTS,
  MIGRATIONS,
  QUEUE_INDEX,
  QUEUE_SCHEMA,
  SCAN_QUEUE,
  SCHEMA,
  WORKER_ROLE,
} from './schema.js';

/** The code of a system call or of PostgreSQL, null when there is none. */
export const errorCode = (error: unknown): string | null => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : null;
};

/** What we use of a connection or a pool of them. */
export interface Queryable {
  query(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: Record<string, unknown>[]; rowCount: number | null }>;
}
export interface Connection extends Queryable {
  /** @param broken do not use this connection again */
  release(broken?: boolean): void;
  on(event: 'error', listener: () => void): unknown;
  off(event: 'error', listener: () => void): unknown;
}
export interface Pool extends Queryable {
  connect(): Promise<Connection>;
  end(): Promise<void>;
}
/** What we use of the queue. */
export interface Queue {
  insert(jobs: readonly QueueJob[], options?: { db: QueueDb }): Promise<void>;
  /** What goes wrong here comes back as no jobs. */
  fetch(
    name: string,
    options: { batchSize: number; db: QueueDb },
  ): Promise<{ id: string; data: { app: string } }[] | null>;
  complete(name: string, ids: string[], data: object, options: { db: QueueDb }): Promise<unknown>;
  fail(name: string, ids: string[], data?: object, options?: { db: QueueDb }): Promise<unknown>;
  cancel(name: string, ids: string[], options: { db: QueueDb }): Promise<unknown>;
  stop(options?: { graceful?: boolean; wait?: boolean; timeout?: number; close?: boolean }): Promise<void>;
}
export interface QueueJob {
  name: string;
  data: { app: string };
  priority?: number;
}
export interface QueueDb {
  executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
}
export interface Database {
  pool: Pool;
  /** Opens the queue; a worker does not create or migrate it. */
  openQueue(supervise: boolean): Promise<Queue>;
  close(): Promise<void>;
}

/** Tries and the seconds between, doubled each time. Far above what a worker allows an app (see work.ts): jobs also come
 *  back from workers that stop or die through no fault of the package. What exceeds even this is a dead letter. */
const RETRIES = { retryLimit: 50, retryDelay: 1, retryBackoff: true } as const;
/** A job whose worker fell silent without a heartbeat being missed comes back after so many seconds, at the latest. */
const EXPIRE_SECONDS = 3600;

const withoutPassword = (address: string): string => {
  try {
    const url = new URL(address);
    return `${url.protocol}//${url.username === '' ? '' : `${url.username}@`}${url.host}${url.pathname}`;
  } catch {
    return 'postgres://…';
  }
};

/** Causes by the driver's code; everything else is told by its code alone, since messages may quote values. */
const CAUSES: Readonly<Record<string, { en: string; zh: string }>> = {
  ECONNREFUSED: { en: 'no server answers there', zh: '没有服务器应答' },
  ENOTFOUND: { en: 'no such host', zh: '没有这个主机' },
  ETIMEDOUT: { en: 'the server does not answer', zh: '服务器没有应答' },
  // It took the connection and dropped it: which of these is told depends on what was under way.
  ECONNRESET: { en: 'the server does not answer', zh: '服务器没有应答' },
  ECONNABORTED: { en: 'the server does not answer', zh: '服务器没有应答' },
  EPIPE: { en: 'the server does not answer', zh: '服务器没有应答' },
  '28P01': { en: 'wrong user or password', zh: '用户名或密码错误' },
  '28000': { en: 'the server does not let this user in', zh: '服务器不允许该用户登录' },
  '3D000': { en: 'no such database', zh: '没有这个数据库' },
  '42501': { en: 'this user has not the rights for it', zh: '该用户没有所需的权限' },
  '53300': { en: 'the server has no connection left', zh: '服务器的连接数已用尽' },
  '53100': { en: 'the disk of the server is full', zh: '服务器磁盘已满' },
  '57P01': { en: 'the server was stopped', zh: '服务器已停止' },
  '57P03': { en: 'the server is starting up', zh: '服务器正在启动' },
};

/** A connection that could not be had, or broke, without a code of its own: the driver's own words. */
const isBroken = (error: unknown): boolean =>
  /Connection terminated|is not queryable|timeout exceeded/.test(error instanceof Error ? error.message : '');

function causeOf(error: unknown, code: string): { en: string; zh: string } | null {
  const known = CAUSES[code];
  if (known !== undefined) return known;
  const { syscall } = error as { syscall?: unknown };
  if (syscall === 'connect') return CAUSES['ECONNREFUSED']!;
  if (syscall === 'getaddrinfo') return CAUSES['ENOTFOUND']!;
  if (isBroken(error)) return CAUSES['ETIMEDOUT']!;
  // PostgreSQL's codes have a digit among five signs, no code of a system call or of Node has.
  return /^(?=.*\d)[0-9A-Z]{5}$/.test(code)
    ? { en: `the database refused (${code})`, zh: `数据库拒绝了操作（${code}）` }
    : null;
}

/** The one line for what a driver threw; what no driver threw comes back as it is. */
export function databaseError(error: unknown, address: string): Error {
  if (error instanceof UserError) return error;
  const cause = causeOf(error, errorCode(error) ?? '');
  if (cause === null) return error instanceof Error ? error : new Error(String(error));
  const where = withoutPassword(address);
  return new UserError('fleet/database', { en: `${where}: ${cause.en}`, zh: `${where}：${cause.zh}` });
}

/** Failures after which the same may be tried again: the server went away or was not ready. */
export const isTransient = (error: unknown): boolean =>
  /^(?:08|57P|40|55P03|53300|ECONN|EPIPE|ETIMEDOUT)/.test(errorCode(error) ?? '') || isBroken(error);

async function loadDriver(): Promise<typeof import('pg')> {
  try {
    return (await import('pg')).default as unknown as typeof import('pg');
  } catch {
    throw new UserError('fleet/no-driver', {
      en: 'fleet needs the packages pg and pg-boss: npm install pg pg-boss@10',
      zh: 'fleet 需要 pg 与 pg-boss 两个包：npm install pg pg-boss@10',
    });
  }
}

/**
 * Opens the database of a fleet.
 * @throws UserError when the address is none, the driver is missing, or the tables are not of this version
 */
export async function openDatabase(
  address: string,
  options: { connections: number; create?: boolean },
): Promise<Database> {
  if (!/^postgres(?:ql)?:\/\//.test(address) || !URL.canParse(address, 'postgres://base'))
    throw new UserError('fleet/no-address', {
      en: 'fleet needs the address of a database: postgres://user@host/name',
      zh: 'fleet 需要数据库地址：postgres://用户@主机/库名',
    });
  const pg = await loadDriver();
  const pool = new pg.Pool({
    connectionString: address,
    max: options.connections,
    connectionTimeoutMillis: 15_000,
    application_name: 'overreach',
  });
  // A connection that idles when the server stops says so here; the next question finds out for itself.
  pool.on('error', () => {});
  const ours = pool as unknown as Pool;
  try {
    if (options.create === true) await migrate(ours);
    else await checkVersion(ours);
  } catch (error) {
    await pool.end();
    throw databaseError(error, address);
  }
  const openQueue = async (supervise: boolean): Promise<Queue> => {
    if (options.create !== true) await checkQueue(ours);
    const { default: Boss } = await import('pg-boss');
    const boss = new Boss({
      connectionString: address,
      schema: QUEUE_SCHEMA,
      max: 2,
      supervise,
      schedule: false,
      migrate: options.create === true,
      application_name: 'overreach-queue',
    });
    boss.on('error', () => {});
    await boss.start();
    return boss as unknown as Queue;
  };
  return { pool: ours, openQueue, close: () => pool.end() };
}

const versionOf = async (db: Queryable): Promise<number | null> => {
  const found = await db.query(`select to_regclass('${SCHEMA}.meta') is not null as there`);
  if (found.rows[0]?.['there'] !== true) return null;
  const { rows } = await db.query(`select value from ${SCHEMA}.meta where key = 'version'`);
  return rows.length === 0 ? null : Number(rows[0]!['value']);
};

async function checkVersion(db: Queryable): Promise<void> {
  const version = await versionOf(db);
  if (version === MIGRATIONS.length) return;
  if (version === null)
    throw new UserError('fleet/not-initialised', {
      en: 'this database holds no fleet yet: overreach fleet init <address>',
      zh: '该数据库尚未初始化：overreach fleet init <地址>',
    });
  throw version < MIGRATIONS.length
    ? new UserError('fleet/older-schema', {
        en: `the tables are of version ${version}, this is for ${MIGRATIONS.length}: overreach fleet init <address> brings them up`,
        zh: `数据表为版本 ${version}，本程序需要版本 ${MIGRATIONS.length}：运行 overreach fleet init <地址> 升级`,
      })
    : new UserError('fleet/newer-schema', {
        en: `the tables are of version ${version}, newer than this overreach (${MIGRATIONS.length}): update it`,
        zh: `数据表为版本 ${version}，比本程序（${MIGRATIONS.length}）新：请升级 overreach`,
      });
}

/** The queue makes its tables after ours: an `init` that was ended between the two leaves it for the next. */
async function checkQueue(db: Queryable): Promise<void> {
  const found = await db.query(`select to_regclass('${QUEUE_SCHEMA}.queue') is not null as there`);
  const queues =
    found.rows[0]?.['there'] === true
      ? await db.query(`select name from ${QUEUE_SCHEMA}.queue where name = any($1)`, [
          [SCAN_QUEUE, DEAD_QUEUE],
        ])
      : { rows: [] };
  if (queues.rows.length === 2) return;
  throw new UserError('fleet/half-initialised', {
    en: 'the fleet was made in part only: overreach fleet init <address> makes the rest',
    zh: '该数据库只完成了部分初始化：运行 overreach fleet init <地址> 补全',
  });
}

/** Brings the tables to this version, all or nothing; two at once wait for each other. */
async function migrate(pool: Pool): Promise<void> {
  await inTransaction(pool, async (db) => {
    await db.query(`select pg_advisory_xact_lock(hashtext('${SCHEMA}.migrate'))`);
    await db.query(`create schema if not exists ${SCHEMA}`);
    const version = (await versionOf(db)) ?? 0;
    if (version > MIGRATIONS.length) await checkVersion(db);
    for (const step of MIGRATIONS.slice(version)) await db.query(step);
    await db.query(
      `insert into ${SCHEMA}.meta (key, value) values ('version', $1) on conflict (key) do update set value = excluded.value`,
      [JSON.stringify(MIGRATIONS.length)],
    );
  });
}

/** Tables, queues and the role for workers. Doing it again changes nothing. @returns false: the role could not be made */
export async function initialise(address: string): Promise<boolean> {
  const database = await openDatabase(address, { connections: 2, create: true });
  try {
    const queue = (await database.openQueue(false)) as Queue & {
      createQueue(name: string, options: object): Promise<void>;
      getQueue(name: string): Promise<object | null>;
    };
    try {
      if ((await queue.getQueue(DEAD_QUEUE)) === null) await queue.createQueue(DEAD_QUEUE, {});
      if ((await queue.getQueue(SCAN_QUEUE)) === null)
        await queue.createQueue(SCAN_QUEUE, {
          ...RETRIES,
          expireInSeconds: EXPIRE_SECONDS,
          deadLetter: DEAD_QUEUE,
        });
      await database.pool.query(QUEUE_INDEX);
    } finally {
      await queue.stop({ graceful: false, wait: true });
    }
    return await grant(database.pool);
  } catch (error) {
    throw databaseError(error, address);
  } finally {
    await database.close();
  }
}

/** Least rights for workers; a user who may make no roles goes on without. */
async function grant(pool: Pool): Promise<boolean> {
  try {
    const { rows } = await pool.query('select 1 from pg_roles where rolname = $1', [WORKER_ROLE]);
    if (rows.length === 0) await pool.query(`create role ${WORKER_ROLE} nologin`);
    await pool.query(GRANTS);
    return true;
  } catch (error) {
    if (errorCode(error) === '42501') return false;
    throw error;
  }
}

/**
 * Runs `work` in one transaction, on one connection.
 * @param durable false: a crash of the server may forget it, which saves a wait for the disk; for what is done again then
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (db: Connection) => Promise<T>,
  { durable = true }: { durable?: boolean } = {},
): Promise<T> {
  const db = await pool.connect();
  // A server that goes away between two statements says so in an event, which ends the process when nobody listens.
  let broken = false;
  const lost = (): void => {
    broken = true;
  };
  db.on('error', lost);
  try {
    await db.query(durable ? 'begin' : 'begin; set local synchronous_commit = off');
    const result = await work(db);
    await db.query('commit');
    return result;
  } catch (error) {
    await db.query('rollback').catch(lost);
    // Whatever a statement said on a connection that was lost, the loss is the cause.
    if (broken && !isTransient(error))
      throw Object.assign(new Error('the connection to the database was lost', { cause: error }), {
        code: '08006',
      });
    throw error;
  } finally {
    db.off('error', lost);
    db.release(broken);
  }
}

/** The queue's statements inside our transaction. */
export const queueDb = (db: Queryable): QueueDb => ({ executeSql: (text, values) => db.query(text, values) });
