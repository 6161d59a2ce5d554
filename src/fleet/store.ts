// Rows of the fleet's tables from results, and back. Every statement takes its values as parameters.
// Leaves when to write to work.ts and judge.ts.
import type { AppReport } from '../model/report.js';
import type { SurveyRow } from '../model/survey.js';
import type { Queryable } from './database.js';

/** One app as the table has it. */
export interface AppRow {
  id: string;
  address: string;
  parts: string[];
  files: string[];
  expected_sha256: string | null;
  type: string | null;
  sha256: string | null;
  attempts: number;
}

export interface Kept {
  key: string;
  sha256: string;
  data: Buffer;
}

/** Facts by content: the first writer wins, the others wrote the same. */
export async function putFacts(db: Queryable, facts: Kept): Promise<void> {
  await db.query(
    'insert into overreach.facts (key, sha256, data) values ($1, $2, $3) on conflict (key) do nothing',
    [facts.key, facts.sha256, facts.data],
  );
}

export async function getFacts(db: Queryable, key: string): Promise<Buffer | null> {
  const { rows } = await db.query('select data from overreach.facts where key = $1', [key]);
  return (rows[0]?.['data'] as Buffer | undefined) ?? null;
}

/** Writes an outcome as the current judgement of its app, and the rows that questions are asked of. */
export async function putOutcome(
  db: Queryable,
  line: string,
  versions: { rules: string; tool: string },
): Promise<void> {
  const row = JSON.parse(line) as SurveyRow;
  const report = row.outcome.state === 'done' ? row.outcome.report : null;
  const cause = row.outcome.state === 'failed' ? row.outcome.code : null;
  const before = await db.query(
    'update overreach.judgement set current = false where app = $1 and current and basis <> $2',
    [row.id, row.basis],
  );
  await db.query(
    `insert into overreach.judgement (app, basis, current, rules, tool, state, cause, package, label, version_name,
       version_code, target_sdk, type, type_source, verdict, value, low, high, line)
     values ($1, $2, true, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
     on conflict (app, basis) do update set current = true, state = excluded.state, cause = excluded.cause,
       verdict = excluded.verdict, value = excluded.value, low = excluded.low, high = excluded.high,
       line = excluded.line, judged = now()`,
    [
      row.id,
      row.basis,
      versions.rules,
      versions.tool,
      row.outcome.state,
      cause,
      ...columnsOf(report),
      noNul(line),
    ],
  );
  // Rows of another judgement make room; under the same basis the rows are the same, and stay.
  if (before.rowCount !== 0)
    for (const table of ['taking', 'app_sdk', 'app_permission'])
      await db.query(`delete from overreach.${table} where app = $1`, [row.id]);
  if (report !== null) await putParts(db, row.id, report);
}

/** PostgreSQL's text holds no NUL; JSON has no raw one, and labels may say it. */
const noNul = (text: string): string => text.replaceAll('\0', '\ufffd');
const text = (value: string | null): string | null => (value === null ? null : noNul(value));

function columnsOf(report: AppReport | null): unknown[] {
  if (report === null) return [null, null, null, null, null, null, null, 'failed', null, null, null];
  const { app, type, verdict, score } = report;
  const rated = score.rated ? [score.value, score.low, score.high] : [null, null, null];
  const names = [app.package, app.label, app.versionName].map(text);
  return [...names, app.versionCode, app.targetSdk, type.id, type.source, verdict, ...rated];
}

async function putParts(db: Queryable, app: string, report: AppReport): Promise<void> {
  const takings = report.kinds.flatMap((kind) =>
    kind.actors.map((actor) => {
      // Reports of before takings had rungs of their own say what holds for the kind.
      const own: Partial<(typeof kind.actors)[number]> & { background?: boolean } = actor;
      return {
        kind: kind.kind,
        party: actor.kind,
        party_id: noNul(actor.id),
        rung: (own as { rung?: string }).rung ?? kind.rung,
        need: (own as { need?: string }).need ?? kind.need,
        verdict: (own as { verdict?: string }).verdict ?? kind.verdict,
        background: own.background ?? false,
        occasions: (own as { occasions?: string[] }).occasions ?? kind.occasions,
        points: (own as { points?: number }).points ?? 0,
      };
    }),
  );
  await db.query(
    `insert into overreach.taking (app, kind, party, party_id, rung, need, verdict, background, occasions, points)
     select $1, kind, party, party_id, rung, need, verdict, background, occasions, points
     from jsonb_to_recordset($2::jsonb) as t(kind text, party text, party_id text, rung text, need text, verdict text,
       background boolean, occasions text[], points real) on conflict do nothing`,
    [app, JSON.stringify(takings)],
  );
  const sdks = report.sdks.map(({ id, version, tracker, confidence }) => ({
    sdk: id,
    version: text(version),
    tracker,
    confidence,
  }));
  await db.query(
    `insert into overreach.app_sdk (app, sdk, version, tracker, confidence)
     select $1, sdk, version, tracker, confidence
     from jsonb_to_recordset($2::jsonb) as t(sdk text, version text, tracker boolean, confidence text) on conflict do nothing`,
    [app, JSON.stringify(sdks)],
  );
  const permissions = report.permissions.map(({ name, source, used }) => ({
    permission: noNul(name),
    source,
    used,
  }));
  await db.query(
    `insert into overreach.app_permission (app, permission, source, used)
     select $1, permission, source, used
     from jsonb_to_recordset($2::jsonb) as t(permission text, source text, used boolean) on conflict do nothing`,
    [app, JSON.stringify(permissions)],
  );
}

/** What the auditor's list said, and what `add` had to tell; kept so that the report tells it too. */
export async function putMeta(db: Queryable, key: string, value: unknown): Promise<void> {
  await db.query(
    'insert into overreach.meta (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
    [key, JSON.stringify(value)],
  );
}
export async function getMeta<T>(db: Queryable, key: string): Promise<T | null> {
  const { rows } = await db.query('select value from overreach.meta where key = $1', [key]);
  return (rows[0]?.['value'] as T | undefined) ?? null;
}
