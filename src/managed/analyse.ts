// Assemblies of one app and what is watched → sightings in code that can run: "net:" and the whole name of what is called or
// read, "java:" and the name of a class of Java that is asked for by its name. Leaves reading entries to extract and the
// kinds of data to the judge.
import type { Watchlist } from '../model/catalogue.js';
import type { ScriptSighting } from '../model/script-facts.js';
import type { Call, Thing } from './body.js';
import { pagesOf, type PageWords } from './pages.js';
import { ManagedProgram, type ManagedFile } from './program.js';
import { ManagedReach, type LiveCall, type LiveField } from './reach.js';
import { isPart, rankOfMessage, startComponents, startScenes } from './starts.js';
import { WHEN } from './when.js';

type Api = NonNullable<Watchlist['scripts']>[number];
export interface ManagedResult {
  sightings: ScriptSighting[];
  broken: number;
  stripped: number;
  isCut: boolean;
}
export interface ManagedLimits {
  assemblySteps: number;
  scriptBytes: number;
}
const MOST_STEPS = 8;
const BRIDGE = /^UnityEngine\.AndroidJava(?:Class|Object)$/;

// eslint-disable-next-line max-lines-per-function -- ceilings, readers and results of one run over all assemblies
export function analyseAssemblies(
  files: readonly ManagedFile[],
  watched: readonly Api[],
  limits: ManagedLimits,
): ManagedResult {
  const program = new ManagedProgram(files);
  const pages = new Map<string, PageWords>();
  for (const { assembly } of files)
    for (const [name, words] of pagesOf(assembly, limits.scriptBytes)) pages.set(name, words);
  const watch = new Watch(watched);
  const seen = new Map<string, { api: Api; method: number; at: number; rank: number }>();
  const keep = (apis: readonly Api[], live: { method: number; rank: number }, at: number): void => {
    for (const api of apis) {
      const key = `${live.method}|${at}|${api.id}`;
      const known = seen.get(key);
      if (!known || known.rank > live.rank) seen.set(key, { api, method: live.method, at, rank: live.rank });
    }
  };
  const parts = new Map<number, boolean>();
  const reach: ManagedReach = new ManagedReach(
    program,
    {
      call(live: LiveCall): Thing {
        const { path, args, given } = pathOf(live.call);
        keep(watch.of(path, args), live, live.call.at);
        return given;
      },
      field(live: LiveField): Thing {
        const { assembly } = files[program.fileOfMethod(live.method)]!;
        const member = assembly.member(live.token);
        if (!member || program.fieldOwner(program.fileOfMethod(live.method), live.token)) return null;
        const path = `net:${member.owner}.${member.name}`;
        keep(watch.reads.get(path) ?? [], live, live.at);
        return { t: 'text', text: path };
      },
    },
    {
      pages,
      rankOfMessage(type, name, rank) {
        let part = parts.get(type.id);
        if (part === undefined) parts.set(type.id, (part = isPart(program, type)));
        return part ? rankOfMessage(name, rank) : null;
      },
    },
    limits,
  );
  startComponents(program, reach);
  startScenes(program, reach);
  reach.run();
  const sightings = [...seen.values()].map(({ api, method, at, rank }): ScriptSighting => {
    const way = reach.wayTo(method).map((id) => program.nameOf(id));
    const cut = Math.max(0, way.length - MOST_STEPS);
    const half = MOST_STEPS / 2;
    return {
      api: api.id,
      entry: files[program.fileOfMethod(method)]!.entry,
      function: program.nameOf(method),
      offset: at,
      line: null,
      column: null,
      occasion: WHEN[rank]!,
      way: cut > 0 ? [...way.slice(0, half), ...way.slice(-half)] : way,
      cutSteps: cut,
    };
  });
  return { sightings, broken: reach.broken, stripped: reach.stripped, isCut: reach.isCut };
}

/** What a call asks for, with what, and what is known of what it gives. */
// eslint-disable-next-line complexity -- one branch for each way a call names what it asks for
function pathOf({ member, makes, self, args }: Call): { path: string; args: readonly Thing[]; given: Thing } {
  const { owner, name } = member;
  const first = args[0] ?? null;
  if (BRIDGE.test(owner)) {
    if (makes)
      return { path: '', args, given: first?.t === 'text' ? { t: 'java', class: first.text } : null };
    const method = first?.t === 'text' ? first.text : '';
    const known = self?.t === 'java' ? self.class : '*';
    const list = args[1]?.t === 'list' ? args[1].items : [];
    return { path: `java:${known}.${method}`, args: list, given: null };
  }
  const read = /^get_(.+)$/.exec(name)?.[1];
  if (read !== undefined && args.length === 0) {
    const path = `net:${owner}.${read}`;
    return { path, args: [], given: { t: 'text', text: path } };
  }
  const path = makes ? `net:${owner}` : `net:${owner}.${name}`;
  // Addresses pass through what parses or completes them.
  const given = THROUGH.test(name) ? (first ?? self) : null;
  return { path, args, given };
}
const THROUGH = /^(?:Parse|WithAppendedPath|BuildUpon|ToString|FromString)$/;

class Watch {
  private readonly calls = new Map<string, Api[]>();
  readonly reads = new Map<string, Api[]>();
  constructor(watched: readonly Api[]) {
    for (const api of watched) {
      if (api.call !== undefined) this.calls.set(api.call, [...(this.calls.get(api.call) ?? []), api]);
      if (api.read !== undefined) this.reads.set(api.read, [...(this.reads.get(api.read) ?? []), api]);
    }
  }
  of(path: string, args: readonly Thing[]): readonly Api[] {
    const list = [...(this.calls.get(path) ?? []), ...(this.reads.get(path) ?? [])];
    return list.filter(({ when }) => {
      if (!when) return true;
      const given = args[when.arg];
      return given?.t === 'text' && when.is.includes(given.text);
    });
  }
}
