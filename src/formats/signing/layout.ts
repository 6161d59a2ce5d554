// Layout of the APK Signing Block and its scheme blocks, from source.android.com "APK Signature Scheme v2" and "v3"
// and android.util.apk.ApkSigningBlockUtils; and the few ASN.1 tags of PKCS#7 (RFC 2315) and X.509 (RFC 5280).

/** Footer of the block: u64 size, then 16 bytes of magic, right before the central directory. */
export const BLOCK = {
  footerBytes: 24,
  magic: 'APK Sig Block 42',
  minBytes: 32,
  maxBytes: 64 << 20,
} as const;

/** Ids of the id-value pairs that carry signers. */
export const SCHEME_IDS: Readonly<Record<number, string>> = {
  0x7109871a: 'v2',
  0xf05368c0: 'v3',
  0x1b93ad61: 'v3.1',
};

export const DER = {
  integer: 0x02,
  octets: 0x04,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
} as const;

/** Names of signature algorithms by object identifier. */
export const SIGNATURE_NAMES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.4': 'MD5withRSA',
  '1.2.840.113549.1.1.5': 'SHA1withRSA',
  '1.2.840.113549.1.1.10': 'RSASSA-PSS',
  '1.2.840.113549.1.1.11': 'SHA256withRSA',
  '1.2.840.113549.1.1.12': 'SHA384withRSA',
  '1.2.840.113549.1.1.13': 'SHA512withRSA',
  '1.2.840.10040.4.3': 'SHA1withDSA',
  '2.16.840.1.101.3.4.3.2': 'SHA256withDSA',
  '1.2.840.10045.4.1': 'SHA1withECDSA',
  '1.2.840.10045.4.3.2': 'SHA256withECDSA',
  '1.2.840.10045.4.3.3': 'SHA384withECDSA',
  '1.2.840.10045.4.3.4': 'SHA512withECDSA',
  '1.3.101.112': 'Ed25519',
};

/** End of central directory record (APPNOTE 4.3.16), as far as it is signed. */
export const ZIP_END = {
  signature: 0x06054b50,
  bytes: 22,
  directoryBytes: 12,
  directoryOffset: 16,
  commentLength: 20,
  mostComment: 0xffff,
} as const;

/** How contents are digested: marks in front of a chunk and of the list of chunks; pages and salt of the tree. */
export const CONTENT = {
  chunkBytes: 1 << 20,
  chunkMark: 0xa5,
  topMark: 0x5a,
  pageBytes: 4096,
  saltBytes: 8,
} as const;

/** Attribute of a v2 signer: the id of a scheme that must be there too, so that nobody strips it. */
export const STRIPPING_PROTECTION = 0xbeeff00d;

/** Content types and attributes of PKCS#7 signer infos (RFC 2315, PKCS #9). */
export const OID_MESSAGE_DIGEST = '1.2.840.113549.1.9.4';

/** Names that node:crypto gives digests, by object identifier. */
export const DIGEST_NAMES: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.5': 'md5',
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
