// Broken and tampered resource tables under an honest manifest whose label lies in them.
import {
  buildArsc,
  resourceId,
  type ArscSpec,
  type PackageSpec,
  type TypeSpecification,
} from '../support/arsc.js';
import { buildAxml, dynamicRef, ref } from '../support/axml.js';
import { Bytes } from '../support/bytes.js';
import { chunk, stringPool } from '../support/res-chunk.js';
import { app, LABEL, manifestTree, RESOURCES, type HostileCase, type Installs } from './case.js';

type Rest = Partial<HostileCase>;
const table = (
  trick: string,
  name: string,
  installs: Installs,
  spec: ArscSpec,
  rest: Rest = {},
): HostileCase => ({
  trick,
  name,
  installs,
  build: () => app({ resources: buildArsc(spec) }),
  ...rest,
});
const one = (
  trick: string,
  name: string,
  installs: Installs,
  change: Partial<PackageSpec>,
  rest: Rest = {},
): HostileCase => table(trick, name, installs, { packages: [{ ...RESOURCES, ...change }] }, rest);
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
  build: () => app({ resources: build() }),
  ...rest,
});
const NO_LABEL: Rest = { lost: ['label'] };
const honest = (): Uint8Array => buildArsc({ packages: [RESOURCES] });
const strings = (change: Partial<TypeSpecification>): Partial<PackageSpec> => ({
  types: { string: [{ entries: { app_name: LABEL }, ...change }] },
});
const noise = (type: number): Uint8Array => chunk(type, new Uint8Array(), new Uint8Array(12));

/** A table in which the label is reached over other resources. */
function chained(
  trick: string,
  name: string,
  installs: Installs,
  pack: PackageSpec,
  path: string,
  rest: Rest = {},
): HostileCase {
  return {
    trick,
    name,
    installs,
    build: () =>
      app({
        manifest: buildAxml(manifestTree({ label: ref(resourceId(pack, path)) })),
        resources: buildArsc({ packages: [pack] }),
      }),
    ...rest,
  };
}
const chain = (length: number): PackageSpec => {
  const entries: Record<string, ReturnType<typeof ref> | string> = {};
  for (let at = 0; at < length; at++) entries[`r${at}`] = ref(0x7f010000 + at + 1);
  entries[`r${length}`] = LABEL;
  return { name: 'com.example.app', types: { string: [{ entries }] } };
};
const circle: PackageSpec = {
  name: 'com.example.app',
  types: { string: [{ entries: { a: ref(0x7f010001), b: ref(0x7f010000) } }] },
};

export const ARSC_CASES: readonly HostileCase[] = [
  bytes('arsc-absent', 'no resource table', 'part', () => null, NO_LABEL),
  bytes('arsc-empty', 'no bytes', 'no', () => new Uint8Array(0), NO_LABEL),
  bytes(
    'arsc-empty',
    'random bytes',
    'no',
    () => Uint8Array.from({ length: 400 }, (_, at) => (at * 29 + 3) % 256),
    NO_LABEL,
  ),
  table('arsc-type', 'another chunk type', 'no', { packages: [RESOURCES], type: 0x0999 }, NO_LABEL),
  table('arsc-header-size', 'header size 0', 'no', { packages: [RESOURCES], headerSize: 0 }),
  table(
    'arsc-header-size',
    'header size 0x7fff',
    'no',
    { packages: [RESOURCES], headerSize: 0x7fff },
    NO_LABEL,
  ),
  table('arsc-size', 'larger than the data', 'no', { packages: [RESOURCES], size: 0x7fffffff }),
  table('arsc-trailing', 'bytes behind the table', 'yes', {
    packages: [RESOURCES],
    trailing: new Uint8Array(99).fill(7),
  }),
  bytes('arsc-cut', 'half of it', 'no', () => honest().subarray(0, honest().length >> 1), NO_LABEL),
  bytes('arsc-cut', 'in the last type', 'no', () => honest().subarray(0, honest().length - 16), NO_LABEL),
  table(
    'arsc-package-count',
    'none said, one there',
    'yes',
    { packages: [RESOURCES], packageCount: 0 },
    { codes: ['arsc/package-count'] },
  ),
  table(
    'arsc-package-count',
    'a thousand said',
    'yes',
    { packages: [RESOURCES], packageCount: 1000 },
    { codes: ['arsc/package-count'] },
  ),
  table(
    'arsc-extra-chunk',
    'in front of the string pool',
    'yes',
    { packages: [RESOURCES], beforePool: noise(0x0777) },
    { codes: ['arsc/unknown-chunk'] },
  ),
  table(
    'arsc-extra-chunk',
    'behind the string pool',
    'yes',
    { packages: [RESOURCES], afterPool: noise(0x0888) },
    { codes: ['arsc/unknown-chunk'] },
  ),
  one(
    'arsc-extra-chunk',
    'inside the package',
    'yes',
    { before: noise(0x0777), after: noise(0x0778) },
    { codes: ['arsc/unknown-chunk'] },
  ),
  table(
    'arsc-second-pool',
    'another global string pool',
    'yes',
    { packages: [RESOURCES], afterPool: stringPool(['Decoy', 'Decoy', 'Decoy']) },
    { codes: ['arsc/several-string-pools'] },
  ),
  one('arsc-package-size', 'package larger than the table', 'no', { chunk: { size: 0x7fffffff } }, NO_LABEL),
  one('arsc-package-size', 'package of size 8', 'no', { chunk: { size: 8 } }, NO_LABEL),
  one(
    'arsc-no-spec',
    'type without its type specification',
    'no',
    { withoutSpec: ['string'] },
    { codes: ['arsc/type-without-spec'] },
  ),
  one('arsc-short-header', 'package header of old tools', 'yes', { shortHeader: true }),
  one('arsc-package-id', 'an app that is package 0x80', 'no', { id: 0x80 }, NO_LABEL),
  one(
    'arsc-type-cut',
    'entries start beyond the type',
    'no',
    strings({ entriesStart: 0x7ffffff0 }),
    NO_LABEL,
  ),
  one('arsc-type-cut', 'more entries said than fit', 'no', strings({ entryCount: 0x0fffffff }), NO_LABEL),
  one(
    'arsc-entry-cut',
    'entry of no bytes',
    'no',
    strings({ entries: { app_name: { raw: new Uint8Array(0) } } }),
    NO_LABEL,
  ),
  one(
    'arsc-entry-cut',
    'entry that says it is 60,000 bytes',
    'no',
    strings({ entries: { app_name: { raw: new Bytes().u16(60000, 0).u32(0, 8, 0).done() } } }),
    NO_LABEL,
  ),
  one(
    'arsc-bag',
    'label is a bag of four billion items',
    'no',
    strings({ entries: { app_name: { raw: new Bytes().u16(16, 1).u32(0, 0, 0xffffffff).done() } } }),
    NO_LABEL,
  ),
  one('arsc-key-name', 'key points outside the key pool', 'yes', {
    types: {
      string: [
        {
          entries: {
            app_name: { raw: new Bytes().u16(8, 0).u32(0x00ffffff).u16(8).u8(0, 3).u32(0).done() },
          },
        },
        { config: { locale: 'de' }, entries: { app_name: LABEL } }, // gives the pool its only string
      ],
    },
  }),
  one(
    'arsc-string-index',
    'value points outside the string pool',
    'part',
    strings({
      entries: { app_name: { raw: new Bytes().u16(8, 0).u32(0).u16(8).u8(0, 3).u32(0x7fffffff).done() } },
    }),
    NO_LABEL,
  ),
  one('arsc-sparse', 'sparse entries', 'yes', strings({ encoding: 'sparse' })),
  one('arsc-offset16', 'offsets of 16 bits', 'yes', strings({ encoding: 'offset16' })),
  one('arsc-compact', 'compact entries', 'yes', strings({ compact: true })),
  one('arsc-config-size', 'configuration of 28 bytes, as in 2009', 'yes', strings({ config: { size: 28 } })),
  one('arsc-names', 'all names collapsed to one', 'yes', { types: { a: [{ entries: { a: LABEL } }] } }),
  one('arsc-pool-count', 'key pool says four billion strings', 'no', { keyPool: { count: 0xffffffff } }),
  one('arsc-pool-count', 'type pool says none', 'part', { typePool: { count: 0 } }),
  one('arsc-type-id-offset', 'type ids moved by 3', 'part', { typeIdOffset: 3 }, NO_LABEL),
  one('arsc-libraries', 'shared libraries listed', 'yes', { libraries: { 'com.other.lib': 2 } }),
  one('arsc-staged', 'staged aliases', 'yes', { stagedAliases: [[0x7fff0001, 0x7f010000]] }),
  chained('arsc-chain', 'label over 15 references', 'yes', chain(15), 'string/r0'),
  chained('arsc-chain', 'label over 60 references', 'part', chain(60), 'string/r0', NO_LABEL),
  chained('arsc-circle', 'a refers to b refers to a', 'part', circle, 'string/a', {
    ...NO_LABEL,
    codes: ['arsc/reference-circle'],
  }),
  {
    trick: 'arsc-dynamic-reference',
    name: 'label by dynamic reference',
    installs: 'yes',
    build: () =>
      app({
        manifest: buildAxml(manifestTree({ label: dynamicRef(resourceId(RESOURCES, 'string/app_name')) })),
      }),
  },
  table('arsc-two-packages', 'a second package of the same id', 'yes', {
    packages: [RESOURCES, { name: 'evil', types: { string: [{ entries: { other: 'Decoy' } }] } }],
  }),
];
