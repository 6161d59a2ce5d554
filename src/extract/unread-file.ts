// A compiled program of another kind, of which names and texts are read and no calls: its row among the scripts, the
// ceiling on its size, and what is told when it cannot be read. Leaves the formats to whoever reads the bytes.
import { ParseError } from '../bytes/parse-error.js';
import type { ScriptFacts } from '../model/script-facts.js';
import { placeEntry, type Entry, type Part } from '../package/package.js';
import type { ExtractContext } from './extractor.js';

export type UnreadFile = ScriptFacts['files'][number];

export const unreadFile = (entry: string, form: string, sizeBytes: number): UnreadFile => ({
  ...{ entry, form, sizeBytes },
  ...{ functions: 0, modules: 0, state: 'unread', because: null },
});

/** Adds the row and runs `read` on the bytes; what it throws as ParseError is the row's reason. */
export function readNamesOf(
  { pkg, limits, note }: ExtractContext,
  facts: ScriptFacts,
  { part, entry, form }: { part: Part; entry: Entry; form: string },
  read: (data: Uint8Array, row: UnreadFile) => void,
): void {
  const place = placeEntry(pkg, part, entry.name);
  const row = unreadFile(place, form, entry.sizeBytes);
  facts.files.push(row);
  try {
    if (entry.sizeBytes > limits.snapshotBytes)
      throw new ParseError('limit/snapshot-bytes', 0, { limit: limits.snapshotBytes });
    read(part.read(entry.name), row);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    row.because = error.code;
    note({
      code: error.code,
      level: 'warning',
      place: { entry: place, offset: error.offset },
      args: { ...error.args },
    });
  }
}
