// Broken and tampered zip archives around an honest app.
import { deflateRawSync } from 'node:zlib';
import { Out, zip, zipOf } from '../support/zip.js';
import { app, honestManifest, spoil, type HostileCase, type Installs } from './case.js';
import { smallDex } from './small-dex.js';

const zeros = (length: number): Uint8Array => new Uint8Array(length);
const manifest = honestManifest();
const garbage = Uint8Array.from({ length: 300 }, (_, at) => (at * 73 + 11) % 256);

/** Changes bytes at offsets from the start, or from the end when negative. */
function patched(data: Uint8Array, changes: Readonly<Record<number, number>>): Uint8Array {
  const copy = data.slice();
  for (const [at, value] of Object.entries(changes))
    copy[Number(at) < 0 ? copy.length + Number(at) : Number(at)] = value;
  return copy;
}
const plain = (
  trick: string,
  name: string,
  installs: Installs,
  build: () => Uint8Array,
  rest: Partial<HostileCase> = {},
): HostileCase => ({ trick, name, installs, build, ...rest });

const encryption = [
  plain('encryption-bit', 'on the manifest', 'yes', () => app({ items: spoil(0, { flags: 1 }) }), {
    codes: ['zip/encryption-flag'],
  }),
  plain(
    'encryption-bit',
    'on every entry',
    'yes',
    () => app({ items: (items) => items.map((item) => ({ ...item, flags: 1 })) }),
    { codes: ['zip/encryption-flag'] },
  ),
  plain(
    'encryption-bit',
    'in the directory only',
    'yes',
    () => app({ items: spoil(0, { central: { flags: 1 } }) }),
    { codes: ['zip/encryption-flag'] },
  ),
  plain('encryption-bit', 'in the local header only', 'yes', () =>
    app({ items: spoil(0, { local: { flags: 1 } }) }),
  ),
  plain(
    'encryption-bit',
    'strong encryption and masked headers too',
    'yes',
    () => app({ items: spoil(1, { flags: 0x2041 }) }),
    { codes: ['zip/encryption-flag'] },
  ),
  plain(
    'encrypted',
    'manifest really enciphered, stored',
    'no',
    () => app({ items: spoil(0, { method: 0, flags: 1, raw: manifest.map((byte) => byte ^ 0xa5) }) }),
    { error: 'zip/encrypted' },
  ),
  plain(
    'encrypted',
    'manifest really enciphered, deflated',
    'no',
    () => app({ items: spoil(0, { flags: 1, raw: garbage }) }),
    { error: 'zip/encrypted' },
  ),
  plain(
    'encrypted',
    'only the code enciphered',
    'part',
    () => app({ items: spoil(1, { flags: 1, raw: garbage }) }),
    { codes: ['zip/encrypted'], lost: ['calls'] },
  ),
];

const methods = [
  plain(
    'unknown-method',
    'manifest under method 0xfefe',
    'yes',
    () => app({ items: spoil(0, { method: 0xfefe }) }),
    { codes: ['zip/unknown-method'] },
  ),
  plain(
    'unknown-method',
    'manifest under method 12 (bzip2)',
    'yes',
    () => app({ items: spoil(0, { method: 12 }) }),
    { codes: ['zip/unknown-method'] },
  ),
  plain(
    'unknown-method',
    'resource table under method 99',
    'yes',
    () => app({ items: spoil(2, { method: 99 }) }),
    { codes: ['zip/unknown-method'] },
  ),
  plain(
    'unknown-method',
    'with a lying compressed size',
    'yes',
    () => app({ items: spoil(0, { method: 77, descriptor: true, central: { compressedSize: 3 } }) }),
    { codes: ['zip/unknown-method'] },
  ),
  plain(
    'unknown-method-code',
    'code under method 99',
    'part',
    () => app({ items: spoil(1, { method: 99 }) }),
    { codes: ['zip/unknown-method'] },
  ),
  plain(
    'local-method',
    'local header says stored',
    'yes',
    () => app({ items: spoil(0, { local: { method: 0 } }) }),
    { codes: ['zip/local-method-differs'] },
  ),
  plain(
    'local-method',
    'local header says 0x1234',
    'yes',
    () => app({ items: spoil(1, { local: { method: 0x1234 } }) }),
    { codes: ['zip/local-method-differs'] },
  ),
  plain(
    'directory-method',
    'directory says stored, data is deflated',
    'no',
    () => app({ items: spoil(0, { central: { method: 0 } }) }),
    { codes: ['zip/local-method-differs'], lost: ['manifest', 'permissions', 'label'] },
  ),
];

const sizes = [
  plain('stored-compressed-size', 'stored entry with compressed size 0', 'yes', () =>
    app({ items: spoil(0, { method: 0, descriptor: true, central: { compressedSize: 0 } }) }),
  ),
  plain(
    'compressed-size-too-large',
    'larger than the file',
    'no',
    () => app({ items: spoil(0, { descriptor: true, central: { compressedSize: 0x7ffffff0 } }) }),
    { codes: ['zip/compressed-size'] },
  ),
  plain(
    'compressed-size-too-small',
    'cuts the stream',
    'no',
    () => app({ items: spoil(1, { descriptor: true, central: { compressedSize: 20 } }) }),
    { codes: ['zip/inflate-failed'], lost: ['calls'] },
  ),
  plain(
    'size-too-small',
    'uncompressed size 16',
    'no',
    () => app({ items: spoil(0, { descriptor: true, central: { size: 16 } }) }),
    { codes: ['zip/size-differs'] },
  ),
  plain(
    'size-too-large',
    'uncompressed size 2 GiB',
    'no',
    () => app({ items: spoil(0, { descriptor: true, central: { size: 0x7fffffff } }) }),
    { codes: ['zip/size-differs'] },
  ),
  plain(
    'size-too-large',
    'stored past the end of the file',
    'no',
    () =>
      app({
        items: spoil(2, { descriptor: true, central: { size: 0x7fffffff, compressedSize: 0x7fffffff } }),
      }),
    { codes: ['zip/entry-cut-off'], lost: ['label'] },
  ),
  plain(
    'local-sizes',
    'sizes of the local header',
    'no',
    () => app({ items: spoil(0, { local: { size: 1, compressedSize: 1 } }) }),
    { codes: ['zip/local-sizes-differ'] },
  ),
  plain(
    'local-sizes',
    'checksum of the local header',
    'no',
    () => app({ items: spoil(1, { local: { crc32: 0xdeadbeef } }) }),
    { codes: ['zip/local-sizes-differ'] },
  ),
  plain('local-sizes-descriptor', 'sizes in a local header that announces a descriptor', 'yes', () =>
    app({ items: spoil(0, { descriptor: true, local: { size: 0x7fffffff, compressedSize: 1, crc32: 5 } }) }),
  ),
  plain('wrong-checksum', 'in both headers', 'yes', () =>
    app({ items: spoil(0, { local: { crc32: 1 }, central: { crc32: 1 } }) }),
  ),
  plain('stream-tail', 'bytes behind the end of the deflate stream', 'no', () =>
    app({
      items: spoil(0, { raw: new Out().put(new Uint8Array(deflateRawSync(manifest)), garbage).done() }),
    }),
  ),
];

const names = [
  plain(
    'duplicate-names',
    'two manifests',
    'no',
    () => app({ more: [{ name: 'AndroidManifest.xml', data: 'other' }] }),
    { codes: ['zip/duplicate-name'] },
  ),
  plain(
    'duplicate-names',
    'two classes.dex',
    'no',
    () => app({ more: [{ name: 'classes.dex', data: 'other' }] }),
    { codes: ['zip/duplicate-name'] },
  ),
  plain('name-with-slash', 'AndroidManifest.xml/ beside the real one', 'yes', () =>
    app({
      more: [
        { name: 'AndroidManifest.xml/', data: '' },
        { name: 'classes.dex/', data: '' },
      ],
    }),
  ),
  plain('name-with-slash', 'AndroidManifest.xml/x, a file in a folder of that name', 'yes', () =>
    app({ items: (items) => [{ name: 'AndroidManifest.xml/x', data: 'x' }, ...items] }),
  ),
  plain(
    'name-with-nul',
    'AndroidManifest.xml NUL',
    'no',
    () => app({ more: [{ name: 'AndroidManifest.xml\0', data: 'x' }] }),
    { codes: ['zip/bad-name'] },
  ),
  plain(
    'name-ill-formed',
    'not UTF-8',
    'no',
    () => app({ more: [{ name: Uint8Array.of(0xc3, 0x28), data: 'x' }] }),
    { codes: ['zip/bad-name'] },
  ),
  plain('name-climbs', '../ and absolute names', 'yes', () =>
    app({
      more: [
        { name: '../../../../tmp/overreach-evil', data: 'x' },
        { name: '/etc/passwd', data: 'x' },
        { name: 'C:\\evil', data: 'x' },
      ],
    }),
  ),
  plain('name-other-case', 'androidmanifest.xml and Classes.dex', 'yes', () =>
    app({
      items: (items) => [
        { name: 'androidmanifest.xml', data: 'x' },
        { name: 'Classes.dex', data: 'x' },
        ...items,
      ],
    }),
  ),
  plain('name-dot-segment', './AndroidManifest.xml', 'yes', () =>
    app({ more: [{ name: './AndroidManifest.xml', data: 'x' }] }),
  ),
  plain('name-empty', 'no name at all', 'yes', () => app({ more: [{ name: '', data: 'x' }] })),
  plain('name-long', '65,535 bytes', 'yes', () => app({ more: [{ name: 'n'.repeat(65535), data: 'x' }] })),
  plain('name-control', 'escape sequences, right-to-left marks, quotes', 'yes', () =>
    app({ more: [{ name: '\x1b[2J\u202egnp.exe"<script>,=cmd', data: 'x' }] }),
  ),
  plain(
    'local-name',
    'another name in the local header',
    'no',
    () => app({ items: spoil(0, { local: { name: 'AndroidManifest.xm1' } }) }),
    { codes: ['zip/local-name-differs'] },
  ),
  plain(
    'local-name',
    'a longer name in the local header',
    'no',
    () => app({ items: spoil(1, { local: { name: 'classes.dex.not' } }) }),
    { codes: ['zip/local-name-differs'] },
  ),
  plain('unlisted-entry', 'a second classes.dex without directory entry', 'yes', () =>
    app({ items: (items) => [...items, { name: 'classes2.dex', data: 'x', unlisted: true }] }),
  ),
];

const frame = [
  plain(
    'prefixed-data',
    'offsets not counting it',
    'no',
    () => app({ shape: { prefix: garbage, prefixUncounted: true } }),
    { codes: ['zip/prefixed-data', 'zip/no-header-at-start'] },
  ),
  plain('prefixed-data', 'offsets counting it', 'old', () => app({ shape: { prefix: garbage } }), {
    codes: ['zip/no-header-at-start'],
  }),
  plain('prefixed-dex', 'a DEX in front (Janus)', 'old', () => app({ shape: { prefix: smallDex() } }), {
    file: 'janus.apk',
    codes: ['zip/no-header-at-start'],
  }),
  plain('trailing-data', 'bytes behind the end record', 'no', () => app({ shape: { trailing: garbage } }), {
    codes: ['zip/trailing-bytes'],
  }),
  plain(
    'end-mark-in-comment',
    'not fitting the end',
    'no',
    () => app({ shape: { comment: `PK\x05\x06${'\0'.repeat(40)}` } }),
    { codes: ['zip/end-record-in-comment'] },
  ),
  plain('end-mark-in-comment', 'an innocent comment', 'yes', () =>
    app({ shape: { comment: 'made with care' } }),
  ),
  plain('end-mark-in-comment', 'too close to the end to be a record', 'yes', () =>
    app({ shape: { comment: 'PK\x05\x06' } }),
  ),
  plain(
    'entry-count-low',
    'the last entries are beyond the count',
    'yes',
    () => app({ more: [{ name: 'z', data: '' }], shape: { end: { entries: 3 } } }),
    { codes: ['zip/hidden-entries'] },
  ),
  plain(
    'entry-count-high',
    'more announced than there',
    'no',
    () => app({ shape: { end: { entries: 500 } } }),
    { codes: ['zip/entry-count'] },
  ),
  plain('entries-on-disk', 'the other count says 9', 'yes', () =>
    app({ shape: { end: { entriesOnDisk: 9 } } }),
  ),
  plain('directory-size', 'too small', 'no', () => app({ shape: { end: { size: 50 } } })),
  plain('directory-size', 'zero', 'no', () => app({ shape: { end: { size: 0 } } })),
  plain(
    'directory-elsewhere',
    'offset and size point nowhere',
    'no',
    () => app({ shape: { end: { offset: 7, size: 7 } } }),
    { error: 'zip/truncated' },
  ),
  plain('gap-before-directory', 'bytes between the last entry and the directory', 'yes', () =>
    app({ shape: { beforeDirectory: garbage } }),
  ),
  plain('gap-before-end', 'bytes between the directory and the end record', 'yes', () =>
    app({ shape: { afterDirectory: garbage } }),
  ),
  plain('zip64-end', 'zip64 end record', 'yes', () => app({ shape: { zip64End: true } })),
  plain('zip64-entries', 'zip64 sizes and offsets in every entry', 'yes', () =>
    app({ items: (items) => items.map(({ align: _align, ...item }) => ({ ...item, zip64: true })) }),
  ),
  plain(
    'zip64-broken',
    'offset says zip64, no record there',
    'no',
    () => app({ shape: { end: { offset: 0xffffffff } } }),
    { error: 'zip/bad-zip64' },
  ),
  plain(
    'zip64-broken',
    'entry says zip64, extra field is cut',
    'no',
    () =>
      app({
        items: spoil(1, {
          central: { size: 0xffffffff, extra: Uint8Array.of(1, 0, 8, 0, 1) },
          descriptor: true,
        }),
      }),
    { codes: ['zip/size-differs'] },
  ),
  plain('descriptor', 'sizes behind the data', 'yes', () =>
    app({ items: (items) => items.map(({ align: _align, ...item }) => ({ ...item, descriptor: true })) }),
  ),
  plain('huge-extra', 'local extra field of 65,535 bytes', 'yes', () =>
    app({ items: spoil(0, { local: { extra: zeros(65535) } }) }),
  ),
  plain('huge-extra', 'directory extra field of 60,000 bytes', 'yes', () =>
    app({ items: spoil(0, { central: { extra: zeros(60000) } }) }),
  ),
  plain('huge-extra', 'entry comment of 60,000 bytes', 'yes', () =>
    app({ items: spoil(0, { central: { comment: 'c'.repeat(60000) } }) }),
  ),
  plain('alignment', 'code stored and aligned to 4096', 'yes', () =>
    app({ items: spoil(1, { method: 0, align: 4096 }) }),
  ),
  plain('overlap', 'two names for the same data', 'no', () =>
    app({ more: [{ name: 'assets/again', data: manifest, method: 8, central: { offset: 0 } }] }),
  ),
  plain(
    'entry-offset',
    'in the directory',
    'no',
    () => app({ more: [{ name: 'assets/x', data: 'x', central: { offset: 0x7ffffff0 } }] }),
    { codes: ['zip/bad-entry-offset'] },
  ),
  plain(
    'entry-offset',
    'manifest at no local header',
    'no',
    () => app({ items: spoil(0, { central: { offset: 11 } }) }),
    { codes: ['zip/no-local-header'], lost: ['manifest', 'permissions', 'label'] },
  ),
  plain('entry-disk', 'entry on disk 3', 'yes', () =>
    app({ items: spoil(0, { central: { diskStart: 3 } }) }),
  ),
  plain(
    'multi-disk',
    'end record of volume 2',
    'yes',
    () => app({ shape: { end: { disk: 1, directoryDisk: 1 } } }),
    { codes: ['zip/multi-disk'] },
  ),
  plain('truncated', 'without its last 40 bytes', 'no', () => app().subarray(0, app().length - 40), {
    error: 'zip/truncated',
  }),
  plain('truncated', 'first half', 'no', () => app().subarray(0, app().length >> 1), {
    error: 'zip/truncated',
  }),
  plain('truncated', 'end record alone', 'no', () => zip([]), { error: 'zip/no-entries' }),
  plain('truncated', 'no end record', 'no', () => app({ shape: { noEnd: true } }), {
    error: 'zip/truncated',
  }),
  plain('no-manifest', 'everything but the manifest', 'no', () => app({ items: (items) => items.slice(1) }), {
    error: 'package/no-manifest',
  }),
  plain('bad-local-signature', 'at the manifest', 'no', () => patched(app(), { 0: 0x51 }), {
    codes: ['zip/no-local-header'],
    lost: ['manifest', 'permissions', 'label'],
  }),
];

const bombs = [
  plain(
    'bomb',
    'one entry beyond the limit',
    'part',
    () => app({ more: [{ name: 'classes2.dex', data: zeros(3 << 20), method: 8 }] }),
    { codes: ['limit/entry-bytes'], limits: { entryBytes: 1 << 20 } },
  ),
  plain(
    'bomb',
    'beyond any honest ratio',
    'part',
    () => app({ more: [{ name: 'classes2.dex', data: zeros(3 << 20), method: 8 }] }),
    { codes: ['limit/inflation-ratio'], limits: { inflationRatio: 100, inflationRatioFromBytes: 1 << 20 } },
  ),
  plain(
    'bomb',
    'many entries over the same data',
    'no',
    () =>
      app({
        more: Array.from({ length: 30 }, (_, at) => ({
          name: `classes${at + 2}.dex`,
          data: zeros(1 << 20),
          method: 8,
        })),
      }),
    { codes: ['limit/total-bytes'], limits: { totalBytes: 8 << 20 } },
  ),
  plain(
    'bomb',
    'declared small, produced large',
    'no',
    () =>
      app({
        more: [
          { name: 'classes2.dex', data: zeros(3 << 20), method: 8, descriptor: true, central: { size: 100 } },
        ],
      }),
    { codes: ['limit/entry-bytes'], limits: { entryBytes: 1 << 20 } },
  ),
  plain(
    'many-entries',
    'more than the limit',
    'yes',
    () => app({ more: Array.from({ length: 500 }, (_, at) => ({ name: `assets/${at}`, data: '' })) }),
    { codes: ['limit/entries'], limits: { entries: 300 } },
  ),
  plain(
    'nested-archives',
    'an archive in an archive in an archive …',
    'yes',
    () => {
      let inner = zipOf({ 'classes.dex': smallDex() });
      for (let depth = 0; depth < 12; depth++)
        inner = zipOf({ 'inner.jar': inner, 'classes.dex': smallDex() });
      return app({ more: [{ name: 'assets/plugin.jar', data: inner }] });
    },
    { codes: ['limit/nesting-depth'] },
  ),
];

export const ZIP_CASES: readonly HostileCase[] = [
  ...encryption,
  ...methods,
  ...sizes,
  ...names,
  ...frame,
  ...bombs,
];
