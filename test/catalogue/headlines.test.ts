import { expect, test } from '@jest/globals';
import { buildCatalogue } from '../../src/catalogue/build.js';

test('every group of the headline has a name, and every name a group', () => {
  const { catalogue, complaints } = buildCatalogue('rules');
  expect(complaints).toEqual([]);
  const named = (catalogue.headlines ?? []).map((h) => h.id);
  expect([...new Set(catalogue.kinds.map((k) => k.headline))].sort()).toEqual(named);
});
