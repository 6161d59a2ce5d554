// overreach page: writes the page that the build made. Leaves the page to page/.
import { readFileSync } from 'node:fs';
import { UserError } from '../../model/user-error.js';
import type { Args } from '../command.js';
import { EXIT } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { writeOut } from '../output.js';

/** As the build leaves it, beside the compiled rules; sources run by tests find it in dist/. */
const PLACES = ['../../overreach.html', '../../../dist/overreach.html'];

function builtPage(): string {
  for (const place of PLACES) {
    try {
      return readFileSync(new URL(place, import.meta.url), 'utf8');
    } catch {
      // not here
    }
  }
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
