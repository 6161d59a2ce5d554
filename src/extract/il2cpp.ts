// Unity with IL2CPP: scripts are compiled to native code; which methods of the engine and which names of Java are left in
// the game is told by the metadata beside it. The linker drops what nothing uses, and native code hides who calls: so what
// is found is present, no more. Leaves the format to formats/il2cpp.
import { Il2CppMetadata } from '../formats/il2cpp/metadata.js';
import type { ScriptFacts } from '../model/script-facts.js';
import type { Entry, Part } from '../package/package.js';
import type { ExtractContext } from './extractor.js';
import { readNamesOf } from './unread-file.js';

const METADATA = 'assets/bin/Data/Managed/Metadata/global-metadata.dat';
const ENGINE = 'net:UnityEngine.';
const JAVA = 'java:';
const BRIDGE = /^UnityEngine\.AndroidJava(?:Object|Class)$/;

type Api = { id: string; call?: string; read?: string; when?: { arg: number; is: string[] } };

/** Adds to the facts what the metadata of a game says; false when there is none. */
export function extractIl2Cpp(context: ExtractContext, facts: ScriptFacts): boolean {
  let found = false;
  for (const part of context.pkg.parts)
    for (const entry of part.entries())
      if (entry.name === METADATA) {
        found = true;
        readGame(context, facts, part, entry);
      }
  return found;
}

function readGame(context: ExtractContext, facts: ScriptFacts, part: Part, entry: Entry): void {
  const { limits, watch, note } = context;
  readNamesOf(context, facts, { part, entry, form: 'il2cpp' }, (data, row) => {
    const metadata = new Il2CppMetadata(data, limits);
    row.form = `il2cpp-${metadata.version}`;
    row.functions = metadata.methodCount;
    row.modules = metadata.typeCount;
    row.because = 'il2cpp/names-only';
    const args = { methods: metadata.methodCount, texts: metadata.literalCount };
    note({ code: 'il2cpp/names-only', level: 'note', place: { entry: row.entry }, args });
    const seen = [...ofEngine(metadata, watch.scripts ?? []), ...ofJava(metadata, watch.scripts ?? [])];
    for (const { id, name, at } of seen)
      facts.sightings.push({
        ...{ api: id, entry: row.entry, function: name, offset: at, line: null, column: null },
        ...{ occasion: 'callback', way: [], cutSteps: 0, unreached: true },
      });
  });
}

interface Seen {
  id: string;
  name: string;
  at: number;
}

/** Methods and getters of the engine that are watched and left in the game. */
function* ofEngine(metadata: Il2CppMetadata, watched: readonly Api[]): Generator<Seen> {
  const wanted = new Map<string, Map<string, string>>();
  for (const { id, call, read } of watched) {
    const path = call ?? read;
    if (path?.startsWith(ENGINE) !== true) continue;
    const dot = path.lastIndexOf('.');
    const type = path.slice('net:'.length, dot);
    const name = (read === undefined ? '' : 'get_') + path.slice(dot + 1);
    wanted.set(type, (wanted.get(type) ?? new Map<string, string>()).set(name, id));
  }
  for (let type = 0; type < metadata.typeCount; type++) {
    const name = metadata.typeName(type);
    const methods = wanted.get(name);
    if (!methods) continue;
    const told = new Set<string>();
    for (const method of metadata.methodsOf(type)) {
      const id = methods.get(method.name);
      if (id === undefined || told.has(id)) continue;
      told.add(id);
      yield { id, name: `${name}.${method.name}`, at: method.at };
    }
  }
}

/** Classes and methods of Java whose names are texts of the game, where the bridge to Java is left in it. */
function* ofJava(metadata: Il2CppMetadata, watched: readonly Api[]): Generator<Seen> {
  let bridged = false;
  for (let type = 0; type < metadata.typeCount && !bridged; type++)
    bridged = BRIDGE.test(metadata.typeName(type));
  if (!bridged) return;
  const routes = watched.flatMap(({ id, call, when }) => {
    if (call?.startsWith(JAVA) !== true) return [];
    const dot = call.lastIndexOf('.');
    return [{ id, class: call.slice(JAVA.length, dot), method: call.slice(dot + 1), words: when?.is ?? [] }];
  });
  const texts = new Map<string, number>();
  const names = new Set(routes.flatMap((route) => [route.class, route.method, ...route.words]));
  for (const { text, at } of metadata.literals())
    if (names.has(text) && !texts.has(text)) texts.set(text, at);
  for (const { id, class: owner, method, words } of routes) {
    const all = [...(owner === '*' ? [] : [owner]), method, ...words];
    if (all.every((text) => texts.has(text)))
      yield { id, name: `${owner}.${method}`, at: texts.get(method)! };
  }
}
