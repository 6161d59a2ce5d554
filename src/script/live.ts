// Which functions of a script can run, when, and by which way; and with them the calls that are watched. From the top of
// every file that a page loads: what is called, handed over, or asked of a module by name runs; what only stands in an
// export, a property or a variable that nobody reads does not. Knows no framework but the names of handlers.
import {
  MAX_POSITION,
  NODE,
  idOf,
  isWhole,
  kindOf,
  nodeOf,
  type Script,
  type ScriptWrite,
  type Value,
} from './ir.js';
import type { Ref, Resolver } from './resolve.js';

/** When, weakest last; told as the occasions of the facts. */
export const WHEN = ['first-screen', 'screen', 'user-act', 'callback'] as const;
export type When = (typeof WHEN)[number];

/** Handlers that pages and frameworks call without an act of the user. */
const LIFE_CYCLE =
  /^on(?:Load|Ready|Show|Launch|Mount\w*|Init\w*|Create\w*|Attach\w*|Layout|Resume|Start|Open|Connect\w*|Success|Complete|Error|Fail\w*|PageStart)$|^on(?:load|ready|success|error|message)$/;
const HANDLER = /^on[A-Za-z]\w*$/;
const EVENTS_OF_USERS =
  /^(?:click|dblclick|tap|touch\w*|mouse\w*|pointer\w*|key\w*|input|change|submit|press\w*|long\w*|swipe\w*|scroll|focus|blur|select|drag\w*|drop|paste|copy|cut|menubutton|backbutton|searchbutton)$/i;
const LISTENS = /(?:^|\.)(?:addEventListener|on|once|bind|addListener|attachEvent)$/;

export interface LiveCall {
  s: Script;
  call: number;
  when: When;
  paths: string[];
}
export interface LiveRead {
  s: Script;
  read: number;
  when: When;
  paths: string[];
}
interface Reached {
  rank: number;
  from: string | null; // the function it was reached from
}

export class Liveness {
  private readonly queues: { s: Script; node: number; from: string | null }[][] = WHEN.map(() => []);
  private readonly seen = new Map<Script, Map<number, number>>();
  private readonly functions = new Map<string, Reached>();
  private readonly order = new Map<Script, number>();
  private readonly writesOf = new Map<Script, Map<number, ScriptWrite[]>>();
  readonly calls: LiveCall[] = [];
  readonly reads: LiveRead[] = [];
  private readonly ask: Resolver;

  constructor(ask: Resolver, scripts: readonly Script[]) {
    this.ask = ask;
    for (const s of scripts) {
      this.order.set(s, this.order.size);
      this.seen.set(s, new Map());
      const byFn = new Map<number, ScriptWrite[]>();
      for (const write of s.writes) {
        if (ask.isExport(write)) continue;
        const list = byFn.get(write.fn);
        if (list) list.push(write);
        else byFn.set(write.fn, [write]);
      }
      this.writesOf.set(s, byFn);
    }
  }

  /** Runs everything from the tops of these files. */
  run(roots: readonly Script[]): void {
    for (const s of roots) this.want(s, nodeOf(NODE.fn, 0), 0, null);
    for (let rank = 0; rank < this.queues.length; rank++) {
      const queue = this.queues[rank]!;
      for (let at = 0; at < queue.length; at++) {
        const { s, node, from } = queue[at]!;
        this.visit(s, node, rank, from);
      }
      queue.length = 0;
    }
  }

  /** Names of the functions on the way to one, outermost first. */
  wayTo(s: Script, fn: number): { script: Script; fn: number }[] {
    const way: { script: Script; fn: number }[] = [];
    const scripts = [...this.order.keys()];
    let key: string | null = this.key(s, fn);
    const met = new Set<string>();
    while (key !== null && !met.has(key) && way.length < 64) {
      met.add(key);
      const [index, id] = key.split('|');
      way.unshift({ script: scripts[Number(index)]!, fn: Number(id) });
      key = this.functions.get(key)?.from ?? null;
    }
    return way;
  }

  private key(s: Script, fn: number): string {
    return `${this.order.get(s)}|${fn}`;
  }

  private want(s: Script, node: number, rank: number, from: string | null): void {
    const seen = this.seen.get(s);
    if (!seen) return;
    const known = seen.get(node);
    if (known !== undefined && known <= rank) return;
    seen.set(node, rank);
    this.queues[rank]!.push({ s, node, from });
  }

  private visit(s: Script, node: number, rank: number, from: string | null): void {
    if (this.seen.get(s)!.get(node)! < rank) return;
    const kind = kindOf(node);
    const id = idOf(node);
    let next = rank;
    let source = from;
    if (kind === NODE.fn) {
      source = this.key(s, id);
      if (this.functions.has(source)) return;
      this.functions.set(source, { rank, from });
      this.runFunction(s, id, rank, source);
    } else if (kind === NODE.property) {
      const name = s.propertyNames[id] ?? '';
      if (HANDLER.test(name) && !LIFE_CYCLE.test(name)) next = Math.max(rank, 2);
    } else if (kind === NODE.handed) next = this.rankOfHanded(s, id, rank);
    else if (kind === NODE.read) this.readProperty(s, id, isWhole(node), rank, from);
    for (const to of s.edges.get(node) ?? []) this.want(s, to, next, source);
  }

  private rankOfHanded(s: Script, id: number, rank: number): number {
    const call = s.calls[Math.floor(id / (MAX_POSITION + 1))];
    const position = id % (MAX_POSITION + 1);
    if (!call) return rank;
    const name = tailOf(call.callee);
    if (position === 0 && /^(?:jsxs?|jsxDEV|createElement|h)$/.test(name)) return Math.max(rank, 1);
    if (position > 0 && LISTENS.test(name) && call.args[0]) {
      const event = this.ask.textOf(s, call.args[0]);
      if (event !== null && EVENTS_OF_USERS.test(event)) return Math.max(rank, 2);
    }
    return rank;
  }

  // eslint-disable-next-line complexity -- one loop for each thing a function makes live
  private runFunction(s: Script, fn: number, rank: number, source: string): void {
    const when = WHEN[rank]!;
    for (const write of this.writesOf.get(s)?.get(fn) ?? []) {
      const handler = HANDLER.test(write.name) && !LIFE_CYCLE.test(write.name);
      const at = handler ? Math.max(rank, 2) : rank;
      this.want(s, nodeOf(NODE.write, write.node), at, source);
      this.want(s, nodeOf(NODE.write, write.node, true), at, source);
    }
    for (const index of s.functions[fn]!.calls) {
      const call = s.calls[index]!;
      const paths: string[] = [];
      for (const ref of this.ask.callees(s, call.callee)) {
        if (ref.k === 'path') paths.push(ref.path);
        else if (ref.k === 'fn') this.want(ref.s, nodeOf(NODE.fn, ref.id), rank, source);
        else if (ref.k === 'bundler') this.load(s, { t: 'result', call: index }, rank, source);
        else if (ref.k === 'object') this.want(ref.s, nodeOf(NODE.object, ref.value.id), rank, source);
      }
      if (paths.length === 0) continue;
      this.calls.push({ s, call: index, when, paths });
      const [path] = paths;
      if (path === '__r' && call.args[0]?.t === 'number')
        this.loadModule(s, String(call.args[0].value), rank, source);
      if (path === 'import' && call.args[0]) this.loadFile(s, call.args[0], rank, source);
    }
    if (fn === 0) for (const file of s.imports) this.loadFile(s, { t: 'text', text: file }, rank, source);
  }

  private load(s: Script, value: Value, rank: number, source: string): void {
    for (const ref of this.ask.resolve(s, value))
      if (ref.k === 'module') this.loadModule(ref.s, ref.id, rank, source);
  }
  private loadModule(s: Script, id: string, rank: number, source: string): void {
    const factory = this.ask.factory(s, id);
    if (factory !== null) this.want(s, nodeOf(NODE.fn, factory), rank, source);
  }
  private loadFile(s: Script, name: Value, rank: number, source: string): void {
    if (name.t !== 'text') return;
    const file = this.ask.fileOf(s, name.text);
    if (file) this.want(file, nodeOf(NODE.fn, 0), rank, source);
  }

  /** Reading a property asks for what stands behind it. */
  private readProperty(s: Script, index: number, whole: boolean, rank: number, from: string | null): void {
    const read = s.reads[index];
    if (!read) return;
    if (!whole) {
      const paths = this.ask.resolve(s, read.value).flatMap((ref) => (ref.k === 'path' ? [ref.path] : []));
      if (paths.length > 0) this.reads.push({ s, read: index, when: WHEN[rank]!, paths });
    }
    const { name } = read.value;
    if (name === null) return;
    for (const ref of this.ask.resolve(s, read.value.of)) this.askOf(ref, name, whole, rank, from);
  }

  // eslint-disable-next-line complexity -- one branch for each sort of reference
  private askOf(ref: Ref, name: string, whole: boolean, rank: number, from: string | null): void {
    if (ref.k === 'module') {
      const given = this.ask.exportsOf(ref.s, ref.id);
      const named = given.named.get(name) ?? [];
      const writes = named.length > 0 ? named : given.whole;
      for (const write of writes) {
        this.want(ref.s, nodeOf(NODE.write, write.node), rank, from);
        if (whole && (named.length > 0 || name === 'default'))
          this.want(ref.s, nodeOf(NODE.write, write.node, true), rank, from);
      }
      if (named.length === 0)
        for (const write of given.whole)
          for (const inner of this.ask.resolve(ref.s, write.value))
            if (inner.k !== 'module') this.askOf(inner, name, whole, rank, from);
    } else if (ref.k === 'object') {
      const property = ref.value.nodes.get(name);
      if (property !== undefined) this.want(ref.s, nodeOf(NODE.property, property), rank, from);
    } else if (ref.k === 'file') {
      const given = ref.s.exports.get(name);
      if (!given) return;
      this.want(ref.s, nodeOf(NODE.variable, given.node), rank, from);
      if (whole) this.want(ref.s, nodeOf(NODE.variable, given.node, true), rank, from);
    }
  }
}

function tailOf(callee: Value): string {
  if (callee.t === 'global') return callee.name;
  if (callee.t === 'get') return callee.name ?? '';
  // (0, r.jsx)(…) and (0, r.default)(…) are lowered to the last of the sequence already.
  return '';
}
