// The workshop of the laboratory: fetches artefacts of Maven Central by its ordinary client, takes AARs and JARs apart,
// merges their manifests, compiles callers, runs D8 and R8, links packages. All below one folder; equal inputs give equal
// packages. Leaves which artefacts and what to say of them to lab.mjs and to test/truth/wrapped.js.
// Needs mvn, a JDK, unzip and aapt2.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import JSZip from 'jszip';

const TOOLS = {
  r8: 'com.android.tools:r8:9.5.28@jar',
  platform: 'org.robolectric:android-all:13-robolectric-9030017@jar',
};
/** A zip says when its entries were made; these were all made then. */
const MADE = new Date('2020-01-01T00:00:00Z');
const MOST = 1 << 28;
const BATCH = fileURLToPath(new URL('Batch.java', import.meta.url));

export const nameOf = (at) => at.replaceAll(':', '__').replace('@', '.');

/** The library's manifest merged into the app's, without what would need its resources. */
export function manifestWith({ own, library, permissions, application = '', inside = '' }) {
  const text = (library ?? '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll('${applicationId}', own)
    .replaceAll(/\s+[\w:]+="(?:@|\$\{)[^"]*"/g, '')
    .replaceAll(/\s+tools:[\w]+="[^"]*"/g, '');
  const name = /<manifest[^>]*\bpackage="([^"]*)"/.exec(text)?.[1] ?? '';
  const uses = text.match(/<uses-permission[^>]*\/>/g) ?? [];
  const theirs = /<application[^>]*[^/]>([\s\S]*)<\/application>/.exec(text)?.[1] ?? '';
  const children = theirs.replaceAll(/android:name="\.([^"]*)"/g, `android:name="${name}.$1"`);
  const held = permissions.map(
    (permission) => `<uses-permission android:name="android.permission.${permission}"/>`,
  );
  return `<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="${own}">
<uses-sdk android:minSdkVersion="24" android:targetSdkVersion="33"/>
${held.join('\n')}
${uses.join('\n')}<application${application}>${children}${inside}</application></manifest>`;
}

/** R8's rules that keep the components a manifest names, as the build of an app makes them. */
export function keepsOf(manifest) {
  const names = /<(?:application|activity|service|receiver|provider)\b[^>]*android:name="([^"]+)"/g;
  return [...manifest.matchAll(names)].map(
    (found) => `-keep class ${found[1].replace(/[^\w.$]/g, '')} { <init>(); }`,
  );
}

/** Everything that happens below one folder. */
export function openWorkshop(work) {
  const fileOf = (at) => join(work, 'artefacts', nameOf(at));
  mkdirSync(join(work, 'artefacts'), { recursive: true });

  /** One run of Maven for all that is not there yet. */
  function fetchAll(ats) {
    const missing = [...Object.values(TOOLS), ...ats].filter((at) => !existsSync(fileOf(at)));
    if (missing.length === 0) return;
    const items = missing.map((at) => {
      const [group, artifact, version, type] = at.split(/[:@]/);
      return `<artifactItem><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version><type>${type}</type><destFileName>${nameOf(at)}</destFileName></artifactItem>`;
    });
    const plugin = `<plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-dependency-plugin</artifactId><version>3.6.1</version><configuration><artifactItems>${items.join('')}</artifactItems><outputDirectory>${join(work, 'artefacts')}</outputDirectory></configuration></plugin>`;
    const pom = join(work, 'pom.xml');
    writeFileSync(
      pom,
      `<project><modelVersion>4.0.0</modelVersion><groupId>lab</groupId><artifactId>lab</artifactId><version>1</version><packaging>pom</packaging><build><plugins>${plugin}</plugins></build></project>`,
    );
    execFileSync('mvn', ['-q', '-B', '-f', pom, 'dependency:copy'], { stdio: 'inherit' });
  }

  /** @throws Error when the bytes are not those that a table speaks of */
  function hashOf(at, expected) {
    const sha256 = createHash('sha256')
      .update(readFileSync(fileOf(at)))
      .digest('hex');
    if (expected !== undefined && expected !== sha256)
      throw new Error(`${at}: other bytes than the table says`);
    return sha256;
  }

  /** What apps are compiled against: the platform's public packages, and its manifest and resources for aapt2. */
  function platformClasses() {
    const [jar, folder] = [join(work, 'platform-classes.jar'), join(work, 'plat')];
    if (existsSync(jar)) return jar;
    const packages = ['android', 'java', 'javax', 'org', 'dalvik'];
    const wanted = [...packages.map((name) => `${name}/*`), 'AndroidManifest.xml', 'resources.arsc'];
    execFileSync('unzip', ['-q', '-o', fileOf(TOOLS.platform), ...wanted, '-d', folder]);
    execFileSync('jar', ['cf0', jar, ...packages], { cwd: folder });
    const parts = ['AndroidManifest.xml', 'resources.arsc'];
    execFileSync('jar', ['cf', join(work, 'framework.apk'), ...parts], { cwd: folder });
    return jar;
  }

  /** Lines of tool and arguments, cut by tabs, in one Java machine. */
  function compileAll(lines) {
    if (lines.length === 0) return;
    const list = join(work, `batch-${process.pid}.txt`);
    writeFileSync(list, lines.join('\n'));
    const args = ['-Xmx3g', '-cp', fileOf(TOOLS.r8), BATCH, list];
    const told = execFileSync('java', args, {
      encoding: 'utf8',
      maxBuffer: MOST,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    rmSync(list);
    for (const line of told.split('\n')) if (line.startsWith('failed')) console.error(line);
  }

  /** The classes of Java itself, which the artefact of the platform leaves out: without them R8 drops what they call. */
  const javaHome = () => {
    const told = spawnSync('java', ['-XshowSettings:properties', '-version'], { encoding: 'utf8' }).stderr;
    return /java\.home = (.*)/.exec(told)[1].trim();
  };

  const optionsOf = (folder, jars) => [
    '--min-api',
    '24',
    '--output',
    join(folder, 'dex.zip'),
    '--lib',
    platformClasses(),
    '--lib',
    javaHome(),
    ...jars,
  ];
  const d8Line = (folder, jars) => ['d8', ...optionsOf(folder, jars)].join('\t');
  /** `rules`: all rules as text; the mapping stays beside the package. */
  function r8Line(folder, jars, rules) {
    const conf = join(folder, 'rules.pro');
    writeFileSync(conf, `${rules}\n`);
    const written = ['--pg-conf', conf, '--pg-map-output', join(folder, 'mapping.txt')];
    return ['r8', '--release', ...written, ...optionsOf(folder, jars)].join('\t');
  }

  /** Manifest, code and the rest of the artefacts in one package. */
  async function link(folder) {
    const apk = join(folder, 'app.apk');
    if (existsSync(apk)) return apk;
    const base = join(folder, 'base.apk');
    const inputs = ['--manifest', join(folder, 'AndroidManifest.xml'), '-I', join(work, 'framework.apk')];
    execFileSync('aapt2', ['link', ...inputs, '-o', base], { stdio: ['ignore', 'ignore', 'pipe'] });
    const made = new JSZip();
    for (const part of ['base.apk', 'rest.zip', 'dex.zip']) {
      const { files } = await JSZip.loadAsync(readFileSync(join(folder, part)));
      for (const [name, entry] of Object.entries(files))
        if (!entry.dir && made.file(name) === null)
          made.file(name, await entry.async('nodebuffer'), { date: MADE, createFolders: false });
    }
    writeFileSync(apk, await made.generateAsync({ type: 'nodebuffer' }));
    return apk;
  }

  return {
    work,
    fileOf,
    fetchAll,
    hashOf,
    platformClasses,
    compileAll,
    d8Line,
    r8Line,
    link,
    unpack: (at, into) => unpack(fileOf(at), at.endsWith('@aar'), into),
  };
}

/** The parts of an AAR or JAR that an app takes over: code, manifest, rules, and the rest by name. */
async function unpack(file, isAar, into) {
  const zip = await JSZip.loadAsync(readFileSync(file));
  const jars = [];
  const rest = {};
  mkdirSync(into, { recursive: true });
  if (!isAar) {
    jars.push(file);
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
      for (const [inner, one] of Object.entries((await JSZip.loadAsync(readFileSync(jar))).files))
        if (!one.dir && !/\.class$|MANIFEST\.MF$/.test(inner)) rest[inner] = await one.async('nodebuffer');
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

/** The rest of the artefacts as the zip that `link` takes over. */
export async function writeRest(folder, rest) {
  const zip = new JSZip();
  for (const [name, bytes] of Object.entries(rest)) zip.file(name, bytes);
  writeFileSync(join(folder, 'rest.zip'), await zip.generateAsync({ type: 'nodebuffer' }));
}
