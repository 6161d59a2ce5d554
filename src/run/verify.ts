// Checks an evidence pack: its own hashes, the judgement from its facts, and, given the package, the facts from the
// bytes. The pack is a stranger's file: it is read with our own bounded zip reader and nothing in it is trusted.
// Leaves words and exit codes to the command line.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { DEFAULT_LIMITS } from '../bytes/limits.js';
import type { Limits } from '../bytes/limits.js';
import { EXTRACTOR_VERSIONS } from '../extract/index.js';
import { canonicalText } from '../model/canonical.js';
import type { Catalogue, Watchlist } from '../model/catalogue.js';
import type { AppFacts } from '../model/facts.js';
import type { AppReport } from '../model/report.js';
import { UserError } from '../model/user-error.js';
import { openPlainZip } from '../package/plain-zip.js';
import { judgeFacts, openApp, readFacts, withinLimits } from '../scan.js';
import { ABOUT, PARTS } from './evidence.js';
import type { EvidenceAbout } from './evidence.js';

/** One thing that was checked. `other`: it could not be compared, because something differs that explains it. */
export interface Check {
  id: 'hashes' | 'identity' | 'judgement' | 'package' | 'facts';
  outcome: 'same' | 'different' | 'other';
  /** File, field or version that differs; empty when it is the same. */
  detail: string;
}

export interface VerifyOptions {
  catalogue: Catalogue;
  watchlist: Watchlist;
  toolVersion: string;
}

const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');
const decoder = new TextDecoder('utf-8', { fatal: true });

const notPack = (reason: string, zh = reason): UserError =>
  new UserError('verify/not-evidence', {
    en: `this is no evidence pack of Overreach (${reason})`,
    zh: `这不是 Overreach 的证据包（${zh}）`,
  });

const parse = <T>(bytes: Uint8Array, schema: string, name: string): T => {
  let value: { schema?: unknown } | null;
  try {
    value = JSON.parse(decoder.decode(bytes)) as { schema?: unknown } | null;
  } catch {
    throw notPack(`${name} is no JSON`);
  }
  const said = value?.schema;
  if (said === schema) return value as T;
  // The same kind of file, of another age: only the tool that wrote it says the same of it again.
  if (typeof said === 'string' && said.replace(/\d+$/, '') === schema.replace(/\d+$/, ''))
    throw new UserError('verify/other-version', {
      en: `this evidence pack was written by another version (${name} is ${said}, this one reads ${schema}); verify it with the version that ${ABOUT} names`,
      zh: `此证据包由另一版本写成（${name} 为 ${said}，本版本读取 ${schema}）；请用 ${ABOUT} 所列版本核对`,
    });
  throw notPack(`${name} has no schema ${schema}`, `${name} 没有 schema ${schema}`);
};

/** First path at which two plain values differ, "" when they do not. */
export function firstDifference(a: unknown, b: unknown, path = ''): string {
  if (Object.is(a, b)) return '';
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return path || '/';
  if (Array.isArray(a) !== Array.isArray(b)) return path || '/';
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  for (const key of [...new Set([...Object.keys(left), ...Object.keys(right)])].sort()) {
    const found = firstDifference(left[key], right[key], `${path}/${key}`);
    if (found !== '') return found;
  }
  return '';
}

/** White space and a mark before the first bracket fit in here. */
const PEEK_BYTES = 64;

/** Reports and facts that were kept beside a pack are easily taken for it. */
function startsAsJson(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const handle = openSync(path, 'r');
  try {
    const head = Buffer.alloc(PEEK_BYTES);
    return /^\uFEFF?\s*[{[]/.test(
      head.subarray(0, readSync(handle, head, 0, PEEK_BYTES, 0)).toString('utf8'),
    );
  } finally {
    closeSync(handle);
  }
}
/** Facts and report of the largest apps have some 5 MB; what they become when they are parsed is a multiple. */
const PACK_LIMITS: Limits = { ...DEFAULT_LIMITS, entryBytes: 32 << 20, totalBytes: 64 << 20 };

/** Of two entries of one name another reader may take the other: such a pack can show one report and be checked by its twin. */
const readPack = (path: string): Map<string, Uint8Array> => {
  if (startsAsJson(path)) throw notPack('it is JSON; give the zip', '它是 JSON；请给出 zip 文件');
  const zip = openPlainZip(path, PACK_LIMITS);
  try {
    if (zip.twice !== null) throw notPack(`${zip.twice} lies in it twice`);
    return withinLimits(PACK_LIMITS, () => new Map(zip.names().map((name) => [name, zip.read(name)])));
  } finally {
    zip.close();
  }
};

/** The list of the pack, whose every row has to be one; what is read below has to stand in it, each file once. */
const checkHashes = (about: EvidenceAbout, files: ReadonlyMap<string, Uint8Array>): Check => {
  const rows: readonly unknown[] = Array.isArray(about.files) ? about.files : [];
  const listed = rows.filter(
    (row): row is EvidenceAbout['files'][number] =>
      typeof row === 'object' && row !== null && typeof (row as { name?: unknown }).name === 'string',
  );
  if (listed.length !== rows.length) throw notPack(`${ABOUT} lists what is no file`);
  const names = new Set<string>();
  const bad = listed.filter((f) => {
    const twice = names.has(f.name);
    names.add(f.name);
    const data = files.get(f.name);
    const same = data !== undefined && data.length === f.sizeBytes && sha256(data) === f.sha256;
    return !same || twice;
  });
  const known = new Set([...names, ABOUT, 'README.txt']);
  const extra = [...files.keys()].filter((name) => !known.has(name));
  const unlisted = [PARTS.facts, PARTS.report].filter((name) => !names.has(name));
  const detail = [...new Set([...bad.map((f) => f.name), ...unlisted, ...extra])].join(', ');
  return { id: 'hashes', outcome: detail === '' ? 'same' : 'different', detail };
};

/** Facts of the wrong shape make judging fail anywhere; the pack is at fault then, not we. */
const judge = (facts: AppFacts, about: EvidenceAbout, options: VerifyOptions): AppReport => {
  try {
    return judgeFacts(facts, {
      catalogue: options.catalogue,
      toolVersion: about.tool.version,
      ...(about.type === null ? {} : { type: about.type, typeSource: 'list' as const }),
    });
  } catch (error) {
    throw notPack(`${PARTS.facts}: ${error instanceof Error ? error.message.slice(0, 120) : 'wrong shape'}`);
  }
};

/** Limits that change nothing in the facts but whether there are any: a stranger's file does not raise them. */
const OURS: ReadonlySet<string> = new Set(['timeMs', 'memoryBytes']);

/** The limits of the pack as far as they are limits: known names and positive numbers. */
const limitsOf = (said: unknown): Limits => {
  const limits: Limits = { ...DEFAULT_LIMITS };
  for (const name of Object.keys(limits) as (keyof Limits)[]) {
    const value = (said as Record<string, unknown> | null)?.[name];
    if (OURS.has(name)) continue;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) limits[name] = value;
  }
  return limits;
};

/** @throws UserError when a file does not say of which package it speaks */
function checkParts(about: EvidenceAbout, facts: AppFacts, report: AppReport): void {
  const parts: readonly (readonly [file: string, holds: string, part: unknown])[] = [
    [ABOUT, 'package', about.package],
    [PARTS.facts, 'identity', facts.identity],
    [PARTS.report, 'app', report.app],
  ];
  for (const [file, holds, part] of parts)
    if (typeof (part as { sha256?: unknown } | null | undefined)?.sha256 !== 'string')
      throw notPack(`${file} has no ${holds}`, `${file} 没有 ${holds}`);
}

/** @throws UserError when the file is no evidence pack; ParseError when it or the package cannot be read */
export function verifyEvidence(path: string, packages: readonly string[], options: VerifyOptions): Check[] {
  const files = readPack(path);
  const file = (name: string): Uint8Array => {
    const data = files.get(name);
    if (!data) throw notPack(`${name} is missing`);
    return data;
  };
  const about = parse<EvidenceAbout>(file(ABOUT), 'overreach-evidence/1', ABOUT);
  if (typeof about.tool?.version !== 'string' || typeof about.tool.rules !== 'string')
    throw notPack(`${ABOUT} names no tool`);
  const facts = parse<AppFacts>(file(PARTS.facts), 'overreach-facts/2', PARTS.facts);
  const report = parse<AppReport>(file(PARTS.report), 'overreach-report/1', PARTS.report);
  checkParts(about, facts, report);
  const checks: Check[] = [checkHashes(about, files)];
  const identity =
    firstDifference(facts.identity, about.package) ||
    (facts.identity.sha256 === report.app.sha256 ? '' : '/app/sha256');
  checks.push({ id: 'identity', outcome: identity === '' ? 'same' : 'different', detail: identity });

  const sameTool =
    about.tool.version === options.toolVersion && about.tool.rules === options.catalogue.version;
  const versions = `${about.tool.version}/${about.tool.rules.slice(0, 12)} ≠ ${options.toolVersion}/${options.catalogue.version.slice(0, 12)}`;
  const judged = JSON.parse(canonicalText(judge(facts, about, options))) as unknown;
  const difference = firstDifference(judged, report);
  checks.push({
    id: 'judgement',
    outcome: difference === '' ? 'same' : sameTool ? 'different' : 'other',
    detail: difference === '' ? '' : sameTool ? difference : versions,
  });
  if (packages.length > 0) checks.push(...checkPackage(packages, facts, about, options));
  return checks;
}

function checkPackage(
  packages: readonly string[],
  facts: AppFacts,
  about: EvidenceAbout,
  options: VerifyOptions,
): Check[] {
  const limits = limitsOf(about.limits);
  const pkg = openApp(packages, limits);
  try {
    const same = pkg.sha256 === about.package.sha256;
    const first: Check = {
      id: 'package',
      outcome: same ? 'same' : 'different',
      detail: same ? '' : `${pkg.sha256.slice(0, 12)} ≠ ${about.package.sha256.slice(0, 12)}`,
    };
    const fresh = JSON.parse(
      JSON.stringify(readFacts(pkg, { watchlist: options.watchlist, limits })),
    ) as unknown;
    const difference = firstDifference(fresh, facts);
    const sameReader =
      about.tool.extractors === EXTRACTOR_VERSIONS && about.tool.watchlist === options.watchlist.hash;
    const outcome = difference === '' ? 'same' : sameReader ? 'different' : 'other';
    return [first, { id: 'facts', outcome, detail: difference }];
  } finally {
    pkg.close();
  }
}
