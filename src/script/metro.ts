// Bundles as Metro writes them, without parsing them whole: modules as stretches of text with what each needs, and of these
// only the ones that can lead to something watched. Leaves the parsing of a stretch to formats/js, its meaning to lower-js.ts.
import { parseJavaScript, type NodeBudget } from '../formats/js/parse.js';
import type { Script } from './ir.js';
import { JsProgram } from './lower-js.js';

interface Stretch {
  text: string;
  base: number;
}
interface Module extends Stretch {
  id: string;
  needs: readonly string[];
}

/** Helpers of compilers are short; what a chosen module needs of them is read too. */
const SHORT = 3_000;
const HELPERS_DEEP = 2;

/** Null when the text is no such bundle, or has a module whose needs are not seen. */
export function lowerMetro(
  entry: string,
  text: string,
  words: ReadonlySet<string>,
  nodes?: NodeBudget,
): { script: Script; modules: number } | null {
  const outline = outlineOf(text);
  if (!outline) return null;
  const program = new JsProgram(entry);
  const add = ({ text: part, base }: Stretch): void =>
    program.add(parseJavaScript(part, false, nodes).tree, base);
  add(outline.prelude);
  const chosen = choose(outline.modules, hasWord(words));
  for (const module of outline.modules) if (chosen.has(module.id)) add(module);
  add(outline.tail);
  return { script: program.script, modules: outline.modules.length };
}

function outlineOf(text: string): { prelude: Stretch; modules: Module[]; tail: Stretch } | null {
  const first = text.startsWith('__d(') ? -1 : text.indexOf('\n__d(');
  if (first < 0 && !text.startsWith('__d(')) return null;
  const modules: Module[] = [];
  for (let at = first + 1; ;) {
    const next = text.indexOf('\n__d(', at);
    const tail = next < 0 ? text.indexOf('\n__r(', at) : -1;
    if (next < 0 && tail < 0) return null;
    const module = moduleOf(text.slice(at, next < 0 ? tail : next), at);
    if (!module) return null;
    modules.push(module);
    if (next < 0) {
      const prelude = { text: text.slice(0, first + 1), base: 0 };
      return { prelude, modules, tail: { text: text.slice(tail), base: tail } };
    }
    at = next + 1;
  }
}

/** `__d(function (…) {…}, id, [needs]);` by its end. */
function moduleOf(text: string, base: number): Module | null {
  const close = text.lastIndexOf(']');
  const open = text.lastIndexOf('[', close);
  if (open < 0 || !/^\]\s*\)\s*;?\s*$/.test(text.slice(close, close + 64))) return null;
  const id = /,\s*"?([\w./@-]{1,200})"?\s*,\s*$/.exec(text.slice(Math.max(0, open - 220), open))?.[1];
  const needs = text.slice(open + 1, close);
  if (id === undefined || !/^[\w\s,"./@-]*$/.test(needs)) return null;
  return {
    text,
    base,
    id,
    needs: needs.split(',').map((need) => need.trim().replace(/^"|"$/g, '')),
  };
}

/** Modules that are marked, all that lead to them, and the helpers these use. */
function choose(modules: readonly Module[], marked: (text: string) => boolean): Set<string> {
  const byId = new Map(modules.map((module) => [module.id, module]));
  const usedBy = new Map<string, string[]>();
  for (const { id, needs } of modules)
    for (const need of needs) {
      const users = usedBy.get(need);
      if (users) users.push(id);
      else usedBy.set(need, [id]);
    }
  const chosen = new Set<string>();
  const queue = modules.filter(({ text }) => marked(text)).map(({ id }) => id);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (chosen.has(id)) continue;
    chosen.add(id);
    queue.push(...(usedBy.get(id) ?? []));
  }
  let edge = [...chosen];
  for (let deep = 0; deep < HELPERS_DEEP; deep++) {
    const helpers = edge.flatMap((id) => byId.get(id)?.needs ?? []);
    edge = [...new Set(helpers)].filter(
      (id) => !chosen.has(id) && (byId.get(id)?.text.length ?? SHORT) < SHORT,
    );
    for (const id of edge) chosen.add(id);
  }
  return chosen;
}

/** Tells whether a text has one of these names, in one pass: names are hashed as they are read. */
function hasWord(words: ReadonlySet<string>): (text: string) => boolean {
  const hashes = new Set<number>();
  for (const word of words) {
    let hash = 0;
    for (let at = 0; at < word.length; at++) hash = (Math.imul(hash, 31) + word.charCodeAt(at)) | 0;
    hashes.add(hash);
  }
  return (text) => {
    let hash = 0;
    let start = -1;
    for (let at = 0; at <= text.length; at++) {
      const code = at < text.length ? text.charCodeAt(at) : 0;
      const inName =
        (code > 96 && code < 123) ||
        (code > 64 && code < 91) ||
        (code > 47 && code < 58) ||
        code === 95 ||
        code === 36;
      if (inName) {
        if (start < 0) start = at;
        hash = (Math.imul(hash, 31) + code) | 0;
      } else if (start >= 0) {
        if (hashes.has(hash) && words.has(text.slice(start, at))) return true;
        hash = 0;
        start = -1;
      }
    }
    return false;
  };
}

/** The names by which the holder of each watched call or property is known: a module of the system, a part of a global. */
export function wordsOf(paths: readonly string[]): Set<string> {
  const words = new Set<string>();
  for (const path of paths) {
    const parts = path.slice(path.indexOf(':') + 1).split('.');
    const holder = parts.length > 1 ? parts[parts.length - 2]! : parts[0]!;
    words.add(holder.replace(/\(\)$/, ''));
  }
  return words;
}
