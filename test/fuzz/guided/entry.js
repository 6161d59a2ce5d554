// The bundle's way in: builds one target from files beside the bundle and hands it to the fuzzer as `fuzz`.
// Leaves the targets to targets.js and files to guided.js.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openKnowledge } from '../../../dist/browser.js';
import { openReporters, openTargets } from './targets.js';

const { FUZZ_TARGET, FUZZ_FOLDER } = process.env;
process.env.OVERREACH_STRICT = '1';
const bytes = (name) => new Uint8Array(readFileSync(join(FUZZ_FOLDER, name)));
const json = (name) => JSON.parse(readFileSync(join(FUZZ_FOLDER, name), 'utf8'));

const knowledge = openKnowledge({
  catalogue: readFileSync(join(FUZZ_FOLDER, 'catalogue.json'), 'latin1'),
  watchlist: readFileSync(join(FUZZ_FOLDER, 'watchlist.json'), 'latin1'),
  platform: bytes('platform.bin'),
  shapes: bytes('shapes.bin'),
});
/** How the watchlist is matched does not depend on its length, but the time for a small package does. */
const watch = Object.fromEntries(
  Object.entries(knowledge.watchlist).map(([key, value]) => [
    key,
    Array.isArray(value) && key !== 'scripts' ? value.filter((_, at) => at % 16 === 0) : value,
  ]),
);

let target = null;
export const ready = openReporters().then((reporters) => {
  target = openTargets({
    watch,
    knowledge,
    reporters,
    manifest: bytes('AndroidManifest.xml'),
    facts: json('facts.json'),
    about: json('about.json'),
    scratch: join(FUZZ_FOLDER, `pack-${process.pid}.zip`),
  })[FUZZ_TARGET];
  if (!target) throw new Error(`no target ${FUZZ_TARGET}`);
});

/** Once `ready`. */
export const fuzz = (data) => target(data);
