// The library for browsers and workers: packages as bytes or Blobs, no file and no network. Bundle it with the condition
// "browser", so that #platform is the browser's. Leaves pages to page/.
import type { Limits } from './bytes/limits.js';
import { expandGroups } from './catalogue/groups.js';
import { unpackCatalogue, type LeanCatalogue } from './catalogue/lean.js';
import { withTables, type Tables } from './catalogue/tables.js';
import type { Catalogue, Watchlist } from './model/catalogue.js';
import type { AppFacts } from './model/facts.js';
import type { AppReport } from './model/report.js';
import type { Source } from './package/package.js';
import { judgeFacts, readSources, type JudgeOptions } from './scan.js';

export { diffReports } from './compare/diff.js';
export { ParseError } from './bytes/parse-error.js';
export { UserError } from './model/user-error.js';
export { readMapping } from './formats/mapping/mapping-file.js';
export { groupBy, splitInfoOf } from './package/group.js';
export { openBytes } from './package/source.js';
export { openBlob } from './package/blob-source.js';
export { loadReporter } from './report/index.js';
export { readSources } from './scan.js';
export type { AppFacts, AppReport, Catalogue, Source, Watchlist };

/** The compiled knowledge, as the build leaves it beside the page. */
export interface Knowledge {
  catalogue: Catalogue;
  watchlist: Watchlist;
}

/** @param files contents of catalogue.json, watchlist.json, platform.bin and shapes.bin */
export function openKnowledge({
  catalogue,
  watchlist,
  ...tables
}: { catalogue: string; watchlist: string } & Tables): Knowledge {
  return {
    catalogue: expandGroups(unpackCatalogue(JSON.parse(catalogue) as LeanCatalogue)),
    watchlist: withTables(JSON.parse(watchlist) as Watchlist, tables),
  };
}

/** Facts and judgement. @throws ParseError, or UserError for a type that does not exist */
export function scanSources(
  sources: readonly Source[],
  knowledge: Knowledge,
  options: Omit<JudgeOptions, 'catalogue'> & { limits?: Limits } = {},
): { facts: AppFacts; report: AppReport } {
  const { watchlist, catalogue } = knowledge;
  const facts = readSources(sources, { ...options, watchlist });
  return { facts, report: judgeFacts(facts, { ...options, catalogue }) };
}
