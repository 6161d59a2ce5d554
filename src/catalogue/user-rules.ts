// A user's rules folders and tracker lists on top of a catalogue. Loaded only when there are any, because it brings the
// YAML and schema libraries with it.
import { basename } from 'node:path';
import type { Catalogue, Watchlist } from '../model/catalogue.js';
import { canonicalText, hashText } from '../model/canonical.js';
import { checkExamples } from './check-examples.js';
import { checkReferences } from './check.js';
import { compileCatalogue } from './compile.js';
import { CatalogueError, folded, type Complain, type Complaint } from './complaint.js';
import { readExodusList } from './exodus.js';
import { expandGroups } from './groups.js';
import { checkRules } from './check-rules.js';
import { readPlainText } from './plain-file.js';
import { readRules } from './read-rules.js';
import { compileWatchlist } from './watchlist.js';

/** Adds folders in the order given, then lists. @throws CatalogueError with every fault found */
export function addRules(
  base: Catalogue,
  folders: readonly string[],
  lists: readonly string[],
  lose: Complain = () => {},
): { catalogue: Catalogue; watchlist: Watchlist } {
  const complaints: Complaint[] = [];
  const complain = (complaint: Complaint): void => void complaints.push(complaint);
  let catalogue = base;
  for (const path of folders) {
    const folder = readRules(path, path.replace(/[/\\]+$/, ''), complain);
    catalogue = compileCatalogue(folder, catalogue, complain);
    checkReferences(folder, catalogue, complain);
    checkRules(folder, catalogue, complain);
  }
  for (const path of lists) {
    let text: string;
    try {
      text = readPlainText(path);
    } catch {
      complain({ file: path, line: 0, cause: { en: 'cannot be read', zh: '无法读取' } });
      continue;
    }
    const sdks = readExodusList(basename(path), text, catalogue, complain, lose);
    catalogue = {
      ...catalogue,
      version: hashText(canonicalText([catalogue.version, sdks])).slice(0, 16),
      sdks: [...catalogue.sdks, ...sdks].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
    };
  }
  if (complaints.length > 0) throw new CatalogueError(folded(complaints));
  return { catalogue: expandGroups(catalogue), watchlist: compileWatchlist(catalogue) };
}

/** `overreach rules check`: the faults of a folder as an addition to the product's rules; none when it is sound. */
export function checkFolder(base: Catalogue, path: string): Complaint[] {
  const complaints: Complaint[] = [];
  const complain = (complaint: Complaint): void => void complaints.push(complaint);
  try {
    const { catalogue } = addRules(base, [path], []);
    checkExamples(readRules(path, path.replace(/[/\\]+$/, ''), complain), catalogue, complain);
    return folded(complaints);
  } catch (error) {
    if (error instanceof CatalogueError) return [...error.complaints];
    throw error;
  }
}
