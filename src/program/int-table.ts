// Growable integer lists and a table that numbers pairs of integers, the two containers the program is built from.
// Knows nothing of DEX. No object per item.

/** A list of 32-bit integers that grows by doubling. */
export class IntList {
  items: Int32Array<ArrayBuffer>;
  length = 0;
  constructor(capacity = 256) {
    this.items = new Int32Array(Math.max(capacity, 16));
  }
  push(value: number): number {
    if (this.length === this.items.length) {
      const grown = new Int32Array(this.items.length * 2);
      grown.set(this.items);
      this.items = grown;
    }
    this.items[this.length] = value;
    return this.length++;
  }
  at(index: number): number {
    return this.items[index]!;
  }
  /** The values so far, sharing memory. */
  done(): Int32Array {
    return this.items.subarray(0, this.length);
  }
}

/** Numbers distinct pairs 0, 1, 2 … in the order they are first seen. */
export class PairTable {
  readonly first: IntList;
  readonly second: IntList;
  private slots: Int32Array;

  constructor(capacity = 1024) {
    this.first = new IntList(capacity);
    this.second = new IntList(capacity);
    this.slots = new Int32Array(slotCount(capacity)).fill(-1);
  }
  get size(): number {
    return this.first.length;
  }
  /** The pair's number, or -1 when it was never added. */
  find(a: number, b: number): number {
    const mask = this.slots.length - 1;
    for (let slot = hash(a, b) & mask; ; slot = (slot + 1) & mask) {
      const id = this.slots[slot]!;
      if (id < 0 || (this.first.items[id] === a && this.second.items[id] === b)) return id;
    }
  }
  /** The pair's number, new or known. */
  add(a: number, b: number): number {
    const mask = this.slots.length - 1;
    let slot = hash(a, b) & mask;
    for (; ; slot = (slot + 1) & mask) {
      const id = this.slots[slot]!;
      if (id < 0) break;
      if (this.first.items[id] === a && this.second.items[id] === b) return id;
    }
    const id = this.first.push(a);
    this.second.push(b);
    this.slots[slot] = id;
    if (this.size * 2 > this.slots.length) this.grow();
    return id;
  }
  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = this.slots.length - 1;
    for (let id = 0; id < this.size; id++) {
      let slot = hash(this.first.items[id]!, this.second.items[id]!) & mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = id;
    }
  }
}

function slotCount(capacity: number): number {
  let count = 16;
  while (count < capacity * 2) count *= 2;
  return count;
}

function hash(a: number, b: number): number {
  const mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 0x7f4a7c15, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
