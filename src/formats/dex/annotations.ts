// Which methods carry an annotation of a type. Leaves what the annotation says, and those of fields and parameters.
import type { DexFile } from './dex-file.js';
import { CLASS_DEF } from './layout.js';
import { readUleb } from './strings.js';

const DIRECTORY_BYTES = 16;
const ENTRY_BYTES = 8; // of a method or field in a directory
const SET_ITEM_BYTES = 4;

/**
 * Indices of the methods of these classes that carry an annotation whose type is wanted. Every directory and every set
 * is read once, however many classes and methods name it; honest ones never lie over each other, so that all of them
 * together hold no more items than the file has room for, and reading ends there.
 */
export function annotatedMethods(
  dex: DexFile,
  classDefs: Iterable<number>,
  wanted: (type: number) => boolean,
): number[] {
  const { view } = dex;
  const found: number[] = [];
  const directories = new Set<number>();
  const sets = new SetReader(dex, wanted);
  let room = Math.floor(view.length / ENTRY_BYTES);
  for (const def of classDefs) {
    const at = dex.classDefs[def * CLASS_DEF.words + CLASS_DEF.annotationsOff] ?? 0;
    if (at === 0 || at + DIRECTORY_BYTES > view.length || directories.has(at)) continue;
    directories.add(at);
    const methods = view.u32(at + 8);
    const first = at + DIRECTORY_BYTES + view.u32(at + 4) * ENTRY_BYTES;
    if (first + methods * ENTRY_BYTES > view.length) continue;
    if ((room -= methods) < 0) break;
    for (let i = 0; i < methods; i++) {
      const entry = first + i * ENTRY_BYTES;
      if (sets.holdsWanted(view.u32(entry + 4))) found.push(view.u32(entry));
    }
  }
  return found;
}

/** annotation_set_item: does it hold a wanted type? */
class SetReader {
  readonly #dex: DexFile;
  readonly #wanted: (type: number) => boolean;
  readonly #known = new Map<number, boolean>();
  readonly #next = { at: 0 };
  #room: number;

  constructor(dex: DexFile, wanted: (type: number) => boolean) {
    this.#dex = dex;
    this.#wanted = wanted;
    this.#room = Math.floor(dex.view.length / SET_ITEM_BYTES);
  }

  holdsWanted(set: number): boolean {
    let holds = this.#known.get(set);
    if (holds === undefined) this.#known.set(set, (holds = this.#read(set)));
    return holds;
  }

  #read(set: number): boolean {
    const { view } = this.#dex;
    if (set + SET_ITEM_BYTES > view.length) return false;
    const count = view.u32(set);
    if (set + SET_ITEM_BYTES * (count + 1) > view.length || (this.#room -= count) < 0) return false;
    for (let i = 1; i <= count; i++) {
      const item = view.u32(set + i * SET_ITEM_BYTES) + 1; // behind the visibility byte
      if (item >= view.length) continue;
      const type = readUleb(view.data, item, this.#next);
      if (this.#next.at >= 0 && this.#wanted(type)) return true;
    }
    return false;
  }
}
