// Types of harness.js, for the test that runs it against the sources.
import type { Limits } from '../../src/bytes/limits.js';
import type { Watchlist } from '../../src/model/catalogue.js';

export interface Product {
  openSources: unknown;
  openBytes: unknown;
  extractFacts: unknown;
  ParseError: unknown;
  limits: Limits;
  watch: Watchlist;
  /** Judges and renders facts; called when given. */
  judge?: (facts: never) => void;
}
export interface SeedItem {
  name: string;
  data: Uint8Array;
}
export interface Outcome {
  kind: 'facts' | 'refused' | 'limit' | 'failure';
  what: string;
  milliseconds: number;
}
export const MAX_CASE_MS: number;
export function makeCase(
  seeds: readonly SeedItem[][],
  seed: number,
  number: number,
): { data: Uint8Array; level: string };
export function runCase(product: Product, data: Uint8Array): Outcome;
export function runCases(
  product: Product,
  seeds: readonly SeedItem[][],
  options: {
    seed: number;
    from: number;
    to: number;
    onFailure(number: number, level: string, what: string, data: Uint8Array): void;
    onProgress?(number: number): void;
  },
): { counts: Record<string, number>; levels: Record<string, number>; slowest: number };
