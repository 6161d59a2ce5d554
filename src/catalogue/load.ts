// The catalogue at run time: the compiled JSON that the build made from rules/, and the user's own folders on top.
// No schema or YAML library is loaded unless a user folder asks for it. Leaves compiling to compile.ts.
import type { Complaint } from './complaint.js';
import { expandGroups } from './groups.js';
import { existsSync, readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import type { Catalogue, Watchlist } from '../model/catalogue.js';
import { UserError } from '../model/user-error.js';
import { unpackCatalogue, type LeanCatalogue } from './lean.js';
import { withTables, type Tables } from './tables.js';

/** The compiled files, beside dist/; `full` also has the notes and sources that only explain and docs need. */
export const COMPILED = {
  lean: 'catalogue.json',
  full: 'catalogue-full.json',
  watchlist: 'watchlist.json',
  platform: 'platform.bin',
  shapes: 'shapes.bin',
} as const;

let lean: Catalogue | null = null;
let watchlist: Watchlist | null = null;

/** The product's own catalogue, as scans need it. Read once per process; treat it as read-only. */
export function loadCatalogue(): Catalogue {
  lean ??= expandGroups(unpackCatalogue(readCompiled(COMPILED.lean) as LeanCatalogue));
  return lean;
}

/** The same with route notes, sources and references. */
export function loadFullCatalogue(): Catalogue {
  return expandGroups(readCompiled(COMPILED.full) as Catalogue);
}

/** The compiled watchlist of the product's own catalogue. */
export function loadWatchlist(): Watchlist {
  watchlist ??= withTables(readCompiled(COMPILED.watchlist) as Watchlist, readTables());
  return watchlist;
}

/** What a user adds: rules folders laid out like rules/, and tracker lists in the form Exodus publishes. */
export interface Additions {
  rulesDirs?: readonly string[];
  sdkLists?: readonly string[];
  full?: boolean;
  /** Told of every row of a tracker list that cannot be used; the rest of the list is. */
  lose?: (complaint: Complaint) => void;
}

/**
 * The catalogue with the user's additions, and the watchlist that fits it.
 * @throws CatalogueError naming file, line and cause of every fault
 */
export async function loadCatalogueWith(
  additions: Additions,
): Promise<{ catalogue: Catalogue; watchlist: Watchlist }> {
  const base = additions.full === true ? loadFullCatalogue() : loadCatalogue();
  const folders = additions.rulesDirs ?? [];
  const lists = additions.sdkLists ?? [];
  if (folders.length === 0 && lists.length === 0) return { catalogue: base, watchlist: loadWatchlist() };
  const { addRules } = await import('./user-rules.js');
  const added = addRules(base, folders, lists, additions.lose);
  return { catalogue: added.catalogue, watchlist: withTables(added.watchlist, readTables()) };
}

const readTables = (): Tables => ({
  platform: readBytes(COMPILED.platform),
  shapes: readBytes(COMPILED.shapes),
});

function readCompiled(name: string): unknown {
  return JSON.parse(readBytes(name).toString('latin1')); // the build writes ASCII
}

function readBytes(name: string): Buffer {
  const data = readBuilt(name);
  if (data !== null) return data;
  throw new UserError(
    'catalogue/not-built',
    { en: `the compiled catalogue (${name}) is missing`, zh: `缺少编译后的知识库（${name}）` },
    { en: 'run "npm run build"', zh: '请先运行“npm run build”' },
  );
}

/**
 * What the build left under that name, or null. Beside the bundled command it lies deflated; plain in dist/, one level
 * above dist/catalogue/; sources run by tests reach it from src/catalogue/.
 */
export function readBuilt(name: string): Buffer | null {
  const packed = readPacked(name);
  if (packed !== null) return inflateRawSync(packed);
  for (const place of [`../${name}`, `../../dist/${name}`]) {
    const url = new URL(place, import.meta.url);
    if (existsSync(url)) return readFileSync(url);
  }
  return null;
}

/** The same as it lies beside the bundled command, deflated; null elsewhere. */
export function readPacked(name: string): Buffer | null {
  const packed = new URL(`./${name}.z`, import.meta.url);
  return existsSync(packed) ? readFileSync(packed) : null;
}
