// Which apps a report is about: "type=online-shopping,kind=contacts" → a condition with parameters. Pure.
import { UserError } from '../model/user-error.js';

export interface Condition {
  sql: string; // on app a and its current judgement j
  values: string[];
}

/** Each word's condition; `?` is the value. */
const WORDS: Readonly<Record<string, string>> = {
  type: 'j.type = ?',
  verdict: 'j.verdict = ?',
  package: 'j.package = ?',
  app: 'a.id = ?',
  kind: 'exists (select 1 from overreach.taking t where t.app = a.id and t.kind = ?)',
  suspected:
    "exists (select 1 from overreach.taking t where t.app = a.id and t.kind = ? and t.verdict in ('suspected', 'strongly-suspected'))",
  sdk: 'exists (select 1 from overreach.app_sdk s where s.app = a.id and s.sdk = ?)',
  permission: 'exists (select 1 from overreach.app_permission p where p.app = a.id and p.permission = ?)',
};

/** @throws UserError naming the words there are */
export function readWhere(text: string | null): Condition {
  const parts = (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const values: string[] = [];
  const sql = parts.map((part) => {
    const at = part.indexOf('=');
    const word = at < 0 ? undefined : WORDS[part.slice(0, at).trim()];
    if (word === undefined)
      throw new UserError('fleet/bad-where', {
        en: `--where "${part}" is none of ${Object.keys(WORDS).join(', ')} followed by = and a value`,
        zh: `--where “${part}” 应为 ${Object.keys(WORDS).join('、')} 之一，后接 = 与值`,
      });
    values.push(part.slice(at + 1).trim());
    return word.replace('?', `$${values.length}`);
  });
  return { sql: sql.length === 0 ? 'true' : sql.map((s) => `(${s})`).join(' and '), values };
}
