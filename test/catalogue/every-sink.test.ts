// Every sink member through the real DEX reader: an identifier handed to it is a flow into it, and what leaves the app
// by a strong member is judged as leaving. Programs are generated from the catalogue.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { buildCatalogue } from '../../src/catalogue/build.js';
import { obtains } from '../../src/judge/obtains.js';
import { createView } from '../../src/judge/view.js';
import type { Catalogue, Sink, Watchlist } from '../../src/model/catalogue.js';
import type { CodeFacts } from '../../src/model/facts.js';
import { memberOf } from '../../src/model/watch-id.js';
import { component, manifestOf, readCode } from '../support/code.js';
import { splitProto, type ClassSpec, type Instruction } from '../support/dex.js';
import { facts } from '../support/judging.js';

type Member = Sink['members'][number];
const SOURCE = 'Landroid/telephony/TelephonyManager;->getImei';
const OBJECT = 'Ljava/lang/Object;';
/** Reads the identifier into register 0. */
const READ: Instruction[] = [
  ['const/4', 1, 0],
  ['invoke-virtual', [1], `${SOURCE}()Ljava/lang/String;`],
  ['move-result-object', 0],
];

let catalogue: Catalogue;
let watch: Watchlist;
let tried: { sink: Sink; member: Member; cls: string }[];
let code: CodeFacts;
beforeAll(() => {
  const built = buildCatalogue(fileURLToPath(new URL('../../rules', import.meta.url)));
  catalogue = built.catalogue;
  watch = built.watchlist;
  const members = catalogue.sinks.flatMap((sink) =>
    sink.members
      .filter(({ string, signal }) => string === undefined && signal === 'strong')
      .filter(handsIn)
      .map((member) => ({ sink, member })),
  );
  tried = members.map(({ sink, member }, index) => ({ sink, member, cls: `Lcom/example/p${index}/C;` }));
  const main = component('activity', 'com.example.Main', { isLauncher: true });
  const read = readCode([tried.map(({ member, cls }) => program(cls, member))], {
    watch,
    manifest: manifestOf([main]),
  });
  expect(read.notes).toEqual([]);
  // The programs stand in no component: what can run is not what is tried here.
  const reach = [
    {
      occasion: 'screen',
      component: null,
      trigger: '',
      path: [],
      cutSteps: 0,
      repeats: false,
      consent: 'unknown',
      decision: null,
    },
  ] as NonNullable<CodeFacts['sites'][number]['reach']>;
  code = { ...read.facts, dex: [], sites: read.facts.sites.map((site) => ({ ...site, reach })) };
}, 60_000);

/** Something is handed to it: a stream is no sink by being made. */
function handsIn({ watch, override, args }: Member): boolean {
  const made = watch?.includes('-><init>') === true;
  return override !== undefined || args.some((arg) => arg !== 'receiver' || !made);
}

/** A class that hands the identifier to the member: as the argument that carries data, as receiver, or as an answer. */
function program(name: string, member: Member): ClassSpec {
  const target = memberOf(member.watch!.replace(/^override:/, ''));
  if (member.override !== undefined) {
    return {
      name,
      super: target.class,
      methods: [
        {
          name: target.name,
          proto: `()${OBJECT}`,
          registers: 4,
          code: [...READ, ['return-object', 0]],
        },
      ],
    };
  }
  const made = target.name === '<init>' && member.args.includes('receiver');
  const positions = made ? [0] : member.args.filter((arg) => arg !== 'receiver');
  const proto =
    target.descriptor ?? `(${OBJECT.repeat(Math.max(0, ...positions.map((position) => position + 1)))})V`;
  const registers = [4];
  const fill: Instruction[] = [[target.name === '<init>' ? 'const/4' : 'move-object', 4, 0]];
  let next = 5;
  splitProto(proto).params.forEach((type) => {
    const wide = type === 'J' || type === 'D';
    registers.push(next, ...(wide ? [next + 1] : []));
    if (wide) fill.push(['const-wide/16', next, 0]);
    else fill.push([type.length > 1 ? 'move-object' : 'move', next, 0]);
    next += wide ? 2 : 1;
  });
  return {
    name,
    methods: [
      {
        name: 'run',
        proto: '()V',
        registers: 20,
        code: [
          ...READ,
          ...fill,
          [
            target.name === '<init>' ? 'invoke-direct/range' : 'invoke-virtual/range',
            registers,
            `${target.class}->${target.name}${proto}`,
          ],
          ['return-void'],
        ],
      },
    ],
  };
}

describe('every sink member', () => {
  test('there are as many as we say', () => {
    expect(catalogue.sinks.flatMap(({ members }) => members).length).toBeGreaterThanOrEqual(629);
  });

  test('a value handed to it is a flow into it', () => {
    const flows = new Set(code.flows.map(({ sink, sinkSite }) => `${code.sites[sinkSite]!.class}|${sink}`));
    const dead = tried.filter(({ member, cls }) => !flows.has(`${cls}|${member.watch!}`));
    expect(dead.map(({ sink, member }) => `${sink.id}: ${member.watch!}`)).toEqual([]);
  });

  test('what goes out by a strong one leaves the app, by others not', () => {
    const app = facts({
      package: 'com.example',
      permissions: ['android.permission.READ_PHONE_STATE', 'android.permission.READ_PRIVILEGED_PHONE_STATE'],
      manifest: { minSdk: 21 },
      code,
    });
    const view = createView(app, catalogue, {
      id: 'unknown',
      source: 'unknown',
      confidence: 0,
      types: [],
      because: [],
    });
    const rungs = new Map(
      view
        .get(obtains)
        .filter(({ evidence }) => evidence.what === SOURCE)
        .map(({ evidence, rung }) => [evidence.place.symbol?.split('->')[0] ?? '', rung]),
    );
    // A class can meet members of two sinks, where one name covers another.
    const leaves = new Set(
      catalogue.sinks.flatMap((sink) =>
        sink.leaves
          ? sink.members.filter(({ signal }) => signal === 'strong').map((member) => member.watch!)
          : [],
      ),
    );
    const seen = new Map<string, string[]>();
    for (const { sink, sinkSite } of code.flows) {
      const cls = code.sites[sinkSite]!.class;
      seen.set(cls, [...(seen.get(cls) ?? []), sink]);
    }
    const wrong = tried.filter(({ cls }) => {
      const out = (seen.get(cls) ?? []).some((sink) => leaves.has(sink));
      return (rungs.get(cls) === 'leaves') !== out;
    });
    expect(wrong.map(({ sink, member, cls }) => `${sink.id}: ${member.watch!} is ${rungs.get(cls)}`)).toEqual(
      [],
    );
    expect([...rungs.values()].filter((rung) => rung === 'leaves').length).toBeGreaterThan(150);
  });

  test('a text alone proves nothing', () => {
    const texts = catalogue.sinks.flatMap(({ members }) =>
      members.filter(({ string }) => string !== undefined),
    );
    expect(texts.filter(({ signal }) => signal !== 'weak')).toEqual([]);
  });
});
