// The numbers by which the analysis tells its own calls apart.
import { expect, test } from '@jest/globals';
import { INTEREST } from '../../src/program/interest.js';

test('no two interests share a number', () => {
  const numbers = Object.values(INTEREST);
  expect(new Set(numbers).size).toBe(numbers.length);
});
