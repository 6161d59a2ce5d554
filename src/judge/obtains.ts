// Data kind × actor × rung with evidence, from every route the catalogue knows: calls, fields, URIs, overrides,
// compounds, derived conducts, manifest services, receivers and permissions. Leaves need and weight to needs.ts and score.
import type { CodeUse, Flow, Reach } from '../model/facts.js';
import type { DataKind } from '../model/catalogue.js';
import { actorKey } from '../model/parties.js';
import type { Sighting } from '../model/judgement.js';
import type { Derivation, Evidence, View } from '../model/rule.js';
import { kindsById } from './per-catalogue.js';
import { readSection } from './view.js';
import { attribution, type Attribution, type Owner } from './attribution.js';
import { compoundHits, inOrder, singleHits, type Hit, type HitFrame } from './hits.js';
import { holding, type Holding, type RouteState } from './holding.js';
import { formTakings } from './forms.js';
import { manifestTakings } from './manifest-takings.js';
import { isNoTaking, isScripted } from './no-taking.js';
import { occasions, timingOf, type Timing } from './occasions.js';
import { routes, type KindRoute } from './routes.js';
import { screenConducts, type ScreenConduct } from './screens.js';
import { sitePlace } from './site-place.js';
import { scriptTakings } from './script-takings.js';
import { flowsBySource, sends } from './sends.js';
import { uses } from './uses.js';

/** Everything taken, strongest evidence not yet chosen; sorted by kind, actor, place. */
export const obtains: Derivation<Sighting[]> = {
  name: 'obtains',
  reads: ['manifest', 'code', 'resources'],
  compute(view) {
    const takings = [
      ...manifestTakings(view),
      ...formTakings(view),
      ...codeTakings(view),
      ...scriptTakings(view),
    ];
    const all = [...takings, ...inBackground(view, takings)];
    return sortedByPlace(all);
  },
};

interface Frame extends HitFrame {
  view: View;
  hold: Holding;
  owners: Attribution;
  leaves: ReadonlySet<string>;
  /** Where what is read at a place goes, kept in the app or out of it. */
  flows: ReadonlyMap<string, Flow>;
  /** Of these, what goes over the network: handing a page its own address back sends nothing anywhere. */
  sentOut: ReadonlySet<string>;
  requested: ReadonlySet<string>;
}

function codeTakings(view: View): Sighting[] {
  const code = readSection(view.facts, 'code');
  if (code === null) return [];
  const frame: Frame = {
    view,
    code,
    seen: view.get(uses),
    index: view.get(routes),
    hold: view.get(holding),
    owners: view.get(attribution),
    timing: view.get(occasions),
    leaves: new Set(view.get(sends).map((send) => `${send.source}|${send.site}|${send.offset}`)),
    flows: flowsBySource(view),
    sentOut: new Set(
      view
        .get(sends)
        .filter(({ sinkKind }) => sinkKind === 'network')
        .map((send) => `${send.source}|${send.site}|${send.offset}`),
    ),
    requested: new Set(code.permissionRequests.flatMap((request) => request.permissions)),
    reads: new Map(),
  };
  const found = new Map<string, Sighting>();
  const keep = (taking: Sighting): void => {
    const { place, what } = taking.evidence;
    const key = `${taking.kind}|${actorKey(taking.actor)}|${place.entry}|${place.symbol ?? ''}|${place.offset ?? ''}|${what}`;
    const known = found.get(key);
    if (!known || rank(taking) > rank(known)) found.set(key, taking);
  };
  const weak: Hit[] = [];
  const noted = (hit: Hit): void => {
    const { entry, use } = hit;
    if (isNoTaking(frame, hit)) return;
    if (entry.route.sent === true && !frame.sentOut.has(`${use.watch}|${use.site}|${use.offset}`)) return;
    if (entry.route.signal === 'strong') takingsAt(frame, entry, use, 'strong').forEach(keep);
    else weak.push(hit);
  };
  inOrder(singleHits(frame)).forEach(noted);
  inOrder(compoundHits(frame)).forEach(noted);
  for (const conduct of view.get(screenConducts)) {
    for (const entry of frame.index.patterns.get(conduct.pattern) ?? []) {
      if (!entry.takes) continue;
      const use: CodeUse = { watch: conduct.what, site: conduct.site, offset: conduct.offset };
      const signal = entry.route.unjustifiable ? 'conduct' : 'strong';
      const owner = watcherOf(frame, conduct, entry.kind.id);
      const taking = takingOf(frame, entry, use, signal, owner, frame.timing(use.site));
      taking.background ||= conduct.background;
      taking.repeats = true;
      taking.evidence.args = conduct.details;
      if (conduct.sends && taking.signal !== 'missing-permission') raise(taking, 'leaves');
      keep(taking);
    }
  }
  for (const taking of weakTogether(frame, weak)) keep(taking);
  return [...found.values()];
}

/** Weak sightings count where several distinct ones of a kind stand in one class. */
function weakTogether(frame: Frame, weak: readonly Hit[]): Sighting[] {
  const piles = new Map<string, Hit[]>();
  for (const hit of weak) {
    const state = frame.hold.stateOf(hit.entry.route).state;
    if (state === 'missing' || state === 'gone') continue;
    const key = `${hit.entry.kind.id}|${frame.code.sites[hit.use.site]?.class ?? ''}`;
    push(piles, key, hit);
  }
  const takings: Sighting[] = [];
  for (const pile of piles.values()) {
    const needed = pile[0]!.entry.kind.weakSigns?.value ?? frame.view.catalogue.scoring.weakSigns.value;
    const distinct = new Set(pile.map(({ use }) => use.watch));
    const calls = [...distinct].filter((id) => !/^(?:string|uri):/.test(id)).length;
    // A list of words is one sign, however long: something has to be done with them. Where a kind says itself how many
    // signs make it, each name of a property counts.
    const signs = pile[0]!.entry.kind.weakSigns ? distinct.size : calls + (distinct.size > calls ? 1 : 0);
    if (calls === 0 || signs < needed) continue;
    for (const { entry, use } of pile) takings.push(...takingsAt(frame, entry, use, 'weak-together'));
  }
  return takings;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Who watches: whose class the watcher is. Where it is registered may be the caller of an SDK, or a place it was moved to. */
function watcherOf({ owners }: Frame, { site, watcher }: ScreenConduct, kind: string): Owner {
  const ordinary = watcher === null || owners.ofClass(watcher).ordinary;
  return ordinary ? owners.ofTaking(site, kind) : owners.ofClassTaking(watcher, kind);
}

/** How a sighting stands to the user's word: as its method is reached, or as a branch in the method holds it back. */
function heldBack(best: Reach, { waits }: CodeUse): Pick<Evidence, 'consent' | 'decision'> {
  const { consent, decision } = best;
  if (waits === undefined || consent === 'act' || consent === 'decision')
    return { consent, ...(decision ? { decision } : {}) };
  return waits.sure && waits.decision
    ? { consent: 'decision', decision: waits.decision }
    : { consent: 'unknown' };
}

/** One for each party that the code there acts for, with what holds of the ways that are this party's own. */
function takingsAt(frame: Frame, entry: KindRoute, use: CodeUse, signal: string): Sighting[] {
  const whole = frame.timing(use.site);
  const dormant = strengthOf(frame, entry, whole) === 'present';
  const all = frame.owners.actingAt(use.site, entry.kind.id, dormant);
  return all.map(({ owner, reach, idle }) => {
    const timing = all.length > 1 ? timingOf(reach) : whole;
    const taking = takingOf(frame, entry, use, signal, owner, timing);
    if (idle && !isScripted(frame, use.site)) taking.idle = true;
    return taking;
  });
}

// eslint-disable-next-line complexity -- a literal: one field for each thing a sighting says
function takingOf(
  frame: Frame,
  entry: KindRoute,
  use: CodeUse,
  signal: string,
  owner: Owner,
  timing: Timing,
): Sighting {
  const { kind, route } = entry;
  const site = frame.code.sites[use.site];
  const state = frame.hold.stateOf(route);
  const dead = state.state === 'missing' || state.state === 'gone';
  const confidence = least(route.confidence, owner.confidence === 'low' ? 'medium' : 'high', howSure(use));
  const evidence: Evidence = {
    what: use.watch,
    rung: timing.rung,
    by: owner.actor,
    place: sitePlace(site, use.offset),
    confidence,
    kind: kind.id,
  };
  if (timing.best && !dead) {
    evidence.path = timing.best.path;
    evidence.cutSteps = timing.best.cutSteps;
    evidence.occasion = timing.best.occasion;
    evidence.trigger = timing.best.trigger;
    Object.assign(evidence, heldBack(timing.best, use));
  }
  if (use.args) evidence.args = use.args;
  if (state.lacking.length > 0) evidence.lacks = state.lacking;
  const taking: Sighting = {
    kind: heldKind(frame, kind, route).id,
    actor: owner.actor,
    rung: timing.rung,
    strength: strengthOf(frame, entry, timing),
    party: partyOf(owner),
    signal: signalOf(signal, state),
    confidence,
    occasions: dead ? [] : timing.occasions,
    background: !dead && timing.background,
    repeats: !dead && timing.repeats,
    unjustifiable: dead ? null : (route.unjustifiable ?? null),
    evidence,
  };
  evidence.kind = taking.kind;
  if (dead) {
    taking.rung = evidence.rung = 'present';
    taking.strength = 'present';
  } else if (timing.rung !== 'present') {
    const way = `${use.watch}|${use.site}|${use.offset}`;
    const flow = frame.flows.get(way);
    if (flow) taking.flow = evidence.flow = flow;
    if (frame.leaves.has(way)) raise(taking, 'leaves');
  }
  return taking;
}

/**
 * As what the taking weighs. A library that takes what its published code takes weighs little; what else stands under a
 * library's name was given to another before.
 */
function partyOf({ actor, ordinary, tracker }: Owner): Sighting['party'] {
  if (ordinary) return 'library';
  return actor.kind === 'sdk' && tracker ? 'tracker' : actor.kind;
}

function raise(taking: Sighting, rung: 'leaves'): void {
  taking.rung = rung;
  taking.strength = rung;
  taking.evidence.rung = rung;
}

function signalOf(signal: string, state: RouteState): string {
  if (state.state === 'missing' || state.state === 'gone') return 'missing-permission';
  return state.state === 'old' && signal === 'strong' ? 'old-systems' : signal;
}

/** Code without a known path still is meant to run when the app asks the user for the permission it needs. */
function strengthOf(frame: Frame, { route }: KindRoute, timing: Timing): string {
  if (!timing.resolved) return 'present-unresolved';
  if (timing.rung !== 'present') return timing.rung;
  const needed = (route.permissions ?? []).flatMap((range) => [
    ...(range.allOf ?? []),
    ...(range.anyOf ?? []),
  ]);
  return needed.some((name) => frame.requested.has(name)) ? 'present-requested' : 'present';
}

/** Where only the blunter kind's permission is held, the system hands out only the blunter kind. */
function heldKind(frame: Frame, kind: DataKind, route: KindRoute['route']): DataKind {
  if (kind.coarser === undefined || (route.permissions ?? []).length === 0) return kind;
  const coarser = kindsById(frame.view.catalogue).get(kind.coarser);
  if (!coarser || kind.permissions.some(({ name }) => frame.hold.ever(name))) return kind;
  return coarser.permissions.some(({ name }) => frame.hold.ever(name)) ? coarser : kind;
}

function howSure(use: CodeUse): 'high' | 'medium' {
  return use.how === 'reflection' ? 'medium' : 'high';
}

const SURENESS = { low: 0, medium: 1, high: 2 } as const;
type Sureness = keyof typeof SURENESS;
function least(...all: Sureness[]): Sureness {
  return all.reduce((a, b) => (SURENESS[a] <= SURENESS[b] ? a : b));
}

/** Kinds that consist in taking another kind while the app is in the background. */
function inBackground(view: View, takings: readonly Sighting[]): Sighting[] {
  const hold = view.get(holding);
  const made: Sighting[] = [];
  for (const { kind, route } of view.get(routes).patterns.get('in-background') ?? []) {
    const { state } = hold.stateOf(route);
    if (state === 'missing' || state === 'gone') continue;
    for (const taking of takings) {
      if (!taking.background || !route.of?.includes(taking.kind)) continue;
      // The kind itself says "in the background"; counting that once more would judge it twice.
      const signal = state === 'old' && taking.signal === 'strong' ? 'old-systems' : taking.signal;
      const evidence = { ...taking.evidence, kind: kind.id };
      made.push({ ...taking, kind: kind.id, signal, background: false, evidence });
    }
  }
  return made;
}

const SIGNAL_RANK: Readonly<Record<string, number>> = {
  conduct: 5,
  strong: 4,
  'old-systems': 3,
  'weak-together': 2,
  'missing-permission': 1,
};
function rank(taking: Sighting): number {
  return (SIGNAL_RANK[taking.signal] ?? 0) * 10 + SURENESS[taking.confidence];
}

/** By kind, actor, then place; keys are built once each. */
function sortedByPlace(takings: readonly Sighting[]): Sighting[] {
  return takings
    .map((taking) => ({ key: keyOf(taking), taking }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ taking }) => taking);
}
function keyOf({ kind, actor, evidence: { place, what } }: Sighting): string {
  const offset = String(place.offset ?? 0).padStart(9, '0');
  return [kind, actor.kind, actor.id, place.entry, place.symbol ?? '', offset, what].join('\u0000');
}
