// The packed form that scans load says the same as the full one in everything that is judged.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { buildCatalogue } from '../../src/catalogue/build.js';
import { packCatalogue, unpackCatalogue } from '../../src/catalogue/lean.js';
import { expandGroups } from '../../src/catalogue/groups.js';
import type { Catalogue } from '../../src/model/catalogue.js';

let full: Catalogue;
let lean: Catalogue;
let packedText: string;
beforeAll(() => {
  full = buildCatalogue(fileURLToPath(new URL('../../rules', import.meta.url))).catalogue;
  packedText = JSON.stringify(packCatalogue(full));
  lean = unpackCatalogue(JSON.parse(packedText) as ReturnType<typeof packCatalogue>);
}, 60_000);

const JUDGED = [
  'watch',
  'all',
  'any',
  'none',
  'scope',
  'when',
  'what',
  'role',
  'signal',
  'confidence',
  'from',
  'to',
  'library',
  'pattern',
  'unjustifiable',
] as const;

describe('the packed catalogue', () => {
  test('keeps what is judged of every route', () => {
    lean.kinds.forEach((kind, index) => {
      const other = full.kinds[index];
      expect(kind.id).toBe(other?.id);
      kind.routes.forEach((route, at) => {
        const original = other?.routes[at];
        for (const key of JUDGED) expect(route[key]).toEqual(original?.[key]);
        const ranges = original?.permissions?.map(({ basis: _basis, ...range }) => range);
        expect(route.permissions).toEqual(ranges);
      });
    });
  });

  test('keeps SDKs, types, weights and the texts of rules', () => {
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    expect(lean.types).toEqual(plain(full.types));
    expect(lean.scoring).toEqual(plain(full.scoring));
    expect(lean.rules).toEqual(plain(full.rules.map((rule) => ({ ...rule, examples: [] }))));
    lean.sdks.forEach((sdk, index) => {
      const other = full.sdks[index];
      expect(sdk.takes).toEqual(other?.takes);
      expect(sdk.signals).toEqual(other?.signals.map(({ sources: _sources, ...signal }) => signal));
    });
  });

  test('groups are written out when it is loaded, one shared list each', () => {
    const expanded = expandGroups(lean);
    const all = expanded.kinds.flatMap((kind) =>
      kind.routes.flatMap((route) => [...(route.any ?? []), ...(route.none ?? [])]),
    );
    expect(all.filter((id) => id.startsWith('@'))).toEqual([]);
    const lists = new Set(
      expanded.kinds.flatMap((kind) =>
        kind.routes.flatMap((route) =>
          route.any?.includes('Landroid/content/ContentResolver;->query') ? [route.any] : [],
        ),
      ),
    );
    expect(lists.size).toBeLessThan(20);
  });

  test('is small enough to load in a few dozen milliseconds', () => {
    expect(packedText.length).toBeLessThan(2_000_000);
    const start = performance.now();
    JSON.parse(packedText);
    process.stdout.write(
      `  catalogue of ${packedText.length} characters parsed in ${(performance.now() - start).toFixed(0)} ms\n`,
    );
  });
});
