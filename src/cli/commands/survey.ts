// overreach survey: many apps in, a report to publish out. Reads options and the list, shows progress, hears signals.
// Leaves the work to run/survey.ts.
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Text } from '../../model/catalogue.js';
import type { SurveyReport } from '../../model/survey.js';
import { UserError } from '../../model/user-error.js';
import { plain } from '../../report/escape.js';
import { fillText } from '../../report/html/template.js';
import { WORDS } from '../../report/html/words.js';
import { inProcess } from '../../run/in-process.js';
import type { ScanSetup } from '../../run/job.js';
import { listMappings } from '../../run/mappings.js';
import { mergeShards, readShard } from '../../run/shard.js';
import { defaultWorkers } from '../../run/runner.js';
import type { Runner } from '../../run/runner.js';
import { runSurvey } from '../../run/survey.js';
import type { SurveyEnd, SurveyEvents } from '../../run/survey.js';
import { inThreads } from '../../run/threads.js';
import { OUTPUTS } from '../../run/write-survey.js';
import type { Args } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { crosses, readThreshold, type Threshold } from '../threshold.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { readLimits } from '../limits.js';
import { openCatalogue } from '../product.js';
import { openProgress } from '../progress.js';
import { readAdditions } from './survey-additions.js';
import { readList, typeResolver } from './survey-types.js';

/** A scan stops itself at its limit; a thread that does not hear of it is ended after so many times as long. */
const GRACE = 1.5;
/** Problems printed in full; the report has all of them. */
const MOST_PROBLEMS = 20;

const workersOf = (args: Args): number => {
  const said = args.text('workers');
  if (said === null) return defaultWorkers();
  const n = Number(said);
  if (!Number.isInteger(n) || n < 0 || n > 256)
    throw new UserError('survey/bad-workers', {
      en: `--workers ${said} is no number from 0 (no threads) to 256`,
      zh: `--workers ${said} 不是 0（不用线程）到 256 之间的数`,
    });
  return n;
};

const cacheFolder = (args: Args, io: Io): string | null => {
  if (args.flag('no-cache')) return null;
  const said = args.text('cache');
  if (said !== null) return said;
  return join(io.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'overreach');
};

/** One language given is shown in both. */
const titleOf = (args: Args): Text | null => {
  const title = args.text('title');
  return title === null ? null : { en: title, zh: title };
};

/** The headline and what to know besides, for the terminal. */
function endText(survey: SurveyReport, out: string, args: Args): string {
  const { lang } = args;
  const { totals } = survey;
  const zh = lang === 'zh';
  const words =
    totals.rated === 0 ? WORDS.headlineEmpty : totals.suspected === 0 ? WORDS.headlineNone : WORDS.headline;
  const lines = [`${fillText(words, { n: totals.suspected, m: totals.rated })[lang]}${zh ? '。' : '.'}`];
  if (survey.headlines.length > 0)
    lines.push(
      survey.headlines.map((g) => `${g.name[lang]} ${g.apps}`).join(zh ? '、' : ', ') + (zh ? '。' : '.'),
    );
  const unrated = totals.notRated + totals.failed;
  if (unrated > 0) lines.push(`${fillText(WORDS.unratedCount, { n: unrated })[lang]}${zh ? '。' : '.'}`);
  lines.push(`${zh ? '报告：' : 'Report: '}${plain(join(out, OUTPUTS.page), 2000)}`);
  return `${lines.join('\n')}\n`;
}

const problemLines = (survey: SurveyReport, args: Args): string => {
  const zh = args.lang === 'zh';
  const line = (p: SurveyReport['problems'][number]): string => {
    const where = p.line === null ? '' : zh ? `清单第 ${p.line} 行：` : `list, line ${p.line}: `;
    return `overreach: ${where}${plain(p.text[args.lang], 1000)}\n`;
  };
  const shown = survey.problems.slice(0, MOST_PROBLEMS).map(line);
  const more = survey.problems.length - shown.length;
  if (more > 0)
    shown.push(zh ? `overreach: 另有 ${more} 条，见报告\n` : `overreach: ${more} more, see the report\n`);
  return shown.join('');
};

/** Events to progress, with a clock that starts now. */
function showProgress(io: Io, args: Args): { events: SurveyEvents; clear(): void } {
  const began = process.hrtime.bigint();
  const seconds = (): number => Number(process.hrtime.bigint() - began) / 1e9;
  const quiet = args.flag('quiet');
  const progress = openProgress((text) => (quiet ? undefined : io.err(text)), {
    terminal: io.errIsTerminal,
    columns: io.columns,
    lang: args.lang,
  });
  const state = {
    done: 0,
    total: 0,
    before: 0,
    suspected: 0,
    failed: 0,
    current: [] as string[],
    seconds: 0,
  };
  const show = (): void => progress.show({ ...state, seconds: seconds() });
  return {
    clear: progress.clear,
    events: {
      hashing: (done, total) => progress.looking(done, total, seconds()),
      planned(total, done, dropped, { suspected, failed }) {
        progress.clear();
        Object.assign(state, { total, done, before: done, suspected, failed });
        if (quiet) return;
        const zh = args.lang === 'zh';
        if (done > 0)
          io.err(
            zh ? `overreach: 接续上次，已完成 ${done} 款\n` : `overreach: going on; ${done} done before\n`,
          );
        if (dropped > 0)
          io.err(
            zh
              ? 'overreach: 上次中断时未写完的一行已丢弃\n'
              : 'overreach: dropped a line that was cut short\n',
          );
      },
      started(id) {
        state.current.push(id);
        show();
      },
      finished(result) {
        state.done++;
        state.current.splice(state.current.indexOf(result.id), 1);
        if (result.verdict === 'suspected' || result.verdict === 'strongly-suspected') state.suspected++;
        if (result.verdict === 'failed') state.failed++;
        show();
      },
      writing: progress.clear,
    },
  };
}

async function survey(args: Args, io: Io, signal: AbortSignal): Promise<SurveyEnd> {
  const out = args.text('out') ?? 'overreach-survey';
  const list = readList(args);
  const workers = workersOf(args);
  const shardText = args.text('shard');
  const limits = readLimits(args.texts('limit'));
  const added = readAdditions(args);
  const { catalogue, watchlist } = await openCatalogue(args);
  const openRunner = (setup: ScanSetup, jobs: number): Runner =>
    workers === 0
      ? inProcess(setup)
      : inThreads(setup, { workers: Math.min(workers, Math.max(1, jobs)), timeMs: limits.timeMs * GRACE });
  const mappings = listMappings(args.texts('mapping'), limits);
  // A pack must follow from the package by itself.
  if (mappings.length > 0 && args.flag('evidence'))
    throw new UserError('survey/evidence-with-mapping', {
      en: '--evidence and --mapping do not go together: what a pack says must follow from the package alone',
      zh: '--evidence 与 --mapping 不能同时使用：证据包的内容须仅由安装包得出',
    });
  const { events, clear } = showProgress(io, args);
  try {
    return await runSurvey(
      {
        paths: args.paths,
        out,
        list,
        resolveType: typeResolver(catalogue),
        setup: {
          catalogue,
          watchlist,
          limits,
          toolVersion: io.version,
          cacheDir: cacheFolder(args, io),
          packageTypes: {},
          ...(mappings.length > 0 ? { mappings } : {}),
        },
        shard: shardText === null ? null : readShard(shardText),
        fresh: args.flag('fresh'),
        retry: args.flag('retry'),
        evidence: args.flag('evidence'),
        lang: args.lang,
        title: titleOf(args),
        publisher: args.text('publisher'),
        date: args.text('date'),
        added,
      },
      openRunner,
      events,
      signal,
    );
  } finally {
    clear();
  }
}

/** Joins shares: no package is opened. */
async function merge(args: Args, io: Io): Promise<ExitCode> {
  const out = args.text('out') ?? 'overreach-survey';
  const { catalogue, watchlist } = await openCatalogue(args);
  const limits = readLimits(args.texts('limit'));
  const survey = await mergeShards(args.paths.slice(1), {
    out,
    setup: { catalogue, watchlist, limits, toolVersion: io.version, cacheDir: null, packageTypes: {} },
    lang: args.lang,
    title: titleOf(args),
    publisher: args.text('publisher'),
    date: args.text('date'),
    added: readAdditions(args),
  });
  io.err(problemLines(survey, args));
  if (!args.flag('quiet')) io.out(endText(survey, out, args));
  return EXIT.fine;
}

/** How many apps cross --fail-on, in one line; exit 1 when any does. */
function crossed(survey: SurveyReport, threshold: Threshold | null, args: Args, io: Io): ExitCode {
  if (threshold === null) return EXIT.fine;
  const n = survey.apps.filter(
    ({ verdict, score }) =>
      verdict !== 'failed' &&
      crosses(
        { verdict, score: score === null ? { rated: false } : { rated: true, value: score.value } },
        threshold,
      ),
  ).length;
  if (n === 0) return EXIT.fine;
  const word = plain(args.text('fail-on') ?? '');
  io.err(
    args.lang === 'zh'
      ? `overreach: ${n} 款应用达到 --fail-on ${word}\n`
      : n === 1
        ? `overreach: 1 app crosses --fail-on ${word}\n`
        : `overreach: ${n} apps cross --fail-on ${word}\n`,
  );
  return EXIT.crossed;
}

export async function run(args: Args, io: Io): Promise<ExitCode> {
  if (args.paths[0] === 'diff' && args.paths.length > 1)
    return (await import('./survey-diff.js')).run(args, io);
  if (args.paths[0] === 'merge' && args.paths.length > 1) return merge(args, io);
  const failOn = args.text('fail-on');
  const threshold = failOn === null ? null : readThreshold(failOn);
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  // The second Ctrl-C finds no listener and ends the process at once; what is done is on disk either way.
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    const end = await survey(args, io, stop.signal);
    if (end.survey === null) {
      io.err(
        args.lang === 'zh'
          ? `overreach: 已中断，完成 ${end.done}/${end.total}；用同一命令接续\n`
          : `overreach: stopped with ${end.done} of ${end.total} done; the same command goes on\n`,
      );
      return EXIT.failed;
    }
    io.err(problemLines(end.survey, args));
    if (!args.flag('quiet')) io.out(endText(end.survey, args.text('out') ?? 'overreach-survey', args));
    if (end.total === 0) {
      io.err(args.lang === 'zh' ? 'overreach: 没有找到安装包\n' : 'overreach: no package was found\n');
      return EXIT.failed;
    }
    return crossed(end.survey, threshold, args, io);
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}
