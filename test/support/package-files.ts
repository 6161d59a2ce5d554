// Small apps as files on disk: APKs with honest manifests, splits, and a temporary folder for them.
// Leaves broken inputs to test/hostile.
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from '@jest/globals';
import { buildAxml, manifestSpec, type Attributes, type ElementSpec } from './axml.js';
import { zip, type ZipItem } from './zip.js';

/** A folder that is removed when the test file is done, and a way to put files into it. */
export function temporaryFolder(): { path: string; put(name: string, data: Uint8Array | string): string } {
  const path = mkdtempSync(join(tmpdir(), 'overreach-test-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    put(name, data) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, data);
      return file;
    },
  };
}

export const manifestOf = (
  attributes: Attributes = {},
  application: ElementSpec[] = [],
  children: ElementSpec[] = [],
): Uint8Array => buildAxml(manifestSpec(attributes, application, children));

/** An APK with the given manifest attributes and further files. */
export const apkOf = (
  attributes: Attributes = {},
  files: Readonly<Record<string, Uint8Array | string>> = {},
): Uint8Array =>
  zip([
    { name: 'AndroidManifest.xml', data: manifestOf(attributes), method: 8 },
    ...Object.entries(files).map(([name, data]): ZipItem => ({ name, data, method: 8 })),
  ]);
