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
  utf8String: 0x0c,
  utcTime: 0x17,
  universalString: 0x1c,
  bmpString: 0x1e,
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

/** Kinds of public keys by object identifier (RFC 3279, RFC 4055, RFC 5480, RFC 8410). */
export const KEY_NAMES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.1': 'RSA',
  '1.2.840.113549.1.1.10': 'RSA-PSS',
  '1.2.840.10040.4.1': 'DSA',
  '1.2.840.10045.2.1': 'EC',
  '1.3.101.112': 'ED25519',
  '1.3.101.113': 'ED448',
};

/** Named curves (RFC 5480, SEC 2), by the names that OpenSSL gives them. */
export const CURVES: Readonly<Record<string, string>> = {
  '1.2.840.10045.3.1.1': 'prime192v1',
  '1.2.840.10045.3.1.7': 'prime256v1',
  '1.3.132.0.10': 'secp256k1',
  '1.3.132.0.33': 'secp224r1',
  '1.3.132.0.34': 'secp384r1',
  '1.3.132.0.35': 'secp521r1',
};

/** Types of attributes in names (X.520, RFC 4519, PKCS #9), by the short names that OpenSSL gives them. */
export const NAME_TYPES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.13': 'description',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'postalCode',
  '2.5.4.41': 'name',
  '2.5.4.42': 'GN',
  '2.5.4.43': 'initials',
  '2.5.4.44': 'generationQualifier',
  '2.5.4.46': 'dnQualifier',
  '2.5.4.65': 'pseudonym',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
  '1.2.840.113549.1.9.2': 'unstructuredName',
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
