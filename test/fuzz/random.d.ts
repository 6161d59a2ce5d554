// Types of random.js, for tests in TypeScript.
export interface Random {
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
  chance(percent: number): boolean;
}
export function openRandom(seed: number): Random;
