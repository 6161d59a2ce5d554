// Whether JAR signatures (scheme v1) hold: the block over the signature file, the signature file over the manifest, the
// manifest over every entry, in the order the platform checks them (android.util.jar.StrictJarVerifier, StrictJarFile).
// Trusts no certificate. Leaves the newer schemes to verify-block.ts and which entries there are to whoever calls.
import { createHash } from 'node:crypto';
import { ParseError } from '../../bytes/parse-error.js';
import { holds, openKey } from './algorithms.js';
import { readJarManifest, type JarManifest, type JarSection } from './jar-manifest.js';
import { readPkcs7Signers, type Pkcs7Signer } from './pkcs7.js';
import type { Flaw, SignerCheck } from './verify-block.js';

/** The entries of an archive, inflated on request. `read` throws ParseError. */
export interface Entries {
  names: readonly string[];
  read(name: string): Uint8Array;
}

const MANIFEST = 'META-INF/MANIFEST.MF';
const BLOCK_NAME = /^(META-INF\/[^/]*)\.(RSA|DSA|EC)$/i;
/** Strongest first, as the platform looks for them; two spellings of SHA-1 are about. */
const DIGESTS = [
  ['sha-512', 'sha512'],
  ['sha-384', 'sha384'],
  ['sha-256', 'sha256'],
  ['sha1', 'sha1'],
  ['sha-1', 'sha1'],
] as const;
/** Names of entries told per signer. */
const MOST_DETAILS = 5;

/** Signature blocks whose signature file is there, each with its signers. `newer`: the schemes of the signing block. */
export function verifyJar(entries: Entries, newer: ReadonlySet<string>): SignerCheck[] {
  const byUpper = new Map(entries.names.map((name) => [name.toUpperCase(), name]));
  const signed = byUpper.get(MANIFEST);
  if (signed === undefined) return [];
  const pairs = entries.names.flatMap((block) => {
    const base = BLOCK_NAME.exec(block)?.[1];
    const file = base === undefined ? undefined : byUpper.get(`${base.toUpperCase()}.SF`);
    return file === undefined ? [] : [{ block, file }];
  });
  if (pairs.length === 0) return [];
  let manifest: JarManifest;
  let bytes: Uint8Array;
  try {
    bytes = entries.read(signed);
    manifest = readJarManifest(bytes);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return pairs.map(() => unreadable(error.code));
  }
  const contents = checkEntries(entries, manifest);
  return pairs.flatMap(({ block, file }) => {
    try {
      const text = entries.read(file);
      const listed = readJarManifest(text);
      const shared = checkSignatureFile(listed, manifest, bytes, entries, newer);
      return readPkcs7Signers(entries.read(block)).map((signer) => oneSigner(signer, text, shared, contents));
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      return [unreadable(error.code)];
    }
  });
}

const unreadable = (code: string): SignerCheck => ({
  scheme: 'v1',
  certificate: null,
  flaws: ['unreadable'],
  details: [code],
});

interface Found {
  flaws: Flaw[];
  details: string[];
}

function oneSigner(signer: Pkcs7Signer, text: Uint8Array, ...found: Found[]): SignerCheck {
  const flaws = new Set(found.flatMap((one) => one.flaws));
  const details = found.flatMap((one) => one.details);
  const key = signer.spki === null ? null : openKey(signer.spki);
  if (key === null || signer.hash === null) {
    flaws.add('unknown-algorithm');
  } else {
    // With signed attributes the signature is over these, and they hold the digest of the contents (RFC 2315, 9.3).
    const attributes = signer.attributes;
    const whole =
      attributes === null ||
      (attributes.messageDigest !== null &&
        Buffer.compare(createHash(signer.hash).update(text).digest(), attributes.messageDigest) === 0);
    if (!whole || !holds(attributes?.bytes ?? text, signer.signature, key, signer.hash))
      flaws.add('signature-wrong');
  }
  return {
    scheme: 'v1',
    certificate: createHash('sha256').update(signer.certificate).digest('hex'),
    flaws: [...flaws].sort(),
    details: details.slice(0, MOST_DETAILS),
  };
}

/** The strongest digest that a section names for `what` ("-digest"), or null. */
function digestOf(section: JarSection, what: string): { hash: string; value: Uint8Array } | null {
  for (const [name, hash] of DIGESTS) {
    const text = section.attributes.get(`${name}${what}`);
    if (text !== undefined) return { hash, value: Buffer.from(text, 'base64') };
  }
  return null;
}

/** True, false, or null where the section names no digest. */
function agrees(section: JarSection, what: string, data: Uint8Array): boolean | null {
  const said = digestOf(section, what);
  if (said === null) return null;
  return Buffer.compare(createHash(said.hash).update(data).digest(), said.value) === 0;
}

/** The signature file against the manifest: as a whole, or section by section where that fails. */
function checkSignatureFile(
  listed: JarManifest,
  manifest: JarManifest,
  bytes: Uint8Array,
  entries: Entries,
  newer: ReadonlySet<string>,
): Found {
  const flaws = new Set<Flaw>();
  const details: string[] = [];
  const { main } = listed;
  const stripped = (main.attributes.get('x-android-apk-signed') ?? '')
    .split(',')
    .map((id) => `v${id.trim()}`)
    .filter((scheme) => (scheme === 'v2' || scheme === 'v3') && !newer.has(scheme));
  if (stripped.length > 0) {
    flaws.add('stripped');
    details.push(...stripped);
  }
  // Written by "signtool" of old, whose files have other attributes.
  const bySigntool = (main.attributes.get('created-by') ?? '').includes('signtool');
  const head = bytes.subarray(0, manifest.main.end);
  if (!bySigntool && agrees(main, '-digest-manifest-main-attributes', head) === false)
    flaws.add('contents-differ');
  if (agrees(main, bySigntool ? '-digest' : '-digest-manifest', bytes) !== true) {
    for (const [name, section] of listed.entries) {
      const there = manifest.entries.get(name);
      if (there !== undefined && agrees(section, '-digest', bytes.subarray(there.start, there.end)) === true)
        continue;
      flaws.add('contents-differ');
      details.push(name);
    }
  }
  for (const name of entries.names) {
    if (!isSigned(name) || listed.entries.has(name)) continue;
    flaws.add('contents-differ');
    details.push(name);
  }
  return { flaws: [...flaws], details: details.slice(0, MOST_DETAILS) };
}

/** Everything but folders and META-INF must be signed (PackageParser.collectCertificates). */
const isSigned = (name: string): boolean => !name.endsWith('/') && !name.startsWith('META-INF/');

/** The contents of every entry against the manifest. */
function checkEntries(entries: Entries, manifest: JarManifest): Found {
  const flaws = new Set<Flaw>();
  const details: string[] = [];
  for (const name of entries.names) {
    if (!isSigned(name)) continue;
    const section = manifest.entries.get(name);
    try {
      if (section !== undefined && agrees(section, '-digest', entries.read(name)) === true) continue;
      flaws.add('contents-differ');
      details.push(name);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      flaws.add('unreadable');
      details.push(`${name}: ${error.code}`);
    }
  }
  return { flaws: [...flaws], details };
}
