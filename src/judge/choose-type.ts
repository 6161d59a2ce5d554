// Which app type a judgement is made against: the one the user names, or one inferred from what the package says of
// itself, with a stated confidence, or none. Permissions are never a hint: an app must not justify itself by asking.
import type { AppFacts, IntentFilter, ManifestFacts } from '../model/facts.js';
import type { AppType, Catalogue, TypeDeed } from '../model/catalogue.js';
import type { TypeChoice, View } from '../model/rule.js';
import { UserError } from '../model/user-error.js';
import { sdkList } from './sdks.js';
import { nearestNames } from '../model/nearest.js';
import { perCatalogue } from './per-catalogue.js';
import { UNKNOWN_TYPE, createView, readSection } from './view.js';

/**
 * The type to judge by. `given` is an id, a number of the 2021 rule, a name in either language, several of these joined
 * by "+" or ",", or "unknown". Without it the type is inferred.
 * @throws UserError "type/unknown" with the nearest valid names
 */
export function chooseType(facts: AppFacts, catalogue: Catalogue, given?: string | null): TypeChoice {
  if (given !== undefined && given !== null && given.trim() !== '') return givenType(catalogue, given);
  return inferType(createView(facts, catalogue, UNKNOWN_TYPE));
}

/** The choice for types named by the user. */
export function givenType(
  catalogue: Catalogue,
  given: string,
  source: 'given' | 'list' = 'given',
): TypeChoice {
  const names = given
    .split(/[+,，、]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 1 && names[0]!.toLowerCase() === 'unknown') return { ...UNKNOWN_TYPE, source };
  const types = [...new Set(names.map((name) => typeNamed(catalogue, name)))];
  return {
    id: types.map((type) => type.id).join('+'),
    source,
    confidence: 1,
    types,
    because: [],
    runnerUp: null,
  };
}

function typeNamed(catalogue: Catalogue, name: string): AppType {
  const wanted = fold(name);
  const found = catalogue.types.find(
    (type) =>
      type.id === wanted ||
      (type.number !== undefined && String(type.number) === wanted) ||
      fold(type.name.en) === wanted ||
      type.name.zh === name ||
      type.name.zh.replace(/类$/, '') === name.replace(/类$/, ''),
  );
  if (found) return found;
  const near = nearestNames(
    wanted,
    catalogue.types.map((type) => type.id),
  );
  const hint =
    near.length > 0
      ? { en: `did you mean ${near.join(', ')}?`, zh: `是否指 ${near.join('、')}？` }
      : {
          en: 'list them with: overreach rules list app-types',
          zh: '可用 overreach rules list app-types 列出',
        };
  throw new UserError(
    'type/unknown',
    { en: `no app type is called "${name}"`, zh: `不存在名为“${name}”的应用类型` },
    hint,
  );
}

function fold(name: string): string {
  return name
    .toLowerCase()
    .trim()
    .replace(/[\s_]+/g, '-');
}

const WORDS: ReadonlySet<string> = new Set(['label-word', 'package-word', 'component-word']);

interface Guess {
  type: AppType;
  probability: number;
  because: string[];
}

/** Signs that hold for a type, each weighing what scoring.yaml says; independent signs join as probabilities do. */
export function inferType(view: View): TypeChoice {
  const { catalogue } = view;
  const guesses = rankTypes(view);
  const [best, second] = guesses;
  if (!best) return UNKNOWN_TYPE;
  const margin = (best.probability - (second?.probability ?? 0)) / best.probability;
  const confidence = Math.round(100 * best.probability * (0.5 + 0.5 * margin)) / 100;
  const runnerUp = second && second.probability >= best.probability / 3 ? second.type.id : null;
  if (confidence < catalogue.scoring.typeConfidence.value) {
    const considered = guesses.map(({ type }) => type).filter(({ ours }) => ours === true);
    return { ...UNKNOWN_TYPE, confidence, because: best.because, runnerUp: best.type.id, considered };
  }
  return {
    id: best.type.id,
    source: 'inferred',
    confidence,
    types: [best.type],
    because: best.because,
    runnerUp,
  };
}

function rankTypes(view: View): Guess[] {
  const { facts, catalogue } = view;
  const manifest = readSection(facts, 'manifest');
  if (!manifest) return [];
  const hints = catalogue.scoring.typeHints;
  const weight = (key: string): number => (Object.hasOwn(hints, key) ? hints[key]!.value : 0);
  const labels = new Set([
    manifest.application.label ?? '',
    ...manifest.application.labels.map((l) => l.text),
  ]);
  const labelText = [...labels].join('\n');
  const labelWords = wordsOf(labelText);
  const packageWords = wordsOf(manifest.package.split('.').slice(1).join(' '));
  const screens = manifest.components.filter((c) => c.type === 'activity' && isOwn(c.name, manifest.package));
  const componentWords = wordsOf(screens.map((c) => c.name.slice(c.name.lastIndexOf('.') + 1)).join(' '));
  const sdks = new Set(view.get(sdkList).map(({ sdk }) => sdk.id));
  const features = new Set(manifest.features.filter((f) => f.required).map((f) => f.name));
  const category = manifest.application.isGame ? 'game' : manifest.application.appCategory;

  const deeds = deedsOf(manifest, catalogue);
  // The name of a part that nobody starts says what it serves, not what it is.
  const trust = isHidden(manifest) ? weight('words-of-hidden') : 1;
  const hintWords = hintsOf(catalogue);
  const said = longestWords(
    hintWords.all
      .filter((hint) =>
        hint.parts === null ? labelText.includes(hint.word) : saysParts(labelWords, hint.parts),
      )
      .map(({ word }) => word),
  );
  const guesses: Guess[] = [];
  for (const type of catalogue.types) {
    const signs: { sign: string; weight: number }[] = [];
    const sign = (what: string, text: string): number =>
      signs.push({ sign: `${what}: ${text}`, weight: weight(what) * (WORDS.has(what) ? trust : 1) });
    for (const deed of type.hints.does ?? []) {
      if (deeds.has(deed))
        signs.push({ sign: `does: ${deedText(deed)}`, weight: weight(`does-${deed.strength}`) });
    }
    if (category !== null && type.hints.appCategories.includes(category)) sign('app-category', category);
    for (const { word, parts } of hintWords.byType.get(type) ?? []) {
      if (said.has(word)) sign('label-word', word);
      if (saysParts(packageWords, parts)) sign('package-word', word);
      if (saysParts(componentWords, parts)) sign('component-word', word);
    }
    for (const sdk of type.hints.sdks) if (sdks.has(sdk)) sign('sdk', sdk);
    for (const feature of type.hints.features) if (features.has(feature)) sign('feature', feature);
    if (signs.length === 0) continue;
    const probability = 1 - signs.reduce((rest, { weight: w }) => rest * (1 - w), 1);
    guesses.push({ type, probability, because: signs.map((s) => s.sign).sort() });
  }
  return guesses.sort((a, b) => b.probability - a.probability || (a.type.id < b.type.id ? -1 : 1));
}

function isOwn(component: string, own: string): boolean {
  const root = own.split('.').slice(0, 2).join('.');
  return component === own || component.startsWith(`${root}.`);
}

/** Without an entry in the launcher. */
function isHidden(manifest: ManifestFacts): boolean {
  return manifest.components.length > 0 && !manifest.components.some((component) => component.isLauncher);
}

/** The deeds of all types that this package does. */
function deedsOf(manifest: ManifestFacts, catalogue: Catalogue): Set<TypeDeed> {
  const done = new Set<TypeDeed>();
  const hidden = isHidden(manifest);
  const filters = manifest.components.flatMap((component) => component.filters);
  const said = new Set(filters.flatMap(({ actions, categories }) => [...actions, ...categories]));
  for (const type of catalogue.types) {
    for (const deed of type.hints.does ?? []) {
      if (deed.never?.some((word) => said.has(word))) continue;
      if (deed.in === 'user') {
        if (hidden && deed.begins && manifest.sharedUserId?.startsWith(deed.begins)) done.add(deed);
        continue;
      }
      if (deed.in === 'hidden-service' && !hidden) continue;
      const sort = deed.in === 'hidden-service' ? 'service' : deed.in;
      const offers = manifest.components.some(
        (component) =>
          (component.type === sort || (sort === 'activity' && component.type === 'activity-alias')) &&
          component.enabled &&
          component.filters.some((filter) => filterDoes(filter, deed)),
      );
      if (offers) done.add(deed);
    }
  }
  return done;
}

function filterDoes(filter: IntentFilter, deed: TypeDeed): boolean {
  if (deed.action !== undefined && !filter.actions.includes(deed.action)) return false;
  if (deed.category !== undefined && !filter.categories.includes(deed.category)) return false;
  if (deed.data === undefined) return true;
  // Data elements of one filter join: a host beside the scheme, wherever it stands, narrows it.
  const narrowed =
    deed.data.startsWith('scheme=http') && filter.data.some((data) => /\bhost=(?!\*)/.test(data));
  return !narrowed && filter.data.includes(deed.data);
}

function deedText(deed: TypeDeed): string {
  return [deed.action, deed.category, deed.data, deed.begins].filter((part) => part !== undefined).join(' ');
}

/** "MyCameraActivity2" → my, camera, activity. Letters of every script: "Režim" is one word and holds no "im". */
function wordsOf(text: string): Set<string> {
  const split = text
    .replace(/(?<=[\p{Ll}\p{Nd}])(?=\p{Lu})/gu, ' ')
    .replace(/(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ');
  return new Set(
    split
      .toLowerCase()
      .split(/[^\p{L}\p{M}]+/u)
      .filter((word) => word.length > 1),
  );
}

/** Without words that are part of a longer one that was said too: 二手车 is about cars, not about second-hand things. */
function longestWords(words: readonly string[]): Set<string> {
  return new Set(words.filter((word) => !words.some((other) => other !== word && other.includes(word))));
}

const LATIN = /^[\u0000-\u024f]+$/;

/** A word that hints at a type: Latin words in parts; null for words of scripts without spaces. */
interface Hint {
  word: string;
  parts: readonly { one: string; many: string }[] | null;
}

const hintsOf = perCatalogue((catalogue) => {
  const hint = (word: string): Hint => ({ word, parts: LATIN.test(word) ? partsOf(word) : null });
  const byType = new Map(catalogue.types.map((type) => [type, type.hints.words.map(hint)]));
  return { byType, all: [...byType.values()].flat() };
});

function partsOf(word: string): { one: string; many: string }[] {
  return word
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u)
    .filter((part) => part !== '')
    .map((part) => ({ one: part, many: `${part}s` }));
}

/** Latin words must stand alone ("im" is not in "time"); words of scripts without spaces may stand anywhere in labels. */
function saysParts(words: ReadonlySet<string>, parts: Hint['parts']): boolean {
  if (parts === null || parts.length === 0) return false;
  for (const { one, many } of parts) if (!words.has(one) && !words.has(many)) return false;
  return true;
}
