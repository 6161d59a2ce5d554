// Every type of app against every kind that users type: what a clause lists is necessary in a form, what no clause lists
// is not, and types that the rule lets ask for nothing are suspected when their first screen asks for a phone number.
import { describe, expect, test } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { givenType } from '../../src/judge/choose-type.js';
import { judgeSightings, needsUnder } from '../../src/judge/needs.js';
import { scoreTakings } from '../../src/judge/score.js';
import type { Sighting } from '../../src/model/judgement.js';

const catalogue = loadCatalogue();
const userKinds = catalogue.kinds.filter(({ origin }) => origin === 'user');
const app = { kind: 'app', id: 'com.example' } as const;

function asked(kind: string, when: 'first-screen' | 'screen' | null): Sighting {
  const rung = when === null ? 'present' : 'reachable';
  return {
    kind,
    actor: app,
    party: 'app',
    rung,
    strength: when === null ? 'asked-possibly' : when === 'screen' ? 'asked-later' : 'asked-first',
    signal: 'form',
    confidence: 'high',
    occasions: when === null ? [] : [when],
    background: false,
    repeats: false,
    unjustifiable: null,
    evidence: {
      what: 'ask:layout/a#b',
      rung,
      by: app,
      place: { entry: 'res/layout/a.xml' },
      confidence: 'high',
      kind,
    },
  };
}

function verdict(type: string, kind: string, when: 'first-screen' | 'screen' | null): string {
  const choice = givenType(catalogue, type);
  const sightings = judgeSightings([asked(kind, when)], needsUnder(catalogue, choice));
  const scored = scoreTakings({ sightings, unknowns: [], readable: true, catalogue });
  return scored.kinds.find((one) => one.kind === kind)?.verdict ?? 'not-suspected';
}

describe.each(catalogue.types.map((type) => [type.id, type] as const))('%s', (id, type) => {
  const needs = needsUnder(catalogue, givenType(catalogue, id));
  test('what its clause lists is necessary when typed, and suspected nowhere', () => {
    for (const { kind } of type.typedByUser) {
      const [judged] = judgeSightings([asked(kind, 'first-screen')], needs);
      expect({ kind, need: judged?.need }).toEqual({ kind, need: 'necessary' });
      expect({ kind, verdict: verdict(id, kind, 'first-screen') }).toEqual({
        kind,
        verdict: 'not-suspected',
      });
    }
  });
  test('what neither clause nor type lists is necessary in no form', () => {
    const listed = new Set([...type.typedByUser.map(({ kind }) => kind), ...type.necessary]);
    const judged = userKinds.map(({ id: kind }) => ({
      kind,
      necessary: judgeSightings([asked(kind, 'first-screen')], needs)[0]?.need === 'necessary',
    }));
    expect(judged).toHaveLength(userKinds.length);
    expect(judged.filter(({ necessary }) => necessary).map(({ kind }) => kind)).toEqual(
      userKinds
        .filter(({ id: kind, coveredBy }) => [kind, ...(coveredBy ?? [])].some((one) => listed.has(one)))
        .map(({ id: kind }) => kind),
    );
  });
  test('a form that no code shows, or a later one, makes no kind suspected by itself', () => {
    for (const { id: kind } of userKinds)
      for (const when of [null, 'screen'] as const)
        expect({ kind, when, verdict: verdict(id, kind, when) }).toEqual({
          kind,
          when,
          verdict: 'not-suspected',
        });
  });
  const asksNothing =
    type.number !== undefined && type.typedByUser.length === 0 && type.necessary.length === 0;
  test(`a phone number on the first screen is ${asksNothing ? '' : 'not '}against the clause`, () => {
    const [judged] = judgeSightings([asked('account-phone-number', 'first-screen')], needs);
    if (asksNothing) {
      expect(judged?.need).toBe('red-flag');
      expect(verdict(id, 'account-phone-number', 'first-screen')).toBe('suspected');
    } else expect(judged?.need).not.toBe('red-flag');
  });
});

test('thirteen types may ask for nothing', () => {
  const none = catalogue.types.filter(
    ({ number, typedByUser, necessary }) =>
      number !== undefined && typedByUser.length + necessary.length === 0,
  );
  expect(none.length).toBeGreaterThanOrEqual(13);
  for (const id of ['browser', 'news', 'utility-tools']) expect(none.map((type) => type.id)).toContain(id);
});

test('a permission of the device is not excused by what may be typed', () => {
  const needs = needsUnder(catalogue, givenType(catalogue, 'online-lending'));
  const [judged] = judgeSightings([{ ...asked('id-document', 'screen'), signal: 'strong' }], needs);
  expect(judged?.need).not.toBe('necessary');
});

test('a number that one-key login gives is judged as one that is typed', () => {
  const need = (type: string): string | undefined =>
    judgeSightings(
      [{ ...asked('account-phone-number', 'screen'), signal: 'strong', occasions: ['startup'] }],
      needsUnder(catalogue, givenType(catalogue, type)),
    )[0]?.need;
  expect(need('ride-hailing')).toBe('necessary');
  expect(need('ebook')).toBe('beyond');
});

test('a card that is scanned is judged as one that is typed', () => {
  const need = (type: string): string | undefined =>
    judgeSightings(
      [{ ...asked('bank-card-account', 'screen'), signal: 'strong' }],
      needsUnder(catalogue, givenType(catalogue, type)),
    )[0]?.need;
  expect(need('online-lending')).toBe('necessary');
  expect(need('utility-tools')).toBe('beyond');
});
