// Packages whose code or manifest is there and cannot be judged: all code native, broken or emptied code, a manifest that
// two readers take for two. Each is a reason of its own not to rate. Leaves what is read but not worked out to unknowns.ts.
import type { View } from '../model/rule.js';
import { readSection } from './view.js';

/** Codes of scoring.unknowns. */
export type Unreadable =
  | 'native-only'
  | 'native-methods'
  | 'code-outside'
  | 'code-missing'
  | 'code-broken'
  | 'code-empty'
  | 'code-copied'
  | 'manifest-disputed';

const MANIFEST_ENTRY = 'AndroidManifest.xml';
/** The platform's screen that hands everything to a library of the app's. */
const NATIVE_SCREENS = new Set(['android.app.NativeActivity', 'com.google.androidgamesdk.GameActivity']);
/** Below this a share says nothing: a handful of classes made by the build. */
const LEAST_METHODS = 20;
/** A method that does something has more; `return-void` alone, or nothing but nops, is what emptying leaves. */
const EMPTY_INSTRUCTIONS = 1.2;
/** Share of methods that are native from which the Java code is only a list of names. */
const NATIVE_SHARE = 0.5;

/** No class at all, and something native to run instead: a screen of the platform's for it, or libraries. */
export function isNativeOnly({ facts }: View): boolean {
  const code = readSection(facts, 'code');
  const manifest = readSection(facts, 'manifest');
  if (manifest === null || (code?.signals.classes ?? 0) > 0) return false;
  const native = (readSection(facts, 'native')?.libraries.length ?? 0) > 0;
  return native || manifest.components.some((component) => NATIVE_SCREENS.has(component.name));
}

/** Why code or manifest that is there cannot be judged; sorted. */
// eslint-disable-next-line complexity -- one line for each reason
export function unreadable(view: View): Unreadable[] {
  const { facts } = view;
  const found = new Set<Unreadable>();
  const code = readSection(facts, 'code');
  const manifest = readSection(facts, 'manifest');
  const app = manifest !== null && manifest.package !== '';
  if (isNativeOnly(view)) found.add('native-only');
  else if (app && manifest.application.hasCode !== false) {
    if (isOutside(view)) found.add('code-outside');
    else if (noneLoaded(view)) found.add('code-missing');
  }
  if (code !== null) {
    const asleep = notLoaded(view);
    if (code.dex.some((dex) => dex.state === 'missing' && !asleep.has(dex.entry))) found.add('code-broken');
    const { methods, nativeMethods, instructions } = code.signals;
    const concrete = methods - nativeMethods;
    if (methods >= LEAST_METHODS && nativeMethods > methods * NATIVE_SHARE) found.add('native-methods');
    else if (concrete >= LEAST_METHODS && instructions < concrete * EMPTY_INSTRUCTIONS)
      found.add('code-empty');
  }
  for (const { code: said, place } of facts.diagnostics) {
    if (said === 'dex/platform-class-copied') found.add('code-copied');
    if (said === 'zip/local-name-differs' && place.entry === MANIFEST_ENTRY) found.add('manifest-disputed');
  }
  return [...found].sort();
}

/** DEX entries that Android does not load by itself. */
function notLoaded({ facts }: View): Set<string> {
  return new Set(
    facts.diagnostics.filter((x) => x.code === 'dex/not-loaded-at-start').map((x) => x.place.entry),
  );
}

/**
 * No DEX at all, and nothing native: the code lies beside the package, as on a system image. A packer would need some to
 * unpack the rest with.
 */
export function isOutside(view: View): boolean {
  const { code } = view.facts;
  if (code.state !== 'complete' || code.value.dex.length > 0 || code.value.signals.classes > 0) return false;
  return !isNativeOnly(view);
}

/** True when DEX is in the package and none of it is what Android loads. */
function noneLoaded(view: View): boolean {
  const rows = readSection(view.facts, 'code')?.dex ?? [];
  const asleep = notLoaded(view);
  return rows.length > 0 && rows.every((dex) => asleep.has(dex.entry));
}
