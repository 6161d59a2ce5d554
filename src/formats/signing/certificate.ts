// One X.509 certificate: who, by whom, from when to when, which algorithm, which digest. node:crypto reads the
// inside; we only look at the outer signature algorithm. Leaves trust alone: app certificates sign themselves.
import { createHash, X509Certificate } from 'node:crypto';
import { ParseError } from '../../bytes/parse-error.js';
import { View } from '../../bytes/view.js';
import { childrenOf, readDer, readOid } from './der.js';
import { SIGNATURE_NAMES } from './layout.js';

export interface Certificate {
  sha256: string;
  subject: string; // "CN=Android Debug, O=Android, C=US": RFC 2253 order
  issuer: string;
  validFrom: string; // ISO 8601, UTC, to the second; as printed by the library when it is no such date
  validTo: string;
  algorithm: string; // "SHA256withRSA, RSA 2048"
}

/** node prints one attribute per line, as stored; names are written the other way round (RFC 2253, as apksigner does). */
const oneLine = (name: string | undefined): string => (name ?? '').split('\n').reverse().join(', ');

function isoDate(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : new Date(time).toISOString().replace('.000Z', 'Z');
}

function keyName(certificate: X509Certificate): string {
  try {
    const key = certificate.publicKey;
    const details = key.asymmetricKeyDetails;
    const size = details?.modulusLength ?? details?.namedCurve ?? '';
    return `${(key.asymmetricKeyType ?? '').toUpperCase()} ${size}`.trim();
  } catch {
    return ''; // a key type the library does not know
  }
}

function signatureName(der: Uint8Array): string {
  const view = new View(der);
  const algorithm = childrenOf(view, readDer(view, 0, der.length))[1];
  const oid = algorithm === undefined ? undefined : childrenOf(view, algorithm)[0];
  if (oid === undefined) return '';
  const dotted = readOid(view, oid);
  return SIGNATURE_NAMES[dotted] ?? dotted;
}

/** Reads a certificate from its DER bytes. Throws ParseError "signing/bad-certificate". */
export function readCertificate(der: Uint8Array): Certificate {
  let parsed: X509Certificate;
  try {
    parsed = new X509Certificate(der);
  } catch {
    throw new ParseError('signing/bad-certificate', 0);
  }
  return {
    sha256: createHash('sha256').update(der).digest('hex'),
    subject: oneLine(parsed.subject),
    issuer: oneLine(parsed.issuer),
    validFrom: isoDate(parsed.validFrom),
    validTo: isoDate(parsed.validTo),
    algorithm: [signatureName(der), keyName(parsed)].filter((x) => x !== '').join(', '),
  };
}
