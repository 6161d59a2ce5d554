// Packers and protectors: which one, what it hides in this package, and whether the app can be rated at all.
// A packer's name alone says little, because its libraries also travel in SDKs: what decides is two sorts of sign
// together, or one with the gap that packing leaves - classes that the manifest names and no DEX defines.
// Leaves the weight of what is hidden to unknowns.ts and rules/scoring.yaml.
import type { FrameworkMarker } from '../model/catalogue.js';
import type { Derivation, View } from '../model/rule.js';
import { readSection } from './view.js';
import { frameworks, type FoundFramework } from './frameworks.js';
import { isOutside } from './unreadable.js';

export interface Protection {
  /** Catalogue id, or "unknown-packer" when only the gap is there. */
  id: string;
  name: string;
  kind: 'packer' | 'protector';
  /** Entries and packages that give it away, sorted; empty for an unknown packer. */
  signs: string[];
  /** not-rated: the app's own code is not here to read. partly-rated: some of it. noted: it is there, and hides nothing. */
  effect: 'not-rated' | 'partly-rated' | 'noted';
  /** Why, in words of this file: "two-signs", "stub-application", "components-missing", "application-missing", "few-classes". */
  because: string[];
}

/** Share of the manifest's components without a class beyond which code is missing rather than a component forgotten. */
const MISSING_SHARE = 0.3;
/** The same when no packer is known: more is asked for. */
const MISSING_SHARE_UNKNOWN = 0.5;
const LEAST_COMPONENTS = 2;
/** A packer's shell has a handful of classes; no app with several components has so few. */
const FEW_CLASSES = 200;

interface Gap {
  because: string[];
  share: number;
  applicationMissing: boolean;
}

/** What the package lacks. Missing splits leave the same gap, so then it is none. */
function gapOf(view: View): Gap | null {
  const { facts } = view;
  if (isOutside(view)) return null;
  const code = readSection(facts, 'code');
  const manifest = readSection(facts, 'manifest');
  if (code === null || manifest === null || manifest.application.hasCode === false) return null;
  const splitsMissing = facts.diagnostics.some(
    ({ code: found }) => found === 'package/splits-missing' || found === 'package/base-missing',
  );
  if (splitsMissing) return null;
  const { componentsMissing, applicationClassMissing, classes } = code.signals;
  const components = manifest.components.filter((x) => x.type !== 'activity-alias').length;
  const share = components < LEAST_COMPONENTS ? 0 : componentsMissing.length / components;
  const because: string[] = [];
  if (share > MISSING_SHARE) because.push('components-missing');
  if (applicationClassMissing) because.push('application-missing');
  if (because.length > 0 && classes < FEW_CLASSES) because.push('few-classes');
  return because.length === 0 ? null : { because, share, applicationMissing: applicationClassMissing };
}

/** True when the application class of the manifest is one of the packer's own: it unpacks the real one at start. */
function isStub(marker: FrameworkMarker, application: string | null): boolean {
  return (
    application !== null &&
    marker.classes.some((name) => application === name || application.startsWith(`${name}.`))
  );
}

function judgeMarker(found: FoundFramework, gap: Gap | null, application: string | null): Protection {
  const { marker, signs, sorts } = found;
  const stub = isStub(marker, application);
  const because: string[] = [];
  if (sorts.length > 1) because.push('two-signs');
  if (stub) because.push('stub-application');
  if (gap !== null) because.push(...gap.because);
  return {
    id: marker.id,
    name: marker.name,
    kind: marker.kind === 'packer' ? 'packer' : 'protector',
    signs,
    effect: effectOf(marker, sorts, stub, gap),
    because,
  };
}

function effectOf(
  marker: FrameworkMarker,
  sorts: FoundFramework['sorts'],
  stub: boolean,
  gap: Gap | null,
): Protection['effect'] {
  if (marker.hides === 'none') return 'noted';
  const sure = sorts.length > 1 || stub;
  if (marker.hides === 'part') return sure || !sorts.includes('file') ? 'partly-rated' : 'noted';
  if (stub || gap !== null) return 'not-rated';
  // Everything the manifest names is here: either the shell only guards, or it empties methods and keeps the classes.
  return sure || (marker.confidence === 'high' && sorts[0] !== 'file') ? 'partly-rated' : 'noted';
}

export const protections: Derivation<Protection[]> = {
  name: 'protections',
  reads: ['manifest', 'code', 'native', 'files'],
  compute(view) {
    const gap = gapOf(view);
    const application = readSection(view.facts, 'manifest')?.application.name ?? null;
    const found = view
      .get(frameworks)
      .filter(({ marker }) => marker.kind !== 'framework')
      .map((x) => judgeMarker(x, gap, application));
    const unknown =
      gap !== null &&
      !found.some((x) => x.effect === 'not-rated') &&
      gap.share > MISSING_SHARE_UNKNOWN &&
      (gap.applicationMissing || gap.because.includes('few-classes'));
    if (unknown) {
      found.push({
        id: 'unknown-packer',
        name: 'unknown',
        kind: 'packer',
        signs: [],
        effect: 'not-rated',
        because: gap.because,
      });
    }
    return found.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  },
};
