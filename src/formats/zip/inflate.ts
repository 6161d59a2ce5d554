// Raw deflate with ceilings on the bytes really produced; declared sizes are hints only.
// Leaves finding the compressed bytes to archive.ts and the work itself to the platform.
import { platform } from '#platform';
import { ParseError } from '../../bytes/parse-error.js';
import type { Limits } from '../../bytes/limits.js';

/** Bytes inflated so far for one app, across all its archives. */
export class Budget {
  spentBytes = 0;
}

/** Largest single allocation made on the strength of a declared size. */
const TRUSTED_CHUNK = 64 << 20;
const MIN_CHUNK = 64;

/** The ceiling that would be reached first, with its name for the diagnostic. */
function ceiling(compressedBytes: number, limits: Limits, budget: Budget): { name: string; bytes: number } {
  const left = Math.max(0, limits.totalBytes - budget.spentBytes);
  const byRatio = Math.max(limits.inflationRatioFromBytes, compressedBytes * limits.inflationRatio);
  let tightest = { name: 'limit/entry-bytes', bytes: limits.entryBytes };
  if (left < tightest.bytes) tightest = { name: 'limit/total-bytes', bytes: left };
  if (byRatio < tightest.bytes) tightest = { name: 'limit/inflation-ratio', bytes: byRatio };
  return tightest;
}

/** Inflates a whole entry. Throws ParseError "zip/inflate-failed" or the limit that was reached. */
export function inflate(data: Uint8Array, expectedBytes: number, limits: Limits, budget: Budget): Uint8Array {
  const cap = ceiling(data.length, limits, budget);
  if (cap.bytes < 1) throw new ParseError(cap.name, 0, { limit: limits.totalBytes });
  const plausible = Math.min(expectedBytes, data.length * 1040 + MIN_CHUNK, TRUSTED_CHUNK, cap.bytes);
  const out = platform.inflateRaw(data, plausible, cap.bytes);
  if (out.state === 'done') {
    budget.spentBytes += out.data.length;
    return out.data;
  }
  if (out.state === 'broken') throw new ParseError('zip/inflate-failed', 0, { reason: out.reason });
  budget.spentBytes += cap.bytes;
  throw new ParseError(cap.name, 0, { limit: cap.bytes });
}

/** The first bytes of a gzip or zlib stream, as far as `head` goes; empty when it is none. */
export function inflateWrappedStart(head: Uint8Array): Uint8Array {
  const out = platform.inflateWrapped(head, 1 << 20, true);
  return out.state === 'done' ? out.data : new Uint8Array(0);
}

/** A whole gzip or zlib stream; null when it is larger than `limit` or broken. */
export function inflateWrapped(data: Uint8Array, limit: number): Uint8Array | null {
  const out = platform.inflateWrapped(data, limit, false);
  return out.state === 'done' ? out.data : null;
}
