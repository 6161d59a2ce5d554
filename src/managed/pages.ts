// Pages that are described in XAML and carried in the assembly: the handlers they name, what they bind to, and which types
// they bring in. Looks for these words only; leaves what runs to reach.ts.
import { readUtf8 } from '../bytes/text.js';
import type { Assembly } from '../formats/assembly/assembly.js';

export interface PageWords {
  handlers: ReadonlySet<string>;
  bindings: ReadonlySet<string>;
  /** Simple names of types of the app. */
  types: ReadonlySet<string>;
}
const CLASS = /\bx:Class\s*=\s*"([\w.]+)"/;
const HANDLER = /=\s*"([A-Za-z_]\w*)"/g;
const BINDING = /\{Binding\s+(?:Path\s*=\s*)?([A-Za-z_]\w*)/g;
const TYPE = /[<\s]\w+:([A-Z]\w*)/g;

/** By the whole name of the type that stands behind a page. */
export function pagesOf(assembly: Assembly, mostBytes: number): Map<string, PageWords> {
  const pages = new Map<string, PageWords>();
  let left = mostBytes;
  for (const { data } of assembly.resources('.xaml')) {
    left -= data.length;
    if (left < 0) break;
    const text = readUtf8(data);
    const name = CLASS.exec(text)?.[1];
    if (name === undefined) continue;
    pages.set(name, { handlers: all(text, HANDLER), bindings: all(text, BINDING), types: all(text, TYPE) });
  }
  return pages;
}

function all(text: string, pattern: RegExp): Set<string> {
  return new Set([...text.matchAll(pattern)].map((match) => match[1]!));
}
