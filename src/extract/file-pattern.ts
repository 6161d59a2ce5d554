// Matching of entry names against the watchlist's file patterns, in time linear in the name for each pattern.
// "*" stands for any run of characters within one path segment; a pattern also matches everything below the folder
// it names. Leaves what a match means to the engine.

/** One segment against one pattern segment: greedy with a single point to fall back to, so never exponential. */
function matchSegment(text: string, pattern: string): boolean {
  let at = 0;
  let want = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (want < pattern.length && pattern[want] === '*') {
      star = want++;
      resume = at;
    } else if (want < pattern.length && pattern[want] === text[at]) {
      want++;
      at++;
    } else if (star >= 0) {
      want = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (want < pattern.length && pattern[want] === '*') want++;
  return want === pattern.length;
}

interface Pattern {
  id: string;
  segments: string[];
  literal: string; // text before the first "*"
}
export interface FileMatcher {
  /** Ids of the patterns that the entry name matches, in pattern order. */
  match(name: string): string[];
}

/** Watchlists live as long as the run; preparing thousands of patterns takes longer than a small package. */
const prepared = new WeakMap<object, FileMatcher>();

/** Prepares patterns once for many names and packages. */
export function openFileMatcher(patterns: readonly { id: string; pattern: string }[]): FileMatcher {
  const known = prepared.get(patterns) ?? buildFileMatcher(patterns);
  prepared.set(patterns, known);
  return known;
}

function buildFileMatcher(patterns: readonly { id: string; pattern: string }[]): FileMatcher {
  const byHead = new Map<string, Pattern[]>();
  const anyHead: Pattern[] = [];
  for (const { id, pattern } of patterns) {
    const trimmed = pattern.endsWith('/') ? pattern.slice(0, -1) : pattern;
    const segments = trimmed.split('/');
    const item = { id, segments, literal: trimmed.split('*')[0]! };
    const head = segments[0]!;
    if (head.includes('*')) anyHead.push(item);
    else {
      const list = byHead.get(head);
      if (list === undefined) byHead.set(head, [item]);
      else list.push(item);
    }
  }
  return {
    match(name) {
      const slash = name.indexOf('/');
      const near = byHead.get(slash < 0 ? name : name.slice(0, slash)) ?? [];
      let segments: string[] | null = null;
      const ids: string[] = [];
      for (const list of [near, anyHead]) {
        for (const pattern of list) {
          if (!name.startsWith(pattern.literal)) continue;
          segments ??= name.split('/');
          const names = segments;
          if (names.length < pattern.segments.length) continue;
          if (pattern.segments.every((want, index) => matchSegment(names[index]!, want)))
            ids.push(pattern.id);
        }
      }
      return ids;
    },
  };
}
