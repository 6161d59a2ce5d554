// Broken and tampered DEX files under an honest manifest.
import { zipOf } from '../support/zip.js';
import { app, spoil, type HostileCase, type Installs } from './case.js';
import { MAIN_CODE, smallDex, type DexLies } from './small-dex.js';

type Rest = Partial<HostileCase>;
const dex = (
  trick: string,
  name: string,
  installs: Installs,
  lies: DexLies,
  rest: Rest = {},
): HostileCase => ({
  trick,
  name,
  installs,
  build: () => app({ dex: smallDex(lies) }),
  ...rest,
});
const bytes = (
  trick: string,
  name: string,
  installs: Installs,
  build: () => Uint8Array | null,
  rest: Rest = {},
): HostileCase => ({
  trick,
  name,
  installs,
  build: () => app({ dex: build() }),
  ...rest,
});
const LOST: Rest = { lost: ['calls'] };
const HUGE = 0x7ffffff0;
/** Offsets of the header's (size, offset) pairs. */
const TABLES = { string: 56, type: 64, proto: 72, field: 80, method: 88, class: 96 } as const;
const [head, tail] = [MAIN_CODE.slice(0, -1), MAIN_CODE.slice(-1)];
const withCode = (...units: number[]): DexLies => ({ code: [...head, ...units, ...tail] });
const NO_INDEX = 0xffffffff;
/** A class definition with nothing in it. */
const emptyClass = (type: number, superclass: number): number[] => [
  type,
  1,
  superclass,
  0,
  NO_INDEX,
  0,
  0,
  0,
];

const header: HostileCase[] = [
  dex('dex-checksum', 'wrong checksum', 'part', { checksum: 0x12345678 }, { codes: ['dex/checksum-wrong'] }),
  dex('dex-signature', 'wrong SHA-1', 'yes', { signature: new Uint8Array(20) }),
  dex('dex-header-size', '0x71', 'no', { header: { 36: 0x71 } }),
  dex(
    'dex-endian',
    'byte-swapped tag',
    'no',
    { header: { 40: 0x78563412 } },
    { ...LOST, codes: ['dex/not-little-endian'] },
  ),
  dex('dex-file-size', 'larger than the file', 'no', { header: { 32: HUGE } }, { codes: ['dex/truncated'] }),
  dex('dex-file-size', 'smaller than the file', 'no', { header: { 32: 200 } }),
  dex(
    'dex-trailing',
    'bytes behind the end',
    'old',
    { trailing: new Uint8Array(50).fill(9) },
    { codes: ['dex/trailing-bytes'] },
  ),
  ...['036', '037', '038', '039', '040'].map((version) =>
    dex('dex-version', version, version === '036' ? 'no' : 'yes', { magic: `dex\n${version}\0` }),
  ),
  dex('dex-version', '041, a container', 'yes', { container: {} }),
  dex(
    'dex-version',
    '099, from the future',
    'no',
    { magic: 'dex\n099\0' },
    { codes: ['dex/unknown-version'] },
  ),
  dex(
    'dex-container',
    'header offset wrong',
    'no',
    { container: { headerOffset: 8 } },
    { codes: ['dex/header-offset-wrong'] },
  ),
  dex(
    'dex-container',
    'container size wrong',
    'no',
    { container: { size: HUGE } },
    { codes: ['dex/truncated'] },
  ),
  dex('dex-magic', 'no DEX at all', 'no', { magic: 'abcdefgh' }, { ...LOST, codes: ['dex/not-dex'] }),
  dex('dex-magic', 'version is letters', 'no', { magic: 'dex\nabc\0' }, { ...LOST, codes: ['dex/not-dex'] }),
  bytes('dex-empty', 'no bytes', 'no', () => new Uint8Array(0), { ...LOST, codes: ['dex/too-short'] }),
  bytes('dex-empty', 'sixty bytes of it', 'no', () => smallDex().subarray(0, 60), {
    ...LOST,
    codes: ['dex/too-short'],
  }),
  bytes('dex-cut', 'half of it', 'no', () => smallDex().subarray(0, smallDex().length >> 1), {
    ...LOST,
    codes: ['dex/truncated'],
  }),
  bytes(
    'compact-dex',
    'as devices keep it',
    'no',
    () => new TextEncoder().encode('cdex001\0'.padEnd(300, '\0')),
    { ...LOST, codes: ['dex/not-dex'] },
  ),
  bytes('dex-text', 'a text file', 'no', () => new TextEncoder().encode('words '.repeat(99)), {
    ...LOST,
    codes: ['dex/not-dex'],
  }),
];

const tables: HostileCase[] = [
  ...Object.entries(TABLES).map(([name, at]) =>
    dex(
      'dex-table-offset',
      `${name} ids beyond the file`,
      'no',
      { header: { [at]: 3, [at + 4]: HUGE } },
      {
        ...(name === 'field' ? {} : LOST),
        codes: ['dex/section-out-of-range'],
      },
    ),
  ),
  dex(
    'dex-table-count',
    'two billion classes',
    'no',
    { header: { 96: 0x7fffffff } },
    { codes: ['dex/section-out-of-range'] },
  ),
  dex(
    'dex-table-count',
    'two billion strings',
    'no',
    { header: { 56: 0x7fffffff } },
    { codes: ['dex/section-out-of-range'] },
  ),
  dex(
    'dex-overlap',
    'field ids over the method ids',
    'no',
    { header: { 80: 2, 84: 112 } },
    { codes: ['dex/sections-overlap'] },
  ),
  dex('dex-map', 'map beyond the file', 'no', { header: { 52: HUGE } }, { codes: ['dex/map-out-of-range'] }),
  dex('dex-map', 'no map', 'no', { header: { 52: 0 } }),
  dex(
    'dex-string-offset',
    'one string lies outside',
    'no',
    { stringIds: { 13: HUGE } },
    { codes: ['dex/index-out-of-range'] },
  ),
  dex(
    'dex-string-offset',
    'the name of the method called',
    'no',
    { stringIds: { 12: HUGE } },
    { ...LOST, codes: ['dex/index-out-of-range'] },
  ),
  dex(
    'dex-type-index',
    'a type without string',
    'no',
    { typeIds: { 3: 0xffff } },
    { codes: ['dex/index-out-of-range'] },
  ),
  dex(
    'dex-method-index',
    'a method of no class',
    'no',
    { methodIds: { 4: 0xffff } },
    { ...LOST, codes: ['dex/index-out-of-range'] },
  ),
];

const classes: HostileCase[] = [
  dex('dex-class-data', 'class data beyond the file', 'no', { classDef: { 6: HUGE } }, LOST),
  dex(
    'dex-class-data',
    'counts that never end',
    'no',
    { classData: Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0xff, 0xff, 0xff, 0xff, 0x0f, 1, 1]) },
    LOST,
  ),
  dex(
    'dex-class-data',
    'a number of six bytes',
    'no',
    { classData: Uint8Array.from([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0]) },
    LOST,
  ),
  dex(
    'dex-code-offset',
    'code beyond the file',
    'no',
    { codeOffset: 0x0fffffff },
    { ...LOST, codes: ['dex/code-out-of-range'] },
  ),
  dex(
    'dex-code-size',
    'more instructions said than the file holds',
    'no',
    { insnsSize: 0x0fffffff },
    { codes: ['dex/code-out-of-range'], lost: ['calls'] },
  ),
  dex('dex-superclass-circle', 'its own superclass', 'no', { superclass: 5 }),
  dex('dex-superclass-circle', 'two classes that extend each other', 'no', {
    superclass: 0,
    moreClasses: [emptyClass(0, 5)],
  }),
  dex('dex-class-twice', 'defined twice in one file', 'no', { moreClasses: [emptyClass(5, 0)] }),
  dex('dex-class-static', 'static values, annotations and interfaces beyond the file', 'no', {
    classDef: { 3: HUGE, 5: HUGE, 7: HUGE },
  }),
  dex('dex-many-registers', '65,535 registers', 'no', { codeHeader: [65535, 65535, 65535, 0] }),
  dex('dex-tries', 'a thousand tries that are not there', 'no', { codeHeader: [4, 2, 2, 1000] }),
];

const instructions: HostileCase[] = [
  dex('dex-opcode', 'unused opcodes behind the calls', 'no', withCode(0x003e, 0x0073, 0x00e3), {}),
  dex(
    'dex-opcode',
    'cut in the middle of an instruction',
    'no',
    { code: [...head, 0x206e] },
    { codes: ['dex/instructions-broken'] },
  ),
  dex('dex-invoke-index', 'an invoke of method 65,535', 'no', withCode(0x106e, 0xffff, 0)),
  dex('dex-string-index', 'a const-string of string 65,535', 'no', withCode(0x011a, 0xffff)),
  dex('dex-branch', 'goto far outside', 'no', withCode(0x7f28)),
  dex('dex-branch', 'goto back to itself for ever', 'yes', withCode(0x0028)),
  dex('dex-switch', 'packed-switch with its payload outside', 'no', withCode(0x002b, 0xfff0, 0x7fff)),
  dex('dex-switch', 'payload of 65,535 targets', 'no', withCode(0x002b, 4, 0, 0x000e, 0x0100, 0xffff)),
  dex(
    'dex-array-payload',
    'fill-array of four billion bytes',
    'no',
    withCode(0x0026, 4, 0, 0x000e, 0x0300, 0xffff, 0xffff, 0xffff),
  ),
  dex(
    'dex-dead-code',
    'calls hidden behind a payload that is none',
    'no',
    {
      code: [0x0328, 0x0300, 0x0001, ...MAIN_CODE],
    },
    { ...LOST, codes: ['dex/instructions-broken'] },
  ),
  dex('dex-jump-into', 'jump over a decoy into the middle of an instruction', 'no', {
    code: [0x0328, 0x0014, 0x0000, ...MAIN_CODE],
  }),
];

const hiding: HostileCase[] = [
  {
    trick: 'dex-hidden',
    name: 'under assets with another name',
    installs: 'yes',
    build: () => app({ dex: null, more: [{ name: 'assets/font.ttf', data: smallDex(), method: 8 }] }),
    codes: ['dex/not-loaded-at-start'],
  },
  {
    trick: 'dex-hidden',
    name: 'as a picture in res',
    installs: 'yes',
    build: () => app({ dex: null, more: [{ name: 'res/drawable/a.png', data: smallDex() }] }),
    codes: ['dex/not-loaded-at-start'],
  },
  {
    trick: 'dex-hidden',
    name: 'in a JAR in assets',
    installs: 'yes',
    build: () =>
      app({
        dex: null,
        more: [{ name: 'assets/plugin.dat', data: zipOf({ 'classes.dex': smallDex() }), method: 8 }],
      }),
    codes: ['dex/not-loaded-at-start'],
  },
  {
    trick: 'dex-hidden',
    name: 'in an APK in a JAR in assets',
    installs: 'yes',
    build: () =>
      app({
        dex: null,
        more: [
          { name: 'assets/a', data: zipOf({ 'b.jar': zipOf({ 'classes2.dex': smallDex() }) }), method: 8 },
        ],
      }),
  },
  {
    trick: 'dex-numbering',
    name: 'classes3.dex without classes2.dex',
    installs: 'yes',
    build: () =>
      app({
        dex: smallDex({ classDef: { 0: 6, 2: NO_INDEX }, classData: Uint8Array.of(0, 0, 0, 0) }),
        more: [{ name: 'classes3.dex', data: smallDex(), method: 8 }],
      }),
    codes: ['dex/not-loaded-at-start'],
  },
  {
    trick: 'dex-numbering',
    name: 'classes1.dex and classes02.dex',
    installs: 'yes',
    build: () =>
      app({
        more: [
          { name: 'classes1.dex', data: smallDex() },
          { name: 'classes02.dex', data: 'x' },
        ],
      }),
  },
  {
    trick: 'dex-same-class',
    name: 'the same class in classes2.dex, empty',
    installs: 'yes',
    build: () => app({ more: [{ name: 'classes2.dex', data: smallDex({ code: [0x000e] }), method: 8 }] }),
  },
  {
    trick: 'dex-second-broken',
    name: 'classes2.dex is rubbish',
    installs: 'no',
    build: () => app({ more: [{ name: 'classes2.dex', data: 'rubbish'.repeat(40) }] }),
    codes: ['dex/not-dex'],
  },
  {
    trick: 'dex-damaged',
    name: 'compressed data damaged',
    installs: 'no',
    build: () => app({ items: spoil(1, { raw: Uint8Array.of(7, 7, 7, 7) }) }),
    lost: ['calls'],
    codes: ['zip/inflate-failed'],
  },
  {
    trick: 'many-dex',
    name: 'more DEX files than the limit',
    installs: 'yes',
    build: () =>
      app({
        more: Array.from({ length: 8 }, (_, at) => ({
          name: `classes${at + 2}.dex`,
          data: smallDex(),
          method: 8,
        })),
      }),
    limits: { dexFiles: 3 },
    codes: ['limit/dex-files'],
  },
];

export const DEX_CASES: readonly HostileCase[] = [
  ...header,
  ...tables,
  ...classes,
  ...instructions,
  ...hiding,
];
