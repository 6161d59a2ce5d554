// overreach verify: is an evidence pack what it says, and does it follow from the package? Leaves checking to
// run/verify.ts, and signatures to verify-signature.ts.
import type { Text } from '../../model/catalogue.js';
import { plain } from '../../report/escape.js';
import type { Check } from '../../run/verify.js';
import { verifyEvidence } from '../../run/verify.js';
import type { Args } from '../command.js';
import { EXIT } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { eachInput, openCatalogue } from '../product.js';

const WHAT: Readonly<Record<Check['id'], Text>> = {
  hashes: { en: 'the files in the pack are those it lists', zh: '证据包中的文件与其清单一致' },
  identity: {
    en: 'facts, report and pack speak of the same package',
    zh: '事实、报告与证据包针对同一安装包',
  },
  judgement: { en: 'the judgement follows from the facts', zh: '判断可由事实重新得出' },
  package: { en: 'it is the package the pack was made from', zh: '安装包即证据包所依据的文件' },
  facts: { en: 'the facts follow from the package', zh: '事实可由安装包重新得出' },
};
const OUTCOMES: Readonly<Record<Check['outcome'], Text>> = {
  same: { en: 'yes', zh: '是' },
  different: { en: 'NO', zh: '否' },
  other: { en: 'cannot be said: made by another version', zh: '无法判定：由其他版本生成' },
};

export async function run(args: Args, io: Io): Promise<ExitCode> {
  if (args.flag('signature')) return (await import('./verify-signature.js')).verifySignatures(args, io);
  const [pack = '', ...packages] = args.paths;
  const { catalogue, watchlist } = await openCatalogue(args);
  const codes = await eachInput(args, io, [pack], () => {
    const checks = verifyEvidence(pack, packages, { catalogue, watchlist, toolVersion: io.version });
    for (const { id, outcome, detail } of checks) {
      const tail = detail === '' ? '' : ` (${plain(detail, 300)})`;
      const colon = args.lang === 'zh' ? '：' : ': ';
      io.out(`${WHAT[id][args.lang]}${colon}${OUTCOMES[outcome][args.lang]}${tail}\n`);
    }
    if (checks.some((c) => c.outcome === 'different')) return EXIT.crossed;
    return checks.some((c) => c.outcome === 'other') ? EXIT.incomplete : EXIT.fine;
  });
  return codes[0] ?? EXIT.failed;
}
