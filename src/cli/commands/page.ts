// overreach page: writes the page that the build made. Leaves the page to page/.
import { readBuilt, readPacked } from '../../catalogue/load.js';
import { UserError } from '../../model/user-error.js';
import type { Args } from '../command.js';
import { EXIT } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { writeOut } from '../output.js';

function builtPage(): string {
  const page = readBuilt('overreach.html');
  // A package holds the knowledge once: the page without it, and where it belongs.
  if (page !== null)
    return page
      .toString('utf8')
      .replace(/@@([\w.-]+)@@/g, (mark, name: string) => readPacked(name)?.toString('base64') ?? mark);
  throw new UserError(
    'cli/no-page',
    { en: 'the page is not built', zh: '网页尚未构建' },
    { en: 'run "npm run build"', zh: '请先运行“npm run build”' },
  );
}

export function run(args: Args, io: Io): Promise<ExitCode> {
  const out = args.text('out');
  writeOut(io, out === '-' ? null : out, builtPage());
  return Promise.resolve(EXIT.fine);
}
