import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { ParseError } from '../../src/bytes/parse-error.js';
import { extractFacts } from '../../src/extract/index.js';
import type { Diagnostic } from '../../src/model/place.js';
import { openPackage } from '../../src/package/index.js';
import { buildAxml, el, manifestSpec } from '../support/axml.js';

const folder = mkdtempSync(join(tmpdir(), 'overreach-manifest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const put = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const NO_WATCH = {
  hash: '',
  methods: [],
  overrides: [],
  fields: [],
  classes: [],
  strings: [],
  uris: [],
  reflections: [],
  files: [],
  sinks: [],
  models: [],
  sources: [],
};
const SOURCE = `<?xml version="1.0" encoding="utf-8"?>
<!-- ${'licence '.repeat(300)} -->
<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="a.b">
  <uses-sdk android:targetSdkVersion="36"/>
  <uses-permission android:name="android.permission.CAMERA"/>
  <application/>
</manifest>`;

describe('a manifest alone', () => {
  test.each([
    ['source', SOURCE],
    [
      'compiled',
      buildAxml(
        manifestSpec(
          { package: 'a.b' },
          [],
          [
            el('uses-sdk', { targetSdkVersion: 36 }),
            el('uses-permission', { name: 'android.permission.CAMERA' }),
          ],
        ),
      ),
    ],
  ])('%s: its facts, and everything else missing or empty', (name, content) => {
    const notes: Diagnostic[] = [];
    const pkg = openPackage([put(`${name}.xml`, content)], DEFAULT_LIMITS, (d) => notes.push(d));
    const facts = extractFacts(pkg, NO_WATCH, DEFAULT_LIMITS);
    pkg.close();
    expect(pkg.kind).toBe('manifest');
    expect(notes.map((d) => d.code)).toEqual(['package/manifest-only']);
    if (facts.manifest.state !== 'complete') throw new Error(facts.manifest.because.join());
    expect(facts.manifest.value.package).toBe('a.b');
    expect(facts.manifest.value.permissions[0]!.name).toBe('android.permission.CAMERA');
    expect(facts.code).toEqual({ state: 'missing', because: ['package/manifest-only'] });
  });

  test('other text stays refused', () => {
    expect(() => openPackage([put('layout.xml', '<LinearLayout/>')], DEFAULT_LIMITS, () => {})).toThrow(
      ParseError,
    );
  });
});
