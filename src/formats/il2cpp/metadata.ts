// The metadata that Unity's IL2CPP keeps beside its native code: names of types and methods that were compiled, and the
// texts of the program. Versions 24 (with its revisions, which the file does not tell apart) to 31. Layouts from public
// readers of the format. Leaves what a name means to extract.
import { ParseError } from '../../bytes/parse-error.js';
import { readUtf8 } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';

const MAGIC = 0xfab11baf;
const OLDEST = 24;
const NEWEST = 31;
const MOST_NAME = 512;

/** Bytes of records, and which pair of the header tells of images; told apart by what fits. */
interface Revision {
  type: number;
  method: number;
  image: number;
  images: number;
  methodStart: number; // within a type
}
const REVISIONS: readonly (Revision & { from: number; to: number })[] = [
  { from: 31, to: 31, type: 88, method: 36, image: 40, images: 20, methodStart: 36 },
  { from: 27, to: 29, type: 88, method: 32, image: 40, images: 20, methodStart: 36 },
  { from: 24, to: 26, type: 92, method: 32, image: 40, images: 20, methodStart: 40 },
  { from: 24, to: 24, type: 100, method: 52, image: 40, images: 21, methodStart: 48 },
  { from: 24, to: 24, type: 104, method: 56, image: 32, images: 21, methodStart: 52 },
];
/** Pairs of offset and size in the header, by their order. */
const PAIR = { literals: 0, literalData: 1, strings: 2, methods: 5, types: 19 } as const;

export interface Il2CppLimits {
  assemblyRows: number;
}
interface Range {
  at: number;
  sizeBytes: number;
}

export const isIl2CppMetadata = (data: Uint8Array): boolean =>
  data.length >= 256 && new View(data).u32(0) === MAGIC;

export class Il2CppMetadata {
  readonly version: number;
  readonly typeCount: number;
  readonly methodCount: number;
  readonly literalCount: number;
  private readonly view: View;
  private readonly revision: Revision;

  constructor(data: Uint8Array, limits: Il2CppLimits) {
    this.view = new View(data);
    if (!isIl2CppMetadata(data)) throw new ParseError('il2cpp/magic', 0);
    this.version = this.view.u32(4);
    if (this.version < OLDEST || this.version > NEWEST)
      throw new ParseError('il2cpp/version', 4, { version: this.version, oldest: OLDEST, newest: NEWEST });
    const fitting = REVISIONS.find(
      (one) => this.version >= one.from && this.version <= one.to && this.fits(one),
    );
    if (!fitting) throw new ParseError('il2cpp/layout', 4, { version: this.version });
    this.revision = fitting;
    this.typeCount = this.pair(PAIR.types).sizeBytes / fitting.type;
    this.methodCount = this.pair(PAIR.methods).sizeBytes / fitting.method;
    this.literalCount = Math.floor(this.pair(PAIR.literals).sizeBytes / 8);
    const count = this.typeCount + this.methodCount + this.literalCount;
    if (count > limits.assemblyRows)
      throw new ParseError('limit/assembly-rows', 8, { limit: limits.assemblyRows, count });
  }

  private pair(index: number): Range {
    const at = this.view.u32(8 + 8 * index);
    const sizeBytes = this.view.u32(12 + 8 * index);
    if (at + sizeBytes > this.view.length)
      throw new ParseError('il2cpp/layout', 8 + 8 * index, { version: this.version });
    return { at, sizeBytes };
  }
  /** Whether tables have whole records, and images together all types. */
  private fits({ type, method, image, images }: Revision): boolean {
    const types = this.pair(PAIR.types).sizeBytes;
    const list = this.pair(images);
    if (types % type !== 0 || this.pair(PAIR.methods).sizeBytes % method !== 0) return false;
    if (list.sizeBytes === 0 || list.sizeBytes % image !== 0) return false;
    let sum = 0;
    for (let at = list.at; at < list.at + list.sizeBytes; at += image) sum += this.view.u32(at + 12);
    return sum === types / type;
  }

  private string(index: number): string {
    const { at, sizeBytes } = this.pair(PAIR.strings);
    if (index >= sizeBytes) return '';
    const start = at + index;
    const end = this.view.data.indexOf(0, start);
    return readUtf8(
      this.view.data.subarray(start, Math.min(end < 0 ? at + sizeBytes : end, start + MOST_NAME)),
    );
  }
  /** "UnityEngine.LocationService"; of a nested type its own name alone. */
  typeName(index: number): string {
    const at = this.typeAt(index);
    const space = this.string(this.view.u32(at + 4));
    const name = this.string(this.view.u32(at)).replace(/`\d+$/, '');
    return space === '' ? name : `${space}.${name}`;
  }
  private typeAt(index: number): number {
    return this.pair(PAIR.types).at + index * this.revision.type;
  }
  /** Methods of a type: their names, and where each is told of in the file. */
  *methodsOf(type: number): Generator<{ name: string; at: number }> {
    const at = this.typeAt(type);
    const first = this.view.i32(at + this.revision.methodStart);
    // Behind the starts of events, properties, nested types, interfaces, and two tables of calls.
    const count = this.view.u16(at + this.revision.methodStart + 28);
    if (first < 0) return;
    const { at: start } = this.pair(PAIR.methods);
    for (let row = first; row < Math.min(first + count, this.methodCount); row++) {
      const method = start + row * this.revision.method;
      yield { name: this.string(this.view.u32(method)), at: method };
    }
  }
  /** Texts that code of the program has, with where each stands; longer ones than names are left out. */
  *literals(): Generator<{ text: string; at: number }> {
    const { at: list } = this.pair(PAIR.literals);
    const data = this.pair(PAIR.literalData);
    for (let row = 0; row < this.literalCount; row++) {
      const length = this.view.u32(list + 8 * row);
      const start = this.view.u32(list + 8 * row + 4);
      if (length > MOST_NAME || start + length > data.sizeBytes) continue;
      const at = data.at + start;
      yield { text: readUtf8(this.view.data.subarray(at, at + length)), at };
    }
  }
}
