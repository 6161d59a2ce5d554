// The file in which R8 and ProGuard tell which names they gave: classes, their members with the lines they came from, and
// R8's comments in JSON. Classes are found in one pass, members are read when a class is asked for. Leaves what the names
// are put to to whoever asks.
import { ParseError } from '../../bytes/parse-error.js';

/** One line of a member: a method, or one that was inlined into the method of the next line with the same range. */
export interface MappedMethod {
  /** "com.a.B" when it is another class's than the one the line stands under. */
  of: string | null;
  name: string;
  /** As Dalvik writes it, in real names: "(Lcom/a/B;I)V". */
  descriptor: string;
  /** Lines of the package's code this one speaks of. */
  lines: readonly [first: number, last: number] | null;
  /** What R8 says the descriptor in the package is, where it changed more than names. */
  residual: string | null;
}

export interface MappedClass {
  /** "com.a.B", as its author named it. */
  name: string;
  /** Methods by their name in the package, in the order of the file: the one that holds the code last. */
  methods: ReadonlyMap<string, readonly MappedMethod[]>;
  fields: ReadonlyMap<string, string>;
}

export interface MappingProblem {
  code: 'mapping/lines-unread' | 'mapping/name-twice' | 'limit/mapping-classes';
  args: Record<string, string | number>;
}

export interface Mapping {
  /** By which R8 ties a package to its mapping: the package's code carries the same. */
  id: string | null;
  problems: readonly MappingProblem[];
  /** Real names by names in the package, both as Java writes them. */
  classes: ReadonlyMap<string, string>;
  /** Null when no line speaks of it. @param renamed its name in the package, as Java writes it */
  classOf(renamed: string): MappedClass | null;
}

/** Never a part of a name, in any language that makes classes. */
const NO_NAME = /[\s\u0000-\u001f\u007f;[\]/(),:]/;
const isName = (text: string): boolean => text !== '' && text.length <= LONGEST_NAME && !NO_NAME.test(text);
/** The class file format stores names of at most 65,535 bytes. */
const LONGEST_NAME = 65_535;
const CLASS_LINE = /^(\S+) -> (\S+):\s*$/;
const MEMBER_LINE =
  /^\s+(?:(\d{1,9}):(\d{1,9}):)?(\S+) ([^\s(]+)(\(\S*\))?(?::\d{1,9}(?::\d{1,9})?)? -> (\S+)\s*$/;
const ID_LINE = /^# pg_map_id: (\S{1,200})\s*$/;
const RESIDUAL = 'com.android.tools.r8.residualsignature';
const LINE_FEED = 0x0a;

/**
 * @param data text as UTF-8; what is no UTF-8 becomes U+FFFD and names nothing
 * @throws ParseError when no line names a class
 */
// eslint-disable-next-line complexity -- one line format, read as a stream: each kind of line is one branch
export function readMapping(data: Uint8Array, limits: { mappingClasses: number }): Mapping {
  const decoder = new TextDecoder();
  const at = new Map<string, { name: string; start: number; end: number }>();
  const twice = new Set<string>();
  let id: string | null = null;
  let unread = 0;
  let left = 0;
  let open: { name: string; start: number; end: number } | null = null;
  for (let start = 0; start < data.length;) {
    const found = data.indexOf(LINE_FEED, start);
    const end = found < 0 ? data.length : found;
    const first = data[start]!;
    // What belongs to a class is indented; such lines are left for later.
    if (first !== 0x20 && first !== 0x09 && end > start) {
      const line = decoder.decode(data.subarray(start, end)).trimEnd();
      if (first === 0x23) id ??= ID_LINE.exec(line)?.[1] ?? null;
      else if (line !== '') {
        if (open) open.end = start;
        open = null;
        const [, name = '', renamed = ''] = CLASS_LINE.exec(line) ?? [];
        if (!isName(name) || !isName(renamed)) unread++;
        else if (at.has(renamed)) twice.add(renamed);
        else if (at.size >= limits.mappingClasses) left++;
        else at.set(renamed, (open = { name, start: Math.min(end + 1, data.length), end: data.length }));
      }
    }
    start = end + 1;
  }
  if (at.size === 0) throw new ParseError('mapping/not-a-mapping', 0);
  // Which of two classes has the name cannot be told, so neither is.
  for (const renamed of twice) at.delete(renamed);
  const problems: MappingProblem[] = [];
  if (unread > 0) problems.push({ code: 'mapping/lines-unread', args: { count: unread } });
  if (twice.size > 0) problems.push({ code: 'mapping/name-twice', args: { count: twice.size } });
  if (left > 0)
    problems.push({ code: 'limit/mapping-classes', args: { limit: limits.mappingClasses, count: left } });
  const read = new Map<string, MappedClass>();
  return {
    id,
    problems,
    classes: new Map([...at].map(([renamed, { name }]) => [renamed, name])),
    classOf(renamed) {
      const known = read.get(renamed);
      if (known) return known;
      const place = at.get(renamed);
      if (!place) return null;
      const members = readMembers(decoder.decode(data.subarray(place.start, place.end)));
      const made = { name: place.name, ...members };
      read.set(renamed, made);
      return made;
    },
  };
}

// eslint-disable-next-line complexity -- one line format: each part of a member is there or not
function readMembers(text: string): Omit<MappedClass, 'name'> {
  const methods = new Map<string, MappedMethod[]>();
  const fields = new Map<string, string>();
  let last: MappedMethod | null = null;
  for (const line of text.split('\n')) {
    if (/^\s*#/.test(line)) {
      const residual = residualOf(line);
      if (residual !== null && last !== null) last.residual = residual;
      continue;
    }
    last = null;
    const [, from, to, result = '', said = '', parameters, renamed = ''] = MEMBER_LINE.exec(line) ?? [];
    if (!isName(renamed)) continue;
    if (parameters === undefined) {
      if (isName(said)) fields.set(renamed, said);
      continue;
    }
    const dot = said.lastIndexOf('.');
    const name = said.slice(dot + 1);
    const descriptor = descriptorOf(parameters.slice(1, -1), result);
    if (!isName(name) || descriptor === null || (dot >= 0 && !isName(said.slice(0, dot)))) continue;
    last = {
      of: dot < 0 ? null : said.slice(0, dot),
      name,
      descriptor,
      lines: from === undefined ? null : [Number(from), Number(to)],
      residual: null,
    };
    const list = methods.get(renamed);
    if (list) list.push(last);
    else methods.set(renamed, [last]);
  }
  return { methods, fields };
}

/** "(La;)V" of a comment that tells a method's descriptor in the package; null for every other comment. */
function residualOf(line: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(line.slice(line.indexOf('#') + 1));
  } catch {
    return null; // a remark in words
  }
  const { id, signature } = (value ?? {}) as { id?: unknown; signature?: unknown };
  return id === RESIDUAL && typeof signature === 'string' && signature.startsWith('(') ? signature : null;
}

const PRIMITIVES: ReadonlyMap<string, string> = new Map([
  ['void', 'V'],
  ['boolean', 'Z'],
  ['byte', 'B'],
  ['short', 'S'],
  ['char', 'C'],
  ['int', 'I'],
  ['long', 'J'],
  ['float', 'F'],
  ['double', 'D'],
]);

/** "(Lcom/a/B;[I)V" of "com.a.B,int[]" and "void"; null where a type is no type. */
function descriptorOf(parameters: string, result: string): string | null {
  const types = parameters === '' ? [] : parameters.split(',');
  const all = [...types, result].map(typeOf);
  if (all.some((type) => type === null)) return null;
  const returned = all.pop()!;
  return `(${all.join('')})${returned}`;
}

/** The class file format allows arrays of 255 dimensions. */
const MOST_DIMENSIONS = 255;

function typeOf(said: string): string | null {
  const name = said.replace(/(?:\[\])+$/, '');
  const dimensions = (said.length - name.length) / 2;
  if (!isName(name) || dimensions > MOST_DIMENSIONS) return null;
  return '['.repeat(dimensions) + (PRIMITIVES.get(name) ?? `L${name.replaceAll('.', '/')};`);
}
