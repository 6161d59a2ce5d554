// Where Android starts an app's code: the manifest's components with their life cycles in the order Android runs them,
// initialisers, what layouts name. Leaves callbacks of objects made in code to callbacks.ts.
import type { Component, FileFacts, ManifestFacts, ResourceFacts } from '../model/facts.js';
import { ACCESS } from '../formats/dex/layout.js';
import { isSubtypeOf, typeNamed, type Hierarchy } from './hierarchy.js';
import { inLifeCycle, placeComponent, receivedBy, type ComponentType, type Placed } from './components.js';
import { descriptorOf, javaName } from './names.js';
import {
  BACKGROUND,
  CALLBACK,
  FIRST_SCREEN,
  SCREEN,
  STARTUP,
  USER_ACT,
  type OccasionId,
} from './occasions.js';
import type { Override, Overrides } from './overrides.js';
import { classNamed, methodName, methodParameters } from './program.js';

/** A method that Android calls by itself. */
export interface Root {
  method: number;
  occasion: OccasionId;
  /** Java name of the component or class that brings it. */
  component: string | null;
  trigger: string;
  repeats: boolean;
}
/** A class of which Android, or a library by name, makes an object. `callbacks`: its overrides run as callbacks. */
export interface Made {
  cls: number;
  occasion: OccasionId;
  callbacks: boolean;
  component: string | null;
  trigger: string;
}
export interface EntryPoints {
  roots: Root[];
  made: Made[];
  /** Classes whose life cycle the manifest decides, so that making one in code adds nothing. */
  components: ReadonlySet<number>;
  /** Components that the package's own code can bring up. */
  startable: ReadonlyMap<number, Startable>;
}
export interface Startable {
  name: string;
  type: ComponentType;
}

export function findEntryPoints(
  h: Hierarchy,
  overrides: Overrides,
  manifest: ManifestFacts | null,
  resources: ResourceFacts | null,
  files: FileFacts | null,
  isLibrary = false,
): EntryPoints {
  const found = new Collector(h, overrides);
  if (manifest) collectManifest(found, manifest, resources);
  if (resources) collectLayouts(found, resources);
  for (const { classes } of files?.serviceLoaders ?? []) {
    for (const name of classes) found.make(name, STARTUP, false, null, 'ServiceLoader');
  }
  if (!manifest) collectWithoutManifest(found);
  if (isLibrary) collectPublic(found);
  const { roots, made, components, startable } = found;
  return { roots, made, components, startable };
}

class Collector {
  readonly h: Hierarchy;
  readonly overrides: Overrides;
  readonly roots: Root[] = [];
  readonly made: Made[] = [];
  readonly components = new Set<number>();
  readonly startable = new Map<number, Startable>();
  constructor(h: Hierarchy, overrides: Overrides) {
    this.h = h;
    this.overrides = overrides;
  }
  classOf(javaClass: string | null): number {
    return javaClass === null ? -1 : classNamed(this.h.program, descriptorOf(javaClass));
  }
  /** An object of the class comes to be: its constructors run. */
  make(
    name: string,
    occasion: OccasionId,
    callbacks: boolean,
    component: string | null,
    trigger: string,
  ): void {
    const cls = this.classOf(name);
    if (cls < 0) return;
    this.made.push({ cls, occasion, callbacks, component: component ?? name, trigger });
    const { program } = this.h;
    for (let m = program.classMethodStart[cls]!; m < program.classMethodStart[cls + 1]!; m++) {
      const method = program.classMethods[m]!;
      if ((program.methodAccess[method]! & ACCESS.constructor) === 0) continue;
      this.roots.push({ method, occasion, component: component ?? name, trigger, repeats: false });
    }
  }
  /** A component: made by Android, each override called on the occasion that `place` gives. */
  component(name: string | null, occasion: OccasionId, place: (override: Override) => When): void {
    const cls = this.classOf(name);
    if (cls < 0) return;
    this.bringUp(
      name!,
      cls,
      occasion,
      inLifeCycle(
        this.h.program,
        this.overrides.of(cls).map((override) => ({ override, ...place(override) })),
      ),
    );
  }
  /** A component of the manifest that comes up without the package's own doing. */
  started(
    { type, name }: { type: ComponentType; name: string },
    occasion: OccasionId,
    received?: string | null,
  ): void {
    const cls = this.classOf(name);
    if (cls < 0) return;
    const { program } = this.h;
    this.bringUp(
      name,
      cls,
      occasion,
      placeComponent(program, type, this.overrides.of(cls), occasion, received),
    );
  }
  private bringUp(name: string, cls: number, occasion: OccasionId, placed: readonly Placed[]): void {
    this.components.add(cls);
    this.make(name, occasion, false, name, placed[0]?.trigger ?? 'constructor');
    for (const { override, occasion: when, trigger } of placed) {
      const { method, family } = override;
      this.roots.push({ method, occasion: when, component: name, trigger, repeats: family.repeats });
    }
  }
}
type When = Omit<Placed, 'override'>;

const APPLICATION_LATER = /^on(?:LowMemory|TrimMemory|ConfigurationChanged|Terminate)$/;
// eslint-disable-next-line max-lines-per-function -- one line for each thing of the manifest that Android starts
function collectManifest(found: Collector, manifest: ManifestFacts, resources: ResourceFacts | null): void {
  const { application } = manifest;
  const trigger = (kind: string) => (o: Override) => `${kind}.${methodName(found.h.program, o.method)}`;
  found.component(application.appComponentFactory, STARTUP, (o) => ({
    occasion: STARTUP,
    trigger: trigger('AppComponentFactory')(o),
  }));
  found.component(application.zygotePreloadName, STARTUP, (o) => ({
    occasion: STARTUP,
    trigger: trigger('ZygotePreload')(o),
  }));
  found.component(application.name, STARTUP, (o) => ({
    occasion: APPLICATION_LATER.test(methodName(found.h.program, o.method)) ? CALLBACK : STARTUP,
    trigger: trigger('Application')(o),
  }));
  // What the manifest switches off stays off unless the package can switch components on; for which, is not looked at.
  const canEnable = found.h.program.names.find('setComponentEnabledSetting') >= 0;
  const isOn = (c: Component): boolean => c.enabled || canEnable;
  const of = <T extends Component['type']>(type: T): (Component & { type: T })[] =>
    manifest.components.filter((c): c is Component & { type: T } => c.type === type);
  // Providers start before Application.onCreate, the higher initOrder first (ActivityThread.installContentProviders).
  const providers = of('provider').filter(isOn);
  for (const provider of providers.sort((a, b) => (b.initOrder ?? 0) - (a.initOrder ?? 0))) {
    found.component(provider.name, STARTUP, (o) => {
      const name = methodName(found.h.program, o.method);
      const early = name === 'onCreate' || name === 'attachInfo';
      return { occasion: early ? STARTUP : BACKGROUND, trigger: `ContentProvider.${name}` };
    });
    collectNamed(found, provider, 'meta-data');
  }
  for (const { name, value } of application.metaData) collectClassNames(found, [name, value], 'meta-data');
  const aliases = of('activity-alias').filter(isOn);
  const inXml = new Set(resources?.layoutClasses.map((row) => row.name));
  // An alias that is switched on runs its target, also one that is switched off.
  const doors = (c: Component): Component[] => [
    ...(isOn(c) ? [c] : []),
    ...aliases.filter((alias) => alias.targetActivity === c.name),
  ];
  const activities = of('activity').map((c) => ({ c, ways: doors(c) }));
  for (const { c, ways } of activities) {
    if (ways.length === 0) continue;
    collectStartable(found, c);
    const launched = ways.some((way) => way.isLauncher);
    if (launched) found.started(c, FIRST_SCREEN);
    else if (ways.some(startsFromOutside) || inXml.has(c.name)) found.started(c, SCREEN);
  }
  for (const service of of('service').filter(isOn)) {
    collectStartable(found, service);
    if (startsFromOutside(service)) found.started(service, BACKGROUND);
    collectNamed(found, service, 'meta-data');
  }
  for (const receiver of of('receiver').filter(isOn)) {
    collectStartable(found, receiver);
    if (startsFromOutside(receiver)) found.started(receiver, BACKGROUND, receivedBy(receiver));
  }
  found.component(application.backupAgent, BACKGROUND, (o) => ({
    occasion: BACKGROUND,
    trigger: trigger('BackupAgent')(o),
  }));
  for (const { name } of manifest.instrumentation) {
    found.component(name, BACKGROUND, (o) => ({
      occasion: BACKGROUND,
      trigger: trigger('Instrumentation')(o),
    }));
  }
}

/**
 * Whether something outside the package can bring the component up: other apps when it is exported, the system by the
 * actions of its filters, or, for a service that only the system may bind, by its role. The system passes the test
 * for exported components, so that a filter is enough. Jobs are asked for by the package itself.
 */
function startsFromOutside({ type, exported, filters, permission }: Component): boolean {
  const bound = type === 'service' && /^android\.permission\.BIND_(?!JOB_SERVICE$)/.test(permission ?? '');
  return exported || filters.length > 0 || bound;
}

function collectStartable(found: Collector, { name, type }: Startable): void {
  const cls = found.classOf(name);
  if (cls < 0) return;
  found.components.add(cls);
  found.startable.set(cls, { name, type });
}

function collectNamed(found: Collector, component: Component, trigger: string): void {
  for (const { name, value } of component.metaData) collectClassNames(found, [name, value], trigger);
}

/** Classes that a meta-data element names: initialisers, registrars. A key may carry the class behind a colon. */
function collectClassNames(found: Collector, texts: readonly (string | null)[], trigger: string): void {
  for (const text of texts) {
    for (const name of text?.split(/[:,;\s]/) ?? []) {
      if (!name.includes('.') || found.classOf(name) < 0) continue;
      found.make(name, STARTUP, true, null, `${trigger} ${name}`);
    }
  }
}

/** What a handler that a layout or style names is given, and what one of a menu is. */
const HANDLER_PARAMETERS = ['Landroid/view/View;', 'Landroid/view/MenuItem;'];

function collectLayouts(found: Collector, resources: ResourceFacts): void {
  for (const name of new Set(resources.layoutClasses.map((row) => row.name))) {
    if (!found.components.has(found.classOf(name))) found.make(name, SCREEN, true, null, 'layout');
  }
  const { program } = found.h;
  const context = typeNamed(found.h, 'Landroid/content/Context;');
  const handlers = new Set(resources.layoutHandlers.map((row) => program.names.find(row.method)));
  for (const method of handlers.size === 0 ? [] : program.classMethods) {
    const signature = program.methodKeys.second.at(method);
    if (!handlers.has(program.signatures.first.at(signature))) continue;
    const given = methodParameters(program, method);
    if (given.length !== 1 || !HANDLER_PARAMETERS.includes(given[0]!)) continue;
    const type = program.methodKeys.first.at(method);
    // The handler is looked up on the view's context (View.DeclaredOnClickListener): an activity, as a rule.
    if (!isSubtypeOf(found.h, type, context)) continue;
    const component = javaName(program.types.text(type));
    found.roots.push({ method, occasion: USER_ACT, component, trigger: 'android:onClick', repeats: false });
  }
}

/** A bare DEX or an unreadable manifest: every class that extends a component may be one; when is not known. */
function collectWithoutManifest(found: Collector): void {
  const { program } = found.h;
  const bases = ['Application', 'Activity', 'Service'].map((name) => `Landroid/app/${name};`);
  bases.push('Landroid/content/ContentProvider;', 'Landroid/content/BroadcastReceiver;');
  const above = bases.map((name) => typeNamed(found.h, name));
  for (const type of program.classType) {
    if (!above.some((base) => isSubtypeOf(found.h, type, base))) continue;
    found.component(javaName(program.types.text(type)), CALLBACK, (o) => ({
      occasion: o.family.occasion ?? CALLBACK,
      trigger: o.family.trigger,
    }));
  }
}

/** What an app that includes a library can call of it; its own code calls the rest. */
function collectPublic({ h: { program }, roots }: Collector): void {
  const hidden = SYNTHETIC | ACCESS.abstract;
  for (let cls = 0; cls < program.classType.length; cls++) {
    if ((program.classAccess[cls]! & ACCESS.public) === 0) continue;
    const component = javaName(program.types.text(program.classType[cls]!));
    if (component.split(/[.$]/).pop()!.length <= RENAMED) continue;
    for (let i = program.classMethodStart[cls]!; i < program.classMethodStart[cls + 1]!; i++) {
      const method = program.classMethods[i]!;
      const access = program.methodAccess[method]!;
      if ((access & ACCESS.public) === 0 || (access & hidden) !== 0) continue;
      if (methodName(program, method).length <= RENAMED) continue;
      roots.push({ method, occasion: CALLBACK, component, trigger: 'public method', repeats: false });
    }
  }
}
/** What a compiler adds beside what was written. */
const SYNTHETIC = 0x1000;
/** Names of a letter or two are what renaming left, and nobody's to call. */
const RENAMED = 2;
