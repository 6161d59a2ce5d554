// Facts kept between runs, one gzip file per key. A file that is torn, foreign or damaged (gzip carries a CRC) is a miss,
// never an error. Leaves what the key is made of to job.ts.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { AppFacts } from '../model/facts.js';

export interface FactsCache {
  get(key: string): AppFacts | null;
  has(key: string): boolean;
  put(key: string, facts: AppFacts): void;
}

/** Low: facts shrink to about a fifteenth at any level, and writing must not cost more than reading packages saves. */
const LEVEL = 2;
/** Facts of the largest apps stay far below; a larger file was not written by us. */
const MOST_BYTES = 512 << 20;

/**
 * @param unique distinguishes writers that share the folder, such as process and thread id
 */
export function openFactsCache(folder: string, unique: string): FactsCache {
  const pathOf = (key: string): string => join(folder, 'facts', key.slice(0, 2), `${key}.json.gz`);
  return {
    has: (key) => existsSync(pathOf(key)),
    get(key) {
      try {
        const text = gunzipSync(readFileSync(pathOf(key)), { maxOutputLength: MOST_BYTES }).toString('utf8');
        const kept = JSON.parse(text) as { key: string; facts: AppFacts };
        return kept.key === key && kept.facts.schema === 'overreach-facts/1' ? kept.facts : null;
      } catch {
        return null;
      }
    },
    put(key, facts) {
      const path = pathOf(key);
      const part = `${path}.${unique}.part`;
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(part, gzipSync(JSON.stringify({ key, facts }), { level: LEVEL }));
        renameSync(part, path);
      } catch {
        // A full or read-only disk costs time later, not results now.
        rmSync(part, { force: true });
      }
    },
  };
}
