// overreach init: a commented overreach.yml from a package, ready to be corrected by someone who knows the app.
import { compareText } from '../../model/order.js';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isTaken, takersOf } from '../../compare/takers.js';
import { APP_PARTY } from '../../model/gate.js';
import type { AppReport } from '../../model/report.js';
import { UserError } from '../../model/user-error.js';
import { plain } from '../../report/escape.js';
import { label, RUNG_NAMES } from '../../text/labels.js';
import type { Lang } from '../../text/labels.js';
import type { Args } from '../command.js';
import { EXIT } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { writeOut } from '../output.js';
import { eachInput, openProduct } from '../product.js';

/** A YAML string in double quotes: JSON strings are YAML, and nothing in them is read as anything else. */
const quoted = (text: string): string => JSON.stringify(plain(text));

const WORDS = {
  en: {
    head: 'What this app takes, why, and what the gate accepts. See docs/ci.md of Overreach.',
    schema: 'Editors complete and check this file by the schema.',
    packages: 'Packages to check when "overreach check" names none; * and ** are understood.',
    type: 'Type of app (overreach rules list app-types), several joined by +.',
    inferred: 'inferred from the package: please confirm',
    lang: 'Language of what is printed: en or zh.',
    failOn: 'Fail from this verdict or score on: suspected, strongly-suspected, or 0-100.',
    baseline: 'What is known already; write it with: overreach check <package> --write-baseline',
    purposes:
      'Everything the app takes, and why. Correct each entry; remove what should not be taken, and the gate fails.',
    todoFeature: 'TODO: which feature needs it',
    todoWhy: 'TODO: why, in a sentence a user would accept',
    sdks: 'SDKs expected inside (overreach rules list sdks); another one fails the gate.',
    suppressions:
      'Accepted findings: they leave the score, are listed in every report, and fail once expired.',
    nothing: 'nothing was seen to be taken',
    askedOnly: 'asked for, and nothing was seen to use it: remove the permission if you can',
  },
  zh: {
    head: '本应用获取什么、为什么获取，以及检查时接受什么。参见 Overreach 的 docs/ci.md。',
    schema: '编辑器可依据该 schema 补全和检查本文件。',
    packages: '“overreach check” 未指定路径时检查的安装包，支持 * 和 **。',
    type: '应用类型（overreach rules list app-types），多个用 + 连接。',
    inferred: '由安装包推断，请确认',
    lang: '输出语言：en 或 zh。',
    failOn: '达到该结论或得分即失败：suspected、strongly-suspected 或 0-100。',
    baseline: '已知内容；写入方法：overreach check <安装包> --write-baseline',
    purposes: '应用获取的全部数据及原因。请逐条更正；删除不应获取的条目，检查就会失败。',
    todoFeature: 'TODO：哪个功能需要它',
    todoWhy: 'TODO：为什么需要，用用户能接受的一句话说明',
    sdks: '预期包含的 SDK（overreach rules list sdks）；出现其他 SDK 即失败。',
    suppressions: '已接受的问题：不计入得分，列入每份报告，到期即失败。',
    nothing: '未发现获取任何数据',
    askedOnly: '仅申请权限，未见使用：如不需要请移除该权限',
  },
};

/** The configuration text for a report. */
function configText(report: AppReport, packages: readonly string[], lang: Lang): string {
  const w = WORDS[lang];
  const lines = [
    `# ${w.head}`,
    `# ${w.schema}`,
    '# yaml-language-server: $schema=./node_modules/overreach/docs/schema/config.json',
    'version: 1',
    '',
    `# ${w.packages}`,
    'packages:',
    ...packages.map((p) => `  - ${quoted(p)}`),
    '',
    `# ${w.type}`,
  ];
  const { type } = report;
  if (type.id === 'unknown') lines.push('# type: online-shopping');
  else
    lines.push(
      `type: ${type.id}${type.source === 'inferred' ? ` # ${w.inferred} (${Math.round(type.confidence * 100)} %)` : ''}`,
    );
  lines.push('', `# ${w.lang}`, `lang: ${lang}`, '', `# ${w.failOn}`, '# fail-on: strongly-suspected', '');
  lines.push(`# ${w.baseline}`, '# baseline: overreach-baseline.json', '', `# ${w.purposes}`);
  const taken = takersOf(report);
  const kinds = [...new Set(taken.map((t) => t.data))];
  lines.push(kinds.length === 0 ? 'purposes: []' : 'purposes:');
  for (const data of kinds) {
    const mine = taken.filter((t) => t.data === data);
    const { kind } = mine[0]!;
    const parties = mine.map((t) => t.by);
    lines.push(
      `  - data: ${data} # ${plain(kind.name[lang])}: ${mine.some((t) => isTaken(t.rung)) ? label(RUNG_NAMES, kind.rung, lang) : w.askedOnly}`,
      `    feature: ${quoted(w.todoFeature)}`,
      `    why: ${quoted(w.todoWhy)}`,
    );
    if (parties.length !== 1 || parties[0] !== APP_PARTY) lines.push(`    by: [${parties.join(', ')}]`);
  }
  if (kinds.length === 0) lines.push(`# ${w.nothing}`);
  lines.push('', `# ${w.sdks}`, report.sdks.length === 0 ? 'sdks: []' : 'sdks:');
  for (const sdk of [...report.sdks].sort((a, b) => compareText(a.id, b.id)))
    lines.push(`  - ${sdk.id} # ${plain(sdk.name)}`);
  lines.push('', `# ${w.suppressions}`, 'suppressions: []');
  lines.push('# - { data: contacts, by: app, reason: "…", owner: "…", expires: 2026-12-31 }');
  return `${lines.join('\n')}\n`;
}

export async function run(args: Args, io: Io): Promise<ExitCode> {
  const file = args.text('out') ?? 'overreach.yml';
  if (file !== '-' && !args.flag('force') && (existsSync(file) || existsSync(join(io.cwd, file))))
    throw new UserError(
      'cli/exists',
      { en: `${file} exists already`, zh: `${file} 已存在` },
      { en: '--force replaces it', zh: '用 --force 覆盖' },
    );
  const product = await openProduct(args, io);
  const [code = EXIT.failed] = await eachInput(args, io, args.paths, async (app) => {
    const { report } = await product.judge(app);
    writeOut(
      io,
      file === '-' ? null : join(file.startsWith('/') ? '' : io.cwd, file),
      configText(report, app, args.lang),
    );
    if (file !== '-' && !args.flag('quiet'))
      io.err(
        args.lang === 'zh'
          ? `已写入 ${file}；请补全 TODO，然后运行 overreach check\n`
          : `wrote ${file}; fill in the TODOs, then run overreach check\n`,
      );
    return EXIT.fine;
  });
  return code;
}
