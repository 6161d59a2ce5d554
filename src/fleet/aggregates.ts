// A fleet of more apps than a page can list, in tables of counts: by type, kind, party and month, as CSV files and one
// page. Every figure is one statement; rows of apps are never read. Leaves the publishable survey of fewer to report.ts.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BOM, csvLine } from '../report/csv.js';
import { fleetPage } from '../report/html/fleet-page.js';
import type { FleetTable } from '../report/html/fleet-page.js';
import type { Publishing } from '../run/publish.js';
import type { Queryable } from './database.js';
import type { Condition } from './where.js';

const CHOSEN = 'overreach.app a join overreach.judgement j on j.app = a.id and j.current';
const SUSPECTED = "verdict in ('suspected', 'strongly-suspected')";

/** Each table's statement; the first column names the row, the others count apps. */
const TABLES: readonly {
  id: string;
  title: { en: string; zh: string };
  columns: readonly string[];
  sql: (where: string) => string;
}[] = [
  {
    id: 'verdicts',
    title: { en: 'Verdicts', zh: '结论' },
    columns: ['verdict', 'apps'],
    sql: (where) =>
      `select j.verdict as name, count(*) from ${CHOSEN} where a.same_as is null and ${where} group by 1 order by 2 desc, 1`,
  },
  {
    id: 'types',
    title: { en: 'By type of app', zh: '按应用类型' },
    columns: ['type', 'apps', 'suspected', 'strongly_suspected', 'median_score'],
    sql: (where) =>
      `select coalesce(j.type, 'unknown') as name, count(*), count(*) filter (where j.${SUSPECTED}),
         count(*) filter (where j.verdict = 'strongly-suspected'),
         round((percentile_cont(0.5) within group (order by j.value))::numeric, 1)
       from ${CHOSEN} where a.same_as is null and ${where} group by 1 order by 2 desc, 1`,
  },
  {
    id: 'kinds',
    title: { en: 'By kind of data: apps that can take it', zh: '按数据种类：可获取的应用数' },
    columns: ['kind', 'apps', 'suspected', 'by_the_app', 'by_sdks', 'by_unattributed_code'],
    sql: (where) =>
      `select t.kind as name, count(distinct t.app), count(distinct t.app) filter (where t.${SUSPECTED}),
         count(distinct t.app) filter (where t.party = 'app'), count(distinct t.app) filter (where t.party = 'sdk'),
         count(distinct t.app) filter (where t.party = 'unattributed')
       from overreach.taking t join ${CHOSEN} on a.id = t.app
       where t.rung not in ('declared', 'implied') and ${where} group by 1 order by 2 desc, 1`,
  },
  {
    id: 'sdks',
    title: { en: 'SDKs', zh: 'SDK' },
    columns: ['sdk', 'apps'],
    sql: (where) =>
      `select s.sdk as name, count(*) from overreach.app_sdk s join ${CHOSEN} on a.id = s.app
       where s.confidence <> 'low' and ${where} group by 1 order by 2 desc, 1 limit 500`,
  },
  {
    id: 'parties',
    title: { en: 'What SDKs can take', zh: 'SDK 可获取的数据' },
    columns: ['sdk', 'kind', 'apps', 'suspected'],
    sql: (where) =>
      `select t.party_id as name, t.kind, count(*), count(*) filter (where t.${SUSPECTED})
       from overreach.taking t join ${CHOSEN} on a.id = t.app
       where t.party = 'sdk' and t.rung not in ('declared', 'implied') and ${where} group by 1, 2 order by 3 desc, 1, 2 limit 1000`,
  },
  {
    id: 'months',
    title: { en: 'By month of judgement', zh: '按判断月份' },
    columns: ['month', 'apps', 'suspected'],
    sql: (where) =>
      `select to_char(j.judged, 'YYYY-MM') as name, count(*), count(*) filter (where j.${SUSPECTED})
       from ${CHOSEN} where a.same_as is null and ${where} group by 1 order by 1`,
  },
  {
    id: 'failures',
    title: {
      en: 'Not rated for want of a readable package, by cause',
      zh: '因安装包无法读取而未评定，按原因',
    },
    columns: ['cause', 'apps'],
    sql: (where) =>
      `select coalesce(j.cause, 'unknown') as name, count(*) from ${CHOSEN}
       where j.state = 'failed' and a.same_as is null and ${where} group by 1 order by 2 desc, 1`,
  },
];

const cellsOf = (row: Record<string, unknown>): (string | number | null)[] =>
  Object.values(row).map((value) =>
    value === null ? null : /^-?\d+(?:\.\d+)?$/.test(String(value)) ? Number(value) : String(value),
  );

/** Writes a CSV file for each table, and index.html with all of them. */
export async function writeAggregates(
  db: Queryable,
  options: Omit<Publishing, 'list'> & { where: Condition },
): Promise<void> {
  const tables: FleetTable[] = [];
  for (const { id, title, columns, sql } of TABLES) {
    const result = await db.query(sql(options.where.sql), options.where.values);
    const rows = result.rows.map(cellsOf);
    writeFileSync(join(options.out, `${id}.csv`), BOM + csvLine(columns) + rows.map(csvLine).join(''));
    tables.push({ id, title, columns, rows });
  }
  const { catalogue, toolVersion } = options.setup;
  const names = new Map([...catalogue.types, ...catalogue.kinds].map(({ id, name }) => [id, name] as const));
  for (const { id, name } of catalogue.sdks)
    names.set(id, typeof name === 'string' ? { en: name, zh: name } : name);
  const page = fleetPage({
    tables,
    names,
    title: options.title,
    publisher: options.publisher,
    date: options.date,
    lang: options.lang,
    tool: { version: toolVersion, rules: catalogue.version },
  });
  writeFileSync(join(options.out, 'index.html'), page);
}
