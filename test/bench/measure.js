// One measurement in a process of its own: what to run and how often come as arguments, the figures go out as JSON.
// Usage: node measure.js <what> <runs> <file…>. Leaves comparing to bench.js.
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { DEFAULT_LIMITS } from '../../dist/bytes/limits.js';
import { loadCatalogue, loadWatchlist } from '../../dist/catalogue/load.js';
import { codeBounds, visitCode } from '../../dist/formats/dex/code.js';
import { readMembers } from '../../dist/formats/dex/members.js';
import { openDex } from '../../dist/formats/dex/open.js';
import { scanPackage } from '../../dist/scan.js';

const [what = 'scan', runs = '3', ...files] = process.argv.slice(2);

/** Stored bytes of every DEX entry, straight from the central directory, so that the floor owes our reader nothing. */
function dexEntries(bytes) {
  let end = bytes.length - 22;
  while (bytes.readUInt32LE(end) !== 0x06054b50) end--;
  const found = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let i = 0; i < bytes.readUInt16LE(end + 10); i++) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('latin1', at + 46, at + 46 + nameLength);
    if (/^classes\d*\.dex$/.test(name)) {
      const local = bytes.readUInt32LE(at + 42);
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      found.push({
        deflated: bytes.readUInt16LE(at + 10) === 8,
        data: bytes.subarray(start, start + bytes.readUInt32LE(at + 20)),
      });
    }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return found;
}

/** Inflate every DEX and walk every instruction once: what no analysis of code can do without. */
function floor() {
  let instructions = 0;
  const nothing = new Uint8Array(256);
  const bounds = { start: 0, end: 0 };
  for (const file of files) {
    for (const { deflated, data } of dexEntries(readFileSync(file))) {
      for (const dex of openDex(deflated ? inflateRawSync(data) : data, () => undefined)) {
        for (const offset of readMembers(dex, () => undefined).methodCode) {
          if (!codeBounds(dex.units, offset, bounds)) continue;
          instructions += Math.abs(visitCode(dex.units, bounds.start, bounds.end, nothing, () => undefined));
        }
      }
    }
  }
  return instructions;
}

const emptyWatch = (watch) => ({
  ...watch,
  methods: [],
  overrides: [],
  fields: [],
  classes: [],
  strings: [],
  uris: [],
  reflections: [],
  files: [],
  sinks: [],
});

/** Nothing is marked, so nothing is followed. */
const withoutSources = (watch) => ({ ...watch, sources: [] });

function scan(graph, change = (watch) => watch) {
  const watchlist = change(loadWatchlist());
  const limits = graph ? DEFAULT_LIMITS : { ...DEFAULT_LIMITS, callGraphEdges: 0 };
  return scanPackage(files, { catalogue: loadCatalogue(), watchlist, limits }).coverage;
}

const jobs = {
  floor,
  scan: () => scan(true),
  'scan-without-graph': () => scan(false),
  'scan-without-watchlist': () => scan(true, emptyWatch),
  'scan-without-flows': () => scan(true, withoutSources),
  catalogue: () => [loadCatalogue(), loadWatchlist()].length,
};

// Loading the catalogue is measured on its own; a scan of many apps pays it once.
if (what.startsWith('scan')) jobs.catalogue();
const times = [];
const cpu = [];
for (let i = 0; i < Number(runs); i++) {
  const start = performance.now();
  const used = process.cpuUsage();
  jobs[what]();
  times.push(performance.now() - start);
  const { user, system } = process.cpuUsage(used);
  cpu.push((user + system) / 1000);
}
const peakBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ what, times, cpu, peakBytes }));
