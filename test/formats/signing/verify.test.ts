// Do signatures hold: packages that real signers signed, whole and tampered with in every place a signature covers.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import JSZip from 'jszip';
import { ParseError } from '../../../src/bytes/parse-error.js';
import { findZipEnd } from '../../../src/formats/signing/content-digest.js';
import { readJarManifest } from '../../../src/formats/signing/jar-manifest.js';
import { verifySignature } from '../../../src/extract/signature-check.js';
import { openApp } from '../../../src/scan.js';
import { apkOf, temporaryFolder } from '../../support/package-files.js';
import { runCli } from '../../support/run-cli.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = temporaryFolder();
const SAMPLE = readFileSync(join(root, 'samples/screenshot-keeper/app.apk'));
const modules = (path: string): Buffer | null => {
  const file = join(root, 'node_modules', path);
  return existsSync(file) ? readFileSync(file) : null;
};
const ALL_SCHEMES = modules('uiautomator2-server-4/apks/appium-uiautomator2-server-debug-androidTest.apk');
const JAR_ONLY = modules('settings-2/bin/settings_apk-debug.apk');

let count = 0;
const put = (data: Uint8Array): string => folder.put(`${count++}.apk`, data);
/** "v1", or "v1 contents-differ" with details. */
const told = (data: Uint8Array): string[] =>
  verifySignature(openApp([put(data)])).flatMap(({ signers }) =>
    signers.map(({ scheme, flaws, details }) =>
      [scheme, ...flaws, ...details.map((x) => `(${x})`)].join(' '),
    ),
  );
const flipped = (data: Uint8Array, at: number): Uint8Array => {
  const out = Uint8Array.from(data);
  out[at]! ^= 1;
  return out;
};
const blockEnd = findZipEnd({
  sizeBytes: SAMPLE.length,
  read: (start, length) => SAMPLE.subarray(start, start + length),
}).directoryOffset;
const blockBytes = Number(SAMPLE.readBigUInt64LE(blockEnd - 24));
const blockStart = blockEnd - blockBytes - 8;

describe('the signing block', () => {
  test('of a whole package holds, with the certificate that facts name', () => {
    expect(verifySignature(openApp([put(SAMPLE)]))).toEqual([
      {
        part: 'base.apk',
        signers: [
          {
            scheme: 'v2',
            certificate: '150acb32ac81621c1c5ef43f8c963ea610902b03c75fca9445a2fdba0e549e18',
            flaws: [],
            details: [],
          },
        ],
      },
    ]);
  });
  test.each([
    ['the first entry', 40],
    ['the last byte before the block', blockStart - 1],
    ['a time in the central directory', blockEnd + 12],
  ])('sees a bit flipped in %s', (_where, at) => {
    expect(told(flipped(SAMPLE, at))).toEqual(['v2 contents-differ']);
  });
  test('sees any bit flipped in what the signer signed, and never holds then', () => {
    const signer = blockStart + 8 + 12 + 12; // size, pair, list of signers, signer, signed data
    for (let at = signer + 4; at < signer + 4 + SAMPLE.readUInt32LE(signer); at += 7) {
      const [line = ''] = told(flipped(SAMPLE, at));
      expect(line).toMatch(/^v2 (.*signature-wrong|unreadable)/);
    }
  });
  test('an algorithm that nobody knows cannot be checked', () => {
    const data = Buffer.from(SAMPLE);
    const id = data.indexOf(Buffer.from([0x03, 0x01, 0, 0]), blockStart);
    for (let at = id; at >= 0 && at < blockEnd; at = data.indexOf(Buffer.from([0x03, 0x01, 0, 0]), at + 1)) {
      data.writeUInt32LE(0x7777, at);
    }
    expect(told(data)).toEqual(['v2 unknown-algorithm (0x7777)']);
  });
  test('is not there: not signed', () => {
    expect(told(apkOf())).toEqual([]);
  });
  test('random damage is a flaw or a refusal, never a crash', () => {
    const place = fc.tuple(fc.integer({ min: 0, max: blockBytes + 7 }), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 6 }), (changes) => {
        const out = Uint8Array.from(SAMPLE);
        for (const [at, value] of changes) out[blockStart + at] = value;
        try {
          told(out);
        } catch (error) {
          if (!(error instanceof ParseError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });
});

(ALL_SCHEMES === null ? describe.skip : describe)('three schemes together', () => {
  test('hold', () => {
    expect(told(ALL_SCHEMES!)).toEqual(['v1', 'v2', 'v3']);
  });
  test('a newer one that is taken out is missed by the older ones', () => {
    const data = Buffer.from(ALL_SCHEMES!);
    data.writeUInt32LE(0x01020304, data.lastIndexOf(Buffer.from([0xc0, 0x68, 0x53, 0xf0])));
    expect(told(data)).toEqual(['v1 stripped (v3)', 'v2 stripped']);
  });
});

(JAR_ONLY === null ? describe.skip : describe)('a JAR signature', () => {
  const changed = async (change: (zip: JSZip) => void): Promise<string[]> => {
    const zip = await JSZip.loadAsync(JAR_ONLY!);
    change(zip);
    return told(await zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' }));
  };
  const edited = async (name: string, edit: (text: string) => string): Promise<string[]> => {
    const text = await (await JSZip.loadAsync(JAR_ONLY!)).file(name)!.async('string');
    return changed((zip) => void zip.file(name, edit(text)));
  };
  test('holds, also when the archive is packed anew', async () => {
    expect(told(JAR_ONLY!)).toEqual(['v1']);
    expect(await changed(() => {})).toEqual(['v1']);
  });
  test('covers every entry and allows none more, but for META-INF', async () => {
    expect(await changed((zip) => void zip.file('classes.dex', 'x'))).toEqual([
      'v1 contents-differ (classes.dex)',
    ]);
    expect(await changed((zip) => void zip.file('assets/new', 'x'))).toEqual([
      'v1 contents-differ (assets/new) (assets/new)',
    ]);
    expect(await changed((zip) => void zip.file('META-INF/extra', 'x'))).toEqual(['v1']);
    expect(await changed((zip) => void zip.remove('classes.dex'))).toEqual(['v1']);
  });
  test('covers the manifest and the signature file', async () => {
    const entry = /\r\n\r\nName: ([^\r]*)\r\n/;
    expect((await edited('META-INF/MANIFEST.MF', (text) => text.replace(entry, '$&X: y\r\n')))[0]).toMatch(
      /^v1 contents-differ \(/,
    );
    expect(await edited('META-INF/CERT.SF', (text) => text.replace(/\r\n$/, 'X: y\r\n\r\n'))).toEqual([
      'v1 signature-wrong',
    ]);
    expect(await edited('META-INF/MANIFEST.MF', () => 'no attribute')).toEqual([
      'v1 unreadable (signing/bad-jar-manifest)',
    ]);
  });
});

describe('a JAR manifest', () => {
  const read = (text: string) => readJarManifest(new TextEncoder().encode(text));
  test('sections, lines that go on, three ways to end a line', () => {
    const text = 'A: 1\r\nB: two\r\n  more\r\n\r\nName: x\nC: 3\n\nName: y\rD: 4';
    const { main, entries } = read(text);
    expect([...main.attributes]).toEqual([
      ['a', '1'],
      ['b', 'two more'],
    ]);
    expect(text.slice(main.start, main.end)).toBe('A: 1\r\nB: two\r\n  more\r\n\r\n');
    expect([...entries.keys()]).toEqual(['x', 'y']);
    const x = entries.get('x')!;
    expect(text.slice(x.start, x.end)).toBe('Name: x\nC: 3\n\n');
    expect(entries.get('y')!.end).toBe(text.length);
  });
  test.each(['novalue', 'A: 1\n\nB: 2\n', ': x\n'])('refuses %j', (text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'signing/bad-jar-manifest' }));
  });
  test('nothing is a manifest without sections', () => {
    expect(read('').entries.size).toBe(0);
  });
});

test('the command says it in both languages and by its exit code', async () => {
  const whole = join(root, 'samples/screenshot-keeper/app.apk');
  const good = await runCli(['verify', '--signature', whole]);
  expect([good.code, good.out]).toEqual([
    0,
    expect.stringMatching(/^base\.apk: v2 150acb32[0-9a-f]{56}: holds\n$/),
  ]);
  const bad = await runCli(['verify', '--signature', put(flipped(SAMPLE, 40)), '--lang', 'zh']);
  expect([bad.code, bad.out]).toEqual([1, expect.stringContaining('无效: 内容与签名时不一致')]);
  const none = await runCli(['verify', '--signature', put(apkOf())]);
  expect([none.code, none.out]).toEqual([3, 'base.apk: not signed\n']);
  expect((await runCli(['verify', '--signature', join(folder.path, 'absent.apk')])).code).toBe(2);
});
