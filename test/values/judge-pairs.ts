// Reads the built pairs and says of each program whether the report tells the truth about it. Leaves building them to
// BuildPairs.java and what must come out to pairs.test.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { loadCatalogue, loadWatchlist } from '../../src/catalogue/load.js';
import type { AppReport } from '../../src/model/report.js';
import { judgeFacts, readFacts } from '../../src/scan.js';
import { buildAxml, el, manifestSpec, type ElementSpec } from '../support/axml.js';
import { memoryPackage } from '../support/memory-package.js';

/** A pair as BuildPairs.java writes it down. */
export interface Pair {
  name: string;
  technique: string;
  /** Ids of data kinds; what is taken is one of them. */
  kinds: string[];
  language: 'java' | 'kotlin';
  package: string;
  options: Record<string, string>;
  builds: ('plain' | 'r8')[];
  source: string;
}
export const SIDES = ['leak', 'look'] as const;
export type Side = (typeof SIDES)[number];
/** What came out of one program: asserted (the leak's statement is made), and why it is wrong, if it is. */
export interface Outcome {
  pair: Pair;
  build: string;
  side: Side;
  said: boolean;
  /** The report shows that running code takes one of the pair's kinds, sent on or not. */
  shown: boolean;
}

const here = (name: string): URL => new URL(name, import.meta.url);
export const readPairs = (): Pair[] => JSON.parse(readFileSync(here('pairs.json'), 'utf8')) as Pair[];

/** A busy machine must not change what comes out. */
const WITHOUT_CLOCK = { ...DEFAULT_LIMITS, timeMs: 3_600_000 };
const PERMISSIONS = [
  ...[
    'INTERNET',
    'READ_CONTACTS',
    'READ_SMS',
    'RECEIVE_SMS',
    'SEND_SMS',
    'READ_PHONE_STATE',
    'READ_PHONE_NUMBERS',
  ],
  ...['ACCESS_FINE_LOCATION', 'ACCESS_COARSE_LOCATION', 'READ_EXTERNAL_STORAGE', 'WRITE_EXTERNAL_STORAGE'],
  ...[
    'READ_MEDIA_IMAGES',
    'READ_CALL_LOG',
    'BODY_SENSORS',
    'READ_CALENDAR',
    'GET_ACCOUNTS',
    'QUERY_ALL_PACKAGES',
  ],
  ...['ACCESS_WIFI_STATE', 'RECEIVE_BOOT_COMPLETED'],
];
const LAUNCHER = el('intent-filter', {}, [
  el('action', { name: 'android.intent.action.MAIN' }),
  el('category', { name: 'android.intent.category.LAUNCHER' }),
]);

/** "service:Work,receiver:Got:own.SAY,provider:Give:own.give,application:App" as elements. */
export function manifestOf(pair: Pair): Uint8Array {
  const application: Record<string, string> = {};
  const components: ElementSpec[] = [el('activity', { name: '.Main', exported: true }, [LAUNCHER])];
  for (const text of (pair.options['with'] ?? '').split(',').filter((one) => one !== '')) {
    const [tag = '', name = '', more] = text.split(':');
    if (tag === 'application') application['name'] = `.${name}`;
    else if (tag === 'provider')
      components.push(el(tag, { name: `.${name}`, exported: true, authorities: more ?? '' }));
    else
      components.push(
        more === undefined
          ? el(tag, { name: `.${name}`, exported: false })
          : el(tag, { name: `.${name}`, exported: true }, [
              el('intent-filter', {}, [el('action', { name: more })]),
            ]),
      );
  }
  const children = [
    el('uses-sdk', { minSdkVersion: 24, targetSdkVersion: 33 }),
    ...PERMISSIONS.map((name) => el('uses-permission', { name: `android.permission.${name}` })),
  ];
  return buildAxml(manifestSpec({ package: pair.package }, components, children, application));
}

/** The package's other files: a layout whose button names a method, for "click=method". */
export function filesOf(pair: Pair): Record<string, Uint8Array> {
  const { click } = pair.options;
  if (click === undefined) return {};
  return { 'res/layout/main.xml': buildAxml(el('LinearLayout', {}, [el('Button', { onClick: click })])) };
}

/**
 * True when the report makes the statement that is true of the leak: by default that the kind is sent on; for
 * "to=channel" that it goes there.
 */
function says(pair: Pair, side: Side, report: AppReport): boolean {
  const [what = '', wanted = ''] = (pair.options[side] ?? '').split(':');
  const actors = report.kinds.filter(({ kind }) => pair.kinds.includes(kind)).flatMap((one) => one.actors);
  switch (what) {
    case 'consent': {
      const before = actors.some((one) => one.consent === 'before');
      return side === 'leak' ? before : !actors.some((one) => one.consent === wanted) || before;
    }
    case 'when':
      return actors.some(({ occasions }) =>
        occasions.some((one) => one === 'startup' || one === 'first-screen'),
      );
    default: {
      if (pair.options['to'] !== undefined) {
        const to = (side === 'leak' ? actors : report.kinds.flatMap((one) => one.actors)).map(
          ({ flow }) => flow?.channel,
        );
        return to.some((channel) => channel === pair.options['to']);
      }
      const sent = report.kinds.filter(({ rung }) => rung === 'leaves').map(({ kind }) => kind);
      return side === 'leak' ? sent.some((kind) => pair.kinds.includes(kind)) : sent.length > 0;
    }
  }
}

const TAKING = new Set(['reachable', 'startup', 'leaves']);
const shows = (pair: Pair, report: AppReport): boolean =>
  report.kinds.some(({ kind, rung }) => pair.kinds.includes(kind) && TAKING.has(rung));

/** The built programs by "name.side.build", as pack.mjs packs them. */
function readPrograms(): (name: string) => Uint8Array {
  const whole = brotliDecompressSync(readFileSync(here('pairs.bin')));
  const start = 4 + whole.readUInt32LE(0);
  const index = JSON.parse(whole.toString('utf8', 4, start)) as Record<string, [number, number]>;
  return (name) => {
    const [at, length] = index[name]!;
    return Uint8Array.from(whole.subarray(start + at, start + at + length));
  };
}

/** Judges the built programs of some pairs. */
export async function judgePairs(wanted: (pair: Pair) => boolean): Promise<Outcome[]> {
  const program = readPrograms();
  const catalogue = await loadCatalogue();
  const watchlist = loadWatchlist();
  const outcomes: Outcome[] = [];
  for (const pair of readPairs().filter(wanted)) {
    const manifest = manifestOf(pair);
    for (const build of pair.builds) {
      for (const side of SIDES) {
        const dex = program(`${pair.name}.${side}.${build}`);
        const files = { 'AndroidManifest.xml': manifest, 'classes.dex': dex, ...filesOf(pair) };
        const facts = readFacts(memoryPackage(files), {
          watchlist,
          limits: WITHOUT_CLOCK,
        });
        const report = judgeFacts(facts, { catalogue });
        outcomes.push({ pair, build, side, said: says(pair, side, report), shown: shows(pair, report) });
      }
    }
  }
  return outcomes;
}

/** With libraries packed in, some hundred times larger than the rest. */
export const isLarge = ({ options, language }: Pair): boolean =>
  options['libs'] !== undefined && (language === 'kotlin' || options['libs'] !== 'gson');

/** "name side build" of the programs about which the report is wrong. */
export const wrongOf = (outcomes: readonly Outcome[]): string[] =>
  outcomes
    .filter(({ side, said }) => said !== (side === 'leak'))
    .map(({ pair, side, build }) => `${pair.name} ${side} ${build}`)
    .sort();

/** The programs that are known to come out wrong, as pairs.test.ts and pairs-libraries.test.ts hold them. */
export const knownWrong = (): string[] => JSON.parse(readFileSync(here('wrong.json'), 'utf8')) as string[];
export function writeWrong(wanted: (pair: Pair) => boolean, wrong: readonly string[]): void {
  const names = new Set(
    readPairs()
      .filter(wanted)
      .map(({ name }) => name),
  );
  const kept = knownWrong().filter((one) => !names.has(one.split(' ')[0]!));
  writeFileSync(here('wrong.json'), `${JSON.stringify([...kept, ...wrong].sort(), null, 2)}\n`);
}

/** What the list of wrong ones says of every program. */
export function recorded(): Outcome[] {
  const wrong = new Set(knownWrong());
  return readPairs().flatMap((pair) =>
    pair.builds.flatMap((build) =>
      SIDES.map((side) => ({
        pair,
        build,
        side,
        said: (side === 'leak') !== wrong.has(`${pair.name} ${side} ${build}`),
        shown: true,
      })),
    ),
  );
}

export interface Measure {
  technique: string;
  programs: number;
  precision: number;
  recall: number;
}
/** Precision and recall by technique, language and build, then of all. */
export function measure(outcomes: readonly Outcome[]): Measure[] {
  const groupsOf = ({ pair, build }: Outcome): string[] => [
    pair.technique,
    `(${pair.language}, ${build})`,
    '(all)',
  ];
  const groups = [...new Set(outcomes.flatMap(groupsOf))].sort((a, b) =>
    a.startsWith('(') === b.startsWith('(') ? (a < b ? -1 : 1) : a.startsWith('(') ? 1 : -1,
  );
  return groups.map((technique) => {
    const own = outcomes.filter((one) => groupsOf(one).includes(technique));
    const right = own.filter(({ side, said }) => said && side === 'leak').length;
    const wrong = own.filter(({ side, said }) => said && side === 'look').length;
    const leaks = own.filter(({ side }) => side === 'leak').length;
    return {
      technique,
      programs: own.length,
      precision: right + wrong === 0 ? 1 : right / (right + wrong),
      recall: leaks === 0 ? 1 : right / leaks,
    };
  });
}

/** The table of docs/how-values-are-followed.md. */
export const tableOf = (measures: readonly Measure[]): string[] =>
  measures.map(
    ({ technique, programs, precision, recall }) =>
      `| ${technique} | ${programs / 2} | ${(precision * 100).toFixed(0)} | ${(recall * 100).toFixed(0)} |`,
  );
