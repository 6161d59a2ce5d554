// XML of bundles (aapt.pb.XmlNode) to the same light tree that compiled XML becomes.
// Leaves what it means to the extractors.
import type { Limits } from '../../bytes/limits.js';
import { ParseError } from '../../bytes/parse-error.js';
import type { Odd } from '../../bytes/odd.js';
import type { Attribute, Element, XmlDocument } from '../resources/xml-tree.js';
import { readItem, textValue } from './item.js';
import { SOURCE_POSITION, XML_ATTRIBUTE, XML_ELEMENT, XML_NODE } from './layout.js';
import { findField, textOf, visitFields } from './wire.js';
import type { Message } from './wire.js';

/** True when the bytes can be an XmlNode that holds an element. */
export const isProtobufXml = (data: Uint8Array): boolean => data[0] === ((XML_NODE.element << 3) | 2);

/** Reads a document; throws ParseError when the bytes are no XmlNode with an element. */
export function readProtobufXml(data: Uint8Array, limits: Limits, odd: Odd): XmlDocument {
  const reader = new Reader(limits, odd);
  const node = reader.readNode({ data, base: 0 }, 0);
  if (node.element === null) throw new ParseError('protobuf/no-element', 0);
  return { root: node.element, whole: reader.whole };
}

class Reader {
  whole = true;
  private elements = 0;
  private attributes = 0;
  private readonly limits: Limits;
  private readonly odd: Odd;

  constructor(limits: Limits, odd: Odd) {
    this.limits = limits;
    this.odd = odd;
  }

  readNode(message: Message, depth: number): { element: Element | null; text: string } {
    let body: Message | null = null;
    let text = '';
    let line = 0;
    visitFields(message, ({ number, bytes }) => {
      if (bytes === null) return;
      if (number === XML_NODE.element) body = bytes;
      else if (number === XML_NODE.text) text = textOf(bytes);
      else if (number === XML_NODE.source) line = findField(bytes, SOURCE_POSITION.line)?.bits ?? 0;
    });
    if (body === null) return { element: null, text };
    if (depth >= this.limits.xmlDepth || ++this.elements > this.limits.xmlElements) {
      this.whole = false;
      const deep = depth >= this.limits.xmlDepth;
      this.odd(deep ? 'limit/xml-depth' : 'limit/xml-elements', message.base, {
        limit: deep ? this.limits.xmlDepth : this.limits.xmlElements,
      });
      return { element: null, text };
    }
    return { element: this.readElement(body, line, depth), text };
  }

  private readElement(message: Message, line: number, depth: number): Element {
    let namespace: string | null = null;
    let name = '';
    const attributes: Attribute[] = [];
    const children: Element[] = [];
    const texts: string[] = [];
    let length = 0;
    visitFields(message, ({ number, bytes }) => {
      if (bytes === null) return;
      if (number === XML_ELEMENT.name) name = textOf(bytes);
      else if (number === XML_ELEMENT.namespaceUri) namespace = textOf(bytes) || null;
      else if (number === XML_ELEMENT.attribute) {
        if (++this.attributes <= this.limits.xmlAttributes) attributes.push(readAttribute(bytes));
        else {
          if (this.whole) this.odd('limit/xml-attributes', bytes.base, { limit: this.limits.xmlAttributes });
          this.whole = false;
        }
      } else if (number === XML_ELEMENT.child) {
        const child = this.readNode(bytes, depth + 1);
        if (child.element !== null) children.push(child.element);
        else if (child.text.trim() !== '') {
          length += child.text.length;
          if (length <= this.limits.stringBytes) texts.push(child.text.trim());
          else this.odd('limit/string-bytes', bytes.base, { limit: this.limits.stringBytes });
        }
      }
    });
    return { name, namespace, attributes, children, text: texts.join(' '), line, offset: message.base };
  }
}

function readAttribute(message: Message): Attribute {
  let namespace: string | null = null;
  let name = '';
  let raw = '';
  let id = 0;
  let item: Message | null = null;
  visitFields(message, ({ number, bits, bytes }) => {
    if (number === XML_ATTRIBUTE.resourceId) id = bits;
    else if (bytes === null) return;
    else if (number === XML_ATTRIBUTE.namespaceUri) namespace = textOf(bytes) || null;
    else if (number === XML_ATTRIBUTE.name) name = textOf(bytes);
    else if (number === XML_ATTRIBUTE.value) raw = textOf(bytes);
    else if (number === XML_ATTRIBUTE.compiledItem) item = bytes;
  });
  const value = item === null ? null : readItem(item);
  return { namespace, name, id, value: value ?? textValue(raw), raw: value === null ? raw : null };
}
