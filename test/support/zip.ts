// Builds zip archives byte by byte, so that every field can lie; and ordinary ones through jszip, so that the reader
// is also tested against archives it has no say in. Leaves what is in the entries to the other builders.
import { deflateRawSync, crc32 as nodeCrc32 } from 'node:zlib';
import JSZip from 'jszip';

type Content = Uint8Array | string;
export const bytesOf = (content: Content): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

/** Overrides for one of the two headers of an entry; what is left out is told truthfully. */
export interface HeaderLies {
  name?: Content;
  flags?: number;
  method?: number;
  crc32?: number;
  compressedSize?: number;
  size?: number;
  extra?: Uint8Array;
  signature?: number;
}
export interface ZipItem {
  name: Content;
  data: Content;
  /** 0 stored (default), 8 deflated; any other number stores the bytes under that method. */
  method?: number;
  /** Flags of both headers. */
  flags?: number;
  /** Sizes and checksum go behind the data instead of into the local header. */
  descriptor?: boolean;
  /** Sizes and offset go into zip64 extra fields. */
  zip64?: boolean;
  /** Bytes to store in place of the compressed data; sizes then describe `data`. */
  raw?: Uint8Array;
  /** Aligns the data as zipalign does, with zeros in the local extra field. */
  align?: number;
  local?: HeaderLies;
  central?: HeaderLies & { offset?: number; comment?: Content; diskStart?: number };
  /** Leaves the entry out of the central directory. */
  unlisted?: boolean;
}
export interface ZipShape {
  /** Bytes before the first entry; offsets count them unless `prefixUncounted`. */
  prefix?: Uint8Array;
  prefixUncounted?: boolean;
  comment?: Content;
  /** Bytes after the end record. */
  trailing?: Uint8Array;
  /** Bytes between the last entry and the central directory, such as an APK Signing Block. */
  beforeDirectory?: Uint8Array;
  /** Bytes between the central directory and the end record. */
  afterDirectory?: Uint8Array;
  zip64End?: boolean;
  end?: {
    disk?: number;
    directoryDisk?: number;
    entriesOnDisk?: number;
    entries?: number;
    size?: number;
    offset?: number;
    commentLength?: number;
    signature?: number;
  };
  /** Leaves the end record away. */
  noEnd?: boolean;
}

/** A growing little-endian buffer. */
export class Out {
  private readonly chunks: Uint8Array[] = [];
  length = 0;
  put(...parts: Uint8Array[]): this {
    for (const part of parts) {
      this.chunks.push(part);
      this.length += part.length;
    }
    return this;
  }
  u8(value: number): this {
    return this.put(Uint8Array.of(value & 0xff));
  }
  u16(value: number): this {
    return this.put(Uint8Array.of(value & 0xff, (value >> 8) & 0xff));
  }
  u32(value: number): this {
    const word = value >>> 0;
    return this.put(Uint8Array.of(word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff, word >>> 24));
  }
  u64(value: number): this {
    return this.u32(value % 0x1_0000_0000).u32(Math.floor(value / 0x1_0000_0000));
  }
  done(): Uint8Array {
    const all = new Uint8Array(this.length);
    let at = 0;
    for (const chunk of this.chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }
}

export const crc32 = (data: Uint8Array): number => nodeCrc32(data);

const U32 = 0xffffffff;

/** An archive of the given items, telling the truth except where told to lie. */
export function zip(items: readonly ZipItem[], shape: ZipShape = {}): Uint8Array {
  const out = new Out();
  const central = new Out();
  const prefix = shape.prefix ?? new Uint8Array(0);
  out.put(prefix);
  const uncounted = shape.prefixUncounted === true ? prefix.length : 0;
  let listed = 0;
  for (const item of items) {
    const data = bytesOf(item.data);
    const name = bytesOf(item.name);
    const method = item.method ?? 0;
    const packed = item.raw ?? (method === 8 ? new Uint8Array(deflateRawSync(data)) : data);
    const flags = (item.flags ?? 0) | (item.descriptor === true ? 8 : 0);
    const sum = crc32(data);
    const offset = out.length - uncounted;

    const local = item.local ?? {};
    let localExtra = local.extra ?? new Uint8Array(0);
    if (item.zip64 === true) localExtra = new Out().u16(1).u16(16).u64(data.length).u64(packed.length).done();
    const localName = local.name === undefined ? name : bytesOf(local.name);
    if (item.align !== undefined) {
      const dataAt = out.length + 30 + localName.length + localExtra.length;
      localExtra = new Out()
        .put(localExtra)
        .put(new Uint8Array((item.align - (dataAt % item.align)) % item.align))
        .done();
    }
    const empty = item.descriptor === true;
    out
      .u32(local.signature ?? 0x04034b50)
      .u16(20)
      .u16(local.flags ?? flags)
      .u16(local.method ?? method)
      .u16(0)
      .u16(0x21)
      .u32(local.crc32 ?? (empty ? 0 : sum))
      .u32(local.compressedSize ?? (item.zip64 === true ? U32 : empty ? 0 : packed.length))
      .u32(local.size ?? (item.zip64 === true ? U32 : empty ? 0 : data.length))
      .u16(localName.length)
      .u16(localExtra.length)
      .put(localName, localExtra, packed);
    if (item.descriptor === true) out.u32(0x08074b50).u32(sum).u32(packed.length).u32(data.length);
    if (item.unlisted === true) continue;

    listed++;
    const lies = item.central ?? {};
    const centralName = lies.name === undefined ? name : bytesOf(lies.name);
    const comment = bytesOf(lies.comment ?? '');
    let extra = lies.extra ?? new Uint8Array(0);
    if (item.zip64 === true) {
      extra = new Out().u16(1).u16(24).u64(data.length).u64(packed.length).u64(offset).done();
    }
    central
      .u32(lies.signature ?? 0x02014b50)
      .u16(20)
      .u16(20)
      .u16(lies.flags ?? flags)
      .u16(lies.method ?? method)
      .u16(0)
      .u16(0x21)
      .u32(lies.crc32 ?? sum)
      .u32(lies.compressedSize ?? (item.zip64 === true ? U32 : packed.length))
      .u32(lies.size ?? (item.zip64 === true ? U32 : data.length))
      .u16(centralName.length)
      .u16(extra.length)
      .u16(comment.length)
      .u16(lies.diskStart ?? 0)
      .u16(0)
      .u32(0)
      .u32(lies.offset ?? (item.zip64 === true ? U32 : offset))
      .put(centralName, extra, comment);
  }
  if (shape.beforeDirectory !== undefined) out.put(shape.beforeDirectory);
  const directoryAt = out.length - uncounted;
  const directory = central.done();
  out.put(directory);
  if (shape.afterDirectory !== undefined) out.put(shape.afterDirectory);
  if (shape.noEnd === true) return out.done();
  const end = shape.end ?? {};
  if (shape.zip64End === true) {
    const recordAt = out.length - uncounted;
    out.u32(0x06064b50).u64(44).u16(45).u16(45).u32(0).u32(0);
    out
      .u64(listed)
      .u64(end.entries ?? listed)
      .u64(end.size ?? directory.length)
      .u64(end.offset ?? directoryAt);
    out.u32(0x07064b50).u32(0).u64(recordAt).u32(1);
  }
  const comment = bytesOf(shape.comment ?? '');
  const big = shape.zip64End === true;
  out
    .u32(end.signature ?? 0x06054b50)
    .u16(end.disk ?? 0)
    .u16(end.directoryDisk ?? 0)
    .u16(big ? 0xffff : (end.entriesOnDisk ?? listed))
    .u16(big ? 0xffff : (end.entries ?? listed))
    .u32(big ? U32 : (end.size ?? directory.length))
    .u32(big ? U32 : (end.offset ?? directoryAt))
    .u16(end.commentLength ?? comment.length)
    .put(comment);
  if (shape.trailing !== undefined) out.put(shape.trailing);
  return out.done();
}

/** An archive of plain files, in the given order. */
export const zipOf = (files: Readonly<Record<string, Content>>, method = 8): Uint8Array =>
  zip(Object.entries(files).map(([name, data]) => ({ name, data, method })));

/** The same through jszip: another writer's idea of a zip. */
export async function ordinaryZip(files: Readonly<Record<string, Content>>): Promise<Uint8Array> {
  const archive = new JSZip();
  for (const [name, data] of Object.entries(files)) archive.file(name, data);
  return archive.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}
