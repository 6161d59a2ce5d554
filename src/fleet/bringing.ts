// Brings a held package here and makes its job: downloads it if it is elsewhere, hashes it, and lays kept facts beside it.
// Leaves how to download to download.ts and what becomes of a package that cannot be had to work.ts.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ParseError } from '../bytes/parse-error.js';
import { openFileHashes } from '../run/file-hashes.js';
import { basisOf, factsKey } from '../run/job.js';
import type { ScanJob, ScanSetup } from '../run/job.js';
import { errorCode } from './database.js';
import { download } from './download.js';
import type { DownloadOptions } from './download.js';
import type { Held } from './holding.js';
import { factsPath } from './outcomes.js';

export interface Bringing {
  /** Folder of this worker for what it downloads. */
  buffer: string;
  setup: ScanSetup;
  download: DownloadOptions;
  /** Kept facts of a key, from the database. */
  factsOf(key: string): Promise<Buffer | null>;
  stop: AbortSignal;
}

/** @throws DownloadError, or what isPackageFault knows, when the package cannot be had */
export async function bring(held: Held, bringing: Bringing): Promise<ScanJob> {
  const { app } = held;
  const { setup } = bringing;
  const paths = app.parts.length > 0 ? app.parts : [await fetched(held, bringing)];
  // Of a package that was hashed when it was added and has changed since, its new one.
  app.sha256 = openFileHashes(null, '').of(paths).sha256;
  const key = factsKey(app.sha256, setup);
  const kept = await bringing.factsOf(key);
  if (kept !== null) {
    mkdirSync(dirname(factsPath(setup, key)), { recursive: true });
    writeFileSync(factsPath(setup, key), kept);
  }
  const basis = basisOf({ sha256: app.sha256, type: app.type }, setup, false);
  return { id: app.id, paths, sha256: app.sha256, type: app.type, basis, evidence: null };
}

async function fetched(held: Held, { buffer, download: options, stop }: Bringing): Promise<string> {
  const { app } = held;
  held.folder = mkdtempSync(join(buffer, 'get-'));
  const ending = /\.(apks|xapk|apkm|aab)$/i.exec(app.id)?.[1] ?? 'apk';
  const file = join(held.folder, `package.${ending.toLowerCase()}`);
  await download(app.address, file, app.expected_sha256, options, stop);
  return file;
}

/** The package is at fault, or is not there: told in its row. Everything else is ours or the database's. */
export const isPackageFault = (error: unknown): boolean =>
  error instanceof ParseError || /^(?:ENOENT|EACCES|EISDIR|ENOTDIR|EIO)$/.test(errorCode(error) ?? '');

export const unreadable = (
  error: unknown,
  { app }: Held,
): { code: string; args: Record<string, string | number> } =>
  error instanceof ParseError
    ? { code: error.code, args: { ...error.args } }
    : { code: 'input/unreadable', args: { name: app.id, reason: errorCode(error) ?? '' } };
