// overreach open: the report as a page, in the browser of the desktop. Leaves judging to product.ts and the page to report/.
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadReporter } from '../../report/index.js';
import type { ReportItem } from '../../report/reporter.js';
import type { Args } from '../command.js';
import { EXIT, worstExit } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { styleFor, writeOut } from '../output.js';
import { eachInput, openProduct } from '../product.js';

/** What opens a file by its kind, by platform; BROWSER names another. */
function opener(io: Io): { command: string; args: string[] } {
  const said = io.env['BROWSER'];
  if (said !== undefined && said !== '') return { command: said, args: [] };
  if (process.platform === 'darwin') return { command: 'open', args: [] };
  if (process.platform === 'win32') return { command: 'explorer.exe', args: [] };
  return { command: 'xdg-open', args: [] };
}

/** True when the browser could be started. */
const show = (io: Io, file: string): Promise<boolean> =>
  new Promise((done) => {
    const { command, args } = opener(io);
    const child = spawn(command, [...args, file], { detached: true, stdio: 'ignore' });
    child.once('error', () => done(false));
    child.once('spawn', () => {
      child.unref();
      done(true);
    });
  });

export async function run(args: Args, io: Io): Promise<ExitCode> {
  const product = await openProduct(args, io);
  const items: ReportItem[] = [];
  const codes = await eachInput(args, io, args.paths, async (app) => {
    items.push({ name: app[0]!, report: (await product.judge(app)).report });
    return EXIT.fine;
  });
  if (items.length === 0) return worstExit(codes);
  const said = args.text('out');
  const file = resolve(io.cwd, said ?? join(mkdtempSync(join(tmpdir(), 'overreach-')), 'report.html'));
  const reporter = await loadReporter('html');
  writeOut(io, file, reporter.render(items, styleFor(args, io, file, args.paths.length === 1)));
  io.out(`${file}\n`);
  if (!(await show(io, file)))
    io.err(
      args.lang === 'zh'
        ? 'overreach: 找不到可用的浏览器，请自行打开上述文件\n'
        : 'overreach: no browser could be started; open the file above\n',
    );
  return worstExit(codes);
}
