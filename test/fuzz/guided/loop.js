// The search: inputs that reach a branch, or a number of passes through one, that none before reached are kept and changed
// further. Deterministic by its seed. Leaves counting to instrument.js and what an input means to targets.js.

/** Passes through one branch are told apart by these classes, as AFL does. */
const CLASS = Uint8Array.from({ length: 256 }, (_, n) =>
  n === 0 ? 0 : n < 4 ? 1 << (n - 1) : n < 8 ? 8 : n < 16 ? 16 : n < 32 ? 32 : n < 128 ? 64 : 128,
);
const ODD = [
  0, 1, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe,
  0xffffffff,
];

/**
 * @param {{ fuzz: (data: Uint8Array) => void, counters: Uint8Array, random: object, words: object, maxBytes: number,
 *   corpus: Uint8Array[] }} given
 */
export function openSearch({ fuzz, counters, random, words, maxBytes, corpus }) {
  const seen = new Uint8Array(counters.length);
  const kept = [];
  let branches = 0;

  /** True when the input reached something new. */
  function run(data) {
    counters.fill(0);
    fuzz(data);
    let isNew = false;
    for (let i = 0; i < counters.length; i++) {
      const n = counters[i];
      if (n === 0) continue;
      const bit = CLASS[n];
      if ((seen[i] & bit) !== 0) continue;
      if (seen[i] === 0) branches++;
      seen[i] |= bit;
      isNew = true;
    }
    return isNew;
  }

  const change = (data) => {
    let out = data.slice(0, maxBytes);
    for (let times = 1 << random.below(4); times > 0; times--) out = once(out);
    return out.length > maxBytes ? out.slice(0, maxBytes) : out;
  };
  function once(data) {
    if (data.length === 0) return Uint8Array.of(random.below(256));
    const at = random.below(data.length);
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    switch (random.below(11)) {
      case 0:
        data[at] ^= 1 << random.below(8);
        return data;
      case 1:
        data[at] = random.below(256);
        return data;
      case 2:
        data[at] += random.below(35) - 17;
        return data;
      case 3:
        if (at + 4 <= data.length) view.setUint32(at, random.pick(ODD), true);
        return data;
      case 4:
        if (at + 2 <= data.length) view.setUint16(at, random.pick(ODD) & 0xffff, true);
        return data;
      case 5:
        if (at + 4 <= data.length) {
          const value = random.chance(50) ? random.pick(words.numbers) : data.length - random.below(64);
          view.setUint32(at, value >>> 0, random.chance(85));
        }
        return data;
      case 6:
        return spliced(
          data,
          at,
          words.bytes.length > 0 ? random.pick(words.bytes) : Uint8Array.of(0),
          random.chance(50),
        );
      case 7: {
        const end = Math.min(data.length, at + 1 + random.below(64));
        const out = new Uint8Array(data.length - (end - at));
        out.set(data.subarray(0, at));
        out.set(data.subarray(end), at);
        return out;
      }
      case 8:
        return spliced(
          data,
          random.below(data.length),
          data.slice(at, at + 1 + random.below(128)),
          random.chance(50),
        );
      case 9: {
        const other = random.pick(kept);
        if (other.length === 0) return data;
        const from = random.below(other.length);
        return spliced(data, at, other.slice(from, from + 1 + random.below(256)), random.chance(50));
      }
      default:
        data.fill(random.pick([0, 0xff, 0x41]), at, at + 1 + random.below(16));
        return data;
    }
  }
  /** A piece put over what is there, or between. */
  function spliced(data, at, piece, over) {
    const out = new Uint8Array(over ? Math.max(data.length, at + piece.length) : data.length + piece.length);
    out.set(data);
    out.set(piece, at);
    if (!over) out.set(data.subarray(at), at + piece.length);
    return out;
  }

  return {
    get branches() {
      return branches;
    },
    get kept() {
      return kept.length;
    },
    /** Runs what is there to begin with. @param {(data: Uint8Array, error: unknown) => void} onFind */
    start(onFind) {
      for (const data of corpus) {
        try {
          run(data);
        } catch (error) {
          onFind(data, error);
        }
        kept.push(data);
      }
      if (kept.length === 0) kept.push(new Uint8Array(8));
    },
    /** One changed input; what was new is given to `onNew`, what failed to `onFind`. */
    step(onFind, onNew) {
      // Half of the time from the youngest, which lead on.
      const young = Math.max(1, kept.length >> 3);
      const parent = random.chance(50) ? kept[kept.length - 1 - random.below(young)] : random.pick(kept);
      const data = change(parent);
      try {
        if (!run(data)) return;
        kept.push(data);
        onNew(data);
      } catch (error) {
        onFind(data, error);
      }
    },
  };
}
