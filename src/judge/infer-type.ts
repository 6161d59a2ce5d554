// The type an app is inferred to be: from what it does before what it is called, with a stated confidence and every sign
// that counted; or none, with the types considered. Permissions are never a hint: an app must not justify itself by asking.
import type { AppFacts, ManifestFacts } from '../model/facts.js';
import type { AppType, Catalogue } from '../model/catalogue.js';
import type { TypeChoice, View } from '../model/rule.js';
import { sdkList } from './sdks.js';
import { deedText, deedsOf, hasNothingToRun, isHidden, isOfImage } from './type-deeds.js';
import { hintsOf, longestWords, saysParts, wordsOf } from './type-words.js';
import { UNKNOWN_TYPE, readSection } from './view.js';

interface Sign {
  text: string; // "label-word: 地图"
  weight: number;
}
interface Guess {
  type: AppType;
  probability: number;
  signs: Sign[];
}

/** Kinds of input that are no app. */
const PARTS: ReadonlySet<string> = new Set(['aar', 'jar', 'dex']);

/** How signs begin that tell what a package does. */
const DOES = 'does: ';

/** A guess this near to the best one is a rival, unless the best has all its signs. */
const RUNNER_UP = 1 / 3;

/** Signs that hold for a type, each weighing what scoring.yaml says; independent signs join as probabilities do. */
export function inferType(view: View): TypeChoice {
  // Part of an app has no type of its own: what it takes is judged by what no app needs.
  if (PARTS.has(view.facts.identity.kind)) return UNKNOWN_TYPE;
  const guesses = rankTypes(view);
  const [best] = guesses;
  if (!best) return UNKNOWN_TYPE;
  const types = [best, ...guesses.slice(1).filter((guess) => isTwin(guess, best))];
  const rival = guesses.find((guess) => !types.includes(guess) && !isPart(guess, best));
  const margin = (best.probability - (rival?.probability ?? 0)) / best.probability;
  const confidence = Math.round(100 * best.probability * (0.5 + 0.5 * margin)) / 100;
  const because = [...best.signs].sort(byWeight).map(({ text }) => text);
  const weak = view.catalogue.scoring.typeHints['does-weak']?.value ?? 0;
  const isRival = ({ probability }: Guess): boolean => probability >= best.probability * RUNNER_UP;
  const runnerUp = rival && isRival(rival) ? rival.type.id : null;
  if (confidence < view.catalogue.scoring.typeConfidence.value) {
    const considered = guesses.filter((g) => g.type.ours === true && isDone(g, weak)).map(({ type }) => type);
    return { ...UNKNOWN_TYPE, confidence, because, runnerUp: best.type.id, considered };
  }
  return {
    id: types.map(({ type }) => type.id).join('+'),
    source: 'inferred',
    confidence,
    types: types.map(({ type }) => type),
    because,
    runnerUp,
    considered: guesses
      .filter(
        (guess) => !types.includes(guess) && isRival(guess) && isSaidOrDone(guess, weak) && !guess.type.open,
      )
      .map(({ type }) => type),
  };
}

/** Users read it on their screen, or the app does it: words that nobody sees are free to choose. */
const isSaidOrDone = (guess: Guess, weak: number): boolean =>
  guess.signs.some(({ text }) => text.startsWith('label-word: ')) || isDone(guess, weak);

/**
 * Of an app whose type is unknown a type of ours excuses only what the app does: a name is free to choose, and what fits
 * many, as having no screen, is what those who hide do as well.
 */
const isDone = ({ signs }: Guess, weak: number): boolean =>
  signs.some(({ text, weight }) => text.startsWith(DOES) && weight > weak);

const byWeight = (a: Sign, b: Sign): number => b.weight - a.weight || (a.text < b.text ? -1 : 1);

/** The same signs for both: one of the rule's types and ours beside it, and nothing to choose between them by. */
function isTwin(guess: Guess, best: Guess): boolean {
  return (
    (guess.type.ours === true) !== (best.type.ours === true) &&
    guess.signs.length === best.signs.length &&
    isPart(guess, best)
  );
}

/** Nothing speaks for it that does not speak for the best guess too. */
function isPart(guess: Guess, best: Guess): boolean {
  return guess.signs.every(({ text }) => best.signs.some((sign) => sign.text === text));
}

function rankTypes(view: View): Guess[] {
  const { facts, catalogue } = view;
  const manifest = readSection(facts, 'manifest');
  if (!manifest) return [];
  const signsFor = signReader(view, manifest);
  const guesses: Guess[] = [];
  for (const type of catalogue.types) {
    const signs = signsFor(type);
    if (signs.length === 0) continue;
    const probability = 1 - signs.reduce((rest, { weight }) => rest * (1 - weight), 1);
    guesses.push({ type, probability, signs });
  }
  return guesses.sort((a, b) => b.probability - a.probability || (a.type.id < b.type.id ? -1 : 1));
}

function signReader(view: View, manifest: ManifestFacts): (type: AppType) => Sign[] {
  const { facts, catalogue } = view;
  const hints = catalogue.scoring.typeHints;
  const weight = (key: string): number => (Object.hasOwn(hints, key) ? hints[key]!.value : 0);
  const sdks = new Set(view.get(sdkList).map(({ sdk }) => sdk.id));
  const features = new Set(manifest.features.filter((f) => f.required).map((f) => f.name));
  const category = manifest.application.isGame ? 'game' : manifest.application.appCategory;
  const deeds = deedsOf(facts, catalogue);
  const said = saidWords(facts, manifest, catalogue);
  // The name of a part that nobody starts says what it serves, not what it is.
  const trust = isHidden(manifest) ? weight('words-of-hidden') : 1;
  // eslint-disable-next-line complexity -- one line for each sort of sign
  return (type) => {
    const signs: Sign[] = [];
    const sign = (what: string, text: string, by = 1): unknown =>
      signs.push({ text: `${what}: ${text}`, weight: weight(what) * by });
    let image = 1;
    for (const deed of type.hints.does ?? []) {
      if (!deeds.has(deed)) continue;
      signs.push({
        text: `${DOES}${deedText(deed)}`,
        weight: weight(`does-${deed.strength}`) * (isOfImage(deed) ? image : 1),
      });
      if (isOfImage(deed)) image = weight('further-words');
    }
    if (category !== null && type.hints.appCategories.includes(category)) sign('app-category', category);
    let first = 1;
    for (const { word, parts } of hintsOf(catalogue).byType.get(type) ?? []) {
      if (said.label.has(word)) {
        sign('label-word', word, trust * first);
        first = weight('further-words');
      }
      if (saysParts(said.package, parts)) sign('package-word', word, trust);
      if (saysParts(said.screens, parts)) sign('component-word', word, trust);
    }
    for (const sdk of type.hints.sdks) if (sdks.has(sdk)) sign('sdk', sdk);
    for (const feature of type.hints.features) if (features.has(feature)) sign('feature', feature);
    return signs;
  };
}

/** The default language and the two the hints are written in: a hint met in another language's label is chance. */
const PLAIN = /^$|^(?:en|zh)\b/;

/** Hint words in the labels, and the words of the package's name and of its own screens. */
function saidWords(
  facts: AppFacts,
  manifest: ManifestFacts,
  catalogue: Catalogue,
): { label: Set<string>; package: Set<string>; screens: Set<string> } {
  // What cannot run is named after what it belongs to.
  if (hasNothingToRun(facts)) return { label: new Set(), package: new Set(), screens: new Set() };
  const { label, labels } = manifest.application;
  const text = [label ?? '', ...labels.filter((l) => PLAIN.test(l.locale)).map((l) => l.text)].join('\n');
  const words = wordsOf(text);
  const screens = manifest.components.filter((c) => c.type === 'activity' && isOwn(c.name, manifest.package));
  return {
    label: longestWords(
      hintsOf(catalogue)
        .all.filter(({ word, parts }) => (parts === null ? text.includes(word) : saysParts(words, parts)))
        .map(({ word }) => word),
    ),
    package: wordsOf(manifest.package.split('.').slice(1).join(' ')),
    screens: wordsOf(screens.map((c) => c.name.slice(c.name.lastIndexOf('.') + 1)).join(' ')),
  };
}

function isOwn(component: string, own: string): boolean {
  const root = own.split('.').slice(0, 2).join('.');
  return component === own || component.startsWith(`${root}.`);
}
