// The packages that mutation starts from: samples of ours and small real packages from the development dependencies.
// A seed that is not there is left out. Leaves mutation to mutate.js.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeApart } from './archive.js';

/** Samples that differ in manifest, resources and code; the others share most of their bytes with one of these. */
const SAMPLES = [
  'shop-over-collecting',
  'shop-modest',
  'screenshot-keeper',
  'entry-layout-view-yes',
  'entry-accessibility-yes',
  'reflection-platform-yes',
  'dispatch-lambda-yes',
  'screenshot-uploaded-yes',
  'thread-coroutine-yes',
];
const REAL = [
  'settings-2/bin/settings_apk-debug.apk',
  'appium-uiautomator2-server/apks/appium-uiautomator2-server-debug-androidTest.apk',
];
/** Larger packages cost more time than they find. */
const MAX_ENTRY_BYTES = 100_000;

/** @param {string} root the project's folder */
export function openSeeds(root) {
  const paths = [
    ...SAMPLES.map((name) => join(root, 'samples', name, 'app.apk')),
    ...REAL.map((name) => join(root, 'node_modules', name)),
  ];
  const seeds = paths
    .filter((path) => existsSync(path))
    .map((path) =>
      takeApart(new Uint8Array(readFileSync(path))).filter((item) => item.data.length <= MAX_ENTRY_BYTES),
    );
  const library = tinyLibrary();
  return seeds.map((items, at) =>
    at % 3 === 0 ? [...items, { name: 'lib/arm64-v8a/libtiny.so', data: library }] : items,
  );
}

/** A shared library of 400 bytes with a dynamic section. */
function tinyLibrary() {
  const data = new Uint8Array(400);
  data.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  const view = new DataView(data.buffer);
  const words = {
    18: 183,
    32: 64,
    54: 56,
    56: 1,
    64: 2,
    72: 120,
    96: 128,
    120: 5,
    128: 300,
    136: 6,
    144: 200,
    152: 4,
    160: 280,
    168: 1,
    176: 1,
    284: 4,
  };
  for (const [at, value] of Object.entries(words)) view.setUint16(Number(at), value, true);
  data.set(new TextEncoder().encode('\0libc.so\0Java_a_b\0'), 300);
  return data;
}
