// Collects what was odd while a package is opened and read, each thing once and not more than a report can carry.
// Leaves sorting to extract/index.ts and words to text/words.
import type { Diagnostic, Note } from '../model/place.js';
import type { Limits } from '../bytes/limits.js';

export interface Recorder {
  note: Note;
  diagnostics: readonly Diagnostic[];
}

/** A Note that keeps up to `limits.diagnostics` different diagnostics; the last one counts the rest. */
export function openRecorder(limits: Limits): Recorder {
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  let dropped: Diagnostic | null = null;
  return {
    diagnostics,
    note(diagnostic) {
      if (diagnostics.length >= limits.diagnostics) {
        const count = dropped === null ? 1 : Number(dropped.args['count']) + 1;
        const next: Diagnostic = {
          code: 'limit/diagnostics',
          level: 'warning',
          place: { entry: '' },
          args: { limit: limits.diagnostics, count },
        };
        if (dropped === null) diagnostics.push(next);
        else diagnostics[diagnostics.length - 1] = next;
        dropped = next;
        return;
      }
      const { code, place, args } = diagnostic;
      const key = `${code}\n${place.entry}\n${place.symbol ?? ''}\n${place.offset ?? ''}\n${JSON.stringify(args)}`;
      if (seen.has(key)) return;
      seen.add(key);
      diagnostics.push(diagnostic);
    },
  };
}
