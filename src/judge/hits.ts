// Where the code of an app does what a route of a kind names: one use, or several that stand together in a place, with the
// arguments that are asked for. Leaves what that amounts to, whose it is and when it runs to obtains.ts.
import type { CodeFacts, CodeUse } from '../model/facts.js';
import type { Timing } from './occasions.js';
import type { Compound, KindRoute, RouteIndex } from './routes.js';
import { placeOf, type Uses } from './uses.js';

/** What hits are looked for in. */
export interface HitFrame {
  code: CodeFacts;
  seen: Uses;
  index: RouteIndex;
  timing: (site: number) => Timing;
  /** By the calls that a compound wants, the read of a class that stands for them. */
  reads: Map<ReadonlySet<string>, ReadonlyMap<string, Read>>;
}

/** `when` names argument positions; facts carry the constants of the positions asked for, in ascending order. */
function argumentsFit(frame: HitFrame, { route }: KindRoute, use: CodeUse): boolean {
  if (route.made !== undefined && !isMadeSo(frame, route.made)) return false;
  if (!route.when?.length) return true;
  const positions = frame.index.positions.get(use.watch) ?? [];
  return route.when.every((when) => {
    const text = use.args?.[positions.indexOf(when.arg)] ?? null;
    if (text === null) return when.orUnknown === true || when.not !== undefined;
    if (when.not) return !when.not.includes(text);
    if (when.is?.includes(text)) return true;
    if (when.startsWith?.some((prefix) => text.startsWith(prefix))) return true;
    return when.contains?.some((part) => text.includes(part)) ?? false;
  });
}

/** Whether some object that this call makes in the app may be of the sort that its own routes ask for. */
function isMadeSo(frame: HitFrame, made: string): boolean {
  const makers = frame.index.single.get(made) ?? NO_ROUTES;
  const calls = (frame.seen.byWatch.get(made) ?? NO_ROUTES).map((at) => frame.code.uses[at]!);
  if (calls.length === 0 || makers.length === 0) return true;
  return calls.some((use) => makers.some((maker) => argumentsFit(frame, maker, use)));
}

/** A use that a route speaks of; `at` is its position in the facts. */
export interface Hit {
  entry: KindRoute;
  use: CodeUse;
  at: number;
}

/** In the order of the facts, and of the catalogue for one use. */
export function inOrder(hits: Iterable<Hit>): Hit[] {
  return [...hits].sort((a, b) => a.at - b.at);
}

export function* singleHits(frame: HitFrame): Generator<Hit> {
  const { code, index, seen } = frame;
  for (const [id, positions] of seen.byWatch) {
    for (const entry of index.single.get(id) ?? NO_ROUTES) {
      if (!entry.takes) continue;
      for (const at of positions) {
        const use = code.uses[at]!;
        if (argumentsFit(frame, entry, use)) yield { entry, use, at };
      }
    }
  }
}
const NO_ROUTES: readonly never[] = [];

/** Uses at which a compound is met. */
export function* compoundHits(frame: HitFrame): Generator<Hit> {
  const { code, index, seen } = frame;
  for (const [id, positions] of seen.byWatch) {
    for (const compound of index.compounds.get(id) ?? NO_ROUTES) {
      const met = compound.takes ? metAt(compound, seen) : null;
      if (met === null) continue;
      for (const at of positions) {
        const use = code.uses[at]!;
        if (!argumentsFit(frame, compound, use)) continue;
        if (met(placeOf(use.site, compound.scope, code)) || (runsCommands(compound) && isRun(frame, use)))
          yield { entry: compound, use: atRead(frame, compound, use), at };
      }
    }
  }
}

/** A compound of a command's words and a way to run it. */
const runsCommands = ({ all, any }: Compound): boolean => all.length === 1 && any.has(RUNS);
const RUNS = 'Ljava/lang/Runtime;->exec';
/** The words are followed into something that runs them, wherever that is. */
function isRun({ code }: HitFrame, use: CodeUse): boolean {
  return code.flows.some(
    ({ source, sourceSite, channel }) =>
      channel === 'command' && source === use.watch && sourceSite === use.site,
  );
}

/**
 * What a compound names is taken where it is read, not where it is named: not before both. A class that names it as it or
 * its object is made reads it later; elsewhere that is said only where one method alone of the class reads.
 */
function atRead(frame: HitFrame, { scope, any }: Compound, use: CodeUse): CodeUse {
  const site = frame.code.sites[use.site];
  if (any.size === 0 || !site || scope !== 'class') return use;
  let reads = frame.reads.get(any);
  if (!reads) frame.reads.set(any, (reads = readsByClass(frame, any)));
  const read = reads.get(site.class);
  if (!read || read.methods.has(use.site)) return use;
  const isMaking = /^<(?:cl)?init>/.test(site.method);
  if (!isMaking && (read.methods.size > 1 || heightAt(frame, read.use.site) >= heightAt(frame, use.site)))
    return use;
  return { ...use, site: read.use.site, offset: read.use.offset };
}

interface Read {
  use: CodeUse;
  early: number;
  /** Sites that read. */
  methods: Set<number>;
}
/** 0: cannot run, 1: can, 2: at start-up. */
function heightAt(frame: HitFrame, site: number): number {
  const { rung } = frame.timing(site);
  return rung === 'present' ? 0 : rung === 'startup' ? 2 : 1;
}

/** By class the use of one of these outside static initialisers: of several the one that surely claims no
 *  more than the right one would, the least early of those that can run. */
function readsByClass(frame: HitFrame, any: ReadonlySet<string>): Map<string, Read> {
  const best = new Map<string, Read>();
  for (const use of frame.seen.of(any)) {
    const site = frame.code.sites[use.site];
    if (!site || site.method.startsWith('<clinit>')) continue;
    // What cannot run is told last, for it is no time.
    const early = heightAt(frame, use.site) || 3;
    const known = best.get(site.class);
    known?.methods.add(use.site);
    if (!known || early < known.early)
      best.set(site.class, { use, early, methods: known?.methods ?? new Set([use.site]) });
  }
  return best;
}

/** Tells whether a place holds everything that a compound wants; null when no place of the app can. */
function metAt(compound: Compound, seen: Uses): ((place: string | number) => boolean) | null {
  const { all, any, none, scope } = compound;
  const present = (ids: ReadonlySet<string>): string[] =>
    ids.size < seen.byWatch.size
      ? [...ids].filter((id) => seen.byWatch.has(id))
      : [...seen.byWatch.keys()].filter((id) => ids.has(id));
  if (!all.every((id) => seen.byWatch.has(id))) return null;
  const some = present(any);
  if (any.size > 0 && some.length === 0) return null;
  const unwanted = present(none);
  const known = new Map<string | number, boolean>();
  return (place) => {
    let met = known.get(place);
    if (met === undefined) {
      const holds = (id: string): boolean => seen.placesOf(id, scope).has(place);
      met = all.every(holds) && (some.length === 0 || some.some(holds)) && !unwanted.some(holds);
      known.set(place, met);
    }
    return met;
  };
}
