// A library as it is published (AAR, JAR) holds Java class files, which Android never runs: here they become DEX by the
// D8 of the user's own Android SDK, in a folder that is gone afterwards. Leaves opening and reading to scan.ts.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import JSZip from 'jszip';
import type { Limits } from '../bytes/limits.js';
import { UserError } from '../model/user-error.js';
import type { Package, Part } from '../package/package.js';
import { openApp } from '../scan.js';

/** Where to look for D8: what the user named, else the Android SDK of the environment. */
export interface D8Place {
  path: string | null;
  env: Readonly<Record<string, string | undefined>>;
}

/** The oldest system for which code is not rewritten to what older ones knew: what we see is what was written. */
const MIN_API = '26';
const MOST_OUTPUT = 1 << 24;

/** Whether a path names a library whose code is Java class files alone. */
export function isJavaLibrary(path: string, limits: Limits): boolean {
  if (!existsSync(path)) return false;
  const pkg = openApp([path], limits);
  try {
    const names = codeParts(pkg).flatMap((part) => part.entries().map(({ name }) => name));
    return names.some((name) => name.endsWith('.class')) && !names.some((name) => name.endsWith('.dex'));
  } finally {
    pkg.close();
  }
}

const codeParts = (pkg: Package): readonly Part[] =>
  pkg.kind === 'aar' ? pkg.parts.slice(1) : pkg.kind === 'jar' ? pkg.parts : [];

/**
 * Gives `work` the path of the same library with DEX in place of class files, and the identity of the original.
 * @throws UserError when there is no D8, no Java, or D8 cannot read the classes
 */
export async function withDex<T>(
  path: string,
  place: D8Place,
  limits: Limits,
  work: (made: string, original: { sha256: string; sizeBytes: number }) => T,
): Promise<T> {
  const command = findD8(place);
  const folder = mkdtempSync(join(tmpdir(), 'overreach-'));
  const pkg = openApp([path], limits);
  try {
    const jars: string[] = [];
    for (const part of codeParts(pkg)) {
      const jar = join(folder, `classes-${jars.length}.jar`);
      writeFileSync(jar, await zipOf(part, (name) => name.endsWith('.class')));
      jars.push(jar);
    }
    const dex = join(folder, 'dex.zip');
    await run(command, ['--release', '--min-api', MIN_API, '--output', dex, ...jars]);
    const made = join(folder, basename(path));
    writeFileSync(made, await rebuilt(pkg, readFileSync(dex)));
    return work(made, { sha256: pkg.sha256, sizeBytes: pkg.sizeBytes });
  } finally {
    pkg.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The archive again: an AAR keeps its DEX in classes.jar, as its class files were; a JAR at its root. */
async function rebuilt(pkg: Package, dex: Uint8Array): Promise<Uint8Array> {
  const isAar = pkg.kind === 'aar';
  const code = await JSZip.loadAsync(dex);
  for (const part of codeParts(pkg)) await addEntries(code, part, (name) => !/\.(class|dex)$/.test(name));
  const bytes = await code.generateAsync({ type: 'uint8array' });
  if (!isAar) return bytes;
  const outer = new JSZip();
  await addEntries(outer, pkg.parts[0]!, (name) => !name.endsWith('.jar'));
  outer.file('classes.jar', bytes);
  return outer.generateAsync({ type: 'uint8array' });
}

async function zipOf(part: Part, wanted: (name: string) => boolean): Promise<Uint8Array> {
  const zip = new JSZip();
  await addEntries(zip, part, wanted);
  return zip.generateAsync({ type: 'uint8array' });
}
async function addEntries(zip: JSZip, part: Part, wanted: (name: string) => boolean): Promise<void> {
  for (const { name } of part.entries())
    if (!name.endsWith('/') && wanted(name) && zip.file(name) === null) zip.file(name, part.read(name));
}

/** The program and its first arguments. */
type Command = readonly [program: string, ...rest: string[]];

function findD8({ path, env }: D8Place): Command {
  const java = env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : 'java';
  const ofJar = (jar: string): Command => [java, '-cp', jar, 'com.android.tools.r8.D8'];
  if (path !== null) {
    if (!existsSync(path)) throw missing(`--d8 ${path}`, `--d8 ${path}`);
    return path.endsWith('.jar') ? ofJar(path) : [path];
  }
  const home = env.ANDROID_HOME ?? env.ANDROID_SDK_ROOT ?? '';
  const tools = join(home, 'build-tools');
  const versions = home === '' || !existsSync(tools) ? [] : readdirSync(tools);
  const newest = versions.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  const jar = newest.map((version) => join(tools, version, 'lib', 'd8.jar')).find((at) => existsSync(at));
  if (jar === undefined)
    throw missing('set ANDROID_HOME or give --d8 <d8.jar>', '请设置 ANDROID_HOME，或用 --d8 <d8.jar> 指定');
  return ofJar(jar);
}

const missing = (en: string, zh: string): UserError =>
  new UserError('library/no-d8', {
    en: `a library of Java classes is read after D8 of the Android SDK made DEX of it, and D8 was not found: ${en}`,
    zh: `Java 类库须先由 Android SDK 的 D8 转换为 DEX 才能读取，但未找到 D8：${zh}`,
  });

function run([program, ...first]: Command, rest: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(program, [...first, ...rest], { maxBuffer: MOST_OUTPUT }, (error, _out, err) => {
      if (!error) resolve();
      else if ((error as NodeJS.ErrnoException).code === 'ENOENT') reject(missing(program, program));
      else {
        const reason = err.split('\n').find((line) => /error|exception/i.test(line)) ?? error.message;
        reject(
          new UserError('library/d8-failed', {
            en: `D8 could not make DEX of it: ${reason.slice(0, 300)}`,
            zh: `D8 无法将其转换为 DEX：${reason.slice(0, 300)}`,
          }),
        );
      }
    });
  });
}
