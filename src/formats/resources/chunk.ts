// The header that every compiled resource structure starts with, and the walk over sibling chunks
// (AOSP androidfw/Chunk.cpp). Leaves the meaning of each chunk to its reader.
import { ParseError } from '../../bytes/parse-error.js';
import type { View } from '../../bytes/view.js';
import { CHUNK } from './layout.js';
import type { Odd } from '../../bytes/odd.js';

export interface Chunk {
  type: number;
  headerSize: number;
  size: number;
  /** Offset of the chunk in the view it was read from. */
  at: number;
  end: number;
}

/** Reads a chunk header without judging it; throws ParseError only when its eight bytes are not there. */
export function readChunk(view: View, at: number): Chunk {
  const size = view.u32(at + CHUNK.size);
  return {
    type: view.u16(at + CHUNK.type),
    headerSize: view.u16(at + CHUNK.headerSize),
    size,
    at,
    end: at + size,
  };
}

/** validate_chunk of ResourceTypes.cpp: why Android would refuse the chunk, or null. */
export function chunkFault(chunk: Chunk, minHeader: number, end: number): string | null {
  if (chunk.headerSize < minHeader) return 'header-too-small';
  if (chunk.headerSize > chunk.size) return 'header-beyond-chunk';
  if (((chunk.headerSize | chunk.size) & 3) !== 0) return 'unaligned';
  if (chunk.end > end) return 'beyond-end';
  return null;
}

/**
 * Visits sibling chunks from `start` to `end` as ChunkIterator does: a chunk that says it is longer than what is left
 * ends the walk and what came before counts; a malformed header ends it too (Android refuses the whole file, we keep
 * what was read and say so).
 */
export function visitChunks(
  view: View,
  start: number,
  end: number,
  prefix: string,
  odd: Odd,
  visit: (chunk: Chunk) => void,
): void {
  let at = start;
  while (at < end) {
    if (at + CHUNK.bytes > end) {
      odd(`${prefix}/trailing-bytes`, view.base + at, { bytes: end - at });
      return;
    }
    const chunk = readChunk(view, at);
    if (chunk.size > end - at) {
      odd(`${prefix}/chunk-cut`, view.base + at, { size: chunk.size, available: end - at });
      return;
    }
    const fault = chunkFault(chunk, CHUNK.bytes, end);
    if (fault !== null) {
      odd(`${prefix}/chunk-malformed`, view.base + at, { fault, type: chunk.type });
      return;
    }
    visit(chunk);
    at = chunk.end;
  }
}

/** A ParseError for a chunk that cannot be read on. */
export const chunkError = (code: string, view: View, chunk: Chunk, fault: string): ParseError =>
  new ParseError(code, view.base + chunk.at, { fault, type: chunk.type, size: chunk.size });
