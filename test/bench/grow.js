// A package grown several times: its DEX files again and again, each copy with its classes renamed, so that a scan has
// that much more of the same kind of work. Leaves measuring to bench.js.
import { readFileSync } from 'node:fs';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** Entries of a zip by central directory: name, method, stored bytes, checksum, size. */
function readEntries(bytes) {
  let end = bytes.length - 22;
  while (bytes.readUInt32LE(end) !== 0x06054b50) end--;
  const entries = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let i = 0; i < bytes.readUInt16LE(end + 10); i++) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    entries.push({
      name: bytes.toString('latin1', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      data: bytes.subarray(start, start + bytes.readUInt32LE(at + 20)),
      size: bytes.readUInt32LE(at + 24),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function writeEntries(entries) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const { name, method, crc, data, size } of entries) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(crc, 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name, 'latin1')]);
    const central = Buffer.alloc(46);
    central.write('PK\x01\x02', 0, 'latin1');
    central.writeUInt16LE(20, 4);
    fields.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    directory.push(central, Buffer.from(name, 'latin1'));
    parts.push(local, data);
    offset += local.length + data.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

/** The first letter of every defined class's name becomes the copy's digit; what is not defined keeps its name. */
function rename(dex, copy) {
  const bytes = Buffer.from(dex);
  const strings = bytes.readUInt32LE(60);
  const types = bytes.readUInt32LE(68);
  const classes = bytes.readUInt32LE(100);
  for (let i = 0; i < bytes.readUInt32LE(96); i++) {
    const string = bytes.readUInt32LE(types + bytes.readUInt32LE(classes + i * 32) * 4);
    let at = bytes.readUInt32LE(strings + string * 4);
    while (bytes[at] >= 0x80) at++;
    bytes[at + 2] = 0x30 + copy; // behind the length and the "L"
  }
  return bytes;
}

/** The package with `factor` times its DEX files. */
export function growPackage(file, factor) {
  const entries = readEntries(readFileSync(file));
  const dexes = entries.filter((entry) => /^classes\d*\.dex$/.test(entry.name));
  const grown = [...entries];
  for (let copy = 1; copy < factor; copy++) {
    dexes.forEach((entry, i) => {
      const content = rename(entry.method === 8 ? inflateRawSync(entry.data) : entry.data, copy);
      const number = dexes.length * copy + i + 1;
      grown.push({
        name: `classes${number}.dex`,
        method: 8,
        crc: crc32(content),
        data: deflateRawSync(content, { level: 1 }),
        size: content.length,
      });
    });
  }
  return writeEntries(grown);
}
