// The light tree that every kind of XML becomes: binary, protocol buffer or text. One manifest reader serves all.
// Leaves where the tree comes from to the readers and what it means to the extractors.
import { DATA } from './layout.js';

/** A value as Res_value has it. `text` is set for strings only; `raw` is the source text when it was kept. */
export interface Value {
  readonly type: number; // one of DATA
  readonly data: number; // 32 bits, unsigned; for a reference the resource id
  readonly text: string | null;
}
export interface Attribute {
  readonly namespace: string | null;
  readonly name: string;
  /** Resource id of the attribute's name; 0 when the document gives none. */
  readonly id: number;
  readonly value: Value;
  readonly raw: string | null;
}
export interface Element {
  readonly name: string;
  readonly namespace: string | null;
  readonly attributes: readonly Attribute[];
  readonly children: readonly Element[];
  /** Character data directly inside, trimmed and joined. */
  readonly text: string;
  readonly line: number; // source line, 0 when unknown
  readonly offset: number; // byte offset of the chunk within the entry, 0 for text
}
export interface XmlDocument {
  readonly root: Element;
  /** Whether everything up to the end could be read. */
  readonly whole: boolean;
}

export const ANDROID_NS = 'http://schemas.android.com/apk/res/android';

/**
 * The attribute that the platform finds for a resource id. It walks attributes and wanted ids side by side, both
 * ascending (AttributeResolution.cpp, RetrieveAttributes), so an attribute after a greater id is not seen. We prefer
 * the one it sees and fall back to the first with that id; the reader has named the disorder.
 */
export function attributeById(element: Element, id: number): Attribute | null {
  let first: Attribute | null = null;
  let highest = 0;
  for (const attribute of element.attributes) {
    if (attribute.id === id) {
      if (highest < id) return attribute;
      first ??= attribute;
    }
    if (attribute.id > highest) highest = attribute.id;
  }
  return first;
}

/** An attribute without namespace, by name: "package", "split", or anything in files that have no resource ids. */
export function attributeByName(
  element: Element,
  name: string,
  namespace: string | null = null,
): Attribute | null {
  for (const attribute of element.attributes) {
    if (attribute.name === name && (attribute.namespace ?? null) === namespace) return attribute;
  }
  return null;
}

export const isReference = (value: Value): boolean =>
  value.type === DATA.reference || value.type === DATA.dynamicReference;
