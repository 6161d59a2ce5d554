// A survey in shares: each takes the apps whose content falls to it, and `merge` joins the rows to what one run would have
// written, byte for byte. A share keeps the whole plan beside its rows, so that merging opens no package.
// Leaves running a share to survey.ts.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../model/user-error.js';
import type { SurveyReport } from '../model/survey.js';
import type { AppList } from '../survey/app-list.js';
import type { Plan } from '../survey/plan.js';
import { lockFolder } from './lock.js';
import { openLedger } from './ledger.js';
import { publish } from './publish.js';
import type { Publishing } from './publish.js';
import { OUTPUTS } from './write-survey.js';

/** One share of several; both count from 1. */
export interface Shard {
  index: number;
  of: number;
}

const PLAN = 'shard.json';

interface KeptPlan {
  schema: 'overreach-shard/1';
  shard: Shard;
  /** Of the tool and its rules: shares of different ones are not joined. */
  versions: { tool: string; rules: string };
  files: number;
  list: AppList | null;
  entries: Plan['entries'];
  packageTypes: Plan['packageTypes'];
  byPackage: [string, AppList['rows'][number]][];
  problems: Plan['problems'];
}

/** @throws UserError when it is not "i/n" */
export function readShard(text: string): Shard {
  const [, index, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (shard.index >= 1 && shard.index <= shard.of) return shard;
  throw new UserError('survey/bad-shard', {
    en: `--shard ${text} is no share: 1/4 is the first of four`,
    zh: `--shard ${text} 不是份额：1/4 表示四份中的第一份`,
  });
}

/** Whether an app falls to a share: by its content, so that shares are even whatever the names are. */
export const isOfShard = (sha256: string, id: string, { index, of }: Shard): boolean =>
  Number.parseInt((sha256 === '' ? Buffer.from(id).toString('hex') : sha256).slice(-8), 16) % of ===
  index - 1;

/** Keeps the plan of the whole survey beside a share's rows. */
export function keepPlan(
  out: string,
  shard: Shard,
  plan: Plan,
  rest: { files: number; list: AppList | null; versions: KeptPlan['versions'] },
): void {
  const kept: KeptPlan = {
    schema: 'overreach-shard/1',
    shard,
    ...rest,
    entries: plan.entries,
    packageTypes: plan.packageTypes,
    byPackage: [...plan.byPackage],
    problems: plan.problems,
  };
  // Whole or not at all, whenever a kill comes.
  writeFileSync(join(out, `${PLAN}.part`), `${JSON.stringify(kept)}\n`);
  renameSync(join(out, `${PLAN}.part`), join(out, PLAN));
}

function readPlan(folder: string): KeptPlan {
  const wrong = (en: string, zh: string): UserError =>
    new UserError('survey/bad-share', { en: `${folder}: ${en}`, zh: `${folder}：${zh}` });
  const path = join(folder, PLAN);
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    throw wrong('no share of a survey (no shard.json)', '不是测评份额（缺少 shard.json）');
  try {
    const plan = JSON.parse(readFileSync(path, 'utf8')) as KeptPlan;
    if (plan.schema === 'overreach-shard/1') return plan;
  } catch {
    // Told below, like a schema of another version.
  }
  throw wrong('shard.json cannot be read', 'shard.json 无法读取');
}

/** What must agree between shares of one survey. */
const commonOf = ({ versions, entries, list, files, shard }: KeptPlan): string =>
  JSON.stringify([
    versions,
    files,
    list?.rows ?? null,
    shard.of,
    entries.map(({ id, sha256, type }) => [id, sha256, type]),
  ]);

/**
 * Joins all shares of a survey into `options.out`.
 * @throws UserError when a share is missing, not finished, or of another survey
 */
export async function mergeShards(
  folders: readonly string[],
  options: Omit<Publishing, 'list'>,
): Promise<SurveyReport> {
  const plans = folders.map((folder) => ({ folder, plan: readPlan(folder) }));
  const first = plans[0]!.plan;
  const common = commonOf(first);
  for (const { folder, plan } of plans)
    if (commonOf(plan) !== common)
      throw new UserError('survey/other-survey', {
        en: `${folder} is a share of another survey than ${folders[0]}: other files, list, rules or tool`,
        zh: `${folder} 与 ${folders[0]} 不属于同一次测评：文件、清单、规则或工具不同`,
      });
  const shares = new Set(plans.map(({ plan }) => plan.shard.index));
  const missing = Array.from({ length: first.shard.of }, (_, i) => i + 1).filter(
    (index) => !shares.has(index),
  );
  if (missing.length > 0)
    throw new UserError('survey/missing-share', {
      en: `missing: ${missing.map((index) => `${index}/${first.shard.of}`).join(', ')}`,
      zh: `缺少份额：${missing.map((index) => `${index}/${first.shard.of}`).join('、')}`,
    });
  mkdirSync(options.out, { recursive: true });
  const unlock = lockFolder(options.out);
  const target = join(options.out, OUTPUTS.results);
  rmSync(target, { force: true });
  const ledger = openLedger(target, true);
  try {
    for (const { folder, plan } of plans) {
      copyRows(folder, plan, first, ledger);
      const packs = join(folder, 'evidence');
      if (existsSync(packs)) cpSync(packs, join(options.out, 'evidence'), { recursive: true });
    }
    const { files, list, entries, packageTypes, problems } = first;
    const plan = { entries, packageTypes, problems, byPackage: new Map(first.byPackage) };
    return await publish({ ...options, list }, plan, ledger, files);
  } finally {
    ledger.close();
    unlock();
  }
}

function copyRows(
  folder: string,
  plan: KeptPlan,
  whole: KeptPlan,
  ledger: ReturnType<typeof openLedger>,
): void {
  const mine = whole.entries
    .filter((entry) => isOfShard(entry.sha256, entry.id, plan.shard))
    .map(({ id }) => id);
  const source = openLedger(join(folder, OUTPUTS.results), false);
  try {
    const undone = mine.filter((id) => source.basisOf(id) === null);
    if (undone.length > 0)
      throw new UserError('survey/unfinished-share', {
        en: `${folder} is not finished: ${undone.length} apps are left, run its survey again`,
        zh: `${folder} 尚未完成：剩余 ${undone.length} 款，请再次运行该份额`,
      });
    const lines = source.lines(mine)[Symbol.iterator]();
    for (const id of mine) ledger.append(id, source.basisOf(id)!, String(lines.next().value).trimEnd());
  } finally {
    source.close();
  }
}
