// Large packages are read in pieces: never whole, and only where something lies that is wanted.
import { expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { extractFacts } from '../../src/extract/index.js';
import { openSources } from '../../src/package/index.js';
import type { Source } from '../../src/package/package.js';
import { honestManifest } from '../hostile/case.js';
import { smallDex } from '../hostile/small-dex.js';
import { WATCH } from '../hostile/run.js';
import { zip } from '../support/zip.js';

const BIG = 300 << 20;

/** A package with a stored asset of 300 MB that exists only as a promise of zeros. */
function largeSource(): Source & { reads: { start: number; length: number }[] } {
  const lies = { size: BIG, compressedSize: BIG, crc32: 0 };
  const items = [
    { name: 'AndroidManifest.xml', data: honestManifest(), method: 8 },
    { name: 'classes.dex', data: smallDex(), method: 8 },
    { name: 'assets/video.mp4', data: '', local: lies, central: lies },
  ];
  const without = zip(items);
  const view = new DataView(without.buffer);
  const directoryAt = view.getUint32(without.length - 6, true);
  const small = zip(items, { end: { offset: directoryAt + BIG } });
  const reads: { start: number; length: number }[] = [];
  return {
    name: 'large.apk',
    sizeBytes: small.length + BIG,
    reads,
    read(start, length) {
      reads.push({ start, length });
      const out = new Uint8Array(length);
      const before = small.subarray(start, Math.min(start + length, directoryAt));
      if (start < directoryAt) out.set(before);
      const tailAt = directoryAt + BIG;
      if (start + length > tailAt) {
        const from = Math.max(start, tailAt);
        out.set(small.subarray(from - BIG, start + length - BIG), from - start);
      }
      return out;
    },
    close() {},
  };
}

test('a package of 300 MB is read where it matters, apart from hashing it piece by piece', () => {
  const source = largeSource();
  const pkg = openSources([source], DEFAULT_LIMITS);
  const hash = Object.getOwnPropertyDescriptor(pkg, 'sha256');
  expect(hash?.get).toBeDefined(); // nobody has asked for the hash yet
  const facts = extractFacts(
    { ...pkg, sha256: 'x', parts: pkg.parts.map((part) => ({ ...part, sha256: 'x' })) },
    WATCH,
    DEFAULT_LIMITS,
  );
  expect(facts.manifest.state).toBe('complete');
  expect(facts.code.state).toBe('complete');
  // spreading the part above asked for its hash: those reads are of one piece each and in order
  const pieces = source.reads.filter((read) => read.length === 1 << 20);
  const others = source.reads.filter((read) => read.length !== 1 << 20 && read.length < 1 << 20);
  expect(Math.max(...source.reads.map((read) => read.length))).toBeLessThanOrEqual(1 << 20);
  expect(pieces.length).toBeLessThanOrEqual(2 * 301);
  expect(others.reduce((sum, read) => sum + read.length, 0)).toBeLessThan(2 << 20);
});
