// Holes and damage that no build leaves: code emptied or torn out, tables that break off, a manifest or resources that
// cannot be read to the end. Whatever stood there may take anything the app can come by, so each is a reason not to rate,
// or weighs as much as the most that resources can hide. Leaves what is merely not worked out to unknowns.ts.
import type { SectionName } from '../model/facts.js';
import type { View } from '../model/rule.js';
import { attribution } from './attribution.js';
import { isOutside } from './unreadable.js';
import { readSection } from './view.js';

/** Codes of scoring.unknowns. */
export type Damage =
  'code-emptied' | 'code-torn' | 'code-damaged' | 'code-partial' | 'manifest-damaged' | 'resources-damaged';

/** Ceilings on following values alone: all code was read, and what becomes of values is not known to the end. */
const VALUES_ALONE = /^limit\/(?:flow|method)/;

/** Sorted. */
// eslint-disable-next-line complexity -- one line for each sort of damage
export function damage(view: View): Damage[] {
  const { facts } = view;
  const found = new Set<Damage>();
  if (facts.code.state === 'partial')
    found.add(facts.code.because.every((code) => VALUES_ALONE.test(code)) ? 'code-partial' : 'code-damaged');
  const code = readSection(facts, 'code');
  const { emptied = 0, members = [], classes = [] } = code?.gaps ?? {};
  if (emptied > 0) found.add('code-emptied');
  // A class that is called and nowhere, in a package whose other classes are here: what a library that an app can do
  // without leaves out, it leaves out whole.
  const here = new Set((code?.packages ?? []).map(({ name }) => name));
  // Libraries built against another version of each other miss methods and classes in every second app; what is
  // compiled together does not.
  const { ofClass } = view.get(attribution);
  const isBuiltTogether = ({ name }: { name: string }): boolean => {
    const { actor } = ofClass(`L${name.replaceAll('.', '/')}/Any;`);
    return actor.kind === 'app' || actor.kind === 'unattributed';
  };
  const torn =
    members.some(isBuiltTogether) ||
    (code?.signals.applicationClassMissing === true && !isOutside(view)) || // the app cannot even start without it
    classes.some((gap) => here.has(gap.name) && isBuiltTogether(gap));
  if (torn) found.add('code-torn');
  if (isHurt(view, 'manifest')) found.add('manifest-damaged');
  if (isHurt(view, 'resources')) found.add('resources-damaged');
  return [...found].sort();
}

const isHurt = ({ facts }: View, name: SectionName): boolean => facts[name].state !== 'complete';
