// Takings that the manifest alone shows: permissions, system services that hand over data once switched on, and
// receivers of broadcasts that carry data. Leaves code to obtains.ts.
import type { Component, ManifestFacts } from '../model/facts.js';
import type { Sighting } from '../model/judgement.js';
import type { View } from '../model/rule.js';
import { descriptorOf } from '../model/watch-id.js';
import { readSection } from './view.js';
import { attribution } from './attribution.js';
import { declared } from './declared.js';
import { NEWEST_API, holding } from './holding.js';
import { routes } from './routes.js';

const base = {
  party: 'app' as const,
  signal: 'strong',
  repeats: false,
  unjustifiable: null,
};

/** Everything the manifest shows, in manifest order. */
export function manifestTakings(view: View): Sighting[] {
  const manifest = readSection(view.facts, 'manifest');
  if (manifest === null) return [];
  return [...fromPermissions(view), ...fromServices(view, manifest), ...fromReceivers(view, manifest)];
}

function fromPermissions(view: View): Sighting[] {
  const app = view.get(attribution).app;
  const takings: Sighting[] = [];
  for (const { use, kinds: opened, neutral, effective } of view.get(declared)) {
    if (neutral || !effective) continue;
    const rung = use.source === 'implied' ? 'implied' : 'declared';
    for (const kind of opened) {
      // A permission that ends before today's Android says the app wants it no longer.
      const confidence = use.maxSdk !== null && use.maxSdk < NEWEST_API ? 'low' : 'high';
      takings.push({
        ...base,
        kind,
        actor: app,
        rung,
        strength: rung,
        confidence,
        occasions: [],
        background: false,
        evidence: { what: `permission:${use.name}`, rung, by: app, place: use.place, confidence, kind },
      });
    }
  }
  return takings;
}

/** Services that only the system can bind hand over their kind of data once the user switches them on. */
function fromServices(view: View, manifest: ManifestFacts): Sighting[] {
  const owners = view.get(attribution);
  const takings: Sighting[] = [];
  for (const component of manifest.components) {
    const bound = component.permission;
    if (component.type !== 'service' && component.type !== 'receiver') continue;
    if (bound === null || !/\.permission\.BIND_/.test(bound)) continue;
    for (const kind of view.catalogue.kinds) {
      if (!kind.permissions.some((p) => p.name === bound)) continue;
      const owner = owners.ofClassTaking(descriptorOf(component.name), kind.id);
      takings.push({
        ...base,
        kind: kind.id,
        actor: owner.actor,
        party: partyOf(owner),
        rung: 'declared',
        strength: 'declared-service',
        confidence: 'high',
        occasions: [],
        background: false,
        evidence: {
          what: `component:${component.name}`,
          rung: 'declared',
          by: owner.actor,
          place: component.place,
          confidence: 'high',
          kind: kind.id,
          args: [bound],
        },
      });
    }
  }
  return takings;
}

/** A receiver in the manifest is called by the system: its code can run, in the background, with the data in hand. */
// eslint-disable-next-line complexity -- what keeps a receiver from being called, one condition after another
function fromReceivers(view: View, manifest: ManifestFacts): Sighting[] {
  const owners = view.get(attribution);
  const hold = view.get(holding);
  const actions = view.get(routes).actions;
  const code = readSection(view.facts, 'code');
  const absent = new Set(code?.signals.componentsMissing ?? []);
  const takings: Sighting[] = [];
  for (const component of manifest.components) {
    if (component.type !== 'receiver' || !component.enabled) continue;
    for (const action of new Set(component.filters.flatMap((filter) => filter.actions))) {
      for (const { kind, route, takes } of actions.get(action) ?? []) {
        const state = hold.stateOf(route).state;
        if (!takes || state === 'missing' || state === 'gone') continue;
        if (!asksForMime(component, action, route.mime)) continue;
        const rung = code === null || absent.has(component.name) ? 'present' : 'reachable';
        const owner = owners.ofClassTaking(descriptorOf(component.name), kind.id);
        takings.push({
          ...base,
          kind: kind.id,
          actor: owner.actor,
          party: partyOf(owner),
          rung,
          strength: rung,
          signal: state === 'old' ? 'old-systems' : 'strong',
          confidence: route.confidence,
          occasions: rung === 'reachable' ? ['background'] : [],
          background: rung === 'reachable',
          evidence: {
            what: `action:${action}`,
            rung,
            by: owner.actor,
            place: component.place,
            confidence: route.confidence,
            kind: kind.id,
            occasion: 'background',
            trigger: action,
            args: [component.name],
          },
        });
      }
    }
  }
  return takings;
}

/** A filter that names MIME types gets broadcasts of these alone; one that names none gets no typed broadcast. */
function asksForMime({ filters }: Component, action: string, wanted: readonly string[] | undefined): boolean {
  if (wanted === undefined) return true;
  return filters
    .filter(({ actions }) => actions.includes(action))
    .flatMap(({ data }) => data.flatMap((item) => /(?:^| )mimeType=(\S+)/.exec(item)?.[1] ?? []))
    .some((asked) =>
      wanted.some((mime) => asked === '*/*' || asked === mime || asked === `${mime.split('/')[0]}/*`),
    );
}

function partyOf(owner: {
  actor: { kind: Sighting['actor']['kind'] };
  ordinary: boolean;
  tracker: boolean;
}): Sighting['party'] {
  if (owner.ordinary) return 'library';
  if (owner.actor.kind !== 'sdk') return owner.actor.kind;
  return owner.tracker ? 'tracker' : 'sdk';
}
