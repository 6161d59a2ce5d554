// For every watch id of the catalogue: the smallest class that uses the watched thing the way an app does, and classes
// that come close and do not. Leaves building, reading and judging to every-route.test.ts.
import { splitProto, takeResult, type ClassSpec, type Instruction, type MethodSpec } from './dex.js';
import { PLATFORM_CLASS } from '../../src/catalogue/platform-table.js';
import type { PlatformTable } from '../../src/program/platform.js';
import type { Route } from '../../src/model/catalogue.js';
import { javaNameOf, memberOf } from '../../src/model/watch-id.js';

const OBJECT = 'Ljava/lang/Object;';
const STRING = 'Ljava/lang/String;';
/** Registers that the code may use; the arguments of the method stand after them. */
const SCRATCH = 24;

/** What a watch id needs of the class that uses it: code in some method, or a method and a supertype of its own. */
interface Use {
  code: Instruction[];
  override?: { class: string; name: string; proto: string };
}

/** Which part of the watched id is wrong. */
export type Miss = 'other class' | 'other member' | 'longer text' | 'written' | 'signature';

export class RoutePrograms {
  private readonly platform: PlatformTable;
  private readonly protos = new Map<string, string>();

  constructor(platform: PlatformTable) {
    this.platform = platform;
  }

  /** A class whose method "run" (or the overriding method) uses all the ids. `when` gives constants to arguments. */
  classFor(name: string, ids: readonly string[], when: Route['when'] = []): ClassSpec {
    return this.shape(
      name,
      ids.map((id) => this.use(id, when)),
    );
  }

  /** Like classFor, one method per id: together in the class, not in a method. */
  classApart(name: string, ids: readonly string[], when: Route['when'] = []): ClassSpec {
    const parts = ids.map((id, index) => this.shape(name, [this.use(id, when)], `run${index}`));
    const first = parts.find((part) => part.super !== OBJECT || part.interfaces!.length > 0) ?? parts[0]!;
    return { ...first, methods: parts.flatMap((part) => part.methods ?? []) };
  }

  /** The call through a class of the app's own below the watched one: inherited, and as `super`. */
  classBelow(name: string, id: string): ClassSpec {
    const member = memberOf(id);
    const proto = this.protoOf(id);
    const { code, registers } = this.args(proto, [], 1);
    const above = this.aboveOf(member.class);
    const inherited = this.isInterface(member.class) ? 'invoke-interface' : 'invoke-virtual';
    const methods: MethodSpec[] = [
      method('inherited', '()V', [
        ...code,
        [`${inherited}/range`, registers, `${name}->${member.name}${proto}`],
        ...takeResult(proto, 0),
      ]),
    ];
    if (!this.isInterface(member.class)) {
      methods.push(
        method('above', '()V', [
          ...code,
          ['invoke-super/range', registers, `${member.class}->${member.name}${proto}`],
          ...takeResult(proto, 0),
        ]),
      );
    }
    return { name, ...above, methods };
  }

  /** True when an app can write a class below it: what the platform's table knows as final cannot be extended. */
  canExtend(descriptor: string): boolean {
    const index = this.platform.indexOf.get(descriptor);
    return index !== undefined && (this.platform.bits[index]! & PLATFORM_CLASS.final) === 0;
  }

  /** A class that comes close to the id; null where that way of missing it makes no sense. */
  classMissing(name: string, id: string, miss: Miss, when: Route['when'] = []): ClassSpec | null {
    const code = this.missing(id, miss, when);
    return code === null ? null : { ...this.shape(name, [code]) };
  }

  private missing(id: string, miss: Miss, when: Route['when']): Use | null {
    const colon = /^(?:override|field|class|string|uri|reflect):/.exec(id)?.[0] ?? '';
    const rest = id.slice(colon.length);
    if (colon === 'string:' || colon === 'uri:') {
      if (miss !== 'longer text') return null;
      // Before a command's last space anything may follow; before a URI's path too. In front nothing may stand.
      const text = colon === 'uri:' ? `x${rest}y` : `x${rest.replace(/\s+$/, '')}y`;
      return { code: [['const-string', 0, text]] };
    }
    if (colon === 'class:') {
      if (miss === 'other class') return { code: [['const-class', 0, rest.replace(/;$/, 'Not;')]] };
      return miss === 'signature'
        ? { code: [], override: { class: OBJECT, name: 'mention', proto: `(${rest})V` } }
        : null;
    }
    if (colon === 'reflect:') {
      const member = memberOf(rest);
      const pair = (cls: string, called: string): Use => ({
        code: [
          ['const-string', 0, javaNameOf(cls)],
          ['const-string', 1, called],
        ],
      });
      if (miss === 'other class') return pair('Lcom/example/Other;', member.name);
      return miss === 'other member' ? pair(member.class, `${member.name}Not`) : null;
    }
    if (colon === 'field:') {
      const member = memberOf(rest);
      if (miss === 'written') return { code: [['sput-object', 0, `${rest}:${OBJECT}`]] };
      if (miss === 'other class')
        return { code: [['sget-object', 0, `Lcom/example/Other;->${member.name}:${OBJECT}`]] };
      return miss === 'other member' ? { code: [['sget-object', 0, `${rest}_NOT:${OBJECT}`]] } : null;
    }
    if (colon === 'override:') {
      const { override } = this.use(id, when);
      if (override === undefined) return null;
      if (miss === 'other class')
        return { code: [], override: { ...override, class: 'Lcom/example/Other;' } };
      return miss === 'other member'
        ? { code: [], override: { ...override, name: `${override.name}Not` } }
        : null;
    }
    const member = memberOf(id);
    if (miss === 'other class') return this.call(`Lcom/example/Other;->${id.split('->')[1]!}`, when, id);
    if (miss === 'other member' && member.name !== '<init>')
      return this.call(`${member.class}->${member.name}Not${member.descriptor ?? ''}`, when, id);
    return null;
  }

  private use(id: string, when: Route['when']): Use {
    const colon = /^(?:override|field|class|string|uri|reflect):/.exec(id)?.[0] ?? '';
    const rest = id.slice(colon.length);
    if (colon === 'string:' || colon === 'uri:') return { code: [['const-string', 0, rest]] };
    if (colon === 'class:') return { code: [['const-class', 0, rest]] };
    if (colon === 'field:') return { code: [['sget-object', 0, `${rest}:${OBJECT}`]] };
    if (colon === 'reflect:') {
      const { class: cls, name } = memberOf(rest);
      return {
        code: [
          ['const-string', 0, javaNameOf(cls)],
          ['invoke-static', [0], 'Ljava/lang/Class;->forName(Ljava/lang/String;)Ljava/lang/Class;'],
          ['move-result-object', 0],
          ['const-string', 1, name],
          ['const/4', 2, 0],
          [
            'invoke-virtual',
            [0, 1, 2],
            'Ljava/lang/Class;->getMethod(Ljava/lang/String;[Ljava/lang/Class;)Ljava/lang/reflect/Method;',
          ],
          ['move-result-object', 0], // looked up to be used
        ],
      };
    }
    if (colon === 'override:') {
      const member = memberOf(rest);
      return { code: [], override: { ...member, proto: this.protoOf(rest) } };
    }
    return this.call(id, when, id);
  }

  private call(id: string, when: Route['when'], like: string): Use {
    const member = memberOf(id);
    const proto = this.protoOf(like, when);
    const { code, registers } = this.args(proto, when, 1);
    const target = `${member.class}->${member.name}${proto}`;
    if (member.name === '<init>') {
      return {
        code: [
          ...code,
          ['new-instance', registers[0]!, member.class],
          ['invoke-direct/range', registers, target],
        ],
      };
    }
    return { code: [...code, ['invoke-virtual/range', registers, target], ...takeResult(proto, 0)] };
  }

  /** Constants in registers 4 upward, the receiver first. */
  private args(
    proto: string,
    when: Route['when'],
    receiver: 0 | 1,
  ): { code: Instruction[]; registers: number[] } {
    const code: Instruction[] = [];
    const registers: number[] = [];
    let next = 4;
    if (receiver === 1) {
      code.push(['const/4', next, 0]);
      registers.push(next++);
    }
    splitProto(proto).params.forEach((type, index) => {
      const asked = when?.find(({ arg }) => arg === index);
      const text = asked?.is?.[0] ?? asked?.startsWith?.[0] ?? asked?.contains?.[0];
      const wide = type === 'J' || type === 'D';
      if (wide) code.push(['const-wide/16', next, 0]);
      else if (text !== undefined && type === STRING) code.push(['const-string', next, text]);
      else if (text !== undefined) code.push(['const', next, Number(text)]);
      else if (next < 16) code.push(['const/4', next, 0]);
      else code.push(['const/16', next, 0]);
      registers.push(next, ...(wide ? [next + 1] : []));
      next += wide ? 2 : 1;
    });
    return { code, registers };
  }

  /** A descriptor of the member: the watched one, one the platform's table knows, else one of our own. */
  private protoOf(id: string, when: Route['when'] = []): string {
    const member = memberOf(id);
    if (member.descriptor !== null) return member.descriptor;
    const texts = (when ?? []).map(({ arg, is = [], startsWith = [], contains = [] }) => ({
      arg,
      type: [...is, ...startsWith, ...contains].every((text) => /^-?\d+$/.test(text)) ? 'I' : STRING,
    }));
    const known = this.platformProto(member.class, member.name);
    if (known !== undefined && texts.every(({ arg, type }) => splitProto(known).params[arg] === type))
      return known;
    const count = Math.max(-1, ...texts.map(({ arg }) => arg)) + 1;
    const params = Array.from(
      { length: count },
      (_, i) => texts.find(({ arg }) => arg === i)?.type ?? OBJECT,
    );
    return `(${params.join('')})V`;
  }

  private platformProto(descriptor: string, name: string): string | undefined {
    const key = `${descriptor}->${name}`;
    const known = this.protos.get(key);
    if (known !== undefined) return known === '' ? undefined : known;
    const { platform } = this;
    const seen = new Set<number>();
    const visit = (index: number): string | undefined => {
      if (index < 0 || seen.has(index)) return undefined;
      seen.add(index);
      for (let i = platform.methodStart[index]!; i < platform.methodStart[index + 1]!; i++) {
        const signature = platform.signatures[platform.methods[i]!]!;
        if (signature.startsWith(`${name}(`)) return signature.slice(name.length);
      }
      for (let i = platform.interfaceStart[index]!; i < platform.interfaceStart[index + 1]!; i++) {
        const found = visit(platform.interfaces[i]!);
        if (found !== undefined) return found;
      }
      return visit(platform.supers[index]!);
    };
    const found = visit(platform.indexOf.get(descriptor) ?? -1);
    this.protos.set(key, found ?? '');
    return found;
  }

  /** True when the platform's table knows the member as one that an app can override. */
  knowsOverride(id: string): boolean {
    const member = memberOf(id.replace(/^override:/, ''));
    return (
      !this.platform.indexOf.has(member.class) || this.platformProto(member.class, member.name) !== undefined
    );
  }

  private isInterface(descriptor: string): boolean {
    const index = this.platform.indexOf.get(descriptor);
    return index !== undefined && (this.platform.bits[index]! & PLATFORM_CLASS.interface) !== 0;
  }

  private aboveOf(descriptor: string): Pick<ClassSpec, 'super' | 'interfaces'> & { super: string } {
    return this.isInterface(descriptor)
      ? { super: OBJECT, interfaces: [descriptor] }
      : { super: descriptor, interfaces: [] };
  }

  private shape(name: string, uses: readonly Use[], run = 'run'): ClassSpec {
    const overrides = uses.flatMap(({ override }) => override ?? []);
    const code = uses.flatMap((use) => use.code);
    const [main, ...others] = overrides;
    if (main === undefined)
      return { name, super: OBJECT, interfaces: [], methods: [method(run, '()V', code)] };
    return {
      name,
      ...this.aboveOf(main.class),
      methods: [method(main.name, main.proto, code), ...others.map((one) => method(one.name, one.proto, []))],
    };
  }
}

function method(name: string, proto: string, code: readonly Instruction[]): MethodSpec {
  const { params, returns } = splitProto(proto);
  const width = params.reduce((sum, type) => sum + (type === 'J' || type === 'D' ? 2 : 1), 0);
  const isObject = returns.startsWith('L') || returns.startsWith('[');
  const end: Instruction[] =
    returns === 'V'
      ? [['return-void']]
      : returns === 'J' || returns === 'D'
        ? [
            ['const-wide/16', 0, 0],
            ['return-wide', 0],
          ]
        : [
            ['const/4', 0, 0],
            [isObject ? 'return-object' : 'return', 0],
          ];
  return { name, proto, registers: SCRATCH + 1 + width, code: [...code, ...end] };
}
