// The `when` of every rule against the grammar of the rule language: known condition names, values that fit.
// Leaves what a condition means to engine/conditions.
import type { Complain } from './complaint.js';
import type { RuleSource } from './read-file.js';
import type { RuleFolder } from './read-rules.js';

/** Structural checks that need no condition list: an expression is all, any, none or one condition by name. */
export function checkRules(folder: RuleFolder, complain: Complain): void {
  for (const source of folder.rules) checkExpression(source, source.value.when, ['when'], complain);
}

function checkExpression(
  source: RuleSource<unknown>,
  expression: unknown,
  path: (string | number)[],
  complain: Complain,
): void {
  const at = { file: source.file, line: source.lineOf(path) };
  if (expression === null || typeof expression !== 'object' || Array.isArray(expression)) {
    complain({ ...at, cause: { en: 'a condition is written "name: value"', zh: '条件应写作“名称: 值”' } });
    return;
  }
  const keys = Object.keys(expression);
  if (keys.length !== 1) {
    const cause = {
      en: 'one condition per item; use all or any to join',
      zh: '每项只能有一个条件；请用 all 或 any 组合',
    };
    complain({ ...at, cause });
    return;
  }
  const key = keys[0] as string;
  if (key !== 'all' && key !== 'any' && key !== 'none') return;
  const items = (expression as Record<string, unknown>)[key];
  if (!Array.isArray(items) || items.length === 0) {
    complain({ ...at, cause: { en: `${key} needs a list`, zh: `${key} 需要列表` } });
    return;
  }
  items.forEach((item, index) => checkExpression(source, item, [...path, key, index], complain));
}
