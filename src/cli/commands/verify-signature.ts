// overreach verify --signature: do the signatures of packages hold? Leaves checking to extract/signature-check.ts.
import type { Text } from '../../model/catalogue.js';
import { plain } from '../../report/escape.js';
import type { Flaw, PartSignature, SignerCheck } from '../../extract/signature-check.js';
import { verifySignature } from '../../extract/signature-check.js';
import type { Limits } from '../../bytes/limits.js';
import { openApp, withinLimits } from '../../scan.js';
import type { Args } from '../command.js';
import { EXIT, worstExit } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { readLimits } from '../limits.js';
import { eachInput } from '../product.js';

const FLAWS: Readonly<Record<Flaw, Text>> = {
  'signature-wrong': { en: 'the signature is not that of the key', zh: '签名与公钥不符' },
  'contents-differ': { en: 'the contents are not what was signed', zh: '内容与签名时不一致' },
  'key-differs': { en: 'the key is not that of the certificate', zh: '公钥与证书不符' },
  'algorithms-differ': {
    en: 'digests and signatures name different algorithms',
    zh: '摘要与签名所列算法不一致',
  },
  'versions-differ': {
    en: 'the platform versions are not those that were signed',
    zh: '所列系统版本与签名时不一致',
  },
  stripped: { en: 'a newer signature that came with it was taken out', zh: '随附的较新签名已被移除' },
  'unknown-algorithm': { en: 'an algorithm that we do not know', zh: '未知算法' },
  unreadable: { en: 'it cannot be read whole', zh: '无法完整读取' },
};
const WORDS = {
  holds: { en: 'holds', zh: '有效' },
  broken: { en: 'DOES NOT HOLD', zh: '无效' },
  open: { en: 'cannot be said', zh: '无法判定' },
  unsigned: { en: 'not signed', zh: '未签名' },
} satisfies Record<string, Text>;
/** These say that we could not check, not that the signature is wrong. */
const OPEN: ReadonlySet<Flaw> = new Set(['unknown-algorithm', 'unreadable']);

export async function verifySignatures(args: Args, io: Io): Promise<ExitCode> {
  const limits = readLimits(args.texts('limit'));
  const codes = await eachInput(args, io, args.paths, (app) => {
    let worst: ExitCode = EXIT.fine;
    for (const { part, signers } of signaturesOf(app, limits)) {
      const head = args.paths.length > 1 ? `${plain(app[0]!, 300)}: ${plain(part, 300)}` : plain(part, 300);
      if (signers.length === 0) {
        io.out(`${head}: ${WORDS.unsigned[args.lang]}\n`);
        worst = worstExit([worst, EXIT.incomplete]);
      }
      for (const signer of signers) {
        io.out(`${head}: ${lineOf(signer, args.lang)}\n`);
        worst = worstExit([worst, exitOf(signer)]);
      }
    }
    return worst;
  });
  return worstExit(codes);
}

/** @throws ParseError when it is no app */
function signaturesOf(app: readonly string[], limits: Limits): PartSignature[] {
  const pkg = openApp(app, limits);
  try {
    return withinLimits(limits, () => verifySignature(pkg));
  } finally {
    pkg.close();
  }
}

function exitOf({ flaws }: SignerCheck): ExitCode {
  if (flaws.some((flaw) => !OPEN.has(flaw))) return EXIT.crossed;
  return flaws.length > 0 ? EXIT.incomplete : EXIT.fine;
}

function lineOf(signer: SignerCheck, lang: 'en' | 'zh'): string {
  const { scheme, certificate, flaws, details } = signer;
  const who = certificate === null ? scheme : `${scheme} ${certificate}`;
  if (flaws.length === 0) return `${who}: ${WORDS.holds[lang]}`;
  const word = exitOf(signer) === EXIT.crossed ? WORDS.broken : WORDS.open;
  const about = details.length === 0 ? '' : ` (${plain(details.join(', '), 300)})`;
  const why = flaws.map((flaw) => FLAWS[flaw][lang]).join(lang === 'zh' ? '；' : '; ');
  return `${who}: ${word[lang]}: ${why}${about}`;
}
