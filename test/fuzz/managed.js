// Mutates what carries programs beside DEX: assemblies, their stores and packing, metadata of IL2CPP, snapshots of Dart.
// Each case gives a result or a ParseError, within two seconds of the processor. `node test/fuzz/managed.js --cases 100000
// --seed 1 --from 0` runs it against the built product; test/managed/mutated.test.ts runs a few with a fixed seed.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { openRandom } from './random.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAX_CASE_MS = 2_000;
const WORDS = [
  0, 1, 2, 3, 7, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff,
];

/** Every sample that is kept: its name tells its kind. */
export function openSamples(root = ROOT) {
  const folder = join(root, 'test/managed/samples');
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, data: new Uint8Array(readFileSync(join(folder, name))) }));
}

function mutate(data, random) {
  const copy = data.slice();
  const view = new DataView(copy.buffer);
  for (let left = 1 + random.below(6); left > 0; left--) {
    const at = random.below(Math.max(1, copy.length - 4));
    const way = random.below(4);
    if (way === 0) copy[at] = random.below(256);
    else if (way === 1) view.setUint32(at & ~3, random.pick(WORDS), true);
    else if (way === 2) view.setUint16(at & ~1, random.pick(WORDS) & 0xffff, true);
    else copy.copyWithin(at, random.below(copy.length), random.below(copy.length));
  }
  return random.below(10) === 0 ? copy.subarray(0, random.below(copy.length)) : copy;
}

/** Reads one file in every way that its kind is read. */
function read(product, name, data) {
  const { limits } = product;
  if (name.endsWith('.dll')) {
    const assembly = new product.Assembly(data, limits);
    product.analyseAssemblies([{ entry: name, assembly }], product.watched, limits);
    return;
  }
  if (name.endsWith('.lz4')) return void product.unpackAssembly(data, limits.assemblyBytes);
  if (name.endsWith('.blob')) {
    for (const { data: packed } of product.readAssemblyStore(data, limits).assemblies)
      new product.Assembly(product.unpackAssembly(packed, limits.assemblyBytes), limits);
    return;
  }
  if (name.endsWith('.dat')) {
    const game = new product.Il2CppMetadata(data, limits);
    for (let type = 0; type < game.typeCount; type++) {
      game.typeName(type);
      for (const method of game.methodsOf(type)) void method;
    }
    for (const literal of game.literals()) void literal;
    return;
  }
  product.findTexts(product.readSnapshot(data, limits.elfSymbols).data, ['getCurrentPosition', 'alpha']);
}

const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** @returns how many cases were read, and how many refused */
export function runMutated(product, samples, { seed, from, to, onFailure }) {
  const counts = { read: 0, refused: 0 };
  for (let number = from; number < to; number++) {
    const random = openRandom((Math.imul(seed, 0x01000193) ^ Math.imul(number, 0x85ebca6b)) >>> 0);
    const { name, data } = random.pick(samples);
    const mutated = mutate(data, random);
    const started = spent();
    try {
      read(product, name, mutated);
      counts.read++;
    } catch (error) {
      if (error instanceof product.ParseError) counts.refused++;
      else onFailure(number, name, String(error?.stack ?? error));
    }
    const took = spent() - started;
    if (took > MAX_CASE_MS) onFailure(number, name, `slow: ${Math.round(took)} ms`);
  }
  return counts;
}

async function main() {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      from: { type: 'string', default: '0' },
    },
  });
  const from = (path) => import(new URL(`../../dist/${path}`, import.meta.url).href);
  const product = Object.assign(
    {},
    ...(await Promise.all(
      [
        'bytes/parse-error.js',
        'formats/assembly/assembly.js',
        'formats/assembly-store/lz4.js',
        'formats/assembly-store/store.js',
        'formats/il2cpp/metadata.js',
        'formats/dart/snapshot.js',
        'managed/analyse.js',
      ].map(from),
    )),
    { limits: (await from('bytes/limits.js')).DEFAULT_LIMITS },
    { watched: (await from('catalogue/load.js')).loadWatchlist().scripts },
  );
  let failures = 0;
  const first = Number(values.from);
  const counts = runMutated(product, openSamples(), {
    seed: Number(values.seed),
    from: first,
    to: first + Number(values.cases),
    onFailure: (number, name, what) => {
      failures++;
      process.stdout.write(`case ${number} (${name}): ${what}\n`);
    },
  });
  process.stdout.write(`${counts.read} read, ${counts.refused} refused, ${failures} failed\n`);
  process.exitCode = failures > 0 ? 1 : 0;
}
if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
