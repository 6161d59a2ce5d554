// Offsets and constants of the compiled resource formats, named as in AOSP androidfw/ResourceTypes.h.
// Offsets count from the start of the chunk named; nothing here reads.

/** ResChunk_header */
export const CHUNK = { type: 0, headerSize: 2, size: 4, bytes: 8 } as const;

export const TYPE = {
  stringPool: 0x0001,
  table: 0x0002,
  xml: 0x0003,
  xmlFirst: 0x0100,
  startNamespace: 0x0100,
  endNamespace: 0x0101,
  startElement: 0x0102,
  endElement: 0x0103,
  cdata: 0x0104,
  xmlLast: 0x017f,
  resourceMap: 0x0180,
  tablePackage: 0x0200,
  tableType: 0x0201,
  tableTypeSpec: 0x0202,
  tableLibrary: 0x0203,
  overlayable: 0x0204,
  overlayablePolicy: 0x0205,
  stagedAlias: 0x0206,
  flagList: 0x0207,
  flagged: 0x0208,
} as const;

/** ResStringPool_header */
export const POOL = {
  stringCount: 8,
  styleCount: 12,
  flags: 16,
  stringsStart: 20,
  stylesStart: 24,
  bytes: 28,
  utf8Flag: 1 << 8,
} as const;

/** ResXMLTree_node, then from the end of its header ResXMLTree_attrExt, _endElementExt or _cdataExt. */
export const NODE = { lineNumber: 8, comment: 12, bytes: 16 } as const;
export const ELEMENT = {
  ns: 0,
  name: 4,
  attributeStart: 8,
  attributeSize: 10,
  attributeCount: 12,
  bytes: 20,
} as const;
export const ATTRIBUTE = { ns: 0, name: 4, rawValue: 8, typedValue: 12, bytes: 20 } as const;
export const CDATA = { data: 0, typedData: 4, bytes: 12 } as const;

/** Res_value */
export const VALUE = { size: 0, res0: 2, dataType: 3, data: 4, bytes: 8 } as const;
export const DATA = {
  null: 0x00,
  reference: 0x01,
  attribute: 0x02,
  string: 0x03,
  float: 0x04,
  dimension: 0x05,
  fraction: 0x06,
  dynamicReference: 0x07,
  dynamicAttribute: 0x08,
  intDec: 0x10,
  intHex: 0x11,
  intBoolean: 0x12,
  intColorArgb8: 0x1c,
  intColorRgb8: 0x1d,
  intColorArgb4: 0x1e,
  intColorRgb4: 0x1f,
  firstInt: 0x10,
  lastInt: 0x1f,
} as const;
/** Res_value::DATA_NULL_EMPTY: @empty rather than @null. */
export const DATA_NULL_EMPTY = 1;

/** ResTable_header */
export const TABLE = { packageCount: 8, bytes: 12 } as const;
/** ResTable_package; typeIdOffset came later than the rest, so older tables end before it. */
export const PACKAGE = {
  id: 8,
  name: 12,
  nameUnits: 128,
  typeStrings: 268,
  keyStrings: 276,
  typeIdOffset: 284,
  minBytes: 284,
  bytes: 288,
} as const;
/** ResTable_typeSpec */
export const SPEC = { id: 8, entryCount: 12, bytes: 16 } as const;
/** ResTable_type */
export const TYPE_CHUNK = {
  id: 8,
  flags: 9,
  entryCount: 12,
  entriesStart: 16,
  config: 20,
  minBytes: 24,
  flagSparse: 1,
  flagOffset16: 2,
  noEntry: 0xffffffff,
  noEntry16: 0xffff,
} as const;
/** ResTable_entry, ResTable_map_entry, ResTable_map */
export const ENTRY = {
  size: 0,
  flags: 2,
  key: 4,
  parent: 8,
  count: 12,
  bytes: 8,
  mapBytes: 16,
  flagComplex: 0x0001,
  flagCompact: 0x0008,
  compactKey: 0,
  compactData: 4,
} as const;
export const MAP = { name: 0, value: 4, bytes: 12 } as const;
/** ResTable_config; every field after `size` may be missing in older or smaller structures. */
export const CONFIG = {
  size: 0,
  mcc: 4,
  mnc: 6,
  language: 8,
  country: 10,
  orientation: 12,
  touchscreen: 13,
  density: 14,
  keyboard: 16,
  navigation: 17,
  inputFlags: 18,
  grammar: 19,
  screenWidth: 20,
  screenHeight: 22,
  sdkVersion: 24,
  minorVersion: 26,
  screenLayout: 28,
  uiMode: 29,
  smallestWidth: 30,
  widthDp: 32,
  heightDp: 34,
  script: 36,
  variant: 40,
  screenLayout2: 48,
  colorMode: 49,
  numbering: 52,
} as const;
/** ResTable_lib_header and _lib_entry */
export const LIBRARY = { count: 8, headerBytes: 12, packageId: 0, packageName: 4, entryBytes: 260 } as const;
/** ResTable_staged_alias_header and _entry */
export const ALIAS = { count: 8, headerBytes: 12, staged: 0, finalized: 4, entryBytes: 8 } as const;

/** ResStringPool_ref index of "no string". */
export const NO_STRING = 0xffffffff;
