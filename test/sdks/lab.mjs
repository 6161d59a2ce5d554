// The laboratory: real SDKs, taken from Maven Central by its ordinary client, each built into an otherwise empty app,
// plain and renamed by R8, and scanned. Says what each brings, and writes it into rules/sdks/<id>.yaml as `measured`.
// Nothing of an artefact is committed. Leaves the table to artefacts.yaml and shapes of classes to shapes.mjs.
//   node test/sdks/lab.mjs --work <folder> [--write] [--only <text>] [--variants plain,default,aggressive]
// Needs mvn, a JDK, unzip, aapt2, and a build (npm run build).
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import JSZip from 'jszip';
import { parse } from 'yaml';

const { values: options } = parseArgs({
  options: {
    work: { type: 'string' },
    only: { type: 'string' },
    variants: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const work = resolve(options.work ?? 'sdk-lab');
const TOOLS = {
  r8: 'com.android.tools:r8:9.5.28@jar',
  platform: 'org.robolectric:android-all:13-robolectric-9030017@jar',
};
const nameOf = (at) => at.replaceAll(':', '__').replace('@', '.');
const fileOf = (at) => join(work, 'artefacts', nameOf(at));

/** One run of Maven for all that is not there yet. */
function fetchAll(ats) {
  const missing = ats.filter((at) => !existsSync(fileOf(at)));
  if (missing.length === 0) return;
  const items = missing.map((at) => {
    const [group, artifact, version, type] = at.split(/[:@]/);
    return `<artifactItem><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version><type>${type}</type><destFileName>${nameOf(at)}</destFileName></artifactItem>`;
  });
  const plugin = `<plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-dependency-plugin</artifactId><version>3.6.1</version><configuration><artifactItems>${items.join('')}</artifactItems><outputDirectory>${join(work, 'artefacts')}</outputDirectory></configuration></plugin>`;
  mkdirSync(join(work, 'artefacts'), { recursive: true });
  const pom = join(work, 'pom.xml');
  writeFileSync(
    pom,
    `<project><modelVersion>4.0.0</modelVersion><groupId>lab</groupId><artifactId>lab</artifactId><version>1</version><packaging>pom</packaging><build><plugins>${plugin}</plugins></build></project>`,
  );
  execFileSync('mvn', ['-q', '-B', '-f', pom, 'dependency:copy'], { stdio: 'inherit' });
}

/** The parts of an AAR or JAR that an app takes over. */
async function unpack(at, into) {
  const zip = await JSZip.loadAsync(readFileSync(fileOf(at)));
  const jars = [];
  const rest = {};
  mkdirSync(into, { recursive: true });
  if (!at.endsWith('@aar')) {
    jars.push(fileOf(at));
    for (const [name, entry] of Object.entries(zip.files))
      if (!entry.dir && !name.endsWith('.class')) rest[name] = await entry.async('nodebuffer');
    return { jars, rest, manifest: null, rules: null };
  }
  for (const [name, entry] of Object.entries(zip.files)) {
    if (entry.dir) continue;
    if (name === 'classes.jar' || /^libs\/[^/]+\.jar$/.test(name)) {
      const jar = join(into, name.replaceAll('/', '-'));
      writeFileSync(jar, await entry.async('nodebuffer'));
      jars.push(jar);
      for (const [inner, file] of Object.entries((await JSZip.loadAsync(readFileSync(jar))).files))
        if (!file.dir && !/\.class$|MANIFEST\.MF$/.test(inner)) rest[inner] = await file.async('nodebuffer');
    } else if (/^assets\//.test(name)) rest[name] = await entry.async('nodebuffer');
    else if (/^jni\/[^/]+\/[^/]+\.so$/.test(name))
      rest[name.replace(/^jni/, 'lib')] = await entry.async('nodebuffer');
  }
  return {
    jars,
    rest,
    manifest: (await zip.file('AndroidManifest.xml')?.async('text')) ?? null,
    rules: (await zip.file('proguard.txt')?.async('text')) ?? null,
  };
}

const OWN = 'org.lab.empty';
/** The library's manifest merged into the app's, without what would need its resources. */
function manifestWith(library) {
  const text = (library ?? '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll('${applicationId}', OWN)
    .replaceAll(/\s+[\w:]+="(?:@|\$\{)[^"]*"/g, '')
    .replaceAll(/\s+tools:[\w]+="[^"]*"/g, '');
  const name = /<manifest[^>]*\bpackage="([^"]*)"/.exec(text)?.[1] ?? '';
  const uses = text.match(/<uses-permission[^>]*\/>/g) ?? [];
  const inside = /<application[^>]*[^/]>([\s\S]*)<\/application>/.exec(text)?.[1] ?? '';
  const children = inside.replaceAll(/android:name="\.([^"]*)"/g, `android:name="${name}.$1"`);
  return `<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="${OWN}">
<uses-sdk android:minSdkVersion="24" android:targetSdkVersion="33"/>
${PERMISSIONS.map((permission) => `<uses-permission android:name="android.permission.${permission}"/>`).join('\n')}
${uses.join('\n')}<application>${children}</application></manifest>`;
}
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
  const dex = join(folder, 'dex.zip');
  if (existsSync(dex)) return null;
  rmSync(folder, { recursive: true, force: true });
  const { jars, rest, manifest, rules } = await unpack(at, folder);
  const xml = manifestWith(manifest);
  writeFileSync(join(folder, 'AndroidManifest.xml'), xml);
  const zip = new JSZip();
  for (const [name, bytes] of Object.entries(rest)) zip.file(name, bytes);
  writeFileSync(join(folder, 'rest.zip'), await zip.generateAsync({ type: 'nodebuffer' }));
  const common = ['--min-api', '24', '--output', dex, ...jars];
  if (variant === 'plain') return ['d8', ...common].join('\t');
  const components = /<(?:activity|service|receiver|provider)\b[^>]*android:name="([^"]+)"/g;
  const keeps = [...xml.matchAll(components)].map(
    (found) => `-keep class ${found[1].replace(/[^\w.$]/g, '')} { <init>(); }`,
  );
  const text = [RULES[variant](rules), '-dontwarn **', '-ignorewarnings', ...keeps].join('\n');
  writeFileSync(join(folder, 'rules.pro'), `${text}\n`);
  const mapped = ['--pg-conf', join(folder, 'rules.pro'), '--pg-map-output', join(folder, 'mapping.txt')];
  return ['r8', '--release', '--lib', platformClasses(), ...mapped, ...common].join('\t');
}

/** What apps are compiled against: the platform's public packages, and its manifest and resources for aapt2. */
function platformClasses() {
  const [jar, folder] = [join(work, 'platform-classes.jar'), join(work, 'plat')];
  if (existsSync(jar)) return jar;
  const packages = ['android', 'java', 'javax', 'org', 'dalvik'];
  const wanted = [...packages.map((name) => `${name}/*`), 'AndroidManifest.xml', 'resources.arsc'];
  execFileSync('unzip', ['-q', '-o', fileOf(TOOLS.platform), ...wanted, '-d', folder]);
  execFileSync('jar', ['cf0', jar, ...packages], { cwd: folder });
  execFileSync('jar', ['cf', join(work, 'framework.apk'), 'AndroidManifest.xml', 'resources.arsc'], {
    cwd: folder,
  });
  return jar;
}

function compileAll(lines) {
  if (lines.length === 0) return;
  const list = join(work, 'batch.txt');
  writeFileSync(list, lines.join('\n'));
  const args = [
    '-Xmx3g',
    '-cp',
    fileOf(TOOLS.r8),
    fileURLToPath(new URL('Batch.java', import.meta.url)),
    list,
  ];
  execFileSync('java', args, { stdio: ['ignore', 'inherit', 'ignore'] });
}

async function build(at, variant) {
  const folder = folderOf(at, variant);
  const apk = join(folder, 'app.apk');
  if (existsSync(apk)) return apk;
  const base = join(folder, 'base.apk');
  const link = [
    'link',
    '--manifest',
    join(folder, 'AndroidManifest.xml'),
    '-I',
    join(work, 'framework.apk'),
    '-o',
    base,
  ];
  execFileSync('aapt2', link, { stdio: ['ignore', 'ignore', 'pipe'] });
  const zip = await JSZip.loadAsync(readFileSync(base));
  for (const part of ['rest.zip', 'dex.zip']) {
    const { files } = await JSZip.loadAsync(readFileSync(join(folder, part)));
    for (const [name, entry] of Object.entries(files))
      if (zip.file(name) === null) zip.file(name, await entry.async('nodebuffer'));
  }
  writeFileSync(apk, await zip.generateAsync({ type: 'nodebuffer' }));
  return apk;
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
fetchAll([...Object.values(TOOLS), ...rows.map((row) => row.at)]);
platformClasses();
const variants = (options.variants ?? 'plain,default,aggressive').split(',');
const lines = [];
for (const { at } of rows) for (const variant of variants) lines.push(await prepare(at, variant));
compileAll(lines.filter((line) => line !== null));
const { loadCatalogue, loadWatchlist, scanPackage } = await import(resolve('dist/index.js'));
const catalogue = await loadCatalogue();
const watchlist = await loadWatchlist();
const measured = new Map();
const results = [];
for (const row of rows) {
  const sha256 = createHash('sha256')
    .update(readFileSync(fileOf(row.at)))
    .digest('hex');
  if (row.sha256 !== undefined && row.sha256 !== sha256)
    throw new Error(`${row.at}: other bytes than the table says`);
  const line = { sdk: row.sdk, at: row.at };
  for (const variant of variants) {
    try {
      const report = await scanPackage([await build(row.at, variant)], { catalogue, watchlist });
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
