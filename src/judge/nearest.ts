// The valid names nearest to a misspelt one, by edit distance, for messages that help. Leaves the message to others.

/** At most `count` of `names` that are close to `wrong`, nearest first; containing it or contained in it is close. */
export function nearestNames(wrong: string, names: readonly string[], count = 3): string[] {
  const text = wrong.toLowerCase();
  return [...new Set(names)]
    .map((name) => {
      const other = name.toLowerCase();
      const within = text.length >= 3 && (other.includes(text) || text.includes(other));
      return { name, distance: within ? 1 : distanceOf(text, other), limit: Math.max(2, name.length / 3) };
    })
    .filter(({ distance, limit }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, count)
    .map(({ name }) => name);
}

/** Levenshtein distance; texts longer than 80 characters are cut, so that the work is bounded. */
function distanceOf(a: string, b: string): number {
  const [left, right] = [a.slice(0, 80), b.slice(0, 80)];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const swap = row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[right.length]!;
}
