// Raw deflate with ceilings on the bytes really produced; declared sizes are hints only.
// Leaves finding the compressed bytes to archive.ts and the work itself to the platform.
import { platform } from '#platform';
import { ParseError } from '../../bytes/parse-error.js';
import type { Limits } from '../../bytes/limits.js';

/** Bytes read and inflated so far for one app, across all its archives and theirs. */
export class Budget {
  spentBytes = 0;
  /** Size of the app as it lies on the disk; where it is not known, only the total counts. */
  packageBytes: number;
  constructor(packageBytes = Infinity) {
    this.packageBytes = packageBytes;
  }
}

const MIN_CHUNK = 64;

interface Ceiling {
  name: string;
  bytes: number;
  /** What the diagnostic tells. */
  limit: number;
}

/** What one app may still read in all. */
export function leftOf(limits: Limits, budget: Budget): Ceiling {
  const byTotal = limits.totalBytes;
  const bySize = Math.max(limits.totalRatioFromBytes, budget.packageBytes * limits.totalRatio);
  const most =
    bySize < byTotal ? { name: 'limit/total-ratio', of: bySize } : { name: 'limit/total-bytes', of: byTotal };
  return { name: most.name, bytes: Math.max(0, most.of - budget.spentBytes), limit: most.of };
}

/** The ceiling that would be reached first. */
function ceiling(compressedBytes: number, limits: Limits, budget: Budget): Ceiling {
  const left = leftOf(limits, budget);
  const byRatio = Math.max(limits.inflationRatioFromBytes, compressedBytes * limits.inflationRatio);
  let tightest = { name: 'limit/entry-bytes', bytes: limits.entryBytes, limit: limits.entryBytes };
  if (left.bytes < tightest.bytes) tightest = { ...left, limit: left.bytes };
  if (byRatio < tightest.bytes) tightest = { name: 'limit/inflation-ratio', bytes: byRatio, limit: byRatio };
  return tightest;
}

/** Inflates a whole entry. Throws ParseError "zip/inflate-failed" or the limit that was reached. */
export function inflate(data: Uint8Array, expectedBytes: number, limits: Limits, budget: Budget): Uint8Array {
  const cap = ceiling(data.length, limits, budget);
  if (cap.bytes < 1) throw new ParseError(cap.name, 0, { limit: leftOf(limits, budget).limit });
  // In one piece, so that nothing is put together from two copies; no more than these compressed bytes can become.
  const plausible = Math.min(expectedBytes, data.length * 1040 + MIN_CHUNK, cap.bytes);
  const out = platform.inflateRaw(data, plausible, cap.bytes);
  if (out.state === 'done') {
    budget.spentBytes += out.data.length;
    return out.data;
  }
  if (out.state === 'broken') throw new ParseError('zip/inflate-failed', 0, { reason: out.reason });
  budget.spentBytes += cap.bytes;
  throw new ParseError(cap.name, 0, { limit: cap.limit });
}

/** The first bytes of a gzip or zlib stream, as far as `head` goes; empty when it is none. */
export function inflateWrappedStart(head: Uint8Array): Uint8Array {
  const out = platform.inflateWrapped(head, 1 << 20, true);
  return out.state === 'done' ? out.data : new Uint8Array(0);
}

/** A whole gzip or zlib stream. @throws ParseError when it is broken, or the limit that was reached */
export function inflateWrapped(data: Uint8Array, limits: Limits, budget: Budget): Uint8Array {
  const cap = ceiling(data.length, limits, budget);
  if (cap.bytes < 1) throw new ParseError(cap.name, 0, { limit: leftOf(limits, budget).limit });
  const out = platform.inflateWrapped(data, cap.bytes, false);
  if (out.state === 'broken') throw new ParseError('zip/inflate-failed', 0, { reason: out.reason });
  budget.spentBytes += out.state === 'done' ? out.data.length : cap.bytes;
  if (out.state === 'too-large') throw new ParseError(cap.name, 0, { limit: cap.limit });
  return out.data;
}
