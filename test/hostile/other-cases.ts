// Broken signatures, native libraries and small files around an honest app.
import { Out } from '../support/zip.js';
import { app, type HostileCase } from './case.js';

const MAGIC = new TextEncoder().encode('APK Sig Block 42');
/** An APK Signing Block of id-value pairs; sizes may lie. */
function signingBlock(
  pairs: readonly { id: number; value: Uint8Array; length?: number }[],
  size?: number,
  again?: number,
): Uint8Array {
  const body = new Out();
  for (const { id, value, length } of pairs)
    body
      .u64(length ?? value.length + 4)
      .u32(id)
      .put(value);
  const bytes = body.length + 24;
  return new Out()
    .u64(again ?? size ?? bytes)
    .put(body.done())
    .u64(size ?? bytes)
    .put(MAGIC)
    .done();
}
const piece = (data: Uint8Array): Uint8Array => new Out().u32(data.length).put(data).done();
const signer = (certificate: Uint8Array): Uint8Array => {
  const signed = new Out().put(piece(new Uint8Array(0)), piece(piece(certificate))).done();
  return piece(piece(piece(signed)));
};
const V2 = 0x7109871a;
const block = (trick: string, name: string, data: () => Uint8Array, codes: string[]): HostileCase => ({
  trick,
  name,
  installs: 'no',
  build: () => app({ shape: { beforeDirectory: data() } }),
  codes,
});
const file = (
  trick: string,
  name: string,
  path: string,
  data: Uint8Array | string,
  codes: string[] = [],
): HostileCase => ({
  trick,
  name,
  installs: 'part',
  build: () => app({ more: [{ name: path, data, method: 8 }] }),
  codes,
});

const elf = (change: Readonly<Record<number, number>>, sizeBytes = 400): Uint8Array => {
  const data = new Uint8Array(sizeBytes);
  data.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  const view = new DataView(data.buffer);
  view.setUint16(18, 183, true);
  view.setUint32(32, 64, true); // program headers right behind the header
  view.setUint16(54, 56, true);
  view.setUint16(56, 1, true);
  view.setUint32(64, 2, true); // PT_DYNAMIC
  view.setUint32(72, 120, true);
  view.setUint32(96, 200, true);
  for (const [at, value] of Object.entries(change)) view.setUint32(Number(at), value, true);
  return data;
};
/** Dynamic entries from byte 120 on. */
const dynamic = (...pairs: [tag: number, value: number][]): Readonly<Record<number, number>> =>
  Object.fromEntries(
    pairs.flatMap(([tag, value], at) => [
      [120 + at * 16, tag],
      [128 + at * 16, value],
    ]),
  );

export const OTHER_CASES: readonly HostileCase[] = [
  block('signing-block-size', 'larger than the file', () => signingBlock([], 0x7fffffff), [
    'signing/bad-block',
  ]),
  block('signing-block-size', 'the two sizes differ', () => signingBlock([], undefined, 9999), [
    'signing/bad-block',
  ]),
  block('signing-block-size', 'smaller than its own footer', () => signingBlock([], 3), [
    'signing/bad-block',
  ]),
  block(
    'signing-block-pair',
    'a pair longer than the block',
    () => signingBlock([{ id: V2, value: new Uint8Array(8), length: 5000 }]),
    ['signing/bad-block'],
  ),
  block(
    'signing-block-pair',
    'a pair of length zero',
    () => signingBlock([{ id: V2, value: new Uint8Array(0), length: 0 }]),
    ['signing/bad-block'],
  ),
  block(
    'signing-block-signer',
    'signers cut off',
    () => signingBlock([{ id: V2, value: Uint8Array.of(0xff, 0xff, 0, 0) }]),
    ['bytes/out-of-range'],
  ),
  block(
    'signing-block-signer',
    'certificate is rubbish',
    () => signingBlock([{ id: V2, value: signer(new Uint8Array(60).fill(7)) }]),
    ['signing/bad-certificate'],
  ),
  {
    trick: 'signing-block-unknown',
    name: 'pairs of unknown ids, padding',
    installs: 'yes',
    build: () =>
      app({
        shape: {
          beforeDirectory: signingBlock([
            { id: 0x42726577, value: new Uint8Array(3000) },
            { id: 0x2146444e, value: new Uint8Array(5) },
          ]),
        },
      }),
  },
  file('signature-file', 'rubbish', 'META-INF/CERT.RSA', 'rubbish', ['signing/bad-der']),
  file('signature-file', 'empty', 'META-INF/CERT.DSA', '', ['bytes/out-of-range']),
  file(
    'signature-file',
    'DER nested 200 deep',
    'META-INF/CERT.EC',
    Uint8Array.from({ length: 600 }, (_, at) => (at % 2 === 0 ? 0x30 : 0x80)),
    ['signing/bad-der'],
  ),
  file(
    'signature-file',
    'a length of four billion',
    'META-INF/CERT.RSA',
    Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0),
    ['signing/bad-der'],
  ),
  file('native-library', 'rubbish', 'lib/arm64-v8a/librubbish.so', 'rubbish'.repeat(20), ['elf/bad-magic']),
  file('native-library', 'empty', 'lib/x86/libempty.so', '', ['bytes/out-of-range']),
  file('native-library', 'big-endian', 'lib/arm64-v8a/libbig.so', elf({ 4: 0x00010202 }), ['elf/big-endian']),
  file('native-library', 'of no class', 'lib/arm64-v8a/libclass.so', elf({ 4: 0x00010109 }), [
    'elf/bad-class',
  ]),
  file('native-library', 'program headers outside', 'lib/arm64-v8a/libheaders.so', elf({ 32: 0x7ffffff0 }), [
    'bytes/out-of-range',
  ]),
  file(
    'native-library',
    '65,535 program headers of no size',
    'lib/arm64-v8a/libmany.so',
    elf({ 54: 0xffff0000 }),
  ),
  file(
    'native-library',
    'names outside the file',
    'lib/arm64-v8a/libnames.so',
    elf(dynamic([5, 0x7ffffff0], [1, 5])),
    ['elf/name-out-of-range'],
  ),
  file(
    'native-library',
    'hash table of four billion buckets',
    'lib/arm64-v8a/libhash.so',
    elf({ ...dynamic([5, 300], [6, 200], [0x6ffffef5, 280]), 280: 0xffffffff, 284: 0 }),
    ['bytes/out-of-range'],
  ),
  file('native-library', 'numbers beyond 2^53', 'lib/arm64-v8a/libwide.so', elf({ 36: 0xffffffff }), [
    'bytes/number-too-large',
  ]),
  file('service-file', 'one million providers', 'META-INF/services/a.B', 'x.Y\n'.repeat(10_000)),
  file('version-file', 'escape sequences', 'META-INF/a_b.version', '\x1b[31m1.0\n'),
];
