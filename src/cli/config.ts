// overreach.yml → Config: reads, checks names against the catalogue, and says file, line, cause and the nearest valid
// name for everything wrong, all at once. Leaves comparing to compare/gate.ts.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readPlainText } from '../catalogue/plain-file.js';
import { readSource } from '../catalogue/read-file.js';
import type { RuleSource } from '../catalogue/read-file.js';
import { folded, type Complaint } from '../catalogue/complaint.js';
import { ConfigFile } from '../model/config.js';
import type { Config } from '../model/config.js';
import type { Catalogue, Text } from '../model/catalogue.js';
import { APP_PARTY, UNATTRIBUTED_PARTY } from '../model/gate.js';
import type { Purpose, Suppression } from '../model/gate.js';
import { UserError } from '../model/user-error.js';
import { globFault, isGlob } from './glob.js';
import { nearest } from '../model/nearest.js';

const CONFIG_NAMES = ['overreach.yml', 'overreach.yaml'] as const;

export const NO_CONFIG: Config = {
  file: null,
  packages: [],
  type: null,
  lang: null,
  failOn: null,
  strict: false,
  baseline: null,
  source: null,
  purposes: null,
  sdks: null,
  suppressions: [],
  rules: [],
  sdkLists: [],
};

/** Everything wrong with the configuration, one line each. */
export class ConfigError extends UserError {
  constructor(complaints: readonly Complaint[]) {
    const lines = (lang: 'en' | 'zh') =>
      complaints.map((c) => `${c.file}${c.line > 0 ? `:${c.line}` : ''}: ${c.cause[lang]}`).join('\n');
    super('cli/bad-config', { en: lines('en'), zh: lines('zh') });
    this.name = 'ConfigError';
  }
}

const withNear = (cause: Text, near: string | null): Text =>
  near === null ? cause : { en: `${cause.en}; did you mean ${near}?`, zh: `${cause.zh}；是否想写 ${near}？` };

/** Every key a configuration can have, at any depth, for suggestions. */
const KEYS = [
  'version',
  'packages',
  'type',
  'lang',
  'fail-on',
  'strict',
  'baseline',
  'source',
  'purposes',
  'sdks',
  'suppressions',
  'rules',
  'sdk-lists',
  'data',
  'feature',
  'why',
  'where',
  'by',
  'rule',
  'reason',
  'owner',
  'expires',
];

/** The file to use: --config, else overreach.yml in the current folder, else none. @throws UserError when it is missing */
export function findConfig(said: string | null, cwd: string): string | null {
  if (said !== null) {
    if (existsSync(join(cwd, said)) || existsSync(said)) return said;
    throw new UserError('cli/no-config', { en: `${said}: no such file`, zh: `${said}：文件不存在` });
  }
  return CONFIG_NAMES.find((name) => existsSync(join(cwd, name))) ?? null;
}

/** Reads the form of the file; names are checked by `checkConfig`, once the catalogue it names is loaded. */
export function readConfig(file: string, text: string): RuleSource<ConfigFile> {
  const complaints: Complaint[] = [];
  const source = readSource<ConfigFile>(file, text, ConfigFile, (c) => {
    const unknown = /^unknown field "([^"]*)"/.exec(c.cause.en)?.[1];
    complaints.push(unknown === undefined ? c : { ...c, cause: withNear(c.cause, nearest(unknown, KEYS)) });
  });
  if (source === null) throw new ConfigError(folded(complaints));
  return source;
}

export const loadConfigFile = (file: string): RuleSource<ConfigFile> => {
  let text: string;
  try {
    text = readPlainText(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UserError('cli/no-config', {
      en: `${file}: cannot be read (${reason})`,
      zh: `${file}：无法读取（${reason}）`,
    });
  }
  return readConfig(file, text);
};

/** A real day of the calendar, as "2026-02-28". */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

/**
 * The checked configuration. Paths in it are relative to the file.
 * @throws ConfigError for every misspelt name, bad pattern or bad date
 */
// eslint-disable-next-line complexity, max-lines-per-function -- one check for each part of the file, so that all faults are told at once
export function checkConfig(source: RuleSource<ConfigFile>, catalogue: Catalogue): Config {
  const complaints: Complaint[] = [];
  const { file, value, lineOf } = source;
  const complain = (path: readonly (string | number)[], cause: Text) =>
    complaints.push({ file, line: lineOf(path), cause });
  const checkName = (
    what: Text,
    name: string,
    names: readonly string[],
    path: readonly (string | number)[],
  ) => {
    if (names.includes(name)) return;
    complain(
      path,
      withNear({ en: `unknown ${what.en} "${name}"`, zh: `未知的${what.zh}“${name}”` }, nearest(name, names)),
    );
  };
  const KIND: Text = { en: 'data kind', zh: '数据类型' };
  const SDK: Text = { en: 'SDK', zh: ' SDK ' };
  const kinds = catalogue.kinds.map((k) => k.id);
  const sdks = catalogue.sdks.map((s) => s.id);
  const parties = [APP_PARTY, UNATTRIBUTED_PARTY, ...sdks];
  value.packages?.forEach((pattern, i) => {
    const fault = isGlob(pattern) ? globFault(pattern) : null;
    if (fault !== null)
      complain(['packages', i], {
        en: `bad pattern "${pattern}": ${fault}`,
        zh: `路径模式“${pattern}”有误：${fault}`,
      });
  });
  value.type?.split('+').forEach((id) =>
    checkName(
      { en: 'app type', zh: '应用类型' },
      id.trim(),
      catalogue.types.map((t) => t.id),
      ['type'],
    ),
  );
  value.sdks?.forEach((id, i) => checkName(SDK, id, sdks, ['sdks', i]));
  const purposes = value.purposes?.map((p, i): Purpose => {
    checkName(KIND, p.data, kinds, ['purposes', i, 'data']);
    p.by?.forEach((id, j) => checkName(SDK, id, parties, ['purposes', i, 'by', j]));
    return {
      data: p.data,
      feature: p.feature,
      why: p.why,
      where: p.where ?? [],
      by: p.by ?? [],
      line: lineOf(['purposes', i]),
    };
  });
  const suppressions = (value.suppressions ?? []).map((s, i): Suppression => {
    const at = (key: string) => ['suppressions', i, key];
    if (s.data === undefined && s.rule === undefined)
      complain(['suppressions', i], {
        en: 'a suppression needs "data" or "rule"',
        zh: '例外须写明“data”或“rule”',
      });
    if (s.data !== undefined) checkName(KIND, s.data, kinds, at('data'));
    if (s.rule !== undefined)
      checkName(
        { en: 'rule', zh: '规则' },
        s.rule,
        catalogue.rules.map((r) => r.id),
        at('rule'),
      );
    if (s.by !== undefined) checkName(SDK, s.by, parties, at('by'));
    if (!isDate(s.expires))
      complain(at('expires'), {
        en: `"${s.expires}" is no date; write 2026-12-31`,
        zh: `“${s.expires}”不是日期，应写作 2026-12-31`,
      });
    return {
      data: s.data ?? null,
      rule: s.rule ?? null,
      by: s.by ?? null,
      reason: s.reason,
      owner: s.owner,
      expires: s.expires,
      line: lineOf(['suppressions', i]),
    };
  });
  if (complaints.length > 0) throw new ConfigError(folded(complaints));
  const beside = (path: string) => (path.startsWith('/') ? path : join(dirname(file), path));
  const failOn = value['fail-on'];
  return {
    file,
    packages: (value.packages ?? []).map(beside),
    type: value.type ?? null,
    lang: value.lang ?? null,
    failOn: failOn === undefined ? null : String(failOn),
    strict: value.strict ?? false,
    baseline: value.baseline === undefined ? null : beside(value.baseline),
    source: value.source === undefined ? null : beside(value.source),
    purposes: purposes ?? null,
    sdks: value.sdks ?? null,
    suppressions,
    rules: (value.rules ?? []).map(beside),
    sdkLists: (value['sdk-lists'] ?? []).map(beside),
  };
}

/** Suppressions whose last day is before `today`, as complaints: an expired one fails the run. */
export const expiredComplaints = (config: Config, today: string): Complaint[] =>
  config.suppressions
    .filter((s) => s.expires < today)
    .map((s) => ({
      file: config.file ?? '',
      line: s.line,
      cause: {
        en: `the suppression of ${s.data ?? s.rule} expired on ${s.expires} (owner: ${s.owner})`,
        zh: `对 ${s.data ?? s.rule} 的例外已于 ${s.expires} 到期（负责人：${s.owner}）`,
      },
    }));
