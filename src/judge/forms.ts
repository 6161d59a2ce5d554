// What the app asks the user for: input fields of layouts, pages and code, read by the lexicon, and the code that shows them.
// A field that no code was seen to show can be asked for; one that reachable code shows is asked for, at the first screen or
// later; what is typed into it can be seen to be sent on. Leaves words to lexicon.ts, what must be passed to login-wall.ts
// and the need to needs.ts.
import type { CodeField, CodeUse, Flow, InputField, Occasion } from '../model/facts.js';
import type { Sighting } from '../model/judgement.js';
import type { Derivation, Evidence, View } from '../model/rule.js';
import { descriptorOf } from '../model/watch-id.js';
import { attribution, type Owner } from './attribution.js';
import { readForm, type FieldText, type Reading } from './lexicon.js';
import { walls } from './login-wall.js';
import { occasions, type Timing } from './occasions.js';
import { sends } from './sends.js';
import { uses } from './uses.js';
import { sitePlace } from './site-place.js';
import { readSection } from './view.js';

/** Takings by form carry this signal; needs.ts and the reports know them by it. */
export const FORM_SIGNAL = 'form';

export interface AskedField {
  field: InputField;
  reading: Reading;
}
export interface AskedByCode {
  field: CodeField;
  reading: Reading;
}

/** Every field of layouts and pages that asks for a kind of data, in the order of the facts. */
export const askedFields: Derivation<AskedField[]> = {
  name: 'asked-fields',
  reads: ['resources'],
  compute: (view) =>
    readForms(
      readSection(view.facts, 'resources')?.fields ?? [],
      (field) => field.layout,
      (field) => field,
      view,
    ),
};

/** Every field that code makes and that asks for a kind; those of one method are one form. */
export const askedByCode: Derivation<AskedByCode[]> = {
  name: 'asked-by-code',
  reads: ['code'],
  compute: (view) =>
    readForms(
      readSection(view.facts, 'code')?.fields ?? [],
      ({ site }) => site,
      ({ hints, labels, inputType }) => ({ screen: '', id: '', autofill: [], hints, labels, inputType }),
      view,
    ),
};

function readForms<T>(
  fields: readonly T[],
  formOf: (field: T) => string | number,
  textOf: (field: T) => FieldText,
  view: View,
): { field: T; reading: Reading }[] {
  const forms = new Map<string | number, T[]>();
  for (const field of fields) {
    const form = forms.get(formOf(field));
    if (form) form.push(field);
    else forms.set(formOf(field), [field]);
  }
  return [...forms.values()].flatMap((form) =>
    readForm(form.map(textOf), view.catalogue).flatMap((reading, index) =>
      reading === null || reading.form.kind === undefined ? [] : [{ field: form[index]!, reading }],
    ),
  );
}

interface Showing {
  use: CodeUse;
  owner: Owner;
  timing: Timing;
  occasions: Occasion[];
}

/** One taking for each field and each party whose code shows it; the app's where no code was seen to. */
export function formTakings(view: View): Sighting[] {
  const typed = new Map<string, Flow>();
  for (const { source, flow } of view.get(sends)) if (!typed.has(source)) typed.set(source, flow);
  const ofFiles = view.get(askedFields).flatMap((asked) => {
    const byActor = new Map<string, Showing>();
    for (const showing of showingsOf(view, asked)) {
      const key = `${showing.owner.actor.kind} ${showing.owner.actor.id}`;
      const known = byActor.get(key);
      if (known === undefined || height(showing) > height(known)) byActor.set(key, showing);
    }
    const flow = typed.get(`view:0x${asked.field.view.toString(16).padStart(8, '0')}`);
    const parts = { reading: asked.reading, ...fileEvidence(asked.field), flow };
    return byActor.size === 0
      ? [takingOf(view, parts, null)]
      : [...byActor.values()].map((showing) => takingOf(view, parts, showing));
  });
  const ofCode = view.get(askedByCode).map(({ field, reading }) => {
    const use: CodeUse = { watch: '', site: field.site, offset: field.offset };
    return takingOf(
      view,
      { reading, ...codeEvidence(view, field), flow: undefined },
      showing(view, use, reading),
    );
  });
  return [...ofFiles, ...ofCode];
}

const height = ({ timing, occasions }: Showing): number =>
  (timing.rung === 'present' ? 0 : 2) + (occasions.includes('first-screen') ? 1 : 0);

function showing(view: View, use: CodeUse, reading: Reading): Showing {
  const timing = view.get(occasions)(use.site);
  return {
    use,
    owner: view.get(attribution).ofTaking(use.site, reading.form.kind!),
    timing,
    occasions: shownWhen(view, use, timing),
  };
}

function showingsOf(view: View, { field, reading }: AskedField): Showing[] {
  const { byWatch, code } = view.get(uses);
  if (code === null) return [];
  const watches =
    field.screens.length === 0
      ? [`page:${field.layout}`]
      : field.screens.map((screen) => `layout:0x${screen.toString(16).padStart(8, '0')}`);
  return watches.flatMap((watch) =>
    (byWatch.get(watch) ?? []).map((at) => showing(view, code.uses[at]!, reading)),
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

/** What stands behind a taking by form. */
interface Asking {
  reading: Reading;
  what: string;
  layout: string;
  place: Evidence['place'];
  said: string[];
  flow: Flow | undefined;
}

function fileEvidence(field: InputField): Omit<Asking, 'reading' | 'flow'> {
  return {
    what: `ask:${field.screen}#${field.id}`,
    layout: field.layout,
    place: {
      entry: field.layout,
      symbol: field.id === '' ? field.element : `${field.element}[@id/${field.id}]`,
      ...(field.line > 0 ? { line: field.line } : {}),
    },
    said: said(field),
  };
}

function codeEvidence(view: View, field: CodeField): Omit<Asking, 'reading' | 'flow'> {
  const site = readSection(view.facts, 'code')?.sites[field.site];
  return {
    what: `ask:${field.element}`,
    layout: '',
    place: sitePlace(site, field.offset),
    said: said(field),
  };
}

// eslint-disable-next-line complexity -- a literal: one field for each thing a sighting says
function takingOf(view: View, asking: Asking, shown: Showing | null): Sighting {
  const { reading, flow } = asking;
  const reached = shown !== null && shown.timing.rung !== 'present';
  const rung = !reached ? 'present' : flow === undefined ? 'reachable' : 'leaves';
  const when = reached ? shown.occasions : [];
  const first = when.includes('first-screen');
  const confidence = reading.signs.some((sign) => sign === 'autofill' || sign === 'text') ? 'high' : 'medium';
  const actor = shown?.owner.actor ?? view.get(attribution).app;
  const kind = reading.form.kind!;
  const shower = shown?.use.args?.[0] === 'return' ? [] : (shown?.use.args ?? []);
  const evidence: Evidence = {
    what: asking.what,
    rung,
    by: actor,
    place: asking.place,
    confidence,
    kind,
    args: [...asking.said, ...shower],
  };
  const best = shown?.timing.best ?? null;
  if (reached && best !== null) {
    evidence.path = best.path;
    evidence.cutSteps = best.cutSteps;
    evidence.trigger = best.trigger;
    evidence.occasion = first ? 'first-screen' : (when[0] ?? best.occasion);
  }
  if (reached && first) {
    const cls = readSection(view.facts, 'code')?.sites[shown.use.site]?.class ?? '';
    evidence.required = view.get(walls).seemsRequired(cls, asking.layout) ? 'start' : 'unknown';
  }
  return {
    kind,
    actor,
    party: shown === null ? 'app' : partyOf(shown.owner),
    rung,
    strength: !reached ? 'asked-possibly' : first ? 'asked-first' : 'asked-later',
    signal: FORM_SIGNAL,
    confidence,
    occasions: when,
    background: false,
    repeats: false,
    unjustifiable: null,
    evidence,
    ...(reached && flow !== undefined ? { flow } : {}),
  };
}

/** The words a reader can look for on the screen: default, English or Chinese, whichever there is first. */
function said({ hints, labels }: Pick<InputField, 'hints' | 'labels'>): string[] {
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
