// Which sightings take nothing although they match a route: a library at work on itself, a value that is dropped, a
// text that is only compared, a table that is written to, an act that the route exempts, done further down. Leaves the matching to obtains.ts.
import type { CodeFacts, CodeUse } from '../model/facts.js';
import type { View } from '../model/rule.js';
import { perCatalogue } from './per-catalogue.js';
import { PrefixTable, classOf, packageOf } from './prefixes.js';
import type { Attribution } from './attribution.js';
import type { Compound, KindRoute } from './routes.js';
import { placeOf, type Uses } from './uses.js';

interface Frame {
  view: View;
  code: CodeFacts;
  owners: Attribution;
  seen: Uses;
}
interface Hit {
  entry: KindRoute;
  use: CodeUse;
}

/** All together: what matches the route's words and is none of its matter. */
export const isNoTaking = (frame: Frame, hit: Hit): boolean =>
  isOwnMatter(frame, hit) ||
  isDropped(hit) ||
  hit.use.compared === true ||
  isBelowExempt(frame, hit) ||
  isWriting(frame, hit);

/** A library at work on its own interface takes nothing for itself: what counts is who calls it from outside. */
function isOwnMatter({ code, owners }: Frame, { entry, use }: Hit): boolean {
  const site = code.sites[use.site];
  if (entry.route.library !== true || !site) return false;
  const watched = /^(?:override:|field:|class:)?(L[^;]*;)/.exec(use.watch)?.[1];
  if (watched === undefined) return false;
  const [inside, outside] = [owners.ofClass(site.class).actor, owners.ofClass(watched).actor];
  return inside.kind === 'sdk' && outside.kind === 'sdk' && inside.id === outside.id;
}

/**
 * What a route exempts in an override it exempts below it too: a paste that a widget's own handler passes on to a helper
 * is still the user's paste. Only where every way to the code leads through such an override.
 */
function isBelowExempt({ code }: Frame, { entry, use }: Hit): boolean {
  const none = (entry as Partial<Compound>).none;
  const reach = code.sites[use.site]?.reach ?? [];
  if (!none || none.size === 0 || reach.length === 0) return false;
  const names = [...none].flatMap((id) => /^override:L[^;]*;(->[^(]+)/.exec(id)?.[1] ?? []);
  return reach.every(({ path }) => path.some((step) => names.some((name) => step.includes(`;${name}(`))));
}

const WRITES = ['insert', 'update', 'bulkInsert', 'delete'].map(
  (name) => `Landroid/content/ContentResolver;->${name}`,
);

/**
 * The address of a table in a method that writes to tables and reads none: adding a picture to the gallery takes none
 * from it, though the class reads others. Where the method reads, the route's own scope has said so.
 */
function isWriting({ code, seen }: Frame, { entry, use }: Hit): boolean {
  if ((entry as Partial<Compound>).scope !== 'class' || !/^(?:field:|uri:content:)/.test(use.watch))
    return false;
  const place = placeOf(use.site, 'method', code);
  return WRITES.some((id) => seen.byWatch.has(id) && seen.placesOf(id, 'method').has(place));
}

/** A framework's own code is called by scripts, which no path shows; it is not idle because only itself leads to it. */
export function isScripted({ code, view }: Frame, index: number): boolean {
  const site = code.sites[index];
  const scripted = scriptedCode(view.catalogue);
  const steps = [site?.class ?? '', ...(site?.reach ?? []).flatMap(({ path }) => path.map(classOf))];
  return steps.some((cls) => scripted.longest(packageOf(cls)) !== null);
}

const scriptedCode = perCatalogue(({ frameworks }) => {
  const table = new PrefixTable<true>();
  for (const { classes } of frameworks) for (const name of classes) table.add(name, true);
  return table;
});

/** Results that are the data itself; a handle, a number of bytes or a display that feeds a surface may be left lying. */
const DATA_RESULT =
  /\)(?:\[.*|Ljava\/lang\/(?:String|CharSequence);|Ljava\/util\/(?:List|Set|Map|Collection);|Landroid\/(?:location\/Location|database\/Cursor|content\/ClipData|net\/wifi\/WifiInfo|os\/Bundle);)$/;

/** A value that is asked for and then dropped is not taken. */
function isDropped({ entry, use }: Hit): boolean {
  return use.unused === true && entry.route.role === 'collect' && DATA_RESULT.test(use.descriptor ?? '');
}
