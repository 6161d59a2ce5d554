// The APK Signing Block: which schemes signed, with which certificates. Does not verify digests over the file:
// whether an app is what its signer shipped is not our question. Leaves v1 to pkcs7.ts.
import { ParseError } from '../../bytes/parse-error.js';
import { Cursor } from '../../bytes/cursor.js';
import { View } from '../../bytes/view.js';
import { readUtf8 } from '../../bytes/text.js';
import { BLOCK, SCHEME_IDS } from './layout.js';

export interface SchemeSigner {
  scheme: string; // "v2" | "v3" | "v3.1"
  /** DER of the signer's certificate chain, the signer first. */
  certificates: Uint8Array[];
}
interface Bytes {
  sizeBytes: number;
  read(start: number, length: number): Uint8Array;
}

/** A view of the next length-prefixed piece (u32), moving past it. */
function piece(cursor: Cursor): View {
  const length = cursor.u32();
  const inner = cursor.view.slice(cursor.at, length);
  cursor.skip(length);
  return inner;
}

function readSigners(block: View, scheme: string): SchemeSigner[] {
  const signers: SchemeSigner[] = [];
  const list = new Cursor(piece(new Cursor(block)));
  while (list.left > 0) {
    const signedData = new Cursor(piece(new Cursor(piece(list))));
    piece(signedData); // digests
    const chain = new Cursor(piece(signedData));
    const certificates: Uint8Array[] = [];
    while (chain.left > 0) {
      const der = piece(chain);
      certificates.push(der.data);
    }
    signers.push({ scheme, certificates });
  }
  return signers;
}

/**
 * Signers in the block that ends at the central directory; an empty list when there is no block.
 * Throws ParseError when there is one and it lies about its structure.
 */
export function readSigningBlock(file: Bytes, directoryOffset: number): SchemeSigner[] {
  if (directoryOffset < BLOCK.minBytes) return [];
  const footerAt = directoryOffset - BLOCK.footerBytes;
  const footer = new View(file.read(footerAt, BLOCK.footerBytes), footerAt);
  if (readUtf8(footer.bytes(8, 16)) !== BLOCK.magic) return [];
  const sizeBytes = footer.u64(0); // without the leading copy of itself
  const start = directoryOffset - sizeBytes - 8;
  if (sizeBytes < BLOCK.footerBytes || sizeBytes > BLOCK.maxBytes || start < 0) {
    throw new ParseError('signing/bad-block', footerAt, { sizeBytes });
  }
  const view = new View(file.read(start, sizeBytes + 8), start);
  if (view.u64(0) !== sizeBytes) throw new ParseError('signing/bad-block', start, { sizeBytes });
  const pairsEnd = view.length - BLOCK.footerBytes;
  const signers: SchemeSigner[] = [];
  let at = 8;
  while (at < pairsEnd) {
    const length = view.u64(at);
    if (length < 4 || length > pairsEnd - at - 8) throw new ParseError('signing/bad-block', start + at);
    const scheme = SCHEME_IDS[view.u32(at + 8)];
    if (scheme !== undefined) signers.push(...readSigners(view.slice(at + 12, length - 4), scheme));
    at += 8 + length;
  }
  return signers;
}
