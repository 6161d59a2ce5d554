// Monotone uncertainty: hiding any part of an app never lowers the upper end of its interval. A few samples, a few hidings of
// each sort that are fixed by their seed; `npm run hiding` tries real packages by the hundred.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { loadCatalogue, loadWatchlist } from '../../src/catalogue/load.js';
import { ParseError } from '../../src/bytes/parse-error.js';
import { openBytes } from '../../src/package/source.js';
import { judgeFacts, readSources } from '../../src/scan.js';
import { putTogether, takeApart } from '../fuzz/archive.js';
import { openRandom } from '../fuzz/random.js';
import { HIDINGS, type Item } from './hide.js';

const samples = fileURLToPath(new URL('../../samples', import.meta.url));
const watchlist = loadWatchlist();
const catalogue = loadCatalogue();
const SAMPLES = [
  'shop-over-collecting',
  'attribution-unknown-library',
  'screenshot-keeper',
  'form-phone-first-yes',
];
const SEEDS = [1, 2];

function highOf(items: readonly Item[]): number {
  try {
    const facts = readSources([openBytes(putTogether(items).data, 'a.apk')], { watchlist });
    return judgeFacts(facts, { catalogue }).score.high;
  } catch (error) {
    if (error instanceof ParseError) return 100; // refused: nothing is said of it at all
    throw error;
  }
}

describe.each(SAMPLES)('%s', (name) => {
  const items = takeApart(new Uint8Array(readFileSync(join(samples, name, 'app.apk'))));
  const honest = highOf(items);
  test.each(Object.keys(HIDINGS))('%s', (what) => {
    for (const seed of SEEDS) {
      const hidden = HIDINGS[what]!(items, openRandom(seed * 7919));
      if (hidden === null) return;
      expect({ seed, holds: highOf(hidden) >= honest }).toEqual({ seed, holds: true });
    }
  });
});
