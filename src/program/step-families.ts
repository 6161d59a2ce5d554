// Names for the steps of a path that are no plain calls: a component started, work handed to a thread, an object called by
// somebody who got it. One object per name, so that steps can be compared. Leaves the platform's families to callbacks.ts.
import type { Family } from './callbacks.js';
import { simpleName } from './names.js';
import { CALLBACK, type OccasionId } from './occasions.js';

export class StepFamilies {
  private readonly known = new Map<string, Family>();

  /** A component that the app's own code starts. */
  start(component: string, trigger: string, occasion: OccasionId | null, repeats: boolean): Family {
    const key = `start ${component} ${trigger} ${occasion} ${repeats}`;
    return this.family(key, () => ({ trigger, when: 'started', occasion, repeats, component }));
  }
  /** The step from who made an object to a method of it that something called, without saying who. */
  handedOn(type: string, method: string): Family {
    const trigger = `${simpleName(type).replace(/^.*\$/, '')}.${method}`;
    return this.family(`on ${trigger}`, () => ({
      trigger,
      when: 'event',
      occasion: CALLBACK,
      repeats: false,
    }));
  }
  /** A call that runs what it is handed. */
  fired(trigger: string): Family {
    return this.family(`fire ${trigger}`, () => ({ trigger, when: 'fired', occasion: null, repeats: false }));
  }
  repeated(family: Family): Family {
    return this.family(`again ${family.trigger}`, () => ({ ...family, repeats: true }));
  }
  /** A lambda of the package's own interface, called by the package's own code. */
  passing(family: Family): Family {
    return this.family(`pass ${family.trigger}`, () => ({ ...family, when: 'at-once', occasion: null }));
  }
  /** The same callback, of which nothing says when it runs. */
  unsaid(family: Family): Family {
    const key = `unsaid ${family.trigger} ${family.repeats}`;
    return this.family(key, () => ({ ...family, when: 'event', occasion: CALLBACK }));
  }

  private family(key: string, make: () => Family): Family {
    let family = this.known.get(key);
    if (!family) this.known.set(key, (family = make()));
    return family;
  }
}
