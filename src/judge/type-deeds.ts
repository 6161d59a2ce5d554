// What a package does that tells its type: what it offers the platform, whose key it shares, whether anything in it can
// run. Leaves names and labels to type-words.ts and what a deed weighs to infer-type.ts.
import type { AppFacts, Component, IntentFilter, ManifestFacts } from '../model/facts.js';
import type { Catalogue, TypeDeed } from '../model/catalogue.js';
import { readSection } from './view.js';

/** Without an entry in the launcher. */
export function isHidden(manifest: ManifestFacts): boolean {
  return manifest.components.length > 0 && !manifest.components.some((component) => component.isLauncher);
}

/** Nothing that Android could start: resources, a definition of permissions, a library others load. */
export function hasNothingToRun({ manifest }: AppFacts): boolean {
  if (manifest.state !== 'complete') return false;
  const { components, instrumentation, package: name } = manifest.value;
  return name !== '' && components.length === 0 && instrumentation.length === 0;
}

/** The deeds of all types that this package does. */
export function deedsOf(facts: AppFacts, catalogue: Catalogue): Set<TypeDeed> {
  const done = new Set<TypeDeed>();
  const manifest = readSection(facts, 'manifest');
  if (manifest === null) return done;
  const shown = manifest.components.some((component) => component.isLauncher);
  const idle = hasNothingToRun(facts);
  const filters = manifest.components.flatMap((component) => component.filters);
  const said = new Set(filters.flatMap(({ actions, categories }) => [...actions, ...categories]));
  for (const type of catalogue.types) {
    for (const deed of type.hints.does ?? []) {
      // What cannot run does nothing; how it is made still counts.
      if (idle && deed.in !== 'package') continue;
      if (deed.shown !== undefined && deed.shown !== shown) continue;
      if (deed.never?.some((word) => said.has(word))) continue;
      if (isDone(deed, facts, manifest)) done.add(deed);
    }
  }
  return done;
}

function isDone(deed: TypeDeed, facts: AppFacts, manifest: ManifestFacts): boolean {
  switch (deed.in) {
    case 'user':
      return begins(manifest.sharedUserId ?? '', deed);
    case 'name':
      return deed.names?.includes(manifest.package) === true || begins(manifest.package, deed);
    case 'library':
      return manifest.usesLibraries.some(({ name, required }) => required && begins(name, deed));
    case 'main':
      return manifest.components.some(
        (component) => component.isLauncher && begins(component.targetActivity ?? component.name, deed),
      );
    case 'authority':
      return manifest.components.some(
        ({ authorities, enabled }) => enabled && authorities.some((a) => deed.names?.includes(a) === true),
      );
    case 'package':
      return PACKAGES[deed.is ?? '']?.(facts, manifest, deed) === true;
    default:
      return manifest.components.some(
        (component) => ofSort(component, deed.in) && component.enabled && offers(component, deed),
      );
  }
}

const PACKAGES: Readonly<
  Record<string, (facts: AppFacts, manifest: ManifestFacts, deed: TypeDeed) => boolean>
> = {
  'nothing-to-run': (facts) => hasNothingToRun(facts),
  /** Components, and no class, no library for them: only a system image keeps an app's code beside its package. */
  'code-elsewhere': (facts, manifest) => {
    const code = readSection(facts, 'code');
    const { components, application } = manifest;
    if (facts.manifest.state !== 'complete' || components.length === 0 || application.hasCode === false)
      return false;
    const bare = (readSection(facts, 'native')?.libraries.length ?? 0) === 0;
    return facts.code.state === 'complete' && code !== null && code.dex.length === 0 && bare;
  },
  /** Only screens, each there to be found by the app that the pack belongs to. */
  marker: (_facts, manifest, deed) => {
    const { components } = manifest;
    if (components.length === 0 || components.length > MOST_MARKERS) return false;
    return components.every(
      ({ type, filters }) =>
        type === 'activity' &&
        filters.length > 0 &&
        filters.every(({ actions }) => actions.some((action) => namesPack(action, deed))),
    );
  },
  /** Tests of another app; an app that merely carries tests of its own is an app. */
  instrumentation: (_facts, manifest) =>
    !manifest.components.some((component) => component.isLauncher) &&
    manifest.instrumentation.some(
      ({ targetPackage }) => targetPackage !== null && targetPackage !== manifest.package,
    ),
  /** Services, receivers and providers alone. */
  screenless: (_facts, manifest) =>
    manifest.components.length > 0 &&
    manifest.components.every(({ type }) => type !== 'activity' && type !== 'activity-alias'),
};

/** A pack has one screen, or one for each of a few apps it belongs to. */
const MOST_MARKERS = 3;

/** "com.maker.home.ICON_PACK" ends in a word for packs. */
function namesPack(action: string, deed: TypeDeed): boolean {
  if (action.startsWith('android.')) return false;
  const last = action
    .slice(action.lastIndexOf('.') + 1)
    .toLowerCase()
    .split(/[^a-z]+/);
  return deed.words?.some((word) => last.includes(word)) === true;
}

const begins = (name: string, deed: TypeDeed): boolean =>
  deed.begins?.some((start) => name.startsWith(start)) === true;

function ofSort({ type }: Component, sort: string): boolean {
  return type === sort || (sort === 'activity' && type === 'activity-alias');
}

function offers(component: Component, deed: TypeDeed): boolean {
  return component.filters.some((filter) => filterDoes(filter, deed));
}

function filterDoes(filter: IntentFilter, deed: TypeDeed): boolean {
  if (deed.action !== undefined && !filter.actions.includes(deed.action)) return false;
  if (deed.category !== undefined && !filter.categories.includes(deed.category)) return false;
  if (deed.data === undefined) return true;
  const elements = filter.data.flatMap((data) => [data, ...data.split(/\s+/)]);
  return elements.includes(deed.data) && !(deed.data.startsWith('scheme=http') && isNarrowed(filter.data));
}

/** Data elements of one filter join: a host, a path or a kind of file beside the scheme narrows it to some addresses. */
function isNarrowed(data: readonly string[]): boolean {
  return data.some((element) =>
    /\b(?:host=(?!\*(?:\s|$))|path\w*=(?!\/?\.?\*$)|mimeType=(?!text\/html|application\/xhtml))/.test(
      element,
    ),
  );
}

/** Says that the package comes with an image, each in its way: one sign, not several. */
export function isOfImage(deed: TypeDeed): boolean {
  return (
    deed.in === 'library' || deed.is === 'code-elsewhere' || (deed.in === 'name' && deed.begins !== undefined)
  );
}

const BEGINNINGS: Readonly<Record<string, string>> = {
  user: 'user of the system',
  library: 'library of the maker',
  name: 'name of the maker',
  main: 'main of an engine',
};

/** What was done: as the manifest writes it, or by a word that text/type-reasons.ts puts in a sentence. */
export function deedText(deed: TypeDeed): string {
  if (deed.in === 'package') return deed.is ?? '';
  if (deed.in === 'name' && deed.names !== undefined) return 'system-name';
  if (deed.in === 'authority') return 'system-authority';
  if (deed.begins !== undefined) return BEGINNINGS[deed.in] ?? deed.in;
  return [deed.action, deed.category, deed.data].filter((part) => part !== undefined).join(' ');
}
