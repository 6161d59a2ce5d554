// The rules themselves: their condition against the grammar of the rule language, the names it mentions, and whether
// the examples cover what may come out. Leaves running the examples to check-examples.ts.
import type { TSchema } from 'typebox';
import { CONDITIONS, conditions } from '../checks/conditions/index.js';
import type { Catalogue, Text } from '../model/catalogue.js';
import type { Rule } from '../model/rule.js';
import { nearestNames } from '../model/nearest.js';
import { faultsOf, type RuleSource } from './read-file.js';
import type { Complain } from './complaint.js';
import type { RuleFolder } from './read-rules.js';

type Path = (string | number)[];
type Report = (path: Path, cause: Text) => void;

/** Checks every rule of the folder: known words, values that fit their schema, names that exist, examples of each kind. */
export function checkRules(folder: RuleFolder, catalogue: Catalogue, complain: Complain): void {
  const names = namesOf(catalogue);
  for (const source of folder.rules) {
    const report: Report = (path, cause) => complain({ file: source.file, line: source.lineOf(path), cause });
    checkExpression(source.value.when, ['when'], names, report);
    if (isOnlyNegative(source.value.when)) {
      report(['when'], {
        en: 'a rule made of none alone has no evidence to show; add what must be there',
        zh: '仅由 none 组成的规则没有可展示的证据；请加上必须出现的条件',
      });
    }
    checkExamples(source, report);
  }
}

// eslint-disable-next-line complexity -- each fault that a condition can have has its own words
function checkExpression(expression: unknown, path: Path, names: Names, report: Report): void {
  if (expression === null || typeof expression !== 'object' || Array.isArray(expression)) {
    report(path, { en: 'a condition is written "name: value"', zh: '条件应写作“名称: 值”' });
    return;
  }
  const keys = Object.keys(expression);
  const key = keys[0];
  if (keys.length !== 1 || key === undefined) {
    report(path, {
      en: 'one condition per item; join several with all or any',
      zh: '每项只能有一个条件；请用 all 或 any 组合',
    });
    return;
  }
  const value = (expression as Record<string, unknown>)[key];
  if (key === 'all' || key === 'any' || key === 'none') {
    if (!Array.isArray(value) || value.length === 0) {
      report([...path, key], { en: `${key} needs a list`, zh: `${key} 需要列表` });
      return;
    }
    value.forEach((item, index) => checkExpression(item, [...path, key, index], names, report));
    return;
  }
  const condition = conditions.get(key);
  if (condition === undefined) {
    const known = CONDITIONS.map(({ name }) => name);
    const near = nearestNames(key, known);
    const hint = near.length > 0 ? near : known;
    report([...path, key], {
      en: `no condition is called "${key}"; ${near.length > 0 ? 'did you mean' : 'known are'} ${hint.join(', ')}`,
      zh: `不存在名为“${key}”的条件；${near.length > 0 ? '是否指' : '可用的有'} ${hint.join('、')}`,
    });
    return;
  }
  const schema = condition.schema as TSchema;
  const faults = faultsOf(schema, value);
  for (const fault of faults) report([...path, key, ...fault.path], fault.cause);
  if (faults.length === 0) checkNames(value, [...path, key], names, report);
}

interface Names {
  data: ReadonlySet<string>;
}

function namesOf(catalogue: Catalogue): Names {
  return { data: new Set(catalogue.kinds.map((kind) => kind.id)) };
}

/** Wherever a condition says `data: contacts` or a list of kinds, the kinds exist. */
function checkNames(value: unknown, path: Path, names: Names, report: Report): void {
  if (value === null || typeof value !== 'object') return;
  for (const [key, item] of Object.entries(value)) {
    if (key === 'data') {
      for (const id of Array.isArray(item) ? item : [item]) {
        if (typeof id !== 'string' || names.data.has(id) || id === '*') continue;
        const near = nearestNames(id, [...names.data]);
        const hint =
          near.length > 0 ? [`; did you mean ${near.join(', ')}`, `；是否指 ${near.join('、')}`] : ['', ''];
        report([...path, key], {
          en: `no data kind is called "${id}"${hint[0]}`,
          zh: `不存在名为“${id}”的数据种类${hint[1]}`,
        });
      }
    } else checkNames(item, [...path, Array.isArray(value) ? Number(key) : key], names, report);
  }
}

function isOnlyNegative(expression: unknown): boolean {
  if (expression === null || typeof expression !== 'object') return false;
  const [key] = Object.keys(expression);
  const value = (expression as Record<string, unknown>)[key ?? ''];
  if (key === 'none') return true;
  return (key === 'all' || key === 'any') && Array.isArray(value) && value.every(isOnlyNegative);
}

function checkExamples(source: RuleSource<Rule>, report: Report): void {
  const outcomes = new Set(source.value.examples.map((example) => example.expect));
  for (const outcome of ['hit', 'clear', 'unknown'] as const) {
    if (outcomes.has(outcome)) continue;
    report(['examples'], { en: `no example expects "${outcome}"`, zh: `缺少期望结果为“${outcome}”的示例` });
  }
}
