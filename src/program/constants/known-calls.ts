// What a few platform methods make of constants: strings put together, URIs parsed and extended, classes found by name.
// Everything else makes a result that is not known. Leaves registers to evaluate.ts.
import { descriptorOf } from '../names.js';
import type { Value } from './values.js';

/** `value` is the call's result; `receiver`, when given, replaces what the receiver's register holds. */
export interface CallOutcome {
  value: Value | null;
  receiver?: Value;
}

const text = (value: string): Value => ({ kind: 'text', text: value, folded: true });
const plain = (value: Value | null | undefined): string | null =>
  value?.kind === 'text' ? value.text : value?.kind === 'number' ? String(value.number) : null;

const MODELLED = new Set([
  'Ljava/lang/String;',
  'Ljava/lang/StringBuilder;',
  'Ljava/lang/StringBuffer;',
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
export function modelCall(
  cls: string,
  name: string,
  args: readonly (Value | null)[],
  builderText: (at: number) => string | null,
): CallOutcome | null {
  const first = args[0] ?? null;
  switch (cls) {
    case 'Ljava/lang/String;':
      return modelString(name, args);
    case 'Ljava/lang/StringBuilder;':
    case 'Ljava/lang/StringBuffer;':
      if (name === 'toString' && first?.kind === 'builder') {
        const whole = builderText(first.at);
        return { value: whole === null ? null : text(whole) };
      }
      return name === 'append' || name === 'insert' ? { value: first } : null;
    case 'Landroid/net/Uri;':
      return modelUri(name, args);
    case 'Landroid/net/Uri$Builder;':
      return modelUriBuilder(name, args);
    case 'Landroid/content/ContentUris;':
      return name === 'withAppendedId' ? { value: first } : null;
    case 'Ljava/lang/Class;':
      if (name === 'forName') {
        const wanted = plain(first);
        return { value: wanted === null ? null : { kind: 'class', type: descriptorOf(wanted) } };
      }
      if (name === 'getMethod' || name === 'getDeclaredMethod') return { value: memberOf(first, args[1]) };
      return null;
    case 'Ljava/lang/ClassLoader;':
      if (name === 'loadClass') {
        const wanted = plain(args[1]);
        return { value: wanted === null ? null : { kind: 'class', type: descriptorOf(wanted) } };
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

function modelString(name: string, args: readonly (Value | null)[]): CallOutcome | null {
  const first = plain(args[0]);
  if (first === null) return null;
  switch (name) {
    case 'concat': {
      const second = plain(args[1]);
      return { value: second === null ? null : text(first + second) };
    }
    case 'valueOf':
    case 'toString':
    case 'intern':
    case 'trim':
      return { value: args[0] ?? null };
    case 'toLowerCase':
      return { value: text(first.toLowerCase()) };
    default:
      return null;
  }
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
