// SHA-256 as the product writes it: lower-case hexadecimal. Leaves the digest itself to the platform.
import { platform } from '#platform';

/** Lower-case hexadecimal. */
export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += (byte + 0x100).toString(16).slice(1);
  return text;
}

/** Of the pieces one after another. */
export function sha256(...pieces: readonly Uint8Array[]): string {
  const hash = platform.hash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hex(hash.digest());
}

/** Of a text as UTF-8. */
export const sha256OfText = (text: string): string => sha256(new TextEncoder().encode(text));
