// What an opened input is to the rest of the product. Leaves each kind of input to its own file beside this one.
import type { Budget } from '../formats/zip/inflate.js';
import type { Diagnostic } from '../model/place.js';

/** Random access to bytes that are never read whole. */
export interface Source {
  name: string; // base name, for messages only; never used as a path
  sizeBytes: number;
  /** Throws ParseError when the range is outside the source. */
  read(start: number, length: number): Uint8Array;
  close(): void;
}
export interface Entry {
  name: string; // as stored, decoded; unique within a part (later duplicates are resolved as Android does)
  sizeBytes: number; // declared uncompressed size; do not trust for allocation
  compressedBytes: number;
}
export interface Part {
  name: string; // "base.apk", "split_config.arm64_v8a.apk"
  role: 'base' | 'split' | 'feature' | 'code' | 'asset';
  sha256: string;
  sizeBytes: number;
  entries(): readonly Entry[];
  has(name: string): boolean;
  /** Inflated bytes, memory of its own. Throws ParseError. */
  read(name: string): Uint8Array;
  /** First bytes of the inflated entry, for magic; cheap. */
  peek(name: string, length: number): Uint8Array;
  /** Raw access for signature blocks and nested archives. */
  source: Source;
}
export interface Package {
  kind: string;
  sha256: string;
  sizeBytes: number;
  parts: readonly Part[]; // base first
  /** What was odd while opening, and while reading entries so far; extract/index.ts puts it into the facts. */
  diagnostics?: readonly Diagnostic[];
  /** What was read so far, for whoever inflates more. */
  budget?: Budget;
  close(): void;
}
/** How a place names an entry: plain in the first part, "part!entry" in every other. */
export function placeEntry(pkg: Package, part: Part, entry: string): string {
  return part === pkg.parts[0] ? entry : `${part.name}!${entry}`;
}
