// One small DEX file, laid out so plainly that every field can be found and spoiled: class Lcom/example/app/Main;
// whose onCreate calls LocationManager.getLastKnownLocation and TelephonyManager.getDeviceId.
// Layout: source.android.com/docs/core/runtime/dex-format. Leaves general building of DEX to test/support.
import { createHash } from 'node:crypto';
import { Out } from '../support/zip.js';
import { mutf8, uleb128 } from '../support/leb128.js';

export const MAIN = 'Lcom/example/app/Main;';
export const LOCATION_CALL = 'Landroid/location/LocationManager;->getLastKnownLocation';
export const DEVICE_CALL = 'Landroid/telephony/TelephonyManager;->getDeviceId';

/** Sorted by UTF-16 code units, as the format demands. */
const STRINGS = [
  'L', // shorty
  'LL',
  'Landroid/app/Activity;',
  'Landroid/location/Location;',
  'Landroid/location/LocationManager;',
  'Landroid/os/Bundle;',
  'Landroid/telephony/TelephonyManager;',
  MAIN,
  'Ljava/lang/String;',
  'V',
  'VL',
  'getDeviceId',
  'getLastKnownLocation',
  'gps',
  'onCreate',
] as const;
const string = (text: (typeof STRINGS)[number]): number => STRINGS.indexOf(text);
const TYPES = [
  'Landroid/app/Activity;',
  'Landroid/location/Location;',
  'Landroid/location/LocationManager;',
  'Landroid/os/Bundle;',
  'Landroid/telephony/TelephonyManager;',
  MAIN,
  'Ljava/lang/String;',
  'V',
] as const;
const type = (name: (typeof TYPES)[number]): number => TYPES.indexOf(name);

/** registers, ins, outs; then the instructions. */
export const MAIN_CODE = [
  0x0012, // const/4 v0, 0
  0x011a,
  13, // const-string v1, "gps"
  0x206e,
  0,
  0x0010, // invoke-virtual {v0, v1}, getLastKnownLocation
  0x106e,
  1,
  0x0000, // invoke-virtual {v0}, getDeviceId
  0x000e, // return-void
];

export interface DexLies {
  /** Eight bytes at the start; default "dex\n035\0". */
  magic?: string;
  /** Header words by offset, set before the checksum is made. */
  header?: Readonly<Record<number, number>>;
  checksum?: number;
  signature?: Uint8Array;
  /** Instructions in 16-bit units. */
  code?: readonly number[];
  /** Overrides of code_item header units: registers, ins, outs, tries. */
  codeHeader?: readonly number[];
  insnsSize?: number;
  codeOffset?: number;
  /** Words of the class definition by index. */
  classDef?: Readonly<Record<number, number>>;
  /** Words of the id tables by absolute word in the table. */
  stringIds?: Readonly<Record<number, number>>;
  typeIds?: Readonly<Record<number, number>>;
  methodIds?: Readonly<Record<number, number>>;
  classData?: Uint8Array;
  map?: Uint8Array;
  /** Further class definitions, each eight words. */
  moreClasses?: readonly (readonly number[])[];
  trailing?: Uint8Array;
  /** Version 041: header of 120 bytes with container size and header offset. */
  container?: { size?: number; headerOffset?: number };
  superclass?: number;
}

const NO_INDEX = 0xffffffff;

export function smallDex(lies: DexLies = {}): Uint8Array {
  const headerBytes = lies.container === undefined ? 112 : 120;
  const stringIdsAt = headerBytes;
  const typeIdsAt = stringIdsAt + STRINGS.length * 4;
  const protoIdsAt = typeIdsAt + TYPES.length * 4;
  const methodIdsAt = protoIdsAt + 3 * 12;
  const classDefsAt = methodIdsAt + 3 * 8;
  const more = lies.moreClasses ?? [];
  const dataAt = classDefsAt + 32 * (1 + more.length);

  const data = new Out();
  const align = (): number => {
    while ((dataAt + data.length) % 4 !== 0) data.u8(0);
    return dataAt + data.length;
  };
  const stringList = align();
  data.u32(1).u16(type('Ljava/lang/String;'));
  const bundleList = align();
  data.u32(1).u16(type('Landroid/os/Bundle;'));
  const codeAt = align();
  const code = lies.code ?? MAIN_CODE;
  const [registers = 4, ins = 2, outs = 2, tries = 0] = lies.codeHeader ?? [];
  data
    .u16(registers)
    .u16(ins)
    .u16(outs)
    .u16(tries)
    .u32(0)
    .u32(lies.insnsSize ?? code.length);
  for (const unit of code) data.u16(unit);
  const classDataAt = dataAt + data.length;
  data.put(
    lies.classData ??
      Uint8Array.from([0, 0, 0, 1, ...uleb128(2), ...uleb128(4), ...uleb128(lies.codeOffset ?? codeAt)]),
  );
  const offsets = STRINGS.map((text) => {
    const at = dataAt + data.length;
    data.put(Uint8Array.from([...uleb128(text.length), ...mutf8(text), 0]));
    return at;
  });
  const mapAt = align();
  data.put(lies.map ?? new Out().u32(1).u16(0x1000).u16(0).u32(1).u32(mapAt).done());

  const words = (values: readonly number[], changes: Readonly<Record<number, number>> = {}): Uint8Array => {
    const out = new Out();
    values.forEach((value, index) => out.u32(changes[index] ?? value));
    return out.done();
  };
  const protos = new Out()
    .put(words([string('L'), type('Ljava/lang/String;'), 0])) // ()String
    .put(words([string('LL'), type('Landroid/location/Location;'), stringList]))
    .put(words([string('VL'), type('V'), bundleList]));
  const method = (owner: number, proto: number, name: number): number[] => [owner | (proto << 16), name];
  const body = new Out()
    .put(words(offsets, lies.stringIds))
    .put(
      words(
        TYPES.map((name) => string(name)),
        lies.typeIds,
      ),
    )
    .put(protos.done())
    .put(
      words(
        [
          ...method(type('Landroid/location/LocationManager;'), 1, string('getLastKnownLocation')),
          ...method(type('Landroid/telephony/TelephonyManager;'), 0, string('getDeviceId')),
          ...method(type(MAIN), 2, string('onCreate')),
        ],
        lies.methodIds,
      ),
    )
    .put(
      words(
        [type(MAIN), 1, lies.superclass ?? type('Landroid/app/Activity;'), 0, NO_INDEX, 0, classDataAt, 0],
        lies.classDef,
      ),
    );
  for (const extra of more) body.put(words(extra));
  body.put(data.done());

  const sizeBytes = headerBytes + body.length;
  const header: number[] = [
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    sizeBytes,
    headerBytes,
    0x12345678,
    0,
    0,
    mapAt,
    STRINGS.length,
    stringIdsAt,
    TYPES.length,
    typeIdsAt,
    3,
    protoIdsAt,
    0,
    0,
    3,
    methodIdsAt,
    1 + more.length,
    classDefsAt,
    data.length,
    dataAt,
  ];
  if (lies.container !== undefined)
    header.push(lies.container.size ?? sizeBytes, lies.container.headerOffset ?? 0);
  const changes = Object.fromEntries(
    Object.entries(lies.header ?? {}).map(([at, value]) => [Number(at) / 4, value]),
  );
  const dex = new Out().put(words(header, changes), body.done(), lies.trailing ?? new Uint8Array(0)).done();
  const magic = lies.magic ?? (lies.container === undefined ? 'dex\n035\0' : 'dex\n041\0');
  for (let at = 0; at < 8; at++) dex[at] = magic.charCodeAt(at);
  const end = dex.length - (lies.trailing?.length ?? 0);
  dex.set(lies.signature ?? createHash('sha1').update(dex.subarray(32, end)).digest(), 12);
  new DataView(dex.buffer).setUint32(8, lies.checksum ?? adler32(dex.subarray(12, end)), true);
  return dex;
}

function adler32(data: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of data) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}
