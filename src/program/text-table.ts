// Numbers distinct texts by their bytes, so that the names of several DEX files are joined without making a JavaScript
// string of each: strings are decoded when somebody asks for one. Leaves what the texts name to program.ts.
import { decodeModifiedUtf8, decodeString, encodeModifiedUtf8 } from '../formats/dex/strings.js';
import { IntList } from './int-table.js';

const SLASH = 0x2f;

/** Probes beyond this many for each text mean that somebody chose the texts to collide: then another seed is taken. */
const MOST_PROBES = 16;
const PROBES_FREE = 1 << 14;

/**
 * Texts are numbered 0, 1, 2 … in the order they are first seen. Two texts are one when their UTF-16 units are the same,
 * however they were encoded.
 */
export class TextTable {
  private readonly starts: IntList;
  private readonly ends: IntList;
  private readonly owners: IntList;
  private readonly hashes: IntList;
  private readonly sources: Uint8Array[] = [];
  private readonly texts: (string | undefined)[] = [];
  private readonly next = { at: 0 };
  private slots: Int32Array;
  private seed = 0x811c9dc5 | 0;
  private probes = 0;
  private lastSource: Uint8Array | null = null;

  /** @param capacity texts expected; more are no error */
  constructor(capacity = 1024) {
    this.starts = new IntList(capacity);
    this.ends = new IntList(capacity);
    this.owners = new IntList(capacity);
    this.hashes = new IntList(capacity);
    let slots = 16;
    while (slots < capacity * 2) slots *= 2;
    this.slots = new Int32Array(slots).fill(-1);
  }

  get size(): number {
    return this.starts.length;
  }

  /** The number of the string_data_item at `offset`; one that cannot be read counts as "". */
  addString(data: Uint8Array, offset: number): number {
    const units = data[offset]!;
    // Nearly every name is ASCII of less than 128 units: then it is exactly that many bytes long.
    if (offset > 0 && units < 0x80) {
      const start = offset + 1;
      const end = start + units;
      let hash = this.seed;
      let at = start;
      for (; at < end; at++) {
        const byte = data[at]!;
        if (byte - 1 >= 0x7f || byte === 0) break;
        hash = Math.imul(hash ^ byte, 0x01000193);
      }
      if (at === end && data[end] === 0) return this.put(data, start, end, hash ^ (hash >>> 15));
    }
    const bytes = encodeModifiedUtf8(decodeString(data, offset, this.next) ?? '');
    return this.addBytes(bytes, 0, bytes.length);
  }

  /** The number of the text that these bytes of modified UTF-8 spell. */
  addBytes(data: Uint8Array, start: number, end: number): number {
    return this.put(data, start, end, this.hashOf(data, start, end));
  }

  /** The text's number, or -1 when it was never added. */
  find(text: string): number {
    let hash = this.seed;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit - 1 >= 0x7f || unit === 0) return this.findBytes(encodeModifiedUtf8(text));
      hash = Math.imul(hash ^ unit, 0x01000193);
    }
    hash ^= hash >>> 15;
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = this.slots[slot]!;
      if (id < 0) return -1;
      if (this.hashes.items[id] === hash && this.isText(id, text)) return id;
    }
  }

  /** The text of a number. */
  text(id: number): string {
    const known = this.texts[id];
    if (known !== undefined) return known;
    const text = this.decode(this.starts.at(id), this.ends.at(id), id);
    this.texts[id] = text;
    return text;
  }

  /** Length in bytes; as many UTF-16 units when the text is ASCII. */
  length(id: number): number {
    return this.ends.at(id) - this.starts.at(id);
  }
  /** First byte of the text, or 0 for "". */
  firstByte(id: number): number {
    return this.length(id) === 0 ? 0 : this.sources[this.owners.at(id)]![this.starts.at(id)]!;
  }
  /** Bytes behind the last slash, or -1 when there is none. */
  bytesBehindSlash(id: number): number {
    const data = this.sources[this.owners.at(id)]!;
    const start = this.starts.at(id);
    const end = this.ends.at(id);
    for (let at = end - 1; at >= start; at--) if (data[at] === SLASH) return end - 1 - at;
    return -1;
  }
  /** Adds what stands between the first byte and the last slash ("Lcom/a/B;": "com/a") to another table. */
  addFolderTo(id: number, to: TextTable): number {
    const data = this.sources[this.owners.at(id)]!;
    const start = this.starts.at(id);
    const behind = this.bytesBehindSlash(id);
    if (behind < 0) return to.addBytes(data, start, start);
    return to.addBytes(
      data,
      Math.min(start + 1, this.ends.at(id) - 1 - behind),
      this.ends.at(id) - 1 - behind,
    );
  }

  private decode(start: number, end: number, id: number): string {
    const data = this.sources[this.owners.at(id)]!;
    for (let at = start; at < end; at++) {
      if (data[at]! >= 0x80) return decodeModifiedUtf8(data.subarray(start, end), 0, end - start);
    }
    return String.fromCharCode.apply(null, data.subarray(start, end) as never);
  }

  private hashOf(data: Uint8Array, start: number, end: number): number {
    let hash = this.seed;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ data[at]!, 0x01000193);
    return hash ^ (hash >>> 15);
  }

  private findBytes(bytes: Uint8Array): number {
    const hash = this.hashOf(bytes, 0, bytes.length);
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = this.slots[slot]!;
      if (id < 0 || (this.hashes.items[id] === hash && this.isBytes(id, bytes, 0, bytes.length))) return id;
    }
  }

  private put(data: Uint8Array, start: number, end: number, hash: number): number {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (; ; slot = (slot + 1) & mask) {
      const id = this.slots[slot]!;
      if (id < 0) break;
      if (this.hashes.items[id] === hash && this.isBytes(id, data, start, end)) return id;
      this.probes++;
    }
    if (data !== this.lastSource) {
      this.sources.push(data);
      this.lastSource = data;
    }
    const id = this.starts.push(start);
    this.ends.push(end);
    this.owners.push(this.sources.length - 1);
    this.hashes.push(hash);
    this.slots[slot] = id;
    const crowded = this.probes > PROBES_FREE + this.size * MOST_PROBES;
    if (crowded) this.seed = Math.imul(this.seed, 0x2c1b3c6d) ^ 0x5bd1e995;
    if (crowded || this.size * 2 > this.slots.length) this.rebuild(crowded);
    return id;
  }

  private isBytes(id: number, data: Uint8Array, start: number, end: number): boolean {
    const from = this.starts.items[id]!;
    if (this.ends.items[id]! - from !== end - start) return false;
    const own = this.sources[this.owners.items[id]!]!;
    if (own === data && from === start) return true;
    for (let i = start, j = from; i < end; i++, j++) if (data[i] !== own[j]) return false;
    return true;
  }

  private isText(id: number, text: string): boolean {
    const from = this.starts.items[id]!;
    if (this.ends.items[id]! - from !== text.length) return false;
    const own = this.sources[this.owners.items[id]!]!;
    for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== own[from + i]) return false;
    return true;
  }

  private rebuild(rehash: boolean): void {
    this.probes = 0;
    if (this.size * 2 > this.slots.length) this.slots = new Int32Array(this.slots.length * 2);
    this.slots.fill(-1);
    const mask = this.slots.length - 1;
    for (let id = 0; id < this.size; id++) {
      if (rehash) {
        const data = this.sources[this.owners.items[id]!]!;
        this.hashes.items[id] = this.hashOf(data, this.starts.items[id]!, this.ends.items[id]!);
      }
      let slot = this.hashes.items[id]! & mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = id;
    }
  }
}
