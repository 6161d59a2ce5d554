// Types of hide.js, for tests in TypeScript.
import type { Random } from '../fuzz/random.js';

export interface Item {
  name: string;
  data: Uint8Array;
}
export type Hiding = (items: readonly Item[], random: Random) => Item[] | null;
export const HIDINGS: Readonly<Record<string, Hiding>>;
export function hideSomething(items: readonly Item[], random: Random): { what: string; items: Item[] };
