// All cases of the hostile suite. Leaves building to the file of each level.
import { ARSC_CASES } from './arsc-cases.js';
import { AXML_CASES } from './axml-cases.js';
import type { HostileCase } from './case.js';
import { DEX_CASES } from './dex-cases.js';
import { HIDING_CASES } from './hiding-cases.js';
import { OTHER_CASES } from './other-cases.js';
import { ZIP_CASES } from './zip-cases.js';

export const HOSTILE_CASES: readonly HostileCase[] = [
  ...ZIP_CASES,
  ...AXML_CASES,
  ...ARSC_CASES,
  ...DEX_CASES,
  ...HIDING_CASES,
  ...OTHER_CASES,
];
