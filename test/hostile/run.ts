// Runs one case through the same steps as a scan: open the file, extract the facts. Leaves judging to the tests.
import { DEFAULT_LIMITS, type Limits } from '../../src/bytes/limits.js';
import { ParseError } from '../../src/bytes/parse-error.js';
import { extractFacts } from '../../src/extract/index.js';
import type { AppFacts } from '../../src/model/facts.js';
import type { Watchlist } from '../../src/model/catalogue.js';
import { openPackage } from '../../src/package/index.js';
import { DEVICE_CALL, LOCATION_CALL } from './small-dex.js';

const method = (id: string): Watchlist['methods'][number] => {
  const [owner = '', name = ''] = id.split('->');
  return { id, class: owner, name, descriptor: null, args: [] };
};
const SENDS = 'Ljava/net/URL;->openStream';
export const WATCH: Watchlist = {
  hash: 'hostile',
  methods: [method(LOCATION_CALL), method(DEVICE_CALL), method(SENDS)],
  overrides: [],
  fields: [],
  classes: [],
  strings: [],
  uris: [],
  reflections: [],
  files: [],
  sinks: [{ id: SENDS, args: [-1], channel: 'network' }],
  models: [],
  sources: [DEVICE_CALL],
};

export type Outcome = { error: string } | { facts: AppFacts; codes: string[] };

export function runCase(path: string, limits: Readonly<Record<string, number>> = {}): Outcome {
  const all: Limits = { ...DEFAULT_LIMITS, ...limits };
  try {
    const pkg = openPackage([path], all);
    try {
      const facts = extractFacts(pkg, WATCH, all);
      return { facts, codes: [...new Set(facts.diagnostics.map((x) => x.code))].sort() };
    } finally {
      pkg.close();
    }
  } catch (error) {
    if (error instanceof ParseError) return { error: error.code };
    throw error;
  }
}
