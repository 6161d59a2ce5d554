// The tables that lie beside the compiled watchlist, put with it: what extraction has to know is one thing for Node and for
// browsers. Pure; leaves reading files to load.ts and to whoever holds their contents.
import type { Watchlist } from '../model/catalogue.js';
import { hex } from '../platform/sha256.js';

/** Contents of dist/platform.bin and dist/shapes.bin. */
export interface Tables {
  platform: Uint8Array;
  shapes: Uint8Array;
}

/** The tables of platform classes and of shapes belong to what extraction has to know; what is known of shapes changes. */
export const withTables = (list: Watchlist, { platform, shapes }: Tables): Watchlist => ({
  ...list,
  hash: `${list.hash}-${hex(shapes.subarray(4, 8))}`,
  platform,
  shapes,
});
