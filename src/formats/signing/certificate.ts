// One X.509 certificate (RFC 5280): who, by whom, from when to when, which algorithm and key, which digest. Reads the fields
// that are told and nothing else. Leaves trust alone: app certificates sign themselves.
import { ParseError } from '../../bytes/parse-error.js';
import { View } from '../../bytes/view.js';
import { sha256 } from '../../platform/sha256.js';
import { childrenOf, readDer, readOid, type Der } from './der.js';
import { CURVES, DER, KEY_NAMES, SIGNATURE_NAMES } from './layout.js';
import { nameText } from './name.js';

export interface Certificate {
  sha256: string;
  subject: string; // "CN=Android Debug, O=Android, C=US": RFC 2253 order
  issuer: string;
  validFrom: string; // ISO 8601, UTC, to the second; as written when it is no such date
  validTo: string;
  algorithm: string; // "SHA256withRSA, RSA 2048"
}

/** Reads a certificate from its DER bytes. Throws ParseError "signing/bad-certificate". */
export function readCertificate(der: Uint8Array): Certificate {
  try {
    return read(der);
  } catch (error) {
    if (error instanceof ParseError) throw new ParseError('signing/bad-certificate', 0);
    throw error;
  }
}

const bad = (): ParseError => new ParseError('signing/bad-certificate', 0);

function read(der: Uint8Array): Certificate {
  const view = new View(der);
  const certificate = readDer(view, 0, der.length);
  const [signed, signature] = childrenOf(view, certificate);
  if (certificate.tag !== DER.sequence || signed === undefined || signature === undefined) throw bad();
  const fields = childrenOf(view, signed);
  const first = fields[0]?.tag === DER.context0 ? 1 : 0; // the version, where it is said
  const [, , issuer, validity, subject, key] = fields.slice(first);
  if (issuer === undefined || validity === undefined || subject === undefined || key === undefined)
    throw bad();
  const [from, to] = childrenOf(view, validity);
  if (from === undefined || to === undefined) throw bad();
  const names = [signatureName(view, signature), keyName(view, key)];
  return {
    sha256: sha256(der),
    subject: nameText(view, subject),
    issuer: nameText(view, issuer),
    validFrom: isoDate(view, from),
    validTo: isoDate(view, to),
    algorithm: names.filter((name) => name !== '').join(', '),
  };
}

function signatureName(view: View, algorithm: Der): string {
  const oid = childrenOf(view, algorithm)[0];
  if (oid === undefined) return '';
  const dotted = readOid(view, oid);
  return SIGNATURE_NAMES[dotted] ?? dotted;
}

/** "RSA 2048", "EC prime256v1"; empty for a kind of key that has no name here. */
function keyName(view: View, spki: Der): string {
  const [algorithm, bits] = childrenOf(view, spki);
  const [oid, parameters] = algorithm === undefined ? [] : childrenOf(view, algorithm);
  const name = oid === undefined ? undefined : KEY_NAMES[readOid(view, oid)];
  if (name === undefined || bits === undefined) return '';
  return `${name} ${keySize(view, name, parameters, bits)}`.trim();
}

function keySize(view: View, name: string, parameters: Der | undefined, bits: Der): string {
  if (name === 'EC') {
    if (parameters?.tag !== DER.oid) return '';
    const dotted = readOid(view, parameters);
    return CURVES[dotted] ?? dotted;
  }
  // A modulus: of RSA in the key itself, after the byte that counts unused bits; of DSA the first parameter.
  if (name.startsWith('RSA')) {
    const modulus = childrenOf(view, readDer(view, bits.body + 1, bits.end))[0];
    return modulus === undefined ? '' : String(bitsOf(view, modulus));
  }
  const prime = name === 'DSA' && parameters !== undefined ? childrenOf(view, parameters)[0] : undefined;
  return prime === undefined ? '' : String(bitsOf(view, prime));
}

/** Length of a positive integer in bits. */
function bitsOf(view: View, integer: Der): number {
  let at = integer.body;
  while (at < integer.end && view.u8(at) === 0) at++;
  return at === integer.end ? 0 : (integer.end - at) * 8 - Math.clz32(view.u8(at)) + 24;
}

/** UTCTime ("260615120000Z", years 1950 to 2049) and GeneralizedTime ("20500615120000Z"). */
function isoDate(view: View, time: Der): string {
  let text = '';
  for (let at = time.body; at < time.end; at++) text += String.fromCharCode(view.u8(at));
  const full = time.tag === DER.utcTime ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(full);
  if (parts === null) return text;
  const [, year, month, day, hour, minute, second] = parts;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  return Number.isNaN(Date.parse(iso)) ? text : iso;
}
