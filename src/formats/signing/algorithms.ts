// Signature algorithms of the APK Signing Block by id, and how node:crypto is asked for each; keys and signatures of
// strangers never throw here. Sources: source.android.com "APK Signature Scheme v2", "Signature algorithm IDs", and
// android.util.apk.ApkSigningBlockUtils. Leaves what is signed to verify-block.ts and verify-jar.ts.
import { constants, createPublicKey, verify, type KeyObject } from 'node:crypto';

/** How the contents were digested: in chunks of a mebibyte, or as a Merkle tree of fs-verity. */
export type ContentDigest = 'sha256' | 'sha512' | 'verity';
export interface Algorithm {
  /** Android verifies the signer's strongest signature only (compareContentDigestAlgorithm); higher is stronger. */
  rank: number;
  content: ContentDigest;
  hash: 'sha256' | 'sha512';
  key: 'rsa' | 'ec' | 'dsa';
  /** Bytes of salt for RSASSA-PSS. */
  pssSalt?: number;
}

export const ALGORITHMS: Readonly<Record<number, Algorithm>> = {
  0x0101: { rank: 1, content: 'sha256', hash: 'sha256', key: 'rsa', pssSalt: 32 },
  0x0102: { rank: 3, content: 'sha512', hash: 'sha512', key: 'rsa', pssSalt: 64 },
  0x0103: { rank: 1, content: 'sha256', hash: 'sha256', key: 'rsa' },
  0x0104: { rank: 3, content: 'sha512', hash: 'sha512', key: 'rsa' },
  0x0201: { rank: 1, content: 'sha256', hash: 'sha256', key: 'ec' },
  0x0202: { rank: 3, content: 'sha512', hash: 'sha512', key: 'ec' },
  0x0301: { rank: 1, content: 'sha256', hash: 'sha256', key: 'dsa' },
  0x0421: { rank: 2, content: 'verity', hash: 'sha256', key: 'rsa' },
  0x0423: { rank: 2, content: 'verity', hash: 'sha256', key: 'ec' },
  0x0425: { rank: 2, content: 'verity', hash: 'sha256', key: 'dsa' },
};

/** A public key from its SubjectPublicKeyInfo; null when the library cannot read it. */
export function openKey(spki: Uint8Array): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

/** True when `signature` over `data` is the key's; false also for keys and signatures that make no sense. */
export function holds(
  data: Uint8Array,
  signature: Uint8Array,
  key: KeyObject,
  hash: string,
  pssSalt?: number,
): boolean {
  const padding =
    pssSalt === undefined ? {} : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: pssSalt };
  try {
    return verify(hash, data, { key, ...padding }, signature);
  } catch {
    return false;
  }
}
