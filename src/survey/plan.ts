// Files found + the auditor's list → one entry per app, and everything about either that the auditor must know. Pure.
// A row names apps by file, hash or package name; the last is resolved by joinPackages once the package has been read.
import { compareText } from '../model/order.js';
import type { SurveyEntry, SurveyProblem, SurveyRow } from '../model/survey.js';
import type { AppList, ListRow } from './app-list.js';

export interface FoundApp {
  id: string; // path below the survey's folder
  files: string[];
  sha256: string;
  sizeBytes: number;
}
export interface Plan {
  entries: SurveyEntry[]; // by id
  packageTypes: Record<string, string>;
  byPackage: Map<string, ListRow>; // rows that name a package and no file or hash
  problems: Omit<SurveyProblem, 'text'>[];
}
export type ResolveType = (said: string) => { type: string } | { unknown: string; near: string | null };

const plainPath = (path: string): string => path.normalize('NFC').replaceAll('\\', '/').replace(/^\.\//, '');

/** Paths → the apps they can mean: as written, else by base name, else without regard to case; never a guess among several. */
const fileIndex = (apps: readonly FoundApp[]) => {
  const exact = new Map<string, FoundApp>();
  const loose = new Map<string, Set<FoundApp>>();
  const add = (key: string, app: FoundApp): void => {
    const set = loose.get(key) ?? new Set();
    set.add(app);
    loose.set(key, set);
  };
  for (const app of apps)
    for (const file of app.files) {
      const path = plainPath(file);
      exact.set(path, app);
      const base = path.slice(path.lastIndexOf('/') + 1);
      add(`name:${base}`, app);
      add(`path:${path.toLowerCase()}`, app);
      add(`name:${base.toLowerCase()}`, app);
    }
  return (said: string): readonly FoundApp[] => {
    const path = plainPath(said);
    const whole = exact.get(path);
    if (whole) return [whole];
    const base = path.slice(path.lastIndexOf('/') + 1);
    const keys = [`path:${path.toLowerCase()}`];
    if (base === path) keys.push(`name:${base}`, `name:${base.toLowerCase()}`);
    for (const key of keys) {
      const found = loose.get(key);
      if (found) return [...found];
    }
    return [];
  };
};

/** Apps with the same bytes are one entry, named by the first id; the others are kept as `sameContent`. */
const mergeSame = (
  apps: readonly FoundApp[],
): { entries: SurveyEntry[]; entryOf: Map<string, SurveyEntry> } => {
  const byHash = new Map<string, SurveyEntry>();
  const entryOf = new Map<string, SurveyEntry>();
  for (const app of [...apps].sort((a, b) => compareText(a.id, b.id))) {
    const first = byHash.get(app.sha256);
    if (first) first.sameContent.push(app.id);
    else byHash.set(app.sha256, { ...app, sameContent: [], type: null, line: null, columns: {} });
    entryOf.set(app.id, first ?? byHash.get(app.sha256)!);
  }
  return { entries: [...byHash.values()], entryOf };
};

/**
 * @param list null when the auditor gave none: every type is inferred
 * @param type resolves ids, names and numbers of app types, several joined by "+"
 */
// eslint-disable-next-line complexity, max-lines-per-function -- the rows of a list find their apps by file, content and package, in this order
export function planSurvey(apps: readonly FoundApp[], list: AppList | null, type: ResolveType): Plan {
  const problems: Plan['problems'] = [...(list?.problems ?? [])];
  const { entries, entryOf } = mergeSame(apps);
  const byHash = new Map(entries.map((e) => [e.sha256, e]));
  const find = fileIndex(apps);
  const byPackage = new Map<string, ListRow>();
  const packageTypes: Record<string, string> = Object.create(null) as Record<string, string>;
  const tell = (code: string, line: number | null, args: Record<string, string | number>): void =>
    void problems.push({ code, level: 'warning', line, args });
  const typeOf = (row: ListRow): string | null => {
    if (row.type === null) return null;
    const resolved = type(row.type);
    if ('type' in resolved) return resolved.type;
    if (resolved.near === null) tell('survey/unknown-type', row.line, { type: resolved.unknown });
    else tell('survey/unknown-type-near', row.line, { type: resolved.unknown, near: resolved.near });
    return null;
  };
  /** Which file the first row of an entry named: another one with the same bytes is no slip of the auditor's. */
  const namedBy = new Map<SurveyEntry, string>();
  const assign = (entry: SurveyEntry, row: ListRow, said: string, named: string = entry.id): void => {
    const given = typeOf(row);
    if (entry.line !== null) {
      const differs = given !== null && entry.type !== null && given !== entry.type;
      const first = { what: said, first: entry.line };
      const other = namedBy.get(entry)!;
      if (other === named) tell(differs ? 'survey/list-conflict' : 'survey/list-duplicate', row.line, first);
      else tell(differs ? 'survey/list-copy-conflict' : 'survey/list-copy', row.line, { ...first, other });
      return;
    }
    namedBy.set(entry, named);
    Object.assign(entry, { type: given, line: row.line, columns: row.columns });
  };
  for (const row of list?.rows ?? []) {
    const said = row.file ?? row.sha256 ?? row.package!;
    if (row.file !== null) {
      const apps = find(row.file);
      const found = [...new Set(apps.map((app) => entryOf.get(app.id)!))];
      if (found.length === 1) assign(found[0]!, row, said, apps[0]!.id);
      else if (found.length > 1)
        tell('survey/list-ambiguous', row.line, { file: row.file, count: found.length });
      else if (row.sha256 !== null && byHash.has(row.sha256)) assign(byHash.get(row.sha256)!, row, said);
      else tell('survey/list-missing-file', row.line, { file: row.file });
      if (found.length === 1 && row.sha256 !== null && found[0]!.sha256 !== row.sha256)
        tell('survey/list-other-hash', row.line, { file: row.file });
    } else if (row.sha256 !== null) {
      const entry = byHash.get(row.sha256);
      if (entry) assign(entry, row, said);
      else tell('survey/list-missing-hash', row.line, { hash: row.sha256 });
    } else {
      const first = byPackage.get(said);
      if (first) {
        tell('survey/list-duplicate', row.line, { what: said, first: first.line });
        continue;
      }
      byPackage.set(said, row);
      const given = typeOf(row);
      if (given !== null) packageTypes[said] = given;
    }
  }
  return {
    entries: entries.sort((a, b) => compareText(a.id, b.id)),
    packageTypes: { ...packageTypes },
    byPackage,
    problems,
  };
}

/**
 * Gives entries the rows that name their package, now that packages are known, and names the rows that fit none.
 * Entries that a row names by file or hash keep it.
 */
export function joinPackages(
  plan: Plan,
  rows: Iterable<SurveyRow>,
): { entries: SurveyEntry[]; problems: Plan['problems'] } {
  if (plan.byPackage.size === 0) return { entries: plan.entries, problems: plan.problems };
  const used = new Set<string>();
  const rowOf = new Map<string, ListRow>();
  for (const row of rows) {
    const name = row.outcome.state === 'done' ? row.outcome.report.app.package : null;
    const listed = name === null ? undefined : plan.byPackage.get(name);
    if (!listed) continue;
    used.add(name!);
    rowOf.set(row.id, listed);
  }
  const entries = plan.entries.map((entry) => {
    const row = rowOf.get(entry.id);
    if (!row || entry.line !== null) return entry;
    const type = plan.packageTypes[row.package!] ?? null;
    return { ...entry, type, line: row.line, columns: row.columns };
  });
  const missing = [...plan.byPackage.values()]
    .filter((row) => !used.has(row.package!))
    .map((row) => ({
      code: 'survey/list-missing-package',
      level: 'warning' as const,
      line: row.line,
      args: { package: row.package! },
    }));
  return { entries, problems: [...plan.problems, ...missing] };
}
