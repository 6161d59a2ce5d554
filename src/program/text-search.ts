// Finds which of a few words a string of a DEX file holds, by one pass over its bytes: a table-driven search for many
// words at once (Aho and Corasick, 1975), ignoring the case of ASCII letters. Modified UTF-8 is
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

/** Groups of the words in the NUL-terminated text at `start`. */
export function wordGroups(search: WordSearch, data: Uint8Array, start: number): number {
  const { next, groups } = search;
  let found = 0;
  let state = 0;
  for (let at = start; at < data.length && data[at] !== 0; at++) {
    state = next[(state << 8) | data[at]!]!;
    found |= groups[state]!;
  }
  return found;
}
