// The example of a finished survey in samples/example-survey: what the command makes of our samples today.
// Written anew by: npm run golden
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { runCli } from '../support/run-cli.js';
import { readSamples } from '../support/samples.js';

const EXAMPLE = 'samples/example-survey';
const KEPT = ['index.html', 'apps.csv', 'kinds.csv', 'sdks.csv'];
const work = mkdtempSync(join(tmpdir(), 'overreach-example-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

test('the example report is what the samples give', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const rows = readSamples().map((s) => `${s.name}/app.apk,${s.type ?? ''},${s.pair ?? ''}\n`);
  const list = ['file,type,pair\n', ...rows].join('');
  writeFileSync(join(work, 'list.csv'), list);
  const out = join(work, 'out');
  const args = ['--types', join(work, 'list.csv'), '--out', out, '--workers', '0', '--no-cache'];
  const title = ['--title', 'Overreach samples · 样例', '--publisher', 'Overreach'];
  const ran = await runCli(['survey', 'samples', ...args, ...title], { version });
  expect([ran.code, ran.err.match(/^overreach: .*/gm)]).toEqual([0, null]);
  const made: Record<string, string> = { 'list.csv': list };
  for (const name of KEPT) made[name] = readFileSync(join(out, name), 'utf8');
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(EXAMPLE, { recursive: true });
    for (const [name, text] of Object.entries(made)) writeFileSync(join(EXAMPLE, name), text);
  }
  expect(readdirSync(EXAMPLE).sort()).toEqual(Object.keys(made).sort());
  const different = Object.keys(made).filter(
    (name) => readFileSync(join(EXAMPLE, name), 'utf8') !== made[name],
  );
  expect({ fix: 'run: npm run golden', different }).toEqual({ fix: 'run: npm run golden', different: [] });
}, 120_000);
