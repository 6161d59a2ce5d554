// overreach scan: packages or facts in, reports out. One bad file never stops the others.
import type { ReportItem } from '../../report/reporter.js';
import { isIncomplete } from '../../text/verdict.js';
import type { Args } from '../command.js';
import { EXIT, worstExit } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { reportDestinations, writeReports } from '../output.js';
import { eachInput, openProduct } from '../product.js';
import { openSources } from '../sources.js';
import { crosses, readThreshold } from '../threshold.js';

export async function run(args: Args, io: Io): Promise<ExitCode> {
  const destinations = reportDestinations(args);
  const failOn = args.text('fail-on');
  const threshold = failOn === null ? null : readThreshold(failOn);
  const sourceFile = args.text('source');
  const sources = sourceFile === null ? null : openSources(sourceFile, io.cwd);
  const product = await openProduct(args, io);
  const items: ReportItem[] = [];
  const codes = await eachInput(args, io, args.paths, async (app) => {
    const { report } = await product.judge(app);
    const over = threshold !== null && crosses(report, threshold);
    items.push({
      name: app[0]!,
      report,
      ...(over ? { crossed: `--fail-on ${failOn}` } : {}),
      ...(sources === null ? {} : { source: sources.of(report, [], (spots) => product.lines(app, spots)) }),
    });
    if (over) return EXIT.crossed;
    return args.flag('strict') && isIncomplete(report) ? EXIT.incomplete : EXIT.fine;
  });
  if (items.length > 0) await writeReports(args, io, items, destinations, args.paths.length === 1);
  return worstExit(codes);
}
