// What coverage-guided fuzzing calls, by name: each takes bytes and returns when the product took them well, that is with a
// value, a refusal by code or a complaint. Anything else it throws is a find. Bundled by guided.js against the built product.
// Leaves choosing bytes to the fuzzer.
import { DEFAULT_LIMITS } from '../../../dist/bytes/limits.js';
import { ParseError } from '../../../dist/bytes/parse-error.js';
import { readSource } from '../../../dist/catalogue/read-file.js';
import {
  RuleFile,
  DataKindFile,
  SdkFile,
  AppTypeFile,
  SinkFile,
} from '../../../dist/catalogue/file-schemas.js';
import { readExodusList } from '../../../dist/catalogue/exodus.js';
import { asBaseline } from '../../../dist/compare/baseline.js';
import { diffReports } from '../../../dist/compare/diff.js';
import { extractFacts } from '../../../dist/extract/index.js';
import { readBinaryXml } from '../../../dist/formats/resources/binary-xml.js';
import { readElf } from '../../../dist/formats/elf/elf.js';
import { readPkcs7Certificates } from '../../../dist/formats/signing/pkcs7.js';
import { readCertificate } from '../../../dist/formats/signing/certificate.js';
import { readJarManifest } from '../../../dist/formats/signing/jar-manifest.js';
import { readTags } from '../../../dist/formats/html/tags.js';
import { readMergeReport } from '../../../dist/formats/merge-report.js';
import { readProtobufXml } from '../../../dist/formats/protobuf-xml/xml.js';
import { AppFacts } from '../../../dist/model/facts.js';
import { UserError } from '../../../dist/model/user-error.js';
import { verifyEvidence } from '../../../dist/run/verify.js';
import { openSources } from '../../../dist/package/open.js';
import { openBytes } from '../../../dist/package/source.js';
import { judgeFacts } from '../../../dist/scan.js';
import { loadReporter, FORMAT_IDS } from '../../../dist/report/index.js';
import { writeFileSync } from 'node:fs';
import { Value } from 'typebox/value';
import { putTogether } from '../archive.js';

const MOST_MS = 5_000; // of processor time; a busy machine adds nothing to it

/** Runs one input; refusals are answers, slowness is none. */
function told(work) {
  const before = process.cpuUsage();
  try {
    work();
  } catch (error) {
    if (!(error instanceof ParseError) && !(error instanceof UserError)) throw error;
  }
  const { user, system } = process.cpuUsage(before);
  if (user + system > MOST_MS * 1000) throw new Error(`slow: ${Math.round((user + system) / 1000)} ms`);
}

/** @param {{ watch: object, knowledge: { catalogue: object }, manifest: Uint8Array, facts: object[] }} given */
export function openTargets(given) {
  const read = (data, name, watch = given.watch) => {
    const pkg = openSources([openBytes(data, name)], DEFAULT_LIMITS);
    try {
      const facts = extractFacts(pkg, watch, DEFAULT_LIMITS);
      const fault = facts.diagnostics.find(({ code }) => code.startsWith('internal/'));
      if (fault) throw new Error(JSON.stringify(fault));
      return facts;
    } finally {
      pkg.close();
    }
  };
  const inApp = (...items) =>
    putTogether([{ name: 'AndroidManifest.xml', data: given.manifest }, ...items]).data;
  const entry = (name) => (data) => told(() => read(inApp({ name, data }), 'a.apk'));
  const text = (data) => new TextDecoder().decode(data);
  const judged = (facts) => {
    const report = judgeFacts(facts, { catalogue: given.knowledge.catalogue });
    for (const reporter of given.reporters)
      for (const lang of ['en', 'zh'])
        reporter.render([{ name: 'a.apk', report }], { color: false, columns: 80, single: true, lang });
    return report;
  };
  const first = given.facts.length > 0 ? judged(given.facts[0]) : null;
  return {
    zip: (data) => told(() => read(data, 'a.apk')),
    manifest: (data) => told(() => read(putTogether([{ name: 'AndroidManifest.xml', data }]).data, 'a.apk')),
    layout: (data) => told(() => readBinaryXml(data, DEFAULT_LIMITS, () => {})),
    table: entry('resources.arsc'),
    dex: entry('classes.dex'),
    elf: (data) => told(() => readElf(data, DEFAULT_LIMITS, () => {})),
    hermes: entry('assets/index.android.bundle'),
    script: (data) =>
      told(() =>
        read(
          inApp(
            { name: 'assets/www/index.html', data: new TextEncoder().encode('<script src="a.js"></script>') },
            { name: 'assets/www/a.js', data },
          ),
          'a.apk',
        ),
      ),
    page: entry('assets/www/index.html'),
    signing: entry('META-INF/CERT.RSA'),
    small(data) {
      if (data.length === 0) return;
      const rest = data.subarray(1);
      const ways = [
        () => readPkcs7Certificates(rest),
        () => readCertificate(rest),
        () => readJarManifest(rest),
        () => [...readTags(text(rest))],
        () => readMergeReport(text(rest)),
        () => readProtobufXml(rest, DEFAULT_LIMITS, () => {}),
        () => read(rest, 'AndroidManifest.xml'),
      ];
      told(ways[data[0] % ways.length]);
    },
    rules(data) {
      if (data.length === 0) return;
      const schemas = [RuleFile, DataKindFile, SdkFile, AppTypeFile, SinkFile];
      const complaints = [];
      told(() =>
        readSource('a.yaml', text(data.subarray(1)), schemas[data[0] % schemas.length], (c) =>
          complaints.push(c),
        ),
      );
      if (complaints.length > 1_000) throw new Error(`${complaints.length} complaints`);
    },
    trackers(data) {
      const none = () => {};
      told(() => readExodusList('a.json', text(data), given.knowledge.catalogue, none, none));
    },
    facts(data) {
      const facts = edited(given.facts, data);
      if (facts === null || !Value.Check(AppFacts, facts)) return;
      told(() => judged(facts));
    },
    reports(data) {
      const report = edited([first], data);
      if (report === null || report?.schema !== 'overreach-report/1') return;
      told(() => asBaseline(report));
      try {
        diffReports(first, report);
      } catch (error) {
        // A report is our own file; `diff` refuses one of a wrong shape and says so.
        if (!(error instanceof TypeError)) throw error;
      }
    },
    evidence(data) {
      if (data.length < 2) return;
      const pack = { 'about.json': given.about, 'facts.json': given.facts[0], 'report.json': first };
      const name = Object.keys(pack)[data[0] % 3];
      const changed = edited([pack[name]], data.subarray(1));
      const items = Object.entries({ ...pack, [name]: changed }).map(([file, value]) => ({
        name: file,
        data: new TextEncoder().encode(JSON.stringify(value)),
      }));
      writeFileSync(given.scratch, putTogether(items).data);
      told(() =>
        verifyEvidence(given.scratch, [], {
          catalogue: given.knowledge.catalogue,
          watchlist: given.knowledge.watchlist,
          toolVersion: '0.0.0',
        }),
      );
    },
  };
}

/** Words that facts hold where they matter, and what breaks those who read them. */
const VALUES = [
  null,
  true,
  false,
  0,
  -1,
  1,
  2 ** 31,
  2 ** 53,
  1e308,
  '',
  'a',
  '\u202e',
  '\u0000',
  '__proto__',
  'constructor',
  '::error::',
  '##vso[a]',
  '\ud800',
  [],
  {},
  [null],
  [[]],
  'android.permission.READ_CONTACTS',
  'Lcom/a/B;',
  '-',
  '>',
  '</script>',
  '$&',
  '%s',
  '..',
  'x'.repeat(5_000),
];

/** A plain value with the changes that bytes tell: pairs of a way down and what to do there. */
function edited(bases, data) {
  if (data.length < 2) return null;
  const value = structuredClone(bases[data[0] % bases.length]);
  let at = 1;
  const next = () => (at < data.length ? data[at++] : 0);
  for (let edits = 0; edits < 12 && at < data.length; edits++) {
    let parent = value;
    let key = null;
    for (let depth = 0; depth < 9; depth++) {
      const here = key === null ? value : parent[key];
      if (here === null || typeof here !== 'object') break;
      const keys = Object.keys(here);
      if (keys.length === 0) break;
      if (key !== null) parent = here;
      key = keys[((next() << 8) | next()) % keys.length];
      if (next() % 5 === 0) break;
    }
    if (key === null) return value;
    const change = next();
    if (change < 100) parent[key] = VALUES[next() % VALUES.length];
    else if (change < 140 && Array.isArray(parent)) parent.splice(Number(key), 1);
    else if (change < 180 && Array.isArray(parent)) parent.push(structuredClone(parent[key]));
    else if (change < 200) delete parent[key];
    else if (typeof parent[key] === 'number') parent[key] += next() - 128;
    else if (typeof parent[key] === 'string')
      parent[key] = parent[key].slice(0, next()) + String.fromCharCode(next());
  }
  return value;
}

export async function openReporters() {
  return Promise.all(FORMAT_IDS.filter((id) => id !== 'html').map((id) => loadReporter(id)));
}
