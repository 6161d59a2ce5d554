// The recipes of SDKs in apps of their own: each keeps to the form of labels and names an SDK of the catalogue; what R8
// left of a taking is the label of its build; code that an optimiser moved into the caller is still the SDK's.
// Leaves building and judging to wrapped.js: this needs neither Maven nor D8.
import { describe, expect, test } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { countWrapped, evidenceOf, labelsOf, readWraps, type Recipe, type WrappedReport } from './wrapped.js';

const recipe: Recipe = {
  sdk: 'tea-pot',
  also: ['tea-lid'],
  at: 'org.tea:pot:1.0@aar',
  sha256: 'a'.repeat(64),
  guide: 'https://tea.example/guide',
  start: 'org.tea.Pot.boil(app);',
  takes: [{ kind: 'contacts', rung: 'startup', shrunk: 'none', sent: 'yes', why: 'Pot.pour reads the book' }],
};
type Piece = WrappedReport['kinds'][0]['evidence'][0];
const piece = (symbol: string, kind: string, id: string, what = 'Landroid/x/Y;->z'): Piece => ({
  place: { symbol },
  what,
  by: { kind, id },
});
const report = (evidence: Piece[]): WrappedReport => ({
  verdict: 'suspected',
  score: { value: 1 },
  sdks: [{ id: 'tea-pot' }, { id: 'cup' }, { id: 'spoon', calledOnly: true }],
  kinds: [{ kind: 'contacts', actors: [], evidence }],
});

test('recipes keep to the form and name SDKs of the catalogue', () => {
  const { sdks, kinds } = loadCatalogue();
  const known = new Set(sdks.map(({ id }) => id));
  const wraps = readWraps();
  expect(wraps.length).toBeGreaterThanOrEqual(12);
  for (const { id, recipe: one } of wraps) {
    expect(labelsOf(id, one, new Set(kinds.map((kind) => kind.id)))).toHaveLength(2);
    for (const sdk of [one.sdk, ...(one.also ?? [])]) expect(known).toContain(sdk);
  }
});

describe('a recipe', () => {
  test('gives a label to each build, and R8 may leave less', () => {
    const [plain, shrunk] = labelsOf('tea', recipe);
    expect(plain!.takes).toMatchObject([{ party: 'sdk:tea-pot', rung: 'startup', need: 'excess' }]);
    expect(shrunk!.takes).toMatchObject([{ party: 'sdk:tea-pot', rung: 'none' }]);
  });
  test('without guide or calls is refused', () => {
    const { start: _, ...bare } = recipe;
    expect(() => labelsOf('tea', { ...bare, guide: '' })).toThrow(/guide.*\n.*start or use/);
  });
});

test('evidence is counted by owner; what stands in the caller counts where it asks the platform', () => {
  const own = 'Lorg/lab/caller/Screen;->use()V';
  const counted = evidenceOf(
    report([
      piece('La;->b()V', 'sdk', 'tea-pot'),
      piece('La;->b()V', 'sdk', 'tea-lid'),
      piece('La;->c()V', 'unattributed', ''),
      piece('La;->d()V', 'sdk', 'cup'),
      piece(own, 'app', 'org.lab.caller'),
      piece(own, 'app', 'org.lab.caller', 'Lorg/tea/Pot;->pour'),
      piece('uses-permission[1]', 'app', 'org.lab.caller'),
    ]),
    recipe,
  );
  expect(counted).toEqual({ theirs: 2, nobodys: 1, others: 1, app: 1 });
});

test('builds are counted apart, and an SDK that is only called is no naming', () => {
  const runs = labelsOf('tea', recipe).map((label) => ({
    label,
    recipe,
    report: report([piece('La;->b()V', 'sdk', 'tea-pot')]),
    inferred: 'unknown',
  }));
  const all = countWrapped(runs);
  expect(all).toMatchObject({ artefacts: 1, packages: 2, named: 2, wronglyNamed: ['cup', 'cup'] });
  expect(all.builds.map(({ name, recall }) => [name, recall.wanted])).toEqual([
    ['plain', 1],
    ['shrunk', 0],
  ]);
});
