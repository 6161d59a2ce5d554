// The short form in which rule examples are written → whole AppFacts. What an example does not say is empty, complete
// and modern. "data: contacts" stands for one firm way of taking that kind, chosen from the catalogue, with its
// permissions. Leaves the meaning of the facts to model/facts.ts; docs/rule-language.md lists the keys.
import { CHANNEL_OF } from '../model/constants.js';
import type { Catalogue, Route } from '../model/catalogue.js';
import type {
  AppFacts,
  CodeFacts,
  CodeSite,
  Component,
  ImageObserver,
  Occasion,
  Reach,
  SectionName,
} from '../model/facts.js';
import { SECTION_NAMES } from '../model/constants.js';
import { descriptorOf, sightingOf, watchIdOf } from '../model/watch-id.js';
import { emptyFacts } from './empty-facts.js';

/** One use of something: either a kind of data or a sighting in the rule language ("call a.B#m"). */
interface UseExample {
  data?: string;
  use?: string;
  by?: string; // "app" (default), "library", "sdk:<id>", "unknown", or a Java class name
  at?: Occasion | 'dead' | 'unresolved'; // default: user-act
  in?: string; // component that starts it, Java name
  method?: string; // default "run()V"; uses with one class and method share a site
  repeats?: boolean;
  permitted?: boolean; // for data: also declare the permissions it needs; default true
  args?: (string | null)[];
  sends?: string; // sink id: the value flows there
}
interface ObserverExample {
  watches?: string | null;
  tests?: string[];
  reads?: boolean;
  copiesTo?: string[];
  outlives?: boolean; // stays registered when its screen goes
  at?: Occasion;
  by?: string;
}
/** Keys of the short form; any other key is an error. */
export interface ExampleFacts {
  package?: string;
  min?: number;
  target?: number;
  permissions?: (string | Partial<AppManifest['permissions'][number]>)[];
  components?: (Partial<Component> & { actions?: string[]; categories?: string[] })[];
  application?: Partial<AppManifest['application']>;
  queries?: { packages?: string[]; actions?: string[] };
  defines?: { name: string; level: string }[];
  uses?: UseExample[];
  requests?: { permissions: string[]; at?: Occasion }[];
  observers?: ObserverExample[];
  hosts?: string[];
  sdks?: string[];
  libraries?: string[];
  files?: string[];
  signals?: Partial<CodeFacts['signals']>;
  network?: { cleartext?: boolean | null; userCertificates?: boolean; domains?: string[] };
  accessibility?: Partial<AppResources['accessibilityServices'][number]>[];
  diagnostics?: string[];
  missing?: SectionName[];
  partial?: SectionName[];
}
type AppManifest = Extract<AppFacts['manifest'], { value: unknown }>['value'];
type AppResources = Extract<AppFacts['resources'], { value: unknown }>['value'];

const KEYS: readonly (keyof ExampleFacts)[] = [
  'package',
  'min',
  'target',
  'permissions',
  'components',
  'application',
  'queries',
  'defines',
  'uses',
  'requests',
  'observers',
  'hosts',
  'sdks',
  'libraries',
  'files',
  'signals',
  'network',
  'accessibility',
  'diagnostics',
  'missing',
  'partial',
];

/** @throws Error for an unknown key, kind, SDK or sink */
// eslint-disable-next-line complexity, max-lines-per-function -- one step for each word of an example
export function expandExample(short: Readonly<Record<string, unknown>>, catalogue: Catalogue): AppFacts {
  for (const key of Object.keys(short)) {
    if (!(KEYS as readonly string[]).includes(key)) throw new Error(`examples have no "${key}"`);
  }
  const example = short as ExampleFacts;
  const facts = emptyFacts(example.package ?? 'com.example.app');
  const [manifest, resources, code, native, files] = [
    valueOf(facts.manifest),
    valueOf(facts.resources),
    valueOf(facts.code),
    valueOf(facts.native),
    valueOf(facts.files),
  ];
  manifest.minSdk = example.min ?? 24;
  manifest.targetSdk = example.target ?? 35;
  Object.assign(manifest.application, example.application ?? {});
  manifest.components = (example.components ?? []).map(componentOf);
  manifest.definedPermissions = (example.defines ?? []).map(({ name, level }) => ({
    name,
    protectionLevel: level,
    group: null,
    label: null,
  }));
  manifest.queries = {
    packages: example.queries?.packages ?? [],
    intents: (example.queries?.actions ?? []).map((action) => ({
      actions: [action],
      categories: [],
      data: [],
      priority: null,
    })),
    providers: [],
  };
  const builder = new CodeBuilder(code, catalogue, manifest.package);
  const needed = (example.uses ?? []).flatMap((use) => builder.use(use));
  for (const request of example.requests ?? []) {
    const site = builder.site({ ...(request.at ? { at: request.at } : {}), method: 'ask()V' });
    code.permissionRequests.push({ permissions: request.permissions, site, offset: 0, complete: true });
  }
  for (const watcher of example.observers ?? []) builder.observer(watcher);
  for (const text of example.hosts ?? [])
    code.endpoints.push({ text, site: builder.site({ at: 'user-act' }) });
  for (const id of example.sdks ?? []) builder.definePackage(builder.classOfSdk(id));
  Object.assign(code.signals, example.signals ?? {});
  const said = [...(example.permissions ?? []), ...needed];
  const seen = new Set<string>();
  for (const item of said) {
    const use = typeof item === 'string' ? { name: item } : item;
    if (seen.has(use.name ?? '')) continue;
    seen.add(use.name ?? '');
    manifest.permissions.push({
      name: '',
      source: 'declared',
      maxSdk: null,
      minSdk: null,
      flags: [],
      place: { entry: 'AndroidManifest.xml' },
      ...use,
    });
  }
  native.libraries = (example.libraries ?? []).map((name) => ({
    entry: `lib/arm64-v8a/${name}`,
    name,
    abi: 'arm64-v8a',
    sizeBytes: 1,
    needed: [],
    imports: 0,
    jniMethods: [],
  }));
  files.markers = (example.files ?? []).map((entry) => ({ entry, what: `file:${entry}` }));
  if (example.network) {
    resources.networkSecurity = {
      entry: 'res/xml/network.xml',
      cleartextPermitted: example.network.cleartext ?? null,
      trustsUserCertificates: example.network.userCertificates ?? false,
      domains: (example.network.domains ?? []).map((domain) => ({ domain, cleartextPermitted: true })),
    };
  }
  resources.accessibilityServices = (example.accessibility ?? []).map((service) => ({
    component: `${manifest.package}.Accessibility`,
    entry: 'res/xml/accessibility.xml',
    eventTypes: [],
    flags: [],
    packageNames: [],
    canRetrieveWindowContent: false,
    canTakeScreenshot: false,
    canRequestFilterKeyEvents: false,
    canPerformGestures: false,
    isAccessibilityTool: false,
    ...service,
  }));
  facts.diagnostics = (example.diagnostics ?? []).map((id) => ({
    code: id,
    level: 'warning',
    place: { entry: 'AndroidManifest.xml' },
    args: {},
  }));
  return withGaps(facts, example.missing ?? [], example.partial ?? []);
}

/** The facts without a section, as if it could not be read. Also used to test that rules never call that clear. */
export function withGaps(
  facts: AppFacts,
  missing: readonly SectionName[],
  partial: readonly SectionName[] = [],
): AppFacts {
  const changed: Record<string, unknown> = { ...facts };
  for (const name of SECTION_NAMES) {
    const section = facts[name];
    if (missing.includes(name)) changed[name] = { state: 'missing', because: ['example/missing'] };
    else if (partial.includes(name) && section.state !== 'missing') {
      changed[name] = { state: 'partial', value: section.value, because: ['example/partial'] };
    }
  }
  return changed as AppFacts;
}

function valueOf<T>(section: { state: string; value?: T }): T {
  return section.value as T;
}

function componentOf(said: NonNullable<ExampleFacts['components']>[number]): Component {
  const { actions, categories, ...rest } = said;
  const filters =
    actions || categories
      ? [{ actions: actions ?? [], categories: categories ?? [], data: [], priority: null }]
      : [];
  return {
    type: 'activity',
    name: 'com.example.app.Part',
    enabled: true,
    exported: false,
    exportedBy: 'attribute',
    permission: null,
    readPermission: null,
    writePermission: null,
    process: null,
    filters,
    metaData: [],
    foregroundServiceTypes: [],
    authorities: [],
    directBootAware: false,
    grantUriPermissions: false,
    initOrder: null,
    isolatedProcess: false,
    isLauncher: false,
    place: { entry: 'AndroidManifest.xml' },
    ...rest,
  };
}

/** Adds uses to code facts, one site per class and method. */
class CodeBuilder {
  private readonly code: CodeFacts;
  private readonly catalogue: Catalogue;
  private readonly own: string;

  constructor(code: CodeFacts, catalogue: Catalogue, own: string) {
    this.code = code;
    this.catalogue = catalogue;
    this.own = own;
  }

  /** Adds one use; returns permissions it needs. */
  use(example: UseExample): string[] {
    if (example.use !== undefined) {
      const sighting = sightingOf(example.use);
      const watch = sighting === null ? null : watchIdOf(sighting);
      if (watch === null) throw new Error(`"${example.use}" is no sighting`);
      this.add(watch, example);
      return [];
    }
    const kind = this.catalogue.kinds.find((item) => item.id === example.data);
    if (!kind) throw new Error(`no data kind is called "${example.data}"`);
    const route = chooseRoute(kind.routes);
    if (!route) throw new Error(`"${kind.id}" has no firm route to show`);
    for (const watch of watchesOf(route))
      this.add(watch, { ...example, args: example.args ?? argumentsOf(route, this.catalogue) });
    return example.permitted === false
      ? []
      : permissionsOf(
          route,
          kind.permissions.map((p) => p.name),
        );
  }

  private add(watch: string, example: UseExample): void {
    const site = this.site(example);
    const offset = this.code.uses.length;
    this.code.uses.push({ watch, site, offset, ...(example.args ? { args: example.args } : {}) });
    if (example.sends === undefined) return;
    const sink = this.catalogue.sinks.find((item) => item.id === example.sends);
    const member = sink?.members.find((item) => item.watch !== undefined);
    if (!member) throw new Error(`no sink is called "${example.sends}"`);
    this.code.flows.push({
      source: watch,
      sink: member.watch!,
      sourceSite: site,
      sinkSite: site,
      offset: offset + 1,
      sourceOffset: offset,
      channel: CHANNEL_OF[sink?.kind ?? ''] ?? 'other',
      host: null,
      transport: null,
      steps: [],
      cutSteps: 0,
    });
  }

  site({ by, at, in: component, method, repeats }: UseExample): number {
    const name = this.classFor(by ?? 'app');
    const descriptor = descriptorOf(name);
    const symbol = method ?? `run${(at ?? 'user-act').replaceAll('-', '')}()V`;
    const known = this.code.sites.findIndex((s) => s.class === descriptor && s.method === symbol);
    if (known >= 0) return known;
    this.definePackage(name);
    const reach: Reach[] = [];
    if (at !== 'dead' && at !== 'unresolved') {
      reach.push({
        occasion: at ?? 'user-act',
        component: component ?? null,
        trigger: at ?? 'onClick',
        path: [...(component ? [`${descriptorOf(component)}->onStart()V`] : []), `${descriptor}->${symbol}`],
        cutSteps: 0,
        repeats: repeats ?? false,
        consent: at === 'user-act' ? 'act' : 'unknown',
        decision: null,
      });
    }
    const site: CodeSite = {
      entry: 'classes.dex',
      class: descriptor,
      method: symbol,
      super: null,
      reach: at === 'unresolved' ? null : reach,
    };
    return this.code.sites.push(site) - 1;
  }

  observer({ watches, tests, reads, copiesTo, outlives, at, by }: ObserverExample): void {
    const site = this.site({ at: at ?? 'startup', method: 'watch()V', ...(by === undefined ? {} : { by }) });
    const watcher: ImageObserver = {
      kind: 'content-observer',
      target: watches ?? 'content://media/external/images/media',
      registeredAt: site,
      offset: 1,
      observerClass: null,
      longLived: outlives ?? false,
      unregistered: outlives ? 'never' : 'with-screen',
      nameTests: tests ?? [],
      readsImage: reads ? [site] : [],
      copiesTo: (copiesTo ?? []).map((where) => ({ where, site, offset: 2 })),
    };
    this.code.imageObservers.push(watcher);
  }

  definePackage(className: string): void {
    const name = className.slice(0, className.lastIndexOf('.'));
    if (this.code.packages.some((item) => item.name === name)) return;
    // As many as an SDK or a library brings: one class under its name proves nothing, see judge/origin.ts.
    this.code.packages.push({ name, classes: 40, entry: 'classes.dex' });
  }

  classOfSdk(id: string): string {
    const sdk = this.catalogue.sdks.find((item) => item.id === id);
    const signal = sdk?.signals.find((item) => item.kind === 'package' && item.confidence !== 'low');
    if (!signal) throw new Error(`no SDK with a package is called "${id}"`);
    return `${signal.value}.Part`;
  }

  private classFor(by: string): string {
    if (by === 'app') return `${this.own}.Main`;
    if (by === 'library') return 'androidx.core.app.Part';
    if (by === 'unknown') return 'org.nobody.knows.Part';
    if (by === 'tracker') return this.classOfSdk(this.firstTracker());
    return by.startsWith('sdk:') ? this.classOfSdk(by.slice(4)) : by;
  }

  /** One that was never measured: of measured ones it is known what their code does not take. */
  private firstTracker(): string {
    const trackers = this.catalogue.sdks.filter(
      (item) => item.tracker && item.signals.some((s) => s.kind === 'package' && s.confidence === 'high'),
    );
    return (trackers.find((item) => !item.measured?.length) ?? trackers[0])?.id ?? '';
  }
}

const TAKING = new Set(['collect', 'subscribe', 'callback']);

/** A firm way that works on today's Android: a single sighting if there is one, else a compound. */
function chooseRoute(routes: readonly Route[]): Route | undefined {
  const firm = routes.filter(
    (r) => TAKING.has(r.role) && r.signal === 'strong' && r.to === undefined && !r.library,
  );
  const rated = firm.filter(
    (r) => !permissionsOf(r, []).some((name) => /PRIVILEGED|MODIFY_PHONE/.test(name)),
  );
  for (const list of [rated, firm, routes.filter((r) => TAKING.has(r.role))]) {
    const found =
      list.find((r) => r.watch !== undefined && r.confidence === 'high') ??
      list.find((r) => r.watch !== undefined) ??
      list.find((r) => (r.all ?? r.any) !== undefined);
    if (found) return found;
  }
  return undefined;
}

function watchesOf(route: Route): string[] {
  if (route.watch !== undefined) return [route.watch];
  return [...(route.all ?? []), ...(route.any ?? []).slice(0, 1)];
}

/** Constants that make the call count, at the positions that facts carry for it. */
function argumentsOf(route: Route, catalogue: Catalogue): (string | null)[] {
  const watch = route.watch ?? route.all?.[0];
  const positions = new Set<number>();
  for (const kind of catalogue.kinds) {
    for (const other of kind.routes) {
      if (other.watch === watch) for (const when of other.when ?? []) positions.add(when.arg);
    }
  }
  return [...positions]
    .sort((a, b) => a - b)
    .map((position) => {
      const when = route.when?.find((item) => item.arg === position);
      return when?.is?.[0] ?? when?.startsWith?.[0] ?? when?.contains?.[0] ?? null;
    });
}

/** What today's Android asks for this route; where several do, the kind's own permission. */
function permissionsOf(route: Route, own: readonly string[]): string[] {
  return (route.permissions ?? [])
    .filter((range) => range.to === undefined && !range.conditional)
    .flatMap((range) => {
      const any = range.anyOf ?? [];
      const chosen = any.find((name) => own.includes(name)) ?? any[0];
      return [...(range.allOf ?? []), ...(chosen === undefined ? [] : [chosen])];
    });
}
