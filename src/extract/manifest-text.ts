// The manifest as XML text, for people and evidence packs: what the file says, references left as they are.
// A view of the document, not a fact; leaves meaning to manifest.ts.
import type { Limits } from '../bytes/limits.js';
import { valueText } from '../formats/resources/value.js';
import type { Attribute, Element } from '../formats/resources/xml-tree.js';
import { ANDROID_NS } from '../formats/resources/xml-tree.js';
import type { Package } from '../package/package.js';
import { MANIFEST, openDocument } from './open-documents.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};
/** XML 1.0 has no way to write other control characters; they are shown as the replacement character. */
const escape = (text: string): string =>
  text.replace(/[&<>"\n\t]/g, (c) => ENTITIES[c]!).replace(/[\u0000-\u001f\ufffe\uffff]/g, '\ufffd');
/** Names come from the package too; what is no XML name is made one. */
const nameOf = (name: string): string => {
  const safe = name.replace(/[^\p{L}\p{N}._-]/gu, '_');
  return /^[\p{L}_]/u.test(safe) ? safe : `_${safe}`;
};

/** The text of the base's manifest, or null when it cannot be read. */
export function manifestText(pkg: Package, limits: Limits): string | null {
  const base = pkg.parts[0];
  if (!base?.has(MANIFEST)) return null;
  const { document } = openDocument(pkg, base, MANIFEST, limits, () => {});
  if (document === null) return null;
  const prefixes = new Map<string, string>([[ANDROID_NS, 'android']]);
  const lines: string[] = [];
  const attributeText = (attribute: Attribute): string => {
    const { namespace } = attribute;
    if (namespace !== null && namespace !== '' && !prefixes.has(namespace))
      prefixes.set(namespace, `ns${prefixes.size}`);
    const prefix = namespace === null || namespace === '' ? '' : `${prefixes.get(namespace)!}:`;
    const value = attribute.raw ?? valueText(attribute.value) ?? '';
    return ` ${prefix}${nameOf(attribute.name)}="${escape(value)}"`;
  };
  const visit = (element: Element, indent: string): void => {
    const name = nameOf(element.name);
    const open = `${indent}<${name}${element.attributes.map(attributeText).join('')}`;
    if (element.children.length === 0 && element.text === '') {
      lines.push(`${open}/>`);
      return;
    }
    lines.push(`${open}>${escape(element.text)}`);
    for (const child of element.children) visit(child, `${indent}  `);
    lines.push(`${indent}</${name}>`);
  };
  visit(document.root, '');
  const [first = '', ...rest] = lines;
  const spaces = [...prefixes].map(([uri, prefix]) => ` xmlns:${prefix}="${escape(uri)}"`).join('');
  const head = first.replace(/^<[^\s/>]+/, (start) => start + spaces);
  const note = document.whole ? '' : '\n<!-- the document was damaged and is cut off here -->';
  return `<?xml version="1.0" encoding="utf-8"?>\n${[head, ...rest].join('\n')}${note}\n`;
}
