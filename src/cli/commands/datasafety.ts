// overreach datasafety: a draft of Play's Data safety answers as its CSV, and both mismatches with what was declared.
import { partiesOf } from '../../model/parties.js';
import {
  adIdMismatches,
  compareDataSafety,
  dataSafetyCsv,
  declaredTypes,
  draftDataSafety,
} from '../../compare/data-safety.js';
import type { DataSafety, DataSafetyMismatch } from '../../compare/data-safety.js';
import { UserError } from '../../model/user-error.js';
import { jsonText, markdownCode, markdownText } from '../../report/escape.js';
import { actorName, label, RUNG_NAMES } from '../../text/labels.js';
import type { Lang } from '../../text/labels.js';

import { placeText } from '../../report/terminal-evidence.js';
import type { AppReport } from '../../model/report.js';
import { readPlainText } from '../../catalogue/plain-file.js';
import type { Args } from '../command.js';
import { EXIT, worstExit } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { chooseDestinations, isSilenced, writeOut } from '../output.js';
import { eachInput, openProduct } from '../product.js';

const FORMATS = ['csv', 'markdown', 'json'] as const;

function readDeclared(file: string): Set<string> {
  let text: string;
  try {
    text = readPlainText(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UserError('cli/no-declared', {
      en: `${file}: cannot be read (${reason})`,
      zh: `${file}：无法读取（${reason}）`,
    });
  }
  const declared = declaredTypes(text);
  if (declared === null)
    throw new UserError('cli/bad-declared', {
      en: `${file}: not the CSV of Play's Data safety form`,
      zh: `${file}：不是 Play 数据安全表单的 CSV`,
    });
  return declared;
}

const BASIS = {
  sent: { en: 'seen being sent', zh: '可见传出' },
  taken: { en: 'taken; the app may use the network', zh: '被获取，且应用可联网' },
  local: {
    en: 'taken, but the app cannot use the network: not collection',
    zh: '被获取，但应用不能联网：不算收集',
  },
};

function evidenceLines(
  kinds: readonly AppReport['kinds'][number][],
  report: AppReport,
  lang: Lang,
): string[] {
  return kinds.map((kind) => {
    const [first] = kind.evidence;
    const who = partiesOf(kind)
      .map((a) => markdownText(actorName(a, report, lang)))
      .join(', ');
    const place = first ? ` ${markdownCode(placeText(first))}` : '';
    return `  - ${markdownText(kind.name[lang])}: ${label(RUNG_NAMES, kind.rung, lang)}, ${who}${place}`;
  });
}

// eslint-disable-next-line complexity, max-lines-per-function -- a page is one list of its parts, in two languages
function notes(
  draft: DataSafety,
  mismatches: readonly DataSafetyMismatch[],
  report: AppReport,
  lang: Lang,
  compared: boolean,
): string {
  const zh = lang === 'zh';
  const lines = [
    `# ${zh ? 'Play 数据安全：草稿' : 'Play Data safety: a draft'}`,
    '',
    markdownCode(draft.package ?? '-'),
    '',
  ];
  if (compared || mismatches.length > 0) {
    lines.push(`## ${zh ? '不一致之处' : 'Mismatches'}`, '');
    if (mismatches.length === 0) lines.push(zh ? '没有。' : 'None.');
    for (const m of mismatches)
      lines.push(`- **${markdownText(m.text[lang])}**`, ...evidenceLines(m.kinds, report, lang));
    lines.push('');
  }
  lines.push(`## ${zh ? '发现的数据类型' : 'Types of data found'}`, '');
  for (const type of draft.types)
    lines.push(
      `- **${markdownText(type.label)}** (${markdownCode(type.id)}): ${BASIS[type.basis][lang]}`,
      ...evidenceLines(type.kinds, report, lang),
    );
  if (draft.types.length === 0) lines.push(zh ? '没有。' : 'None.');
  const open = zh
    ? [
        '数据是否真的离开设备（“收集”以此为准）；只在设备上处理的不算收集',
        '第三方是为您处理数据，还是构成“共享”',
        '目的、是否可选、是否即时处理后丢弃',
        '传输是否加密，用户能否要求删除',
        '用户自己填写的数据（姓名、邮箱、地址等）',
      ]
    : [
        'whether the data really leaves the device, which is what Play calls collected; on-device use is not',
        'whether a third party works for you only, or the data is shared with it',
        'purposes, whether it is optional, whether it is processed ephemerally',
        'whether it is encrypted in transit, and whether users can have it deleted',
        'what users type themselves: name, email, address and the like',
      ];
  lines.push(
    '',
    `## ${zh ? '静态分析无法回答、需要您填写的内容' : 'What static reading cannot know, and you must answer'}`,
    '',
  );
  lines.push(...open.map((x) => `- ${x}`));
  if (draft.disclosure.length > 0) {
    lines.push(
      '',
      `## ${zh ? '需要显著披露或单独声明的权限' : 'Permissions that need a prominent disclosure or a declaration'}`,
      '',
    );
    lines.push(...draft.disclosure.map((p) => `- ${markdownCode(p)}`));
  }
  lines.push('', `## ${zh ? '广告标识符权限' : 'Advertising-id permissions'}`, '');
  for (const { permission, declared } of draft.adId)
    lines.push(
      `- ${markdownCode(permission)}: ${declared ? (zh ? '已声明' : 'declared') : zh ? '未声明' : 'not declared'}`,
    );
  return `${lines.join('\n')}\n`;
}

export async function run(args: Args, io: Io): Promise<ExitCode> {
  const compareFile = args.text('compare');
  const destinations = chooseDestinations(args, FORMATS, compareFile === null ? 'csv' : 'markdown');
  const declared = compareFile === null ? null : readDeclared(compareFile);
  const product = await openProduct(args, io);
  const codes = await eachInput(args, io, args.paths, async (app) => {
    const { report } = await product.judge(app);
    const draft = draftDataSafety(report, product.catalogue.kinds);
    const mismatches =
      declared === null ? adIdMismatches(draft) : compareDataSafety(draft, declared, product.catalogue.kinds);
    for (const destination of destinations) {
      if (isSilenced(args, destination)) continue;
      const text =
        destination.format === 'csv'
          ? dataSafetyCsv(draft)
          : destination.format === 'json'
            ? `${jsonText({ ...draft, mismatches }, null, 2)}\n`
            : notes(draft, mismatches, report, args.lang, declared !== null);
      writeOut(io, destination.file, text);
    }
    const failed = declared !== null && mismatches.some((m) => m.code === 'found-not-declared');
    return failed ? EXIT.crossed : EXIT.fine;
  });
  return worstExit(codes);
}
