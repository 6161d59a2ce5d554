// Renamed classes of a package by their shape: whose they are, as far as the table of shapes knows, for those that the
// facts name. Leaves matching to shapes.ts, what belongs together to shape-kin.ts, and what it proves to the engine.
import { compareText } from '../model/order.js';
import type { CodeFacts, CodeSite } from '../model/facts.js';
import { classNamed, type Program } from './program.js';
import { spreadOwners } from './shape-kin.js';
import { ShapeTable } from './shape-table.js';
import { matchShapes, type ShapeMatch } from './shapes.js';

/** Names that renaming leaves behind: segments of a package, and of a class between its "$". */
const SHORT = { package: 2, class: 3 } as const;

/** Opened tables by their bytes: many packages are read with one. */
const opened = new WeakMap<Uint8Array, ShapeTable>();
function open(bytes: Uint8Array): ShapeTable {
  let table = opened.get(bytes);
  if (!table) opened.set(bytes, (table = new ShapeTable(bytes)));
  return table;
}

export interface Shapes {
  table: ShapeTable;
  match: ShapeMatch;
  /** Owner of each class, by shape or by belonging; -1 for nobody's. */
  owners: Int32Array;
}

/** Null when no class is renamed or none has a known shape: nothing was opened for the first. */
export function findShapes(program: Program, bytes: Uint8Array | undefined): Shapes | null {
  if (!bytes) return null;
  const renamed = new Uint8Array(program.classType.length);
  let count = 0;
  for (let cls = 0; cls < renamed.length; cls++) {
    if (isRenamedName(program.types.text(program.classType[cls]!))) count += renamed[cls] = 1;
  }
  if (count === 0) return null;
  const table = open(bytes);
  const wanted = (cls: number): boolean => renamed[cls] === 1;
  const match = matchShapes(program, table, wanted);
  if (match.classOwner.every((owner) => owner < 0)) return null;
  const owners = match.classOwner.slice();
  spreadOwners(program, owners, wanted);
  return { table, match, owners };
}

function isRenamedName(descriptor: string): boolean {
  const segments = descriptor.slice(1, -1).split('/');
  const simple = segments.pop()!;
  return (
    segments.every((segment) => segment.length <= SHORT.package) ||
    simple.split('$').every((part) => part.length <= SHORT.class)
  );
}

/** One row for each owner; of its classes those that sites and the paths to them name. */
export function shapeFacts(
  program: Program,
  shapes: Shapes,
  sites: readonly CodeSite[],
): NonNullable<CodeFacts['shapes']> {
  const { table, match, owners } = shapes;
  const named = new Map<number, Set<string>>();
  const seen = new Set<string>();
  const note = (descriptor: string): void => {
    if (seen.has(descriptor)) return;
    seen.add(descriptor);
    const cls = classNamed(program, descriptor);
    const owner = cls < 0 ? -1 : owners[cls]!;
    if (owner < 0) return;
    const list = named.get(owner) ?? new Set();
    named.set(owner, list.add(descriptor));
  };
  for (const site of sites) {
    note(site.class);
    for (const { path } of site.reach ?? [])
      for (const symbol of path) note(symbol.slice(0, symbol.indexOf('->')));
  }
  const found = [...new Set(owners)].filter((owner) => owner >= 0);
  return found
    .map((owner) => ({
      of: table.owners[owner]!.id,
      like: match.versions[owner]!,
      classes: match.classes[owner]!,
      parts: match.parts[owner]!,
      named: [...(named.get(owner) ?? [])].sort(compareText),
    }))
    .sort((a, b) => compareText(a.of, b.of));
}
