// What a few platform methods make of constants: strings put together, URIs parsed and extended, classes found by name.
// Everything else makes a result that is not known. Leaves registers to evaluate.ts.
import { latin1, readBase64 } from '../../bytes/base64.js';
import { readUtf8 } from '../../bytes/text.js';
import { descriptorOf } from '../names.js';
import type { Value } from './values.js';

/** `value` is the call's result; `receiver`, when given, replaces what the receiver's register holds. */
export interface CallOutcome {
  value: Value | null;
  receiver?: Value;
}

/** What builders and arrays made in the method hold. */
export interface Held {
  builderText(at: number): string | null;
  /** Elements of an array in order; null when one is not known, or there are too many. */
  items(value: Value | null): readonly (Value | null)[] | null;
}

const text = (value: string): Value => ({ kind: 'text', text: value, folded: true });
const plain = (value: Value | null | undefined): string | null =>
  value?.kind === 'text' ? value.text : value?.kind === 'number' ? String(value.number) : null;

const MODELLED = new Set([
  'Ljava/lang/String;',
  'Ljava/lang/StringBuilder;',
  'Ljava/lang/StringBuffer;',
  'Ljava/io/File;',
  'Landroid/util/Base64;',
  'Ljava/util/Base64$Decoder;',
  'Landroid/net/Uri;',
  'Landroid/net/Uri$Builder;',
  'Landroid/content/ContentUris;',
  'Ljava/lang/Class;',
  'Ljava/lang/ClassLoader;',
  'Ljava/lang/Integer;',
  'Ljava/lang/Long;',
  'Ljava/lang/Boolean;',
  'Ljava/util/Arrays;',
  'Landroid/content/Intent;',
]);
const FLUENT = /^(?:set|add|put|replace)[A-Z]|^createChooser$/;

/** True for classes of which some call has a known outcome. */
export function isModelled(cls: string): boolean {
  return MODELLED.has(cls);
}

/** @param args the receiver first for instance methods */
// eslint-disable-next-line complexity -- one case for each modelled class
export function modelCall(
  cls: string,
  name: string,
  args: readonly (Value | null)[],
  { builderText, items }: Held,
): CallOutcome | null {
  const first = args[0] ?? null;
  switch (cls) {
    case 'Ljava/lang/String;':
      return modelString(name, args, items);
    case 'Ljava/lang/StringBuilder;':
    case 'Ljava/lang/StringBuffer;':
      if (name === 'toString' && first?.kind === 'text') return { value: first };
      if ((name === 'toString' || name === 'reverse') && first?.kind === 'builder') {
        const whole = builderText(first.at);
        if (whole === null) return { value: null };
        return { value: text(name === 'reverse' ? [...whole].reverse().join('') : whole) };
      }
      return name === 'append' || name === 'insert' ? { value: first } : null;
    case 'Ljava/io/File;':
      return name === '<init>' ? modelFile(args) : null;
    case 'Landroid/util/Base64;':
    case 'Ljava/util/Base64$Decoder;':
      return name === 'decode' ? modelBase64(plain(cls.startsWith('Landroid') ? first : args[1])) : null;
    case 'Landroid/net/Uri;':
      return modelUri(name, args);
    case 'Landroid/net/Uri$Builder;':
      return modelUriBuilder(name, args);
    case 'Landroid/content/ContentUris;':
      return name === 'withAppendedId' ? { value: first } : null;
    case 'Ljava/lang/Class;':
      if (name === 'forName') {
        const wanted = plain(first);
        return wanted === null ? null : { value: { kind: 'class', type: descriptorOf(wanted) } };
      }
      if (/^get(?:Declared)?(?:Method|Field)$/.test(name)) {
        const member = memberOf(first, args[1]);
        return member === null ? null : { value: member };
      }
      return null;
    case 'Ljava/lang/ClassLoader;':
      if (name === 'loadClass') {
        const wanted = plain(args[1]);
        return wanted === null ? null : { value: { kind: 'class', type: descriptorOf(wanted) } };
      }
      return null;
    case 'Ljava/lang/Integer;':
    case 'Ljava/lang/Long;':
    case 'Ljava/lang/Boolean;':
      return name === 'valueOf' ? { value: first } : null;
    case 'Landroid/content/Intent;':
      // Setters hand the intent on; a chooser stands for what it lets choose.
      return FLUENT.test(name) ? { value: first } : null;
    case 'Ljava/util/Arrays;':
      return name === 'asList' ? { value: first } : null;
    default:
      return null;
  }
}

function memberOf(cls: Value | null, name: Value | null | undefined): Value | null {
  const wanted = plain(name);
  return cls?.kind === 'class' && wanted !== null ? { kind: 'member', type: cls.type, name: wanted } : null;
}

/** `new File(parent, child)` is one path, whoever joined it. */
function modelFile(args: readonly (Value | null)[]): CallOutcome | null {
  const [, parent, child] = args.map((value) => plain(value));
  if (parent === null || parent === undefined || child === null) return null;
  const path = child === undefined ? parent : `${parent.replace(/\/$/, '')}/${child.replace(/^\//, '')}`;
  return { value: null, receiver: text(path) };
}

/** The bytes as text of one character each; making a string of them reads them as UTF-8. */
function modelBase64(coded: string | null): CallOutcome | null {
  if (coded === null || coded.length > LONGEST_TEXT) return null;
  return { value: text(latin1(readBase64(coded))) };
}

/** Texts that stand for anything are short; longer ones are data, and a chain of joins must not grow without end. */
const LONGEST_TEXT = 4_096;

/** Bytes or characters of an array as text, or null. */
function textOf(items: readonly (Value | null)[] | null, bytes: boolean): string | null {
  if (items === null) return null;
  const codes: number[] = [];
  for (const item of items) {
    if (item?.kind !== 'number') return null;
    codes.push(item.number & (bytes ? 0xff : 0xffff));
  }
  return bytes ? readUtf8(Uint8Array.from(codes)) : String.fromCharCode(...codes);
}

/** String.format with what is known; null when a part is not. */
function formatted(pattern: string, parts: readonly (Value | null)[]): string | null {
  let next = 0;
  let whole = true;
  const out = pattern.replace(
    /%(?:(\d{1,2})\$)?([a-zA-Z%])/g,
    (_all, position: string | undefined, form: string) => {
      if (form === '%') return '%';
      if (form === 'n') return '\n';
      const part = plain(parts[position === undefined ? next++ : Number(position) - 1]);
      if (part === null || !/[sdS]/.test(form)) whole = false;
      return part ?? '';
    },
  );
  return whole && out.length <= LONGEST_TEXT ? out : null;
}

// eslint-disable-next-line complexity -- one case for each modelled method
function modelString(
  name: string,
  args: readonly (Value | null)[],
  items: Held['items'],
): CallOutcome | null {
  if (name === '<init>') {
    const bytes =
      args[1]?.kind === 'text'
        ? readUtf8(Uint8Array.from(args[1].text, (c) => c.charCodeAt(0) & 0xff))
        : null;
    const made = bytes ?? textOf(items(args[1] ?? null), isBytes(args[1] ?? null));
    return made === null ? null : { value: null, receiver: text(made) };
  }
  if (name === 'format') {
    const at = args.length > 2 ? 1 : 0; // a locale in front
    const pattern = plain(args[at]);
    const parts = items(args[at + 1] ?? null);
    const made = pattern === null || parts === null ? null : formatted(pattern, parts);
    return { value: made === null ? null : text(made) };
  }
  if (name === 'valueOf' && args[0]?.kind === 'array') {
    const made = textOf(items(args[0]), false);
    return { value: made === null ? null : text(made) };
  }
  const first = plain(args[0]);
  return first === null ? null : modelKnownString(name, first, args);
}

const isBytes = (value: Value | null): boolean => value?.kind !== 'array' || value.element !== 'C';

function modelKnownString(name: string, first: string, args: readonly (Value | null)[]): CallOutcome | null {
  const [second, third] = [plain(args[1]), plain(args[2])];
  switch (name) {
    case 'concat':
      return { value: second === null ? null : text((first + second).slice(0, LONGEST_TEXT)) };
    case 'replace':
      return { value: second === null || third === null ? null : replaced(first, args) };
    case 'substring':
      if (second === null || (args.length > 2 && third === null)) return null;
      return { value: text(first.slice(Number(second), third === null ? undefined : Number(third))) };
    case 'valueOf':
    case 'toString':
    case 'intern':
    case 'trim':
      return { value: args[0] ?? null };
    case 'getBytes':
    case 'toCharArray':
      return { value: text(first) };
    case 'toLowerCase':
      return { value: text(first.toLowerCase()) };
    case 'toUpperCase':
      return { value: text(first.toUpperCase()) };
    default:
      return null;
  }
}

/** replace(char, char) hands numbers over, replace(CharSequence, CharSequence) texts. */
function replaced(whole: string, args: readonly (Value | null)[]): Value | null {
  const [from, to] = [args[1], args[2]].map((value) =>
    value?.kind === 'number' ? String.fromCharCode(value.number & 0xffff) : plain(value),
  );
  if (!from || to === null || to === undefined) return null;
  const out = whole.replaceAll(from, to);
  return out.length > LONGEST_TEXT ? null : text(out);
}

function modelUri(name: string, args: readonly (Value | null)[]): CallOutcome | null {
  const first = args[0] ?? null;
  switch (name) {
    case 'parse': {
      const address = plain(first);
      if (first?.kind === 'parameter') return { value: first };
      return { value: address === null ? null : { kind: 'text', text: address, folded: isFolded(first) } };
    }
    case 'withAppendedPath': {
      const path = plain(args[1]);
      // Below a base that is a framework constant, the base says what is read.
      if (first?.kind !== 'text' || path === null) return { value: first };
      return { value: text(`${first.text.replace(/\/$/, '')}/${path.replace(/^\//, '')}`) };
    }
    case 'buildUpon': {
      if (first?.kind !== 'text') return { value: first };
      const match = /^([a-z]+):\/\/([^/]*)(.*)$/s.exec(first.text);
      if (!match) return { value: first };
      return { value: { kind: 'uri-builder', scheme: match[1]!, authority: match[2]!, path: match[3]! } };
    }
    case 'normalizeScheme':
      return { value: first };
    default:
      return null;
  }
}

const isFolded = (value: Value | null): boolean => value?.kind === 'text' && value.folded;

// eslint-disable-next-line complexity -- one case for each modelled method
function modelUriBuilder(name: string, args: readonly (Value | null)[]): CallOutcome | null {
  const builder = args[0] ?? null;
  // buildUpon() of a framework constant: whatever is appended, the constant says what is read.
  if (builder?.kind === 'field') return { value: builder };
  const empty: Value = { kind: 'uri-builder', scheme: '', authority: '', path: '' };
  const now = builder?.kind === 'uri-builder' ? builder : empty;
  if (builder?.kind !== 'uri-builder' && !(builder?.kind === 'object')) return null;
  const wanted = plain(args[1]);
  switch (name) {
    case 'scheme':
      return changed({ ...now, scheme: wanted ?? '' });
    case 'authority':
    case 'encodedAuthority':
      return changed({ ...now, authority: wanted ?? '' });
    case 'path':
    case 'encodedPath':
      return changed({ ...now, path: wanted === null ? '' : `/${wanted.replace(/^\//, '')}` });
    case 'appendPath':
    case 'appendEncodedPath':
      return changed({ ...now, path: wanted === null ? now.path : `${now.path}/${wanted}` });
    case 'build':
    case 'toString':
      return {
        value: now.authority === '' ? null : text(`${now.scheme || 'content'}://${now.authority}${now.path}`),
      };
    default:
      return changed(now);
  }
}

function changed(value: Value): CallOutcome {
  return { value, receiver: value };
}
