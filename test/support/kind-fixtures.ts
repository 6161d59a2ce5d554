// Small programs per kind of data, for kinds.test.ts: steps in words, turned into classes for the DEX builder.
// Leaves which steps take which kind to the test's table.
import { splitProto, takeResult, type ClassSpec, type Instruction } from './dex.js';

/** One step: "call a.B#m(desc)ret arg, arg" (or "static", "new", "interface"; "drop" before it leaves the result lying), "field a.B#F:type", "string text", "class a.B". */
export type Step = string;
/** A program: the steps of the launcher activity's onCreate, or classes of its own when it defines call-backs. */
export interface Program {
  steps?: readonly Step[];
  /** Superclass or interface the class extends, with the methods it defines. */
  extends?: {
    of: string;
    methods: readonly { name: string; proto: string; steps: readonly Step[] }[];
    isInterface?: boolean;
  };
}

const descriptor = (java: string): string => `L${java.replaceAll('.', '/')};`;
const BASE = 0; // registers that steps use; arguments of the method come after them
const SPARE = 14;

/** The classes of a program, the launcher activity "com.example.Main" first. */
export function classesOf(program: Program): ClassSpec[] {
  const classes: ClassSpec[] = [
    {
      name: 'Lcom/example/Main;',
      super: 'Landroid/app/Activity;',
      methods: [
        {
          name: 'onCreate',
          proto: '(Landroid/os/Bundle;)V',
          registers: SPARE + 2,
          code: [
            ...instructions(program.steps ?? []),
            ...(program.extends ? make('Lcom/example/Part;') : []),
            ['return-void'],
          ],
        },
      ],
    },
  ];
  if (program.extends) {
    const { of, methods, isInterface } = program.extends;
    classes.push({
      name: 'Lcom/example/Part;',
      super: isInterface === true ? 'Ljava/lang/Object;' : descriptor(of),
      interfaces: isInterface === true ? [descriptor(of)] : [],
      methods: [
        {
          name: '<init>',
          proto: '()V',
          registers: 1,
          code: [
            [
              'invoke-direct',
              [0],
              `${isInterface === true ? 'Ljava/lang/Object;' : descriptor(of)}-><init>()V`,
            ],
            ['return-void'],
          ],
        },
        ...methods.map(({ name, proto, steps }) => ({
          name,
          proto,
          registers: SPARE + 1 + width(proto),
          code: [...instructions(steps), ...finish(proto)],
        })),
      ],
    });
  }
  return classes;
}

function make(name: string): Instruction[] {
  return [
    ['new-instance', BASE, name],
    ['invoke-direct', [BASE], `${name}-><init>()V`],
  ];
}

function width(proto: string): number {
  return splitProto(proto).params.reduce((sum, type) => sum + (type === 'J' || type === 'D' ? 2 : 1), 0);
}

function finish(proto: string): Instruction[] {
  const { returns } = splitProto(proto);
  if (returns === 'V') return [['return-void']];
  const isObject = returns.startsWith('L') || returns.startsWith('[');
  return [
    ['const/4', BASE, 0],
    [isObject ? 'return-object' : 'return', BASE],
  ];
}

function instructions(steps: readonly Step[]): Instruction[] {
  return steps.flatMap((step) => {
    const space = step.indexOf(' ');
    const word = step.slice(0, space);
    const rest = step.slice(space + 1);
    if (word === 'drop')
      return instructions([rest]).filter(([opcode]) => !String(opcode).startsWith('move-result'));
    if (word === 'string') return [['const-string', BASE, rest] as const];
    if (word === 'class') return [['const-class', BASE, descriptor(rest)] as const];
    if (word === 'field') {
      const [, owner = '', name = '', type = ''] = /^(.*)#(.*):(.*)$/.exec(rest) ?? [];
      const opcode = type.startsWith('L') || type.startsWith('[') ? 'sget-object' : 'sget';
      return [[opcode, BASE, `${descriptor(owner)}->${name}:${type}`] as const];
    }
    return invocation(word, rest);
  });
}

function invocation(word: string, text: string): Instruction[] {
  const [, owner = '', name = '', proto = '', given = ''] =
    /^(.*?)#([\w<>$]+)(\([^)]*\)\S+)\s*(.*)$/.exec(text) ?? [];
  const args = given === '' ? [] : given.split(', ');
  const isStatic = word === 'static';
  const code: Instruction[] = isStatic ? [] : [['const/4', BASE, 0]];
  const registers = isStatic ? [] : [BASE];
  let next = BASE + (isStatic ? 0 : 1);
  splitProto(proto).params.forEach((type, index) => {
    const value = args[index];
    const wide = type === 'J' || type === 'D';
    if (wide) code.push(['const-wide/16', next, 0]);
    else if (value === undefined || value === 'null') code.push(['const/4', next, 0]);
    else if (type === 'I' || type === 'Z') code.push(['const/16', next, Number(value)]);
    else code.push(['const-string', next, value]);
    registers.push(next, ...(wide ? [next + 1] : []));
    next += wide ? 2 : 1;
  });
  const opcode =
    { static: 'invoke-static', new: 'invoke-direct', interface: 'invoke-interface' }[word] ??
    'invoke-virtual';
  const member = `${descriptor(owner)}->${name}${proto}`;
  if (word === 'new') code.unshift(['new-instance', BASE, descriptor(owner)]);
  return [
    ...code.filter((item) => word !== 'new' || item[0] !== 'const/4' || item[1] !== BASE),
    [opcode, registers, member],
    ...takeResult(proto, BASE),
  ];
}
