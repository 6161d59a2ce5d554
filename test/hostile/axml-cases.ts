// Broken and tampered compiled XML: the honest manifest with one lie each.
import { ANDROID, buildAxml, el, ref, typed, type AxmlOptions, type ElementSpec } from '../support/axml.js';
import { Bytes } from '../support/bytes.js';
import { chunk, stringPool } from '../support/res-chunk.js';
import {
  app,
  honestManifest,
  LABEL,
  manifestTree,
  PERMISSIONS,
  type HostileCase,
  type Installs,
} from './case.js';

type Rest = Partial<HostileCase>;
/** The honest tree written with other options. */
const options = (
  trick: string,
  name: string,
  installs: Installs,
  change: AxmlOptions,
  rest: Rest = {},
): HostileCase => ({
  trick,
  name,
  installs,
  build: () => app({ manifest: honestManifest(change) }),
  ...rest,
});
/** Another tree. */
const tree = (
  trick: string,
  name: string,
  installs: Installs,
  build: () => ElementSpec,
  rest: Rest = {},
): HostileCase => ({
  trick,
  name,
  installs,
  build: () => app({ manifest: buildAxml(build()) }),
  ...rest,
});
const bytes = (
  trick: string,
  name: string,
  installs: Installs,
  build: () => Uint8Array,
  rest: Rest = {},
): HostileCase => ({
  trick,
  name,
  installs,
  build: () => app({ manifest: build() }),
  ...rest,
});
const GONE = ['manifest', 'permissions', 'label'] as const;

/** Rewrites every element of a tree. */
const everywhere = (element: ElementSpec, change: (x: ElementSpec) => Partial<ElementSpec>): ElementSpec => ({
  ...element,
  ...change(element),
  children: element.children.map((child) => everywhere(child, change)),
});
/** Rewrites the attributes of every element. */
const attributes = (
  change: (
    name: string,
    value: ElementSpec['attributes'][string],
  ) => [string, ElementSpec['attributes'][string]],
): ElementSpec =>
  everywhere(manifestTree(), (x) => ({
    attributes: Object.fromEntries(Object.entries(x.attributes).map(([name, value]) => change(name, value))),
  }));
const isPlain = (name: string): boolean => name === 'package';
const asSpec = (value: ElementSpec['attributes'][string]): { value: never } =>
  (typeof value === 'object' && 'value' in value ? value : { value }) as { value: never };

const noise = (type: number, length = 8): Uint8Array => chunk(type, new Uint8Array(), new Uint8Array(length));
const withRoot = (change: Partial<ElementSpec>): ElementSpec => ({ ...manifestTree(), ...change });

const header: HostileCase[] = [
  options('axml-type', 'type 0 instead of 3', 'old', { type: 0 }, { codes: ['axml/wrong-type'] }),
  options('axml-type', 'type 0x0208', 'old', { type: 0x0208 }, { codes: ['axml/wrong-type'] }),
  options(
    'axml-header-size',
    'header of 0x0100 bytes said, eight there',
    'no',
    { headerSize: 0 },
    { codes: ['axml/header-size'] },
  ),
  bytes(
    'axml-header-size',
    'header really longer',
    'yes',
    () => {
      const honest = honestManifest();
      return new Bytes()
        .u16(3, 16)
        .u32(honest.length + 8)
        .add(new Uint8Array(8))
        .add(honest.subarray(8))
        .done();
    },
    { codes: ['axml/header-size'] },
  ),
  options(
    'axml-file-size',
    'larger than the data',
    'no',
    { size: 0x7fffffff },
    { codes: ['axml/size-wrong'] },
  ),
  options('axml-file-size', 'zero', 'no', { size: 0 }, { codes: ['axml/size-wrong'] }),
  options(
    'axml-trailing',
    'bytes behind the document',
    'yes',
    { trailing: new Uint8Array(64).fill(0x41) },
    { codes: ['axml/trailing-bytes'] },
  ),
  bytes('axml-empty', 'no bytes', 'no', () => new Uint8Array(0), { codes: ['axml/too-short'], lost: GONE }),
  bytes(
    'axml-empty',
    'random bytes',
    'no',
    () => Uint8Array.from({ length: 500 }, (_, at) => (at * 37 + 5) % 256),
    { codes: ['axml/not-binary-xml'], lost: GONE },
  ),
  bytes(
    'axml-empty',
    'a string pool and nothing else',
    'no',
    () => chunk(3, new Uint8Array(), stringPool(['a'])),
    { codes: ['axml/no-root'], lost: GONE },
  ),
];

const cut: HostileCase[] = [
  bytes(
    'axml-cut',
    'in the last element',
    'no',
    () => honestManifest().subarray(0, honestManifest().length - 60),
    { codes: ['axml/size-wrong'] },
  ),
  bytes('axml-cut', 'in the string pool', 'no', () => honestManifest().subarray(0, 80), { lost: GONE }),
  bytes(
    'axml-cut',
    'after the root',
    'no',
    () => honestManifest().subarray(0, honestManifest().length - 700),
    { lost: GONE },
  ),
];

const chunks: HostileCase[] = [
  options(
    'axml-extra-chunk',
    'before the string pool',
    'yes',
    { beforePool: noise(0x0777) },
    { codes: ['axml/unknown-chunk'] },
  ),
  options(
    'axml-extra-chunk',
    'before the root',
    'yes',
    { beforeRoot: noise(0x0999) },
    { codes: ['axml/unknown-chunk'] },
  ),
  tree(
    'axml-extra-chunk',
    'between elements',
    'yes',
    () =>
      everywhere(manifestTree(), (x) =>
        x.tag === 'uses-permission' ? { before: chunk(0x0777, new Uint8Array(8), new Uint8Array(8)) } : {},
      ),
    { codes: ['axml/unknown-chunk'] },
  ),
  tree(
    'axml-short-node',
    'a node whose header is too short to be one',
    'no',
    () => everywhere(manifestTree(), (x) => (x.tag === 'application' ? { before: noise(0x0777) } : {})),
    { codes: ['axml/node-malformed'], lost: ['manifest', 'label'] },
  ),
  tree(
    'axml-zero-chunk',
    'a chunk of size zero between elements',
    'no',
    () =>
      everywhere(manifestTree(), (x) =>
        x.tag === 'application'
          ? { before: chunk(0x0777, new Uint8Array(), new Uint8Array(), { size: 0 }) }
          : {},
      ),
    { lost: ['manifest', 'label'] },
  ),
  options(
    'axml-second-pool',
    'a decoy in front of the real one',
    'yes',
    { beforePool: stringPool(['evil', 'android.permission.NOTHING']) },
    { codes: ['axml/several-string-pools'] },
  ),
  options(
    'axml-second-pool',
    'a decoy behind the real one, which is what counts',
    'no',
    { beforeRoot: stringPool(['evil', 'android.permission.NOTHING']) },
    { codes: ['axml/several-string-pools'], lost: GONE },
  ),
  tree('axml-deep', 'elements nested 700 deep', 'yes', () => {
    let inner = el('x');
    for (let depth = 0; depth < 700; depth++) inner = el('x', {}, [inner]);
    return { ...manifestTree(), children: [...manifestTree().children, inner] };
  }),
  tree(
    'axml-many',
    'more elements than the limit',
    'yes',
    () => ({
      ...manifestTree(),
      children: [...manifestTree().children, ...Array.from({ length: 400 }, () => el('x'))],
    }),
    { limits: { xmlElements: 300 } },
  ),
  options(
    'axml-several-roots',
    'a second manifest behind the first',
    'yes',
    { roots: [el('manifest', { package: 'evil.app' })] },
    { codes: ['axml/several-roots'] },
  ),
  tree(
    'axml-end-name',
    'end node of another name',
    'yes',
    () => everywhere(manifestTree(), (x) => (x.tag === 'activity' ? { endTag: 'service' } : {})),
    { codes: ['axml/end-name-differs'] },
  ),
  tree(
    'axml-unclosed',
    'an element without end',
    'no',
    () => everywhere(manifestTree(), (x) => (x.tag === 'application' ? { endTag: null } : {})),
    { codes: ['axml/unclosed-element'] },
  ),
  tree('axml-text', 'character data in the manifest', 'yes', () =>
    everywhere(manifestTree(), () => ({ text: 'words' })),
  ),
];

const pool: HostileCase[] = [
  options('pool-encoding', 'UTF-8', 'yes', { pool: { utf8: true } }),
  options('pool-flags', 'sorted flag on an unsorted pool', 'yes', { pool: { flags: 1 } }),
  options('pool-flags', 'unknown flags', 'yes', { pool: { flags: 0xf0000 } }),
  options(
    'pool-count',
    'more strings said than offsets there',
    'no',
    { pool: { count: 0x0fffffff } },
    { lost: GONE },
  ),
  options('pool-count', 'fewer strings said than there', 'no', { pool: { count: 3 } }, { lost: GONE }),
  options(
    'pool-styles',
    'styles said, none there',
    'no',
    { pool: { styleCount: 2, stylesStart: 0x7ffffff0 } },
    { lost: GONE },
  ),
  options('pool-styles', 'a real style section', 'yes', { pool: { styled: true } }),
  options(
    'pool-strings-start',
    'beyond the pool',
    'no',
    { pool: { stringsStart: 0x7ffffff0 } },
    { lost: GONE },
  ),
  options('pool-offset', 'one offset points outside', 'yes', { pool: { offsets: { 2: 0x7ffffff0 } } }),
  options(
    'pool-unterminated',
    'last string without its end',
    'no',
    { pool: { unterminated: true } },
    { lost: GONE },
  ),
];

const attribute: HostileCase[] = [
  tree(
    'attribute-size',
    '24 bytes each, padded',
    'yes',
    () => everywhere(manifestTree(), () => ({ attributePadding: 4 })),
    { codes: ['axml/attribute-size'] },
  ),
  tree(
    'attribute-size',
    'said to be 8 bytes',
    'no',
    () => everywhere(manifestTree(), (x) => (x.tag === 'activity' ? { attributeSize: 8 } : {})),
    { codes: ['axml/attribute-size'] },
  ),
  tree(
    'attribute-start',
    'said to begin elsewhere',
    'no',
    () => everywhere(manifestTree(), (x) => (x.tag === 'activity' ? { attributeStart: 0x7fff } : {})),
    { lost: ['manifest'] },
  ),
  tree(
    'attribute-count',
    '5,000 said, two there',
    'no',
    () => everywhere(manifestTree(), (x) => (x.tag === 'activity' ? { attributeCount: 5000 } : {})),
    { codes: ['axml/attributes-beyond-node'], lost: ['manifest'] },
  ),
  tree('attribute-no-name', 'names emptied, ids kept', 'yes', () =>
    attributes((name, value) =>
      isPlain(name) ? [name, value] : [name, { ...asSpec(value), name: '', id: idOf(name) }],
    ),
  ),
  tree('attribute-wrong-name', 'all called "theme", ids kept', 'yes', () =>
    attributes((name, value) =>
      isPlain(name) ? [name, value] : [name, { ...asSpec(value), name: 'theme', id: idOf(name) }],
    ),
  ),
  tree('attribute-no-namespace', 'namespace taken away, ids kept', 'yes', () =>
    attributes((name, value) =>
      isPlain(name) ? [name, value] : [name, { ...asSpec(value), ns: null, id: idOf(name) }],
    ),
  ),
  tree('attribute-foreign-namespace', 'another namespace, ids kept', 'yes', () =>
    attributes((name, value) =>
      isPlain(name)
        ? [name, value]
        : [name, { ...asSpec(value), ns: 'http://example.com/evil', id: idOf(name) }],
    ),
  ),
  tree(
    'attribute-no-id',
    'names right, ids zero',
    'no',
    () => attributes((name, value) => (isPlain(name) ? [name, value] : [name, { ...asSpec(value), id: 0 }])),
    { codes: ['axml/attribute-without-id'], lost: GONE },
  ),
  options(
    'resource-map',
    'missing',
    'no',
    { resourceMap: () => null },
    { codes: ['axml/attribute-without-id'], lost: GONE },
  ),
  options('resource-map', 'longer than the pool', 'yes', {
    resourceMap: (ids) => [...ids, ...ids.map(() => 0x01010000)],
  }),
  options('namespace-nodes', 'no namespace declared', 'yes', { namespaces: null }),
  options('namespace-nodes', 'twice, with another prefix', 'yes', { namespaces: { a: ANDROID, b: ANDROID } }),
  tree('attribute-order', 'unsorted', 'yes', () => everywhere(manifestTree(), () => ({ keepOrder: true }))),
  tree(
    'attribute-twice',
    'android:name twice, a decoy behind',
    'yes',
    () =>
      everywhere(manifestTree(), (x) =>
        x.tag === 'activity'
          ? {
              keepOrder: true,
              attributes: {
                name: '.Main',
                exported: true,
                'tools:name': { value: '.Decoy', name: 'name', ns: ANDROID, id: 0x01010003 },
              },
            }
          : {},
      ),
    { codes: ['axml/attributes-unsorted'] },
  ),
  tree(
    'value-size',
    'size of the value said to be 0',
    'yes',
    () =>
      everywhere(manifestTree(), (x) =>
        x.tag === 'activity'
          ? { attributes: { name: { value: '.Main', valueSize: 0 }, exported: true } }
          : {},
      ),
    { codes: ['axml/value-size'] },
  ),
  tree('raw-differs', 'raw text says another name than the typed value', 'yes', () =>
    everywhere(manifestTree(), (x) =>
      x.tag === 'activity' ? { attributes: { name: { value: '.Main', raw: '.Decoy' }, exported: true } } : {},
    ),
  ),
  tree('string-boolean', 'booleans and numbers as text', 'yes', () =>
    everywhere(manifestTree(), (x) =>
      x.tag === 'activity' ? { attributes: { name: '.Main', exported: 'true' } } : {},
    ),
  ),
  tree('unknown-value-type', 'type 0x1f', 'part', () =>
    everywhere(manifestTree(), (x) =>
      x.tag === 'activity' ? { attributes: { name: '.Main', exported: typed(0x1f, 1) } } : {},
    ),
  ),
  tree(
    'string-index',
    'a tag name that points outside the pool',
    'part',
    () => ({ ...manifestTree(), children: [...manifestTree().children, el('')] }),
    { codes: ['axml/element-without-name'] },
  ),
];

const content: HostileCase[] = [
  tree('wrong-root', 'root is not manifest', 'no', () => withRoot({ tag: 'menifest' }), {
    codes: ['manifest/wrong-root'],
  }),
  tree('no-package', 'no package name', 'no', () => withRoot({ attributes: {} }), {
    codes: ['manifest/no-package'],
    lost: ['manifest'],
  }),
  tree(
    'several-applications',
    'a second application',
    'yes',
    () => ({
      ...manifestTree(),
      children: [
        ...manifestTree().children,
        el('application', { label: 'Decoy' }, [el('activity', { name: 'evil.Decoy' })]),
      ],
    }),
    { codes: ['manifest/several-applications'] },
  ),
  tree(
    'no-application',
    'none at all',
    'no',
    () => ({ ...manifestTree(), children: manifestTree().children.filter((x) => x.tag !== 'application') }),
    { codes: ['manifest/no-application'], lost: ['manifest', 'label'] },
  ),
  tree(
    'permission-no-name',
    'a uses-permission without name',
    'yes',
    () => ({ ...manifestTree(), children: [el('uses-permission'), ...manifestTree().children] }),
    { codes: ['manifest/permission-without-name'] },
  ),
  tree('permission-hidden', 'permissions behind the application, one twice', 'yes', () => ({
    ...manifestTree(),
    children: [
      ...manifestTree().children.filter((x) => x.tag !== 'uses-permission'),
      ...[...PERMISSIONS, PERMISSIONS[0]!].map((name) => el('uses-permission', { name })),
    ],
  })),
  tree('label-escapes', 'escape sequences, markup and formulas in every text', 'yes', () => ({
    ...manifestTree(),
    children: [
      ...manifestTree().children,
      el('uses-permission', { name: '\x1b]0;evil\x07<script>alert(1)</script>' }),
      el('permission', { name: '=HYPERLINK("x")', label: '\u202eevil' }),
    ],
  })),
  tree('long-text', 'a name of one million letters', 'yes', () => ({
    ...manifestTree(),
    children: [...manifestTree().children, el('uses-permission', { name: 'p'.repeat(1_000_000) })],
  })),
  tree(
    'label-dangling',
    'label refers to a resource that is not there',
    'part',
    () => manifestTree({ label: ref(0x7f990001) }),
    { lost: ['label'] },
  ),
  bytes('text-manifest', 'plain text instead of compiled XML', 'no', () =>
    text(`${PERMISSIONS.map((name) => `<uses-permission android:name="${name}"/>`).join('')}
      <application android:label="${LABEL}"><activity android:name=".Main" android:exported="true"/></application>`),
  ),
  bytes(
    'text-entities',
    'entities that would grow without bound, and one that names a file',
    'no',
    () =>
      text(
        `${PERMISSIONS.map((name) => `<uses-permission android:name="${name}"/>`).join('')}
      <application android:label="${LABEL}"><activity android:name=".Main" android:exported="true"/>&j;&file;</application>`,
        `<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa">${'bcdefghij'
          .split('')
          .map((name, at) => `<!ENTITY ${name} "${`&${'abcdefghi'[at]};`.repeat(10)}">`)
          .join('')}<!ENTITY file SYSTEM "file:///etc/passwd">]>`,
      ),
    { lost: GONE },
  ),
  bytes('text-deep', 'text nested 20,000 deep', 'no', () => text('<a>'.repeat(20_000)), { lost: GONE }),
];

const text = (content: string, doctype = ''): Uint8Array =>
  new TextEncoder().encode(
    `<?xml version="1.0" encoding="utf-8"?>${doctype}<manifest xmlns:android="${ANDROID}" package="com.example.app">${content}</manifest>`,
  );

function idOf(name: string): number {
  const honest: Readonly<Record<string, number>> = {
    name: 0x01010003,
    label: 0x01010001,
    exported: 0x01010010,
    versionCode: 0x0101021b,
    versionName: 0x0101021c,
    minSdkVersion: 0x0101020c,
    targetSdkVersion: 0x01010270,
  };
  const id = honest[name];
  if (id === undefined) throw new Error(`no id for ${name}`);
  return id;
}

export const AXML_CASES: readonly HostileCase[] = [
  ...header,
  ...cut,
  ...chunks,
  ...pool,
  ...attribute,
  ...content,
];
