// Canonical JSON text (keys sorted, no white space) and its SHA-256: the identity of plain data.
// Leaves reading and writing of files to others.
import { sha256OfText } from '../platform/sha256.js';

/** JSON with object keys in code-unit order; equal data gives equal text. Undefined properties are left out. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) {
    return '[' + value.map((item) => (item === undefined ? 'null' : canonicalText(item))).join(',') + ']';
  }
  if (value !== null && typeof value === 'object') {
    const record = value as Record<string, unknown>;
    const parts: string[] = [];
    for (const key of Object.keys(record).sort()) {
      if (record[key] !== undefined) parts.push(JSON.stringify(key) + ':' + canonicalText(record[key]));
    }
    return '{' + parts.join(',') + '}';
  }
  return JSON.stringify(value);
}

/** SHA-256 of the text as UTF-8, lower-case hex. */
export function hashText(text: string): string {
  return sha256OfText(text);
}
