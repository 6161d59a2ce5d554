// Small things that several conditions need: lists in schemas and sentences, and evidence from places in manifest or code.
// Leaves meaning to each condition.
import type { Text } from '../../model/catalogue.js';
import type { Actor, Place } from '../../model/place.js';
import type { CodeSite } from '../../model/facts.js';
import type { Evidence, Match } from '../../model/rule.js';
import { sitePlace } from '../../judge/site-place.js';
import type { Timing } from '../../judge/occasions.js';

export const string = { type: 'string', minLength: 1 } as const;
export const strings = { type: 'array', items: string, minItems: 1 } as const;
export const oneOrMore = { anyOf: [string, strings] } as const;
export const integer = { type: 'integer' } as const;
export const boolean = { type: 'boolean' } as const;
export const words = (...all: string[]): object => ({ type: 'string', enum: all });
export const wordList = (...all: string[]): object => ({ type: 'array', items: words(...all), minItems: 1 });

/** A closed object schema; every property optional unless named in `required`. */
export function closed(properties: Record<string, object>, required: string[] = []): object {
  return { type: 'object', additionalProperties: false, properties, required, minProperties: 1 };
}

export function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** "a, b or c" and "a、b 或 c". */
export function either(items: readonly string[]): Text {
  const quoted = items.map((item) => `“${item}”`);
  if (quoted.length <= 1) return { en: quoted[0] ?? '', zh: quoted[0] ?? '' };
  const [head, last] = [quoted.slice(0, -1), quoted.at(-1)!];
  return { en: `${head.join(', ')} or ${last}`, zh: `${head.join('、')}或${last}` };
}

/** Joins readings with "and"; empty ones are left out. */
export function sentence(...parts: (Text | null | false | undefined)[]): Text {
  const said = parts.filter((part): part is Text => Boolean(part));
  return { en: said.map((part) => part.en).join(' '), zh: said.map((part) => part.zh).join('') };
}

/** Evidence from a place in the manifest or another file, which shows intent rather than code. */
export function declaredEvidence(
  what: string,
  by: Actor,
  place: Place,
  more: Partial<Evidence> = {},
): Evidence {
  return { what, rung: 'declared', by, place, confidence: 'high', ...more };
}

/** A method as a place; without its site, which facts that were cut short may lack, the first DEX. */
export function placeInCode(site: CodeSite | undefined, offset?: number): Place {
  return site === undefined ? { ...sitePlace(site, offset), entry: 'classes.dex' } : sitePlace(site, offset);
}

/** How the code at a site is best seen to run; nothing where no path was found. */
export function pathShown({ best }: Timing): Pick<Evidence, 'path' | 'cutSteps' | 'occasion' | 'trigger'> {
  if (best === null) return {};
  const { path, cutSteps, occasion, trigger } = best;
  return { path, cutSteps, occasion, trigger };
}

/** A hit when there is evidence, else clear. */
export function hitOrClear(evidence: readonly Evidence[]): Match {
  return evidence.length > 0 ? { is: 'hit', evidence: [...evidence] } : { is: 'clear' };
}

export const MANIFEST: Place = { entry: 'AndroidManifest.xml' };

/** A value fits a list of wanted ones; "prefix*" fits what begins so, "*suffix" what ends so. */
export function fits(value: string, wanted: readonly string[]): boolean {
  return wanted.some((want) => {
    if (want.endsWith('*')) return value.startsWith(want.slice(0, -1));
    if (want.startsWith('*')) return value.endsWith(want.slice(1));
    return value === want;
  });
}
