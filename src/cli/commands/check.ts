// overreach check: a package against what the team declared, knew and accepted. Leaves comparing to compare/gate.ts.
import { jsonText } from '../../report/escape.js';
import { appendFileSync, existsSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { readPlainText } from '../../catalogue/plain-file.js';
import { asBaseline, buildBaseline } from '../../compare/baseline.js';
import { checkGate } from '../../compare/gate.js';
import type { GateInput } from '../../compare/gate.js';
import type { Text } from '../../model/catalogue.js';
import type { Config } from '../../model/config.js';
import type { Baseline, BaselineEntry } from '../../model/gate.js';
import { rungHeight } from '../../model/order.js';
import type { AppReport } from '../../model/report.js';
import { UserError } from '../../model/user-error.js';
import { githubReporter } from '../../report/github.js';
import { markdownReporter } from '../../report/markdown.js';
import type { ReportItem } from '../../report/reporter.js';
import { isIncomplete, suspectedKinds } from '../../text/verdict.js';
import type { Args } from '../command.js';
import {
  checkConfig,
  ConfigError,
  expiredComplaints,
  findConfig,
  isDate,
  loadConfigFile,
  NO_CONFIG,
} from '../config.js';
import { EXIT, worstExit } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { expandGlob } from '../glob.js';
import type { Io } from '../io.js';
import { reportDestinations, writeOut, writeReports } from '../output.js';
import { eachInput, openCatalogue, openProduct } from '../product.js';
import { pathInWork } from '../source-manifest.js';
import { openSources } from '../sources.js';
import { readMergeReport } from '../merge-report.js';
import { crosses, readThreshold } from '../threshold.js';

const DEFAULT_BASELINE = 'overreach-baseline.json';
/** With nothing else to compare with, a gate that always passes would only look like one. */
const DEFAULT_FAIL_ON = 'suspected';

/** @throws UserError when --today or SOURCE_DATE_EPOCH is no date */
function chooseToday(args: Args, io: Io): string {
  const said = args.text('today');
  if (said !== null) {
    if (isDate(said)) return said;
    throw new UserError('cli/bad-date', {
      en: `--today ${said} is no date; write 2026-12-31`,
      zh: `--today ${said} 不是日期，应写作 2026-12-31`,
    });
  }
  const epoch = io.env['SOURCE_DATE_EPOCH'];
  if (epoch !== undefined && /^\d{1,12}$/.test(epoch))
    return new Date(Number(epoch) * 1000).toISOString().slice(0, 10);
  return io.today();
}

async function openConfig(args: Args, io: Io): Promise<Config> {
  const file = findConfig(args.text('config'), io.cwd);
  if (file === null) return NO_CONFIG;
  const source = loadConfigFile(file);
  // The names in it may come from the rules folders it names itself.
  const beside = (path: string): string => (isAbsolute(path) ? path : join(dirname(file), path));
  const { catalogue } = await openCatalogue(args, false, {
    rules: (source.value.rules ?? []).map(beside),
    sdkLists: (source.value['sdk-lists'] ?? []).map(beside),
  });
  return checkConfig(source, catalogue);
}

function readBaseline(file: string): Baseline {
  let text: string;
  try {
    text = readPlainText(file);
  } catch {
    throw new UserError(
      'cli/no-baseline',
      { en: `${file}: no such baseline`, zh: `${file}：基线文件不存在` },
      { en: 'write it with --write-baseline', zh: '请用 --write-baseline 写入' },
    );
  }
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    // Not JSON: said below, like any other wrong content.
  }
  const baseline = asBaseline(value);
  if (baseline === null) {
    const why = whyNoBaseline(value);
    throw new UserError('cli/bad-baseline', {
      en: `${file}: not a baseline of Overreach${why === null ? '' : ` (${why.en})`}`,
      zh: `${file}：不是 Overreach 的基线文件${why === null ? '' : `（${why.zh}）`}`,
    });
  }
  return baseline;
}

/** What a file is that was given as a baseline, where it says so itself. */
function whyNoBaseline(value: unknown): Text | null {
  const schema = (value as { schema?: unknown } | null)?.schema;
  if (typeof schema !== 'string' || !/^overreach-[a-z]+\/\d+$/.test(schema)) return null;
  if (schema.startsWith('overreach-baseline/') && schema !== 'overreach-baseline/1')
    return {
      en: `it was written by another version, ${schema}; write it again with --write-baseline`,
      zh: `由另一版本写入，${schema}；请用 --write-baseline 重新写入`,
    };
  if (schema === 'overreach-baseline/1') return { en: 'its entries are broken', zh: '其中的条目已损坏' };
  return { en: `it is ${schema}`, zh: `它是 ${schema}` };
}

/** One baseline for all packages checked together: the highest rung of each pair. */
function joinBaselines(all: readonly Baseline[]): Baseline {
  const entries = new Map<string, BaselineEntry>();
  const height = (e: BaselineEntry): number => rungHeight(e.rung);
  for (const entry of all.flatMap((b) => b.entries)) {
    const key = `${entry.data}|${entry.by}`;
    const before = entries.get(key);
    if (!before || height(before) < height(entry)) entries.set(key, entry);
  }
  const names = new Set(all.map((b) => b.package));
  return {
    schema: 'overreach-baseline/1',
    package: names.size === 1 ? all[0]!.package : null,
    entries: [...entries.keys()].sort().map((key) => entries.get(key)!),
    sdks: [...new Set(all.flatMap((b) => b.sdks))].sort(),
  };
}

/** GitHub shows a job's summary from a file it names; there the same Markdown goes. */
function writeStepSummary(io: Io, items: readonly ReportItem[], args: Args): void {
  const file = io.env['GITHUB_STEP_SUMMARY'];
  if (!file) return;
  const text = markdownReporter.render(items, { color: false, columns: 100, lang: args.lang, single: false });
  try {
    appendFileSync(file, text);
  } catch {
    io.err(`overreach: ${args.lang === 'zh' ? '无法写入任务摘要' : 'cannot write the step summary'}\n`);
  }
}

// eslint-disable-next-line complexity, max-lines-per-function -- the command's steps in order; each is a function of its own
export async function run(args: Args, io: Io): Promise<ExitCode> {
  const destinations = reportDestinations(args);
  const today = chooseToday(args, io);
  const config = await openConfig(args, io);
  const said = { ...args, lang: args.text('lang') === null ? (config.lang ?? args.lang) : args.lang };
  const writing = args.flag('write-baseline');
  const baselineFile = args.text('baseline') ?? config.baseline;
  const baseline =
    baselineFile === null || (writing && !existsSync(baselineFile)) ? null : readBaseline(baselineFile);
  const hasComparison = baseline !== null || config.purposes !== null || config.sdks !== null;
  const failOn = args.text('fail-on') ?? config.failOn ?? (hasComparison || writing ? null : DEFAULT_FAIL_ON);
  const threshold = failOn === null ? null : readThreshold(failOn);
  // Those of the command line are expanded already.
  const paths =
    args.paths.length > 0 ? args.paths : config.packages.flatMap((pattern) => expandGlob(pattern, io.cwd));
  if (paths.length === 0)
    throw new UserError(
      'cli/nothing-to-check',
      { en: 'check needs a package', zh: 'check 需要一个安装包' },
      {
        en: 'name one, or list "packages" in overreach.yml',
        zh: '请给出路径，或在 overreach.yml 中写明 packages',
      },
    );
  const sourceFile = args.text('source') ?? config.source;
  const sources = sourceFile === null ? null : openSources(sourceFile, io.cwd);
  const mergeFile = args.text('merge-report');
  const blame = mergeFile === null ? {} : readMergeReport(mergeFile);
  const product = await openProduct(said, io, { config, today });
  const items: ReportItem[] = [];
  const codes = await eachInput(said, io, paths, async (app) => {
    const judged = await product.judge(app);
    const { report } = judged;
    const input: GateInput = {
      purposes: config.purposes,
      baseline: writing ? null : baseline,
      sdks: config.sdks,
      crossed: threshold && crosses(report, threshold) ? failOn : null,
      hasThreshold: threshold !== null,
      fixes: [],
      blame,
      strict: args.flag('strict') || config.strict,
    };
    const compared = writing ? { ...input, baseline: buildBaseline(report) } : input;
    const first = checkGate(report, compared);
    // Fixes are tried only for what fails, and for everything beyond need when the score itself fails.
    const about = first.problems.filter((p) => p.level === 'fail').flatMap((p) => p.data ?? []);
    const scored = first.problems.some((p) => p.code === 'threshold-crossed')
      ? suspectedKinds(report).map((k) => k.kind)
      : [];
    const kinds = [...new Set([...about, ...scored])];
    const gate = kinds.length === 0 ? first : checkGate(report, { ...compared, fixes: judged.fixes(kinds) });
    items.push({
      name: app[0]!,
      report,
      gate,
      ...(config.file === null ? {} : { config: pathInWork(config.file, io.cwd) }),
      ...(sources === null
        ? {}
        : {
            source: sources.of(
              report,
              gate.problems.flatMap((p) => p.evidence),
              (spots) => product.lines(app, spots),
            ),
          }),
    });
    if (!gate.passed && !writing) return EXIT.crossed;
    return (args.flag('strict') || config.strict) && isIncomplete(report) ? EXIT.incomplete : EXIT.fine;
  });
  if (writing && items.length > 0)
    saveBaseline(
      io,
      said,
      baselineFile ?? DEFAULT_BASELINE,
      items.map((i) => i.report),
    );
  if (items.length > 0) {
    await writeReports(said, io, items, destinations, paths.length === 1);
    if (destinations.some((d) => d.format === githubReporter.id)) writeStepSummary(io, items, said);
  }
  const expired = expiredComplaints(config, today);
  if (expired.length > 0) throw new ConfigError(expired);
  return worstExit(codes);
}

function saveBaseline(io: Io, args: Args, file: string, reports: readonly AppReport[]): void {
  writeOut(io, file, `${jsonText(joinBaselines(reports.map(buildBaseline)), null, 2)}\n`);
  if (!args.flag('quiet'))
    io.err(args.lang === 'zh' ? `已写入基线 ${file}\n` : `wrote the baseline ${file}\n`);
}
