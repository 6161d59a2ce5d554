// Plain JSON values ⇄ a few flat arrays: every text once, objects as rows of numbers behind a shape that says their
// names. Facts repeat the same names and texts thousands of times; so packed they are read several times as fast as
// JSON, and one text is one string in memory. What comes back is what went in, names in their order too.
// Leaves files and checksums to facts-cache.ts.

/** What the numbers mean; `types` has one letter for each of `keys`, see LETTERS. */
export interface Shape {
  keys: string[];
  types: string;
}
export interface PackedValue {
  shapes: Shape[];
  numbers: Int32Array;
  lengths: Int32Array; // of the texts, in UTF-16 units
  text: string; // all of them in one
}

/** How a value stands among the numbers. Whatever is none of these is kept as JSON text. */
const LETTERS = {
  text: 0x73, // s: number of a text, -1 for null
  integer: 0x69, // i: itself
  flag: 0x62, // b: 0 or 1
  object: 0x6f, // o: its row
  texts: 0x6c, // l: how many, then each as s
  objects: 0x74, // t: how many, then their rows
  integers: 0x6b, // k: how many, then each
  json: 0x78, // x: as s, to be parsed
} as const;
const letter = (code: number): string => String.fromCharCode(code);

type Plain = Readonly<Record<string, unknown>>;

const isText = (value: unknown): boolean => value === null || typeof value === 'string';
const isInteger = (value: unknown): boolean => typeof value === 'number' && Object.is(value | 0, value);
const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !Object.hasOwn(value, '__proto__');

function typeOf(value: unknown): number {
  if (isText(value)) return LETTERS.text;
  if (typeof value === 'boolean') return LETTERS.flag;
  if (isInteger(value)) return LETTERS.integer;
  if (isObject(value)) return LETTERS.object;
  if (!Array.isArray(value)) return LETTERS.json;
  if (value.every(isText)) return LETTERS.texts;
  if (value.every(isObject)) return LETTERS.objects;
  return value.every(isInteger) ? LETTERS.integers : LETTERS.json;
}

/** @param value plain JSON, no class instances; names whose value is undefined are left out, as JSON does */
export function packValue(value: unknown): PackedValue {
  const texts: string[] = [];
  const numberOf = new Map<string, number>();
  const shapes: Shape[] = [];
  const shapeOf = new Map<string, number>();
  const numbers: number[] = [];
  const putText = (said: unknown): void => {
    if (said === null) return void numbers.push(-1);
    let at = numberOf.get(said as string);
    if (at === undefined) numberOf.set(said as string, (at = texts.push(said as string) - 1));
    numbers.push(at);
  };
  const putObject = (object: Plain): void => {
    const keys = Object.keys(object).filter((key) => object[key] !== undefined);
    const codes = keys.map((key) => typeOf(object[key]));
    const types = codes.map(letter).join('');
    const name = `${types} ${JSON.stringify(keys)}`;
    let shape = shapeOf.get(name);
    if (shape === undefined) shapeOf.set(name, (shape = shapes.push({ keys, types }) - 1));
    numbers.push(shape);
    keys.forEach((key, i) => put(object[key], codes[i]!));
  };
  const put = (part: unknown, type: number): void => {
    if (type === LETTERS.text) putText(part);
    else if (type === LETTERS.integer) numbers.push(part as number);
    else if (type === LETTERS.flag) numbers.push(part === true ? 1 : 0);
    else if (type === LETTERS.object) putObject(part as Plain);
    else if (type === LETTERS.json) putText(JSON.stringify(part));
    else {
      const list = part as unknown[];
      numbers.push(list.length);
      if (type === LETTERS.texts) list.forEach(putText);
      else if (type === LETTERS.objects) for (const item of list) putObject(item as Plain);
      else for (const item of list) numbers.push(item as number);
    }
  };
  putObject({ value });
  return {
    shapes,
    numbers: Int32Array.from(numbers),
    lengths: Int32Array.from(texts, (text) => text.length),
    text: texts.join(''),
  };
}

/** The value again. @throws Error when the parts do not fit each other */
export function unpackValue(packed: PackedValue): unknown {
  const { numbers, lengths, text } = packed;
  const shapes = packed.shapes.map(({ keys, types }) => ({
    keys,
    codes: Array.from(types, (c) => c.charCodeAt(0)),
  }));
  const texts = new Array<string>(lengths.length);
  let start = 0;
  for (let i = 0; i < lengths.length; i++) texts[i] = text.substring(start, (start += lengths[i]!));
  if (start !== text.length) throw new Error('texts do not fit their lengths');
  let at = 0;
  const textAt = (number: number): string | null => {
    if (number === -1) return null;
    if (number < 0 || number >= texts.length) throw new Error('no such text');
    return texts[number]!;
  };
  const count = (): number => {
    const found = numbers[at++]!;
    if (!(found >= 0 && found <= numbers.length - at)) throw new Error('list beyond the end');
    return found;
  };
  const takeObject = (): Record<string, unknown> => {
    const { keys, codes } = shapes[numbers[at++]!]!;
    const made: Record<string, unknown> = {};
    for (let i = 0; i < keys.length; i++) made[keys[i]!] = take(codes[i]!);
    return made;
  };
  const take = (code: number): unknown => {
    if (code === LETTERS.text) return textAt(numbers[at++]!);
    if (code === LETTERS.integer) return numbers[at++]!;
    if (code === LETTERS.flag) return numbers[at++] === 1;
    if (code === LETTERS.object) return takeObject();
    if (code === LETTERS.json) return JSON.parse(textAt(numbers[at++]!)!) as unknown;
    const list = new Array<unknown>(count());
    if (code === LETTERS.texts) for (let i = 0; i < list.length; i++) list[i] = textAt(numbers[at++]!);
    else if (code === LETTERS.objects) for (let i = 0; i < list.length; i++) list[i] = takeObject();
    else for (let i = 0; i < list.length; i++) list[i] = numbers[at++]!;
    return list;
  };
  const { value } = takeObject();
  if (at !== numbers.length) throw new Error('numbers left over');
  return value;
}
