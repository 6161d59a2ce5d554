// The valid names that a misspelt one was meant to be, by edit distance: options, ids, keys, permissions. The one such
// search. Leaves the message to others.
import { compareText } from './order.js';

/** Names from a package may be of any length; the work on one is bounded. */
const LONGEST = 80;

/** Edit distance with transpositions (Damerau, restricted), bounded by `most`. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let value = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        value = Math.min(value, before[j - 2]! + 1);
      row.push(value);
    }
    before = above;
    above = row;
  }
  return above[b.length]!;
}

/** The nearest of `names`, or null when none is near enough to be meant. Ties go to the first in order. */
export function nearest(word: string, names: Iterable<string>): string | null {
  const wanted = word.toLowerCase().slice(0, LONGEST);
  const most = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | null = null;
  let bestDistance = most + 1;
  for (const name of names) {
    const d = distance(wanted, name.toLowerCase(), most);
    if (d < bestDistance) {
      best = name;
      bestDistance = d;
    }
  }
  if (best !== null || wanted.length < 3) return best;
  for (const name of names) if (name.toLowerCase().includes(wanted)) return name;
  return nearestPart(wanted, names);
}

/** The name with a part that the word was meant to be: "shoping" → "online-shopping". */
function nearestPart(wanted: string, names: Iterable<string>): string | null {
  if (wanted.length < 4) return null;
  const most = Math.max(1, Math.floor(wanted.length / 4));
  let best: string | null = null;
  let bestDistance = most + 1;
  for (const name of names)
    for (const part of name.toLowerCase().split(/[^\p{L}\p{N}]+/u)) {
      if (part.length < 4) continue;
      const d = distance(wanted, part, most);
      if (d < bestDistance) {
        best = name;
        bestDistance = d;
      }
    }
  return best;
}

/** At most `count` of `names` that are close to `wrong`, nearest first; containing it or contained in it is close. */
export function nearestNames(wrong: string, names: readonly string[], count = 3): string[] {
  const text = wrong.toLowerCase().slice(0, LONGEST);
  return [...new Set(names)]
    .map((name) => {
      const other = name.toLowerCase().slice(0, LONGEST);
      const within = text.length >= 3 && (other.includes(text) || text.includes(other));
      const most = Math.max(2, Math.floor(name.length / 3));
      return { name, most, distance: within ? 1 : distance(text, other, most) };
    })
    .filter((near) => near.distance <= near.most)
    .sort((a, b) => a.distance - b.distance || compareText(a.name, b.name))
    .slice(0, count)
    .map(({ name }) => name);
}
