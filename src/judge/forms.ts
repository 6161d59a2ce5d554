// What the app asks the user for: input fields read by the lexicon, and the code that shows them. A field that no code
// was seen to show can be asked for; one whose layout reachable code names is asked for, at the first screen or later.
// Leaves the reading of words to lexicon.ts and the need to needs.ts.
import type { CodeUse, InputField, Occasion } from '../model/facts.js';
import type { Sighting } from '../model/judgement.js';
import type { Derivation, Evidence, View } from '../model/rule.js';
import { descriptorOf } from '../model/watch-id.js';
import { attribution, type Owner } from './attribution.js';
import { readForm, type Reading } from './lexicon.js';
import { occasions, type Timing } from './occasions.js';
import { uses } from './uses.js';
import { readSection } from './view.js';

/** Takings by form carry this signal; needs.ts and the reports know them by it. */
export const FORM_SIGNAL = 'form';

export interface AskedField {
  field: InputField;
  reading: Reading;
}

/** Every field that asks for a kind of data, in the order of the facts. */
export const askedFields: Derivation<AskedField[]> = {
  name: 'asked-fields',
  reads: ['resources'],
  compute(view) {
    const fields = readSection(view.facts, 'resources')?.fields ?? [];
    const byLayout = new Map<string, InputField[]>();
    for (const field of fields) {
      const list = byLayout.get(field.layout);
      if (list) list.push(field);
      else byLayout.set(field.layout, [field]);
    }
    return [...byLayout.values()].flatMap((form) =>
      readForm(form, view.catalogue).flatMap((reading, index) =>
        reading === null || reading.form.kind === undefined ? [] : [{ field: form[index]!, reading }],
      ),
    );
  },
};

interface Showing {
  use: CodeUse;
  owner: Owner;
  timing: Timing;
  occasions: Occasion[];
}

/** One taking for each field and each party whose code shows it; the app's where no code was seen to. */
export function formTakings(view: View): Sighting[] {
  return view.get(askedFields).flatMap((asked) => {
    const byActor = new Map<string, Showing>();
    for (const showing of showingsOf(view, asked)) {
      const key = `${showing.owner.actor.kind} ${showing.owner.actor.id}`;
      const known = byActor.get(key);
      if (known === undefined || height(showing) > height(known)) byActor.set(key, showing);
    }
    if (byActor.size === 0) return [takingOf(asked, view.get(attribution).app, 'app', null)];
    return [...byActor.values()].map((showing) =>
      takingOf(asked, showing.owner.actor, partyOf(showing.owner), showing),
    );
  });
}

const height = ({ timing, occasions }: Showing): number =>
  (timing.rung === 'present' ? 0 : 2) + (occasions.includes('first-screen') ? 1 : 0);

function showingsOf(view: View, { field, reading }: AskedField): Showing[] {
  const { byWatch, code } = view.get(uses);
  if (code === null) return [];
  const owners = view.get(attribution);
  const timing = view.get(occasions);
  return field.screens.flatMap((screen) =>
    (byWatch.get(`layout:0x${screen.toString(16).padStart(8, '0')}`) ?? []).map((at): Showing => {
      const use = code.uses[at]!;
      const when = timing(use.site);
      const owner = owners.ofTaking(use.site, reading.form.kind!);
      return { use, owner, timing: when, occasions: shownWhen(view, use, when) };
    }),
  );
}

/**
 * A form cannot be shown before there is a screen or in the background. The first screen is claimed only where the code
 * is the launcher's own or of no other screen: a base class that asks every screen for its layout reaches all of them.
 */
function shownWhen(view: View, use: CodeUse, timing: Timing): Occasion[] {
  const shown = new Set<Occasion>(
    timing.occasions.filter((occasion) => occasion !== 'startup' && occasion !== 'background'),
  );
  if (timing.occasions.length > shown.size) shown.add('callback');
  if (!shown.has('first-screen')) return [...shown];
  const components = readSection(view.facts, 'manifest')?.components ?? [];
  const cls = readSection(view.facts, 'code')?.sites[use.site]?.class ?? '';
  const screens = components.filter(({ type }) => type === 'activity');
  const isLauncher = components.some(
    ({ name, targetActivity, isLauncher: launches }) =>
      launches && descriptorOf(targetActivity ?? name) === cls,
  );
  const isOther = !isLauncher && screens.some(({ name }) => descriptorOf(name) === cls);
  if (isOther || (!isLauncher && use.args?.[0] === 'return')) {
    shown.delete('first-screen');
    shown.add('screen');
  }
  return [...shown];
}

function takingOf(
  { field, reading }: AskedField,
  actor: Sighting['actor'],
  party: Sighting['party'],
  showing: Showing | null,
): Sighting {
  const reached = showing !== null && showing.timing.rung !== 'present';
  const rung = reached ? 'reachable' : 'present';
  const when = reached ? showing.occasions : [];
  const confidence = reading.signs.some((sign) => sign === 'autofill' || sign === 'text') ? 'high' : 'medium';
  const kind = reading.form.kind!;
  const evidence: Evidence = {
    what: `ask:${field.screen}#${field.id}`,
    rung,
    by: actor,
    place: {
      entry: field.layout,
      symbol: field.id === '' ? field.element : `${field.element}[@id/${field.id}]`,
      ...(field.line > 0 ? { line: field.line } : {}),
    },
    confidence,
    kind,
    args: [...said(field), ...(showing?.use.args?.[0] === 'return' ? [] : (showing?.use.args ?? []))],
  };
  const best = showing?.timing.best ?? null;
  if (reached && best !== null) {
    evidence.path = best.path;
    evidence.cutSteps = best.cutSteps;
    evidence.trigger = best.trigger;
    evidence.occasion = when.includes('first-screen') ? 'first-screen' : (when[0] ?? best.occasion);
  }
  return {
    kind,
    actor,
    party,
    rung,
    strength: !reached ? 'asked-possibly' : when.includes('first-screen') ? 'asked-first' : 'asked-later',
    signal: FORM_SIGNAL,
    confidence,
    occasions: when,
    background: false,
    repeats: false,
    unjustifiable: null,
    evidence,
  };
}

/** The words a reader can look for on the screen: default, English or Chinese, whichever there is first. */
function said({ hints, labels }: InputField): string[] {
  const pick = (texts: InputField['hints']): string[] => {
    const found = texts.find(({ locale }) => /^(?:$|en|zh)/.test(locale)) ?? texts[0];
    return found === undefined ? [] : [found.text];
  };
  return [...new Set([...pick(hints), ...pick(labels)])];
}

function partyOf(owner: Owner): Sighting['party'] {
  if (owner.ordinary) return 'library';
  if (owner.actor.kind !== 'sdk') return owner.actor.kind;
  return owner.tracker ? 'tracker' : 'sdk';
}
