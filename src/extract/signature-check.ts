// Whether the signatures of a package hold, part by part: asked for by whoever re-checks evidence, never by a scan, for
// it reads every byte. Leaves each scheme to formats/signing and words to the command line.
import { ParseError } from '../bytes/parse-error.js';
import { verifySigningBlock, type SignerCheck } from '../formats/signing/verify-block.js';
import { verifyJar } from '../formats/signing/verify-jar.js';
import { isZipPart } from '../package/apk.js';
import type { Package, Part } from '../package/package.js';

export type { Flaw, SignerCheck } from '../formats/signing/verify-block.js';

export interface PartSignature {
  part: string;
  /** By scheme, then certificate; none: the part is not signed. */
  signers: SignerCheck[];
}

/** Parts that are signed by themselves: bundles sign the whole, which is none of our parts. */
export function verifySignature(pkg: Package): PartSignature[] {
  return pkg.parts
    .filter((part) => part.role === 'base' || part.role === 'split' || part.role === 'feature')
    .map((part) => ({ part: part.name, signers: sorted(verifyPart(part)) }));
}

function verifyPart(part: Part): SignerCheck[] {
  const block = isZipPart(part) ? verifyBlock(part) : [];
  const names = part.entries().map((entry) => entry.name);
  const newer = new Set(block.map((signer) => signer.scheme));
  return [...block, ...verifyJar({ names, read: (name) => part.read(name) }, newer)];
}

function verifyBlock(part: Part): SignerCheck[] {
  try {
    return verifySigningBlock(part.source);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    // A file whose end the platform's verifier does not accept has no signing block for it.
    if (error.code === 'signing/no-end-record') return [];
    return [{ scheme: 'v2', certificate: null, flaws: ['unreadable'], details: [error.code] }];
  }
}

function sorted(signers: readonly SignerCheck[]): SignerCheck[] {
  const key = (one: SignerCheck): string => `${one.scheme} ${one.certificate ?? ''}`;
  return [...signers].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
