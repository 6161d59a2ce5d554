// Figures of type inference on the packages of types.yaml: `node test/truth/types.js FOLDER [all]`, after a build. Finds
// packages in the folder by hash; reads manifests and code. Without "all" only the half that is held out is counted.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadCatalogue, loadWatchlist } from '../../dist/catalogue/load.js';
import { chooseType } from '../../dist/judge/choose-type.js';
import { readPaths } from '../../dist/scan.js';

const [folder, which] = process.argv.slice(2);
if (folder === undefined) throw new Error('say the folder that holds the packages');
const table = parse(readFileSync(new URL('types.yaml', import.meta.url), 'utf8'));
const files = new Map(filesBelow(folder).map((path) => [sha256(path), path]));
const catalogue = loadCatalogue();
const options = { watchlist: loadWatchlist() };
const figures = { right: 0, wrong: 0, unknown: 0, 'unknown, as it should be': 0, 'not in the folder': 0 };
for (const row of table) {
  if (which !== 'all' && !isHeldOut(row.package)) continue;
  const path = files.get(row.sha256);
  const outcome =
    path === undefined
      ? 'not in the folder'
      : outcomeOf(row, chooseType(readPaths([path], options), catalogue));
  figures[outcome]++;
}
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);

/** Wrong when any type that was chosen is not one a reader would accept. */
function outcomeOf(row, { types, id }) {
  if (types.length === 0) return row.types.includes('none') ? 'unknown, as it should be' : 'unknown';
  const wrong = types.filter((type) => !row.types.includes(type.id));
  if (wrong.length > 0) process.stdout.write(`${row.package}: ${id}, not ${row.types.join(' or ')}\n`);
  return wrong.length > 0 ? 'wrong' : 'right';
}

function isHeldOut(name) {
  return createHash('sha256').update(name).digest()[0] % 2 === 1;
}

function sha256(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
}
