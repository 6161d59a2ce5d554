// How many terminal columns text takes, and breaking, cutting and padding by that measure. Knows nothing of colour:
// measure plain text first, paint afterwards.
// Widths follow Unicode Standard Annex 11 (East Asian Width: W and F take two columns) in coarse ranges.

const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x23e9, 0x23ec],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x2648, 0x2653],
  [0x26a1, 0x26a1],
  [0x26ce, 0x26ce],
  [0x2705, 0x2705],
  [0x274c, 0x274c],
  [0x2753, 0x2757],
  [0x2795, 0x2797],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f1e6, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1faff],
  [0x20000, 0x3fffd],
];

const isWide = (code: number): boolean => WIDE.some(([from, to]) => code >= from && code <= to);
const isZero = (c: string): boolean => /^[\p{Mn}\p{Me}\u200c\u200d\ufe0e\ufe0f]$/u.test(c);

const columnsOf = (c: string): number => {
  const code = c.codePointAt(0)!;
  if (code < 0x300) return 1;
  if (isZero(c)) return 0;
  return isWide(code) ? 2 : 1;
};

/** Terminal columns that `text` takes; control characters must have been made visible before. */
export function displayWidth(text: string): number {
  let columns = 0;
  for (const c of text) columns += columnsOf(c);
  return columns;
}

/** `text` followed by spaces up to `columns`. */
export const padEnd = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - displayWidth(text)));

/** `text` preceded by spaces up to `columns`. */
export const padStart = (text: string, columns: number): string =>
  ' '.repeat(Math.max(0, columns - displayWidth(text))) + text;

/** At most `columns` columns of `text`; an ellipsis marks the cut. */
export function cutEnd(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let out = '';
  let used = 0;
  for (const c of text) {
    const w = columnsOf(c);
    if (used + w > columns - 1) break;
    out += c;
    used += w;
  }
  return `${out}…`;
}

/** Like `cutEnd`, but keeps both ends: names of classes tell most at their end. */
export function cutMiddle(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  const all = [...text];
  const head: string[] = [];
  const tail: string[] = [];
  let used = 1;
  const headRoom = Math.floor((columns - 1) / 3);
  for (let i = 0; i < all.length && used - 1 + columnsOf(all[i]!) <= headRoom; i++) {
    head.push(all[i]!);
    used += columnsOf(all[i]!);
  }
  for (let i = all.length - 1; i >= head.length && used + columnsOf(all[i]!) <= columns; i--) {
    tail.unshift(all[i]!);
    used += columnsOf(all[i]!);
  }
  return `${head.join('')}…${tail.join('')}`;
}

/** Punctuation that must not start a line (the part of UAX 14's closing classes that Chinese text needs). */
const NOT_FIRST = /^[，。、；：！？）》」』】”’…,.;:!?)\]}%]/u;

/** Splits into units that may be separated: words with their following spaces, single wide characters. */
const unitsOf = (text: string): string[] => {
  const units: string[] = [];
  let word = '';
  for (const c of text) {
    const wide = columnsOf(c) === 2;
    if (wide && !NOT_FIRST.test(c)) {
      if (word) units.push(word);
      word = c;
    } else if (word && /\s$/.test(word) && !/\s/.test(c)) {
      units.push(word);
      word = c;
    } else if (word && columnsOf([...word][0]!) === 2 && !wide && !NOT_FIRST.test(c) && !/\s/.test(c)) {
      units.push(word);
      word = c;
    } else word += c;
  }
  if (word) units.push(word);
  return units;
};

/** Lines of at most `columns` columns. Words break at spaces, Chinese between characters, overlong words anywhere. */
export function wrap(text: string, columns: number): string[] {
  const width = Math.max(8, columns);
  const lines: string[] = [];
  let line = '';
  const flush = () => {
    lines.push(line.trimEnd());
    line = '';
  };
  for (let unit of unitsOf(text)) {
    if (displayWidth(line) + displayWidth(unit.trimEnd()) > width && line) flush();
    while (displayWidth(unit.trimEnd()) > width) {
      let head = '';
      for (const c of unit) {
        if (displayWidth(head) + columnsOf(c) > width) break;
        head += c;
      }
      lines.push(head);
      unit = unit.slice(head.length);
    }
    line += unit;
  }
  if (line.trimEnd() || lines.length === 0) flush();
  return lines;
}
