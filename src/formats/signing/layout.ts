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
