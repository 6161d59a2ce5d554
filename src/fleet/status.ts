// How far a fleet is: by state, by worker, failures by cause, rate. Reads counts, never rows.
import type { FleetStatus } from '../report/fleet-status.js';
import type { Queryable } from './database.js';

const counts = (rows: readonly Record<string, unknown>[], key: string): Record<string, number> =>
  Object.fromEntries(rows.map((row) => [String(row[key]), Number(row['n'])]));

export async function fleetStatus(db: Queryable): Promise<FleetStatus> {
  const [states, rate, workers, failures, verdicts] = await Promise.all([
    db.query(
      `select case when same_as is null then state else 'copy' end as state, count(*) as n from overreach.app group by 1 order by 1`,
    ),
    db.query(`select count(*) as n from overreach.app where finished > now() - interval '1 minute'`),
    db.query(
      `select w.id, w.host, w.process, w.done, extract(epoch from now() - w.seen)::int as silent,
         (select count(*) from overreach.app where worker = w.id and state = 'running') as holds
       from overreach.worker w where w.seen > now() - interval '10 minutes' order by w.host, w.process`,
    ),
    db.query(
      `select coalesce(cause, 'unknown') as cause, count(*) as n from overreach.app where state = 'failed' group by 1 order by 2 desc, 1`,
    ),
    db.query(`select verdict, count(*) as n from overreach.judgement where current group by 1 order by 1`),
  ]);
  const { copy = 0, ...rest } = counts(states.rows, 'state');
  return {
    states: rest,
    copies: copy,
    perMinute: Number(rate.rows[0]?.['n'] ?? 0),
    workers: workers.rows.map((row) => ({
      id: String(row['id']),
      host: String(row['host']),
      process: Number(row['process']),
      done: Number(row['done']),
      silentSeconds: Number(row['silent']),
      holds: Number(row['holds']),
    })),
    failures: failures.rows.map((row) => ({ cause: String(row['cause']), apps: Number(row['n']) })),
    verdicts: counts(verdicts.rows, 'verdict'),
  };
}
