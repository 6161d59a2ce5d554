// How a way to code stands to the user's word, in words. Leaves working it out to the call graph.
import type { Text } from '../model/text.js';
import type { Consent } from '../model/facts.js';
import type { Evidence } from '../model/rule.js';
import type { Lang } from './labels.js';

export const CONSENT_NAMES: Readonly<Record<Consent, Text>> = {
  before: { en: 'before any act of the user', zh: '用户任何操作之前' },
  decision: { en: 'after a decision that the app remembers', zh: '在应用记住的用户决定之后' },
  act: { en: 'in or after an act of the user', zh: '用户操作时或之后' },
  unknown: { en: 'whether before consent cannot be told', zh: '无法判断是否在同意之前' },
};

/** The words for a piece of evidence, with what is remembered where it is known; "" when the code is not known to run. */
export function consentText(
  { consent, decision }: Pick<Evidence, 'consent' | 'decision'>,
  lang: Lang,
): string {
  if (consent === undefined) return '';
  const words = CONSENT_NAMES[consent][lang];
  const key = decision?.key ?? null;
  if (consent !== 'decision' || key === null) return words;
  return lang === 'zh' ? `${words}（${JSON.stringify(key)}）` : `${words} (${JSON.stringify(key)})`;
}
