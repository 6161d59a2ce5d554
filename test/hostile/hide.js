// Ways to hide a part of a package, applied to its bytes: code taken out, enciphered, moved or cut, methods emptied, classes
// renamed, calls turned into calls by name, tables broken, layouts and scripts dropped. Each is what an author can do who
// wants an app to look better than it is. Deterministic by its generator. Leaves comparing verdicts to monotone.js.
import { gzipSync } from 'node:zlib';

const CLASS_WORDS = 8;
const HEADER = { typeIds: 64, methodIds: 88, classDefs: 96 };

const viewOf = (data) => new DataView(data.buffer, data.byteOffset, data.byteLength);
const isCode = ({ name }) => /^classes\d*\.dex$/.test(name);

/** Reads a number of variable length. @returns {[number, number]} value and where it ends */
function leb(data, at) {
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = data[at++] ?? 0;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  return [value >>> 0, at];
}
/** Zero, in as many bytes as the number there takes. */
function zeroLeb(data, from, to) {
  for (let at = from; at < to - 1; at++) data[at] = 0x80;
  data[to - 1] = 0;
}

/** What lies where in a DEX file: classes with their names, and methods with the place of their code. */
export function mapDex(data) {
  const view = viewOf(data);
  const word = (at) => view.getUint32(at, true);
  const strings = word(60);
  const text = (index) => {
    let [, at] = leb(data, word(strings + index * 4));
    const from = at;
    while (at < data.length && data[at] !== 0) at++;
    return { from, to: at, text: new TextDecoder('latin1').decode(data.subarray(from, at)) };
  };
  const types = word(HEADER.typeIds + 4);
  const typeText = (index) => text(word(types + index * 4));
  const classes = [];
  const [count, table] = [word(HEADER.classDefs), word(HEADER.classDefs + 4)];
  for (let index = 0; index < count; index++) {
    const def = table + index * CLASS_WORDS * 4;
    const methods = [];
    let at = word(def + 24);
    if (at !== 0) {
      const sizes = [];
      for (let i = 0; i < 4; i++) {
        const [size, next] = leb(data, at);
        sizes.push(size);
        at = next;
      }
      for (let skip = 2 * (sizes[0] + sizes[1]); skip > 0; skip--) [, at] = leb(data, at);
      for (let left = sizes[2] + sizes[3]; left > 0; left--) {
        [, at] = leb(data, at);
        [, at] = leb(data, at);
        const from = at;
        const [code, to] = leb(data, at);
        at = to;
        if (code !== 0 && code + 16 <= data.length)
          methods.push({ from, to, code, units: Math.min(word(code + 12), (data.length - code - 16) >> 1) });
      }
    }
    classes.push({ def, name: typeText(word(def)).text, methods });
  }
  return { view, word, text, classes, strings: word(56) };
}

const changed = (items, item, data) => items.map((one) => (one === item ? { ...one, data } : one));
const without = (items, ...gone) => items.filter((one) => !gone.includes(one));

/** Some of the classes: one, those of a package, or a random part. */
function chooseClasses(classes, random) {
  if (classes.length === 0) return [];
  const one = random.pick(classes);
  const way = random.below(3);
  if (way === 0) return [one];
  if (way === 1) {
    const home = one.name.slice(0, one.name.lastIndexOf('/') + 1);
    return classes.filter(({ name }) => name.startsWith(home));
  }
  const share = 5 + random.below(90);
  return classes.filter(() => random.chance(share));
}

/** Opcodes of calls, with five registers or a range. */
const isCall = (op) => (op >= 0x6e && op <= 0x72) || (op >= 0x74 && op <= 0x78);
/** Units of each instruction, by opcode; payloads of nop are left to the caller, who stops there. */
const WIDTHS = (() => {
  const widths = new Uint8Array(256).fill(2);
  const set = (from, to, width) => widths.fill(width, from, to + 1);
  set(0x00, 0x01, 1);
  set(0x03, 0x03, 3);
  set(0x04, 0x04, 1);
  set(0x06, 0x06, 3);
  set(0x07, 0x07, 1);
  set(0x09, 0x09, 3);
  set(0x0a, 0x12, 1);
  set(0x14, 0x14, 3);
  set(0x17, 0x17, 3);
  set(0x18, 0x18, 5);
  set(0x1b, 0x1b, 3);
  set(0x1d, 0x1e, 1);
  set(0x21, 0x21, 1);
  set(0x24, 0x26, 3);
  set(0x27, 0x28, 1);
  set(0x2a, 0x2c, 3);
  set(0x6e, 0x78, 3);
  set(0x73, 0x73, 1);
  set(0x3e, 0x43, 1);
  set(0x79, 0x8f, 1);
  set(0xb0, 0xcf, 1);
  set(0xe3, 0xf9, 1);
  set(0xfa, 0xfb, 4);
  set(0xfc, 0xfd, 3);
  return widths;
})();

/** Index of java.lang.reflect.Method.invoke in a file, or of some method where it has none. */
function byNameTarget(dex) {
  const { word, text } = dex;
  const [count, table] = [word(HEADER.methodIds), word(HEADER.methodIds + 4)];
  const types = word(HEADER.typeIds + 4);
  for (let index = 0; index < count; index++) {
    const at = table + index * 8;
    if (text(word(at + 4)).text !== 'invoke') continue;
    const owner = dex.view.getUint16(at, true);
    if (text(word(types + owner * 4)).text === 'Ljava/lang/reflect/Method;') return index;
  }
  return -1;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** Another name of the same length, as a renaming tool gives; one letter for one, so that equal names stay equal. */
function renamer(random) {
  const known = new Map();
  return (name) => {
    if (!known.has(name))
      known.set(name, Array.from(name, (c) => (/[A-Za-z]/.test(c) ? LETTERS[random.below(26)] : c)).join(''));
    return known.get(name);
  };
}

function replaceBytes(data, from, to) {
  const out = data.slice();
  outer: for (let at = 0; at + from.length <= out.length; at++) {
    if (out[at] !== from[0]) continue;
    for (let i = 1; i < from.length; i++) if (out[at + i] !== from[i]) continue outer;
    out.set(to, at);
  }
  return out;
}
const utf8 = (text) => new TextEncoder().encode(text);
const utf16 = (text) =>
  Uint8Array.from([...text].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]));

/** By name: items and generator → the items with something hidden, or null where there is nothing of that sort. */
export const HIDINGS = {
  'code file taken out': (items, random) => {
    const code = items.filter(isCode);
    return code.length < 1 ? null : without(items, random.pick(code));
  },
  'code file enciphered in place': (items, random) =>
    inCode(items, random, (data) => enciphered(data, random)),
  'code file moved to an asset': (items, random) => {
    const code = items.filter(isCode);
    if (code.length === 0) return null;
    const one = random.pick(code);
    const way = random.below(4);
    const key = 1 + random.below(255);
    const data =
      way === 0
        ? one.data
        : way === 1
          ? new Uint8Array(gzipSync(one.data))
          : way === 2
            ? one.data.map((byte) => byte ^ key)
            : enciphered(one.data, random);
    return [
      ...without(items, one),
      { name: random.pick(['assets/a.bin', 'res/raw/b.dat', 'assets/c.png']), data },
    ];
  },
  'code file cut off': (items, random) =>
    inCode(items, random, (data) => data.slice(0, 112 + random.below(Math.max(1, data.length - 112)))),
  'a table of code broken': (items, random) =>
    inCode(items, random, (data) => {
      const at = random.pick([56, 60, 64, 68, 72, 76, 80, 84, 88, 92, 96, 100]);
      const out = data.slice();
      viewOf(out).setUint32(at, random.pick([0, 1, data.length, 0xffffffff, data.length - 64]), true);
      return out;
    }),
  'classes taken out': (items, random) =>
    inCode(items, random, (data) => {
      const out = data.slice();
      const { word, view, classes } = mapDex(out);
      const gone = new Set(chooseClasses(classes, random).map(({ def }) => def));
      if (gone.size === 0) return null;
      const table = word(HEADER.classDefs + 4);
      let at = table;
      for (const { def } of classes) {
        if (gone.has(def)) continue;
        out.copyWithin(at, def, def + 32);
        at += 32;
      }
      view.setUint32(HEADER.classDefs, (at - table) / 32, true);
      return out;
    }),
  'classes without their data': (items, random) =>
    inCode(items, random, (data) => {
      const out = data.slice();
      const { view, classes } = mapDex(out);
      for (const { def } of chooseClasses(classes, random)) view.setUint32(def + 24, 0, true);
      return out;
    }),
  'methods without their code': (items, random) =>
    inCode(items, random, (data) => {
      const out = data.slice();
      for (const { methods } of chooseClasses(mapDex(out).classes, random))
        for (const { from, to } of methods) zeroLeb(out, from, to);
      return out;
    }),
  'instructions taken out': (items, random) =>
    inCode(items, random, (data) => {
      const out = data.slice();
      const { view, classes } = mapDex(out);
      for (const { methods } of chooseClasses(classes, random))
        for (const { code, units } of methods) {
          out.fill(0, code + 16, code + 16 + units * 2);
          if (units > 0) view.setUint16(code + 16, 0x0e, true);
        }
      return out;
    }),
  'instructions enciphered': (items, random) =>
    inCode(items, random, (data) => {
      const out = data.slice();
      for (const { methods } of chooseClasses(mapDex(out).classes, random))
        for (const { code, units } of methods)
          for (let at = code + 16; at < code + 16 + units * 2; at++) out[at] ^= 1 + random.below(255);
      return out;
    }),
  'calls made by name': (items, random) =>
    inCode(items, random, (data) => {
      const out = data.slice();
      const dex = mapDex(out);
      const target = byNameTarget(dex);
      if (target < 0 || target > 0xffff) return null;
      for (const { methods } of chooseClasses(dex.classes, random))
        for (const { code, units } of methods) {
          for (let unit = 0; unit < units;) {
            const at = code + 16 + unit * 2;
            const op = out[at];
            if (op === 0 && out[at + 1] !== 0) break;
            if (isCall(op) && unit + 3 <= units) {
              out[at] = op >= 0x74 ? 0x74 : 0x6e;
              dex.view.setUint16(at + 2, target, true);
            }
            unit += WIDTHS[op];
          }
        }
      return out;
    }),
  'classes renamed': (items, random) => {
    const code = items.filter(isCode);
    const names = code.flatMap(({ data }) => mapDex(data).classes.map(({ name }) => name));
    if (names.length === 0) return null;
    const other = renamer(random);
    const one = random.pick(names);
    const depth = 1 + random.below(4);
    const home = one.slice(1, -1).split('/').slice(0, depth).join('/');
    if (home === '' || /^(android|java|javax|dalvik)\b/.test(home)) return null;
    const to = home.split('/').map(other).join('/');
    return renamed(items, home, to);
  },
  'layouts dropped': (items, random) => {
    const layouts = items.filter(({ name }) => /^res\/.*\.xml$/.test(name));
    if (layouts.length === 0) return null;
    const share = random.pick([5, 30, 100]);
    const gone = layouts.filter(() => random.chance(share));
    return without(items, ...(gone.length > 0 ? gone : [random.pick(layouts)]));
  },
  'a layout enciphered': (items, random) =>
    inOne(items, random, /^res\/.*\.xml$/, (data) => enciphered(data, random)),
  'resource table taken out': (items) => {
    const table = items.find(({ name }) => name === 'resources.arsc');
    return table ? without(items, table) : null;
  },
  'resource table broken': (items, random) =>
    inOne(items, random, /^resources\.arsc$/, (data) => broken(data, random)),
  'manifest broken': (items, random) =>
    inOne(items, random, /^AndroidManifest\.xml$/, (data) => broken(data, random)),
  'a script enciphered': (items, random) =>
    inOne(items, random, /^assets\/.*\.(js|html|bundle)$/, (data) => enciphered(data, random)),
  'a native library taken out': (items, random) => {
    const libraries = items.filter(({ name }) => /^lib\/.*\.so$/.test(name));
    if (libraries.length === 0) return null;
    const file = random.pick(libraries).name.split('/').pop();
    return items.filter(({ name }) => !(/^lib\//.test(name) && name.endsWith(`/${file}`)));
  },
};

function inOne(items, random, pattern, change) {
  const fit = items.filter(({ name, data }) => pattern.test(name) && data.length > 8);
  if (fit.length === 0) return null;
  const one = random.pick(fit);
  const data = change(one.data);
  return data === null ? null : changed(items, one, data);
}
const inCode = (items, random, change) => inOne(items, random, /^classes\d*\.dex$/, change);

function enciphered(data, random) {
  const key = Uint8Array.from({ length: 61 }, () => random.below(256));
  return data.map((byte, at) => byte ^ key[at % 61]);
}
function broken(data, random) {
  const out = data.slice();
  switch (random.below(3)) {
    case 0:
      return out.slice(0, 8 + random.below(out.length - 8));
    case 1:
      return out.fill(0xff, random.below(out.length), out.length);
    default: {
      const at = random.below(out.length);
      return out.fill(random.below(256), at, at + 1 + random.below(64));
    }
  }
}

/** One package under another name, in code, manifest and layouts alike, as a renaming tool does it. */
export function renamed(items, home, to) {
  const dotted = (name) => name.replaceAll('/', '.');
  return items.map((item) => {
    let { data } = item;
    if (isCode(item)) data = replaceBytes(data, utf8(`L${home}/`), utf8(`L${to}/`));
    else if (item.name.endsWith('.xml')) {
      data = replaceBytes(data, utf8(`${dotted(home)}.`), utf8(`${dotted(to)}.`));
      data = replaceBytes(data, utf16(`${dotted(home)}.`), utf16(`${dotted(to)}.`));
    }
    return data === item.data ? item : { ...item, data };
  });
}

/**
 * One random hiding.
 * @param {{ name: string, data: Uint8Array }[]} items @param {ReturnType<import('../fuzz/random.js').openRandom>} random
 * @returns {{ what: string, items: { name: string, data: Uint8Array }[] }}
 */
export function hideSomething(items, random) {
  const names = Object.keys(HIDINGS);
  for (;;) {
    const what = random.pick(names);
    const hidden = HIDINGS[what](items, random);
    if (hidden !== null) return { what, items: hidden };
  }
}
