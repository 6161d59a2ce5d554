// Typed values as text and numbers, as android.util.TypedValue.coerceToString writes them.
// Leaves following references to resolve.ts.
import { DATA, DATA_NULL_EMPTY } from './layout.js';
import type { Value } from './xml-tree.js';

const RADIX = [1 / 256, 1 / 32_768, 1 / 8_388_608, 1 / 2_147_483_648]; // complex numbers: mantissa << 8, four radixes
const DIMENSIONS = ['px', 'dip', 'sp', 'pt', 'in', 'mm'];
const FRACTIONS = ['%', '%p'];

const hex8 = (n: number): string => (n >>> 0).toString(16).padStart(8, '0');

/** "@0x7f010203", the form used wherever a reference stays unresolved. */
export const referenceText = (id: number): string => `@0x${hex8(id)}`;

const floatOf = (bits: number): number => {
  const words = new Uint32Array([bits]);
  return new Float32Array(words.buffer)[0]!;
};
const shortFloat = (value: number): string =>
  Number.isInteger(value) ? value.toFixed(1) : String(Math.fround(value));
const complex = (data: number): number => ((data & 0xffffff00) | 0) * RADIX[(data >> 4) & 3]!;

/** Text of a value; null for @null and for nothing. References and attributes come as "@0x…" and "?0x…". */
export function valueText(value: Value): string | null {
  const { type, data } = value;
  switch (type) {
    case DATA.null:
      return data === DATA_NULL_EMPTY ? '' : null;
    case DATA.string:
      return value.text;
    case DATA.reference:
    case DATA.dynamicReference:
      return data === 0 ? null : referenceText(data);
    case DATA.attribute:
    case DATA.dynamicAttribute:
      return `?0x${hex8(data)}`;
    case DATA.float:
      return shortFloat(floatOf(data));
    case DATA.dimension:
      return shortFloat(complex(data)) + (DIMENSIONS[data & 0xf] ?? '');
    case DATA.fraction:
      return shortFloat(complex(data) * 100) + (FRACTIONS[data & 0xf] ?? '');
    case DATA.intHex:
      return `0x${(data >>> 0).toString(16)}`;
    case DATA.intBoolean:
      return data !== 0 ? 'true' : 'false';
    default:
      if (type >= DATA.intColorArgb8 && type <= DATA.intColorRgb4) return `#${hex8(data)}`;
      if (type >= DATA.firstInt && type <= DATA.lastInt) return String(data | 0);
      return null;
  }
}

/**
 * An integer as TypedArray.getInt gives it: any of the integer types, or a string that Integer.decode-like reading
 * accepts (XmlUtils.convertValueToInt); null otherwise.
 */
export function valueInt(value: Value): number | null {
  if (value.type >= DATA.firstInt && value.type <= DATA.lastInt) return value.data | 0;
  if (value.type !== DATA.string || value.text === null) return null;
  const match = /^([+-]?)(0[xX]|#|0(?=[0-7]))?([0-9a-fA-F]+)$/.exec(value.text);
  if (match === null) return null;
  const base = match[2] === undefined ? 10 : match[2] === '0' ? 8 : 16;
  const digits = match[3]!;
  if (base === 10 && /[a-fA-F]/.test(digits)) return null;
  if (base === 8 && /[^0-7]/.test(digits)) return null;
  const number = parseInt(digits, base);
  return Number.isSafeInteger(number) ? (match[1] === '-' ? -number : number) | 0 : null;
}

/** A boolean as TypedArray.getBoolean gives it: non-zero integers and the words true, TRUE, 1 (XmlUtils). */
export function valueBool(value: Value): boolean | null {
  if (value.type >= DATA.firstInt && value.type <= DATA.lastInt) return value.data !== 0;
  if (value.type === DATA.string && value.text !== null) {
    return value.text === '1' || value.text === 'true' || value.text === 'TRUE';
  }
  return null;
}
