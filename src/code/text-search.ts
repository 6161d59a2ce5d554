// Finds which strings of a DEX file hold one of a few words, by one pass over the bytes of all strings: a table-driven
// search for many words at once (Aho and Corasick, 1975), ignoring the case of ASCII letters. Modified UTF-8 is
// searched as bytes, so Chinese words need nothing special. Leaves exact comparison to the caller.

export interface WordSearch {
  /** Next state by state * 256 + byte. */
  next: Uint16Array;
  /** Bit set of word groups that end in a state. */
  groups: Uint32Array;
}

const encoder = new TextEncoder();

/** @param words group number (0…31) of each word; words are compared without regard to ASCII case */
export function buildWordSearch(words: readonly (readonly [string, number])[]): WordSearch {
  const states: { next: Map<number, number>; groups: number; fail: number }[] = [
    { next: new Map(), groups: 0, fail: 0 },
  ];
  for (const [word, group] of words) {
    let state = 0;
    for (const byte of encoder.encode(word.toLowerCase())) {
      let to = states[state]!.next.get(byte);
      if (to === undefined) {
        to = states.length;
        states.push({ next: new Map(), groups: 0, fail: 0 });
        states[state]!.next.set(byte, to);
      }
      state = to;
    }
    states[state]!.groups |= 1 << group;
  }
  const next = new Uint16Array(states.length * 256);
  const groups = new Uint32Array(states.length);
  const queue = [0];
  for (let i = 0; i < queue.length; i++) {
    const s = queue[i]!;
    const state = states[s]!;
    groups[s] = state.groups | groups[state.fail]!;
    for (let byte = 0; byte < 256; byte++) {
      const lower = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
      const to = state.next.get(lower);
      if (to === undefined) {
        next[s * 256 + byte] = s === 0 ? 0 : next[state.fail * 256 + byte]!;
      } else {
        if (lower === byte) {
          states[to]!.fail = s === 0 ? 0 : next[state.fail * 256 + byte]!;
          queue.push(to);
        }
        next[s * 256 + byte] = to;
      }
    }
  }
  return { next, groups };
}

/** Calls `found` with the byte position behind each word's end and the word's groups. */
export function searchWords(
  search: WordSearch,
  data: Uint8Array,
  start: number,
  end: number,
  found: (at: number, groups: number) => void,
): void {
  const { next, groups } = search;
  let state = 0;
  for (let at = start; at < end; at++) {
    state = next[(state << 8) | data[at]!]!;
    if (groups[state] !== 0) found(at, groups[state]!);
  }
}
