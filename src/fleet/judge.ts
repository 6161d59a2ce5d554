// Judges kept facts by today's rules and types: no package is opened. Judgements of earlier rules stand beside the new one.
// Leaves scanning to work.ts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { basisOf, factsKey } from '../run/job.js';
import type { ScanJob, ScanResult, ScanSetup } from '../run/job.js';
import type { Runner } from '../run/runner.js';
import { inTransaction } from './database.js';
import type { Database } from './database.js';
import { Outbox } from './outbox.js';
import { getFacts, getMeta, putOutcomes } from './store.js';

export interface JudgeOptions {
  setup: ScanSetup;
  threads: number;
  openRunner(setup: ScanSetup, threads: number): Runner;
  finished(result: ScanResult): void;
}
export interface Rejudged {
  judged: number;
  current: number; // were judged by these rules already
  unread: number; // no facts of this extractor: to be scanned again
}

/** Apps asked for in one statement. */
const PAGE = 500;

/** @param stop ends after the app at hand; what is judged stays */
// eslint-disable-next-line max-lines-per-function -- one transaction: what it reads, judges and writes belongs together
export async function judgeFleet(
  database: Database,
  options: JudgeOptions,
  stop: AbortSignal,
): Promise<Rejudged> {
  const { pool } = database;
  const buffer = mkdtempSync(join(tmpdir(), 'overreach-judge-'));
  const packageTypes = (await getMeta<Record<string, string>>(pool, 'packageTypes')) ?? {};
  const setup: ScanSetup = { ...options.setup, packageTypes, cacheDir: buffer };
  const result: Rejudged = { judged: 0, current: 0, unread: 0 };
  const versions = { rules: setup.catalogue.version, tool: setup.toolVersion };

  async function* jobs(): AsyncIterable<ScanJob> {
    let after = '';
    for (;;) {
      const { rows } = await pool.query(
        `select app.id, app.sha256, app.type, j.basis from overreach.app left join overreach.judgement j on j.app = app.id and j.current
         where app.id > $1 and app.state in ('done', 'failed') and app.same_as is null and app.sha256 is not null
         order by app.id limit ${PAGE}`,
        [after],
      );
      for (const row of rows) {
        const id = (after = String(row['id']));
        const sha256 = String(row['sha256']);
        const type = row['type'] as string | null;
        const basis = basisOf({ sha256, type }, setup, false);
        if (row['basis'] === basis) {
          result.current++;
          continue;
        }
        const key = factsKey(sha256, setup);
        const data = await getFacts(pool, key);
        if (data === null) {
          result.unread++;
          continue;
        }
        const path = join(buffer, 'facts', key.slice(0, 2), `${key}.facts`);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, data);
        yield { id, paths: [], sha256, type, basis, evidence: null };
      }
      if (rows.length < PAGE) return;
    }
  }

  const outbox = new Outbox<{ done: ScanResult; bytes: number }>(async (batch) => {
    await inTransaction(pool, (db) =>
      putOutcomes(
        db,
        batch.map(({ done }) => done.line),
        versions,
      ),
    );
    for (const { done } of batch) {
      result.judged++;
      options.finished(done);
    }
  });
  try {
    const runner = options.openRunner(setup, options.threads);
    await runner(
      jobs(),
      { started: () => {}, finished: (done) => outbox.put({ done, bytes: done.line.length }) },
      stop,
    );
    await outbox.flush();
    return result;
  } finally {
    rmSync(buffer, { recursive: true, force: true });
  }
}
