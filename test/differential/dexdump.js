// Compares the method calls that our reader sees with those that dexdump prints, for packages given as arguments or all
// that npm installed: node test/differential/dexdump.js [apk…]. Needs a build. Says so and succeeds where dexdump is absent.
import { spawn, spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DEFAULT_LIMITS } from '../../dist/bytes/limits.js';
import { codeBounds, visitCode } from '../../dist/formats/dex/code.js';
import { readMembers } from '../../dist/formats/dex/members.js';
import { openDex } from '../../dist/formats/dex/open.js';
import { openPackage } from '../../dist/package/index.js';
import { fetchedPackages, installedPackages } from './packages-folder.js';

export const hasDexdump = () => spawnSync('dexdump', ['-h']).error === undefined;

const isInvoke = (op) =>
  (op >= 0x6e && op <= 0x72) || (op >= 0x74 && op <= 0x78) || op === 0xfa || op === 0xfb;

/** "caller callee" of every call in every DEX of the package. */
export function ourCalls(file) {
  const found = new Set();
  const pkg = openPackage([file], DEFAULT_LIMITS);
  const wanted = new Uint8Array(256).map((_, op) => (isInvoke(op) ? 1 : 0));
  const bounds = { start: 0, end: 0 };
  for (const part of pkg.parts) {
    for (const { name } of part.entries()) {
      if (!/^classes\d*\.dex$/.test(name)) continue;
      for (const dex of openDex(part.read(name), () => undefined)) {
        const { methodIds, methodCode } = readMembers(dex, () => undefined);
        methodCode.forEach((offset, i) => {
          if (offset === 0 || !codeBounds(dex.units, offset, bounds)) return;
          const caller = dex.method(methodIds[i]);
          visitCode(dex.units, bounds.start, bounds.end, wanted, (_, at) => {
            found.add(`${caller} ${dex.method(dex.units[at + 1])}`);
          });
        });
      }
    }
  }
  pkg.close();
  return found;
}

/** The same from dexdump -d. */
export async function dexdumpCalls(file) {
  const found = new Set();
  const child = spawn('dexdump', ['-d', file], { stdio: ['ignore', 'pipe', 'ignore'] });
  let cls = '';
  let name = '';
  let caller = '';
  for await (const line of createInterface({ input: child.stdout })) {
    let match;
    if ((match = /^ {2}Class descriptor {2}: '(.*)'$/.exec(line))) cls = match[1];
    else if ((match = /^ {6}name {10}: '(.*)'$/.exec(line))) name = match[1];
    else if ((match = /^ {6}type {10}: '(.*)'$/.exec(line))) caller = `${cls}->${name}${match[1]}`;
    else if (
      (match = /\|[0-9a-f]{4,}: invoke-(?!custom)\S+ .*?\}, (\S+?)\.([^.:]+):(\(\S*?\)[^\s,]+)/.exec(line))
    ) {
      found.add(`${caller} ${match[1]}->${match[2]}${match[3]}`);
    }
  }
  return found;
}

/** Calls that only one of the two sees. */
export async function compareWithDexdump(file) {
  const ours = ourCalls(file);
  const theirs = await dexdumpCalls(file);
  return {
    calls: ours.size,
    onlyOurs: [...ours].filter((call) => !theirs.has(call)),
    onlyTheirs: [...theirs].filter((call) => !ours.has(call)),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const given = process.argv.slice(2);
  const files = given.length > 0 ? given : [...installedPackages(), ...fetchedPackages()];
  if (!hasDexdump()) {
    process.stdout.write('dexdump is not installed: nothing is compared (Debian: apt-get install dexdump)\n');
  } else {
    let different = 0;
    for (const file of files) {
      const { calls, onlyOurs, onlyTheirs } = await compareWithDexdump(file);
      const same = onlyOurs.length === 0 && onlyTheirs.length === 0;
      if (!same) different++;
      process.stdout.write(`${same ? 'same' : 'DIFFERENT'} ${basename(file)}: ${calls} calls\n`);
      for (const call of onlyOurs.slice(0, 5)) process.stdout.write(`  only ours: ${call}\n`);
      for (const call of onlyTheirs.slice(0, 5)) process.stdout.write(`  only dexdump: ${call}\n`);
    }
    process.stdout.write(`${files.length - different} of ${files.length} packages the same\n`);
    if (different > 0) process.exitCode = 1;
  }
}
