// Digests of a package's contents as schemes 2 and 3 sign them: everything but the signing block, the end record with
// the directory's offset put back. Read piece by piece, so that memory does not grow with the file.
// Sources: source.android.com "Integrity-protected contents"; VerityTreeBuilder of apksig for the Merkle tree.
// Leaves which digest is wanted, and comparing, to verify-block.ts.
import { checkTime } from '../../bytes/deadline.js';
import { createHash, type Hash } from 'node:crypto';
import { ParseError } from '../../bytes/parse-error.js';
import { View } from '../../bytes/view.js';
import type { ContentDigest } from './algorithms.js';
import type { Bytes } from './block.js';
import { CONTENT, ZIP_END } from './layout.js';

/** The three sections that are signed. */
export interface SignedContents {
  /** Everything before the signing block is a range of the file, and so is the central directory. */
  ranges: { start: number; length: number }[];
  /** The end record as it was before the block was put in. */
  end: Uint8Array;
}

export interface ZipEnd {
  directoryOffset: number;
  directoryBytes: number;
  /** Offset of the end record. */
  at: number;
  record: Uint8Array;
}

/**
 * The end record as the platform's verifier finds it: its comment must reach the file's end and the directory must
 * touch it (android.util.apk.ZipUtils, ApkSigningBlockUtils.getCentralDirOffset). Throws ParseError "signing/no-end-record".
 */
export function findZipEnd(file: Bytes): ZipEnd {
  const most = Math.min(file.sizeBytes, ZIP_END.bytes + ZIP_END.mostComment);
  const base = file.sizeBytes - most;
  const tail = new View(file.read(base, most), base);
  for (let at = most - ZIP_END.bytes; at >= 0; at--) {
    if (tail.u32(at) !== ZIP_END.signature) continue;
    if (at + ZIP_END.bytes + tail.u16(at + ZIP_END.commentLength) !== most) continue;
    const directoryOffset = tail.u32(at + ZIP_END.directoryOffset);
    const directoryBytes = tail.u32(at + ZIP_END.directoryBytes);
    if (directoryOffset + directoryBytes !== base + at) break;
    return { directoryOffset, directoryBytes, at: base + at, record: tail.bytes(at, most - at) };
  }
  throw new ParseError('signing/no-end-record', base);
}

export function signedContents(end: ZipEnd, blockStart: number): SignedContents {
  const record = Uint8Array.from(end.record);
  new DataView(record.buffer).setUint32(ZIP_END.directoryOffset, blockStart, true);
  return {
    ranges: [
      { start: 0, length: blockStart },
      { start: end.directoryOffset, length: end.directoryBytes },
    ],
    end: record,
  };
}

/** The digests asked for, in one pass over the file (two when the Merkle tree is among them). */
export function digestContents(
  file: Bytes,
  contents: SignedContents,
  wanted: ReadonlySet<ContentDigest>,
): Map<ContentDigest, Uint8Array> {
  const found = new Map<ContentDigest, Uint8Array>();
  const flat = [...wanted].filter((name) => name !== 'verity');
  if (flat.length > 0) {
    const chunks = flat.map((): Uint8Array[] => []);
    for (const data of blocksOf(file, contents, CONTENT.chunkBytes, false)) {
      checkTime();
      const head = prefix(CONTENT.chunkMark, data.length);
      flat.forEach((name, i) => chunks[i]!.push(createHash(name).update(head).update(data).digest()));
    }
    flat.forEach((name, i) => {
      const all = createHash(name).update(prefix(CONTENT.topMark, chunks[i]!.length));
      for (const digest of chunks[i]!) all.update(digest);
      found.set(name, all.digest());
    });
  }
  if (wanted.has('verity')) found.set('verity', verityDigest(file, contents));
  return found;
}

function prefix(mark: number, count: number): Uint8Array {
  const out = new Uint8Array(5);
  out[0] = mark;
  new DataView(out.buffer).setUint32(1, count, true);
  return out;
}

/** The sections in blocks; chunks never span two sections, the blocks of the tree do (`joined`). */
function* blocksOf(
  file: Bytes,
  contents: SignedContents,
  blockBytes: number,
  joined: boolean,
): Generator<Uint8Array> {
  let carried = new Uint8Array(0);
  const pieces = function* (): Generator<Uint8Array> {
    for (const { start, length } of contents.ranges) {
      for (let at = 0; at < length; at += CONTENT.chunkBytes) {
        yield file.read(start + at, Math.min(CONTENT.chunkBytes, length - at));
      }
    }
    for (let at = 0; at < contents.end.length; at += CONTENT.chunkBytes) {
      yield contents.end.subarray(at, at + CONTENT.chunkBytes);
    }
  };
  for (const part of pieces()) {
    if (!joined) {
      yield part;
      continue;
    }
    let data = part;
    if (carried.length > 0) {
      data = new Uint8Array(carried.length + part.length);
      data.set(carried);
      data.set(part, carried.length);
    }
    let at = 0;
    for (; at + blockBytes <= data.length; at += blockBytes) yield data.subarray(at, at + blockBytes);
    carried = data.slice(at);
  }
  if (carried.length > 0) yield carried;
}

/** SHA-256 tree over blocks of a page with a salt of eight zeros; the root, then the number of bytes. */
function verityDigest(file: Bytes, contents: SignedContents): Uint8Array {
  const total = contents.ranges.reduce((sum, range) => sum + range.length, contents.end.length);
  let level = hashBlocks(blocksOf(file, contents, CONTENT.pageBytes, true));
  while (level.length > CONTENT.pageBytes) level = hashBlocks(pagesOf(level));
  const root = salted().update(padded(level)).digest();
  const out = new Uint8Array(root.length + 8);
  out.set(root);
  new DataView(out.buffer).setBigUint64(root.length, BigInt(total), true);
  return out;
}

const salted = (): Hash => createHash('sha256').update(new Uint8Array(CONTENT.saltBytes));

function* pagesOf(data: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < data.length; at += CONTENT.pageBytes) yield data.subarray(at, at + CONTENT.pageBytes);
}

function padded(block: Uint8Array): Uint8Array {
  if (block.length === CONTENT.pageBytes) return block;
  const page = new Uint8Array(CONTENT.pageBytes);
  page.set(block);
  return page;
}

function hashBlocks(blocks: Iterable<Uint8Array>): Uint8Array {
  const digests: Uint8Array[] = [];
  for (const block of blocks) digests.push(salted().update(padded(block)).digest());
  return Buffer.concat(digests);
}
