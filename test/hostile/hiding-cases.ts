// Code under names, in places and under marks that are meant to have it passed over, or to have other code taken for it.
import { deflateSync, gzipSync } from 'node:zlib';
import { zipOf } from '../support/zip.js';
import { app, type HostileCase } from './case.js';
import { smallDex } from './small-dex.js';

const text = (length: number): Uint8Array => new Uint8Array(length).fill(0x20);
/** The same class with nothing in it: what a decoy would have us read. */
const empty = (): Uint8Array => smallDex({ code: [0x000e] });
const bare = (): Uint8Array =>
  smallDex({ classDef: { 0: 6, 2: 0xffffffff }, classData: Uint8Array.of(0, 0, 0, 0) });

const decoy = (name: string): HostileCase => ({
  trick: 'dex-decoy',
  name: `${name} beside the real code`,
  installs: 'yes',
  build: () =>
    app({ items: ([manifest, ...rest]) => [manifest!, { name, data: empty(), method: 8 }, ...rest] }),
  codes: ['dex/not-loaded-at-start'],
});
const hidden = (name: string, entry: string, data: () => Uint8Array): HostileCase => ({
  trick: 'dex-disguised',
  name,
  installs: 'yes',
  build: () => app({ dex: bare(), more: [{ name: entry, data: data() }] }),
  codes: ['dex/not-loaded-at-start'],
});
const marked = (name: string, ...entries: string[]): HostileCase => ({
  trick: 'module-marks',
  name,
  installs: 'yes',
  build: () => app({ more: entries.map((entry) => ({ name: entry, data: text(40) })) }),
});

export const HIDING_CASES: readonly HostileCase[] = [
  decoy('classes1.dex'),
  decoy('classes01.dex'),
  decoy('classes0.dex'),
  decoy('Classes.dex'),
  decoy('classes.dex.dex'),
  decoy('dex/classes.dex'),
  {
    trick: 'dex-decoy',
    name: 'classes02.dex in the place of classes2.dex',
    installs: 'yes',
    build: () =>
      app({
        dex: bare(),
        more: [
          { name: 'classes02.dex', data: empty(), method: 8 },
          { name: 'classes2.dex', data: smallDex(), method: 8 },
        ],
      }),
    codes: ['dex/not-loaded-at-start'],
  },
  hidden('as gzip', 'assets/data.bin', () => new Uint8Array(gzipSync(smallDex()))),
  hidden('as zlib', 'assets/model', () => new Uint8Array(deflateSync(smallDex()))),
  hidden('every byte changed by one key', 'assets/map.dat', () => smallDex().map((byte) => byte ^ 0x5a)),
  hidden('as a layout', 'res/layout/row.xml', smallDex),
  hidden('as a service file', 'META-INF/services/com.example.Plugin', smallDex),
  hidden('as a version file', 'META-INF/core.version', smallDex),
  hidden('as Kotlin metadata', 'kotlin/kotlin.kotlin_builtins', smallDex),
  hidden('in a zip in a layout', 'res/xml/a.xml', () => zipOf({ 'classes.dex': smallDex() })),
  marked('payload and manifest of a module', 'apex_payload.img', 'apex_manifest.pb'),
  marked('a compressed module', 'original_apex'),
  marked('of a bundle', 'BundleConfig.pb', 'base/manifest/AndroidManifest.xml'),
  marked('of a container', 'toc.pb', 'splits/base-master.apk'),
  marked('of a library', 'classes.jar', 'R.txt'),
  {
    trick: 'local-name',
    name: 'a local name longer than what is read of a header',
    installs: 'no',
    build: () =>
      app({
        items: ([manifest, ...rest]) => [
          { ...manifest!, local: { name: `AndroidManifest.xml${'/'.repeat(400)}` } },
          ...rest,
        ],
      }),
    codes: ['zip/local-name-differs'],
  },
];
