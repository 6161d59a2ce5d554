// The product's own rules folder: it compiles without a complaint, and holds what the project promises.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { buildCatalogue, type Built } from '../../src/catalogue/build.js';
import { complaintText } from '../../src/catalogue/complaint.js';

let built: Built;
beforeAll(() => {
  built = buildCatalogue(fileURLToPath(new URL('../../rules', import.meta.url)));
}, 60_000);

describe('the rules folder', () => {
  test('has no faults', () => {
    expect(built.complaints.map((complaint) => complaintText(complaint, 'en'))).toEqual([]);
  });

  test('knows every kind, type, SDK, sink and permission that is promised', () => {
    const { catalogue } = built;
    expect(catalogue.kinds).toHaveLength(63);
    const ours = catalogue.types.filter((type) => type.ours);
    expect(ours.length).toBeGreaterThanOrEqual(22);
    expect(ours.every((type) => type.number === undefined && type.necessary.length === 0)).toBe(true);
    const law = catalogue.types.filter((type) => !type.ours);
    expect(law).toHaveLength(39);
    expect(law.map((type) => type.number).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
      Array.from({ length: 39 }, (_, index) => index + 1),
    );
    expect(new Set(catalogue.types.flatMap((type) => type.ccaCategory ?? [])).size).toBe(10);
    expect(catalogue.sdks.length).toBeGreaterThanOrEqual(500);
    expect(catalogue.sdks.filter((sdk) => sdk.country === 'CN').length).toBeGreaterThanOrEqual(120);
    expect(catalogue.sinks.flatMap((sink) => sink.members).length).toBeGreaterThanOrEqual(629);
    expect(catalogue.permissions.length).toBeGreaterThanOrEqual(176);
    expect(catalogue.platformPermissions.length).toBeGreaterThan(1000);
    const routes = catalogue.kinds.flatMap((kind) => kind.routes);
    expect(routes.length).toBeGreaterThan(2989);
  });

  test('every kind taken from the device or derived has a route or says why there is none', () => {
    for (const kind of built.catalogue.kinds) {
      if (kind.origin === 'user') continue;
      const told = (kind.unknownRoutes?.length ?? 0) + (kind.permissionless?.length ?? 0);
      expect({ kind: kind.id, told: kind.routes.length + told > 0 }).toEqual({ kind: kind.id, told: true });
    }
  });

  test('both languages say something everywhere', () => {
    const empty: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (value === null || typeof value !== 'object') return;
      if ('en' in value && 'zh' in value) {
        const { en, zh } = value as { en: string; zh: string };
        if (en.trim() === '' || zh.trim() === '' || (en === zh && /[a-z]{3} [a-z]{3}/.test(en)))
          empty.push(path);
      }
      for (const [key, item] of Object.entries(value)) walk(item, `${path}.${key}`);
    };
    walk(built.catalogue, '');
    expect(empty).toEqual([]);
  });

  test('typed data never justifies access to the device', () => {
    for (const type of built.catalogue.types) {
      for (const kind of [...type.necessary, ...type.functional]) {
        const origin = built.catalogue.kinds.find((candidate) => candidate.id === kind)?.origin;
        expect({ type: type.id, kind, origin }).not.toEqual({ type: type.id, kind, origin: 'user' });
      }
      expect([...type.necessary, ...type.functional]).not.toContain('phone-number');
    }
  });

  test('signs too common to mean anything never count alone', () => {
    const generic = [
      'Landroid/content/ContentResolver;->query',
      'Landroid/content/Intent;->getStringExtra',
      'Landroid/content/ContentResolver;->registerContentObserver',
      'Landroid/content/pm/PackageManager;->queryIntentActivities',
      'Landroid/os/Environment;->getExternalStorageDirectory',
      'string:screenshot',
    ];
    for (const kind of built.catalogue.kinds) {
      for (const route of kind.routes) {
        if (route.watch === undefined || !generic.includes(route.watch)) continue;
        expect({ kind: kind.id, watch: route.watch, signal: route.signal }).toEqual({
          kind: kind.id,
          watch: route.watch,
          signal: 'weak',
        });
      }
    }
  });
});
