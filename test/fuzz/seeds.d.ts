// Types of seeds.js, for the test that runs the harness against the sources.
import type { SeedItem } from './harness.js';

export function openSeeds(root: string): SeedItem[][];
