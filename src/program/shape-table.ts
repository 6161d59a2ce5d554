// The table of shapes as the build step writes it (catalogue/shape-table.ts): parts of classes, sorted, and beside each
// whose it is and in which of the owner's versions it stands. Opened when the first renamed class is met.
// Leaves reading shapes of classes to shapes.ts.

/** The layout, in 32-bit words: magic, identity, length of the JSON in bytes, number of parts; then all of them. */
const HEAD_WORDS = 4;

export interface ShapeOwner {
  id: string;
  /** "group:artifact:version" and how many of its classes have a shape; at most eight. */
  versions: { at: string; classes: number }[];
}

export class ShapeTable {
  readonly owners: readonly ShapeOwner[];
  /** Of the part at a place: its owner's number, and a bit for each version. */
  readonly of: Uint16Array;
  readonly masks: Uint8Array;
  private readonly parts: Int32Array;
  /** Place of each part by its lowest bits, open addressing. */
  private readonly slots: Int32Array;

  constructor(file: Uint8Array) {
    const bytes = new Uint8Array(file); // a file's bytes may lie anywhere in a pool of Node's
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const length = view.getUint32(8, true);
    const count = view.getUint32(12, true);
    const json = HEAD_WORDS * 4;
    this.owners = JSON.parse(new TextDecoder().decode(bytes.subarray(json, json + length))) as ShapeOwner[];
    const start = json + length;
    this.parts = new Int32Array(bytes.slice(start, start + count * 4).buffer);
    this.of = new Uint16Array(bytes.slice(start + count * 4, start + count * 6).buffer);
    this.masks = bytes.slice(start + count * 6, start + count * 7);
    let size = 16;
    while (size < count * 2) size *= 2;
    this.slots = new Int32Array(size).fill(-1);
    for (let i = 0; i < count; i++) {
      let slot = this.parts[i]! & (size - 1);
      while (this.slots[slot]! >= 0) slot = (slot + 1) & (size - 1);
      this.slots[slot] = i;
    }
  }

  /** The place of a part, or -1. */
  find(part: number): number {
    const mask = this.slots.length - 1;
    for (let slot = part & mask; ; slot = (slot + 1) & mask) {
      const at = this.slots[slot]!;
      if (at < 0 || this.parts[at] === part) return at;
    }
  }
}
