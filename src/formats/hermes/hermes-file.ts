// Hermes bytecode, the container: header, function headers (also those that overflow), string tables (ASCII, UTF-16,
// overflow), and the buffers of literals, for every version from 59 on. Leaves instructions to instructions.ts and their
// meaning to src/script. Layouts from the engine's public sources (BytecodeFileFormat.h at each version's commit).
import { ParseError } from '../../bytes/parse-error.js';
import { readUtf16, readUtf8 } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';
import { NEWEST, OLDEST } from './opcodes.js';

const MAGIC_LOW = 0x03bc1fc6;
const MAGIC_HIGH = 0x1f1903c1;

export function isHermes(data: Uint8Array): boolean {
  if (data.length < 12) return false;
  const view = new View(data);
  return view.u32(0) === MAGIC_LOW && view.u32(4) === MAGIC_HIGH;
}

export interface HermesFunction {
  offset: number; // of its code within the file
  sizeBytes: number;
  name: number; // string
  parameters: number; // with `this`
  registers: number;
}
export interface HermesLimits {
  scriptFunctions: number;
  scriptStrings: number;
}
/** A literal of a buffer; strings by number. */
export type Literal = { string: number } | number | boolean | null | undefined;

/** Fields of the header, in order, all of four bytes; "identifiers" moved and others came with time. */
function fieldsOf(version: number): string[] {
  const tail =
    version >= 97
      ? ['literals', 'keys', 'shapes', ...(version >= 98 ? ['switches'] : [])]
      : ['literals', 'keys', 'values'];
  return [
    ...['fileLength', 'globalCode', 'functions'],
    ...(version >= 60
      ? ['stringKinds', 'identifiers', 'strings', 'overflowStrings']
      : ['strings', 'overflowStrings', 'identifiers']),
    'storage',
    ...(version >= 87 ? ['bigInts', 'bigIntStorage'] : []),
    ...['regExps', 'regExpStorage', ...tail, 'segment', 'modules'],
    ...(version >= 84 ? ['sources'] : []),
    'debugInfo',
  ];
}

export class HermesFile {
  readonly version: number;
  readonly view: View;
  readonly globalCode: number;
  readonly functionCount: number;
  readonly stringCount: number;
  /** Set when the version is not known: strings by the nearest layout, no code. */
  readonly stringsOnly: boolean;
  private readonly at: Readonly<Record<string, number>>;
  private readonly counts: Readonly<Record<string, number>>;
  private readonly texts: (string | undefined)[] = [];

  constructor(data: Uint8Array, limits: HermesLimits) {
    this.view = new View(data);
    if (!isHermes(data)) throw new ParseError('hermes/magic', 0);
    this.version = this.view.u32(8);
    this.stringsOnly = this.version < OLDEST || this.version > NEWEST;
    const layout = Math.min(Math.max(this.version, OLDEST), NEWEST);
    const counts: Record<string, number> = {};
    fieldsOf(layout).forEach((name, index) => (counts[name] = this.view.u32(32 + 4 * index)));
    this.counts = counts;
    this.functionCount = counts['functions']!;
    this.stringCount = counts['strings']!;
    this.globalCode = counts['globalCode']!;
    if (this.functionCount > limits.scriptFunctions)
      throw new ParseError('limit/script-functions', 32, {
        limit: limits.scriptFunctions,
        count: this.functionCount,
      });
    if (this.stringCount > limits.scriptStrings)
      throw new ParseError('limit/script-strings', 32, {
        limit: limits.scriptStrings,
        count: this.stringCount,
      });
    if (!this.stringsOnly && counts['fileLength']! > data.length)
      throw new ParseError('hermes/truncated', 32, { wanted: counts['fileLength']!, length: data.length });
    this.at = this.sections(layout);
  }

  /** Where each section starts: they follow each other, each aligned to four bytes (in version 59 only the numbers are). */
  private sections(layout: number): Record<string, number> {
    const small = layout >= 97 ? 12 : 16;
    const sizes: [string, number][] =
      layout < 60
        ? [
            ['functions', small],
            ['strings', 4],
            ['overflowStrings', 8],
            ['identifiers', 4],
          ]
        : [
            ['functions', small],
            ['stringKinds', 4],
            ['identifiers', 4],
            ['strings', 4],
            ['overflowStrings', 8],
          ];
    sizes.push(['storage', 1], ['literals', 1], ['keys', 1], layout >= 97 ? ['shapes', 8] : ['values', 1]);
    const at: Record<string, number> = {};
    let next = layout >= 60 ? 128 : 96;
    for (const [name, size] of sizes) {
      if (layout >= 60) next = (next + 3) & ~3;
      at[name] = next;
      next += this.counts[name]! * size;
      if (next > this.view.length)
        throw new ParseError('hermes/truncated', 32, { wanted: next, length: this.view.length });
    }
    return at;
  }

  /** Null where the header is out of the file or says nothing sensible. */
  functionAt(id: number): HermesFunction | null {
    if (!(id >= 0 && id < this.functionCount)) return null;
    const { view } = this;
    const packed = this.version >= 97;
    const at = this.at['functions']! + id * (packed ? 12 : 16);
    const w1 = view.u32(at);
    const w2 = view.u32(at + 4);
    const flags = view.u8(at + (packed ? 11 : 15));
    const tight = this.version >= 98; // fields of 25, 5 and 14, 8 bits; before of 25, 7 and 15, 17
    const offset = w1 & 0x1ffffff;
    const name = tight ? (w2 >>> 14) & 0xff : w2 >>> 15;
    if ((flags & 0x20) !== 0) {
      if (tight) return this.largeFunction(name * 0x1000000 + (offset & 0xffffff));
      return this.largeFunction((packed ? name : view.u32(at + 8) & 0x1ffffff) * 0x10000 + offset);
    }
    return this.inFile({
      offset,
      sizeBytes: w2 & (tight ? 0x3fff : 0x7fff),
      name,
      parameters: (w1 >>> 25) & (tight ? 0x1f : 0x7f),
      registers: packed ? view.u8(at + 8) : view.u32(at + 8) >>> 25,
    });
  }
  private largeFunction(at: number): HermesFunction | null {
    const { view } = this;
    if (at + 32 > view.length) return null;
    const word = (index: number): number => view.u32(at + 4 * index);
    const found =
      this.version >= 98
        ? { offset: word(0), parameters: word(1), sizeBytes: word(3), name: word(4), registers: word(7) }
        : {
            offset: word(0),
            parameters: word(1),
            sizeBytes: word(2),
            name: word(3),
            registers: word(this.version >= 97 ? 4 : 5),
          };
    return this.inFile(found);
  }
  private inFile(found: HermesFunction): HermesFunction | null {
    return found.offset + found.sizeBytes <= this.view.length ? found : null;
  }

  /** A string by number; empty when there is none. */
  text(id: number): string {
    return (this.texts[id] ??= this.readText(id));
  }
  private readText(id: number): string {
    if (!(id >= 0 && id < this.stringCount)) return '';
    const { view } = this;
    const word = view.u32(this.at['strings']! + 4 * id);
    const wide = (word & 1) === 1;
    let length = word >>> 24;
    let offset = this.version < 60 ? (word >>> 2) & 0x3fffff : (word >>> 1) & 0x7fffff;
    if (length === 0xff) {
      if (offset >= this.counts['overflowStrings']!) return '';
      const at = this.at['overflowStrings']! + 8 * offset;
      offset = view.u32(at);
      length = view.u32(at + 4);
    }
    const bytes = wide ? length * 2 : length;
    if (offset + bytes > this.counts['storage']!) return '';
    const data = view.bytes(this.at['storage']! + offset, bytes);
    return wide ? readUtf16(data) : readUtf8(data);
  }

  /** The shape of an object: where its keys start and how many there are. */
  shape(index: number): { keys: number; count: number } | null {
    if (!(index < this.counts['shapes']!)) return null;
    const at = this.at['shapes']! + 8 * index;
    return { keys: this.view.u32(at), count: this.view.u32(at + 4) };
  }

  /**
   * Literals of a buffer: runs of one kind, each with its length. `keys` of objects, `values` of objects before version
   * 97, else `literals`. Fewer than asked for when the buffer ends.
   */
  literals(buffer: 'literals' | 'keys' | 'values', from: number, count: number): Literal[] {
    const found: Literal[] = [];
    const { view } = this;
    const end = this.at[buffer]! + this.counts[buffer]!;
    let at = this.at[buffer]! + from;
    while (found.length < count && at < end) {
      const tag = view.u8(at++);
      let length = tag & 0x0f;
      if (tag >= 0x80 && at < end) length = length * 256 + view.u8(at++);
      const kind = (tag >> 4) & 7;
      const size = kind === 6 && this.version >= 97 ? 0 : SIZES[kind]!;
      if (at + (size === 0 ? 0 : size * length) > end) break;
      for (; length > 0 && found.length < count; length--, at += size)
        found.push(literal(view, at, kind, this.version));
    }
    return found;
  }
}

/** Bytes of null, true, false, double, string of 4, 2 and 1 bytes (or undefined), integer. */
const SIZES = [0, 0, 0, 8, 4, 2, 1, 4];

function literal(view: View, at: number, kind: number, version: number): Literal {
  switch (kind) {
    case 0:
      return null;
    case 1:
      return true;
    case 2:
      return false;
    case 3:
      return 0; // doubles name no module and no property
    case 4:
      return { string: view.u32(at) };
    case 5:
      return { string: view.u16(at) };
    case 6:
      return version >= 97 ? undefined : { string: view.u8(at) };
    default:
      return view.i32(at);
  }
}
