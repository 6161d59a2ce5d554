// Builds what carries assemblies in packages: packing, stores of every version, and libraries around them. Literals only:
// the packing is honest LZ4 without a match. Leaves assemblies to test/managed/samples.

interface Item {
  name: string;
  data: Uint8Array;
}
const join = (...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array => {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};
const words = (...values: number[]): Uint8Array => new Uint8Array(new Uint32Array(values).buffer);

export function packLz4(data: Uint8Array): Uint8Array {
  const rest = data.length - 15;
  const lengths = [...Array<number>(Math.floor(rest / 255)).fill(255), rest % 255];
  return join(words(0x5a4c4158, 0, data.length), [0xf0], lengths, data);
}

/** @param version 1: names go to a manifest; 2 and 3 (1 + 4 bytes of index more); 4: with an id of the content */
export function storeOf(version: number, items: readonly Item[]): Uint8Array {
  const wide = version > 1;
  const count = items.length;
  const names = wide ? items.map(({ name }) => join(words(name.length), new TextEncoder().encode(name))) : [];
  const index = wide ? new Uint8Array(count * 2 * (version > 2 ? 13 : 12)) : new Uint8Array(count * 2 * 20);
  const head = wide
    ? join(
        words(0x41424158, version + 0x80010000, count, count * 2, index.length),
        version > 3 ? words(1, 2) : [],
      )
    : words(0x41424158, 1, count, count, 0);
  const size = wide ? 28 : 24;
  const table = names.reduce((sum, name) => sum + name.length, index.length + head.length + size * count);
  let at = table;
  const rows = items.map(({ data }) => {
    const row = words(...(wide ? [0] : []), at, data.length, 0, 0, 0, 0);
    at += data.length;
    return row;
  });
  const middle = wide ? [index, ...rows, ...names] : [...rows, index];
  return join(head, ...middle, ...items.map(({ data }) => data));
}
export const storeManifest = (items: readonly Item[]): string =>
  [
    'Hash 32     Hash 64             Blob ID  Blob idx  Name',
    ...items.map(
      ({ name }, at) =>
        `0x00000001  0x0000000000000001  000      ${String(at).padStart(4, '0')}      ${name.replace('.dll', '')}`,
    ),
  ].join('\n');

/** A 64-bit library with one section, by its name. */
export function elfAround(section: string, data: Uint8Array): Uint8Array {
  const names = new TextEncoder().encode(`\0${section}\0.shstrtab\0`);
  const start = 64;
  const namesAt = start + data.length;
  const table = (namesAt + names.length + 7) & ~7;
  const header = new Uint8Array(64);
  const view = new DataView(header.buffer);
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(16, 3, true);
  view.setUint16(18, 183, true);
  view.setUint32(40, table, true);
  view.setUint16(58, 64, true);
  view.setUint16(60, 3, true);
  view.setUint16(62, 2, true);
  const row = (name: number, type: number, offset: number, size: number): Uint8Array =>
    words(name, type, 0, 0, 0, 0, offset, 0, size, 0, 0, 0, 1, 0, 0, 0);
  return join(
    header,
    data,
    names,
    new Uint8Array(table - namesAt - names.length),
    row(0, 0, 0, 0),
    row(1, 1, start, data.length),
    row(2 + section.length, 3, namesAt, names.length),
  );
}

/** A 64-bit library that exports one symbol, behind which the data is. */
export function elfWithSymbol(symbol: string, data: Uint8Array): Uint8Array {
  const names = new TextEncoder().encode(`\0${symbol}\0`);
  const base = 0x10000;
  const symbols = words(0, 0, 0, 0, 0, 0, 1, 0x00010011, base, 0, data.length, 0);
  const place = (from: number): number => (from + 7) & ~7;
  const namesAt = place(64 + data.length);
  const symbolsAt = place(namesAt + names.length);
  const table = symbolsAt + symbols.length;
  const bytes = new Uint8Array(table + 4 * 64);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  for (const [at, value] of [
    [16, 3],
    [18, 183],
    [58, 64],
    [60, 4],
    [62, 0],
  ] as const)
    view.setUint16(at, value, true);
  view.setUint32(40, table, true);
  bytes.set(data, 64);
  bytes.set(names, namesAt);
  bytes.set(symbols, symbolsAt);
  const row = (
    index: number,
    type: number,
    address: number,
    offset: number,
    size: number,
    link: number,
  ): void => {
    bytes.set(words(0, type, 0, 0, address, 0, offset, 0, size, 0, link, 0, 8, 0, 0, 0), table + 64 * index);
  };
  row(1, 1, base, 64, data.length, 0);
  row(2, 11, 0, symbolsAt, symbols.length, 3);
  row(3, 3, 0, namesAt, names.length, 0);
  return bytes;
}
