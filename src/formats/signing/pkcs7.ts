// JAR signing (v1): the certificates of the signers in a META-INF/*.RSA|DSA|EC block, PKCS#7 SignedData (RFC 2315
// section 9). Does not verify. Leaves the newer schemes to block.ts.
import { ParseError } from '../../bytes/parse-error.js';
import { View } from '../../bytes/view.js';
import { childrenOf, readDer, type Der } from './der.js';
import { DER } from './layout.js';

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);
const raw = (view: View, der: Der): Uint8Array => view.bytes(der.at, der.end - der.at);

/** issuer and serial number of a certificate, as their encoded bytes. */
function nameOf(view: View, certificate: Der): { issuer: Uint8Array; serial: Uint8Array } | null {
  const tbs = childrenOf(view, certificate)[0];
  if (tbs === undefined) return null;
  const fields = childrenOf(view, tbs);
  const first = fields[0]?.tag === DER.context0 ? 1 : 0; // explicit version comes first when present
  const serial = fields[first];
  const issuer = fields[first + 2];
  return serial === undefined || issuer === undefined
    ? null
    : { serial: raw(view, serial), issuer: raw(view, issuer) };
}

/** DER of each signer's own certificate, in signer order; all certificates when no signer can be matched. */
export function readPkcs7Certificates(data: Uint8Array): Uint8Array[] {
  const view = new View(data);
  const content = childrenOf(view, readDer(view, 0, data.length)).find((x) => x.tag === DER.context0);
  if (content === undefined) throw new ParseError('signing/bad-pkcs7', 0);
  const signedData = childrenOf(view, content)[0];
  if (signedData === undefined || signedData.tag !== DER.sequence)
    throw new ParseError('signing/bad-pkcs7', content.at);
  const fields = childrenOf(view, signedData);
  const set = fields.find((x) => x.tag === DER.context0);
  if (set === undefined) throw new ParseError('signing/no-certificate', signedData.at);
  const certificates = childrenOf(view, set).filter((x) => x.tag === DER.sequence);
  const signers = fields.at(-1);
  const chosen: Uint8Array[] = [];
  if (signers !== undefined && signers.tag === DER.set) {
    for (const signer of childrenOf(view, signers)) {
      const id = childrenOf(view, signer)[1]; // version, issuerAndSerialNumber, …
      if (id === undefined) continue;
      const [issuer, serial] = childrenOf(view, id);
      if (issuer === undefined || serial === undefined) continue;
      const match = certificates.find((certificate) => {
        const name = nameOf(view, certificate);
        return (
          name !== null &&
          sameBytes(name.issuer, raw(view, issuer)) &&
          sameBytes(name.serial, raw(view, serial))
        );
      });
      if (match !== undefined) chosen.push(raw(view, match));
    }
  }
  return chosen.length > 0 ? chosen : certificates.map((x) => raw(view, x));
}
