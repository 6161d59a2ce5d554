// Time and memory hold in every command and in the library: a package of a few megabytes that becomes a gigabyte takes no more
// than 1 GB of memory to read, whoever reads it, and one that takes too long or too much is told so by name. Memory is what
// the system says of the process; the clock is handed in.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { checkMemory, checkTime, startDeadline } from '../../src/bytes/deadline.js';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { readSources } from '../../src/scan.js';
import { openBytes } from '../../src/package/source.js';
import { BIN } from '../support/built-command.js';
import { temporaryFolder } from '../support/package-files.js';
import type { ZipItem } from '../support/zip.js';
import { app } from './case.js';
import { smallDex } from './small-dex.js';
import { WATCH } from './run.js';

const folder = temporaryFolder();
const MOST_KIB = 1 << 20;

/** An entry of `first` and then `times` times the same piece, compressed piece by piece. */
function swollen(name: string, first: Uint8Array, piece: Uint8Array, times: number): ZipItem {
  const packed = (data: Uint8Array): Uint8Array =>
    deflateRawSync(data, { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
  const one = packed(piece);
  const raw = new Uint8Array(
    Buffer.concat([packed(first), ...Array.from({ length: times }, () => one), Uint8Array.of(3, 0)]),
  );
  const size = first.length + piece.length * times;
  return { name, data: raw, raw, method: 8, local: { size }, central: { size } };
}
const zeros = new Uint8Array(16 << 20);
const script = (text: string): ZipItem[] => [
  { name: 'assets/www/index.html', data: '<script src="a.js"></script>' },
  swollen(
    'assets/www/a.js',
    new Uint8Array(),
    Buffer.from(text.repeat(1 << 20)),
    Math.floor((56 << 20) / (text.length << 20)),
  ),
];
const page = (text: string): ZipItem =>
  swollen('assets/www/index.html', new Uint8Array(), Buffer.from(text.repeat(1 << 19)), 5);

/** Each at most 4 MB; the worst of what was tried by table. */
const BOMBS: Record<string, () => Uint8Array> = {
  'code files of 800 MB each': () =>
    app({ more: [2, 3, 4].map((n) => swollen(`classes${n}.dex`, smallDex(), zeros, 50)) }),
  'a code file compressed twice': () => {
    const data = gzipSync(Buffer.concat([smallDex(), ...Array.from({ length: 20 }, () => zeros)]));
    return app({ more: ['a', 'b'].map((name) => ({ name: `assets/${name}.bin`, data, method: 8 })) });
  },
  'a library of 800 MB': () =>
    app({
      more: [swollen('lib/arm64-v8a/liba.so', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1), zeros, 50)],
    }),
  'a resource table of 800 MB': () =>
    app({ resources: null, more: [swollen('resources.arsc', Uint8Array.of(2, 0, 12, 0), zeros, 50)] }),
  'a script of small calls': () => app({ more: script('f(a.b);') }),
  'a script of small functions': () => app({ more: script('function f(){a()}') }),
  'a page of scripts': () => app({ more: [page('<script>f(a)</script>')] }),
  'a page of fields': () => app({ more: [page('<input><a href=x>')] }),
};

const paths = new Map<string, string>();
function bomb(name: string): string {
  let path = paths.get(name);
  if (path === undefined) {
    const data = BOMBS[name]!();
    expect(data.length).toBeLessThanOrEqual(4 << 20);
    path = folder.put(`${name.replaceAll(' ', '-')}/app.apk`, data);
    paths.set(name, path);
  }
  return path;
}

/** Runs a program and tells how it ended and the most memory it held. */
function peak(...argv: string[]): { status: number | null; kib: number } {
  const file = join(folder.path, 'peak');
  const hook = join(import.meta.dirname, 'peak.cjs');
  const { status } = spawnSync(process.execPath, ['--require', hook, ...argv], {
    env: { ...process.env, PEAK_FILE: file, LANG: 'C' },
  });
  return { status, kib: Number(readFileSync(file, 'utf8')) };
}

test.each(Object.keys(BOMBS))('scan of %s', (name) => {
  const { status, kib } = peak(BIN, 'scan', bomb(name));
  expect(status).toBe(0);
  expect(kib).toBeLessThan(MOST_KIB);
});

describe.each(['code files of 800 MB each', 'a script of small calls'])('%s', (name) => {
  const home = (): string => join(bomb(name), '..');
  const COMMANDS: Record<string, () => string[]> = {
    check: () => ['check', bomb(name)],
    facts: () => ['facts', bomb(name)],
    diff: () => ['diff', bomb(name), bomb(name)],
    datasafety: () => ['datasafety', bomb(name)],
    init: () => ['init', bomb(name), '--out', join(folder.path, 'made.yml'), '--force'],
    'verify --signature': () => ['verify', '--signature', bomb(name)],
    survey: () => [
      'survey',
      home(),
      '--out',
      join(folder.path, 'out'),
      '--no-cache',
      '--workers',
      '1',
      '--quiet',
    ],
    'survey in this thread': () => [
      ...['survey', home(), '--out', join(folder.path, 'out'), '--no-cache', '--workers', '0', '--quiet'],
    ],
  };
  test.each(Object.keys(COMMANDS))('%s', (command) => {
    const { status, kib } = peak(BIN, ...COMMANDS[command]!());
    expect(status).not.toBeNull();
    expect(status).toBeLessThan(4);
    expect(kib).toBeLessThan(MOST_KIB);
  });
  test('library', () => {
    const program = `import { loadWatchlist, loadCatalogue, scanPackage } from './dist/index.js';
      scanPackage([${JSON.stringify(bomb(name))}], { watchlist: loadWatchlist(), catalogue: loadCatalogue() });`;
    const { status, kib } = peak('--input-type=module', '-e', program);
    expect(status).toBe(0);
    expect(kib).toBeLessThan(MOST_KIB);
  });
});

describe('the clock', () => {
  const SAMPLE = 'samples/shop-modest/app.apk';
  test.each([
    ['scan', ['scan', SAMPLE]],
    ['facts', ['facts', SAMPLE]],
    ['check', ['check', SAMPLE, '--format', 'json']],
    [
      'survey',
      ['survey', 'samples/shop-modest', '--out', join(folder.path, 'late'), '--no-cache', '--workers', '0'],
    ],
  ])('is kept by %s', (command, argv) => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [BIN, ...argv, '--limit', 'timeMs=1', '--lang', 'en'],
      {
        encoding: 'utf8',
        env: { ...process.env, LANG: 'C' },
      },
    );
    expect(status).toBeLessThan(4);
    const told = command === 'survey' ? readFileSync(join(folder.path, 'late/apps.csv'), 'utf8') : stdout;
    expect(told).toMatch(/time-ms|took longer than 1 ms|not-rated/);
  });
  test('is asked while a large script is parsed', () => {
    let now = 0;
    const end = startDeadline(10, () => now++);
    try {
      expect(() => readSlowly()).toThrow(expect.objectContaining({ code: 'limit/time-ms' }));
    } finally {
      end();
    }
    function readSlowly(): void {
      for (;;) checkTime();
    }
  });
});

describe('memory', () => {
  const memory = (held: number[], limitBytes = 100) => {
    let collected = 0;
    return {
      limitBytes,
      heldBytes: () => held[Math.min(collected, held.length - 1)]!,
      collect: () => void collected++,
      get collected() {
        return collected;
      },
    };
  };
  test('what is no longer used is given back before anything ends', () => {
    const garbage = memory([101, 20]);
    checkMemory(garbage);
    expect(garbage.collected).toBe(1);
  });
  test('what is still held ends the reading by name', () => {
    expect(() => checkMemory(memory([101, 99]))).toThrow(
      expect.objectContaining({ code: 'limit/memory-bytes', args: { limit: 100 } }),
    );
  });
  test('below the ceiling nothing is collected', () => {
    const little = memory([100]);
    checkMemory(little);
    expect(little.collected).toBe(0);
  });
  test('a reading without a clock of its own has the ceilings of the library', () => {
    const facts = readSources([openBytes(app(), 'app.apk')], {
      watchlist: WATCH,
      limits: { ...DEFAULT_LIMITS, memoryBytes: 1 },
    });
    expect(facts.code).toEqual({ state: 'missing', because: ['limit/memory-bytes'] });
  });
});
