// Build step: rules/ → dist/catalogue.json, catalogue-full.json, watchlist.json and platform.bin. Run by `npm run build`.
// Not a command of the product; users' folders are compiled at run time by catalogue/user-rules.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildCatalogue } from '../catalogue/build.js';
import { complaintText } from '../catalogue/complaint.js';
import { packCatalogue } from '../catalogue/lean.js';
import { COMPILED } from '../catalogue/load.js';
import { buildPlatformTable } from '../catalogue/platform-table.js';

const dist = new URL('../', import.meta.url);
const built = buildCatalogue(fileURLToPath(new URL('../rules', dist)));
if (built.complaints.length > 0) {
  for (const complaint of built.complaints) process.stderr.write(`${complaintText(complaint, 'en')}\n`);
  process.exitCode = 1;
} else {
  const write = (name: string, value: unknown): void => {
    writeFileSync(new URL(name, dist), asciiText(value));
  };
  write(COMPILED.full, built.catalogue);
  write(COMPILED.lean, packCatalogue(built.catalogue));
  write(COMPILED.watchlist, built.watchlist);
  const hierarchy = readFileSync(new URL('../rules/platform/hierarchy.txt', dist), 'utf8');
  writeFileSync(new URL(COMPILED.platform, dist), buildPlatformTable(hierarchy));
}

/** JSON in ASCII: read as one-byte text it loads a third faster than UTF-8 with Chinese in it. */
function asciiText(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (letter) => '\\u' + letter.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}
