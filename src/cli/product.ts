// The seam between commands and the library: the catalogue, one input at a time, and errors by input.
// Leaves every judgement to scan.ts.
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { ParseError } from '../bytes/parse-error.js';
import { DEFAULT_LIMITS, type Limits } from '../bytes/limits.js';
import { loadCatalogueWith } from '../catalogue/load.js';
import { givenType } from '../judge/choose-type.js';
import type { Catalogue, Watchlist } from '../model/catalogue.js';
import type { AppFacts } from '../model/facts.js';
import type { Config } from '../model/config.js';
import type { Fix } from '../model/gate.js';
import type { AppReport } from '../model/report.js';
import { UserError } from '../model/user-error.js';
import { groupPaths } from '../package/group-paths.js';
import { plain } from '../report/escape.js';
import { diagnosticText } from '../text/words.js';
import { openBytes } from '../package/source.js';
import { fixesFor, judgeFacts, readLines, readPaths, readSources, type JudgeOptions } from '../scan.js';
import type { Args } from './command.js';
import { EXIT } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import type { Io } from './io.js';
import { readLimits } from './limits.js';
import { complaintText, type Complaint } from '../catalogue/complaint.js';
import { nearest } from '../model/nearest.js';

/** The catalogue with what --rules and --sdks add. `full` also has notes and sources, for explain and docs. */
export const openCatalogue = (
  args: Args,
  full = false,
  more: { rules: readonly string[]; sdkLists: readonly string[] } = { rules: [], sdkLists: [] },
  io: Io | null = null,
): Promise<{ catalogue: Catalogue; watchlist: Watchlist }> =>
  loadCatalogueWith({
    rulesDirs: [...more.rules, ...args.texts('rules')],
    sdkLists: [...more.sdkLists, ...args.texts('sdks')],
    full,
    ...(io === null
      ? {}
      : { lose: (c: Complaint) => io.err(`overreach: ${plain(complaintText(c, args.lang), 2000)}\n`) }),
  });

/** What the gate adds to judging: accepted findings, and the day they are compared with. */
export interface Acceptance {
  config: Config;
  today: string;
}
export interface Judged {
  report: AppReport;
  facts: AppFacts;
  /** Fixes for these kinds of data with the score each would bring; judges the app again for each. */
  fixes(kinds: readonly string[]): Fix[];
}
export interface Product {
  catalogue: Catalogue;
  limits: Limits;
  /** Facts of one app by its paths, or read from a facts file. Throws ParseError or UserError. */
  facts(paths: readonly string[]): Promise<AppFacts>;
  judge(paths: readonly string[]): Promise<Judged>;
  /** Source files and lines that the package itself tells of spots in its code; nothing where it is no package of files. */
  lines(paths: readonly string[], spots: Parameters<typeof readLines>[1]): ReturnType<typeof readLines>;
}

/** The id of the type whose id or name, in either language, is nearest to the word; null when none is near. */
export function nearestType(said: string, catalogue: Catalogue): string | null {
  const word = said.trim();
  const byId = nearest(
    word,
    catalogue.types.map((t) => t.id),
  );
  if (byId !== null || word === '') return byId;
  const chinese = word.replace(/类$/, '');
  const named = catalogue.types.find((t) => chinese.length > 1 && t.name.zh.includes(chinese));
  if (named) return named.id;
  const name = nearest(
    word,
    catalogue.types.map((t) => t.name.en),
  );
  return catalogue.types.find((t) => t.name.en === name)?.id ?? null;
}

// eslint-disable-next-line complexity -- each setting comes from the command line, else from the configuration, else from a default
export async function openProduct(
  args: Args,
  io: Io,
  acceptance: Acceptance | null = null,
): Promise<Product> {
  const limits = readLimits(args.texts('limit'));
  const { catalogue, watchlist } = await openCatalogue(args, false, acceptance?.config, io);
  const said = args.text('type') ?? acceptance?.config.type ?? null;
  // Said wrongly, it is told once and before any package is opened.
  if (said !== null) givenType(catalogue, said);
  const d8 = { path: args.text('d8'), env: io.env };
  const facts = async (paths: readonly string[]): Promise<AppFacts> => {
    if (isStandardInput(paths))
      return readSources([openBytes(readStandardInput(limits), '-')], { watchlist, limits });
    const [path] = paths as [string];
    // By name first: most inputs are no library, and pay nothing for those that are.
    const library = /\.(?:aar|jar)$/i.test(path) ? await import('../run/library.js') : null;
    if (library === null || !library.isJavaLibrary(path, limits))
      return (await readFactsFile(path)) ?? readPaths(paths, { watchlist, limits });
    return library.withDex(path, d8, limits, (made, original) => {
      const read = readPaths([made], { watchlist, limits });
      return { ...read, identity: { ...read.identity, ...original } };
    });
  };
  const accepted = acceptance?.config.suppressions ?? [];
  const options: JudgeOptions = {
    catalogue,
    toolVersion: io.version,
    ...(said === null ? {} : { type: said }),
    ...(accepted.length === 0 ? {} : { suppressions: accepted, today: acceptance?.today ?? '' }),
  };
  const mapped = args.texts('mapping');
  const mappings = mapped.length === 0 ? null : await import('../run/mappings.js');
  const files = mappings?.listMappings(mapped, limits) ?? [];
  let judged = 0;
  const judge = async (paths: readonly string[]): Promise<Judged> => {
    const at = judged++;
    const value = await facts(paths);
    const mapping = mappings?.mappingFor(files, value, { path: paths[0]!, at }, limits) ?? null;
    const all = mapping === null ? options : { ...options, mapping };
    return {
      report: judgeFacts(value, all),
      facts: value,
      fixes: (kinds) => fixesFor(value, all, kinds),
    };
  };
  const lines: Product['lines'] = (paths, spots) => {
    try {
      return isStandardInput(paths) ? new Map() : readLines(paths, spots, limits);
    } catch (error) {
      // Kept facts, libraries of classes: what was judged has no lines to tell.
      if (error instanceof ParseError) return new Map();
      throw error;
    }
  };
  return { catalogue, limits, facts, judge, lines };
}

/** "-" where no file is called so. */
const isStandardInput = (paths: readonly string[]): boolean =>
  paths.length === 1 && paths[0] === '-' && statSync('-', { throwIfNoEntry: false }) === undefined;

/** All of standard input. @throws ParseError when it is more than an app may be in all */
function readStandardInput({ totalBytes }: Limits): Uint8Array {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    const piece = Buffer.alloc(1 << 16);
    let got: number;
    try {
      got = readSync(0, piece, 0, piece.length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') continue; // a terminal or a pipe that has nothing yet
      if (code === 'EOF') break;
      throw new ParseError('input/unreadable', bytes, { name: '-', reason: code ?? '' });
    }
    if (got === 0) break;
    bytes += got;
    if (bytes > totalBytes) throw new ParseError('limit/total-bytes', 0, { limit: totalBytes });
    pieces.push(piece.subarray(0, got));
  }
  return Buffer.concat(pieces);
}

const FACTS = 'overreach-facts/2';
/** First bytes that decide whether a file is JSON; facts files start with "{". */
const PEEK_BYTES = 64;

/** A facts file's facts, or null when the file is no JSON. @throws UserError for JSON that is not facts */
async function readFactsFile(path: string): Promise<AppFacts | null> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) return null;
  const handle = openSync(path, 'r');
  const head = Buffer.alloc(PEEK_BYTES);
  const length = readSync(handle, head, 0, PEEK_BYTES, 0);
  closeSync(handle);
  if (!/^\uFEFF?\s*[{[]/.test(head.subarray(0, length).toString('utf8'))) return null;
  const refuse = (en: string, zh = en) =>
    new UserError('cli/not-facts', {
      en: diagnosticText('cli/not-facts', { reason: en }).en,
      zh: diagnosticText('cli/not-facts', { reason: zh }).zh,
    });
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
  const schema = (value as { schema?: unknown } | null)?.schema;
  if (schema === 'overreach-report/1')
    throw refuse(
      'it is a report; scan the package, or its kept facts',
      '这是报告；请扫描安装包或其保存的事实文件',
    );
  if (typeof schema === 'string' && /^overreach-facts\/\d+$/.test(schema) && schema !== FACTS)
    throw refuse(
      `it was kept by another version (${schema}, this one reads ${FACTS}); scan the package again`,
      `它由另一版本保存（${schema}，本版本读取 ${FACTS}）；请重新扫描安装包`,
    );
  if (schema !== FACTS) throw refuse(`no "schema": "${FACTS}"`, `没有 "schema": "${FACTS}"`);
  const { AppFacts: Schema } = await import('../model/facts.js');
  const { Value } = await import('typebox/value');
  if (!Value.Check(Schema, value)) {
    const first = Value.Errors(Schema, value)[0];
    throw refuse(first ? `${first.instancePath || '/'} ${first.message}` : 'wrong shape');
  }
  return value as AppFacts;
}

/** The sentence for whatever an input can throw at us; null for our own faults. */
function inputFault(error: unknown): { en: string; zh: string } | null {
  if (error instanceof ParseError) return diagnosticText(error.code, error.args);
  if (error instanceof UserError) return error.text;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOENT') return diagnosticText('cli/no-such-file', {});
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code))
    return diagnosticText('cli/not-readable', { reason: code });
  return null;
}

/**
 * Runs `work` for every app in order, with its paths: a base and its splits are one app, named by the first. A fault is
 * one line on stderr naming the file and the cause; the rest go on.
 */
export async function eachInput(
  args: Args,
  io: Io,
  paths: readonly string[],
  work: (app: readonly string[]) => Promise<ExitCode> | ExitCode,
): Promise<ExitCode[]> {
  const codes: ExitCode[] = [];
  for (const app of groupPaths(paths, DEFAULT_LIMITS)) {
    try {
      codes.push(await work(app));
    } catch (error) {
      const fault = inputFault(error);
      if (fault === null) throw error;
      io.err(`overreach: ${plain(app[0]!, 4096)}: ${plain(fault[args.lang], 2000)}\n`);
      codes.push(EXIT.failed);
    }
  }
  return codes;
}
