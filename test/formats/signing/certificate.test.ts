// Certificates against Node's own reader: those of installed packages, and built ones with names, dates and keys of every kind.
import { X509Certificate, createHash, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../../src/bytes/limits.js';
import { ParseError } from '../../../src/bytes/parse-error.js';
import { readCertificate } from '../../../src/formats/signing/certificate.js';
import { readPkcs7Certificates } from '../../../src/formats/signing/pkcs7.js';
import { openPackage } from '../../../src/package/index.js';

const der = (tag: number, ...parts: Uint8Array[]): Uint8Array => {
  const body = Buffer.concat(parts);
  const n = body.length;
  const head = n < 128 ? [tag, n] : n < 256 ? [tag, 0x81, n] : [tag, 0x82, n >> 8, n & 255];
  return Buffer.concat([Uint8Array.from(head), body]);
};
const text = (tag: number, value: string, coding: BufferEncoding = 'utf8'): Uint8Array =>
  der(tag, Buffer.from(value, coding));
const oid = (dotted: string): Uint8Array => {
  const [a = 0, b = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [a * 40 + b];
  for (const part of rest) {
    const coded = [part & 127];
    for (let left = part >> 7; left > 0; left >>= 7) coded.unshift((left & 127) | 128);
    bytes.push(...coded);
  }
  return der(6, Uint8Array.from(bytes));
};
const attribute = (type: string, value: Uint8Array): Uint8Array => der(0x30, oid(type), value);
const name = (...relative: Uint8Array[][]): Uint8Array =>
  der(0x30, ...relative.map((one) => der(0x31, ...one)));

const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
function certificate(
  subject: Uint8Array,
  {
    key = rsa,
    from = text(0x17, '200102030405Z'),
    to = text(0x18, '20510203040506Z'),
  }: {
    key?: KeyObject;
    from?: Uint8Array;
    to?: Uint8Array;
  } = {},
): Uint8Array {
  const algorithm = der(0x30, oid('1.2.840.113549.1.1.11'), der(5));
  const signed = der(
    0x30, der(0xa0, der(2, Uint8Array.of(2))), der(2, Uint8Array.of(7)), algorithm, name([attribute('2.5.4.3', text(0x0c, 'Issuer'))]),
    der(0x30, from, to), subject, key.export({ format: 'der', type: 'spki' }),
  ); // prettier-ignore
  return der(0x30, signed, algorithm, der(3, Uint8Array.of(0, 1, 2, 3)));
}

/** As the facts have it, from what Node says. */
function byNode(bytes: Uint8Array): Record<string, unknown> {
  const node = new X509Certificate(bytes);
  const line = (value: string | undefined): string => (value ?? '').split('\n').reverse().join(', ');
  const date = (value: string): string => new Date(value).toISOString().replace('.000Z', 'Z');
  const details = node.publicKey.asymmetricKeyDetails;
  const size = details?.modulusLength ?? details?.namedCurve ?? '';
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    subject: line(node.subject),
    issuer: line(node.issuer),
    validFrom: date(node.validFrom),
    validTo: date(node.validTo),
    key: `${(node.publicKey.asymmetricKeyType ?? '').toUpperCase()} ${size}`.trim(),
  };
}
function byUs(bytes: Uint8Array): Record<string, unknown> {
  const { algorithm, ...rest } = readCertificate(bytes);
  return { ...rest, key: algorithm.split(', ').at(-1) };
}

const CN = '2.5.4.3';
const O = '2.5.4.10';
describe('names', () => {
  test.each([
    ['plain', name([attribute('2.5.4.6', text(0x13, 'CN'))], [attribute(O, text(0x13, 'Some Shop'))], [attribute(CN, text(0x0c, '某某应用'))])],
    ['with what separates names', name([attribute(CN, text(0x0c, 'a, b + "c" \\ <d>; e=f'))])],
    ['with blanks and a hash at the ends', name([attribute(CN, text(0x0c, ' lead'))], [attribute(O, text(0x0c, 'trail '))], [attribute(CN, text(0x0c, '#hash'))])],
    ['with line breaks and control characters', name([attribute(CN, text(0x0c, 'one\nO=two\r\u0001\u007f'))])],
    ['in sixteen bits a character', name([attribute(CN, der(0x1e, Uint8Array.of(0x4e, 0x2d, 0x65, 0x87)))])],
    ['in Latin letters of one byte', name([attribute(CN, text(0x14, 'M\u00fcller', 'latin1'))])],
    ['with several attributes at once', name([attribute(CN, text(0x0c, 'a')), attribute('0.9.2342.19200300.100.1.1', text(0x0c, 'u'))])],
    ['of a type without a short name', name([attribute('1.2.3.4.5', text(0x0c, 'x'))])],
    ['with mail and domain', name([attribute('0.9.2342.19200300.100.1.25', text(0x16, 'example'))], [attribute('1.2.840.113549.1.9.1', text(0x16, 'a@example.org'))])],
    ['empty', name()],
  ])('%s', (_what, subject) => {
    const bytes = certificate(subject);
    expect(byUs(bytes)).toEqual(byNode(bytes));
  });
}); // prettier-ignore

const simple = name([attribute(CN, text(0x0c, 'x'))]);
test.each([
  ['RSA', generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey],
  ['P-256', generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey],
  ['P-384', generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey],
  ['secp256k1', generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey],
  ['Ed25519', generateKeyPairSync('ed25519').publicKey],
  ['DSA', generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).publicKey],
])('a key of %s', (_name, key) => {
  const bytes = certificate(simple, { key });
  expect(byUs(bytes)).toEqual(byNode(bytes));
});

test('dates of the last century and of the next', () => {
  const bytes = certificate(simple, { from: text(0x17, '991231235959Z'), to: text(0x18, '21000101000000Z') });
  expect(byUs(bytes)).toEqual(byNode(bytes));
});

test('certificates of installed packages', () => {
  const root = fileURLToPath(new URL('../../../node_modules/', import.meta.url));
  const files = ['settings-2/bin/settings_apk-debug.apk', 'settings-5/apks/settings_apk-debug.apk', 'android-apidemos/apks/ApiDemos-debug.apk']
    .map((file) => join(root, file))
    .filter((file) => existsSync(file));
  let compared = 0;
  for (const file of files) {
    const pkg = openPackage([file], DEFAULT_LIMITS);
    for (const entry of pkg.parts[0]!.entries().filter(({ name: n }) => /^META-INF\/[^/]+\.(RSA|DSA|EC)$/.test(n)))
      for (const bytes of readPkcs7Certificates(pkg.parts[0]!.read(entry.name))) {
        expect(byUs(bytes)).toEqual(byNode(bytes));
        compared++;
      }
    pkg.close();
  }
  expect(compared).toBeGreaterThan(0);
}); // prettier-ignore

test('what is no certificate is refused by name', () => {
  const whole = certificate(simple);
  for (const bytes of [Uint8Array.of(), Uint8Array.of(0x30, 0), whole.subarray(0, 40), text(0x0c, 'x')])
    expect(() => readCertificate(bytes)).toThrow(ParseError);
});
