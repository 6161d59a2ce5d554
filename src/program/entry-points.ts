// Where Android starts an app's code: the manifest's components with their life cycles in the order Android runs them,
// initialisers, what layouts name. Leaves callbacks of objects made in code to callbacks.ts.
import { compareText } from '../model/order.js';
import type { Component, FileFacts, ManifestFacts, ResourceFacts } from '../model/facts.js';
import { ACCESS } from '../formats/dex/layout.js';
import { isSubtypeOf, typeNamed, type Hierarchy } from './hierarchy.js';
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
import { classNamed, methodName } from './program.js';

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
}

export function findEntryPoints(
  h: Hierarchy,
  overrides: Overrides,
  manifest: ManifestFacts | null,
  resources: ResourceFacts | null,
  files: FileFacts | null,
): EntryPoints {
  const found = new Collector(h, overrides);
  if (manifest) collectManifest(found, manifest);
  if (resources) collectLayouts(found, resources);
  for (const { classes } of files?.serviceLoaders ?? []) {
    for (const name of classes) found.make(name, STARTUP, false, null, 'ServiceLoader');
  }
  if (!manifest) collectWithoutManifest(found);
  return { roots: found.roots, made: found.made, components: found.components };
}

class Collector {
  readonly h: Hierarchy;
  readonly overrides: Overrides;
  readonly roots: Root[] = [];
  readonly made: Made[] = [];
  readonly components = new Set<number>();
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
  component(name: string | null, occasion: OccasionId, place: (override: Override) => Placed): void {
    const cls = this.classOf(name);
    if (cls < 0 || name === null) return;
    this.components.add(cls);
    const order: Root[] = [];
    for (const override of this.overrides.of(cls)) {
      const { occasion: when, trigger } = place(override);
      order.push({
        method: override.method,
        occasion: when,
        component: name,
        trigger,
        repeats: override.family.repeats,
      });
    }
    const rank = (root: Root): number => LIFE_CYCLE.indexOf(methodName(this.h.program, root.method));
    order.sort((a, b) => (rank(a) < 0 ? 99 : rank(a)) - (rank(b) < 0 ? 99 : rank(b)) || a.method - b.method);
    this.make(name, occasion, false, name, order[0]?.trigger ?? 'constructor');
    this.roots.push(...order);
  }
}
interface Placed {
  occasion: OccasionId;
  trigger: string;
}

/** Ties in path length go to what runs first. */
const LIFE_CYCLE = ['attachBaseContext', 'onCreate', 'onStart', 'onResume', 'onStartCommand', 'onReceive'];

const APPLICATION_LATER = /^on(?:LowMemory|TrimMemory|ConfigurationChanged|Terminate)$/;
const ACTIVITY_LATER =
  /^on(?:Pause|Stop|Destroy|Restart|SaveInstanceState|RetainNonConfigurationInstance|NewIntent|LowMemory|TrimMemory|ConfigurationChanged|UserLeaveHint|MultiWindowModeChanged|PictureInPictureModeChanged|ProvideAssistData|ProvideAssistContent|DetachedFromWindow)$/;

function collectManifest(found: Collector, manifest: ManifestFacts): void {
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
  const of = (...types: Component['type'][]) =>
    manifest.components.filter((c) => types.includes(c.type) && (c.enabled || canEnable));
  // Providers start before Application.onCreate, the higher initOrder first (ActivityThread.installContentProviders).
  for (const provider of of('provider').sort((a, b) => (b.initOrder ?? 0) - (a.initOrder ?? 0))) {
    found.component(provider.name, STARTUP, (o) => {
      const name = methodName(found.h.program, o.method);
      const early = name === 'onCreate' || name === 'attachInfo';
      return { occasion: early ? STARTUP : BACKGROUND, trigger: `ContentProvider.${name}` };
    });
    collectNamed(found, provider, 'meta-data');
  }
  for (const { name, value } of application.metaData) collectClassNames(found, [name, value], 'meta-data');
  const activities = of('activity');
  for (const activity of [...activities].sort((a, b) => Number(b.isLauncher) - Number(a.isLauncher))) {
    const launched = activity.isLauncher || hasLaunchedAlias(manifest, activity.name);
    const first = launched ? FIRST_SCREEN : SCREEN;
    found.component(activity.name, first, (o) => {
      const name = methodName(found.h.program, o.method);
      const occasion = o.family.occasion === USER_ACT ? USER_ACT : ACTIVITY_LATER.test(name) ? SCREEN : first;
      return { occasion, trigger: `Activity.${name}` };
    });
  }
  for (const service of of('service')) {
    found.component(service.name, BACKGROUND, (o) => ({
      occasion: o.family.occasion === USER_ACT ? USER_ACT : BACKGROUND,
      trigger: o.family.trigger,
    }));
    collectNamed(found, service, 'meta-data');
  }
  for (const receiver of of('receiver')) {
    const actions = [...new Set(receiver.filters.flatMap((filter) => filter.actions))].sort(compareText);
    found.component(receiver.name, BACKGROUND, (o) => {
      const received = methodName(found.h.program, o.method) === 'onReceive' && actions.length > 0;
      return {
        occasion: BACKGROUND,
        trigger: received ? actions.slice(0, 4).join(', ') : o.family.trigger,
      };
    });
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

function hasLaunchedAlias(manifest: ManifestFacts, name: string): boolean {
  return manifest.components.some(
    (c) => c.type === 'activity-alias' && c.isLauncher && c.targetActivity === name,
  );
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

const CLICK_DESCRIPTOR = '(Landroid/view/View;)V';

function collectLayouts(found: Collector, resources: ResourceFacts): void {
  for (const name of new Set(resources.layoutClasses.map((row) => row.name))) {
    found.make(name, SCREEN, true, null, 'layout');
  }
  const { program } = found.h;
  const click = program.descriptors.find(CLICK_DESCRIPTOR);
  const context = typeNamed(found.h, 'Landroid/content/Context;');
  const handlers = new Set(resources.layoutHandlers.map((row) => program.names.find(row.method)));
  for (const method of handlers.size === 0 ? [] : program.classMethods) {
    const signature = program.methodKeys.second.at(method);
    if (!handlers.has(program.signatures.first.at(signature))) continue;
    if (program.signatures.second.at(signature) !== click) continue;
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
