// A command that is killed at any moment leaves what was there before or the whole of what it writes, never half a file; done
// again it says what a calm run says. Kills are spread over the time that a calm run takes. Leaves kills of surveys to
// run/survey.test.ts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { BIN, command } from '../support/built-command.js';
import { temporaryFolder } from '../support/package-files.js';

const folder = temporaryFolder();
const at = (...names: string[]): string => join(folder.path, ...names);
/** Of each command; twenty when KILLS says so, which takes some minutes. */
const KILLS = Number(process.env['KILLS'] ?? 4);
const OVER = 'samples/shop-over-collecting/app.apk';
const MODEST = 'samples/shop-modest/app.apk';
const OLD = 'what was there before\n';

/** Runs a command and kills it after so many milliseconds, if it still runs. */
async function killed(argv: readonly string[], afterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, [BIN, ...argv], { stdio: 'ignore' });
  const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  clearTimeout(timer);
  return signal === 'SIGKILL';
}
async function timeOf(argv: readonly string[]): Promise<number> {
  const start = performance.now();
  await command(...argv);
  return performance.now() - start;
}

/** Kills as often as is asked for. One that comes too late makes the next come sooner: how fast the machine is says nothing. */
async function killOften(
  next: (i: number) => [argv: readonly string[], afterMs: number],
  look: () => void,
): Promise<void> {
  let pace = 1;
  for (let i = 0, kills = 0; kills < KILLS; i++) {
    const [argv, afterMs] = next(i);
    if (await killed(argv, afterMs * pace)) kills++;
    else pace *= 0.8;
    look();
  }
}
async function baselineOf(app: string, file: string): Promise<string> {
  await command('check', app, '--baseline', file, '--write-baseline');
  return readFileSync(file, 'utf8');
}

const FILES: Record<string, (out: string) => string[]> = {
  scan: (out) => ['scan', OVER, '--format', `html=${out}`],
  check: (out) => ['check', OVER, '--format', `sarif=${out}`],
  // Only a baseline is written over: the one that is there is of another app.
  'check --write-baseline': (out) => ['check', OVER, '--baseline', out, '--write-baseline'],
  diff: (out) => ['diff', MODEST, OVER, '--format', 'json', '--out', out],
  facts: (out) => ['facts', OVER, '--out', out],
  page: (out) => ['page', '--out', out],
  datasafety: (out) => ['datasafety', OVER, '--out', out],
};

describe.each(Object.keys(FILES))('%s', (name) => {
  test('is there as before or whole', async () => {
    const home = at(name.replaceAll(/\W+/g, '-'));
    mkdirSync(home);
    const out = join(home, 'out.json');
    const argv = FILES[name]!(out);
    const old = name.includes('baseline') ? await baselineOf(MODEST, join(home, 'old.json')) : OLD;
    const ms = await timeOf(argv);
    const calm = readFileSync(out, 'utf8');
    expect(calm).not.toBe(old);
    await killOften(
      (i) => {
        writeFileSync(out, old);
        // Most near the end, where the file is written.
        return [argv, ms * 0.95 * (1 - 0.9 * (((i * 7) % 20) / 20) ** 3)];
      },
      () => expect([old, calm]).toContain(readFileSync(out, 'utf8')),
    );
    const again = await command(...argv);
    expect([again.err.includes('internal'), readFileSync(out, 'utf8')]).toEqual([false, calm]);
  });
});

describe('of several folders', () => {
  const survey = (out: string, ...more: string[]): string[] => [
    ...['survey', 'samples/shop-modest', 'samples/shop-over-collecting', 'samples/screenshot-keeper'],
    ...['--out', out, '--no-cache', '--workers', '0', '--quiet', ...more],
  ];
  const publishedIn = (path: string): Record<string, string> =>
    Object.fromEntries(
      (readdirSync(path, { recursive: true }) as string[])
        .filter((file) => /\.(html|csv|json|jsonl)$/.test(file))
        .map((file) => [file, readFileSync(join(path, file), 'latin1')]),
    );

  test('survey merge is whole or done again', async () => {
    for (const share of ['1/2', '2/2'])
      await command(...survey(at(`share-${share[0]}`), '--shard', share, '--date', '2026-01-01'));
    const merge = (out: string): string[] => [
      ...['survey', 'merge', at('share-1'), at('share-2'), '--out', out, '--date', '2026-01-01', '--quiet'],
    ];
    expect((await command(...merge(at('calm')))).code).toBe(0);
    const calm = publishedIn(at('calm'));
    const ms = await timeOf(merge(at('calm')));
    const out = at('merged');
    await killOften(
      (i) => {
        if (i % 5 === 0) rmSync(out, { recursive: true, force: true });
        return [merge(out), ms * (0.3 + (0.7 * (i % KILLS)) / KILLS)];
      },
      () => {
        for (const [file, text] of Object.entries(existsSync(out) ? publishedIn(out) : {}))
          if (file !== 'results.jsonl') expect(text).toBe(calm[file]);
      },
    );
    expect((await command(...merge(at('merged')))).code).toBe(0);
    expect(publishedIn(at('merged'))).toEqual(calm);
    expect(existsSync(at('merged', '.lock'))).toBe(false);
  });

  test('verify writes nothing, killed or not', async () => {
    await command(...survey(at('packs'), '--evidence'));
    const pack = at('packs', 'evidence', readdirSync(at('packs', 'evidence'))[0]!);
    const before = readFileSync(pack);
    const argv = ['verify', pack];
    const calm = await command(...argv);
    const ms = await timeOf(argv);
    for (let i = 0; i < KILLS; i++) await killed(argv, (ms * (i + 1)) / KILLS);
    expect(readFileSync(pack).equals(before)).toBe(true);
    expect(readdirSync(at('packs', 'evidence')).filter((name) => !name.endsWith('.zip'))).toEqual([]);
    expect(await command(...argv)).toEqual(calm);
  });

  test('a second survey in one folder is refused in one line, and a lock left by a kill is not in the way', async () => {
    const out = at('locked');
    mkdirSync(out);
    writeFileSync(join(out, '.lock'), `${process.ppid} ${(await import('node:os')).hostname()}\n`);
    const refused = await command(...survey(out), '--lang', 'en');
    expect(refused).toEqual({
      code: 2,
      out: '',
      err: `overreach: another survey is writing to ${out} (process ${process.ppid}) (if none is, remove ${join(out, '.lock')})\n`,
    });
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    writeFileSync(join(out, '.lock'), `${child.pid} ${(await import('node:os')).hostname()}\n`);
    expect((await command(...survey(out))).code).toBe(0);
    expect(existsSync(join(out, '.lock'))).toBe(false);
  });
});
