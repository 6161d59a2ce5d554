// Takes seed packages apart and puts mutated ones together; written without the reader under test, so that its mistakes
// do not hide each other. Knows well-formed zip only. Leaves mutation to mutate.js.
import { inflateRawSync } from 'node:zlib';

/** @param {Uint8Array} data @returns {{ name: string, data: Uint8Array }[]} */
export function takeApart(data) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let end = data.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  const items = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const nameLength = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    const packed = view.getUint32(at + 20, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const raw = data.subarray(start, start + packed);
    const name = new TextDecoder().decode(data.subarray(at + 46, at + 46 + nameLength));
    items.push({
      name,
      data: view.getUint16(at + 10, true) === 8 ? new Uint8Array(inflateRawSync(raw)) : raw.slice(),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return items;
}

/** A zip of stored entries; also says where its own structures lie, so that they can be spoiled. */
export function putTogether(items) {
  const names = items.map((item) => new TextEncoder().encode(item.name));
  let size = 22;
  items.forEach((item, at) => (size += 30 + 46 + 2 * names[at].length + item.data.length));
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  const fields = [];
  const offsets = [];
  let at = 0;
  items.forEach((item, index) => {
    offsets.push(at);
    view.setUint32(at, 0x04034b50, true);
    view.setUint32(at + 18, item.data.length, true);
    view.setUint32(at + 22, item.data.length, true);
    view.setUint16(at + 26, names[index].length, true);
    for (const field of [0, 4, 6, 8, 14, 18, 22, 26, 28]) fields.push(at + field);
    out.set(names[index], at + 30);
    out.set(item.data, at + 30 + names[index].length);
    at += 30 + names[index].length + item.data.length;
  });
  const directory = at;
  items.forEach((item, index) => {
    view.setUint32(at, 0x02014b50, true);
    view.setUint32(at + 20, item.data.length, true);
    view.setUint32(at + 24, item.data.length, true);
    view.setUint16(at + 28, names[index].length, true);
    view.setUint32(at + 42, offsets[index], true);
    for (const field of [0, 6, 8, 10, 16, 20, 24, 28, 30, 32, 34, 42, 46]) fields.push(at + field);
    out.set(names[index], at + 46);
    at += 46 + names[index].length;
  });
  view.setUint32(at, 0x06054b50, true);
  view.setUint16(at + 8, items.length, true);
  view.setUint16(at + 10, items.length, true);
  view.setUint32(at + 12, at - directory, true);
  view.setUint32(at + 16, directory, true);
  for (const field of [0, 4, 6, 8, 10, 12, 16, 20]) fields.push(at + field);
  return { data: out, fields };
}
