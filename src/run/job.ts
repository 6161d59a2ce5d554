// The unit of work of a survey and its outcome: plain data that goes to a thread and comes back.
// Leaves doing it to scan-one.ts and handing it out to the runners.
import { createHash } from 'node:crypto';
import type { Limits } from '../bytes/limits.js';
import { EXTRACTOR_VERSIONS } from '../extract/index.js';
import type { MappingFile } from './mappings.js';
import type { Catalogue, Watchlist } from '../model/catalogue.js';
import type { Verdict } from '../model/report.js';

/** One app to judge. Paths are absolute and go no further than the thread that opens them. */
export interface ScanJob {
  id: string;
  paths: readonly string[];
  sha256: string;
  type: string | null; // type ids joined by "+", when the list gives one by file or hash
  basis: string;
  /** Where to write the evidence pack, or null for none. */
  evidence: string | null;
}

/** What every job of a run shares; sent to each thread once. */
export interface ScanSetup {
  catalogue: Catalogue;
  watchlist: Watchlist;
  limits: Limits;
  toolVersion: string;
  cacheDir: string | null; // null: facts are not kept
  /** Types that the list gives by package name. */
  packageTypes: Readonly<Record<string, string>>;
  /** Mapping files to choose from; absent: names stay as the packages have them. */
  mappings?: readonly MappingFile[];
}

/** A finished app: its line for results.jsonl, ready to be written, and what progress shows. */
export interface ScanResult {
  id: string;
  line: string; // JSON without a line feed
  verdict: Verdict | 'failed';
  fromCache: boolean;
}

export const hashText = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

const limitsText = (limits: Limits): string => {
  let text = limitsTexts.get(limits);
  if (text === undefined) {
    text = Object.entries(limits)
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join(' ');
    limitsTexts.set(limits, text);
  }
  return text;
};
const limitsTexts = new WeakMap<Limits, string>();

/** Everything that facts depend on; rules, weights and names are not in it, so changing them reads no package. */
export const factsKey = (sha256: string, setup: Pick<ScanSetup, 'watchlist' | 'limits'>): string =>
  hashText(
    ['facts/1', sha256, EXTRACTOR_VERSIONS, setup.watchlist.hash, limitsText(setup.limits)].join('\n'),
  );

/** Everything that an outcome depends on; equal basis, equal row. */
export function basisOf(
  app: { sha256: string; type: string | null },
  setup: Omit<ScanSetup, 'cacheDir'>,
  withEvidence: boolean,
): string {
  // A type by package name is looked up after reading, so an app without a type of its own depends on all of them.
  const types = app.type === null ? JSON.stringify(Object.entries(setup.packageTypes).sort()) : app.type;
  const parts = [factsKey(app.sha256, setup), setup.catalogue.version, setup.toolVersion, types];
  const mappings = (setup.mappings ?? []).map(({ stem, sha256 }) => `${stem} ${sha256}`);
  if (mappings.length > 0) parts.push(JSON.stringify(mappings.sort()));
  return hashText([...parts, withEvidence ? 'evidence' : ''].join('\n')).slice(0, 32);
}
