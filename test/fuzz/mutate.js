// Structure-aware mutation: knows where the fields of zip, compiled XML, resource tables, DEX, ELF and signing blocks
// lie, and changes those with values that break readers. Leaves judging the outcome to harness.js.
import { putTogether } from './archive.js';

const WORDS = [
  0, 1, 2, 3, 7, 8, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000,
  0xfffffffe, 0xffffffff,
];

/** Offsets of the fields worth changing in one entry, by what the entry is. */
function fieldsOf(data) {
  if (data.length < 8) return [];
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const type = view.getUint16(0, true);
  if (view.getUint32(0, true) === 0x0a786564) return dexFields(view);
  if (view.getUint32(0, true) === 0x464c457f) return range(0, Math.min(data.length, 600), 4);
  if (type === 3 || type === 2) return chunkFields(view);
  return [];
}
function range(from, to, step) {
  const list = [];
  for (let at = from; at < to; at += step) list.push(at);
  return list;
}

/** Every chunk header with the words behind it, down the tree of chunks. */
function chunkFields(view) {
  const fields = [];
  const visit = (from, to, depth) => {
    let at = from;
    while (at + 8 <= to && fields.length < 4000) {
      const header = view.getUint16(at + 2, true);
      const size = view.getUint32(at + 4, true);
      fields.push(at, at + 2, at + 4);
      for (let field = at + 8; field < Math.min(at + Math.max(header, 8) + 40, at + size, to); field += 4)
        fields.push(field);
      const type = view.getUint16(at, true);
      if (depth < 4 && (type === 2 || type === 3 || type === 0x0200))
        visit(at + header, Math.min(at + size, to), depth + 1);
      if (size < 8) return;
      at += size;
    }
  };
  visit(0, view.byteLength, 0);
  return fields.filter((at) => at + 4 <= view.byteLength);
}

/** Header words, the id tables, class definitions, class data and code items. */
function dexFields(view) {
  const length = view.byteLength;
  if (length < 112) return range(0, length - 4, 4);
  const fields = range(0, 112, 4);
  const word = (at) => (at + 4 <= length ? view.getUint32(at, true) : 0);
  const tables = [
    [56, 4],
    [64, 4],
    [72, 12],
    [80, 8],
    [88, 8],
    [96, 32],
  ];
  for (const [at, step] of tables) {
    const count = Math.min(word(at), 40);
    for (let item = 0; item < count; item++)
      fields.push(...range(word(at + 4) + item * step, word(at + 4) + (item + 1) * step, 4));
  }
  for (let item = 0; item < Math.min(word(96), 20); item++) {
    const classData = word(word(100) + item * 32 + 24);
    if (classData !== 0) fields.push(...range(classData, classData + 24, 1));
  }
  // the data section holds code items, strings and lists: four bytes here and there
  const start = word(108);
  for (let at = start; at < length; at += Math.max(4, Math.floor((length - start) / 300))) fields.push(at);
  fields.push(...range(word(52), word(52) + 60, 4));
  return fields.filter((at) => at >= 0 && at + 4 <= length);
}

/** Every instruction unit of every method, found by walking the class data. */
function codeFields(data) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const fields = [];
  let at = 0;
  const number = () => {
    let value = 0;
    for (let shift = 0; shift < 35 && at < data.length; shift += 7) {
      const byte = data[at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value >>> 0;
  };
  const classes = view.getUint32(96, true);
  for (let index = 0; index < classes && fields.length < 20_000; index++) {
    at = view.getUint32(view.getUint32(100, true) + index * 32 + 24, true);
    if (at === 0) continue;
    const [statics, instances, direct, virtual] = [number(), number(), number(), number()];
    for (let skip = 2 * (statics + instances); skip > 0; skip--) number();
    for (let method = direct + virtual; method > 0; method--) {
      number();
      number();
      const code = number();
      if (code === 0) continue;
      const units = view.getUint32(code + 12, true);
      for (let field = code; field < code + 16; field += 2) fields.push(field);
      for (let unit = 0; unit < units; unit++) fields.push(code + 16 + unit * 2);
    }
  }
  return fields.filter((field) => field + 4 <= data.length);
}

function spoil(data, fields, random) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const at =
    fields.length > 0 && random.chance(85) ? random.pick(fields) : random.below(Math.max(1, data.length - 4));
  if (at + 4 > data.length) return;
  switch (random.below(8)) {
    case 0:
      data[at] ^= 1 << random.below(8);
      break;
    case 1:
      view.setUint16(at, random.pick(WORDS) & 0xffff, true);
      break;
    case 2:
      view.setUint32(at, random.pick(WORDS), true);
      break;
    case 3:
      view.setUint32(at, (view.getUint32(at, true) + random.pick([-8, -4, -1, 1, 4, 8])) >>> 0, true);
      break;
    case 4:
      view.setUint32(
        at,
        random.pick([
          data.length,
          data.length - 1,
          data.length + 1,
          data.length - at,
          at,
          0x7fffffff - at,
        ]) >>> 0,
        true,
      );
      break;
    case 5: {
      const from = fields.length > 0 ? random.pick(fields) : random.below(data.length);
      if (from + 4 <= data.length) view.setUint32(at, view.getUint32(from, true), true);
      break;
    }
    case 6:
      data[at] = random.below(256);
      break;
    default:
      data.fill(random.pick([0, 0xff, 0x80, 0x41]), at, Math.min(data.length, at + 1 + random.below(32)));
  }
}

/** Cuts, repeats or moves a piece. */
function rearrange(data, random) {
  const at = random.below(data.length);
  const length = 1 + random.below(Math.min(200, data.length - at));
  const piece = data.subarray(at, at + length);
  switch (random.below(3)) {
    case 0:
      return data.slice(0, at);
    case 1:
      return concat(data.subarray(0, at), data.subarray(at + length));
    default:
      return concat(data.subarray(0, at), piece, data.subarray(at));
  }
}
function concat(...parts) {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

const LEVELS = {
  zip: null,
  xml: (name) => name.endsWith('.xml'),
  table: (name) => name === 'resources.arsc',
  dex: (name) => name.endsWith('.dex'),
  code: (name) => name.endsWith('.dex'),
  other: (name) => name.endsWith('.so') || name.startsWith('META-INF/'),
};

/** Fields of an entry do not change with its mutations, so they are found once for each seed. */
const known = { fields: new WeakMap(), code: new WeakMap() };
function knownFields(data, level) {
  const map = level === 'code' ? known.code : known.fields;
  let fields = map.get(data);
  if (fields === undefined) map.set(data, (fields = level === 'code' ? codeFields(data) : fieldsOf(data)));
  return fields;
}

/**
 * One mutated package out of a seed.
 * @returns {{ data: Uint8Array, level: string }}
 */
export function mutate(seed, random) {
  const level = random.pick(['zip', 'xml', 'xml', 'table', 'dex', 'dex', 'code', 'code', 'other']);
  let items = seed;
  const wanted = LEVELS[level];
  if (wanted !== null) {
    const choices = seed.filter((item) => wanted(item.name) && item.data.length > 0);
    if (choices.length > 0) {
      const chosen = random.chance(60) ? choices[0] : random.pick(choices);
      let data = chosen.data.slice();
      for (let times = 1 + random.below(4); times > 0; times--)
        spoil(data, knownFields(chosen.data, level), random);
      if (random.chance(8)) data = rearrange(data, random);
      items = seed.map((item) => (item === chosen ? { name: item.name, data } : item));
    }
  } else if (random.chance(15)) {
    items = [
      ...seed,
      {
        name: random.pick(['AndroidManifest.xml', 'classes2.dex', 'a.apk', 'lib/x86/l.so', '../x']),
        data: random.pick(seed).data,
      },
    ];
  }
  const { data, fields } = putTogether(items);
  let out = data;
  if (level === 'zip') {
    for (let times = 1 + random.below(3); times > 0; times--) spoil(out, fields, random);
    if (random.chance(10)) out = rearrange(out, random);
  }
  return { data: out, level };
}
