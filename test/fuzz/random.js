// A small seeded generator, so that a case can be made again from its number. Leaves what to do with it to mutate.js.

/** @param {number} seed */
export function openRandom(seed) {
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return {
    /** An integer below `limit`. */
    below: (limit) => (limit <= 0 ? 0 : next() % limit),
    pick: (list) => list[next() % list.length],
    chance: (percent) => next() % 100 < percent,
  };
}
