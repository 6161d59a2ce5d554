// Signatures of methods and types, as far as a reader of calls needs them: how many values a call takes, whether it gives
// one, and which types a type or a list of arguments names (ECMA-335 II.23.2).
import { CODED } from './layout.js';
import { compressed, tokenOf } from './tables.js';

export interface Signature {
  isField: boolean;
  hasThis: boolean;
  parameters: number;
  returns: boolean;
}
const FIELD = 0x06;
const HAS_THIS = 0x20;
const EXPLICIT_THIS = 0x40;
const GENERIC = 0x10;
const VOID = 0x01;
const MODIFIERS = [0x1f, 0x20];
const MOST_DEPTH = 32;
const MOST_TYPES = 256;

export function signatureOf(blob: Uint8Array): Signature {
  const first = blob[0] ?? FIELD;
  if ((first & 0x0f) === FIELD) return { isField: true, hasThis: false, parameters: 0, returns: true };
  let at = 1;
  const next = (): number => {
    const item = compressed(blob, at);
    at = item?.next ?? blob.length;
    return item?.value ?? 0;
  };
  if ((first & GENERIC) !== 0) next();
  const parameters = next();
  while (MODIFIERS.includes(blob[at] ?? 0)) {
    at++;
    next();
  }
  const hasThis = (first & HAS_THIS) !== 0 && (first & EXPLICIT_THIS) === 0;
  return {
    isField: false,
    hasThis,
    parameters: Math.min(parameters, blob.length),
    returns: blob[at] !== VOID,
  };
}

/** Tokens of the types in a TypeSpec, the outermost first; empty for parameters of generics and simple types. */
export function typesOfSpec(blob: Uint8Array): number[] {
  const found: number[] = [];
  readType(blob, 0, found, 0);
  return found;
}

/** For each argument of a generic method, the tokens its type names. */
export function typesOfMethodSpec(blob: Uint8Array): number[] {
  const count = compressed(blob, 1);
  const found: number[] = [];
  let at = count?.next ?? blob.length;
  for (let left = count?.value ?? 0; left > 0 && at < blob.length && found.length < MOST_TYPES; left--)
    at = readType(blob, at, found, 0);
  return found;
}

/** @returns the offset behind the type; the end when it does not make sense */
// eslint-disable-next-line complexity -- one branch for each element type of the format (ECMA-335 II.23.2.12)
function readType(blob: Uint8Array, start: number, found: number[], depth: number): number {
  if (depth > MOST_DEPTH || found.length > MOST_TYPES) return blob.length;
  const kind = blob[start];
  const at = start + 1;
  switch (kind) {
    case undefined:
      return blob.length;
    case 0x0f: // pointer
    case 0x10: // by reference
    case 0x1d: // list
    case 0x45: // pinned
      return readType(blob, at, found, depth + 1);
    case 0x11: // value type
    case 0x12: // class
      return readToken(blob, at, found);
    case 0x13: // parameter of the type
    case 0x1e: // parameter of the method
      return compressed(blob, at)?.next ?? blob.length;
    case 0x15: {
      let next = readToken(blob, at + 1, found);
      const count = compressed(blob, next);
      next = count?.next ?? blob.length;
      for (let left = count?.value ?? 0; left > 0 && next < blob.length; left--)
        next = readType(blob, next, found, depth + 1);
      return next;
    }
    case 0x1f:
    case 0x20:
      return readType(blob, compressed(blob, at)?.next ?? blob.length, found, depth + 1);
    case 0x14: {
      let next = readType(blob, at, found, depth + 1);
      for (let part = 0; part < 3 && next < blob.length; part++) {
        const count = compressed(blob, next); // rank; then sizes and bounds
        next = count?.next ?? blob.length;
        if (part === 0) continue;
        for (let left = count?.value ?? 0; left > 0 && next < blob.length; left--)
          next = compressed(blob, next)?.next ?? blob.length;
      }
      return next;
    }
    case 0x1b:
      return blob.length; // pointer to a function: nothing of use follows
    default:
      return at;
  }
}

function readToken(blob: Uint8Array, at: number, found: number[]): number {
  const item = compressed(blob, at);
  if (!item) return blob.length;
  const table = CODED.TypeDefOrRef[item.value & 3];
  if (table !== undefined && item.value >>> 2 > 0) found.push(tokenOf(table, item.value >>> 2));
  return item.next;
}
