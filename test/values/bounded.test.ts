// Values followed through code that is made to be long: every shape stays within a measured amount of work, is told where a
// ceiling was met, and what is near enough is still found. Work is counted by ceilings, never by a clock.
import { describe, expect, test } from '@jest/globals';
import type { Limits } from '../../src/bytes/limits.js';
import { readCode, SENDS_ID as WATCH, SINK, SOURCE } from '../support/code.js';
import type { ClassSpec, Instruction, MethodSpec } from '../support/dex.js';

/** The register that stays marked: the first that `take` does not need. */
const MARKED = 1;
const take: readonly Instruction[] = [
  ['const/4', 0, 0],
  ['invoke-virtual', [0], `${SOURCE}()Ljava/lang/String;`],
  ['move-result-object', MARKED],
];
const send = (register: number): Instruction => ['invoke-static', [register], `${SINK}(Ljava/lang/Object;)V`];
const END: Instruction = ['return-void'];
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const method = (name: string, code: readonly Instruction[], proto = '()V'): MethodSpec => ({
  name,
  proto,
  access: 'public static',
  code,
});
const owner = (methods: readonly MethodSpec[], more: Partial<ClassSpec> = {}): ClassSpec => ({
  name: 'Lq/Owner;',
  methods,
  ...more,
});

/** What was found and which ceilings of following were met. */
function follow(
  classes: readonly ClassSpec[],
  limits: Partial<Limits> = {},
): { flows: number; met: string[] } {
  const { facts, notes } = readCode([classes], { watch: WATCH, limits });
  const met = notes.filter((note) => /^limit\/(?:flow|method)-/.test(note));
  return { flows: facts.flows.length, met: [...new Set(met)].sort() };
}
/** So much work, and no more, is needed. */
const within = (flowWork: number): Partial<Limits> => ({ flowWork });

describe('long methods', () => {
  test('padding between source and sink costs nothing', () => {
    const padding = times(30_000, (): Instruction => ['nop']);
    const code = [...take, ...padding, send(MARKED), END];
    expect(follow([owner([method('padded', code)])], within(20))).toEqual({ flows: 1, met: [] });
  });

  test('branches that are never taken, thousands of them', () => {
    const branches = times(4_000, (i): Instruction[] => [
      ['const/4', 2, 1],
      ['if-nez', 2, `:over${i}`],
      ['const-string', MARKED, `dead ${i}`],
      `:over${i}`,
    ]).flat();
    const found = follow([owner([method('branching', [...take, ...branches, send(MARKED), END])])]);
    expect(found).toEqual({ flows: 1, met: [] });
  });

  test('a method as long as the format allows, text put to text', () => {
    const builder = 'Ljava/lang/StringBuilder;';
    const append: Instruction = [
      'invoke-virtual',
      [2, MARKED],
      `${builder}->append(Ljava/lang/String;)${builder}`,
    ];
    const code: Instruction[] = [
      ...take,
      ['new-instance', 2, builder],
      ['invoke-direct', [2], `${builder}-><init>()V`],
      ...times(20_000, () => append),
      ['invoke-virtual', [2], `${builder}->toString()Ljava/lang/String;`],
      ['move-result-object', 3],
      send(3),
      END,
    ];
    const { flows, met } = follow([owner([method('long', code)])]);
    expect(flows === 1 || met.length > 0).toBe(true);
  });

  test('two thousand sources in one method, each sent', () => {
    const all = times(2_000, () => [...take, send(MARKED)]).flat();
    expect(follow([owner([method('many', [...all, END])])], within(40_000))).toEqual({
      flows: 2_000,
      met: [],
    });
  });
});

describe('many in one thing', () => {
  const LIST = 'Ljava/util/ArrayList;';
  const add: Instruction = ['invoke-virtual', [2, MARKED], `${LIST}->add(Ljava/lang/Object;)Z`];
  const models = [
    {
      id: 'java.util.List#add',
      class: LIST,
      name: 'add',
      descriptor: null,
      flows: ['Argument[0] -> Argument[this].Element'],
    },
  ];
  test.each([3, 200, 2_000])('%i values put into one list that is sent', (count) => {
    const code: Instruction[] = [
      ['new-instance', 2, LIST],
      ['invoke-direct', [2], `${LIST}-><init>()V`],
      ...times(count, () => [...take, add]).flat(),
      send(2),
      END,
    ];
    const { facts, notes } = readCode([[owner([method('list', code)])]], { watch: { ...WATCH, models } });
    const flows = facts.flows.filter(({ through }) => through === undefined);
    expect(flows).toHaveLength(count);
    expect(notes.filter((note) => /^limit\/(?:flow|method)-/.test(note))).toEqual([]);
  });
});

describe('many of a kind', () => {
  test('things that write through to things of their kind, a dozen classes of them', () => {
    const count = 12;
    const wire = 'Lq/Wire;';
    const put = '(Ljava/lang/Object;)V';
    const init = (above: string): MethodSpec => ({
      name: '<init>',
      proto: '()V',
      access: 'public',
      code: [['invoke-direct', [8], `${above}-><init>()V`], END],
    });
    const base: ClassSpec = {
      name: wire,
      access: 'public abstract',
      methods: [init('Ljava/lang/Object;'), { name: 'put', proto: put, access: 'public', code: [END] }],
    };
    const layers = times(count, (i): ClassSpec => {
      const name = `Lq/Layer${i};`;
      return {
        name,
        super: wire,
        fields: [
          { name: 'last', type: 'Ljava/lang/Object;', access: 'public' },
          { name: 'out', type: wire, access: 'public' },
        ],
        methods: [
          init(wire),
          {
            name: 'put',
            proto: put,
            access: 'public',
            code: [
              ['iput-object', 9, 8, `${name}->last:Ljava/lang/Object;`],
              ['iget-object', 2, 8, `${name}->out:${wire}`],
              ['invoke-virtual', [2, 9], `${wire}->put${put}`],
              ['iget-object', 3, 8, `${name}->last:Ljava/lang/Object;`],
              ...(i === 0 ? [send(3)] : []),
              END,
            ],
          },
        ],
      };
    });
    const make = times(count, (i): Instruction[] => [
      ['new-instance', 3, `Lq/Layer${i};`],
      ['invoke-direct', [3], `Lq/Layer${i};-><init>()V`],
      ['iput-object', 4, 3, `Lq/Layer${i};->out:${wire}`],
      ['move-object', 4, 3],
    ]).flat();
    const start = method('start', [
      ...take,
      ['const/4', 4, 0],
      ...make,
      ['invoke-virtual', [4, MARKED], `${wire}->put${put}`],
      END,
    ]);
    const found = follow([base, ...layers, owner([start])], within(12_000));
    expect(found).toEqual({ flows: 1, met: [] });
  });
  const FIELDS = 65_000;
  test('65,000 fields of one type: a mark in one is not in another', () => {
    const fields = times(FIELDS, (i) => ({
      name: `f${i}`,
      type: 'Ljava/lang/String;',
      access: 'public static',
    }));
    const put = (i: number): Instruction => ['sput-object', MARKED, `Lq/Owner;->f${i}:Ljava/lang/String;`];
    const get = (i: number): Instruction[] => [
      ['sget-object', 3, `Lq/Owner;->f${i}:Ljava/lang/String;`],
      send(3),
    ];
    const methods = [
      method('put', [...take, put(7), END]),
      method('same', [...get(7), END]),
      method('other', [...get(8), END]),
    ];
    expect(follow([owner(methods, { fields })], within(100))).toEqual({ flows: 1, met: [] });
  });
  test('65,000 fields that are all written in one method stay bounded and are told', () => {
    const fields = times(FIELDS, (i) => ({
      name: `f${i}`,
      type: 'Ljava/lang/String;',
      access: 'public static',
    }));
    const writers = times(10, (part) =>
      method(`put${part}`, [
        ...take,
        ...times(FIELDS / 10, (i): Instruction => [
          'sput-object',
          MARKED,
          `Lq/Owner;->f${part * (FIELDS / 10) + i}:Ljava/lang/String;`,
        ]),
        END,
      ]),
    );
    const read = method('read', [['sget-object', 3, 'Lq/Owner;->f3:Ljava/lang/String;'], send(3), END]);
    const { flows, met } = follow([owner([...writers, read], { fields })]);
    expect(flows === 1 || met.length > 0).toBe(true);
  });

  test('an interface with 5,000 implementers tells nothing, and says so', () => {
    const face: ClassSpec = {
      name: 'Lq/Face;',
      access: 'public abstract interface',
      methods: [{ name: 'accept', proto: '(Ljava/lang/String;)V', access: 'public abstract' }],
    };
    const made = times(5_000, (i): ClassSpec => ({
      name: `Lq/Impl${i};`,
      interfaces: ['Lq/Face;'],
      methods: [
        {
          name: '<init>',
          proto: '()V',
          code: [['invoke-direct', [8], 'Ljava/lang/Object;-><init>()V'], END],
        },
        { name: 'accept', proto: '(Ljava/lang/String;)V', code: [send(9), END] },
      ],
    }));
    const makers = made.map(({ name }, i) =>
      method(`make${i}`, [['new-instance', 2, name], ['invoke-direct', [2], `${name}-><init>()V`], END]),
    );
    const hand = method(
      'hand',
      [...take, ['invoke-interface', [8, MARKED], 'Lq/Face;->accept(Ljava/lang/String;)V'], END],
      '(Lq/Face;)V',
    );
    expect(follow([face, ...made, owner([...makers, hand])], within(20_000))).toEqual({
      flows: 0,
      met: ['limit/flow-targets'],
    });
  });
});

describe('deep calls', () => {
  const LINK = '(Ljava/lang/Object;)V';
  /** The mark arrives; to whom it is sent is asked only so far up, and that is told. */
  const TO_ITS_END = { flows: 1, met: ['limit/flow-origins'] };
  test('a chain of 10,000 is followed to its end, with steps that were left out counted', () => {
    const DEEP = 10_000;
    const links = times(DEEP, (i) =>
      method(
        `m${i}`,
        i === DEEP - 1 ? [send(8), END] : [['invoke-static', [8], `Lq/Owner;->m${i + 1}${LINK}`], END],
        LINK,
      ),
    );
    const start = method('start', [...take, ['invoke-static', [MARKED], `Lq/Owner;->m0${LINK}`], END]);
    const classes = [owner([start, ...links])];
    expect(follow(classes, within(60_000))).toEqual(TO_ITS_END);
    const { facts } = readCode([classes], { watch: WATCH });
    const [flow] = facts.flows;
    expect(flow!.steps.length + flow!.cutSteps).toBe(DEEP + 1);
    expect(flow!.steps.length).toBeLessThan(20);
  });
  test('a chain of 10,000 that a mark comes up by', () => {
    const DEEP = 10_000;
    const GIVE = '()Ljava/lang/String;';
    const links = times(DEEP, (i) =>
      method(
        `m${i}`,
        i === DEEP - 1
          ? [...take, ['return-object', MARKED]]
          : [
              ['invoke-static', [], `Lq/Owner;->m${i + 1}${GIVE}`],
              ['move-result-object', 1],
              ['return-object', 1],
            ],
        GIVE,
      ),
    );
    const end = method('end', [
      ['invoke-static', [], `Lq/Owner;->m0${GIVE}`],
      ['move-result-object', 1],
      send(1),
      END,
    ]);
    expect(follow([owner([end, ...links])], within(80_000))).toEqual(TO_ITS_END);
  });
  test('methods that call each other and wrap what they were given each time', () => {
    const wrap = (other: string): Instruction[] => [
      ['new-instance', 2, 'Lq/Box;'],
      ['invoke-direct', [2], 'Lq/Box;-><init>()V'],
      ['iput-object', 8, 2, 'Lq/Box;->inner:Ljava/lang/Object;'],
      ['invoke-static', [2], `Lq/Owner;->${other}${LINK}`],
      send(2),
      END,
    ];
    const box: ClassSpec = {
      name: 'Lq/Box;',
      fields: [{ name: 'inner', type: 'Ljava/lang/Object;', access: 'public' }],
      methods: [
        {
          name: '<init>',
          proto: '()V',
          code: [['invoke-direct', [8], 'Ljava/lang/Object;-><init>()V'], END],
        },
      ],
    };
    const methods = [
      method('start', [...take, ['invoke-static', [MARKED], `Lq/Owner;->ping${LINK}`], END]),
      method('ping', wrap('pong'), LINK),
      method('pong', wrap('ping'), LINK),
    ];
    expect(follow([box, owner(methods)], within(2_000))).toEqual({ flows: 2, met: [] });
  });
  test('a hundred that each call each other', () => {
    const calls = (i: number): Instruction[] => [
      ...times(100, (j): Instruction => ['invoke-static', [8], `Lq/Owner;->m${j}${LINK}`]),
      ...(i === 99 ? [send(8)] : []),
      END,
    ];
    const methods = [
      method('start', [...take, ['invoke-static', [MARKED], `Lq/Owner;->m0${LINK}`], END]),
      ...times(100, (i) => method(`m${i}`, calls(i), LINK)),
    ];
    expect(follow([owner(methods)], within(60_000))).toEqual({ flows: 1, met: [] });
  });
});
