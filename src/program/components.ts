// What Android runs of a manifest's component, and on which occasion, once it has come up: its life cycle in order.
// Leaves what brings it up to entry-points.ts (Android) and starts.ts (the package's own code).
import type { Component } from '../model/facts.js';
import { compareText } from '../model/order.js';
import { BACKGROUND, FIRST_SCREEN, SCREEN, STARTUP, USER_ACT, type OccasionId } from './occasions.js';
import type { Override } from './overrides.js';
import { methodName, type Program } from './program.js';

export type ComponentType = Exclude<Component['type'], 'activity-alias' | 'provider'>;

/** A method of a component that Android calls, and when. */
export interface Placed {
  override: Override;
  occasion: OccasionId;
  trigger: string;
}

/** Ties in path length go to what runs first. */
const LIFE_CYCLE = ['attachBaseContext', 'onCreate', 'onStart', 'onResume', 'onStartCommand', 'onReceive'];

const ACTIVITY_LATER =
  /^on(?:Pause|Stop|Destroy|Restart|SaveInstanceState|RetainNonConfigurationInstance|NewIntent|LowMemory|TrimMemory|ConfigurationChanged|UserLeaveHint|MultiWindowModeChanged|PictureInPictureModeChanged|ProvideAssistData|ProvideAssistContent|DetachedFromWindow)$/;
const SERVICE_LATER =
  /^on(?:Destroy|Unbind|Rebind|TaskRemoved|LowMemory|TrimMemory|ConfigurationChanged|Timeout|StopJob)$/;

/** The methods in the order Android runs them. */
export function inLifeCycle(program: Program, placed: Placed[]): Placed[] {
  const rank = ({ override }: Placed): number => {
    const at = LIFE_CYCLE.indexOf(methodName(program, override.method));
    return at < 0 ? 99 : at;
  };
  return placed.sort((a, b) => rank(a) - rank(b) || a.override.method - b.override.method);
}

/**
 * What runs of a component that comes up on `occasion`: an activity on that of a screen, the first one when nothing was
 * done before; a service or receiver on the occasion itself.
 * @param received what a receiver is said to receive
 */
export function placeComponent(
  program: Program,
  type: ComponentType,
  overrides: readonly Override[],
  occasion: OccasionId,
  received: string | null = null,
): Placed[] {
  const place = PLACES[type];
  return inLifeCycle(
    program,
    overrides.map((override) => place(override, methodName(program, override.method), occasion, received)),
  );
}

type Place = (o: Override, name: string, occasion: OccasionId, received: string | null) => Placed;
const PLACES: Readonly<Record<ComponentType, Place>> = {
  activity: (override, name, occasion) => {
    const screen = occasion === STARTUP || occasion === FIRST_SCREEN ? FIRST_SCREEN : SCREEN;
    const act = override.family.occasion === USER_ACT;
    const when = act ? USER_ACT : ACTIVITY_LATER.test(name) ? SCREEN : screen;
    return { override, occasion: when, trigger: `Activity.${name}` };
  },
  service: (override, name, occasion) => {
    const { family } = override;
    const when = family.occasion === USER_ACT ? USER_ACT : SERVICE_LATER.test(name) ? BACKGROUND : occasion;
    return { override, occasion: when, trigger: family.trigger };
  },
  receiver: (override, name, occasion, received) => {
    const trigger = name === 'onReceive' && received !== null ? received : override.family.trigger;
    return { override, occasion, trigger };
  },
};

/** Actions of a receiver's filters, the first few. */
export function receivedBy({ filters }: Component): string | null {
  const actions = [...new Set(filters.flatMap((filter) => filter.actions))].sort(compareText);
  return actions.length === 0 ? null : actions.slice(0, 4).join(', ');
}
