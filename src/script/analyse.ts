// Scripts of one program and what is watched → sightings in code that can run. Leaves reading entries to extract/scripts.ts
// and the kinds of data to the judge.
import type { ScriptSighting } from '../model/script-facts.js';
import type { Watchlist } from '../model/catalogue.js';
import type { Script } from './ir.js';
import { Liveness, type When } from './live.js';
import { Resolver } from './resolve.js';

type Api = NonNullable<Watchlist['scripts']>[number];
export interface ProgramFile {
  script: Script;
  /** Line and column, counted from 1, of an offset; null where there is no source. */
  position(offset: number): { line: number; column: number } | null;
  /** A page loads it, or its framework does. */
  root: boolean;
  /** Offsets are told from the start of the function, as disassemblers print them. */
  bytecode?: boolean;
  /** Modules of the bundle, where not all of them were lowered. */
  modules?: number;
}
const MOST_STEPS = 8;

export function analyseScripts(
  files: ReadonlyMap<string, ProgramFile>,
  watched: readonly Api[],
): { sightings: ScriptSighting[]; modules: ReadonlyMap<string, number> } {
  const scripts = new Map([...files].map(([entry, { script }]) => [entry, script]));
  const ask = new Resolver(scripts);
  const live = new Liveness(ask, [...scripts.values()]);
  live.run([...files.values()].filter(({ root }) => root).map(({ script }) => script));
  const calls = byPath(watched, 'call');
  const reads = byPath(watched, 'read');
  const found = new Map<string, ScriptSighting>();
  const keep = (api: Api, s: Script, fn: number, at: number, when: When): void => {
    const key = `${s.entry}|${at}|${api.id}`;
    if (!found.has(key)) found.set(key, sighting(api, s, fn, at, when, live, files));
  };
  for (const { s, call, when, paths } of live.calls) {
    for (const path of paths)
      for (const api of calls.get(path) ?? []) {
        const { fn, args, at } = s.calls[call]!;
        const given = api.when && args[api.when.arg];
        const text = given ? ask.textOf(s, given) : null;
        if (api.when && (text === null || !api.when.is.includes(text))) continue;
        keep(api, s, fn, at, when);
      }
  }
  for (const { s, read, when, paths } of live.reads)
    for (const path of paths)
      for (const api of reads.get(path) ?? []) keep(api, s, s.reads[read]!.fn, s.reads[read]!.at, when);
  return {
    sightings: [...found.values()],
    modules: new Map(
      [...files].map(([entry, { script, modules }]) => [entry, modules ?? ask.moduleCount(script)]),
    ),
  };
}

function byPath(watched: readonly Api[], key: 'call' | 'read'): Map<string, Api[]> {
  const map = new Map<string, Api[]>();
  for (const api of watched) {
    const path = api[key];
    if (path === undefined) continue;
    const list = map.get(path);
    if (list) list.push(api);
    else map.set(path, [api]);
  }
  return map;
}

function sighting(
  api: Api,
  s: Script,
  fn: number,
  at: number,
  when: When,
  live: Liveness,
  files: ReadonlyMap<string, ProgramFile>,
): ScriptSighting {
  const nameOf = (script: Script, id: number): string => {
    if (id === 0) return script.entry.slice(script.entry.lastIndexOf('/') + 1);
    const { name, at: start } = script.functions[id]!;
    const spot = files.get(script.entry)?.position(start);
    return `${name || 'function'}${spot ? `:${spot.line}:${spot.column}` : ''}`;
  };
  const way = live.wayTo(s, fn).map((step) => nameOf(step.script, step.fn));
  const cut = Math.max(0, way.length - MOST_STEPS);
  const half = MOST_STEPS / 2;
  const file = files.get(s.entry);
  const spot = file?.position(at) ?? null;
  return {
    api: api.id,
    entry: s.entry,
    function: fn === 0 ? '' : nameOf(s, fn),
    offset: file?.bytecode === true ? at - s.functions[fn]!.at : at,
    line: spot?.line ?? null,
    column: spot?.column ?? null,
    occasion: when,
    way: cut > 0 ? [...way.slice(0, half), ...way.slice(-half)] : way,
    cutSteps: cut,
  };
}
