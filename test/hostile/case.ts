// What a case of the hostile suite is, and the honest app that every case spoils in one place.
// Leaves the spoiling to the files beside this one and the checking to hostile.test.ts.
import { buildArsc, resourceId, type PackageSpec } from '../support/arsc.js';
import { buildAxml, el, manifestSpec, ref, type AxmlOptions, type ElementSpec } from '../support/axml.js';
import { zip, type ZipItem, type ZipShape } from '../support/zip.js';
import { smallDex } from './small-dex.js';

/**
 * What Android does with the input: "yes" installs and runs it, "no" refuses it, "old" did so in some past version
 * (docs/tampering.md says which), "part" installs it although the spoiled part is of no use to it.
 */
export type Installs = 'yes' | 'no' | 'old' | 'part';

export interface HostileCase {
  /** Names a row of docs/tampering.md; several cases may try the same trick. */
  trick: string;
  name: string;
  installs: Installs;
  /** Name of the file on disk; default "app.apk". */
  file?: string;
  build(): Uint8Array;
  /** The input is refused with this code. */
  error?: string;
  /** Diagnostics that must be there. */
  codes?: readonly string[];
  /** What is no longer read; by default the manifest's facts, the label and both calls are. */
  lost?: readonly ('manifest' | 'permissions' | 'label' | 'calls')[];
  /** Limits lowered so that the case stays small. */
  limits?: Readonly<Record<string, number>>;
}

export const APP = 'com.example.app';
export const PERMISSIONS = ['android.permission.ACCESS_FINE_LOCATION', 'android.permission.READ_PHONE_STATE'];
export const LABEL = 'Demo';

export const RESOURCES: PackageSpec = {
  name: APP,
  types: {
    string: [
      { entries: { app_name: LABEL } },
      { config: { locale: 'de' }, entries: { app_name: 'Vorschau' } },
    ],
  },
};
const label = ref(resourceId(RESOURCES, 'string/app_name'));

/** The honest manifest; `change` may rewrite the tree. */
export function manifestTree(applicationAttributes: ElementSpec['attributes'] = {}): ElementSpec {
  const launcher = el('intent-filter', {}, [
    el('action', { name: 'android.intent.action.MAIN' }),
    el('category', { name: 'android.intent.category.LAUNCHER' }),
  ]);
  return manifestSpec(
    {},
    [el('activity', { name: '.Main', exported: true }, [launcher])],
    [
      el('uses-sdk', { minSdkVersion: 21, targetSdkVersion: 34 }),
      ...PERMISSIONS.map((name) => el('uses-permission', { name })),
    ],
    { label, ...applicationAttributes },
  );
}
export const honestManifest = (options: AxmlOptions = {}): Uint8Array => buildAxml(manifestTree(), options);

export interface AppParts {
  manifest?: Uint8Array;
  resources?: Uint8Array | null;
  dex?: Uint8Array | null;
  /** Further entries, after the usual three. */
  more?: readonly ZipItem[];
  /** Rewrites the entries. */
  items?: (items: ZipItem[]) => ZipItem[];
  shape?: ZipShape;
}

/** The honest app, with parts replaced. */
export function app(parts: AppParts = {}): Uint8Array {
  const resources = parts.resources === undefined ? buildArsc({ packages: [RESOURCES] }) : parts.resources;
  const dex = parts.dex === undefined ? smallDex() : parts.dex;
  const items: ZipItem[] = [
    { name: 'AndroidManifest.xml', data: parts.manifest ?? honestManifest(), method: 8 },
    ...(dex === null ? [] : [{ name: 'classes.dex', data: dex, method: 8 }]),
    ...(resources === null ? [] : [{ name: 'resources.arsc', data: resources, align: 4 }]),
    ...(parts.more ?? []),
  ];
  return zip(parts.items?.(items) ?? items, parts.shape);
}

/** Spoils one of the usual entries: 0 the manifest, 1 the DEX, 2 the resource table. */
export const spoil =
  (index: number, change: Partial<ZipItem>): NonNullable<AppParts['items']> =>
  (items) =>
    items.map((item, at) => (at === index ? { ...item, ...change } : item));
