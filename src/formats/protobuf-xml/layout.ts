// Field numbers of the messages in bundles, as in AOSP tools/aapt2/Resources.proto and Configuration.proto.
// Nothing here reads.

export const XML_NODE = { element: 1, text: 2, source: 3 } as const;
export const SOURCE_POSITION = { line: 1 } as const;
export const XML_ELEMENT = { namespaceUri: 2, name: 3, attribute: 4, child: 5 } as const;
export const XML_ATTRIBUTE = { namespaceUri: 1, name: 2, value: 3, resourceId: 5, compiledItem: 6 } as const;

export const TABLE = { package: 2 } as const;
export const PACKAGE = { id: 1, name: 2, type: 3 } as const;
export const TYPE = { id: 1, name: 2, entry: 3 } as const;
export const ENTRY = { id: 1, name: 2, configValue: 6 } as const;
/** PackageId, TypeId, EntryId, Boolean: a message around one number. */
export const WRAPPED = { value: 1 } as const;
export const CONFIG_VALUE = { config: 1, value: 2 } as const;
export const VALUE = { item: 4, compound: 5 } as const;
export const ITEM = {
  reference: 1,
  text: 2,
  rawText: 3,
  styledText: 4,
  file: 5,
  id: 6,
  primitive: 7,
} as const;
export const REFERENCE = { type: 1, id: 2, dynamic: 5, attributeType: 1 } as const;
/** String, RawString, StyledString, FileReference: the text is field 1. */
export const TEXT = { value: 1 } as const;
export const PRIMITIVE = {
  null: 1,
  empty: 2,
  float: 3,
  intDecimal: 6,
  intHexadecimal: 7,
  boolean: 8,
  colorArgb8: 9,
  colorRgb8: 10,
  colorArgb4: 11,
  colorRgb4: 12,
  dimension: 13,
  fraction: 14,
} as const;
export const COMPOUND = { style: 2, array: 4, plural: 5 } as const;
export const STYLE = { parent: 1, entry: 3, entryKey: 3, entryItem: 4 } as const;
export const ARRAY = { element: 1, elementItem: 3 } as const;
export const PLURAL = { entry: 1, entryArity: 3, entryItem: 4 } as const;
export const CONFIGURATION = { mcc: 1, locale: 3, sdkVersion: 24, product: 25 } as const;
