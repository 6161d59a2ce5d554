// XML as text, from sources and decoded apps, to the same light tree that compiled XML becomes, with source lines.
// Document types and their entities are refused. Leaves what it means to the extractors.
import { platform } from '#platform';
import type { XMLParser as Parser } from 'fast-xml-parser';
import type { Limits } from '../../bytes/limits.js';
import { ParseError } from '../../bytes/parse-error.js';
import { readUtf16, readUtf8 } from '../../bytes/text.js';
import { DATA } from '../resources/layout.js';
import type { Odd } from '../../bytes/odd.js';
import type { Attribute, Element, Value, XmlDocument } from '../resources/xml-tree.js';

/** What a text document needs to become like a compiled one. */
export interface TextXmlNames {
  /** Resource id of an attribute; 0 when it has none. */
  attributeId(namespace: string | null, name: string): number;
  /** Value of a reference such as "@string/name", or null to keep the text. */
  reference(text: string): Value | null;
}

type Node = Record<string, unknown>;
const ATTRIBUTES = ':@';
const TEXT = '#text';
/** Start of a document's bytes that can be text: "<" after a byte order mark and white space. */
export function isTextXml(data: Uint8Array): boolean {
  if (isUtf16(data)) return true;
  let at = data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf ? 3 : 0;
  while (at < data.length && (data[at] === 0x20 || (data[at]! >= 0x09 && data[at]! <= 0x0d))) at++;
  return data[at] === 0x3c;
}
const isUtf16 = (data: Uint8Array): boolean => data[0] === 0xff && data[1] === 0xfe;

/** Reads a document; throws ParseError when the text is no XML or declares a document type. */
export function readTextXml(data: Uint8Array, limits: Limits, odd: Odd, names: TextXmlNames): XmlDocument {
  if (data.length > limits.stringBytes)
    throw new ParseError('limit/string-bytes', 0, { limit: limits.stringBytes });
  const text = (isUtf16(data) ? readUtf16(data.subarray(2)) : readUtf8(data)).replace(/^\ufeff/, '');
  const doctype = text.search(/<!(?:DOCTYPE|ENTITY)/i);
  if (doctype >= 0) throw new ParseError('xml/document-type', doctype);
  const fault = platform.xmlLibrary().XMLValidator.validate(text, { allowBooleanAttributes: false });
  if (fault !== true) {
    throw new ParseError('xml/malformed', 0, { reason: fault.err.code, line: fault.err.line });
  }
  return new Converter(text, limits, odd, names).convert(parse(text));
}

function parse(text: string): Node[] {
  const { XMLParser } = platform.xmlLibrary();
  const parser: Parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    captureMetaData: true,
    processEntities: false,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: true,
    ignoreDeclaration: true,
    ignorePiTags: true,
    maxNestedTags: 1_000,
  });
  try {
    return parser.parse(text) as Node[];
  } catch (error) {
    throw new ParseError('xml/malformed', 0, {
      reason: error instanceof Error ? error.message : '',
      line: 0,
    });
  }
}

class Converter {
  private readonly limits: Limits;
  private readonly odd: Odd;
  private readonly names: TextXmlNames;
  private readonly lineStarts: number[] = [0];
  private readonly meta: symbol;
  private elements = 0;
  private whole = true;

  constructor(text: string, limits: Limits, odd: Odd, names: TextXmlNames) {
    this.limits = limits;
    this.odd = odd;
    this.names = names;
    this.meta = platform.xmlLibrary().XMLParser.getMetaDataSymbol() as unknown as symbol;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.lineStarts.push(at + 1);
  }

  convert(nodes: readonly Node[]): XmlDocument {
    const roots = nodes.filter((node) => tagOf(node) !== null);
    if (roots.length === 0) throw new ParseError('xml/no-root', 0);
    if (roots.length > 1) this.odd('xml/several-roots', 0);
    const root = this.element(roots[0]!, new Map(), 0);
    if (root === null) throw new ParseError('xml/no-root', 0);
    return { root, whole: this.whole };
  }

  // eslint-disable-next-line complexity -- ceilings, namespaces and children of one element, which end each other
  private element(node: Node, outer: ReadonlyMap<string, string>, depth: number): Element | null {
    if (depth >= this.limits.xmlDepth || ++this.elements > this.limits.xmlElements) {
      this.whole = false;
      const deep = depth >= this.limits.xmlDepth;
      this.odd(deep ? 'limit/xml-depth' : 'limit/xml-elements', 0, {
        limit: deep ? this.limits.xmlDepth : this.limits.xmlElements,
      });
      return null;
    }
    const tag = tagOf(node)!;
    const given = (node[ATTRIBUTES] ?? {}) as Record<string, string>;
    const prefixes = withPrefixes(outer, given);
    const attributes: Attribute[] = [];
    for (const [key, text] of Object.entries(given)) {
      if (key === 'xmlns' || key.startsWith('xmlns:')) continue;
      attributes.push(this.attribute(key, unescape(String(text)), prefixes));
    }
    const children: Element[] = [];
    const texts: string[] = [];
    for (const child of node[tag] as Node[]) {
      if (tagOf(child) === null) {
        if (typeof child[TEXT] === 'string' && child[TEXT].trim() !== '')
          texts.push(unescape(child[TEXT].trim()));
        continue;
      }
      const element = this.element(child, prefixes, depth + 1);
      if (element !== null) children.push(element);
    }
    const { prefix, local } = split(tag);
    const start = (node as Record<symbol, { startIndex?: number } | undefined>)[this.meta]?.startIndex ?? 0;
    return {
      name: local,
      namespace: prefix === '' ? null : (prefixes.get(prefix) ?? prefix),
      attributes,
      children,
      text: texts.join(' '),
      line: this.lineOf(start),
      offset: start,
    };
  }

  private attribute(key: string, text: string, prefixes: ReadonlyMap<string, string>): Attribute {
    const { prefix, local } = split(key);
    const namespace = prefix === '' ? null : (prefixes.get(prefix) ?? prefix);
    const value = this.names.reference(text) ?? { type: DATA.string, data: 0, text };
    return { namespace, name: local, id: this.names.attributeId(namespace, local), value, raw: text };
  }

  private lineOf(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }
}

const tagOf = (node: Node): string | null =>
  Object.keys(node).find((key) => key !== ATTRIBUTES && key !== TEXT) ?? null;

const split = (name: string): { prefix: string; local: string } => {
  const colon = name.indexOf(':');
  return colon < 0
    ? { prefix: '', local: name }
    : { prefix: name.slice(0, colon), local: name.slice(colon + 1) };
};

function withPrefixes(
  outer: ReadonlyMap<string, string>,
  given: Record<string, string>,
): ReadonlyMap<string, string> {
  const declared = Object.entries(given).filter(([key]) => key.startsWith('xmlns:'));
  if (declared.length === 0) return outer;
  const inner = new Map(outer);
  for (const [key, uri] of declared) inner.set(key.slice(6), uri);
  return inner;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The five predefined entities and character references; anything else stays as written. */
function unescape(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES[name as string] ?? whole;
      const code = decimal === undefined ? parseInt(hex as string, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
