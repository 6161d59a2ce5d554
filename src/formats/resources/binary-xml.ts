// Compiled XML to a light tree, reading as ResXMLTree does (AOSP androidfw/ResourceTypes.cpp) and naming each oddity.
// Leaves references unresolved and gives no meaning to names.
import type { Limits } from '../../bytes/limits.js';
import { ParseError } from '../../bytes/parse-error.js';
import { View } from '../../bytes/view.js';
import { chunkError, chunkFault, readChunk } from './chunk.js';
import type { Chunk } from './chunk.js';
import { ATTRIBUTE, CDATA, CHUNK, DATA, ELEMENT, NODE, NO_STRING, TYPE, VALUE } from './layout.js';
import type { Odd } from '../../bytes/odd.js';
import { EMPTY_POOL, openStringPool } from './string-pool.js';
import type { StringPool } from './string-pool.js';
import { ANDROID_NS } from './xml-tree.js';
import type { Attribute, Element, Value, XmlDocument } from './xml-tree.js';

const HEADER_BYTES = CHUNK.bytes;

/** True when the bytes start like compiled XML (also with the type overwritten but a string pool following). */
export function isBinaryXml(data: Uint8Array): boolean {
  if (data.length < HEADER_BYTES + CHUNK.bytes) return false;
  return (data[0]! | (data[1]! << 8)) === TYPE.xml || (data[8] === TYPE.stringPool && data[9] === 0);
}

interface Open extends Element {
  attributes: Attribute[];
  children: Element[];
  text: string;
}

/** Which attributes to keep, by resource id and name: what is not wanted is neither decoded nor judged. */
export type AttributeFilter = (id: number, name: string) => boolean;

/**
 * Reads a document. Throws ParseError when there is no root element to be had. A break further on ends the reading
 * there: the tree so far is returned with `whole` false (Android refuses such a package; the facts still count).
 */
export function readBinaryXml(
  data: Uint8Array,
  limits: Limits,
  odd: Odd,
  wanted: AttributeFilter | null = null,
): XmlDocument {
  const file = new View(data);
  if (data.length < HEADER_BYTES) throw new ParseError('axml/too-short', 0, { bytes: data.length });
  const head = readChunk(file, 0);
  if (head.type !== TYPE.xml) {
    // ResXMLTree::init refuses this today; platforms up to Android 8 did not look at the type of a manifest.
    odd('axml/wrong-type', 0, { type: head.type });
    if (!isBinaryXml(data)) throw new ParseError('axml/not-binary-xml', 0, { type: head.type });
  }
  let end = head.size;
  if (head.size > data.length || head.size < head.headerSize) {
    odd('axml/size-wrong', CHUNK.size, { size: head.size, available: data.length });
    end = data.length;
  } else if (head.size < data.length)
    odd('axml/trailing-bytes', head.size, { bytes: data.length - head.size });
  let start = head.headerSize;
  if (start !== HEADER_BYTES) {
    odd('axml/header-size', CHUNK.headerSize, { headerSize: start });
    if (start < HEADER_BYTES || start >= end) start = HEADER_BYTES;
  }
  return new Reader(file.slice(0, end), limits, odd, wanted).read(start);
}

class Reader {
  private readonly view: View;
  private readonly limits: Limits;
  private readonly odd: Odd;
  private pool: StringPool = EMPTY_POOL;
  private mapAt = 0;
  private mapCount = 0;
  private readonly stack: Open[] = [];
  private root: Element | null = null;
  private elements = 0;
  private attributes = 0;
  private tooDeep = 0;
  private stopped = false;

  private readonly wanted: AttributeFilter | null;
  private readonly decided = new Map<number, boolean>(); // by index of the attribute's name

  constructor(view: View, limits: Limits, odd: Odd, wanted: AttributeFilter | null) {
    this.view = view;
    this.limits = limits;
    this.odd = odd;
    this.wanted = wanted;
  }

  read(start: number): XmlDocument {
    const first = this.findRoot(start);
    const whole = this.readNodes(first);
    if (this.root === null) throw new ParseError('axml/no-root', start);
    if (this.stack.length > 0)
      this.odd('axml/unclosed-element', this.view.length, { open: this.stack.length });
    return { root: this.root, whole };
  }

  /** The chunks before the first node: string pool, resource map, and whatever else Android steps over. */
  private findRoot(start: number): number {
    const { view, odd } = this;
    let at = start;
    let pools = 0;
    while (at + CHUNK.bytes <= view.length) {
      const chunk = readChunk(view, at);
      const fault = chunkFault(chunk, CHUNK.bytes, view.length);
      if (chunk.type >= TYPE.xmlFirst && chunk.type <= TYPE.xmlLast) return at;
      if (fault === 'beyond-end' || chunk.size < CHUNK.bytes)
        throw chunkError('axml/chunk-malformed', view, chunk, fault!);
      if (fault !== null) odd('axml/chunk-odd', at, { fault, type: chunk.type });
      if (chunk.type === TYPE.stringPool) {
        if (pools++ > 0) odd('axml/several-string-pools', at);
        this.pool = openStringPool(view, at, this.limits, odd);
      } else if (chunk.type === TYPE.resourceMap) {
        if (this.mapCount > 0) odd('axml/several-resource-maps', at);
        this.mapAt = at + chunk.headerSize;
        this.mapCount = Math.floor((chunk.size - chunk.headerSize) / 4);
      } else odd('axml/unknown-chunk', at, { type: chunk.type });
      at = chunk.end;
    }
    throw new ParseError('axml/no-root', view.base + at);
  }

  private readNodes(first: number): boolean {
    const { view, odd } = this;
    let at = first;
    try {
      while (at < view.length && !this.stopped) {
        const chunk = readChunk(view, at);
        const fault = chunkFault(chunk, NODE.bytes, view.length);
        if (this.root !== null && this.stack.length === 0 && this.tooDeep === 0) {
          if (fault === null && chunk.type === TYPE.endNamespace) {
            at = chunk.end;
            continue;
          }
          this.tellRest(chunk, fault === null);
          return true;
        }
        if (fault !== null) {
          odd('axml/node-malformed', at, { fault, type: chunk.type });
          return false;
        }
        this.readNode(chunk);
        at = chunk.end;
      }
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      odd(error.code, error.offset, error.args);
      return false;
    }
    return !this.stopped;
  }

  /** The platform's parsers stop at the root's end tag (PackageParser, ResXMLParser::next): told, never read. */
  private tellRest(chunk: Chunk, sound: boolean): void {
    const { view, odd } = this;
    const at = chunk.at + chunk.headerSize;
    if (sound && chunk.type === TYPE.startElement && at + ELEMENT.bytes <= view.length)
      odd('axml/several-roots', chunk.at, { element: this.stringAt(view.u32(at + ELEMENT.name)) ?? '' });
    else odd('axml/trailing-bytes', chunk.at, { bytes: view.length - chunk.at });
  }

  private readNode(chunk: Chunk): void {
    switch (chunk.type) {
      case TYPE.startElement:
        return this.startElement(chunk);
      case TYPE.endElement:
        return this.endElement(chunk);
      case TYPE.cdata:
        return this.characterData(chunk);
      case TYPE.startNamespace:
      case TYPE.endNamespace:
        return; // attributes carry their namespace's URI themselves
      default:
        this.odd('axml/unknown-chunk', chunk.at, { type: chunk.type });
    }
  }

  // eslint-disable-next-line complexity -- each field of a node that can lie has its own oddity
  private startElement(chunk: Chunk): void {
    const { view, odd, stack } = this;
    if (this.tooDeep > 0 || stack.length >= this.limits.xmlDepth) {
      if (this.tooDeep++ === 0) odd('limit/xml-depth', chunk.at, { limit: this.limits.xmlDepth });
      return;
    }
    if (++this.elements > this.limits.xmlElements) {
      odd('limit/xml-elements', chunk.at, { limit: this.limits.xmlElements });
      this.stopped = true;
      return;
    }
    const at = chunk.at + chunk.headerSize;
    const room = chunk.size - chunk.headerSize;
    const start = view.u16(at + ELEMENT.attributeStart);
    const size = view.u16(at + ELEMENT.attributeSize);
    const count = view.u16(at + ELEMENT.attributeCount);
    if (room < ELEMENT.bytes || start + size * count > room) {
      throw new ParseError('axml/attributes-beyond-node', view.base + chunk.at, { start, size, count, room });
    }
    if (size !== ATTRIBUTE.bytes && count > 0)
      odd('axml/attribute-size', at + ELEMENT.attributeSize, { size });
    if (start !== ELEMENT.bytes && count > 0)
      odd('axml/attribute-start', at + ELEMENT.attributeStart, { start });
    const attributes: Attribute[] = [];
    this.attributes += count;
    if (this.attributes > this.limits.xmlAttributes) {
      odd('limit/xml-attributes', chunk.at, { limit: this.limits.xmlAttributes });
      this.stopped = true;
      return;
    }
    for (let i = 0, from = at + start; i < count; i++, from += size) {
      if (this.wanted !== null && !this.isWanted(from)) continue;
      const attribute = this.readAttribute(from);
      if (attribute !== null) attributes.push(attribute);
    }
    checkOrder(attributes, chunk.at, odd);
    const element: Open = {
      name: this.stringAt(view.u32(at + ELEMENT.name)) ?? '',
      namespace: this.stringAt(view.u32(at + ELEMENT.ns)),
      attributes,
      children: [],
      text: '',
      line: view.u32(chunk.at + NODE.lineNumber),
      offset: chunk.at,
    };
    if (element.name === '') odd('axml/element-without-name', chunk.at);
    const parent = stack.at(-1);
    if (parent !== undefined) parent.children.push(element);
    else if (this.root === null) this.root = element;
    else odd('axml/several-roots', chunk.at, { element: element.name });
    stack.push(element);
  }

  private isWanted(at: number): boolean {
    if (at + ATTRIBUTE.bytes > this.view.length) return true; // to be told as cut
    const index = this.view.u32(at + ATTRIBUTE.name);
    let decision = this.decided.get(index);
    if (decision === undefined) {
      const id = index < this.mapCount ? this.view.u32(this.mapAt + index * 4) : 0;
      decision = this.wanted!(id, this.stringAt(index) ?? '');
      this.decided.set(index, decision);
    }
    return decision;
  }

  private readAttribute(at: number): Attribute | null {
    const { view, odd } = this;
    if (at + ATTRIBUTE.bytes > view.length) {
      odd('axml/attribute-cut', at);
      return null;
    }
    const nameIndex = view.u32(at + ATTRIBUTE.name);
    const id = nameIndex < this.mapCount ? view.u32(this.mapAt + nameIndex * 4) : 0;
    const namespace = this.stringAt(view.u32(at + ATTRIBUTE.ns));
    const name = this.stringAt(nameIndex) ?? '';
    if (id === 0 && namespace === ANDROID_NS) odd('axml/attribute-without-id', at, { name });
    if (id === 0 && name === '') odd('axml/attribute-without-name', at);
    if (id !== 0 && namespace !== ANDROID_NS && id >>> 24 === 1)
      odd('axml/attribute-namespace', at, { name });
    return {
      namespace,
      name,
      id,
      value: this.readValue(at + ATTRIBUTE.typedValue),
      raw: this.stringAt(view.u32(at + ATTRIBUTE.rawValue)),
    };
  }

  private readValue(at: number): Value {
    const { view, odd } = this;
    const size = view.u16(at + VALUE.size);
    if (size !== VALUE.bytes) odd('axml/value-size', at, { size });
    const type = view.u8(at + VALUE.dataType);
    const data = view.u32(at + VALUE.data);
    return { type, data, text: type === DATA.string ? this.stringAt(data) : null };
  }

  private stringAt(index: number): string | null {
    if (index === NO_STRING) return null;
    if (index >= this.pool.count) {
      this.odd('axml/string-index', 0, { index, count: this.pool.count });
      return null;
    }
    return this.pool.get(index);
  }

  private endElement(chunk: Chunk): void {
    if (this.tooDeep > 0) {
      this.tooDeep--;
      return;
    }
    const element = this.stack.pop();
    const name = this.stringAt(this.view.u32(chunk.at + chunk.headerSize + 4));
    // The platform counts depth and does not compare names.
    if (element === undefined) this.odd('axml/unexpected-end', chunk.at);
    else if (name !== element.name && element.name !== '') {
      this.odd('axml/end-name-differs', chunk.at, { start: element.name, end: name ?? '' });
    }
  }

  private characterData(chunk: Chunk): void {
    const at = chunk.at + chunk.headerSize;
    if (chunk.size - chunk.headerSize < CDATA.bytes) {
      throw new ParseError('axml/node-malformed', this.view.base + chunk.at, {
        fault: 'too-small',
        type: chunk.type,
      });
    }
    const element = this.stack.at(-1);
    const text = this.stringAt(this.view.u32(at + CDATA.data))?.trim();
    if (element === undefined || text === undefined || text === '') return;
    if (element.text.length + text.length > this.limits.stringBytes) {
      this.odd('limit/string-bytes', chunk.at, { limit: this.limits.stringBytes });
    } else element.text = element.text === '' ? text : `${element.text} ${text}`;
  }
}

/** The platform may not see an attribute whose id follows a greater one, and takes the first of two. */
function checkOrder(attributes: readonly Attribute[], offset: number, odd: Odd): void {
  let highest = 0;
  for (const { id, name } of attributes) {
    if (id === 0) continue;
    if (id === highest) odd('axml/attribute-repeated', offset, { name });
    else if (id < highest) odd('axml/attributes-unsorted', offset, { name });
    else highest = id;
  }
}
