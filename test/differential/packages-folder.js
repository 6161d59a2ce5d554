// Where fetched packages are kept, and which packages a comparison can use. Leaves fetching to fetch-packages.js.
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const packagesFolder = () => process.env.OVERREACH_PACKAGES ?? join(tmpdir(), 'overreach-packages');

/** APKs of the installed development dependencies: always there after npm ci. */
export function installedPackages(root = process.cwd()) {
  const found = [];
  for (const name of [
    'android-apidemos',
    'io.appium.settings',
    'settings-5',
    'settings-2',
    'appium-uiautomator2-server',
    'uiautomator2-server-4',
  ]) {
    for (const folder of ['apks', 'bin']) {
      const path = join(root, 'node_modules', name, folder);
      if (!existsSync(path)) continue;
      for (const file of readdirSync(path)) if (file.endsWith('.apk')) found.push(join(path, file));
    }
  }
  return found.sort();
}

/** Fetched APKs, sorted by name; empty when nothing was fetched. */
export function fetchedPackages(folder = packagesFolder()) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.apk'))
    .sort()
    .map((file) => join(folder, file));
}
