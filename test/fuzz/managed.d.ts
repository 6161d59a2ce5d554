// Types of managed.js, for the test that runs it against the sources.
export interface Sample {
  name: string;
  data: Uint8Array;
}
export function openSamples(root?: string): Sample[];
export function runMutated(
  product: Readonly<Record<string, unknown>>,
  samples: readonly Sample[],
  options: {
    seed: number;
    from: number;
    to: number;
    onFailure(number: number, name: string, what: string): void;
  },
): { read: number; refused: number };
