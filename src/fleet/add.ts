// Puts packages on the list of a fleet: folders and files as a survey would find them, lines of a list as they are read.
// Adding the same again adds nothing. Leaves reading packages to work.ts.
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { UserError } from '../model/user-error.js';
import { planSurvey } from '../survey/plan.js';
import type { AppList } from '../survey/app-list.js';
import type { FoundApp, ResolveType } from '../survey/plan.js';
import type { Limits } from '../bytes/limits.js';
import { openFileHashes } from '../run/file-hashes.js';
import { findInputs } from '../run/find-inputs.js';
import { hashAll } from '../run/survey.js';
import { readAddresses, remoteOf } from './addresses.js';
import type { Remote } from './addresses.js';
import type { Database, Queryable, Queue } from './database.js';
import { inTransaction, queueDb } from './database.js';
import { SCAN_QUEUE } from './schema.js';
import { getMeta, putMeta } from './store.js';

export interface AddOptions {
  paths: readonly string[];
  /** Lists of addresses among the paths, by the ending of their names. */
  isList(path: string): boolean;
  list: AppList | null;
  resolveType: ResolveType;
  limits: Limits;
  cacheDir: string | null;
  /** Jobs of a higher number go first; 0 where nothing is said. */
  priority: number;
}
export interface Added {
  added: number;
  known: number;
  copies: number; // of what is there already, by content
  problems: { file: string; line: number | null }[]; // lines that are no address, and files that could not be read
}
interface NewApp {
  id: string;
  address: string;
  parts: readonly string[];
  files: readonly string[];
  sha256: string | null;
  size: number | null;
  expected: string | null;
}

/** Rows that go into one statement. */
const BATCH = 1000;

const tail = (address: string): string => createHash('sha256').update(address).digest('hex').slice(0, 8);

/** Inserts what is new, and a job for each of it that is no copy. Ids that another address has get a mark behind. */
async function insert(
  db: Queryable,
  queue: Queue,
  apps: readonly NewApp[],
  priority: number,
  result: Added,
): Promise<void> {
  const { rows: before } = await db.query(
    'select id, address from overreach.app where id = any($1) or address = any($2)',
    [apps.map((a) => a.id), apps.map((a) => a.address)],
  );
  const addresses = new Set(before.map((row) => row['address']));
  const ids = new Set(before.map((row) => row['id']));
  const fresh: NewApp[] = [];
  for (const app of apps) {
    if (addresses.has(app.address)) {
      result.known++;
      continue;
    }
    const id = ids.has(app.id) ? `${app.id}~${tail(app.address)}` : app.id;
    addresses.add(app.address);
    ids.add(id);
    fresh.push({ ...app, id });
  }
  if (fresh.length === 0) return;
  const { rows } = await db.query(
    `insert into overreach.app (id, address, parts, files, expected_sha256, sha256, size_bytes)
     select id, address, coalesce(parts, '{}'), coalesce(files, '{}'), expected, sha256, size
     from jsonb_to_recordset($1::jsonb) as t(id text, address text, parts text[], files text[], expected text, sha256 text, size bigint)
     on conflict do nothing returning id`,
    [JSON.stringify(fresh)],
  );
  result.added += rows.length;
  const inserted = rows.map((row) => String(row['id']));
  const copies = await markCopies(db, inserted);
  result.copies += copies.size;
  const jobs = inserted
    .filter((id) => !copies.has(id))
    .map((app) => ({ name: SCAN_QUEUE, data: { app }, priority }));
  if (jobs.length > 0) await queue.insert(jobs, { db: queueDb(db) });
}

/** Apps with the bytes of another are its copies; the first by id is the one that is scanned. */
async function markCopies(db: Queryable, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query(
    `update overreach.app copy set same_as = first.id, state = 'done' from (
       select distinct on (sha256) sha256, id from overreach.app
       where sha256 is not null and same_as is null and sha256 in (select sha256 from overreach.app where id = any($1))
       order by sha256, id = any($1), id
     ) first
     where copy.id = any($1) and copy.sha256 = first.sha256 and copy.id <> first.id returning copy.id`,
    [ids],
  );
  return new Set(rows.map((row) => String(row['id'])));
}

/** Folders and files, hashed and identified as a survey does. */
function localApps(options: AddOptions, paths: readonly string[], result: Added): NewApp[] {
  const hashes = openFileHashes(options.cacheDir, paths.map((p) => resolve(p)).join('\n'));
  const found = findInputs(paths, [], options.limits, hashes);
  const hashed = hashAll(found, hashes, () => {});
  hashes.save();
  for (const { id } of hashed.failed) result.problems.push({ file: id, line: null });
  return hashed.apps.map((app) => {
    const parts = hashed.pathsOf.get(app.id)!;
    return {
      id: app.id,
      address: `file:${parts[0] ?? basename(app.id)}`,
      parts,
      files: app.files,
      sha256: app.sha256,
      size: app.sizeBytes,
      expected: null,
    };
  });
}

const remoteApp = ({ id, address, sha256 }: Remote): NewApp => ({
  id,
  address,
  parts: [],
  files: [id],
  sha256: null,
  size: null,
  expected: sha256,
});

function mustBeFile(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() === true) return;
  throw new UserError(
    'fleet/no-list',
    found === undefined
      ? { en: `${path}: no such list`, zh: `${path}：清单不存在` }
      : { en: `${path}: a list is a file`, zh: `${path}：清单应为文件` },
  );
}

/** @throws UserError when a path does not exist */
export async function addToFleet(database: Database, queue: Queue, options: AddOptions): Promise<Added> {
  const result: Added = { added: 0, known: 0, copies: 0, problems: [] };
  const put = (apps: readonly NewApp[]): Promise<void> =>
    inTransaction(database.pool, (db) => insert(db, queue, apps, options.priority, result));
  // Before anything is added: a name that is mistyped is told at once.
  for (const path of options.paths.filter(options.isList)) mustBeFile(path);
  const locals = options.paths.filter((path) => !options.isList(path) && !/^(?:https?|s3):\/\//.test(path));
  if (locals.length > 0) {
    const apps = localApps(options, locals, result);
    for (let at = 0; at < apps.length; at += BATCH) await put(apps.slice(at, at + BATCH));
  }
  for (const path of options.paths.filter((p) => !locals.includes(p))) {
    let batch: NewApp[] = [];
    for await (const { line, remote } of options.isList(path)
      ? readAddresses(path)
      : [{ line: null, remote: remoteOf(path) }]) {
      if (remote === null) result.problems.push({ file: path, line });
      else batch.push(remoteApp(remote));
      if (batch.length < BATCH) continue;
      await put(batch);
      batch = [];
    }
    if (batch.length > 0) await put(batch);
  }
  if (options.list !== null) await applyList(database, options.list, options.resolveType);
  return result;
}

/** Every app that is no copy, as the plan of a survey wants them. */
export async function foundApps(db: Queryable): Promise<FoundApp[]> {
  const { rows } = await db.query(
    `select id, files, coalesce(sha256, expected_sha256, '') as sha256, coalesce(size_bytes, 0)::float8 as size
     from overreach.app order by id`,
  );
  // An app whose bytes are not known yet is nobody's copy: its own name stands for its hash.
  return rows.map((row) => ({
    id: String(row['id']),
    files: row['files'] as string[],
    sha256: String(row['sha256']) || `?${String(row['id'])}`,
    sizeBytes: Number(row['size']),
  }));
}

/** Types by file or hash go to the apps, types by package name to all workers; what changes is judged again. */
async function applyList(database: Database, list: AppList, resolveType: ResolveType): Promise<void> {
  const plan = planSurvey(await foundApps(database.pool), list, resolveType);
  const typed = plan.entries.filter((entry) => entry.line !== null);
  await inTransaction(database.pool, async (db) => {
    await putMeta(db, 'list', list);
    const before = await getMeta<Record<string, string>>(db, 'packageTypes');
    await putMeta(db, 'packageTypes', { ...before, ...plan.packageTypes });
    for (let at = 0; at < typed.length; at += BATCH) {
      const rows = typed
        .slice(at, at + BATCH)
        .map(({ id, type, line, columns }) => ({ id, type, line, columns }));
      await db.query(
        `update overreach.app set type = t.type, line = t.line, columns = coalesce(t.columns, '{}')
         from jsonb_to_recordset($1::jsonb) as t(id text, type text, line integer, columns jsonb) where app.id = t.id`,
        [JSON.stringify(rows)],
      );
    }
  });
}
