// The files that other programs read, tried as far as can be without those programs: the action's own shell steps are
// run, the hook's pattern and command are used, and the snippets of docs/ci.md and README.md are parsed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { COMMANDS } from '../src/cli/commands/index.js';
import { FORMAT_IDS } from '../src/report/index.js';
import { runCli } from './support/run-cli.js';

const NEW = resolve('node_modules/settings-5/apks/settings_apk-debug.apk');
const folder = mkdtempSync(join(tmpdir(), 'overreach-ci-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fences = (file: string, language: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\n\`\`\``, 'g'))].map(
    (m) => m[1]!,
  );

describe('action.yml', () => {
  interface Action {
    inputs: Record<string, { default: string }>;
    runs: { steps: { id: string; run: string; env?: Record<string, string> }[] };
  }
  const action = parse(readFileSync('action.yml', 'utf8')) as Action;

  const runAction = (inputs: Record<string, string>) => {
    const values = {
      ...Object.fromEntries(Object.entries(action.inputs).map(([k, v]) => [k, v.default])),
      ...inputs,
    };
    const output = join(folder, `output-${Math.abs(JSON.stringify(inputs).length)}`);
    writeFileSync(output, '');
    const base = {
      PATH: process.env['PATH'],
      GITHUB_ACTION_PATH: resolve('.'),
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
      RUNNER_TEMP: folder,
    };
    // What an earlier step told under that name.
    const outputOf = (name: string): string =>
      new RegExp(`^${name}=(.*)$`, 'm').exec(readFileSync(output, 'utf8'))?.[1] ?? '';
    let last = { status: 0 as number | null, stdout: '', stderr: '' };
    for (const step of action.runs.steps) {
      const env = Object.fromEntries(
        Object.entries(step.env ?? {}).map(([k, v]) => [
          k,
          v.replace(
            /\$\{\{ (?:inputs|steps\.install\.outputs|github)\.([\w-]+) \}\}/g,
            (_, name: string) => values[name] ?? outputOf(name),
          ),
        ]),
      );
      last = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
        cwd: folder,
        env: { ...base, ...env },
        encoding: 'utf8',
      });
      if (last.status !== 0) break;
    }
    return { ...last, output: readFileSync(output, 'utf8').replace(/^command=.*\n/m, '') };
  };

  test('its steps run: annotations, SARIF, comment, output, exit code', () => {
    const failed = runAction({ packages: `${NEW}\n`, 'fail-on': 'suspected' });
    expect([failed.status, failed.output, failed.stderr]).toEqual([1, 'passed=false\n', '']);
    expect(failed.stdout).toMatch(/^::error file=/);
    expect(JSON.parse(readFileSync(join(folder, 'overreach.sarif'), 'utf8'))).toMatchObject({
      version: '2.1.0',
    });
    expect(readFileSync(join(folder, 'overreach.md'), 'utf8')).toContain('Gate failed');
    const passed = runAction({ packages: NEW, 'fail-on': '100', lang: 'zh', type: 'utility-tools' });
    expect([passed.status, passed.output]).toEqual([0, 'passed=true\n']);
    expect(readFileSync(join(folder, 'overreach.md'), 'utf8')).toContain('检查通过');
    const wrong = runAction({ packages: NEW, type: 'no-such-type', lang: 'en' });
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('no-such-type')]);
    const missing = runAction({ packages: 'no such $(touch pwned) *.apk' });
    expect([missing.status, missing.output]).toEqual([2, 'passed=false\n']);
    expect(existsSync(join(folder, 'pwned'))).toBe(false);
  });
});

test('the action builds nothing: it starts a packed release', () => {
  const text = readFileSync('action.yml', 'utf8');
  expect(text).not.toMatch(/npm ci|npm run|dist\/cli/);
  expect(text).toMatch(/npm install [^\n]*--ignore-scripts/);
});

describe('the pre-commit hook', () => {
  test('is asked about manifests, and its command accepts one', async () => {
    const [hook] = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as {
      files: string;
      entry: string;
    }[];
    const pattern = new RegExp(hook!.files);
    expect(
      ['AndroidManifest.xml', 'app/src/main/AndroidManifest.xml', 'x/MyAndroidManifest.xml', 'a.xml'].map(
        (f) => pattern.test(f),
      ),
    ).toEqual([true, true, false, false]);
    const manifest = join(folder, 'AndroidManifest.xml');
    writeFileSync(
      manifest,
      '<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="a.b"><uses-permission android:name="android.permission.READ_SMS"/><application/></manifest>',
    );
    const argv = [...hook!.entry.split(' ').slice(1), manifest];
    expect((await runCli(argv, { cwd: folder })).code).toBe(0);
    writeFileSync(
      join(folder, 'known.json'),
      '{"schema":"overreach-baseline/1","package":null,"entries":[],"sdks":[]}',
    );
    writeFileSync(join(folder, 'overreach.yml'), 'version: 1\nbaseline: known.json\n');
    const configured = await runCli([...argv, '--config', join(folder, 'overreach.yml')], { cwd: folder });
    expect([configured.code, configured.out.includes('SMS')]).toEqual([1, true]);
    rmSync(join(folder, 'overreach.yml'));
  });
});

describe('the Dockerfile', () => {
  test('copies only what is there, and starts the program', () => {
    const lines = readFileSync('Dockerfile', 'utf8').split('\n');
    for (const line of lines.filter((l) => l.startsWith('COPY ') && !l.includes('--from')))
      for (const path of line.split(' ').slice(1, -1)) expect([path, existsSync(path)]).toEqual([path, true]);
    expect(lines.find((l) => l.startsWith('ENTRYPOINT'))).toContain('/dist/bundle/overreach.cjs');
  });
});

describe('docs/ci.md and README.md', () => {
  const snippets = ['docs/ci.md', 'README.md'].flatMap((file) =>
    fences(file, 'yaml').map((text) => [file, text] as const),
  );

  test('every snippet is YAML, and a whole workflow has at most fifteen lines', () => {
    expect(snippets.length).toBeGreaterThan(3);
    for (const [, text] of snippets) expect(() => void parse(text)).not.toThrow();
    for (const file of ['docs/ci.md', 'README.md']) {
      const gates = fences(file, 'yaml').filter((text) => text.includes('runs-on'));
      expect([file, gates.length]).toEqual([file, 1]);
      expect(gates[0]!.split('\n').length).toBeLessThanOrEqual(15);
      expect(gates[0]).toContain('overreach check');
    }
  });

  test('every command line in them is one that we understand', () => {
    const text = ['docs/ci.md', 'README.md']
      .flatMap((f) => [...fences(f, 'yaml'), ...fences(f, 'sh')])
      .join('\n');
    const lines = [...text.matchAll(/npx (?:--no )?overreach ([a-z]+)([^#\n]*)/g)];
    expect(lines.length).toBeGreaterThan(6);
    // A name on a registry that nobody holds is anybody's: outside a checkout nothing is fetched by it.
    expect(text).not.toMatch(/npx (?:--yes|-y) overreach/);
    for (const [, name, rest] of lines) {
      const command = COMMANDS.find((c) => c.name === name);
      expect([name, command !== undefined]).toEqual([name, true]);
      const known = [...command!.options, 'lang', 'quiet', 'no-color'];
      for (const [, option] of rest!.matchAll(/--([a-z-]+)/g))
        expect([name, option, known.includes(option as never)]).toEqual([name, option, true]);
      for (const [, format] of rest!.matchAll(/--format ([a-z]+)/g))
        expect([...FORMAT_IDS, 'csv']).toContain(format);
    }
  });
});
