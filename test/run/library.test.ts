// A library of Java classes: D8 is asked for by name, what it makes is read with the library's own manifest, and every
// public method counts as called. A stand-in for D8 hands over DEX that the test built.
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import JSZip from 'jszip';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { isJavaLibrary, withDex } from '../../src/run/library.js';
import { readPaths } from '../../src/scan.js';
import { actorName } from '../../src/text/labels.js';
import { EMPTY_WATCH, watchMethods } from '../support/code.js';
import { buildDex } from '../support/dex.js';

const READS = 'Landroid/telephony/TelephonyManager;->getLine1Number';
const reads = (name: string, access: string) => ({
  name,
  proto: '()V',
  access: `${access} static`,
  code: [
    ['const/4', 0, 0],
    ['invoke-virtual', [0], `${READS}()Ljava/lang/String;`],
    ['return-void'],
  ] as const,
});
const DEX = buildDex({
  classes: [
    {
      name: 'Lorg/kit/Api;',
      access: 'public',
      methods: [reads('start', 'public'), reads('unused', 'private')],
    },
    { name: 'Lorg/kit/Inner;', access: '', methods: [reads('start', 'public')] },
  ],
});

async function write(
  folder: string,
  name: string,
  files: Record<string, string | Uint8Array>,
): Promise<string> {
  const zip = new JSZip();
  for (const [path, content] of Object.entries(files)) zip.file(path, content);
  const at = join(folder, name);
  writeFileSync(at, await zip.generateAsync({ type: 'uint8array' }));
  return at;
}
async function library(): Promise<{ folder: string; aar: string; d8: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'library-'));
  const classes = await write(folder, 'x.jar', { 'org/kit/Api.class': '\xca\xfe' });
  const { readFileSync } = await import('node:fs');
  const manifest = '<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="org.kit"/>';
  const aar = await write(folder, 'kit.aar', {
    'AndroidManifest.xml': manifest,
    'classes.jar': readFileSync(classes),
  });
  const made = await write(folder, 'made.zip', { 'classes.dex': DEX });
  const d8 = join(folder, 'd8');
  writeFileSync(d8, `#!/bin/sh\nwhile [ "$1" != --output ]; do shift; done\ncp '${made}' "$2"\n`);
  chmodSync(d8, 0o755);
  return { folder, aar, d8 };
}

describe('a library of Java classes', () => {
  test('is known by its content, not by its name alone', async () => {
    const { folder, aar } = await library();
    expect(isJavaLibrary(aar, DEFAULT_LIMITS)).toBe(true);
    const withCode = await write(folder, 'code.jar', { 'classes.dex': DEX, 'A.class': 'x' });
    expect(isJavaLibrary(withCode, DEFAULT_LIMITS)).toBe(false);
    expect(isJavaLibrary(join(folder, 'absent.jar'), DEFAULT_LIMITS)).toBe(false);
  });

  test('without D8 one sentence says what is missing', async () => {
    const { aar, folder } = await library();
    const none = withDex(aar, { path: null, env: {} }, DEFAULT_LIMITS, () => 0);
    await expect(none).rejects.toMatchObject({ code: 'library/no-d8', text: { en: /ANDROID_HOME/ } });
    const wrong = withDex(aar, { path: join(folder, 'none.jar'), env: {} }, DEFAULT_LIMITS, () => 0);
    await expect(wrong).rejects.toMatchObject({ code: 'library/no-d8' });
  });

  test('what is public can run, the rest only where that calls it', async () => {
    const { aar, d8 } = await library();
    const watchlist = { ...EMPTY_WATCH, methods: watchMethods([READS]) };
    const facts = await withDex(aar, { path: d8, env: {} }, DEFAULT_LIMITS, (made) =>
      readPaths([made], { watchlist, limits: DEFAULT_LIMITS }),
    );
    const code = facts.code as {
      value: { sites: { class: string; method: string; reach: { trigger: string }[] }[] };
    };
    const reached = code.value.sites.map(
      ({ class: cls, method, reach }) => `${cls} ${method} ${reach.map(({ trigger }) => trigger).join()}`,
    );
    expect(reached).toEqual([
      'Lorg/kit/Api; start()V public method',
      'Lorg/kit/Api; unused()V ',
      'Lorg/kit/Inner; start()V ',
    ]);
    expect(facts.diagnostics.map(({ code }) => code)).not.toContain('dex/not-loaded-at-start');
  });

  test('takes for itself: there is no app', () => {
    const self = { kind: 'app', id: 'org.kit' } as const;
    const named = (inputKind: string, lang: 'en' | 'zh') =>
      actorName(self, { sdks: [], app: { inputKind } }, lang);
    expect([named('aar', 'en'), named('jar', 'zh')]).toEqual(['this library', '该库自身']);
    expect(named('apk', 'en')).toBe('the app itself');
  });
});
