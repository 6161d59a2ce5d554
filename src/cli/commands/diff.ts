// overreach diff: what changed from one package to the next, each change with its evidence and likely cause.
import { jsonText } from '../../report/escape.js';
import { diffReports } from '../../compare/diff.js';
import { diffMarkdown, diffTerminal } from '../../report/diff.js';
import type { AppReport } from '../../model/report.js';
import type { Args } from '../command.js';
import { EXIT, worstExit } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { readMergeReport } from '../merge-report.js';
import { chooseDestinations, isSilenced, styleFor, writeOut } from '../output.js';
import { eachInput, openProduct } from '../product.js';

const FORMATS = ['terminal', 'markdown', 'json'] as const;

export async function run(args: Args, io: Io): Promise<ExitCode> {
  const destinations = chooseDestinations(args, FORMATS, 'terminal');
  const mergeFile = args.text('merge-report');
  const blame = mergeFile === null ? {} : readMergeReport(mergeFile);
  const product = await openProduct(args, io);
  const reports: AppReport[] = [];
  const codes = await eachInput(args, io, args.paths, async (app) => {
    reports.push((await product.judge(app)).report);
    return EXIT.fine;
  });
  const [before, after] = reports;
  if (!before || !after) return worstExit(codes);
  const diff = diffReports(before, after, blame);
  for (const destination of destinations) {
    if (isSilenced(args, destination)) continue;
    const style = styleFor(args, io, destination.file, true);
    const text =
      destination.format === 'json'
        ? `${jsonText(diff, null, 2)}\n`
        : destination.format === 'markdown'
          ? diffMarkdown(diff, style)
          : diffTerminal(diff, style);
    writeOut(io, destination.file, text);
  }
  return worstExit(codes);
}
