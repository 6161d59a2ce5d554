// JAR signing (v1): the certificates of the signers in a META-INF/*.RSA|DSA|EC block, PKCS#7 SignedData (RFC 2315
// section 9), and what they signed. Leaves the newer schemes to block.ts and verifying to verify-jar.ts.
import { ParseError } from '../../bytes/parse-error.js';
import { readUtf8 } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';
import { childrenOf, readDer, readOid, type Der } from './der.js';
import { DER, DIGEST_NAMES, OID_MESSAGE_DIGEST } from './layout.js';

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);
const raw = (view: View, der: Der): Uint8Array => view.bytes(der.at, der.end - der.at);

/**
 * A name as names compare (RFC 5280, section 7.1): attribute types with their values, whatever string type they are
 * written in, without regard to case and to how many spaces there are. Signing tools write the same name differently.
 */
function comparable(view: View, name: Der): string {
  return childrenOf(view, name)
    .map((relative) =>
      childrenOf(view, relative)
        .map((attribute) => {
          const [type, value] = childrenOf(view, attribute);
          if (type === undefined || value === undefined) return '';
          const text = readUtf8(view.bytes(value.body, value.end - value.body));
          return `${readOid(view, type)}=${text.trim().toLowerCase().replace(/ +/g, ' ')}`;
        })
        .sort()
        .join('+'),
    )
    .join(',');
}

/** issuer and serial number of a certificate, for comparing. */
function nameOf(view: View, certificate: Der): { issuer: string; serial: Uint8Array } | null {
  const tbs = childrenOf(view, certificate)[0];
  if (tbs === undefined) return null;
  const fields = childrenOf(view, tbs);
  const first = fields[0]?.tag === DER.context0 ? 1 : 0; // explicit version comes first when present
  const serial = fields[first];
  const issuer = fields[first + 2];
  return serial === undefined || issuer === undefined
    ? null
    : { serial: raw(view, serial), issuer: comparable(view, issuer) };
}

/** SubjectPublicKeyInfo of a certificate, as its encoded bytes. */
function keyOf(view: View, certificate: Der): Uint8Array | null {
  const tbs = childrenOf(view, certificate)[0];
  if (tbs === undefined) return null;
  const fields = childrenOf(view, tbs);
  const key = fields[(fields[0]?.tag === DER.context0 ? 1 : 0) + 5]; // serial, algorithm, issuer, validity, subject, key
  return key === undefined ? null : raw(view, key);
}

/** SignedData: certificates and signer infos. Throws ParseError. */
function openSignedData(data: Uint8Array): { view: View; certificates: Der[]; signers: Der[] } {
  const view = new View(data);
  const content = childrenOf(view, readDer(view, 0, data.length)).find((x) => x.tag === DER.context0);
  if (content === undefined) throw new ParseError('signing/bad-pkcs7', 0);
  const signedData = childrenOf(view, content)[0];
  if (signedData === undefined || signedData.tag !== DER.sequence)
    throw new ParseError('signing/bad-pkcs7', content.at);
  const fields = childrenOf(view, signedData);
  const set = fields.find((x) => x.tag === DER.context0);
  if (set === undefined) throw new ParseError('signing/no-certificate', signedData.at);
  const last = fields.at(-1);
  return {
    view,
    certificates: childrenOf(view, set).filter((x) => x.tag === DER.sequence),
    signers: last !== undefined && last.tag === DER.set ? childrenOf(view, last) : [],
  };
}

/** The certificate that a signer info names by issuer and serial number. */
function certificateOf(view: View, fields: readonly Der[], certificates: readonly Der[]): Der | undefined {
  const id = fields[1]; // version, issuerAndSerialNumber, …
  if (id === undefined) return undefined;
  const [issuer, serial] = childrenOf(view, id);
  if (issuer === undefined || serial === undefined) return undefined;
  const wanted = comparable(view, issuer);
  return certificates.find((certificate) => {
    const name = nameOf(view, certificate);
    return name !== null && name.issuer === wanted && sameBytes(name.serial, raw(view, serial));
  });
}

/** DER of each signer's own certificate, in signer order; all certificates when no signer can be matched. */
export function readPkcs7Certificates(data: Uint8Array): Uint8Array[] {
  const { view, certificates, signers } = openSignedData(data);
  const chosen = signers.flatMap((signer) => {
    const match = certificateOf(view, childrenOf(view, signer), certificates);
    return match === undefined ? [] : [raw(view, match)];
  });
  return chosen.length > 0 ? chosen : certificates.map((x) => raw(view, x));
}

/** What a signer info says, for verification. */
export interface Pkcs7Signer {
  certificate: Uint8Array;
  spki: Uint8Array | null;
  /** Name of the digest for node:crypto; null for one we do not know. */
  hash: string | null;
  /** The signed attributes as they are signed, and the digest of the contents among them; null: contents are signed. */
  attributes: { bytes: Uint8Array; messageDigest: Uint8Array | null } | null;
  signature: Uint8Array;
}

/** The signers whose certificate is there. Throws ParseError, also when there is none. */
export function readPkcs7Signers(data: Uint8Array): Pkcs7Signer[] {
  const { view, certificates, signers } = openSignedData(data);
  const found = signers.flatMap((signer): Pkcs7Signer[] => {
    const fields = childrenOf(view, signer);
    const certificate = certificateOf(view, fields, certificates);
    const digest = fields[2] === undefined ? undefined : childrenOf(view, fields[2])[0];
    const signature = fields.find((x) => x.tag === DER.octets);
    if (certificate === undefined || digest === undefined || signature === undefined) return [];
    const attributes = fields.find((x) => x.tag === DER.context0);
    return [
      {
        certificate: raw(view, certificate),
        spki: keyOf(view, certificate),
        hash: DIGEST_NAMES[readOid(view, digest)] ?? null,
        attributes: attributes === undefined ? null : signedAttributes(view, attributes),
        signature: view.bytes(signature.body, signature.end - signature.body),
      },
    ];
  });
  if (found.length === 0) throw new ParseError('signing/no-certificate', 0);
  return found;
}

function signedAttributes(view: View, list: Der): Pkcs7Signer['attributes'] {
  // Signed as a SET OF, although written with an implicit tag (RFC 2315, 9.3).
  const bytes = Uint8Array.from(raw(view, list));
  bytes[0] = DER.set;
  let messageDigest: Uint8Array | null = null;
  for (const attribute of childrenOf(view, list)) {
    const [type, values] = childrenOf(view, attribute);
    if (type === undefined || values === undefined || readOid(view, type) !== OID_MESSAGE_DIGEST) continue;
    const value = childrenOf(view, values)[0];
    if (value !== undefined) messageDigest = view.bytes(value.body, value.end - value.body);
  }
  return { bytes, messageDigest };
}
