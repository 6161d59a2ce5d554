// Just enough DER (X.690) to walk PKCS#7 and the outside of a certificate. BER's indefinite length is taken where
// signing tools wrote it. Leaves the inside of certificates to node:crypto.
import { ParseError } from '../../bytes/parse-error.js';
import type { View } from '../../bytes/view.js';

export interface Der {
  tag: number;
  /** Start of the header, start of the contents, end of the contents, within the view. */
  at: number;
  body: number;
  end: number;
}

const MAX_DEPTH = 32;

/** Reads one element's header. Throws ParseError when it does not fit. */
export function readDer(view: View, at: number, limit: number, depth = 0): Der {
  if (depth > MAX_DEPTH) throw new ParseError('signing/bad-der', view.base + at);
  const tag = view.u8(at);
  const first = view.u8(at + 1);
  if (first < 0x80) return bounded(view, { tag, at, body: at + 2, end: at + 2 + first }, limit);
  const count = first & 0x7f;
  if (count === 0) {
    // indefinite: runs to the two zero bytes that close it
    let next = at + 2;
    while (!(view.u8(next) === 0 && view.u8(next + 1) === 0)) {
      const inner = readDer(view, next, limit, depth + 1);
      next = inner.end + (isIndefinite(view, inner) ? 2 : 0);
    }
    return bounded(view, { tag, at, body: at + 2, end: next }, limit);
  }
  if (count > 4) throw new ParseError('signing/bad-der', view.base + at);
  let length = 0;
  for (let index = 0; index < count; index++) length = length * 256 + view.u8(at + 2 + index);
  return bounded(view, { tag, at, body: at + 2 + count, end: at + 2 + count + length }, limit);
}

const isIndefinite = (view: View, der: Der): boolean => view.u8(der.at + 1) === 0x80;

function bounded(view: View, der: Der, limit: number): Der {
  if (der.end > limit || der.end > view.length) throw new ParseError('signing/bad-der', view.base + der.at);
  return der;
}

/** The elements inside a constructed one. */
export function childrenOf(view: View, parent: Der): Der[] {
  const children: Der[] = [];
  let at = parent.body;
  while (at < parent.end) {
    const child = readDer(view, at, parent.end);
    children.push(child);
    at = child.end + (isIndefinite(view, child) ? 2 : 0);
  }
  return children;
}

/** Dotted text of an object identifier. */
export function readOid(view: View, der: Der): string {
  const bytes = view.bytes(der.body, der.end - der.body);
  const parts: number[] = [];
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    if (parts.length === 0)
      parts.push(Math.min(2, Math.floor(value / 40)), value - 40 * Math.min(2, Math.floor(value / 40)));
    else parts.push(value);
    value = 0;
  }
  return parts.join('.');
}
