// When the platform calls a method that an app overrides: the families of rules/platform/callbacks.yaml, looked up by
// type and method. A family fixes the occasion, takes it from where the object was made, or waits for a call that runs
// it. Leaves who overrides what to overrides.ts and which calls run what to fires.ts.
import type { CallbackRules } from '../model/catalogue.js';
import { descriptorOf } from './names.js';
import {
  BACKGROUND,
  CALLBACK,
  FIRST_SCREEN,
  SCREEN,
  STARTUP,
  USER_ACT,
  type OccasionId,
} from './occasions.js';

export type When = CallbackRules['families'][number]['when'];
export interface Family {
  /** "OnClickListener.onClick". */
  trigger: string;
  when: When | 'started';
  /** Occasion whatever came before, or null: that of the code that made the object, or starts the component. */
  occasion: OccasionId | null;
  /** Called again and again once registered. */
  repeats: boolean;
  /** The component that comes up with it. */
  component?: string;
}

const FIXED: Readonly<Partial<Record<When, OccasionId>>> = {
  act: USER_ACT,
  background: BACKGROUND,
  event: CALLBACK,
};

/** Where a family's method runs when its object is made in `made`; null: only when some call runs it. */
export function occasionFor(family: Family, made: OccasionId): OccasionId | null {
  if (family.occasion !== null) return family.occasion;
  if (family.when === 'fired') return null;
  if (family.when === 'screens') return made === STARTUP ? FIRST_SCREEN : made;
  // A view made before any screen comes up with the first; made in an act, it comes up on that act's screen.
  if (family.when === 'shown') {
    return made === STARTUP ? FIRST_SCREEN : made === USER_ACT ? SCREEN : made;
  }
  return made;
}

/** Methods that a page's script can call. */
export const SCRIPT_FAMILY: Family = {
  trigger: 'JavascriptInterface',
  when: 'event',
  occasion: CALLBACK,
  repeats: false,
};

interface Row {
  when: When;
  repeats: boolean;
  types: readonly RegExp[];
  methods: readonly RegExp[] | null;
}
const NO_RULES: CallbackRules = { families: [], fires: [] };

/** "a.b.C$On*" as a test of descriptors; "*" at the end of a package stands for its classes. */
const typeTest = (name: string): RegExp =>
  new RegExp(
    `^${escaped(descriptorOf(name.replaceAll('*', '\u0001'))).replaceAll('\u0001', '[\\w$]{0,80}')}$`,
  );
const methodTest = (name: string): RegExp => new RegExp(`^${escaped(name).replaceAll('\\*', '\\w{0,60}')}$`);
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export class Families {
  private readonly rows: readonly Row[];
  private readonly known = new Map<string, Family | null>();
  private readonly unnamed = new Map<string, Family>();
  /** Types of bundled libraries that a family names, with the methods. */
  readonly bundled: readonly { type: string; methods: readonly string[]; family: (name: string) => Family }[];

  constructor(rules: CallbackRules = NO_RULES) {
    this.rows = rules.families
      .filter(({ bundled }) => bundled !== true)
      .map(({ when, repeats = false, types, methods }) => ({
        when,
        repeats,
        types: types.map(typeTest),
        methods: methods?.map(methodTest) ?? null,
      }));
    this.bundled = rules.families
      .filter(({ bundled }) => bundled === true)
      .flatMap(({ when, repeats = false, types, methods = [] }) =>
        types.map((type) => ({
          type: descriptorOf(type),
          methods,
          family: (name: string) => familyOf(descriptorOf(type), name, when, repeats),
        })),
      );
  }

  /** The family that names the type and method, or null. */
  named(owner: string, method: string): Family | null {
    const key = `${owner}${method}`;
    let family = this.known.get(key);
    if (family === undefined) {
      const row = this.rows.find(
        ({ types, methods }) =>
          types.some((type) => type.test(owner)) && (methods?.some((name) => name.test(method)) ?? true),
      );
      family = row ? familyOf(owner, method, row.when, row.repeats) : null;
      this.known.set(key, family);
    }
    return family;
  }

  /** The family, an event when none is named. */
  of(owner: string, method: string): Family {
    const named = this.named(owner, method);
    if (named) return named;
    const key = `${owner}${method}`;
    let family = this.unnamed.get(key);
    if (!family) this.unnamed.set(key, (family = familyOf(owner, method, 'event', false)));
    return family;
  }
}

function familyOf(owner: string, method: string, when: When, repeats: boolean): Family {
  const named = owner.slice(Math.max(owner.lastIndexOf('/') + 1, 1), -1);
  const trigger = `${named.slice(named.lastIndexOf('$') + 1)}.${method}`;
  return { trigger, when, occasion: FIXED[when] ?? null, repeats };
}
