// Rows of the fleet's tables from results, and back. Every statement takes its values as parameters.
// Leaves when to write to outcomes.ts and judge.ts.
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
}

export interface Kept {
  key: string;
  sha256: string;
  data: Buffer;
}

/** Facts by content: the first writer wins, the others wrote the same. In one order, so that no two writers block each other. */
export async function putFacts(db: Queryable, facts: readonly Kept[]): Promise<void> {
  const rows = [...new Map(facts.map((one) => [one.key, one])).values()].sort((a, b) =>
    a.key < b.key ? -1 : 1,
  );
  if (rows.length === 0) return;
  const places = rows.map((_, i) => `($${3 * i + 1}, $${3 * i + 2}, $${3 * i + 3})`);
  await db.query(
    `insert into overreach.facts (key, sha256, data) values ${places.join(', ')} on conflict (key) do nothing`,
    rows.flatMap(({ key, sha256, data }) => [key, sha256, data]),
  );
}

export async function getFacts(db: Queryable, key: string): Promise<Buffer | null> {
  const { rows } = await db.query('select data from overreach.facts where key = $1', [key]);
  return (rows[0]?.['data'] as Buffer | undefined) ?? null;
}

/** Writes outcomes as the current judgements of their apps, and the rows that questions are asked of. */
export async function putOutcomes(
  db: Queryable,
  lines: readonly string[],
  versions: { rules: string; tool: string },
): Promise<void> {
  if (lines.length === 0) return;
  const outcomes = lines.map((line) => ({ row: JSON.parse(line) as SurveyRow, line }));
  const before = await db.query(
    `update overreach.judgement j set current = false from jsonb_to_recordset($1::jsonb) as t(app text, basis text)
     where j.app = t.app and j.current and j.basis <> t.basis returning j.app`,
    [rowsText(outcomes.map(({ row }) => ({ app: row.id, basis: row.basis })))],
  );
  const lineAt = outcomes.map((_, i) => `($${2 * i + 4}::text, $${2 * i + 5}::text)`);
  await db.query(
    `insert into overreach.judgement (app, basis, current, rules, tool, state, cause, package, label, version_name,
       version_code, target_sdk, type, type_source, verdict, value, low, high, line)
     select app, basis, true, $2, $3, state, cause, package, label, version_name, version_code, target_sdk, type, type_source,
       verdict, value, low, high, line
     from jsonb_to_recordset($1::jsonb) as t(app text, basis text, state text, cause text, package text, label text,
       version_name text, version_code bigint, target_sdk integer, type text, type_source text, verdict text, value real,
       low real, high real) join (values ${lineAt.join(', ')}) as l(id, line) on l.id = t.app
     on conflict (app, basis) do update set current = true, state = excluded.state, cause = excluded.cause,
       verdict = excluded.verdict, value = excluded.value, low = excluded.low, high = excluded.high,
       line = excluded.line, judged = now()`,
    [
      rowsText(outcomes.map(({ row }) => columnsOf(row))),
      versions.rules,
      versions.tool,
      ...outcomes.flatMap(({ row, line }) => [row.id, noNul(line)]),
    ],
  );
  // Rows of another judgement make room; under the same basis the rows are the same, and stay.
  if (before.rows.length > 0)
    for (const table of ['taking', 'app_sdk', 'app_permission'])
      await db.query(`delete from overreach.${table} where app = any($1)`, [
        before.rows.map((row) => row['app']),
      ]);
  await putParts(
    db,
    outcomes.flatMap(({ row }) =>
      row.outcome.state === 'done' ? [partsOf(row.id, row.outcome.report)] : [],
    ),
  );
}

/** Characters of a text that comes from a package in a column: an index holds no more than some 2,700 bytes. The whole
 *  text is in the row of the report. */
const MOST_CHARACTERS = 400;
/** PostgreSQL's text holds no NUL; JSON has no raw one, and labels may say it. */
const noNul = (text: string): string => text.replaceAll('\0', '\ufffd');
/** A text from a package as a column: halves of pairs of UTF-16 and NUL, which PostgreSQL refuses, are replaced. */
const text = (value: string | null): string | null =>
  value === null ? null : noNul(Buffer.from(value.slice(0, MOST_CHARACTERS)).toString());
/** Rows as one parameter. */
const rowsText = (rows: readonly object[]): string => JSON.stringify(rows);

function columnsOf({ id, basis, outcome }: SurveyRow): object {
  const row = { app: id, basis, state: outcome.state };
  if (outcome.state === 'failed') return { ...row, cause: outcome.code, verdict: 'failed' };
  const { app, type, verdict, score } = outcome.report;
  return {
    ...row,
    package: text(app.package),
    label: text(app.label),
    version_name: text(app.versionName),
    version_code: app.versionCode,
    target_sdk: app.targetSdk,
    type: type.id,
    type_source: type.source,
    verdict,
    ...(score.rated ? { value: score.value, low: score.low, high: score.high } : {}),
  };
}

interface Parts {
  takings: object[];
  sdks: object[];
  permissions: object[];
}

function partsOf(app: string, report: AppReport): Parts {
  const takings = report.kinds.flatMap((kind) =>
    kind.actors.map((actor) => {
      // Reports of before takings had rungs of their own say what holds for the kind.
      const own: Partial<(typeof kind.actors)[number]> & { background?: boolean } = actor;
      return {
        app,
        kind: kind.kind,
        party: actor.kind,
        party_id: text(actor.id),
        rung: (own as { rung?: string }).rung ?? kind.rung,
        need: (own as { need?: string }).need ?? kind.need,
        verdict: (own as { verdict?: string }).verdict ?? kind.verdict,
        background: own.background ?? false,
        occasions: (own as { occasions?: string[] }).occasions ?? kind.occasions,
        points: (own as { points?: number }).points ?? 0,
      };
    }),
  );
  return {
    takings,
    sdks: report.sdks.map(({ id, version, tracker, confidence }) => ({
      app,
      sdk: id,
      version: text(version),
      tracker,
      confidence,
    })),
    permissions: report.permissions.map(({ name, source, used }) => ({
      app,
      permission: text(name),
      source,
      used,
    })),
  };
}

async function putParts(db: Queryable, parts: readonly Parts[]): Promise<void> {
  if (parts.length === 0) return;
  await db.query(
    `insert into overreach.taking (app, kind, party, party_id, rung, need, verdict, background, occasions, points)
     select * from jsonb_to_recordset($1::jsonb) as t(app text, kind text, party text, party_id text, rung text, need text,
       verdict text, background boolean, occasions text[], points real) on conflict do nothing`,
    [rowsText(parts.flatMap(({ takings }) => takings))],
  );
  await db.query(
    `insert into overreach.app_sdk (app, sdk, version, tracker, confidence)
     select * from jsonb_to_recordset($1::jsonb) as t(app text, sdk text, version text, tracker boolean, confidence text)
     on conflict do nothing`,
    [rowsText(parts.flatMap(({ sdks }) => sdks))],
  );
  await db.query(
    `insert into overreach.app_permission (app, permission, source, used)
     select * from jsonb_to_recordset($1::jsonb) as t(app text, permission text, source text, used boolean)
     on conflict do nothing`,
    [rowsText(parts.flatMap(({ permissions }) => permissions))],
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
