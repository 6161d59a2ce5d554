// --limit name=number → Limits. Pure.
import { DEFAULT_LIMITS } from '../bytes/limits.js';
import type { Limits } from '../bytes/limits.js';
import { UserError } from '../model/user-error.js';
import { nearest } from '../model/nearest.js';

/** Numbers may be written 200000, 200_000, or with k, M, G for powers of 1024. */
function readNumber(text: string): number | null {
  const match = /^(\d[\d_]*)([kKmMgG]?)$/.exec(text);
  if (!match) return null;
  const scale = { '': 1, k: 1 << 10, m: 1 << 20, g: 1 << 30 }[match[2]!.toLowerCase()]!;
  const value = Number(match[1]!.replaceAll('_', '')) * scale;
  return Number.isSafeInteger(value) && value > 0 ? value : null;
}

/** @throws UserError for an unknown name or a value that is no positive number */
export function readLimits(words: readonly string[]): Limits {
  const limits: Limits = { ...DEFAULT_LIMITS };
  for (const word of words.flatMap((w) => w.split(','))) {
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    if (!Object.hasOwn(DEFAULT_LIMITS, name)) {
      const names = Object.keys(DEFAULT_LIMITS);
      const near = nearest(name, names);
      throw new UserError(
        'cli/unknown-limit',
        { en: `unknown limit ${name}`, zh: `未知上限 ${name}` },
        near
          ? { en: `did you mean ${near}?`, zh: `是否想用 ${near}？` }
          : { en: `one of ${names.join(', ')}`, zh: `可选：${names.join('、')}` },
      );
    }
    const value = equals < 0 ? null : readNumber(word.slice(equals + 1));
    if (value === null)
      throw new UserError('cli/bad-limit', {
        en: `--limit ${word} needs a positive number: ${name}=200000`,
        zh: `--limit ${word} 需要正整数：${name}=200000`,
      });
    limits[name as keyof Limits] = value;
  }
  return limits;
}
