// What a person at a terminal expects of every command: patterns, standard input, completion, a closing table, a line for
// each thing that cannot be written.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { temporaryFolder } from '../support/package-files.js';
import { runCli } from '../support/run-cli.js';
import { putApps, smallApk } from '../support/survey-apps.js';

const folder = temporaryFolder();
const at = (name: string): string => join(folder.path, name);
putApps(folder.path, {
  'a/one.apk': { package: 'com.example.one', label: 'One' },
  'a/two.apk': {
    package: 'com.example.two',
    label: 'Two',
    takesLocation: true,
    permissions: ['ACCESS_FINE_LOCATION'],
  },
});

describe('patterns', () => {
  test.each(['scan', 'facts'])('are expanded by %s itself', async (command) => {
    const ran = await runCli([
      command,
      at('a/*.apk'),
      '--lang',
      'en',
      ...(command === 'scan' ? ['--format', 'json'] : []),
    ]);
    expect([ran.code, (JSON.parse(ran.out) as unknown[]).length]).toEqual([0, 2]);
  });
  test('that match nothing are one line and 2', async () => {
    for (const command of ['scan', 'facts', 'survey', 'init', 'open'])
      expect(await runCli([command, at('b/*.apk')])).toEqual({
        code: 2,
        out: '',
        err: expect.stringMatching(/^overreach: [^\n]*b\/\*\.apk matches no file\n$/),
      });
  });
});

describe('standard input', () => {
  const piped = (input: string | Uint8Array, ...argv: string[]) =>
    spawnSync(process.execPath, ['dist/cli/bin.js', ...argv], { input, encoding: 'utf8' });
  test('is a package where the path is -', () => {
    const ran = piped(readFileSync(at('a/one.apk')), 'scan', '-', '--format', 'json');
    expect([ran.status, ran.stderr]).toEqual([0, '']);
    const file = spawnSync(
      process.execPath,
      ['dist/cli/bin.js', 'scan', at('a/one.apk'), '--format', 'json'],
      {
        encoding: 'utf8',
      },
    );
    expect(JSON.parse(ran.stdout)).toEqual(JSON.parse(file.stdout));
  });
  test.each([
    ['', /empty/],
    ['no package', /text|not/],
  ])('that is none is one line and 2 (%j)', (input, line) => {
    const ran = piped(input, 'scan', '-');
    expect([ran.status, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toMatch(/^overreach: -: [^\n]+\n$/);
    expect(ran.stderr).toMatch(line);
  });
  test('has a ceiling', () => {
    const ran = piped(Buffer.alloc(4096), 'scan', '-', '--limit', 'totalBytes=1000');
    expect([ran.status, ran.stderr.split('\n').length]).toEqual([2, 2]);
  });
});

describe('completion', () => {
  const words = async (...said: string[]): Promise<string[]> =>
    (await runCli(['--get-yargs-completions', 'overreach', ...said])).out.trim().split('\n');
  test('of commands', async () => {
    expect(await words('s')).toEqual(['scan', 'survey']);
  });
  test('of the options of a command', async () => {
    expect(await words('scan', '--for')).toEqual(['--format']);
    expect(await words('scan', '--eviden')).toEqual(['']);
    expect(await words('survey', '--eviden')).toEqual(['--evidence']);
  });
  test.each(['bash', 'zsh', 'fish'])('prints a script for %s', async (shell) => {
    const ran = await runCli(['completion', shell]);
    expect(ran.out).toContain('--get-yargs-completions');
    if (shell === 'bash') {
      const script = `${ran.out}\noverreach() { node dist/cli/bin.js "$@"; }\nCOMP_WORDS=(overreach sur); COMP_CWORD=1; _overreach; echo "\${COMPREPLY[@]}"`;
      expect(spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout.trim()).toBe('survey');
    }
  });
  test('of another shell is one line and 2', async () => {
    expect(await runCli(['completion', 'tcsh'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/bash, zsh, fish/),
    });
  });
});

test('several packages end with a table, a line each', async () => {
  const ran = await runCli(['scan', at('a/one.apk'), at('a/two.apk')]);
  const end = ran.out.trimEnd().split('\n').slice(-2);
  expect(end[0]).toMatch(/^ {2}One +not suspected +[\d.]+$/);
  expect(end[1]).toMatch(/^ {2}Two +[a-z ]+ +[\d.]+$/);
});

test('what cannot be written is said in words', async () => {
  mkdirSync(at('folder'));
  writeFileSync(at('file'), '');
  for (const [out, why] of [
    [at('folder'), 'it is a folder'],
    [at('none/x.json'), 'its folder does not exist'],
    [at('file/x.json'), 'its folder is a file'],
    ['/dev/full', 'the disk is full'],
  ] as const)
    expect(await runCli(['scan', at('a/one.apk'), '--format', 'json', '--out', out])).toEqual({
      code: 2,
      out: '',
      err: `overreach: cannot write ${out}: ${why}\n`,
    });
});

test('a survey fails on a threshold, after it is written', async () => {
  putApps(at('s'), {
    'two.apk': smallApk({
      package: 'com.example.two',
      takesLocation: true,
      permissions: ['ACCESS_FINE_LOCATION'],
    }),
  });
  const argv = ['survey', at('s'), '--out', at('out'), '--workers', '0', '--no-cache', '--quiet'];
  expect((await runCli([...argv, '--fail-on', '100'])).code).toBe(0);
  const ran = await runCli([...argv, '--fail-on', '0']);
  expect([ran.code, ran.err]).toEqual([1, 'overreach: 1 app crosses --fail-on 0\n']);
  expect(readFileSync(at('out/apps.csv'), 'utf8')).toContain('com.example.two');
});
