// Which methods of the program can run, when, and by which way; and with them every call they make. From where a framework
// starts: what is called, made, handed over or overridden runs; what only stands in a library does not. Virtual calls lead
// to the types that are made somewhere. Leaves where frameworks start to starts.ts and names of occasions to when.ts.
import { ParseError } from '../bytes/parse-error.js';
import { runBody, type Call, type Thing } from './body.js';
import type { PageWords } from './pages.js';
import type { ManagedProgram, ManagedType } from './program.js';
import { RANK, WHEN, isScreen, rankOfHandler, rankOfMade, rankOfOverride } from './when.js';

export interface LiveCall {
  method: number;
  rank: number;
  call: Call;
}
export interface LiveField {
  method: number;
  rank: number;
  at: number;
  token: number;
}
interface Reached {
  rank: number;
  from: number; // method; -1 at a start
}
export interface ReachLimits {
  assemblySteps: number;
}
/** What a framework calls by name alone. */
export interface Framework {
  pages: ReadonlyMap<string, PageWords>;
  rankOfMessage(type: ManagedType, name: string, rank: number): number | null;
}
/** What is read off a method's code besides what it leads to. */
export interface Listener {
  call(live: LiveCall): Thing;
  field(live: LiveField): Thing;
}

export class ManagedReach {
  private readonly queues: number[][] = WHEN.map(() => []);
  private readonly reached = new Map<number, Reached>();
  private readonly made = new Map<ManagedType, number>();
  /** Virtual calls to a name of the program: who may answer, and from where. */
  private readonly asked = new Map<string, { type: ManagedType; rank: number; from: number }[]>();
  private readonly askedOnce = new Set<string>();
  private readonly madeByName = new Map<string, { type: ManagedType; method: number }[]>();
  /** Names that pages bind to, and that getters of what is made answer. */
  private readonly bound = new Set<string>();
  private readonly shells = new Set<ManagedType>();
  private readonly program: ManagedProgram;
  private readonly listener: Listener;
  private readonly framework: Framework;
  private left: number;
  steps = 0;
  /** Bodies that could not be read to their end, and such as hold nothing but zeros. */
  broken = 0;
  stripped = 0;
  isCut = false;

  constructor(program: ManagedProgram, listener: Listener, framework: Framework, limits: ReachLimits) {
    this.program = program;
    this.framework = framework;
    this.listener = listener;
    this.left = limits.assemblySteps;
  }

  /** Works off everything that was started. */
  run(): void {
    for (;;) {
      const rank = this.queues.findIndex((queue) => queue.length > 0);
      if (rank < 0) {
        if (!this.answerBindings()) return;
        continue;
      }
      const method = this.queues[rank]!.pop()!;
      if (this.left <= 0) {
        this.isCut = true;
        return;
      }
      if (this.reached.get(method)!.rank === rank) this.scan(method, rank);
    }
  }

  start(method: number, rank: number, from = -1): void {
    const known = this.reached.get(method);
    if (known && known.rank <= rank) return;
    this.reached.set(method, { rank, from });
    this.queues[rank]!.push(method);
  }
  isMade(type: ManagedType): boolean {
    return this.made.has(type);
  }
  /** Methods from a start to this one. */
  wayTo(method: number): number[] {
    const way: number[] = [];
    for (let at = method; at >= 0 && way.length < 4096; at = this.reached.get(at)?.from ?? -1) way.push(at);
    return way.reverse();
  }

  /** A value of the type is made: what the outside calls on such can run. */
  make(type: ManagedType, rank: number, from: number): void {
    const at = rankOfMade(this.program.outsideOf(type), rank);
    const before = this.made.get(type);
    if (before !== undefined && before <= at) return;
    this.made.set(type, at);
    const generated = type.name.includes('<');
    const calledByInterface = this.program.implementsOutside(type);
    const own = calledByInterface ? this.ownInterfaceKeys(type) : NO_KEYS;
    const overridden = new Set<string>();
    for (const one of this.program.chain(type)) {
      this.left -= one.methods[1] - one.methods[0];
      for (let id = one.methods[0]; id < one.methods[1]; id++) {
        const method = this.program.method(id);
        if (!method.isVirtual || method.isAbstract) continue;
        const key = keyOf(method.name, method.signature.parameters);
        if (overridden.has(key)) continue; // a nearer type answers
        overridden.add(key);
        if (this.isOutsides(one, method, calledByInterface && !own.has(key)))
          this.start(id, rankOfOverride(method.name, at, generated), from);
        this.offer(type, id, key);
      }
    }
    this.startOf(type, at, from);
    this.callByName(type, at, from);
  }
  /** What frameworks call by a name: handlers that the page names, messages of engines. */
  private callByName(type: ManagedType, rank: number, from: number): void {
    const page = this.framework.pages.get(type.name);
    for (const name of page?.bindings ?? []) this.bound.add(name);
    for (let id = type.methods[0]; id < type.methods[1]; id++) {
      const { name } = this.program.method(id);
      if (page?.handlers.has(name)) this.start(id, Math.max(rank, RANK.userAct), from);
      const message = this.framework.rankOfMessage(type, name, rank);
      if (message !== null) this.start(id, message, from);
    }
    for (const other of page === undefined ? [] : this.typesByPage(type, page))
      this.makeWhole(other, Math.max(rank, RANK.screen), from);
  }
  private *typesByPage(type: ManagedType, page: PageWords): Generator<ManagedType> {
    const others = this.program.typesOfFile(type.file);
    this.left -= others.length;
    for (const other of others)
      if (other !== type && page.types.has(other.name.slice(other.name.lastIndexOf('.') + 1))) yield other;
  }
  /** What interfaces of the program ask for: only calls in the program lead there. */
  private ownInterfaceKeys(type: ManagedType): ReadonlySet<string> {
    const keys = new Set<string>();
    const seen = new Set<ManagedType>();
    const queue = [...this.program.chain(type)].flatMap(({ interfaces }) => interfaces);
    for (let at = 0; at < queue.length; at++) {
      const one = queue[at]!;
      if (seen.has(one)) continue;
      seen.add(one);
      queue.push(...one.interfaces);
      this.left -= one.methods[1] - one.methods[0];
      for (let id = one.methods[0]; id < one.methods[1]; id++) {
        const { name, signature } = this.program.method(id);
        keys.add(keyOf(name, signature.parameters));
      }
    }
    return keys;
  }
  /** Whether the outside can call the method: it overrides one of an outside base, or is of an outside interface. */
  private isOutsides(
    type: ManagedType,
    { name, isNewSlot, signature }: { name: string; isNewSlot: boolean; signature: { parameters: number } },
    calledByInterface: boolean,
  ): boolean {
    if (isNewSlot) return calledByInterface;
    return type.base === null || !this.declares(type.base, name, signature.parameters);
  }
  private declares(base: ManagedType, name: string, parameters: number): boolean {
    const found = this.program.find(base, name, parameters);
    return found !== null && this.program.method(found).isNewSlot && !this.program.implementsOutside(base);
  }
  private offer(type: ManagedType, method: number, key: string): void {
    const list = this.madeByName.get(key);
    if (list) list.push({ type, method });
    else this.madeByName.set(key, [{ type, method }]);
    for (const { type: wanted, rank, from } of this.asked.get(key) ?? []) {
      this.left--;
      if (this.program.isA(type, wanted)) this.start(method, rank, from);
    }
  }
  private ask(wanted: ManagedType, key: string, rank: number, from: number): void {
    const once = `${wanted.id}|${rank}|${key}`;
    if (this.askedOnce.has(once)) return;
    this.askedOnce.add(once);
    const list = this.asked.get(key);
    if (list) list.push({ type: wanted, rank, from });
    else this.asked.set(key, [{ type: wanted, rank, from }]);
    for (const { type, method } of this.madeByName.get(key) ?? []) {
      this.left--;
      if (this.program.isA(type, wanted)) this.start(method, rank, from);
    }
  }
  /** What the runtime runs before a type is used. */
  private startOf(type: ManagedType, rank: number, from: number): void {
    const id = this.program.find(type, '.cctor', 0);
    if (id !== null && this.program.ownerOf(id) === type) this.start(id, rank, from);
  }

  private answerBindings(): boolean {
    if (this.bound.size === 0) return false;
    const before = this.reached.size;
    for (const type of this.made.keys())
      for (const one of this.program.chain(type))
        for (let id = one.methods[0]; id < one.methods[1]; id++) {
          const { name } = this.program.method(id);
          if (name.startsWith('get_') && this.bound.has(name.slice(4)) && !this.reached.has(id))
            this.start(id, Math.max(this.made.get(type)!, RANK.screen));
        }
    return this.reached.size > before;
  }

  private scan(method: number, rank: number): void {
    const { program } = this;
    const file = program.fileOfMethod(method);
    const { assembly } = program.files[file]!;
    const owner = program.ownerOf(method);
    if (owner) this.startOf(owner, rank, method);
    const handed = new Set<number>();
    const binds = program.method(method).name.startsWith('InitializeComponent');
    try {
      const code = assembly.code(program.rowOf(method));
      if (code === null) return;
      this.left -= code.length;
      if (code.length > 0 && code.data.every((byte) => byte === 0)) {
        this.stripped++;
        return;
      }
      const { steps, whole } = runBody(code, assembly, {
        call: (call) => this.call(file, method, rank, call),
        field: (token, at, writes) => {
          const type = program.fieldOwner(file, token);
          if (writes && type?.name.includes('<')) this.make(type, rank, method);
          return this.listener.field({ method, rank, at, token });
        },
        type: (token, _at, makes) => this.names(file, token, method, rank, makes, owner),
        function: (token) => handed.add(token),
        text: (text) => {
          if (binds && /^[A-Za-z_]\w*$/.test(text)) this.bound.add(text);
        },
      });
      this.steps += steps;
      this.left -= steps;
      if (!whole) this.broken++;
      this.startUntold(file, method, rank, handed);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      this.broken++;
    }
  }
  /** Functions whose address was taken and that were not seen to go anywhere: they may be called back. */
  private startUntold(file: number, method: number, rank: number, handed: ReadonlySet<number>): void {
    for (const token of handed) {
      const member = this.program.files[file]!.assembly.member(token);
      const target = member && this.program.target(file, member);
      if (target !== null) this.start(target, Math.max(rank, RANK.callback), method);
    }
  }

  // eslint-disable-next-line complexity -- one branch for each sort of callee
  private call(file: number, method: number, rank: number, call: Call): Thing {
    const { program } = this;
    const { member, isVirtual, makes, args } = call;
    const { assembly } = program.files[file]!;
    if (makes && args.length === 2 && args[1]?.t === 'function') return args[1]; // a delegate
    for (const arg of args)
      if (arg?.t === 'function')
        this.handOver(file, method, arg.token, rankOfHandler(member.owner, member.name, makes, rank));
    const type = member.ownerToken === 0 ? null : program.typeOf(file, member.ownerToken);
    if (type) {
      if (makes) this.make(type, rank, method);
      else if (!member.signature.hasThis) this.startOf(type, rank, method);
    }
    const target = program.target(file, member);
    if (target !== null) this.start(target, rank, method);
    if (isVirtual && type) this.ask(type, keyOf(member.name, member.signature.parameters), rank, method);
    const later = /^(?:Add|Register|Map)/.test(member.name);
    for (const token of member.types) {
      const made = program.typeOf(file, assembly.openType(token));
      if (made) this.makeWhole(made, later ? Math.max(rank, RANK.screen) : rank, method);
    }
    return this.listener.call({ method, rank, call });
  }
  private handOver(file: number, method: number, token: number, rank: number): void {
    const member = this.program.files[file]!.assembly.member(token);
    if (!member) return;
    const target = this.program.target(file, member);
    if (target !== null) this.start(target, rank, method);
  }

  /** A type is named: something outside will make it, as it does pages, services and parts of scenes. */
  private names(
    file: number,
    token: number,
    method: number,
    rank: number,
    makes: boolean,
    owner: ManagedType | null,
  ): void {
    const type = this.program.typeOf(file, token);
    if (!type) return;
    if (makes) return this.make(type, rank, method);
    const outside = this.program.outsideOf(type);
    if (outside === '' || outside === 'System.Object' || outside === 'System.Attribute') return;
    // A shell shows the first page it names.
    const shell =
      owner && isScreen(outside) && this.program.outsideOf(owner).endsWith('Shell') ? owner : null;
    const isFirst = shell !== null && !this.shells.has(shell);
    if (shell) this.shells.add(shell);
    this.makeWhole(type, isFirst ? rank : Math.max(rank, RANK.screen), method);
  }
  /** Made by the outside: its makers run. */
  makeWhole(type: ManagedType, rank: number, from: number): void {
    const at = rankOfMade(this.program.outsideOf(type), rank);
    for (let id = type.methods[0]; id < type.methods[1]; id++)
      if (this.program.method(id).name === '.ctor') this.start(id, at, from);
    this.make(type, at, from);
  }
}
const NO_KEYS: ReadonlySet<string> = new Set();
/** A method by name and number of parameters; one that names its interface ("Shop.ISource.Read") by its last part. */
const keyOf = (name: string, parameters: number): string =>
  `${name.startsWith('.') ? name : name.slice(name.lastIndexOf('.') + 1)}/${parameters}`;
