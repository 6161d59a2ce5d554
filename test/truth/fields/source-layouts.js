// Input fields of layouts in source, out of a git directory: the same reading of fields as for packages, with texts from
// the resource files beside them. For measuring only. Leaves compiled packages to score.js.
import { execFileSync } from 'node:child_process';
import { DEFAULT_LIMITS } from '../../../dist/bytes/limits.js';
import { ATTRIBUTE_IDS } from '../../../dist/extract/android-attributes.js';
import { visitFields } from '../../../dist/extract/fields.js';
import { FieldBook } from '../../../dist/extract/screens-of-fields.js';
import { readTextXml } from '../../../dist/formats/text-xml/text-xml.js';
import { attributeById } from '../../../dist/formats/resources/xml-tree.js';

const ANDROID = 'http://schemas.android.com/apk/res/android';
const CLASSES = { text: 1, number: 2, phone: 3, datetime: 4, date: 0x14, time: 0x24 };
const VARIATIONS = {
  textUri: 0x11,
  textEmailAddress: 0x21,
  textEmailSubject: 0x31,
  textPersonName: 0x61,
  textPostalAddress: 0x71,
  textPassword: 0x81,
  textVisiblePassword: 0x91,
  numberPassword: 0x12,
  numberDecimal: 2,
  numberSigned: 2,
};

function inputTypeNumber(text) {
  for (const word of text.split('|')) {
    const known = VARIATIONS[word] ?? CLASSES[word] ?? (word.startsWith('text') ? 1 : undefined);
    if (known !== undefined) return known;
  }
  return null;
}

/** All files of a commit that match, by path. */
function filesOf(git, pattern) {
  const list = execFileSync('git', ['--git-dir', git, 'ls-tree', '-r', '--full-tree', 'HEAD'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const rows = list
    .split('\n')
    .map((line) => /^\d+ blob (\w+)\t(.+)$/.exec(line))
    .filter((row) => row !== null && pattern.test(row[2]));
  if (rows.length === 0) return new Map();
  const out = execFileSync('git', ['--git-dir', git, 'cat-file', '--batch'], {
    input: rows.map((row) => row[1]).join('\n') + '\n',
    maxBuffer: 1 << 29,
  });
  const files = new Map();
  let at = 0;
  for (const row of rows) {
    const end = out.indexOf(10, at);
    const head = out.subarray(at, end).toString().split(' ');
    if (head[1] === 'missing') {
      at = end + 1;
      continue;
    }
    const size = Number(head[2]);
    files.set(row[2], out.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return files;
}

const unescape = (text) =>
  text
    .replace(/^"(.*)"$/s, '$1')
    .replace(/\\n/g, ' ')
    .replace(/\\(['"@?])/g, '$1');

/** By name, the texts of every language. */
function readStrings(files) {
  const strings = new Map();
  for (const [path, data] of files) {
    const folder = /res\/values(?:-([^/]+))?\/[^/]+\.xml$/.exec(path);
    if (folder === null) continue;
    const locale = (folder[1] ?? '').replace(/-r(?=[A-Z]{2})/, '-');
    for (const [, name, text] of data
      .toString('utf8')
      .matchAll(/<string\b[^>]*\bname="([^"]+)"[^>]*>([\s\S]*?)<\/string>/g)) {
      const plain = unescape(
        text
          .replace(/<!\[CDATA\[|\]\]>/g, '')
          .replace(/<[^>]+>/g, '')
          .replace(/&lt;/g, '<')
          .replace(/&gt;/g, '>')
          .replace(/&quot;/g, '"')
          .replace(/&amp;/g, '&'),
      );
      if (!strings.has(name)) strings.set(name, []);
      const texts = strings.get(name);
      if (!texts.some((one) => one.locale === locale)) texts.push({ locale, text: plain });
    }
  }
  for (const texts of strings.values()) texts.sort((a, b) => (a.locale < b.locale ? -1 : 1));
  return strings;
}

/** Every field of every layout of a repository, as facts have them. */
export function readSourceFields(git) {
  const files = filesOf(git, /(?:^|\/)res\/(?:layout|values|xml)(?:-[^/]*)?\/[^/]+\.xml$/);
  const strings = readStrings(files);
  const ids = [];
  const names = new Map();
  const idOf = (name) => {
    if (!names.has(name)) {
      names.set(name, 0x7f000000 + names.size);
      ids.push(name);
    }
    return names.get(name);
  };
  const nameOf = (id) => ids[id - 0x7f000000] ?? null;
  const textsOf = (value) => {
    if (value.type === 3) return [{ locale: '', text: unescape(value.text) }];
    const name = nameOf(value.data) ?? '';
    return name.startsWith('string/') ? (strings.get(name.slice(7)) ?? []) : [];
  };
  const raw = (element, name) => attributeById(element, ATTRIBUTE_IDS[name])?.value ?? null;
  const text = (element, name) => {
    const value = raw(element, name);
    return value === null ? null : (textsOf(value)[0]?.text ?? null);
  };
  const values = {
    resolver: { texts: textsOf, name: (value) => nameOf(value.data) },
    raw,
    text,
    int: (element, name) => {
      const said = text(element, name);
      if (said === null) return null;
      if (name === 'inputType') return inputTypeNumber(said);
      return /^\d+$/.test(said) ? Number(said) : null;
    },
    bool: (element, name) => text(element, name) === 'true',
  };
  const reading = {
    attributeId: (namespace, name) => (namespace === ANDROID ? (ATTRIBUTE_IDS[name] ?? 0) : 0),
    reference: (said) => {
      const found = /^@\+?(?:[\w.]+:)?(\w+\/[\w.]+)$/.exec(said);
      return found === null ? null : { type: 1, data: idOf(found[1]), text: null };
    },
  };
  const layouts = [...files].filter(([path]) => /res\/(?:layout|xml)(?:-[^/]*)?\//.test(path));
  const table = layouts.map(([path]) => ({
    path,
    id: idOf(`${/res\/(layout|xml)/.exec(path)[1]}/${/([^/]+)\.xml$/.exec(path)[1]}`),
  }));
  const book = new FieldBook(table, DEFAULT_LIMITS, () => {});
  for (const [path, data] of layouts) {
    try {
      const { root } = readTextXml(data, DEFAULT_LIMITS, () => {}, reading);
      visitFields(root, book.placeOf(path, path, nameOf), values, {
        field: (field) => book.add(path, field),
        include: (id) => book.include(path, id),
      });
    } catch (error) {
      if (error.code === undefined) throw error;
    }
  }
  return book.done(nameOf);
}
