// When code can run, as small integers: the same words as model/facts.ts, and which of them can come before which.
import { OCCASIONS } from '../model/constants.js';

export { OCCASIONS };
export type OccasionId = 0 | 1 | 2 | 3 | 4 | 5;
export const STARTUP: OccasionId = 0;
export const FIRST_SCREEN: OccasionId = 1;
export const BACKGROUND: OccasionId = 2;
export const SCREEN: OccasionId = 3;
export const USER_ACT: OccasionId = 4;
export const CALLBACK: OccasionId = 5;
export const OCCASION_COUNT = OCCASIONS.length;

const bit = (...ids: OccasionId[]): number => ids.reduce<number>((bits, id) => bits | (1 << id), 0);
const ALL = bit(STARTUP, FIRST_SCREEN, BACKGROUND, SCREEN, USER_ACT, CALLBACK);

/**
 * Occasions in which an object can have been made to be met in another: what runs at start-up can only call objects
 * made at start-up; what runs after a click can call any. Background work may run in a process that never showed a
 * screen, so only what start-up or background work itself made is sure to be there.
 */
export const MADE_BEFORE: readonly number[] = [
  bit(STARTUP),
  bit(STARTUP, FIRST_SCREEN),
  bit(STARTUP, BACKGROUND),
  ALL,
  ALL,
  ALL,
];
