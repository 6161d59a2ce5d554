// Work is linear in the input: on worst cases of tables whose parts many classes can share, four times the input takes about four
// times the processor time. What is referred to many times is built once and pointed at by all. Counted in processor time
// of this process, the best of several, so that a busy machine changes nothing; four times quadratic work is sixteen.
import { expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { loadWatchlist } from '../../src/catalogue/load.js';
import { readPaths } from '../../src/scan.js';
import { buildDex, type ClassSpec, type Instruction } from '../support/dex.js';
import { temporaryFolder } from '../support/package-files.js';
import { app } from './case.js';

const watchlist = loadWatchlist();
const folder = temporaryFolder();
/** Four times as much must not take more than this many times the work: four, and something for memory. */
const MOST = 9;
/** Processor time below which nothing can be told, and nobody is hurt. */
const TOO_LITTLE_MS = 250;
const TRIES = 5;

const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const name = (i: number): string => `Lp/C${String(i).padStart(6, '0')};`;
const words = (data: Uint8Array): DataView => new DataView(data.buffer, data.byteOffset, data.byteLength);

/** A word of every class definition is made that of the one definition that has most behind it: `p.Rich`. */
function shareWord(dex: Uint8Array, word: number): Uint8Array {
  const view = words(dex);
  const [count, at] = [view.getUint32(0x60, true), view.getUint32(0x64, true)];
  const values = many(count, (i) => view.getUint32(at + i * 32 + word, true));
  const rich = Math.max(...values);
  values.forEach((_, i) => view.setUint32(at + i * 32 + word, rich, true));
  return dex;
}
const inDex = (data: Uint8Array): Uint8Array => app({ dex: data });
const plain = (n: number): ClassSpec[] => many(n, (i) => ({ name: name(i) }));
const sharing = (word: number, rich: Omit<ClassSpec, 'name'>, n: number): Uint8Array =>
  inDex(shareWord(buildDex({ classes: [...plain(n), { name: 'Lp/Rich;', ...rich }] }), word));
const method = (i: number, code: readonly Instruction[] = ['return-void']) => ({
  name: `m${i}`,
  proto: '()V',
  access: 'public static',
  code,
});

/** By table: how large, and the worst of that size. */
const CASES: Record<string, [number, (n: number) => Uint8Array]> = {
  'one class_data for many classes': [250, (n) => sharing(24, { methods: many(n, (i) => method(i)) }, n)],
  'one list of initial values': [
    500,
    (n) =>
      sharing(28, { fields: many(n, (i) => ({ name: `f${i}`, type: 'I', access: 'static', value: i })) }, n),
  ],
  'one list of interfaces': [500, (n) => sharing(12, { interfaces: many(n, name) }, n)],
};

/** Processor time in ms of one reading. */
function cost(path: string): number {
  const before = process.cpuUsage();
  readPaths([path], { watchlist, limits: { ...DEFAULT_LIMITS, timeMs: 600_000 } });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

test.each(Object.entries(CASES))('%s', (title, [n, build]) => {
  const file = title.replaceAll(/\W+/g, '-');
  const [one, four] = [1, 4].map((times) => folder.put(`${file}-${times}.apk`, build(times * n)));
  let [small, large] = [Infinity, Infinity];
  // By turns, so that both meet the same state of the compiler and of the heap; the first turn warms up.
  for (let i = 0; i < TRIES; i++) {
    small = Math.min(small, cost(one!));
    large = Math.min(large, cost(four!));
  }
  if (large < TOO_LITTLE_MS) return;
  expect(large / small).toBeLessThan(MOST);
});
