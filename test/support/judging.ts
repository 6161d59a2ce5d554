// Small catalogues and facts for tests of the judging stages: only what a test names, sensible emptiness elsewhere.
import { emptyResources } from '../../src/checks/empty-facts.js';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { AppType, Catalogue, DataKind, Route, Scoring, Sdk } from '../../src/model/catalogue.js';
import type { AppFacts, CodeFacts, CodeUse, Component, ManifestFacts, Reach } from '../../src/model/facts.js';

const here = new URL('../../rules/scoring.yaml', import.meta.url);
/** The real weights, so that tests speak about the product. */
export const scoring = parse(readFileSync(here, 'utf8')) as Scoring;

const text = (en: string) => ({ en, zh: en });

export function kind(
  id: string,
  level: number,
  routes: (Partial<Omit<Route, 'role'>> & { role?: string })[],
  more: Partial<DataKind> = {},
): DataKind {
  return {
    id,
    name: text(id),
    meaning: text(id),
    origin: 'device',
    headline: id,
    sensitivity: { level, reason: text('because') },
    permissions: [],
    routes: routes.map((route) => ({
      role: 'collect',
      signal: 'strong',
      confidence: 'high',
      ...route,
    })) as Route[],
    playDataSafety: [],
    masvs: [],
    references: [],
    ...more,
  };
}

export function appType(id: string, tiers: Partial<AppType> = {}): AppType {
  return {
    id,
    name: text(id),
    basicFunction: text(id),
    clause: { text: text(id), source: { label: 'test' } },
    typedByUser: [],
    necessary: [],
    functional: [],
    contextual: [],
    redFlags: [],
    hints: { appCategories: [], playCategories: [], words: [], sdks: [], features: [] },
    ...tiers,
  };
}

export function sdk(id: string, prefix: string, tracker = false): Sdk {
  return {
    id,
    name: id,
    vendor: id,
    categories: [],
    tracker,
    signals: [{ kind: 'package', value: prefix, confidence: 'high' } as Sdk['signals'][number]],
    takes: [],
  };
}

export function catalogue(parts: Partial<Catalogue>): Catalogue {
  return {
    version: 'test',
    kinds: [],
    sdks: [],
    vendorPrefixes: [],
    libraryPrefixes: ['androidx', 'kotlin'],
    libraryActs: [],
    sinks: [],
    models: [],
    types: [],
    permissions: [],
    neutralPermissions: [],
    platformPermissions: [],
    groups: {},
    rules: [],
    scoring,
    frameworks: [],
    ...parts,
  };
}

export function reach(occasion: Reach['occasion'], path: string[] = [], more: Partial<Reach> = {}): Reach {
  return {
    occasion,
    component: null,
    trigger: occasion,
    path,
    cutSteps: 0,
    repeats: false,
    consent: occasion === 'user-act' ? 'act' : 'unknown',
    decision: null,
    ...more,
  };
}

/** A use of a watched thing in `where` ("La/B;->m()V"), reached as told; reach null: not computed. */
export interface UseAt {
  watch: string;
  where: string;
  reach?: Reach[] | null;
  args?: (string | null)[];
  compared?: true;
}

export function facts(input: {
  package?: string;
  permissions?: (string | Partial<ManifestFacts['permissions'][number]>)[];
  components?: Partial<Component>[];
  uses?: UseAt[];
  code?: Partial<CodeFacts>;
  manifest?: Partial<ManifestFacts>;
  application?: Partial<ManifestFacts['application']>;
}): AppFacts {
  const sites: CodeFacts['sites'] = [];
  const uses: CodeUse[] = [];
  (input.uses ?? []).forEach(({ watch, where, reach: how, args, compared }, index) => {
    const arrow = where.indexOf('->');
    const at = { entry: 'classes.dex', class: where.slice(0, arrow), method: where.slice(arrow + 2) };
    let site = sites.findIndex((s) => s.class === at.class && s.method === at.method);
    if (site < 0) site = sites.push({ ...at, super: null, reach: how === undefined ? [] : how }) - 1;
    uses.push({ watch, site, offset: index, ...(args ? { args } : {}), ...(compared ? { compared } : {}) });
  });
  const manifest: ManifestFacts = {
    package: input.package ?? 'com.shop.app',
    versionName: '1',
    versionCode: 1,
    minSdk: 24,
    targetSdk: 34,
    maxSdk: null,
    compileSdk: null,
    sdkCodename: null,
    sharedUserId: null,
    splitName: null,
    requiredSplitTypes: [],
    isSplitRequired: false,
    application: {
      name: null,
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
      ...input.application,
    },
    permissions: (input.permissions ?? []).map((p) => ({
      name: typeof p === 'string' ? p : '',
      source: 'declared',
      maxSdk: null,
      minSdk: null,
      flags: [],
      place: { entry: 'AndroidManifest.xml' },
      ...(typeof p === 'string' ? {} : p),
    })),
    definedPermissions: [],
    features: [],
    queries: { packages: [], intents: [], providers: [] },
    components: (input.components ?? []).map((c) => ({
      type: 'activity',
      name: 'com.shop.app.Main',
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
      ...c,
    })),
    usesLibraries: [],
    instrumentation: [],
    ...input.manifest,
  };
  const code: CodeFacts = {
    dex: [
      { entry: 'classes.dex', version: '035', sizeBytes: 1, classes: 10, methods: 100, state: 'complete' },
    ],
    packages: [],
    calledPackages: [],
    generated: [],
    sites,
    uses,
    permissionRequests: [],
    imageObservers: [],
    flows: [],
    endpoints: [],
    signals: {
      classes: 10,
      methods: 100,
      instructions: 1000,
      reflectionCalls: 0,
      reflectionResolved: 0,
      dynamicLoading: [],
      nativeMethods: 0,
      shortNames: 0,
      encryptedStrings: 0,
      webInterfaces: 0,
      applicationClassMissing: false,
      componentsMissing: [],
      reachComputed: true,
    },
    ...input.code,
  };
  return {
    schema: 'overreach-facts/2',
    identity: { kind: 'apk', sha256: '0'.repeat(64), sizeBytes: 1, parts: [] },
    manifest: { state: 'complete', value: manifest },
    resources: { state: 'complete', value: emptyResources() },
    code: { state: 'complete', value: code },
    native: { state: 'complete', value: { libraries: [] } },
    signing: { state: 'complete', value: { schemes: [], certificates: [] } },
    files: {
      state: 'complete',
      value: {
        entries: 1,
        markers: [],
        versions: [],
        serviceLoaders: [],
        archives: [],
        hiddenDex: [],
        unreadable: [],
      },
    },
    diagnostics: [],
  };
}
