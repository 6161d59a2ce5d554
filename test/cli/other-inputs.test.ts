// What users hand over beside packages, built to hurt: aliases in YAML, thousands of faults, pipes where a file should be.
// Each gives one clear answer and an end.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { temporaryFolder } from '../support/package-files.js';
import { runCli } from '../support/run-cli.js';

const folder = temporaryFolder();
const SAMPLE = 'samples/shop-modest/app.apk';

function rules(name: string, text: string): string {
  const root = join(folder.path, name);
  mkdirSync(join(root, 'sdks'), { recursive: true });
  writeFileSync(join(root, 'sdks', 'a.yaml'), text);
  return root;
}

describe('YAML', () => {
  test.each([
    ['an alias', 'id: a\nname: &n x\nvendor: *n\n'],
    ['an alias of itself', 'a: &a [*a]\n'],
    ['a merge', 'base: &b {id: x}\n<<: *b\n'],
    [
      'aliases upon aliases',
      `a0: &a0 [x]\n${Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n')}\n`,
    ],
  ])('%s is told in one line', async (name, text) => {
    const { code, out, err } = await runCli(['rules', 'check', rules(name.replaceAll(' ', '-'), text)]);
    const lines = `${out}${err}`.split('\n').filter((line) => line.includes('a.yaml'));
    expect(code).not.toBe(0);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('alias');
  });
  test('thousands of faults are folded', async () => {
    const text = 'id: a\n'.repeat(5_000); // each but the first is a fault of its own
    const { code, out, err } = await runCli(['rules', 'check', rules('many', text)]);
    const lines = `${out}${err}`.split('\n').filter((line) => line.includes('a.yaml'));
    expect(code).not.toBe(0);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.length).toBeLessThanOrEqual(21);
    expect(lines.at(-1)).toContain('more faults');
  });
});

describe('a pipe where a file should be is never opened', () => {
  const pipe = join(folder.path, 'pipe.yml');
  execFileSync('mkfifo', [pipe]);
  test.each([
    ['configuration', ['check', SAMPLE, '--config', pipe]],
    ['baseline', ['check', SAMPLE, '--baseline', pipe]],
    ['tracker list', ['scan', SAMPLE, '--sdks', pipe]],
    [
      'types of a survey',
      ['survey', 'samples/shop-modest', '--types', pipe, '--out', join(folder.path, 's')],
    ],
    ['replies to the data safety form', ['datasafety', SAMPLE, '--compare', pipe]],
    ['merge report', ['check', SAMPLE, '--merge-report', pipe]],
    ['package', ['scan', pipe]],
    ['report to write', ['scan', SAMPLE, '--out', pipe]],
    ['report of a format', ['scan', SAMPLE, '--format', `json=${pipe}`]],
    ['facts to write', ['facts', SAMPLE, '--out', pipe]],
    ['difference to write', ['diff', SAMPLE, SAMPLE, '--out', pipe]],
    ['page to write', ['page', '--out', pipe]],
    ['configuration to write', ['init', SAMPLE, '--out', pipe, '--force']],
    ['answers to write', ['datasafety', SAMPLE, '--out', pipe]],
    ['folder of a survey', ['survey', 'samples/shop-modest', '--out', pipe]],
    ['mapping', ['scan', SAMPLE, '--mapping', pipe]],
    ['sources', ['scan', SAMPLE, '--source', pipe]],
    ['rules', ['scan', SAMPLE, '--rules', pipe]],
    ['logo', ['survey', 'samples/shop-modest', '--logo', pipe, '--out', join(folder.path, 's')]],
    ['replies', ['survey', 'samples/shop-modest', '--replies', pipe, '--out', join(folder.path, 's')]],
    ['survey', ['survey', 'diff', pipe, pipe]],
    ['share', ['survey', 'merge', pipe]],
    ['signed package', ['verify', '--signature', pipe]],
    ['evidence', ['verify', pipe]],
  ])('%s', async (_, argv) => {
    const { code, err } = await runCli(argv);
    expect(code).not.toBe(0);
    expect(err.split('\n').filter(Boolean).length).toBeLessThanOrEqual(3);
    expect(err).toContain('pipe.yml');
  });
});

test('a pipe in the place of the rows of a survey is told, not opened', async () => {
  const out = join(folder.path, 'rows');
  mkdirSync(out);
  execFileSync('mkfifo', [join(out, 'results.jsonl')]);
  const { code, err } = await runCli([
    'survey',
    'samples/shop-modest',
    '--out',
    out,
    '--quiet',
    '--lang',
    'en',
  ]);
  expect([code, err]).toEqual([
    2,
    expect.stringMatching(/^overreach: cannot write [^\n]*results\.jsonl: it is a pipe or a device\n$/),
  ]);
});
