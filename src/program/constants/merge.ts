// What two ways into one place of a method agree on. Leaves walking the ways to evaluate.ts.
import { ANYTHING } from './values.js';

/** The merged state when it differs from what stands there, else null. */
export function mergeInto(known: Int32Array | undefined, state: Int32Array): Int32Array | null {
  if (!known) return state.slice();
  let merged: Int32Array | null = null;
  for (let r = 0; r < known.length; r++) {
    if (known[r] === state[r] || known[r] === ANYTHING) continue;
    merged ??= known.slice();
    merged[r] = ANYTHING;
  }
  return merged;
}
