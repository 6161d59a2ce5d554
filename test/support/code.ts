// The code section of classes written for a test: builder, program, facts, without a package around them.
import { readFileSync } from 'node:fs';
import { DEFAULT_LIMITS, type Limits } from '../../src/bytes/limits.js';
import { loadWatchlist } from '../../src/catalogue/load.js';
import { emptyResources } from '../../src/checks/empty-facts.js';
import { buildPlatformTable } from '../../src/catalogue/platform-table.js';
import { collectFacts } from '../../src/program/collect.js';
import { openPlatformTable, type PlatformTable } from '../../src/program/platform.js';
import { openDex } from '../../src/formats/dex/open.js';
import type { Watchlist } from '../../src/model/catalogue.js';
import type { CodeFacts, Component, ManifestFacts, ResourceFacts } from '../../src/model/facts.js';
import { buildDex, type ClassSpec } from './dex.js';

export const EMPTY_WATCH: Watchlist = {
  hash: '',
  methods: [],
  overrides: [],
  fields: [],
  classes: [],
  strings: [],
  uris: [],
  reflections: [],
  files: [],
  sinks: [],
  callbacks: loadWatchlist().callbacks ?? { families: [], fires: [] },
  models: [],
  sources: [],
};

/** "Landroid/x/Y;->m" or "…->m(I)V" as a watched method; `args` are the argument positions wanted. */
export function watchMethods(ids: readonly string[], args: readonly number[] = []): Watchlist['methods'] {
  return ids.map((id) => {
    const [, cls = '', name = '', descriptor = ''] = /^(.*?)->([^(]*)(.*)$/.exec(id) ?? [];
    return { id, class: cls, name, descriptor: descriptor || null, args: [...args] };
  });
}

/** A source and a sink for programs of our own: the device's id, and a call of the program's that takes what it sends. */
export const SOURCE = 'Landroid/telephony/TelephonyManager;->getDeviceId';
export const SINK = 'Lcom/net/Wire;->send';
export const SENDS_ID = {
  methods: watchMethods([SOURCE, SINK]),
  sources: [SOURCE],
  sinks: [{ id: SINK, args: [0], channel: 'network' as const }],
};

let table: PlatformTable | undefined;
export function platformTable(): PlatformTable {
  return (table ??= openPlatformTable(
    buildPlatformTable(readFileSync(new URL('../../rules/platform/hierarchy.txt', import.meta.url), 'utf8')),
  ));
}

export interface ReadOptions {
  watch?: Partial<Watchlist>;
  manifest?: ManifestFacts | null;
  resources?: Partial<ResourceFacts>;
  limits?: Partial<Limits>;
}
export interface ReadCode {
  facts: Omit<CodeFacts, 'dex'>;
  notes: string[];
}

/** Facts of one DEX per list of classes, in load order. */
export function readCode(
  dexes: readonly (readonly ClassSpec[] | Uint8Array)[],
  options: ReadOptions = {},
): ReadCode {
  const notes: string[] = [];
  const note = (code: string): void => void notes.push(code);
  const inputs = dexes.flatMap((classes, i) => {
    const bytes = classes instanceof Uint8Array ? classes : buildDex({ classes });
    return openDex(bytes, note).map((dex) => ({
      entry: i === 0 ? 'classes.dex' : `classes${i + 1}.dex`,
      dex,
    }));
  });
  const facts = collectFacts({
    inputs,
    watch: { ...EMPTY_WATCH, ...options.watch },
    platform: platformTable(),
    manifest: options.manifest ?? null,
    resources: { ...emptyResources(), ...options.resources },
    files: null,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    noteFor: () => note,
  });
  return { facts, notes };
}

/** "watch @ Lx;->m()V" of every use, in order. */
export function useLines({ facts }: ReadCode): string[] {
  return facts.uses.map((use) => {
    const site = facts.sites[use.site]!;
    return `${use.watch} @ ${site.class}->${site.method}`;
  });
}

/** "occasion trigger" of every way the first use of a watch is reached. */
export function reachLines({ facts }: ReadCode, watch: string): string[] {
  const use = facts.uses.find((one) => one.watch === watch);
  if (!use) return ['no such use'];
  return (facts.sites[use.site]!.reach ?? []).map((reach) => `${reach.occasion} ${reach.trigger}`);
}

export function component(type: Component['type'], name: string, more: Partial<Component> = {}): Component {
  return {
    type,
    name,
    enabled: true,
    exported: false,
    exportedBy: 'default',
    permission: null,
    readPermission: null,
    writePermission: null,
    process: null,
    filters: [],
    metaData: [],
    foregroundServiceTypes: [],
    authorities: [],
    directBootAware: false,
    grantUriPermissions: false,
    initOrder: null,
    isolatedProcess: false,
    isLauncher: false,
    place: { entry: 'AndroidManifest.xml' },
    ...more,
  };
}

/** A manifest with the given components and application class. */
export function manifestOf(
  components: readonly Component[],
  application: string | null = null,
): ManifestFacts {
  return {
    package: 'com.example',
    versionName: null,
    versionCode: null,
    minSdk: 21,
    targetSdk: 34,
    maxSdk: null,
    compileSdk: null,
    sdkCodename: null,
    sharedUserId: null,
    splitName: null,
    requiredSplitTypes: [],
    isSplitRequired: false,
    application: {
      name: application,
      label: null,
      labels: [],
      appCategory: null,
      allowBackup: null,
      fullBackupContent: null,
      dataExtractionRules: null,
      usesCleartextTraffic: null,
      networkSecurityConfig: null,
      requestLegacyExternalStorage: null,
      preserveLegacyExternalStorage: null,
      debuggable: null,
      testOnly: null,
      hasCode: null,
      isGame: null,
      directBootAware: null,
      persistent: null,
      process: null,
      permission: null,
      backupAgent: null,
      appComponentFactory: null,
      zygotePreloadName: null,
      localeConfig: null,
      extractNativeLibs: null,
      metaData: [],
    },
    permissions: [],
    definedPermissions: [],
    features: [],
    queries: { packages: [], intents: [], providers: [] },
    components: [...components],
    usesLibraries: [],
    instrumentation: [],
  };
}
