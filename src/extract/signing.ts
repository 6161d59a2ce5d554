// Who signed the package: schemes and certificates of the base, and whether every split carries the same signer.
// Leaves structure to formats/signing; judges nothing.
import { ParseError } from '../bytes/parse-error.js';
import { readSigningBlock } from '../formats/signing/block.js';
import { readCertificate } from '../formats/signing/certificate.js';
import { readPkcs7Certificates } from '../formats/signing/pkcs7.js';
import type { SigningFacts } from '../model/facts.js';
import { isZipPart } from '../package/apk.js';
import { placeEntry, type Part } from '../package/package.js';
import type { ExtractContext, Extractor } from './extractor.js';

type CertificateFact = SigningFacts['certificates'][number];

/** Signature blocks of JAR signing sit directly in META-INF. */
const isSignatureBlock = (name: string): boolean => /^meta-inf\/[^/]*\.(rsa|dsa|ec)$/i.test(name);

interface Found {
  certificates: CertificateFact[];
  because: string[];
}

function readPart(part: Part, context: ExtractContext): Found {
  const found = new Map<string, CertificateFact>();
  const because = new Set<string>();
  const guarded = (entry: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      because.add(error.code);
      const place = { entry: placeEntry(context.pkg, part, entry), offset: error.offset };
      context.note({ code: error.code, level: 'warning', place, args: error.args });
    }
  };
  const add = (scheme: string, der: Uint8Array): void => {
    const certificate = readCertificate(der);
    found.set(`${scheme} ${certificate.sha256}`, { ...certificate, scheme });
  };
  guarded('', () => {
    if (!isZipPart(part)) return;
    for (const signer of readSigningBlock(part.source, part.archive.directoryOffset)) {
      const own = signer.certificates[0];
      if (own === undefined) throw new ParseError('signing/no-certificate', part.archive.directoryOffset);
      guarded('', () => add(signer.scheme, own));
    }
  });
  for (const entry of part.entries()) {
    if (!isSignatureBlock(entry.name)) continue;
    guarded(entry.name, () => {
      for (const der of readPkcs7Certificates(part.read(entry.name))) add('v1', der);
    });
  }
  const keys = [...found.keys()].sort();
  return { certificates: keys.map((key) => found.get(key)!), because: [...because].sort() };
}

/** Digests of the newest scheme present, the one Android decides by. */
function newest(certificates: readonly CertificateFact[]): string {
  const scheme = certificates.at(-1)?.scheme;
  return certificates
    .filter((x) => x.scheme === scheme)
    .map((x) => x.sha256)
    .join(' ');
}

export const signingExtractor: Extractor<'signing'> = {
  section: 'signing',
  version: 1,
  extract(context) {
    const [base, ...others] = context.pkg.parts;
    if (base === undefined) return { state: 'missing', because: ['package/no-parts'] };
    const { certificates, because } = readPart(base, context);
    for (const part of others) {
      if (part.role !== 'split' && part.role !== 'feature') continue;
      const theirs = readPart(part, context).certificates;
      if (newest(theirs) !== newest(certificates)) {
        // Android refuses to install a set whose signers differ (PackageInstallerSession, validateApkInstallLocked).
        context.note({
          code: 'signing/split-signer-differs',
          level: 'warning',
          place: { entry: part.name },
          args: {},
        });
      }
    }
    const value: SigningFacts = {
      schemes: [...new Set(certificates.map((x) => x.scheme))].sort(),
      certificates,
    };
    return because.length === 0 ? { state: 'complete', value } : { state: 'partial', value, because };
  },
};
