// Every route of every kind, and every sink, through the real DEX reader and the real judging: a small class that uses
// it as an app does must be found and its kind reported; a class that comes close must not. The programs are generated
// from the catalogue, so that a route which can never fire is a failure here, whoever adds it.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { buildCatalogue } from '../../src/catalogue/build.js';
import { expandGroups } from '../../src/catalogue/groups.js';
import { obtains } from '../../src/judge/obtains.js';
import { UNKNOWN_TYPE, createView } from '../../src/judge/view.js';
import type { Catalogue, DataKind, Route, Watchlist } from '../../src/model/catalogue.js';
import type { CodeFacts } from '../../src/model/facts.js';
import type { Sighting } from '../../src/model/judgement.js';
import { component, manifestOf, platformTable, readCode } from '../support/code.js';
import type { ClassSpec } from '../support/dex.js';
import { facts } from '../support/judging.js';
import { RoutePrograms, type Miss } from '../support/route-programs.js';

let catalogue: Catalogue;
let watch: Watchlist;
let programs: RoutePrograms;
beforeAll(() => {
  const built = buildCatalogue(fileURLToPath(new URL('../../rules', import.meta.url)));
  catalogue = expandGroups(built.catalogue);
  watch = built.watchlist;
  programs = new RoutePrograms(platformTable());
}, 60_000);

/** Classes per DEX file, so that several files are read and none comes near the format's limit of 65,536 methods. */
const PER_DEX = 1500;

/** Reads programs of one class each; what was seen is told by the name of the class. */
class Batch {
  private readonly classes: ClassSpec[] = [];
  add(make: (name: string) => ClassSpec): string {
    const name = `Lcom/example/p${this.classes.length}/C;`;
    this.classes.push(make(name));
    return name;
  }
  read(): CodeFacts {
    const dexes: ClassSpec[][] = [];
    for (let at = 0; at < this.classes.length; at += PER_DEX)
      dexes.push(this.classes.slice(at, at + PER_DEX));
    const main = component('activity', 'com.example.Main', { isLauncher: true });
    const { facts: code, notes } = readCode(dexes, { watch, manifest: manifestOf([main]) });
    expect(notes).toEqual([]);
    return { ...code, dex: [] };
  }
}
/** "class|watch" of everything seen. */
function seenIn(code: CodeFacts): Set<string> {
  return new Set(code.uses.map((use) => `${code.sites[use.site]!.class}|${use.watch}`));
}
/** What an app that may do everything, on every version of Android, takes with this code. */
function takenBy(code: CodeFacts, targetSdk = 34): Sighting[] {
  const wanted = catalogue.kinds.flatMap(({ routes }) =>
    routes.flatMap(({ permissions }) =>
      (permissions ?? []).flatMap(({ anyOf = [], allOf = [] }) => [...anyOf, ...allOf]),
    ),
  );
  const app = facts({
    package: 'com.example',
    permissions: [...new Set(wanted)].sort(),
    components: [{ name: 'com.example.Main', isLauncher: true }],
    manifest: { minSdk: 1, targetSdk },
    code,
  });
  return createView(app, catalogue, UNKNOWN_TYPE).get(obtains);
}
/** What counts only when it is sent on has its own test (really-taken.test.ts). */
const takes = ({ role, sent }: Route): boolean =>
  sent !== true && ['collect', 'subscribe', 'callback'].includes(role);
const told = (kind: DataKind, route: Route): string =>
  `${kind.id}: ${route.watch ?? JSON.stringify({ all: route.all, any: route.any?.slice(0, 3), scope: route.scope })}`;
const everyWatch = (): string[] =>
  (['methods', 'overrides', 'fields', 'classes', 'strings', 'uris', 'reflections'] as const).flatMap((list) =>
    watch[list].map(({ id }) => id),
  );

describe('every watch id', () => {
  test('is found in the code that uses it', () => {
    const batch = new Batch();
    const ids = everyWatch();
    const names = ids.map((id) => batch.add((name) => programs.classFor(name, [id])));
    const seen = seenIn(batch.read());
    expect(ids.length).toBeGreaterThan(3000);
    expect(ids.filter((id, index) => !seen.has(`${names[index]!}|${id}`))).toEqual([]);
  });

  test.each<Miss>(['other class', 'other member', 'longer text', 'written', 'signature'])(
    'is not found where it is only near: %s',
    (miss) => {
      const batch = new Batch();
      const tried = everyWatch().flatMap((id) => {
        const made = programs.classMissing('Lcom/example/p/Try;', id, miss);
        if (made === null) return [];
        return [{ id, name: batch.add((name) => ({ ...made, name })) }];
      });
      const seen = seenIn(batch.read());
      expect(tried.length).toBeGreaterThan(50);
      expect(tried.filter(({ id, name }) => seen.has(`${name}|${id}`)).map(({ id }) => id)).toEqual([]);
    },
  );

  test('of a method is found through a class of the app below it, and as super', () => {
    const batch = new Batch();
    const ids = watch.methods
      .filter(({ class: cls, name }) => name !== '<init>' && programs.canExtend(cls))
      .map(({ id }) => id);
    const names = ids.map((id) => batch.add((name) => programs.classBelow(name, id)));
    const code = batch.read();
    expect(ids.length).toBeGreaterThan(500);
    const seen = seenIn(code);
    expect(ids.filter((id, index) => !seen.has(`${names[index]!}|${id}`))).toEqual([]);
    const how = new Set(code.uses.map((use) => use.how));
    expect(how.has('resolved') && how.has('super')).toBe(true);
  });

  test('of an override is one that the platform lets an app define', () => {
    const isPublic = new Set(
      catalogue.kinds.flatMap(({ routes }) =>
        routes.filter(({ sources }) => sources?.includes('types-android')).map((route) => route.watch),
      ),
    );
    const ids = watch.overrides.map(({ id }) => id).filter((id) => isPublic.has(id));
    expect(ids.length).toBeGreaterThan(100);
    expect(ids.filter((id) => !programs.knowsOverride(id))).toEqual([]);
  });
});

describe('every route', () => {
  /** Further distinct weak signs of the kind, so that a weak one counts. */
  const company = (kind: DataKind, route: Route): string[] => {
    const needed = kind.weakSigns?.value ?? catalogue.scoring.weakSigns.value;
    const others = kind.routes.filter(
      (other) =>
        other.watch !== undefined &&
        other.watch !== route.watch &&
        other.signal === 'weak' &&
        takes(other) &&
        other.when === undefined &&
        !other.watch.startsWith('override:'),
    );
    const plain = others.filter(({ watch: id }) => !/^(?:string|uri):/.test(id!));
    const texts = others.filter(({ watch: id }) => /^(?:string|uri):/.test(id!));
    return [...plain, ...texts].map(({ watch: id }) => id!).slice(0, needed - 1);
  };
  /**
   * The sightings of a route: where one of `any` is asked for, each of them in a program of its own. Of a named group
   * one in turn: the many routes that share it try every member.
   */
  const sightings = (route: Route, turn: number): string[][] => {
    if (route.watch !== undefined) return [[route.watch]];
    const any = route.any ?? [];
    const all = route.all ?? [];
    if (any.length === 0) return [all];
    const isGroup = Object.values(catalogue.groups).some(
      (group) => group.length === any.length && group[0] === any[0],
    );
    return isGroup ? [[...all, any[turn % any.length]!]] : any.map((id) => [...all, id]);
  };
  /** A weak sign that some compound of the kind looks for lives there, whatever else it has for company. */
  const inCompound = (kind: DataKind): Set<string> =>
    new Set(kind.routes.flatMap(({ all = [], any = [] }) => [...all, ...any]));

  test('that takes data is reported as its kind', () => {
    const batch = new Batch();
    let turn = 0;
    const tried = catalogue.kinds.flatMap((kind) => {
      const elsewhere = inCompound(kind);
      return kind.routes
        .filter((route) => takes(route) && route.pattern === undefined)
        .filter(({ watch: id, signal }) => !(signal === 'weak' && id !== undefined && elsewhere.has(id)))
        .flatMap((route) =>
          sightings(route, turn++).map((ids) => {
            const more = route.signal === 'weak' ? company(kind, route) : [];
            const apart = route.scope === 'class' && more.length === 0;
            const name = batch.add((at) =>
              apart
                ? programs.classApart(at, ids, route.when)
                : programs.classFor(at, [...ids, ...more], route.when),
            );
            return { kind, route, name, ids };
          }),
        );
    });
    const taken = new Set(
      takenBy(batch.read())
        .filter(({ rung }) => rung !== 'declared' && rung !== 'implied')
        .map(({ evidence, kind }) => `${evidence.place.symbol?.split('->')[0]}|${kind}|${evidence.what}`),
    );
    const dead = tried.filter(
      ({ kind, name, ids }) => !ids.some((id) => taken.has(`${name}|${kind.id}|${id}`)),
    );
    expect(tried.length).toBeGreaterThan(2000);
    expect(dead.map(({ kind, route, ids }) => `${told(kind, route)} <- ${ids.join(' + ')}`)).toEqual([]);
  });

  test('that needs company is not reported alone', () => {
    const batch = new Batch();
    const tried = catalogue.kinds.flatMap((kind) => {
      const alone = new Set(
        kind.routes
          .filter((route) => takes(route) && route.signal === 'strong' && route.watch !== undefined)
          .map((route) => route.watch!),
      );
      const ids = kind.routes
        .filter((route) => takes(route) && route.pattern === undefined)
        .flatMap((route) =>
          route.watch !== undefined
            ? route.signal === 'weak'
              ? [route.watch]
              : []
            : route.all?.length === 1 && route.any === undefined
              ? [] // needs none: it only must not stand beside something
              : (route.all ?? []).slice(0, 1),
        );
      return [...new Set(ids)]
        .filter((id) => !alone.has(id))
        .map((id) => ({ kind, id, name: batch.add((name) => programs.classFor(name, [id])) }));
    });
    const taken = new Set(
      takenBy(batch.read()).map(({ evidence, kind }) => `${evidence.place.symbol?.split('->')[0]}|${kind}`),
    );
    expect(tried.length).toBeGreaterThan(1000);
    expect(
      tried
        .filter(({ kind, name }) => taken.has(`${name}|${kind.id}`))
        .map(({ kind, id }) => `${kind.id}: ${id}`),
    ).toEqual([]);
  });

  test('with a condition on an argument counts for each of its constants, and not without', () => {
    const batch = new Batch();
    const tried = catalogue.kinds.flatMap((kind) =>
      kind.routes
        .filter(
          (route) =>
            takes(route) &&
            route.when !== undefined &&
            route.watch !== undefined &&
            route.signal === 'strong',
        )
        .flatMap((route) =>
          route.when!.flatMap((condition) =>
            (condition.is ?? []).map((text) => ({
              kind,
              route,
              text,
              yes: batch.add((name) =>
                programs.classFor(name, [route.watch!], [{ arg: condition.arg, is: [text] }]),
              ),
              no: batch.add((name) =>
                programs.classFor(
                  name,
                  [route.watch!],
                  [{ arg: condition.arg, is: [/^-?\d+$/.test(text) ? '4242' : `${text}x`] }],
                ),
              ),
            })),
          ),
        ),
    );
    const taken = new Set(
      takenBy(batch.read()).map(({ evidence, kind }) => `${evidence.place.symbol?.split('->')[0]}|${kind}`),
    );
    expect(tried.length).toBeGreaterThan(20);
    const tellRow = (row: (typeof tried)[number]) => `${told(row.kind, row.route)} "${row.text}"`;
    expect(tried.filter(({ kind, yes }) => !taken.has(`${yes}|${kind.id}`)).map(tellRow)).toEqual([]);
    expect(tried.filter(({ kind, no }) => taken.has(`${no}|${kind.id}`)).map(tellRow)).toEqual([]);
  });
});

describe('further ways to the same route', () => {
  test('a lambda is a call-back as much as a class is', () => {
    const ids = watch.overrides.filter(({ descriptor }) => descriptor === null);
    const classes = ids.map(({ class: of, name }, index): ClassSpec => ({
      name: `Lcom/example/p${index}/C;`,
      methods: [
        {
          name: 'run',
          proto: '()V',
          code: [
            [
              'lambda',
              [],
              {
                of: `${of}->${name}(Ljava/lang/Object;)V`,
                to: `Lcom/example/p${index}/C;->body(Ljava/lang/Object;)V`,
              },
            ],
            ['return-void'],
          ],
        },
        { name: 'body', proto: '(Ljava/lang/Object;)V', access: 'private static', code: [['return-void']] },
      ],
    }));
    const { facts: code } = readCode([classes], { watch });
    const seen = seenIn({ ...code, dex: [] });
    expect(ids.filter(({ id }, index) => !seen.has(`Lcom/example/p${index}/C;|${id}`))).toEqual([]);
  });

  /** Kinds and broadcasts of which the catalogue says that they carry data, or only that something happened. */
  const actions = (wanted: boolean): { kind: string; action: string }[] =>
    catalogue.kinds.flatMap((kind) => {
      const carries = (id: string): boolean =>
        kind.routes.some(
          (route) =>
            route.what === 'action' &&
            route.signal === 'strong' &&
            (route.watch === id || (route.all?.[0] === id && (route.any?.length ?? 0) > 0)),
        );
      return kind.routes
        .filter((route) => takes(route) && route.what === 'action' && route.watch !== undefined)
        .filter(({ watch: id }) => carries(id!) === wanted)
        .map(({ watch: id }) => ({ kind: kind.id, action: id!.slice('string:'.length) }));
    });
  const received = (rows: readonly { action: string }[]): Set<string> => {
    const wanted = catalogue.kinds.flatMap(({ routes }) =>
      routes.flatMap(({ permissions }) =>
        (permissions ?? []).flatMap(({ anyOf = [], allOf = [] }) => [...anyOf, ...allOf]),
      ),
    );
    const app = facts({
      package: 'com.example',
      permissions: [...new Set(wanted)].sort(),
      manifest: { minSdk: 1 },
      components: rows.map(({ action }, index) => ({
        type: 'receiver' as const,
        name: `com.example.R${index}`,
        filters: [{ actions: [action], categories: [], data: ['mimeType=*/*'] }] as never,
      })),
    });
    const takings = createView(app, catalogue, UNKNOWN_TYPE).get(obtains);
    return new Set(takings.map(({ kind, evidence }) => `${kind}|${evidence.what}`));
  };

  test('a receiver in the manifest counts for broadcasts that carry data', () => {
    const rows = actions(true);
    const taken = received(rows);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter(({ kind, action }) => !taken.has(`${kind}|action:${action}`))).toEqual([]);
  });

  test('and not for those that only tell that something happened', () => {
    const rows = actions(false);
    expect(rows.length).toBeGreaterThan(10);
    expect([...received(rows)].filter((taken) => taken.includes('|action:'))).toEqual([]);
  });
});
