// Measures the lexicon of forms against fields that were read by hand: precision and recall, over all and by kind. The
// table names where each field is from; packages and sources are not in the repository and are looked for in folders.
//   node test/truth/fields/score.js --packages <folder> --sources <folder> [--half held|mended|all] [--misses]
// A kind with "?" is one a reader may name or leave; "a/b" may be read as either; "none" asks for nothing that weighs.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LIMITS } from '../../../dist/bytes/limits.js';
import { loadCatalogue } from '../../../dist/catalogue/load.js';
import { manifestExtractor } from '../../../dist/extract/manifest.js';
import { resourcesExtractor } from '../../../dist/extract/resources.js';
import { readForm } from '../../../dist/judge/lexicon.js';
import { openApp } from '../../../dist/scan.js';
import { readSourceFields } from './source-layouts.js';

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const PACKAGES = option('packages', '');
const SOURCES = option('sources', '');
const HALF = option('half', 'held');
const misses = process.argv.includes('--misses');

const [, ...lines] = readFileSync(new URL('./fields.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const rows = lines.map((line) => {
  const [origin, hash, layout, field, kind, why, half] = line.split('\t');
  return { origin, hash, layout, field, kind, why, half };
});

function fieldsOfPackage(path) {
  const pkg = openApp([path]);
  const done = {};
  const context = { pkg, watch: {}, limits: DEFAULT_LIMITS, note() {}, done };
  done.manifest = manifestExtractor.extract(context);
  const section = resourcesExtractor.extract(context);
  pkg.close();
  return section.value?.fields ?? [];
}

function fieldsOf(origin) {
  if (origin.split('/').length === 2) {
    const path = join(PACKAGES, origin);
    return PACKAGES !== '' && existsSync(path) ? fieldsOfPackage(path) : null;
  }
  const base = join(SOURCES, origin, 'repo');
  if (SOURCES === '' || !existsSync(base)) return null;
  return readSourceFields(existsSync(join(base, '.git')) ? join(base, '.git') : base);
}

/** What each field of an origin is read as, by layout and id. */
function readingsOf(origin) {
  const fields = fieldsOf(origin);
  if (fields === null) return null;
  const forms = new Map();
  for (const field of fields) forms.set(field.layout, [...(forms.get(field.layout) ?? []), field]);
  const found = new Map();
  for (const form of forms.values())
    readForm(form, catalogue).forEach((reading, at) => {
      const field = form[at];
      const key = `${field.layout}#${field.id === '' ? `@${field.line}` : field.id}`;
      if (!found.has(key)) found.set(key, { field, kind: reading?.form.kind ?? 'none', reading });
    });
  return found;
}

const catalogue = loadCatalogue();
const wanted = rows.filter(({ half }) => HALF === 'all' || half === HALF);
const counts = new Map();
const count = (kind, what) => {
  if (!counts.has(kind)) counts.set(kind, { right: 0, wrong: 0, missed: 0 });
  counts.get(kind)[what]++;
};
let unread = 0;
let compared = 0;
const readings = new Map();
for (const row of wanted) {
  if (!readings.has(row.origin)) readings.set(row.origin, readingsOf(row.origin));
  const found = readings.get(row.origin)?.get(`${row.layout}#${row.field}`);
  if (found === undefined) {
    unread++;
    continue;
  }
  compared++;
  const may = row.kind.split('/').map((kind) => kind.replace('?', ''));
  const open = row.kind.includes('?');
  const said = found.kind;
  const right = may.includes(said) || (open && said === 'none');
  if (said !== 'none') count(said, may.includes(said) ? 'right' : 'wrong');
  if (!right && !open && row.kind !== 'none') count(may[0], 'missed');
  if (!right && misses) {
    const text = (list) =>
      list
        .map((one) => one.text)
        .slice(0, 2)
        .join(' | ')
        .slice(0, 50);
    const { field } = found;
    console.log(
      `${row.kind} <> ${said} ${found.reading?.signs.join('+') ?? ''}\t${row.layout.split('/').pop()}#${row.field} ${field.inputType} H:${text(field.hints)} L:${text(field.labels)}`,
    );
  }
}
const percent = (part, whole) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);
const total = { right: 0, wrong: 0, missed: 0 };
console.log('kind\tfields\tright\twrong\tmissed\tprecision\trecall');
for (const [kind, c] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
  for (const key of Object.keys(total)) total[key] += c[key];
  console.log(line(kind, c));
}
console.log(line('all', total));
console.log(`${compared} fields of ${readings.size} origins compared (${HALF}), ${unread} not found`);

function line(kind, { right, wrong, missed }) {
  return [
    kind.padEnd(22),
    right + missed,
    right,
    wrong,
    missed,
    percent(right, right + wrong),
    percent(right, right + missed),
  ].join('\t');
}
