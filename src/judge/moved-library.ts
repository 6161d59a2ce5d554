// Kinds that a bundled library takes for its own work and whose classes lose their names in every shrunk app: where code
// without a name takes such a kind, nobody can tell whether it is the library's or the app's. Leaves attribution to
// attribution.ts and what the library does with a name to origin.ts.
import type { JudgedSighting } from '../model/judgement.js';
import type { Derivation } from '../model/rule.js';
import type { Text } from '../model/text.js';
import { readSection } from './view.js';

/** By kind: why code without a name may be a library's. */
export const movedLibraries: Derivation<ReadonlyMap<string, Text>> = {
  name: 'moved-libraries',
  reads: ['code'],
  compute({ facts, catalogue }) {
    const found = new Map<string, Text>();
    const packages = readSection(facts, 'code')?.packages ?? [];
    for (const { prefix, kinds, moved } of catalogue.libraryActs) {
      if (moved !== true) continue;
      if (!packages.some(({ name }) => name === prefix || name.startsWith(`${prefix}.`))) continue;
      for (const kind of kinds) {
        found.set(kind, {
          en: `code without a name takes it, and ${prefix}, which does so for its own work, loses its names in shrunk apps: whose it is could not be told`,
          zh: `获取它的是无名代码，而 ${prefix} 自身的功能也会这样做，且在压缩过的应用中会失去名称：无法判断属于谁`,
        });
      }
    }
    return found;
  },
};

/** A taking that may be the library's own; what is sent on, or has no use whoever does it, stays what it is. */
export function mayBeLibrarys(
  { kind, actor, rung, unjustifiable }: JudgedSighting,
  moved: ReadonlyMap<string, Text>,
): Text | null {
  if (actor.kind !== 'unattributed' || actor.id !== '' || rung === 'leaves' || unjustifiable) return null;
  return moved.get(kind) ?? null;
}
