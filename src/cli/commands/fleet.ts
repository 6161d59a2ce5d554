// overreach fleet: reads options, hears signals, prints what was done. Leaves the work to src/fleet.
import { addToFleet } from '../../fleet/add.js';
import { cancelApps, retryApps } from '../../fleet/change.js';
import { databaseError, initialise, openDatabase } from '../../fleet/database.js';
import type { Database, Queue } from '../../fleet/database.js';
import { judgeFleet } from '../../fleet/judge.js';
import { MOST_ON_A_PAGE, reportFleet } from '../../fleet/report.js';
import { fleetStatus } from '../../fleet/status.js';
import { readWhere } from '../../fleet/where.js';
import { workFleet } from '../../fleet/work.js';
import { UserError } from '../../model/user-error.js';
import { jsonText, plain } from '../../report/escape.js';
import { statusText } from '../../report/fleet-status.js';
import type { ScanSetup } from '../../run/job.js';
import { defaultWorkers } from '../../run/runner.js';
import type { Runner } from '../../run/runner.js';
import { inThreads } from '../../run/threads.js';
import type { Args } from '../command.js';
import { EXIT } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { readLimits } from '../limits.js';
import { cannotWrite } from '../output.js';
import { openCatalogue } from '../product.js';
import { checkPart } from './fleet-parts.js';
import type { PartName } from './fleet-parts.js';

import { readList, typeResolver } from './survey-types.js';

/** As in survey: a thread that does not stop by itself is ended after so many times the limit. */
const GRACE = 1.5;
/** Bytes of one download: more than any store accepts for a package. */
const MOST_DOWNLOAD = 4 * 2 ** 30;
/** Time for one download, in ms: a large package over a slow line. */
const DOWNLOAD_MS = 15 * 60 * 1000;
/** Seconds of silence after which a worker counts as dead. */
const LEASE_SECONDS = 120;
/** Bad lines that are printed; the rest is counted. */
const MOST_PROBLEMS = 20;

const say = (args: Args, en: string, zh: string): string => `${args.lang === 'zh' ? zh : en}\n`;

function numberOf(
  args: Args,
  name: 'threads' | 'lease' | 'priority',
  most: number,
  least = 1,
): number | null {
  const said = args.text(name);
  if (said === null) return null;
  const n = Number(said);
  if (Number.isInteger(n) && n >= least && n <= most) return n;
  throw new UserError('fleet/bad-number', {
    en: `--${name} ${plain(said, 40)} is no number from ${least} to ${most}`,
    zh: `--${name} ${plain(said, 40)} 不是 ${least} 到 ${most} 之间的数`,
  });
}

const priorityOf = (args: Args): number => numberOf(args, 'priority', 1000, -1000) ?? 0;

const isList = (path: string): boolean => /\.(?:txt|csv)$/i.test(path);

interface Command {
  args: Args;
  io: Io;
  address: string;
  paths: readonly string[];
  stop: AbortSignal;
}

async function setupOf({ args, io }: Command): Promise<ScanSetup> {
  const { catalogue, watchlist } = await openCatalogue(args);
  const limits = readLimits(args.texts('limit'));
  return { catalogue, watchlist, limits, toolVersion: io.version, cacheDir: null, packageTypes: {} };
}

const openRunner = (setup: ScanSetup, threads: number): Runner =>
  inThreads(setup, { workers: threads, timeMs: setup.limits.timeMs * GRACE });

async function withDatabase(
  command: Command,
  work: (database: Database) => Promise<ExitCode>,
): Promise<ExitCode> {
  const threads = numberOf(command.args, 'threads', 256) ?? defaultWorkers();
  const database = await openDatabase(command.address, { connections: Math.min(threads + 2, 20) });
  try {
    return await work(database);
  } catch (error) {
    const { path, syscall } = error as { path?: unknown; syscall?: unknown };
    if (typeof path === 'string' && syscall !== 'connect') throw cannotWrite(path, error);
    throw databaseError(error, command.address);
  } finally {
    await database.close();
  }
}

async function init({ args, io, address }: Command): Promise<ExitCode> {
  const granted = await initialise(address);
  io.out(
    say(
      args,
      'the database is ready: overreach fleet add <address> <path…>',
      '数据库已就绪：overreach fleet add <地址> <路径…>',
    ),
  );
  if (!granted)
    io.err(
      say(
        args,
        'overreach: this user may make no roles: workers need a user with the same rights',
        'overreach: 该用户无权创建角色：工作进程须使用同等权限的用户',
      ),
    );
  return EXIT.fine;
}

async function add(command: Command): Promise<ExitCode> {
  const { args, io, paths } = command;
  const list = readList(args);
  if (paths.length === 0 && list === null)
    throw new UserError('fleet/nothing-to-add', {
      en: 'fleet add needs a folder, package, address or list',
      zh: 'fleet add 需要文件夹、安装包、地址或清单',
    });
  const { catalogue, limits } = await setupOf(command);
  return withDatabase(command, async (database) => {
    const queue = await database.openQueue(false);
    try {
      const result = await addToFleet(database, queue, {
        paths,
        isList,
        list,
        resolveType: typeResolver(catalogue),
        limits,
        cacheDir: null,
        priority: priorityOf(args),
      });
      const shown = result.problems.slice(0, MOST_PROBLEMS);
      for (const { file, line } of shown)
        io.err(
          line === null
            ? say(
                args,
                `overreach: ${plain(file, 500)}: cannot be read as a package or address`,
                `overreach: ${plain(file, 500)}：无法作为安装包或地址读取`,
              )
            : say(
                args,
                `overreach: ${plain(file, 500)}, line ${line}: no address`,
                `overreach: ${plain(file, 500)} 第 ${line} 行：不是地址`,
              ),
        );
      const more = result.problems.length - shown.length;
      if (more > 0) io.err(say(args, `overreach: ${more} more such lines`, `overreach: 另有 ${more} 行`));
      io.out(
        say(
          args,
          `${result.added} added (${result.copies} of them copies), ${result.known} known before`,
          `新增 ${result.added}（其中内容相同的副本 ${result.copies}），已有 ${result.known}`,
        ),
      );
      return result.problems.length > 0 && args.flag('strict') ? EXIT.incomplete : EXIT.fine;
    } finally {
      await queue.stop({ graceful: false, wait: true });
    }
  });
}

async function work(command: Command): Promise<ExitCode> {
  const { args, io, stop } = command;
  const setup = await setupOf(command);
  const quiet = args.flag('quiet');
  return withDatabase(command, async (database) => {
    const queue = await database.openQueue(true);
    try {
      const done = await workFleet(
        database,
        queue,
        {
          threads: numberOf(args, 'threads', 256) ?? defaultWorkers(),
          setup,
          openRunner,
          download: {
            allowHosts: args.texts('allow-host'),
            allowPrivate: args.flag('allow-private'),
            maxBytes: MOST_DOWNLOAD,
            timeMs: DOWNLOAD_MS,
            env: io.env,
          },
          leaseSeconds: numberOf(args, 'lease', 86_400) ?? LEASE_SECONDS,
          stay: args.flag('stay'),
          finished: (result) => (quiet ? undefined : io.err(`${result.verdict} ${plain(result.id, 300)}\n`)),
          waiting: () =>
            io.err(
              say(
                args,
                'overreach: the database does not answer; trying again',
                'overreach: 数据库没有应答，正在重试',
              ),
            ),
        },
        stop,
      );
      io.out(say(args, `${done} done by this worker`, `本工作进程完成 ${done} 款`));
      return stop.aborted ? EXIT.failed : EXIT.fine;
    } finally {
      await queue.stop({ graceful: false, wait: true });
    }
  });
}

const status = (command: Command): Promise<ExitCode> =>
  withDatabase(command, async ({ pool }) => {
    const found = await fleetStatus(pool);
    const json = command.args.texts('format').includes('json');
    command.io.out(json ? `${jsonText(found, null, 2)}\n` : statusText(found, command.args.lang));
    return EXIT.fine;
  });

async function judge(command: Command): Promise<ExitCode> {
  const { args, io, stop } = command;
  const setup = await setupOf(command);
  const threads = numberOf(args, 'threads', 256) ?? defaultWorkers();
  return withDatabase(command, async (database) => {
    const result = await judgeFleet(database, { setup, threads, openRunner, finished: () => {} }, stop);
    io.out(
      say(
        args,
        `${result.judged} judged again, ${result.current} were current, ${result.unread} without facts of this version`,
        `重新判断 ${result.judged}，已是最新 ${result.current}，无此版本事实 ${result.unread}`,
      ),
    );
    return result.unread > 0 && args.flag('strict') ? EXIT.incomplete : EXIT.fine;
  });
}

async function report(command: Command): Promise<ExitCode> {
  const { args, io } = command;
  const where = readWhere(args.text('where'));
  const setup = await setupOf(command);
  const out = args.text('out') ?? 'overreach-survey';
  const title = args.text('title');
  return withDatabase(command, async (database) => {
    const result = await reportFleet(database, {
      out,
      where,
      setup,
      resolveType: typeResolver(setup.catalogue),
      lang: args.lang,
      title: title === null ? null : { en: title, zh: title },
      publisher: args.text('publisher'),
      date: args.text('date'),
    });
    if (result.left > 0)
      io.err(
        say(
          args,
          `overreach: ${result.left} apps are not done yet and not in it`,
          `overreach: 尚有 ${result.left} 款未完成，未计入`,
        ),
      );
    if (result.survey === null)
      io.err(
        say(
          args,
          `overreach: ${result.apps} apps are more than one page lists (${MOST_ON_A_PAGE}): counts were written; --where chooses apps`,
          `overreach: 共 ${result.apps} 款，超过单页可列数量（${MOST_ON_A_PAGE}）：已生成统计表；可用 --where 选取应用`,
        ),
      );
    io.out(
      say(
        args,
        `Report on ${result.apps} apps: ${plain(out, 2000)}`,
        `${result.apps} 款应用的报告：${plain(out, 2000)}`,
      ),
    );
    return result.left > 0 && args.flag('strict') ? EXIT.incomplete : EXIT.fine;
  });
}

/** A part that changes what waits, by the queue. */
const change =
  (
    what: (database: Database, queue: Queue, command: Command) => Promise<number>,
    text: { en: string; zh: string },
  ) =>
  (command: Command): Promise<ExitCode> =>
    withDatabase(command, async (database) => {
      const queue = await database.openQueue(false);
      try {
        const apps = await what(database, queue, command);
        command.io.out(say(command.args, `${apps} ${text.en}`, `${apps} ${text.zh}`));
        return EXIT.fine;
      } finally {
        await queue.stop({ graceful: false, wait: true });
      }
    });
const cancel = change((database, queue, { paths }) => cancelApps(database, queue, paths), {
  en: 'cancelled',
  zh: '款已取消',
});
const retry = change(
  (database, queue, { args, paths }) => retryApps(database, queue, paths, priorityOf(args)),
  { en: 'wait again', zh: '款重新等待' },
);

const PARTS: Readonly<Record<PartName, (command: Command) => Promise<ExitCode>>> = {
  init,
  add,
  work,
  status,
  judge,
  report,
  cancel,
  retry,
};

export async function run(args: Args, io: Io): Promise<ExitCode> {
  const [, address = '', ...paths] = args.paths;
  const part = PARTS[checkPart(args)];
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    return await part({ args, io, address, paths, stop: stop.signal });
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}
