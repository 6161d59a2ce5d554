// A distinguished name as text (RFC 4514): "CN=Android Debug, O=Android, C=US", most specific first, as apksigner prints it.
// Leaves comparing names to pkcs7.ts.
import { readUtf8 } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { childrenOf, readOid, type Der } from './der.js';
import { DER, NAME_TYPES } from './layout.js';

/** Relative names last to first, joined by commas; several attributes in one by plus signs. */
export function nameText(view: View, name: Der): string {
  return childrenOf(view, name)
    .map((relative) =>
      childrenOf(view, relative)
        .map((attribute) => attributeText(view, attribute))
        .join(' + '),
    )
    .reverse()
    .join(', ');
}

function attributeText(view: View, attribute: Der): string {
  const [type, value] = childrenOf(view, attribute);
  if (type === undefined || value === undefined) return '';
  const dotted = readOid(view, type);
  return `${NAME_TYPES[dotted] ?? dotted}=${escaped(stringOf(view, value))}`;
}

/** The string types of X.520: in two or four bytes a character, in UTF-8, else one byte each. */
function stringOf(view: View, { tag, body, end }: Der): string {
  if (tag === DER.utf8String) return readUtf8(view.bytes(body, end - body));
  const width = tag === DER.bmpString ? 2 : tag === DER.universalString ? 4 : 1;
  let text = '';
  for (let at = body; at + width <= end; at += width) {
    let code = 0;
    for (let i = 0; i < width; i++) code = code * 256 + view.u8(at + i);
    text += code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
  }
  return text;
}

/** What separates names is escaped, and so are control characters, so that no certificate can forge another line. */
function escaped(text: string): string {
  return text
    .replace(/[,+"\\<>;]/g, '\\$&')
    .replace(/^[ #]| $/g, '\\$&')
    .replace(
      /[\u0000-\u001f\u007f]/g,
      (c) => `\\${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    );
}
