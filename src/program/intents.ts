// What an intent says and which components of the package it can start: explicit classes, the package set on it, actions
// of the manifest's own filters. Leaves who hands intents to Android to starts.ts, and what leaves the app to whoever
// asks: an intent that is not kept inside by its words is another app's.
import type { Component, ManifestFacts } from '../model/facts.js';
import type { Evaluation } from './constants/evaluate.js';
import type { Value } from './constants/values.js';
import { javaName } from './names.js';
import { methodName, methodParameters, methodType, type Program } from './program.js';

/**
 * What was said of an intent. A part is undefined when it was not set, null when it was set to something unknown. Values
 * of kind "parameter" are those of the method that describes it; `substitute` replaces them by a caller's.
 */
export interface IntentWords {
  /** Class of the component. */
  component: Value | null | undefined;
  /** Package of an explicit component; undefined: that of a context, which is our own. */
  componentPackage: Value | null | undefined;
  package: Value | null | undefined;
  action: Value | null | undefined;
}
export type Sort = 'activity' | 'service' | 'receiver';

/**
 * own: stays in the package, whatever is installed. foreign: names another package. implicit: Android asks all apps;
 * `components` are ours that answer. unknown: what it names is not constant.
 */
export interface ResolvedIntent {
  to: 'own' | 'foreign' | 'implicit' | 'unknown';
  /** Components of the manifest by name, aliases replaced by what they stand for; sorted. */
  components: readonly string[];
}

const INTENT = 'Landroid/content/Intent;';
const COMPONENT_NAME = 'Landroid/content/ComponentName;';
const CLASS = 'Ljava/lang/Class;';
const STRING = 'Ljava/lang/String;';

const sameObject = (a: Value | null | undefined, b: Value): boolean =>
  a?.kind === 'object' && b.kind === 'object' && a.at === b.at;

/** What the calls of one method say of an intent that is made in it; null when `value` is no such intent. */
export function describeIntent(
  program: Program,
  evaluation: Evaluation,
  value: Value | null,
): IntentWords | null {
  if (value?.kind !== 'object' || value.type !== INTENT) return null;
  const words: IntentWords = {
    component: undefined,
    componentPackage: undefined,
    package: undefined,
    action: undefined,
  };
  for (const { target, args } of evaluation.calls) {
    if (!sameObject(args[0], value)) continue;
    const types = methodParameters(program, target);
    switch (methodName(program, target)) {
      case '<init>':
        readConstructor(types, args.slice(1), words);
        break;
      case 'setClass':
      case 'setClassName':
        readComponent(types, args.slice(1), words);
        break;
      case 'setComponent':
        Object.assign(words, componentOf(program, evaluation, args[1] ?? null));
        break;
      case 'setPackage':
        words.package = args[1] ?? null;
        break;
      case 'setAction':
        words.action = args[1] ?? null;
        break;
    }
  }
  return words;
}

function readConstructor(
  types: readonly string[],
  args: readonly (Value | null)[],
  words: IntentWords,
): void {
  const cls = types.indexOf(CLASS);
  if (cls >= 0) words.component = args[cls] ?? null;
  if (types[0] === STRING) words.action = args[0] ?? null;
  if (types[0] === INTENT) words.component = null; // a copy: what it copies is not looked up
}

/** (Context, Class), (Context, String), (String, String), (String, Class): of setClass and of ComponentName. */
function readComponent(
  types: readonly string[],
  args: readonly (Value | null)[],
  words: Pick<IntentWords, 'component' | 'componentPackage'>,
): void {
  words.component = args[1] ?? null;
  words.componentPackage = types[0] === STRING ? (args[0] ?? null) : undefined;
}

/** The class and package that a ComponentName made in the method holds. */
export function componentOf(
  program: Program,
  evaluation: Evaluation,
  value: Value | null,
): Pick<IntentWords, 'component' | 'componentPackage'> {
  const words: Pick<IntentWords, 'component' | 'componentPackage'> = {
    component: value?.kind === 'parameter' ? value : null,
    componentPackage: undefined,
  };
  if (value?.kind !== 'object' || value.type !== COMPONENT_NAME) return words;
  const made = evaluation.calls.find(
    ({ target, args }) => sameObject(args[0], value) && methodName(program, target) === '<init>',
  );
  if (made) readComponent(methodParameters(program, made.target), made.args.slice(1), words);
  return words;
}

/** Positions of parameters that the words still depend on. */
export function openParameters(words: IntentWords): number[] {
  return PARTS.flatMap((part) => {
    const value = words[part];
    return value?.kind === 'parameter' ? [value.index] : [];
  });
}
const PARTS = ['component', 'componentPackage', 'package', 'action'] as const;

/** The words in the frame of a caller, which passes `args` (the receiver first). */
export function substitute(words: IntentWords, args: readonly (Value | null)[]): IntentWords {
  const found = { ...words };
  for (const part of PARTS) {
    const value = words[part];
    if (value?.kind === 'parameter') found[part] = args[value.index] ?? null;
  }
  return found;
}

const OWN = Symbol('own package');
type Said = string | typeof OWN | null | undefined;

/** A class or text as Java writes it; OWN for the package's own name as the platform tells it. */
function said(program: Program, value: Value | null | undefined): Said {
  if (value === undefined) return undefined;
  if (value?.kind === 'class') return javaName(value.type);
  if (value?.kind === 'text') return value.text;
  if (value?.kind === 'result' && methodName(program, value.method) === 'getPackageName') {
    return methodType(program, value.method).startsWith('Landroid/content/pm/') ? null : OWN;
  }
  return null;
}

/** Which components of the manifest an intent that is handed over to start a `sort` can reach. */
// eslint-disable-next-line complexity -- the ways to name a component in the order in which Android takes them
export function resolveIntent(
  program: Program,
  manifest: ManifestFacts,
  words: IntentWords,
  sort: Sort,
): ResolvedIntent {
  const own = (name: Said): boolean => name === OWN || name === manifest.package;
  const component = said(program, words.component);
  const inPackage = said(program, words.package);
  if (component !== undefined) {
    const of = said(program, words.componentPackage);
    if (of !== undefined && of !== null && !own(of)) return { to: 'foreign', components: [] };
    if (typeof component !== 'string') return { to: of === undefined ? 'own' : 'unknown', components: [] };
    const full = component.startsWith('.') ? manifest.package + component : component;
    const named = manifest.components.filter((c) => isOfSort(c, sort) && c.name === full);
    if (named.length > 0) return { to: 'own', components: standFor(named) };
    return { to: of === undefined || own(of) ? 'own' : 'unknown', components: [] };
  }
  if (inPackage !== undefined && inPackage !== null && !own(inPackage))
    return { to: 'foreign', components: [] };
  const action = said(program, words.action);
  const answering = manifest.components.filter(
    (c) =>
      isOfSort(c, sort) &&
      c.enabled &&
      c.filters.some((filter) => typeof action === 'string' && filter.actions.includes(action)),
  );
  if (inPackage !== undefined && inPackage !== null) return { to: 'own', components: standFor(answering) };
  // Since Android 5 an implicit intent starts no service.
  if (sort === 'service') return { to: action === undefined ? 'unknown' : 'implicit', components: [] };
  return {
    to: action === undefined || action === null ? 'unknown' : 'implicit',
    components: standFor(answering),
  };
}

const isOfSort = ({ type }: Component, sort: Sort): boolean =>
  type === sort || (type === 'activity-alias' && sort === 'activity');

/** Names of the classes that run, each once. */
function standFor(components: readonly Component[]): string[] {
  return [...new Set(components.map((c) => c.targetActivity ?? c.name))].sort();
}
