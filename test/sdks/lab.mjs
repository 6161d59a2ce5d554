// The laboratory: real SDKs, taken from Maven Central by its ordinary client, each built into an otherwise empty app,
// plain and renamed by R8, and scanned. Says what each brings, and writes it into rules/sdks/<id>.yaml as `measured`.
// Nothing of an artefact is committed. Leaves the table to artefacts.yaml and shapes of classes to shapes.mjs.
//   node test/sdks/lab.mjs --work <folder> [--write] [--only <text>] [--variants plain,default,aggressive]
// Needs mvn, a JDK, unzip, aapt2, and a build (npm run build).
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { keepsOf, manifestWith, nameOf, openWorkshop, writeRest } from './workshop.js';

const { values: options } = parseArgs({
  options: {
    work: { type: 'string' },
    only: { type: 'string' },
    variants: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const shop = openWorkshop(resolve(options.work ?? 'sdk-lab'));
const { work } = shop;
const OWN = 'org.lab.empty';

/** Held, so that what an SDK takes when its host holds them shows. */
const PERMISSIONS =
  'INTERNET READ_PHONE_STATE ACCESS_FINE_LOCATION ACCESS_COARSE_LOCATION ACCESS_WIFI_STATE ACCESS_NETWORK_STATE BLUETOOTH BLUETOOTH_SCAN BLUETOOTH_CONNECT QUERY_ALL_PACKAGES CAMERA RECORD_AUDIO READ_CONTACTS GET_ACCOUNTS READ_EXTERNAL_STORAGE READ_MEDIA_IMAGES'.split(
    ' ',
  );

/** All code is kept; names go. `aggressive` ignores the consumer rules and moves everything into one package. */
const RULES = {
  default: (consumer) => `${consumer ?? ''}\n-dontshrink\n`,
  aggressive: () => `-dontshrink\n-repackageclasses\n-allowaccessmodification\n`,
};

const folderOf = (at, variant) => join(work, 'built', `${nameOf(at)}-${variant}`);

/** Unpacks an artefact and says which line of Batch.java makes its DEX; null when that is there. */
async function prepare(at, variant) {
  const folder = folderOf(at, variant);
  if (existsSync(join(folder, 'dex.zip'))) return null;
  rmSync(folder, { recursive: true, force: true });
  const { jars, rest, manifest, rules } = await shop.unpack(at, folder);
  const xml = manifestWith({ own: OWN, library: manifest, permissions: PERMISSIONS });
  writeFileSync(join(folder, 'AndroidManifest.xml'), xml);
  await writeRest(folder, rest);
  if (variant === 'plain') return shop.d8Line(folder, jars);
  const text = [RULES[variant](rules), '-dontwarn **', '-ignorewarnings', ...keepsOf(xml)];
  return shop.r8Line(folder, jars, text.join('\n'));
}

/** What the scan says of the code's evidence: whose it is, per kind the calls and the highest rung. */
function takingsOf(report) {
  const code = report.kinds.flatMap((k) =>
    k.evidence.filter((e) => e.place.symbol?.startsWith('L')).map((e) => ({ ...e, kind: k.kind })),
  );
  const by = {};
  for (const e of code) {
    const who = `${e.by.kind}:${e.by.id}`;
    by[who] = (by[who] ?? 0) + 1;
  }
  return { code, by };
}
const LADDER = ['present', 'reachable', 'startup', 'leaves'];

function measuredOf(row, code) {
  const kinds = new Map();
  for (const { kind, rung, what } of code) {
    const known = kinds.get(kind) ?? { kind, rung: 'present', calls: new Set() };
    if (LADDER.indexOf(rung) > LADDER.indexOf(known.rung)) known.rung = rung;
    known.calls.add(what);
    kinds.set(kind, known);
  }
  const [group, artifact, version] = row.at.split(/[:@]/);
  return {
    artefact: `${group}:${artifact}`,
    version,
    sha256: row.sha256,
    date: row.date,
    takes: [...kinds.values()]
      .sort((a, b) => (a.kind < b.kind ? -1 : 1))
      .map(({ kind, rung, calls }) => ({ kind, rung, calls: [...calls].sort().slice(0, 4) })),
  };
}

function writeMeasured(id, list) {
  const path = `rules/sdks/${id}.yaml`;
  const kept = readFileSync(path, 'utf8').replace(/^measured:\n(?: .*\n)*/m, '');
  const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
  const lines = list.flatMap((m) => [
    `  - artefact: ${m.artefact}`,
    `    version: ${quoted(m.version)}`,
    `    sha256: ${m.sha256}`,
    `    date: '${m.date}'`,
    `    takes:${m.takes.length === 0 ? ' []' : ''}`,
    ...m.takes.map(
      (t) => `      - { kind: ${t.kind}, rung: ${t.rung}, calls: [${t.calls.map(quoted).join(', ')}] }`,
    ),
  ]);
  writeFileSync(path, `${kept}measured:\n${lines.join('\n')}\n`);
}

const table = parse(readFileSync(new URL('artefacts.yaml', import.meta.url), 'utf8')).artefacts;
const rows = table.filter((row) => !options.only || `${row.sdk} ${row.at}`.includes(options.only));
shop.fetchAll(rows.map((row) => row.at));
shop.platformClasses();
const variants = (options.variants ?? 'plain,default,aggressive').split(',');
const lines = [];
for (const { at } of rows) for (const variant of variants) lines.push(await prepare(at, variant));
shop.compileAll(lines.filter((line) => line !== null));
const { loadCatalogue, loadWatchlist, scanPackage } = await import(resolve('dist/index.js'));
const catalogue = await loadCatalogue();
const watchlist = await loadWatchlist();
const measured = new Map();
const results = [];
for (const row of rows) {
  const sha256 = shop.hashOf(row.at, row.sha256);
  const line = { sdk: row.sdk, at: row.at };
  for (const variant of variants) {
    try {
      const report = await scanPackage([await shop.link(folderOf(row.at, variant))], {
        catalogue,
        watchlist,
      });
      const { code, by } = takingsOf(report);
      line[variant] = {
        sdks: report.sdks.map((s) => s.id),
        version: report.sdks.find((s) => s.id === row.sdk)?.version ?? null,
        by,
      };
      if (variant === 'plain') {
        const list = measured.get(row.sdk) ?? [];
        list.push(measuredOf({ ...row, sha256 }, code));
        measured.set(row.sdk, list);
      }
    } catch (error) {
      line[variant] = {
        failed: String(error.stderr ?? error.message)
          .split('\n')
          .filter(Boolean)
          .slice(0, 2)
          .join(' ')
          .slice(0, 200),
      };
    }
  }
  results.push(line);
  console.log(JSON.stringify(line));
}
writeFileSync(join(work, 'results.json'), JSON.stringify(results, null, 1));
if (options.write) for (const [id, list] of measured) writeMeasured(id, list);
console.error(`${rows.length} artefacts, ${readdirSync(join(work, 'built')).length} apps built`);
