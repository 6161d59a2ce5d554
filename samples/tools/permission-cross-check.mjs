// Compares the RequiresPermission annotations kept in a platform's class files with a table of what the annotated
// sources say: node samples/tools/permission-cross-check.mjs <table.json> <api> <folder of class files> [--list]
// For maintainers; docs/permission-cross-check.md holds the figures.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACC, readClassFile } from './class-file.mjs';

const [tablePath, apiText, folder, list] = process.argv.slice(2);
const api = Number(apiText);
const TYPE = 'Landroid/annotation/RequiresPermission;';

const toSets = (values) => {
  const one = (v) => (v === undefined || v === '' ? [] : [v].flat());
  return { all: [...one(values.value), ...one(values.allOf)].sort(), any: one(values.anyOf).sort() };
};
const text = ({ all, any }) => `all(${all.join(' ')}) any(${any.join(' ')})`;

const seen = new Map();
for (const file of readdirSync(folder, { recursive: true })) {
  if (!file.endsWith('.class')) continue;
  const parsed = readClassFile(readFileSync(join(folder, file)));
  if (!parsed) continue;
  for (const m of parsed.methods) {
    const found = m.annotations.find((a) => a.type === TYPE);
    if (found) seen.set(`L${parsed.name};->${m.name}${m.descriptor}`, { ...toSets(found.values), flags: m.flags, conditional: found.values.conditional === 1 });
  }
}
const rows = JSON.parse(readFileSync(tablePath, 'utf8')).rows.filter((r) => r.kind === 'method');
let same = 0;
const differs = [];
const lost = [];
const inTable = new Set();
for (const r of rows) {
  const range = r.ranges.find((x) => x.fromApi <= api && (x.toApi === null || x.toApi >= api));
  if (!range) continue;
  const key = `${r.class}->${r.name}${r.descriptor}`;
  inTable.add(key);
  const theirs = seen.get(key);
  const ours = range.requires.map((q) => text({ all: (q.allOf ?? []).toSorted(), any: (q.anyOf ?? []).toSorted() })).join(' + ');
  if (!theirs) lost.push(key);
  else if (range.requires.length === 1 && ours === text(theirs)) same++;
  else differs.push(`${key}\n    table: ${ours}\n    class: ${text(theirs)}${theirs.conditional ? ' conditional' : ''}`);
}
const onlyClass = [...seen].filter(([k, v]) => !inTable.has(k) && v.flags & (ACC.public | ACC.protected));
process.stdout.write(`annotated methods in class files: ${seen.size}\nrows valid at API ${api}: ${inTable.size}\nsame: ${same}\ndifferent: ${differs.length}\nin the table only: ${lost.length}\nin class files only (hidden members included): ${onlyClass.length}\n`);
if (list) process.stdout.write([...differs, ...lost.map((k) => `lost ${k}`), ''].join('\n'));
