// The short form of examples: what it expands to, and that what it does not know is an error.
import { describe, expect, test } from '@jest/globals';
import Value from 'typebox/value';
import { AppFacts } from '../../src/model/facts.js';
import { expandExample, withGaps } from '../../src/checks/example-facts.js';
import { catalogue, kind, sdk } from '../support/judging.js';

const cat = catalogue({
  kinds: [
    kind('contacts', 5, [
      { watch: 'field:La/C;->URI', signal: 'weak' },
      {
        all: ['field:La/C;->URI'],
        any: ['La/R;->query'],
        scope: 'method',
        permissions: [{ from: 1, allOf: ['READ'] }],
      },
    ]),
  ],
  sdks: [sdk('track', 'com.track', true)],
});

describe('examples', () => {
  test('a kind stands for a firm way of taking it, with its permission', () => {
    const facts = expandExample({ uses: [{ data: 'contacts', by: 'tracker', at: 'startup' }] }, cat);
    expect(Value.Check(AppFacts, facts)).toBe(true);
    if (facts.code.state === 'missing' || facts.manifest.state === 'missing') throw new Error('missing');
    expect(facts.code.value.uses.map((u) => u.watch)).toEqual(['field:La/C;->URI', 'La/R;->query']);
    expect(facts.code.value.sites[0]).toMatchObject({ class: 'Lcom/track/Part;' });
    expect(facts.manifest.value.permissions.map((p) => p.name)).toEqual(['READ']);
  });
  test('an unknown key, kind or SDK is an error', () => {
    expect(() => expandExample({ usse: [] }, cat)).toThrow('no "usse"');
    expect(() => expandExample({ uses: [{ data: 'contcats' }] }, cat)).toThrow('contcats');
    expect(() => expandExample({ sdks: ['nobody'] }, cat)).toThrow('nobody');
  });
  test('a section can be missing or partial', () => {
    const facts = withGaps(expandExample({}, cat), ['code'], ['manifest']);
    expect(facts.code.state).toBe('missing');
    expect(facts.manifest.state).toBe('partial');
  });
});
