// Sightings in scripts → takings: the same ladder, needs and weights as for DEX. A call that can run "can take"; one that
// runs as the first screen comes up is "at start-up"; without the permission it stays "present". Leaves flows alone.
import type { Sighting } from '../model/judgement.js';
import type { Actor } from '../model/place.js';
import type { ScriptApi } from '../model/script-apis.js';
import { scriptApiId } from '../model/watch-id.js';
import type { ScriptSighting } from '../model/script-facts.js';
import type { Evidence, View } from '../model/rule.js';
import { holding } from './holding.js';
import { kindsById, perCatalogue } from './per-catalogue.js';
import { readSection } from './view.js';

const apisById = perCatalogue(({ scriptApis }) => {
  const byId = new Map<string, ScriptApi[]>();
  for (const { apis } of scriptApis ?? [])
    for (const api of apis) byId.set(scriptApiId(api), [...(byId.get(scriptApiId(api)) ?? []), api]);
  return byId;
});

const EARLY: ReadonlySet<string> = new Set(['startup', 'first-screen']);

export function scriptTakings(view: View): Sighting[] {
  const section = view.facts.scripts;
  if (section === undefined || section.state === 'missing') return [];
  const byId = apisById(view.catalogue);
  return section.value.sightings.flatMap((seen) =>
    (byId.get(seen.api) ?? []).map((api) => takingOf(view, seen, api)),
  );
}

// eslint-disable-next-line complexity -- a literal: one field for each thing a sighting says
function takingOf(view: View, seen: ScriptSighting, api: ScriptApi): Sighting {
  const hold = view.get(holding);
  const state = hold.stateOf(api);
  const dead = state.state === 'missing' || state.state === 'gone';
  const still = dead || seen.unreached === true;
  const rung = still ? 'present' : EARLY.has(seen.occasion) ? 'startup' : 'reachable';
  const kind = heldKind(view, api);
  // What is only there, with nothing seen to reach it, is the framework's: listed apart, and not judged.
  const actor: Actor = seen.unreached
    ? { kind: 'library', id: 'UnityEngine' }
    : { kind: 'app', id: readSection(view.facts, 'manifest')?.package ?? '' };
  const evidence: Evidence = {
    what: seen.api,
    rung,
    by: actor,
    place: {
      entry: seen.entry,
      ...(seen.function !== '' && { symbol: seen.function }),
      offset: seen.offset,
      ...(seen.line !== null && { line: seen.line }),
      ...(seen.column !== null && { column: seen.column }),
    },
    confidence: api.confidence ?? 'high',
    kind,
  };
  if (!still) {
    evidence.path = seen.way;
    evidence.cutSteps = seen.cutSteps;
    evidence.occasion = seen.occasion;
    evidence.trigger = seen.way[0] ?? seen.entry;
    evidence.consent = 'unknown';
  }
  if (state.lacking.length > 0) evidence.lacks = state.lacking;
  return {
    kind,
    actor,
    rung,
    strength: rung,
    party: actor.kind,
    signal: dead ? 'missing-permission' : state.state === 'old' ? 'old-systems' : 'strong',
    confidence: evidence.confidence,
    occasions: still ? [] : [seen.occasion],
    background: seen.occasion === 'background',
    repeats: false,
    unjustifiable: null,
    evidence,
  };
}

/** Where only the blunter kind's permission is held, the system hands out only the blunter kind. */
function heldKind(view: View, api: ScriptApi): string {
  const hold = view.get(holding);
  const kind = kindsById(view.catalogue).get(api.kind);
  const coarser = kind?.coarser === undefined ? undefined : kindsById(view.catalogue).get(kind.coarser);
  if (!kind || !coarser || (api.permissions ?? []).length === 0) return api.kind;
  if (kind.permissions.some(({ name }) => hold.ever(name))) return api.kind;
  return coarser.permissions.some(({ name }) => hold.ever(name)) ? coarser.id : api.kind;
}
