// What is claimed of SDKs against what was measured: counted apart, and the page says what the rules say.
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { claimsOf, claimsPage, readSdks } from './claims.js';

const tea = {
  id: 'tea',
  vendor: 'Pot',
  country: 'CN',
  takes: [{ kind: 'contacts' }, { kind: 'sms' }],
  measured: [
    { artefact: 'org.tea:pot', version: '1', takes: [{ kind: 'contacts' }] },
    { artefact: 'org.tea:pot', version: '2', takes: [{ kind: 'camera' }] },
  ],
};

test('kinds are agreed, claimed alone or seen alone, over all versions', () => {
  expect(claimsOf([tea, { ...tea, id: 'unmeasured', measured: undefined } as never])).toMatchObject([
    { id: 'tea', agreed: ['contacts'], claimedAlone: ['sms'], seenAlone: ['camera'] },
  ]);
  expect(claimsPage([tea])).toContain('| tea | contacts | sms | camera |');
  expect(claimsPage([tea])).toContain('2 versions of 1 artefacts (1 of them Chinese)');
});

test('the page says what the rules say', () => {
  const page = readFileSync(new URL('../../docs/sdks-measured.md', import.meta.url), 'utf8');
  expect(claimsPage(readSdks())).toBe(page);
});
