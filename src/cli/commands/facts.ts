// overreach facts: what a package says, without opinion, as JSON that scan accepts in place of the package.
import { jsonText } from '../../report/escape.js';
import { SECTION_NAMES } from '../../model/constants.js';
import type { AppFacts } from '../../model/facts.js';
import type { Args } from '../command.js';
import { EXIT, worstExit } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { writeOut } from '../output.js';
import { eachInput, openProduct } from '../product.js';

export async function run(args: Args, io: Io): Promise<ExitCode> {
  const product = await openProduct(args, io);
  const all: AppFacts[] = [];
  const codes = await eachInput(args, io, args.paths, async (app) => {
    const facts = await product.facts(app);
    all.push(facts);
    const whole = SECTION_NAMES.every((name) => facts[name].state === 'complete');
    return args.flag('strict') && !whole ? EXIT.incomplete : EXIT.fine;
  });
  const out = args.text('out');
  if (all.length > 0) {
    const value = args.paths.length === 1 ? all[0] : all;
    writeOut(io, out === '-' ? null : out, `${jsonText(value, null, 2)}\n`);
  }
  return worstExit(codes);
}
