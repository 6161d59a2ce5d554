// What a value of a script refers to: a path of names from a global, a native module or a plugin, a function, an object, a
// module of the bundle. Follows variables, properties, module exports and bundlers' interop helpers; bounded in depth and
// breadth, and where it does not know, it says nothing. Leaves what can run to live.ts.
import type { Script, ScriptWrite, Value } from './ir.js';

export type Ref =
  | { k: 'path'; path: string }
  | { k: 'fn'; s: Script; id: number }
  | { k: 'object'; s: Script; value: Value & { t: 'object' } }
  | { k: 'list'; s: Script; items: readonly Value[] }
  | { k: 'text'; text: string }
  | { k: 'number'; value: number }
  | { k: 'module'; s: Script; id: string; interop: boolean }
  | { k: 'bundler'; s: Script; what: 'require' | 'interop' | 'module' | 'map'; id: string }
  | { k: 'file'; s: Script };

/** What a module of a bundle gives away: by name, and as a whole. */
export interface ModuleExports {
  named: Map<string, ScriptWrite[]>;
  whole: ScriptWrite[];
}
interface BundleModule {
  factory: number;
  needs: readonly Value[];
}

const MAX_DEPTH = 40;
const MAX_REFS = 8;
const NONE: readonly Ref[] = [];
const SELF = new Set(['globalThis', 'window', 'self', 'global', 'top', 'parent']);
const APPLY = new Set(['apply', 'call', 'bind']);

export class Resolver {
  private readonly known = new Map<Value, readonly Ref[]>();
  private readonly modules = new Map<Script, Map<string, BundleModule>>();
  private readonly factories = new Map<Script, Map<number, string>>();
  private readonly given = new Map<string, ModuleExports>();
  private readonly files: ReadonlyMap<string, Script>;
  private readonly indexOf = new Map<Script, number>();

  /** @param files by entry: what `import` may name */
  constructor(files: ReadonlyMap<string, Script>) {
    this.files = files;
    for (const script of files.values()) {
      this.indexOf.set(script, this.indexOf.size);
      this.findModules(script);
    }
    for (const script of files.values()) this.findExports(script);
  }

  /** The function that makes a module of a bundle. */
  factory(s: Script, id: string): number | null {
    return this.modules.get(s)?.get(id)?.factory ?? null;
  }
  moduleCount(s: Script): number {
    return this.modules.get(s)?.size ?? 0;
  }
  /** True for writes to a module's exports: they run nothing by themselves. */
  isExport(write: ScriptWrite): boolean {
    return this.exportWrites.has(write);
  }
  private readonly exportWrites = new Set<ScriptWrite>();

  exportsOf(s: Script, id: string): ModuleExports {
    const key = `${this.indexOf.get(s)}|${id}`;
    let found = this.given.get(key);
    if (!found) this.given.set(key, (found = { named: new Map(), whole: [] }));
    return found;
  }

  fileOf(from: Script, name: string): Script | null {
    if (!name.startsWith('.') && !name.startsWith('/')) return null;
    const parts = from.entry.split('/').slice(0, -1);
    if (name.startsWith('/')) return this.byTail(name);
    for (const part of name.split(/[?#]/)[0]!.split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '.') parts.push(part);
    }
    return this.files.get(parts.join('/')) ?? null;
  }
  private byTail(name: string): Script | null {
    for (const [entry, script] of this.files) if (entry.endsWith(name)) return script;
    return null;
  }

  resolve(s: Script, value: Value, depth = 0): readonly Ref[] {
    const known = this.known.get(value);
    if (known) return known;
    if (depth > MAX_DEPTH) return NONE;
    this.known.set(value, NONE);
    const found = this.work(s, value, depth);
    const kept = found.length > MAX_REFS ? found.slice(0, MAX_REFS) : found;
    this.known.set(value, kept);
    return kept;
  }

  private all(s: Script, values: readonly Value[], depth: number): Ref[] {
    return values.flatMap((value) => this.resolve(s, value, depth + 1));
  }

  private work(s: Script, value: Value, depth: number): readonly Ref[] {
    switch (value.t) {
      case 'text':
        return [{ k: 'text', text: value.text }];
      case 'number':
        return [{ k: 'number', value: value.value }];
      case 'function':
        return [{ k: 'fn', s, id: value.id }];
      case 'object':
        return [{ k: 'object', s, value }];
      case 'list':
        return [{ k: 'list', s, items: value.items }];
      case 'global':
        return [{ k: 'path', path: value.name }];
      case 'variable':
        return this.all(s, s.variables[value.id] ?? [], depth);
      case 'either':
        return this.all(s, value.of, depth);
      case 'joined':
        return this.joined(s, value.of, depth);
      case 'parameter':
        return this.parameter(s, value.fn, value.index);
      case 'module': {
        const file = this.fileOf(s, value.file);
        return file ? [{ k: 'file', s: file }] : [{ k: 'path', path: `package:${value.file}` }];
      }
      case 'get':
        return this.property(s, value, depth);
      case 'result':
        return this.result(s, value.call, depth);
      default:
        return NONE;
    }
  }

  /** Text built of parts, when each part has one value. */
  private joined(s: Script, parts: readonly Value[], depth: number): readonly Ref[] {
    let text = '';
    for (const part of parts) {
      const [ref, more] = this.resolve(s, part, depth + 1);
      if (ref === undefined || more !== undefined || (ref.k !== 'text' && ref.k !== 'number')) return NONE;
      text += ref.k === 'text' ? ref.text : String(ref.value);
      if (text.length > 4_096) return NONE;
    }
    return [{ k: 'text', text }];
  }

  private parameter(s: Script, fn: number, index: number): readonly Ref[] {
    const id = this.factories.get(s)?.get(fn);
    if (id === undefined) return NONE;
    const many = s.functions[fn]!.parameters > 4;
    const role = (many ? NEW_ROLES : OLD_ROLES)[index];
    if (role === 'exports') return [{ k: 'module', s, id, interop: false }];
    if (role === 'global') return [{ k: 'path', path: 'globalThis' }];
    return role === undefined ? NONE : [{ k: 'bundler', s, what: role, id }];
  }

  private property(s: Script, value: Value & { t: 'get' }, depth: number): readonly Ref[] {
    let { name } = value;
    if (name === null && value.nameFrom) {
      const [ref] = this.resolve(s, value.nameFrom, depth + 1);
      if (ref?.k === 'text') name = ref.text;
      if (ref?.k === 'number') name = String(ref.value);
    }
    if (name === null) return NONE;
    const wellKnown = WELL_KNOWN.get(name);
    if (wellKnown !== undefined) return [{ k: 'path', path: wellKnown }];
    return this.resolve(s, value.of, depth + 1).flatMap((ref) => this.get(ref, name, depth + 1));
  }

  /** The property of a reference. */
  // eslint-disable-next-line complexity -- one case for each sort of reference
  get(ref: Ref, name: string, depth = 0): readonly Ref[] {
    if (depth > MAX_DEPTH) return NONE;
    switch (ref.k) {
      case 'path':
        if (SELF.has(ref.path)) return [{ k: 'path', path: name }];
        if (ref.path.length > 300) return NONE;
        if (APPLY.has(name)) return [ref];
        return [{ k: 'path', path: ref.path === 'native' ? `native:${name}` : joinPath(ref.path, name) }];
      case 'module':
        return this.exported(ref, name, depth);
      case 'bundler':
        if (ref.what === 'module' && name === 'exports')
          return [{ k: 'module', s: ref.s, id: ref.id, interop: false }];
        if (ref.what === 'require' && /^import(?:Default|All)$/.test(name))
          return [{ ...ref, what: 'interop' }];
        if (ref.what === 'map') {
          const need = this.modules.get(ref.s)?.get(ref.id)?.needs[Number(name)];
          return need ? this.resolve(ref.s, need, depth + 1) : NONE;
        }
        return NONE;
      case 'object': {
        const value = ref.value.props.get(name);
        const written = this.objectWrites.get(ref.value)?.get(name) ?? [];
        return [...(value ? this.resolve(ref.s, value, depth + 1) : []), ...this.all(ref.s, written, depth)];
      }
      case 'list': {
        const value = ref.items[Number(name)];
        return value ? this.resolve(ref.s, value, depth + 1) : NONE;
      }
      case 'fn':
        return APPLY.has(name) ? [ref] : NONE;
      case 'file': {
        const value = ref.s.exports.get(name)?.value;
        return value ? this.resolve(ref.s, value, depth + 1) : NONE;
      }
      default:
        return NONE;
    }
  }

  private exported(ref: Ref & { k: 'module' }, name: string, depth: number): readonly Ref[] {
    const given = this.exportsOf(ref.s, ref.id);
    const named = given.named.get(name);
    if (named) return named.flatMap((write) => this.resolve(ref.s, write.value, depth + 1));
    const whole = given.whole.flatMap((write) => this.resolve(ref.s, write.value, depth + 1));
    if (ref.interop && name === 'default') {
      return whole.length > 0 ? whole : [{ ...ref, interop: false }];
    }
    return whole.flatMap((item) =>
      item.k === 'module' && item.id === ref.id ? [] : this.get(item, name, depth + 1),
    );
  }

  // eslint-disable-next-line complexity -- one branch for each sort of callee
  private result(s: Script, index: number, depth: number): readonly Ref[] {
    const call = s.calls[index];
    if (!call) return NONE;
    const found: Ref[] = [];
    const [first, second] = call.args;
    const name = first ? this.textOf(s, first, depth) : null;
    if (name !== null && second?.t === 'object' && second.props.has('web'))
      return [{ k: 'path', path: `capacitor:${name}` }];
    for (const callee of this.callees(s, call.callee, depth)) {
      if (callee.k === 'bundler') {
        for (const ref of first ? this.resolve(s, first, depth + 1) : NONE) {
          const id = ref.k === 'number' ? String(ref.value) : ref.k === 'text' ? ref.text : null;
          if (id !== null) found.push({ k: 'module', s: callee.s, id, interop: callee.what === 'interop' });
        }
      } else if (callee.k === 'fn') {
        const fn = callee.s.functions[callee.id]!;
        if (fn.interop && first) {
          for (const ref of this.resolve(s, first, depth + 1))
            found.push(ref.k === 'module' ? { ...ref, interop: true } : ref);
        } else if (depth < 12) found.push(...this.all(callee.s, fn.returns.slice(0, 4), depth + 4));
      } else if (callee.k === 'path') {
        const prefix = MAKERS.get(lastOf(callee.path));
        if (prefix !== undefined && name !== null) found.push({ k: 'path', path: prefix + name });
        else if (callee.path.length < 300) found.push({ k: 'path', path: `${callee.path}()` });
      }
    }
    return found;
  }

  /** What a call calls: a module that is called is what it gives away as a whole. */
  callees(s: Script, callee: Value, depth = 0): readonly Ref[] {
    return this.resolve(s, callee, depth + 1).flatMap((ref) =>
      ref.k === 'module'
        ? this.exportsOf(ref.s, ref.id).whole.flatMap((write) => this.resolve(ref.s, write.value, depth + 1))
        : [ref],
    );
  }

  textOf(s: Script, value: Value, depth = 0): string | null {
    const [ref, more] = this.resolve(s, value, depth + 1);
    return ref?.k === 'text' && more === undefined ? ref.text : null;
  }

  /** Modules as Metro writes them: __d(function (…) {…}, id, [needs]). */
  private findModules(s: Script): void {
    const modules = new Map<string, BundleModule>();
    const factories = new Map<number, string>();
    for (const { callee, args } of s.calls) {
      if (callee.t !== 'global' || !callee.name.endsWith('__d') || args[0]?.t !== 'function') continue;
      const id =
        args[1]?.t === 'number' ? String(args[1].value) : args[1]?.t === 'text' ? args[1].text : null;
      if (id === null) continue;
      modules.set(id, { factory: args[0].id, needs: args[2]?.t === 'list' ? args[2].items : [] });
      factories.set(args[0].id, id);
    }
    this.modules.set(s, modules);
    this.factories.set(s, factories);
  }

  private readonly objectWrites = new Map<Value, Map<string, Value[]>>();
  private findExports(s: Script): void {
    const whole = new Set<ScriptWrite>();
    // First what is written to `module.exports`, since the rest may be written to that.
    for (const write of s.writes) {
      if (write.name !== 'exports') continue;
      for (const ref of this.resolve(s, write.of)) {
        if (ref.k !== 'bundler' || ref.what !== 'module') continue;
        this.exportsOf(s, ref.id).whole.push(write);
        this.exportWrites.add(write);
        whole.add(write);
      }
    }
    for (const write of s.writes) {
      if (whole.has(write)) continue;
      for (const ref of this.resolve(s, write.of)) {
        if (ref.k === 'module' && !ref.interop) {
          const { named } = this.exportsOf(s, ref.id);
          const list = named.get(write.name);
          if (list) list.push(write);
          else named.set(write.name, [write]);
          this.exportWrites.add(write);
        } else if (ref.k === 'object') {
          const byName = this.objectWrites.get(ref.value) ?? new Map<string, Value[]>();
          byName.set(write.name, [...(byName.get(write.name) ?? []), write.value]);
          this.objectWrites.set(ref.value, byName);
        }
      }
    }
    this.known.clear(); // what was asked before the exports were known
  }
}

/** What Metro hands to a module, since 0.60 and before. */
const NEW_ROLES = ['global', 'require', 'interop', 'interop', 'module', 'exports', 'map'] as const;
const OLD_ROLES = ['global', 'require', 'module', 'exports'] as const;

/** Names that stand for one thing wherever they are read from. */
const WELL_KNOWN = new Map([
  ['NativeModules', 'native'],
  ['TurboModuleRegistry', 'turbo'],
  ['requireNativeModule', 'requireNativeModule'],
  ['requireOptionalNativeModule', 'requireNativeModule'],
]);

/** Calls that hand out a plugin by name. */
const MAKERS = new Map([
  ['turbo.get', 'native:'],
  ['turbo.getEnforcing', 'native:'],
  ['requireNativeModule', 'native:'],
  ['requireOptionalNativeModule', 'native:'],
  ['registerPlugin', 'capacitor:'],
  ['uni.requireNativePlugin', 'plugin:'],
  ['weex.requireModule', 'weex:'],
  ['api.require', 'apicloud:'],
  ['plus.android.importClass', 'java:'],
]);
function lastOf(path: string): string {
  return MAKERS.has(path) ? path : path.slice(path.lastIndexOf('.') + 1);
}
function joinPath(path: string, name: string): string {
  if (path === 'Capacitor.Plugins') return `capacitor:${name}`;
  return `${path}.${name}`;
}
