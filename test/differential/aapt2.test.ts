// The same app in the other forms that the official tool makes of it: protocol buffers as in bundles, sparse tables,
// shortened file names. Facts must not change. Skipped, and said so, where aapt2 is not installed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { manifestExtractor } from '../../src/extract/manifest.js';
import { resourcesExtractor } from '../../src/extract/resources.js';
import type { ManifestFacts, ResourceFacts, Section } from '../../src/model/facts.js';
import { openPackage } from '../../src/package/index.js';
import { runExtractors } from '../support/memory-package.js';
import { zipOf } from '../support/zip.js';
import { installedPackages } from './packages-folder.js';

function installed(): boolean {
  try {
    execFileSync('aapt2', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const folder = mkdtempSync(join(tmpdir(), 'overreach-aapt2-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;
function make(path: string, ...options: string[]): string {
  const out = join(folder, `${made++}.apk`);
  const [command = '', ...rest] = options;
  execFileSync('aapt2', [command, ...rest, '-o', out, path], { stdio: 'ignore' });
  return out;
}

interface Facts {
  manifest: Section<ManifestFacts>;
  resources: Section<ResourceFacts>;
}
/** Byte offsets belong to the form, everything else to the app. */
function factsOf(path: string): Facts {
  const pkg = openPackage([path], DEFAULT_LIMITS, () => {});
  const { done } = runExtractors<'manifest' | 'resources'>(pkg, [
    manifestExtractor,
    resourcesExtractor,
  ] as never);
  pkg.close();
  return JSON.parse(
    JSON.stringify(done, (key, value: unknown) => (key === 'offset' ? undefined : value)),
  ) as Facts;
}
const resourcesOf = ({ resources }: Facts): ResourceFacts => {
  if (resources.state !== 'complete') throw new Error(JSON.stringify(resources).slice(0, 500));
  return resources.value;
};

/** Where bundletool keeps a file of the APK (developer.android.com/guide/app-bundle/app-bundle-format). */
function bundlePath(name: string): string {
  if (name === 'AndroidManifest.xml') return `base/manifest/${name}`;
  if (/^classes\d*\.dex$/.test(name)) return `base/dex/${name}`;
  return /^(res|assets|lib)\/|^resources\.pb$/.test(name) ? `base/${name}` : `base/root/${name}`;
}

const packages = installedPackages()
  .filter((path) => /ApiDemos|settings_apk/.test(path))
  .map((path) => [`${basename(join(path, '../..'))}/${basename(path)}`, path] as const);

if (!installed()) {
  describe('aapt2', () => {
    test.skip('is not installed: other forms are not compared (Debian: apt-get install aapt)', () => {});
  });
} else {
  describe('the same facts in every form', () => {
    test.each(packages)(
      '%s as protocol buffers',
      (_name, path) => {
        const proto = factsOf(make(path, 'convert', '--output-format', 'proto'));
        expect(proto.manifest.state).toBe('complete');
        expect(proto).toEqual(factsOf(path));
      },
      60_000,
    );

    test.each(packages.slice(0, 2))(
      '%s as a bundle',
      (_name, path) => {
        const pkg = openPackage(
          [make(path, 'convert', '--output-format', 'proto')],
          DEFAULT_LIMITS,
          () => {},
        );
        const part = pkg.parts[0]!;
        const files = part.entries().map(({ name }) => [bundlePath(name), part.read(name)] as const);
        pkg.close();
        const bundle = join(folder, 'app.aab');
        writeFileSync(bundle, zipOf({ 'BundleConfig.pb': '', ...Object.fromEntries(files) }));
        expect(factsOf(bundle)).toEqual(factsOf(path));
      },
      60_000,
    );

    test.each(packages)(
      '%s with sparse tables',
      (_name, path) => {
        expect(
          factsOf(make(path, 'convert', '--output-format', 'binary', '--enable-sparse-encoding')),
        ).toEqual(factsOf(path));
      },
      60_000,
    );

    test('ApiDemos with shortened file names: the same handlers and classes', () => {
      const path = packages.find(([name]) => name.includes('ApiDemos'))![1];
      const short = factsOf(
        make(path, 'optimize', '--enable-resource-path-shortening', '--enable-resource-obfuscation'),
      );
      const whole = resourcesOf(factsOf(path));
      const found = resourcesOf(short);
      expect(found.layoutClasses.map((c) => c.name)).toEqual(whole.layoutClasses.map((c) => c.name));
      const handlers = (facts: ResourceFacts) =>
        facts.layoutHandlers.map((h) => `${h.element} ${h.method}`).sort();
      expect(handlers(found)).toEqual(handlers(whole));
      expect(found.accessibilityServices.map((s) => s.eventTypes)).toEqual(
        whole.accessibilityServices.map((s) => s.eventTypes),
      );
      expect(found.deviceAdminPolicies).toEqual(whole.deviceAdminPolicies);
      expect(found.layoutHandlers.some((h) => h.entry.startsWith('res/layout/'))).toBe(false);
    }, 60_000);
  });
}
