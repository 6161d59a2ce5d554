// What the package keeps from us, each with the weight it could hide: packed or missing code, native libraries,
// reflection, dynamic loading, missing splits, unread sections. Leaves turning weight into an interval to the score.
import { SECTION_NAMES } from '../model/constants.js';
import type { Unknown } from '../model/judgement.js';
import type { Derivation, View } from '../model/rule.js';
import type { SectionName } from '../model/facts.js';
import { compareText } from '../model/order.js';
import { asked } from './asked.js';
import { damage } from './damage.js';
import { perCatalogue } from './per-catalogue.js';
import { readSection } from './view.js';
import { frameworks } from './frameworks.js';
import { passedOn } from './perhaps.js';
import { protections } from './protection.js';
import { isNativeOnly, unreadable } from './unreadable.js';

export interface Blindness {
  /** False when the code could not be read, so that nothing can be said. */
  readable: boolean;
  unknowns: Unknown[]; // by code
}

/** Share of reflective calls that resolve to nothing, above which reflection is called heavy; and the least number. */
const HEAVY_REFLECTION = { perThousandMethods: 5, least: 40 };
/** Classes that look like string decryptors before strings count as hidden. */
const MANY_DECRYPTORS = 3;

export const blindness: Derivation<Blindness> = {
  name: 'blindness',
  reads: ['manifest', 'code', 'native', 'files', 'resources'],
  byType: true,
  compute(view) {
    const { scoring } = view.catalogue;
    const codes = codesOf(view);
    const unknowns = [...codes].sort().map((code): Unknown => {
      const weight = Object.hasOwn(scoring.unknowns, code) ? scoring.unknowns[code]!.value : 0;
      const by = hiders(code, view);
      return by.length === 0 ? { code, weight } : { code, weight, by };
    });
    const all = [...unknowns, ...view.get(asked), ...view.get(passedOn)].sort((a, b) =>
      compareText(a.code, b.code),
    );
    return { readable: isReadable(view), unknowns: all };
  },
};

/** Names of the packers, protectors and frameworks behind a code. */
function hiders(code: string, view: View): string[] {
  const effect = code === 'packed' ? 'not-rated' : code === 'code-hidden-part' ? 'partly-rated' : null;
  if (effect === null) return [];
  const names = view
    .get(protections)
    .filter((x) => x.effect === effect && x.id !== 'unknown-packer')
    .map((x) => x.name);
  if (code === 'code-hidden-part') {
    for (const { marker, codeIn } of view.get(frameworks)) {
      if (marker.kind === 'framework' && marker.hides !== 'none' && codeIn.length > 0)
        names.push(marker.name);
    }
  }
  return [...new Set(names)].sort();
}

function isReadable(view: View): boolean {
  const manifest = readSection(view.facts, 'manifest');
  const code = readSection(view.facts, 'code');
  // An app that says it has no code has nothing to hide in it, unless all of it is native.
  if (manifest?.application.hasCode === false && (code === null || code.signals.classes === 0)) {
    return !isNativeOnly(view);
  }
  return code !== null && code.signals.classes > 0;
}

// eslint-disable-next-line complexity -- one line for each thing that can hide a taking
function codesOf(view: View): Set<string> {
  const { facts } = view;
  const codes = new Set<string>(unreadable(view));
  const code = readSection(facts, 'code');
  for (const hole of damage(view)) codes.add(hole);
  if (facts.scripts?.state === 'partial') codes.add('section-partial');
  for (const name of ['native', 'files'] satisfies SectionName[]) {
    if (facts[name].state === 'partial') codes.add('section-partial');
    if (facts[name].state === 'missing') codes.add('section-missing');
  }
  if (hasUntoldLimit(view)) codes.add('section-partial');
  const found = view.get(frameworks);
  for (const { marker, codeIn } of found) {
    if (marker.kind === 'framework' && marker.hides !== 'none' && codeIn.length > 0)
      codes.add('code-hidden-part');
  }
  for (const { effect } of view.get(protections)) {
    if (effect === 'not-rated') codes.add('packed');
    if (effect === 'partly-rated') codes.add('code-hidden-part');
  }
  const missing = code?.signals.componentsMissing.length ?? 0;
  if (missing > 0 && !codes.has('packed') && !codes.has('code-outside')) codes.add('components-missing');
  if (code !== null) {
    const { signals } = code;
    if (signals.dynamicLoading.length > 0) codes.add('dynamic-loading');
    const unresolved = signals.reflectionCalls - signals.reflectionResolved;
    if (
      unresolved >= HEAVY_REFLECTION.least &&
      unresolved * 1000 > signals.methods * HEAVY_REFLECTION.perThousandMethods
    ) {
      codes.add('reflection');
    } else if (unresolved > 0) codes.add('reflection-some');
    if (signals.encryptedStrings >= MANY_DECRYPTORS) codes.add('encrypted-strings');
    if (!signals.reachComputed && signals.classes > 0) codes.add('reach-not-computed');
  }
  const known = new Set(found.flatMap(({ signs }) => signs));
  const ofSdks = sdkLibraries(view.catalogue);
  const libraries = readSection(facts, 'native')?.libraries ?? [];
  if (libraries.some(({ name, entry }) => !known.has(entry) && !ofSdks.has(name))) codes.add('native');
  // Loaded by name and not here, it comes from elsewhere or was left out.
  const here = new Set(libraries.map(({ name }) => name));
  if ((code?.gaps?.libraries ?? []).some((name) => !here.has(name) && !ofSdks.has(name))) codes.add('native');
  if ((readSection(facts, 'files')?.hiddenDex.length ?? 0) > 0) codes.add('hidden-dex');
  if (lacksSplits(view)) codes.add('missing-splits');
  return codes;
}

/** A ceiling was reached and no section says that it suffered: something is missing all the same. */
function hasUntoldLimit({ facts }: View): boolean {
  const told = new Set(
    SECTION_NAMES.flatMap((name) => {
      const section = facts[name];
      return section.state === 'complete' ? [] : section.because;
    }),
  );
  return facts.diagnostics.some(({ code }) => code.startsWith('limit/') && !told.has(code));
}

/** Native libraries that are a sign of some SDK. */
const sdkLibraries = perCatalogue(
  ({ sdks }) =>
    new Set(sdks.flatMap((sdk) => sdk.signals.filter((s) => s.kind === 'library').map((s) => s.value))),
);

/** Said by the package reader, which knows the names of the parts. */
const SPLITS_MISSING = new Set(['package/splits-missing', 'package/base-missing']);

/** Parts that the manifest requires are not here. */
function lacksSplits({ facts }: View): boolean {
  if (facts.diagnostics.some(({ code }) => SPLITS_MISSING.has(code))) return true;
  const manifest = readSection(facts, 'manifest');
  if (!manifest || (!manifest.isSplitRequired && manifest.requiredSplitTypes.length === 0)) return false;
  return facts.identity.parts.length < 2;
}
