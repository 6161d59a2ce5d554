// The platform of Node: its own crypto and zlib. Leaves browsers to browser.ts.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { constants, inflateRawSync, unzipSync, type ZlibOptions } from 'node:zlib';
import type { Inflated, Platform } from './port.js';

const MIN_CHUNK = 64;
/** zlib's largest output in one piece. */
const MOST_OUTPUT = 0x7fffffff;

function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function attempt(work: () => Uint8Array): Inflated {
  try {
    return { state: 'done', data: work() };
  } catch (error) {
    const code = errorCode(error);
    return code === 'ERR_BUFFER_TOO_LARGE'
      ? { state: 'too-large' }
      : { state: 'broken', reason: code || 'unknown' };
  }
}

const require = createRequire(import.meta.url);
let xml: typeof import('fast-xml-parser') | null = null;
let script: typeof import('acorn') | null = null;

let collector: (() => void) | null = null;
/** V8's own collector, which it shows only to who asks by a flag. The one text that is run here is the word "gc". */
function openCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  return typeof found === 'function' ? () => void (found as () => unknown)() : () => {};
}

export const platform: Platform = {
  hash: (name) => createHash(name),
  inflateRaw: (data, expected, most) =>
    attempt(() =>
      inflateRawSync(data, {
        chunkSize: Math.max(MIN_CHUNK, expected + MIN_CHUNK),
        maxOutputLength: Math.min(most, MOST_OUTPUT),
      }),
    ),
  inflateWrapped: (data, most, partial) => {
    const options: ZlibOptions = { maxOutputLength: Math.min(most, MOST_OUTPUT) };
    if (partial) Object.assign(options, { finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 1024 });
    return attempt(() => unzipSync(data, options));
  },
  // Loading either costs more than reading a compiled package, so only text and scripts pay for it.
  xmlLibrary: () => (xml ??= require('fast-xml-parser') as typeof import('fast-xml-parser')),
  scriptLibrary: () => (script ??= require('acorn') as typeof import('acorn')),
  heldBytes() {
    const { used_heap_size: objects, external_memory: buffers } = getHeapStatistics();
    return objects + buffers;
  },
  roomBytes: () => getHeapStatistics().heap_size_limit,
  collect: () => (collector ??= openCollector())(),
  throwsBugs: () => process.env['OVERREACH_STRICT'] === '1',
};
