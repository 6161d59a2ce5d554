// Words of labels, packages and screens that hint at a type, in every script. Leaves what a word weighs to infer-type.ts.
import { perCatalogue } from './per-catalogue.js';

/** "MyCameraActivity2" → my, camera, activity. Letters of every script: "Režim" is one word and holds no "im". */
export function wordsOf(text: string): Set<string> {
  const split = text
    .replace(/(?<=[\p{Ll}\p{Nd}])(?=\p{Lu})/gu, ' ')
    .replace(/(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ');
  return new Set(
    split
      .toLowerCase()
      .split(/[^\p{L}\p{M}]+/u)
      .filter((word) => word.length > 1),
  );
}

/** Without words that are part of a longer one that was said too: 二手车 is about cars, not about second-hand things. */
export function longestWords(words: readonly string[]): Set<string> {
  return new Set(words.filter((word) => !words.some((other) => other !== word && other.includes(word))));
}

const LATIN = /^[\u0000-\u024f]+$/;

/** A word that hints at a type: Latin words in parts; null for words of scripts without spaces. */
export interface Hint {
  word: string;
  parts: readonly { one: string; many: string }[] | null;
}

export const hintsOf = perCatalogue((catalogue) => {
  const hint = (word: string): Hint => ({ word, parts: LATIN.test(word) ? partsOf(word) : null });
  const byType = new Map(catalogue.types.map((type) => [type, type.hints.words.map(hint)]));
  return { byType, all: [...byType.values()].flat() };
});

function partsOf(word: string): { one: string; many: string }[] {
  return word
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u)
    .filter((part) => part !== '')
    .map((part) => ({ one: part, many: `${part}s` }));
}

/** Latin words must stand alone ("im" is not in "time"); words of scripts without spaces may stand anywhere in labels. */
export function saysParts(words: ReadonlySet<string>, parts: Hint['parts']): boolean {
  if (parts === null || parts.length === 0) return false;
  for (const { one, many } of parts) if (!words.has(one) && !words.has(many)) return false;
  return true;
}
