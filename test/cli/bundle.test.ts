// The package as npm would publish it, unpacked into an empty project beside its dependencies: the bundled command says what
// the plain modules say, byte for byte, finds its threads, its page and its knowledge; the library can be imported.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { temporaryFolder } from '../support/package-files.js';

/** What an installation may take on the disk; types, which tests do not build, add 0.6 MB. */
const MOST_BYTES = 5e6;

const folder = temporaryFolder();
const at = (name: string): string => join(folder.path, name);
const installed = at('node_modules/overreach');
const SAMPLE = resolve('samples/screenshot-keeper/app.apk');
let size = 0;
let names: string[] = [];

beforeAll(() => {
  // Made anew: a bundle of yesterday says what was known yesterday.
  execFileSync(process.execPath, ['build.js']);
  const said = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' });
  const [pack] = JSON.parse(said) as { files: { path: string; size: number }[] }[];
  const files = pack!.files.filter(({ path }) => !path.endsWith('.d.ts'));
  names = files.map(({ path }) => path);
  for (const { path, size: bytes } of files) {
    size += bytes;
    mkdirSync(dirname(join(installed, path)), { recursive: true });
    cpSync(path, join(installed, path));
  }
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of Object.keys(dependencies))
    symlinkSync(resolve('node_modules', name), at(`node_modules/${name}`));
});

const run = (command: string, ...argv: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...argv], {
    cwd: folder.path,
    encoding: 'utf8',
    maxBuffer: 1 << 27,
  });
  return { status, stdout, stderr };
};
const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: { overreach: string } };
const packed = (...argv: string[]) => run(join(installed, bin.overreach), ...argv);
const plain = (...argv: string[]) => run(resolve('dist/cli/bin.js'), ...argv);

describe('the package', () => {
  test('is small, and holds no source, no plain module and no rule', () => {
    expect(size).toBeLessThan(MOST_BYTES);
    expect(names.filter((name) => /\.(?:ts|cts|yaml|tsbuildinfo)$/.test(name))).toEqual([]);
    expect(names.filter((name) => name.startsWith('dist/') && !name.startsWith('dist/bundle/'))).toEqual([]);
  });
  test('holds the schema that a configuration names', () => {
    expect(existsSync(join(installed, 'docs/schema/config.json'))).toBe(true);
  });
});

describe('the bundled command', () => {
  test.each([
    ['the version', ['--version']],
    ['help', ['--help', '--lang', 'zh']],
    ['a scan', ['scan', SAMPLE, '--lang', 'en']],
    ['a report', ['scan', SAMPLE, '--format', 'json']],
    ['a page with its scripts', ['scan', SAMPLE, '--format', 'html']],
    ['SARIF', ['scan', SAMPLE, '--format', 'sarif', '--lang', 'en']],
    ['what an id means', ['explain', 'contacts', '--lang', 'en']],
    ['the page that reads packages', ['page']],
    ['a wrong word', ['scna', '--lang', 'en']],
  ])('says what plain modules say: %s', (_, argv) => {
    const whole = plain(...argv);
    expect(packed(...argv)).toEqual(whole);
    expect(whole.stdout + whole.stderr).not.toBe('');
  });

  test('finds the entry of its threads', () => {
    mkdirSync(at('apks'));
    for (const name of ['a.apk', 'b.apk']) cpSync(SAMPLE, at(`apks/${name}`));
    cpSync(resolve('samples/android-id-yes/app.apk'), at('apks/c.apk'));
    const ran = packed('survey', 'apks', '--out', 'report', '--workers', '2', '--no-cache', '--lang', 'en');
    expect([ran.status, ran.stderr.includes('worker-died')]).toEqual([0, false]);
    const rows = readFileSync(at('report/survey.json'), 'utf8');
    expect(rows).toContain('"failed": 0');
    expect(rows).not.toMatch(/"code": ?"survey\//);
    expect(rows).toContain('screenshots');
  });

  test('has no rules to check but those it is given', () => {
    expect(packed('rules', 'check', '--lang', 'en')).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^overreach: the package holds the rules compiled[^\n]*\n$/),
    });
  });

  test('a Node that is too old is told so in one line', () => {
    const old = join(installed, 'dist/bundle/old.cjs');
    const script = readFileSync(join(installed, bin.overreach), 'utf8');
    writeFileSync(old, script.replaceAll('process.versions.node', '"18.20.4"'));
    expect(run(old, 'scan', SAMPLE)).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^overreach: Node 18\.20\.4 (?:is too old|版本过旧)[^\n]*\n$/),
    });
    // Nothing in it that Node 6 could not read.
    expect(script).not.toMatch(/\?\.|\?\?|import\s*\(|async |\*\*/);
  });
});

test('the library can be imported, by Node and by a bundler for browsers', async () => {
  writeFileSync(
    at('use.mjs'),
    `import { loadCatalogue, loadWatchlist, scanPackage } from 'overreach';
     const report = scanPackage([${JSON.stringify(SAMPLE)}], { catalogue: loadCatalogue(), watchlist: loadWatchlist() });
     console.log(report.verdict);`,
  );
  expect(run(at('use.mjs'))).toEqual({ status: 0, stdout: 'strongly-suspected\n', stderr: '' });
  writeFileSync(
    at('page.mjs'),
    `import { scanSources } from 'overreach/browser'; globalThis.scan = scanSources;`,
  );
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [at('page.mjs')],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    external: ['node:*'],
    logLevel: 'silent',
  });
  const page: Record<string, unknown> = { TextEncoder, TextDecoder, performance };
  runInNewContext(outputFiles[0]!.text, page);
  expect(typeof page['scan']).toBe('function');
});
