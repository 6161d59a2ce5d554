// Whether the signatures of schemes 2, 3 and 3.1 hold: the strongest one of each signer over its signed data, and the
// digests in there over the file, as the platform checks them (ApkSignatureSchemeV2Verifier, …V3Verifier).
// Does not follow the history of rotated keys, and trusts no certificate: app certificates sign themselves.
// Leaves v1 to verify-jar.ts.
import { createHash, X509Certificate } from 'node:crypto';
import { Cursor } from '../../bytes/cursor.js';
import { ParseError } from '../../bytes/parse-error.js';
import type { View } from '../../bytes/view.js';
import { ALGORITHMS, holds, openKey, type Algorithm, type ContentDigest } from './algorithms.js';
import { openSigningBlock, piece, pieces, signersOf, type Bytes } from './block.js';
import { digestContents, findZipEnd, signedContents } from './content-digest.js';
import { STRIPPING_PROTECTION } from './layout.js';

/** What is wrong with a signature. `unknown-algorithm` and `unreadable` mean that it could not be checked. */
export type Flaw =
  | 'signature-wrong'
  | 'contents-differ'
  | 'key-differs'
  | 'algorithms-differ'
  | 'versions-differ'
  | 'stripped'
  | 'unknown-algorithm'
  | 'unreadable';

/** One signer of one scheme. */
export interface SignerCheck {
  scheme: string;
  /** SHA-256 of the signer's certificate; null when there is none to read. */
  certificate: string | null;
  /** Sorted; none: the signature holds. */
  flaws: Flaw[];
  /** What a flaw is about: entry names, or codes of structures that could not be read; a few of them. */
  details: string[];
}

interface Signed {
  check: SignerCheck;
  /** Digests that the signer vouches for, to be compared with the file. */
  digests: { content: ContentDigest; digest: Uint8Array }[];
}

/** Checks every signer of the signing block; none when there is no block. Throws ParseError when it is no zip or the block lies. */
export function verifySigningBlock(file: Bytes): SignerCheck[] {
  const end = findZipEnd(file);
  const block = openSigningBlock(file, end.directoryOffset);
  if (block === null) return [];
  const present = new Set(block.schemes.map((one) => one.scheme));
  const signed = block.schemes.flatMap((scheme) => {
    try {
      const signers = signersOf(scheme);
      if (signers.length === 0) return [unreadable(scheme.scheme, 'signing/bad-block')];
      return signers.map((signer) => guarded(signer, scheme.scheme, present));
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      return [unreadable(scheme.scheme, error.code)];
    }
  });
  const wanted = new Set(signed.flatMap((one) => one.digests.map((digest) => digest.content)));
  const real = digestContents(file, signedContents(end, block.start), wanted);
  return signed.map(({ check, digests }) => {
    const differs = digests.some(({ content, digest }) => !same(digest, real.get(content)!));
    return differs ? { ...check, flaws: [...check.flaws, 'contents-differ' as const].sort() } : check;
  });
}

const unreadable = (scheme: string, code: string): Signed => ({
  check: { scheme, certificate: null, flaws: ['unreadable'], details: [code] },
  digests: [],
});

function guarded(signer: View, scheme: string, present: ReadonlySet<string>): Signed {
  try {
    return readSigned(signer, scheme, present);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return unreadable(scheme, error.code);
  }
}

/** Pairs of an algorithm's id and a piece: digests and signatures have this form. */
function tagged(list: View): { id: number; bytes: Uint8Array }[] {
  return pieces(list).map((item) => {
    const cursor = new Cursor(item);
    return { id: cursor.u32(), bytes: piece(cursor).data };
  });
}

// eslint-disable-next-line complexity -- each field of a signer is there or not by scheme
function readSigned(signer: View, scheme: string, present: ReadonlySet<string>): Signed {
  const outer = new Cursor(signer);
  const data = piece(outer);
  const versions = scheme === 'v2' ? null : [outer.u32(), outer.u32()];
  const signatures = tagged(piece(outer));
  const spki = piece(outer).data;
  const inner = new Cursor(data);
  const digests = tagged(piece(inner));
  const certificate = pieces(piece(inner))[0]?.data;
  const signedVersions = scheme === 'v2' ? null : [inner.u32(), inner.u32()];
  const attributes = inner.left > 0 ? pieces(piece(inner)) : [];
  const flaws = new Set<Flaw>();
  const details: string[] = [];
  const best = strongest(signatures);
  const key = openKey(spki);
  if (best === null || key === null) {
    flaws.add('unknown-algorithm');
    details.push(...signatures.slice(0, 4).map(({ id }) => `0x${id.toString(16).padStart(4, '0')}`));
  } else if (
    key.asymmetricKeyType !== best.algorithm.key ||
    !holds(data.data, best.bytes, key, best.algorithm.hash, best.algorithm.pssSalt)
  ) {
    flaws.add('signature-wrong');
  }
  if (certificate === undefined || !isKeyOf(certificate, spki)) flaws.add('key-differs');
  if (digests.map((one) => one.id).join() !== signatures.map((one) => one.id).join())
    flaws.add('algorithms-differ');
  if (versions !== null && versions.join() !== signedVersions?.join()) flaws.add('versions-differ');
  if (scheme === 'v2' && attributes.some((one) => isStripped(one, present))) flaws.add('stripped');
  const digest = best === null ? undefined : digests.find((one) => one.id === best.id);
  return {
    check: {
      scheme,
      certificate: certificate === undefined ? null : createHash('sha256').update(certificate).digest('hex'),
      flaws: [...flaws].sort(),
      details,
    },
    digests:
      best === null || digest === undefined
        ? []
        : [{ content: best.algorithm.content, digest: digest.bytes }],
  };
}

function strongest(
  signatures: readonly { id: number; bytes: Uint8Array }[],
): { id: number; bytes: Uint8Array; algorithm: Algorithm } | null {
  let best: { id: number; bytes: Uint8Array; algorithm: Algorithm } | null = null;
  for (const { id, bytes } of signatures) {
    const algorithm = ALGORITHMS[id];
    if (algorithm && (best === null || algorithm.rank > best.algorithm.rank)) best = { id, bytes, algorithm };
  }
  return best;
}

/** The key in the block must be the one of the first certificate. */
function isKeyOf(certificate: Uint8Array, spki: Uint8Array): boolean {
  try {
    return same(new X509Certificate(certificate).publicKey.export({ format: 'der', type: 'spki' }), spki);
  } catch {
    return false;
  }
}

/** A v2 signer says which newer scheme came with it. */
function isStripped(attribute: View, present: ReadonlySet<string>): boolean {
  const cursor = new Cursor(attribute);
  return cursor.u32() === STRIPPING_PROTECTION && cursor.u32() === 3 && !present.has('v3');
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
