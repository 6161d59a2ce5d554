// Items: the values of attributes and resources in bundles, as the typed values that compiled resources hold.
// Leaves messages around them to xml.ts and table.ts.
import { DATA, DATA_NULL_EMPTY } from '../resources/layout.js';
import type { Value } from '../resources/xml-tree.js';
import { ITEM, PRIMITIVE, REFERENCE, TEXT, WRAPPED } from './layout.js';
import { findField, textOf, visitFields } from './wire.js';
import type { Message } from './wire.js';

const typed = (type: number, data: number): Value => ({ type, data: data >>> 0, text: null });
export const textValue = (text: string): Value => ({ type: DATA.string, data: 0, text });

/** Value of an Item message; null when it holds none that has a value (ids, unknown kinds). */
export function readItem(message: Message): Value | null {
  let value: Value | null = null;
  visitFields(message, ({ number, bytes }) => {
    if (bytes === null) return;
    if (number === ITEM.reference) value = readReference(bytes);
    else if (number === ITEM.primitive) value = readPrimitive(bytes);
    else if (
      number === ITEM.text ||
      number === ITEM.rawText ||
      number === ITEM.styledText ||
      number === ITEM.file
    ) {
      value = textValue(textOf(findField(bytes, TEXT.value)?.bytes ?? null));
    } else if (number === ITEM.id) value = typed(DATA.intBoolean, 0);
  });
  return value;
}

export function readReference(message: Message): Value {
  let id = 0;
  let attribute = false;
  let dynamic = false;
  visitFields(message, ({ number, bits, bytes }) => {
    if (number === REFERENCE.id) id = bits;
    else if (number === REFERENCE.type) attribute = bits === REFERENCE.attributeType;
    else if (number === REFERENCE.dynamic && bytes !== null) {
      dynamic = (findField(bytes, WRAPPED.value)?.bits ?? 0) !== 0;
    }
  });
  if (attribute) return typed(dynamic ? DATA.dynamicAttribute : DATA.attribute, id);
  return typed(dynamic ? DATA.dynamicReference : DATA.reference, id);
}

const PRIMITIVES: Readonly<Record<number, number>> = {
  [PRIMITIVE.float]: DATA.float,
  [PRIMITIVE.intDecimal]: DATA.intDec,
  [PRIMITIVE.intHexadecimal]: DATA.intHex,
  [PRIMITIVE.colorArgb8]: DATA.intColorArgb8,
  [PRIMITIVE.colorRgb8]: DATA.intColorRgb8,
  [PRIMITIVE.colorArgb4]: DATA.intColorArgb4,
  [PRIMITIVE.colorRgb4]: DATA.intColorRgb4,
  [PRIMITIVE.dimension]: DATA.dimension,
  [PRIMITIVE.fraction]: DATA.fraction,
};

function readPrimitive(message: Message): Value | null {
  let value: Value | null = null;
  visitFields(message, ({ number, bits }) => {
    const type = PRIMITIVES[number];
    if (type !== undefined) value = typed(type, bits);
    else if (number === PRIMITIVE.boolean) value = typed(DATA.intBoolean, bits !== 0 ? 0xffffffff : 0);
    else if (number === PRIMITIVE.null) value = typed(DATA.null, 0);
    else if (number === PRIMITIVE.empty) value = typed(DATA.null, DATA_NULL_EMPTY);
  });
  return value;
}
