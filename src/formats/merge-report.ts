// The manifest merger's report (build/outputs/logs/manifest-merger-<variant>-report.txt): which file or dependency
// brought each element of the merged manifest. Reads text only; leaves comparing with facts to the gate.
// Format: com.android.manifmerger.ActionRecorder and MergingReport (Android build tools).

export interface MergeOrigin {
  /** "added", "merged", "implied", "injected", "converted", "rejected", "overwritten" … as the merger calls it. */
  action: string;
  /** "library": a dependency by its coordinates; "module": a module of the same build; "app": a file of the app. */
  kind: 'library' | 'module' | 'app';
  /** "group:artifact:version", ":module", or the file's name without folders. */
  from: string;
  line: number | null;
  /** Why it was implied, in the merger's words. */
  reason: string | null;
}
export interface MergeNode {
  element: string; // "uses-permission"
  key: string | null; // "android.permission.INTERNET"
  /** In the order of the report; the first one decided. */
  origins: MergeOrigin[];
}

/** Reports of large apps have some 20,000 lines. */
const MAX_LINES = 2_000_000;
const NODE = /^([A-Za-z][\w.-]*)(?:#(.+))?$/;
const ACTION = /^([A-Z]+) from (.+)$/;
const LIBRARY = /^\[([^\]]+)\]/;
const POSITION = /:(\d+):\d+-(?:\d+:)?\d+$/;

/** Reads a report; lines that are no part of one are skipped. Nodes come in the order of the report. */
export function readMergeReport(text: string): MergeNode[] {
  const nodes: MergeNode[] = [];
  let node: MergeNode | null = null;
  let lines = 0;
  for (let from = 0; from < text.length && lines < MAX_LINES; lines++) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? text.length : end).replace(/\r$/, '');
    from = end < 0 ? text.length : end + 1;
    if (line.startsWith('\t') || line.startsWith(' ')) continue; // attributes
    const action = ACTION.exec(line);
    if (action !== null) {
      node?.origins.push(readOrigin(action[1]!.toLowerCase(), action[2]!));
      continue;
    }
    const head = NODE.exec(line);
    if (head === null) continue;
    node = { element: head[1]!, key: head[2] ?? null, origins: [] };
    nodes.push(node);
  }
  return nodes;
}

function readOrigin(action: string, source: string): MergeOrigin {
  const at = source.indexOf(' reason: ');
  const reason = at < 0 ? null : source.slice(at + ' reason: '.length);
  const place = at < 0 ? source : source.slice(0, at);
  const position = POSITION.exec(place);
  const line = position === null ? null : Number(position[1]);
  const library = LIBRARY.exec(place)?.[1];
  if (library !== undefined) {
    return { action, kind: library.startsWith(':') ? 'module' : 'library', from: library, line, reason };
  }
  const path = position === null ? place : place.slice(0, -position[0].length);
  return {
    action,
    kind: 'app',
    from: path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1),
    line,
    reason,
  };
}
