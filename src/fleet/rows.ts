// The rows of a fleet brought to a ledger in a folder, from where the survey's own report takes them: page, tables and
// rows are byte for byte those of one machine. Leaves counting and writing to run/write-survey.ts.
import type { Queryable } from './database.js';
import type { Condition } from './where.js';

export interface ReportRow {
  id: string;
  basis: string;
  line: string;
}

/** Rows asked for at once; one has some 100 kB, so memory stays flat. */
const PAGE = 200;

/** Lines of current judgements, by id. */
export async function* currentRows(db: Queryable, where: Condition): AsyncIterable<ReportRow> {
  const after = `$${where.values.length + 1}`;
  let last = '';
  for (;;) {
    const { rows } = await db.query(
      `select a.id, j.basis, j.line from overreach.app a join overreach.judgement j on j.app = a.id and j.current
       where a.id > ${after} and a.same_as is null and ${where.sql} order by a.id limit ${PAGE}`,
      [...where.values, last],
    );
    for (const row of rows) {
      last = String(row['id']);
      yield { id: last, basis: String(row['basis']), line: String(row['line']) };
    }
    if (rows.length < PAGE) return;
  }
}

/** How many apps a report would be about, and how many of them are not done yet. */
export async function countRows(db: Queryable, where: Condition): Promise<{ apps: number; left: number }> {
  const { rows } = await db.query(
    `select count(j.app) as apps, count(*) filter (where a.state in ('waiting', 'running')) as left
     from overreach.app a left join overreach.judgement j on j.app = a.id and j.current
     where a.same_as is null and (j.app is null or ${where.sql})`,
    where.values,
  );
  return { apps: Number(rows[0]?.['apps'] ?? 0), left: Number(rows[0]?.['left'] ?? 0) };
}
