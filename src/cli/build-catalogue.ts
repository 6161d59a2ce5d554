// Build step: rules/ → dist/catalogue.json, catalogue-full.json, watchlist.json, platform.bin and shapes.bin. Run by `npm run build`.
// Not a command of the product; users' folders are compiled at run time by catalogue/user-rules.ts.
// Does nothing when all of them are newer than every rule and every compiled source, since npm builds more often than needed.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { COMPILED } from '../catalogue/load.js';

const dist = new URL('../', import.meta.url);
const rules = new URL('../rules/', dist);
const outputs = Object.values(COMPILED).map((name) => new URL(name, dist));
if (!upToDate()) await build();

async function build(): Promise<void> {
  const { buildCatalogue } = await import('../catalogue/build.js');
  const { complaintText } = await import('../catalogue/complaint.js');
  const { packCatalogue } = await import('../catalogue/lean.js');
  const { buildPlatformTable } = await import('../catalogue/platform-table.js');
  const { buildShapeTable, readShapeFiles } = await import('../catalogue/shape-table.js');
  const built = buildCatalogue(fileURLToPath(rules));
  if (built.complaints.length > 0) {
    for (const complaint of built.complaints) process.stderr.write(`${complaintText(complaint, 'en')}\n`);
    process.exitCode = 1;
    return;
  }
  const write = (name: string, value: unknown): void => {
    writeFileSync(new URL(name, dist), asciiText(value));
  };
  write(COMPILED.full, built.catalogue);
  write(COMPILED.lean, packCatalogue(built.catalogue));
  write(COMPILED.watchlist, built.watchlist);
  const hierarchy = readFileSync(new URL('platform/hierarchy.txt', rules), 'utf8');
  writeFileSync(new URL(COMPILED.platform, dist), buildPlatformTable(hierarchy));
  const shapes = readShapeFiles(fileURLToPath(rules));
  writeFileSync(new URL(COMPILED.shapes, dist), buildShapeTable(shapes));
}

function upToDate(): boolean {
  if (!outputs.every((output) => existsSync(output))) return false;
  const oldest = Math.min(...outputs.map((output) => statSync(output).mtimeMs));
  return newest(rules, '') < oldest && newest(dist, '.js') < oldest;
}

/** Latest change in ms of any folder, or file with that ending, below a folder; folders count for what was removed. */
function newest(folder: URL, ending: string): number {
  let latest = ending === '' ? statSync(folder).mtimeMs : 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const at = new URL(encodeURIComponent(entry.name) + (entry.isDirectory() ? '/' : ''), folder);
    if (entry.isDirectory()) latest = Math.max(latest, newest(at, ending));
    else if (entry.name.endsWith(ending)) latest = Math.max(latest, statSync(at).mtimeMs);
  }
  return latest;
}

/** JSON in ASCII: read as one-byte text it loads a third faster than UTF-8 with Chinese in it. */
function asciiText(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (letter) => '\\u' + letter.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}
