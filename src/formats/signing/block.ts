// The APK Signing Block: which schemes signed, with which certificates. Leaves v1 to pkcs7.ts and whether signatures
// hold to verify-block.ts: a scan says who signed, "overreach verify --signature" checks it.
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
/** Where bytes come from: a file or a range of one. */
export interface Bytes {
  sizeBytes: number;
  read(start: number, length: number): Uint8Array;
}
/** The block of one scheme: its value, a length-prefixed list of signers. */
export interface SchemeBlock {
  scheme: string;
  value: View;
}
export interface SigningBlock {
  /** Offset of the block in the file. */
  start: number;
  schemes: SchemeBlock[];
}

/** A view of the next length-prefixed piece (u32), moving past it. */
export function piece(cursor: Cursor): View {
  const length = cursor.u32();
  const inner = cursor.view.slice(cursor.at, length);
  cursor.skip(length);
  return inner;
}

/** The pieces of a list of length-prefixed pieces. */
export function pieces(list: View): View[] {
  const cursor = new Cursor(list);
  const found: View[] = [];
  while (cursor.left > 0) found.push(piece(cursor));
  return found;
}

/** The signers of a scheme, each as its whole piece. */
export function signersOf(block: SchemeBlock): View[] {
  return pieces(piece(new Cursor(block.value)));
}

function readSigner(signer: View, scheme: string): SchemeSigner {
  const signedData = new Cursor(piece(new Cursor(signer)));
  piece(signedData); // digests
  return { scheme, certificates: pieces(piece(signedData)).map((der) => der.data) };
}

/**
 * The block that ends at the central directory; null when there is none.
 * Throws ParseError when there is one and it lies about its structure.
 */
export function openSigningBlock(file: Bytes, directoryOffset: number): SigningBlock | null {
  if (directoryOffset < BLOCK.minBytes) return null;
  const footerAt = directoryOffset - BLOCK.footerBytes;
  const footer = new View(file.read(footerAt, BLOCK.footerBytes), footerAt);
  if (readUtf8(footer.bytes(8, 16)) !== BLOCK.magic) return null;
  const sizeBytes = footer.u64(0); // without the leading copy of itself
  const start = directoryOffset - sizeBytes - 8;
  if (sizeBytes < BLOCK.footerBytes || sizeBytes > BLOCK.maxBytes || start < 0) {
    throw new ParseError('signing/bad-block', footerAt, { sizeBytes });
  }
  const view = new View(file.read(start, sizeBytes + 8), start);
  if (view.u64(0) !== sizeBytes) throw new ParseError('signing/bad-block', start, { sizeBytes });
  const pairsEnd = view.length - BLOCK.footerBytes;
  const schemes: SchemeBlock[] = [];
  let at = 8;
  while (at < pairsEnd) {
    const length = view.u64(at);
    if (length < 4 || length > pairsEnd - at - 8) throw new ParseError('signing/bad-block', start + at);
    const scheme = SCHEME_IDS[view.u32(at + 8)];
    if (scheme !== undefined) schemes.push({ scheme, value: view.slice(at + 12, length - 4) });
    at += 8 + length;
  }
  return { start, schemes };
}

/** Signers in the block that ends at the central directory; none when there is no block. Throws ParseError. */
export function readSigningBlock(file: Bytes, directoryOffset: number): SchemeSigner[] {
  const block = openSigningBlock(file, directoryOffset);
  return (block?.schemes ?? []).flatMap((scheme) =>
    signersOf(scheme).map((signer) => readSigner(signer, scheme.scheme)),
  );
}
