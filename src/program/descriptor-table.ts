// Numbers distinct method descriptors by the types in them, so that prototypes of several DEX files are joined as
// integers; the text "(ILjava/lang/String;)V" is put together when asked for. Leaves the types to text-table.ts.
import { IntList } from './int-table.js';
import type { TextTable } from './text-table.js';

/** Types of a method descriptor's parameters. */
export function parameterTypes(descriptor: string): string[] {
  return descriptor.slice(1, descriptor.indexOf(')')).match(/\[*(?:L[^;]*;|[A-Z])/g) ?? [];
}

/** A type that could not be read: it is none, and prints as nothing. */
const UNREADABLE = -1;

export class DescriptorTable {
  private readonly types: TextTable;
  /** Of each descriptor: where its return type stands in `parts`; parameters follow up to the next one's start. */
  private readonly starts = new IntList(1 << 12);
  private readonly parts = new IntList(1 << 14);
  private readonly hashes = new IntList(1 << 12);
  private readonly texts: (string | undefined)[] = [];
  private readonly parameterLists: (readonly string[] | undefined)[] = [];
  private slots = new Int32Array(1 << 13).fill(-1);

  /** @param types the numbers that descriptors are made of */
  constructor(types: TextTable) {
    this.types = types;
  }
  get size(): number {
    return this.starts.length;
  }

  /** @param global global type by local type index */
  add(returns: number, parameters: Uint16Array, global: Int32Array): number {
    const { parts } = this;
    const start = parts.push(returns);
    for (const local of parameters) parts.push(global[local] ?? UNREADABLE);
    const known = this.seek(start);
    if (known >= 0) {
      parts.length = start;
      return known;
    }
    const id = this.starts.push(start);
    this.hashes.push(this.hashOf(start));
    if (this.size * 2 > this.slots.length) {
      this.slots = new Int32Array(this.slots.length * 2).fill(-1);
      for (let each = 0; each < this.size; each++) this.place(each);
    } else {
      this.place(id);
    }
    return id;
  }

  /** "(ILjava/lang/String;)V". */
  text(id: number): string {
    const known = this.texts[id];
    if (known !== undefined) return known;
    const end = this.endOf(id);
    const typeText = (at: number): string => {
      const type = this.parts.at(at);
      return type < 0 ? '' : this.types.text(type);
    };
    let text = '(';
    for (let at = this.starts.at(id) + 1; at < end; at++) text += typeText(at);
    text += ')' + typeText(this.starts.at(id));
    this.texts[id] = text;
    return text;
  }

  /** The descriptor's number, or -1 when no method has it. */
  find(text: string): number {
    const { parts } = this;
    const close = text.indexOf(')');
    const written = parameterTypes(text);
    const start = parts.length;
    let known = true;
    for (const type of [text.slice(close + 1), ...written]) {
      const id = this.types.find(type);
      if (id < 0) known = false;
      parts.push(id);
    }
    const found = known ? this.seek(start) : -1;
    parts.length = start;
    return found;
  }

  /** Types of the parameters, as texts. */
  parameters(id: number): readonly string[] {
    return (this.parameterLists[id] ??= parameterTypes(this.text(id)));
  }

  /** Numbers of the parameters' types; less than 0 for one that could not be read. */
  *parameterIds(id: number): Generator<number> {
    const end = this.endOf(id);
    for (let at = this.starts.at(id) + 1; at < end; at++) yield this.parts.at(at);
  }

  private endOf(id: number): number {
    return id + 1 < this.starts.length ? this.starts.at(id + 1) : this.parts.length;
  }
  private hashOf(start: number): number {
    let hash = 0x811c9dc5 | 0;
    for (let at = start; at < this.parts.length; at++) {
      hash = Math.imul(hash ^ this.parts.items[at]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash;
  }
  /** The descriptor that equals the parts from `start` to the end, or -1. */
  private seek(start: number): number {
    const { items } = this.parts;
    const length = this.parts.length - start;
    const hash = this.hashOf(start);
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = this.slots[slot]!;
      if (id < 0) return -1;
      if (this.hashes.items[id] !== hash) continue;
      const from = this.starts.items[id]!;
      const to = id + 1 < this.starts.length ? this.starts.items[id + 1]! : start;
      if (to - from !== length) continue;
      let i = 0;
      while (i < length && items[from + i] === items[start + i]) i++;
      if (i === length) return id;
    }
  }
  private place(id: number): void {
    const mask = this.slots.length - 1;
    let slot = this.hashes.items[id]! & mask;
    while (this.slots[slot]! >= 0) slot = (slot + 1) & mask;
    this.slots[slot] = id;
  }
}
