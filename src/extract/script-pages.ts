// The scripts of an HTML page: files it names and code that stands in it. Looks for the one element only, as a browser's
// tokenizer would find it in well-formed pages. Leaves parsing the code to formats/js.

export interface PageScripts {
  names: string[]; // entries
  inline: { start: number; code: string }[];
}

const ELEMENT = /<script\b([^>]{0,4096})>/gi;
const SOURCE = /\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i;
const TYPE = /\btype\s*=\s*["']?([^"'\s>]+)/i;
const SCRIPT_TYPES = /^(?:module|text\/javascript|application\/javascript|text\/ecmascript)$/i;

/** @param most scripts of a page; what is found beyond is one more, for whoever tells of the ceiling */
export function scriptsOfPage(entry: string, text: string, most = Infinity): PageScripts {
  const found: PageScripts = { names: [], inline: [] };
  const folder = entry.slice(0, entry.lastIndexOf('/') + 1);
  const lower = text.toLowerCase();
  for (const match of text.matchAll(ELEMENT)) {
    if (found.names.length + found.inline.length > most) break;
    const attributes = match[1] ?? '';
    const type = TYPE.exec(attributes)?.[1];
    if (type !== undefined && !SCRIPT_TYPES.test(type)) continue;
    const source = SOURCE.exec(attributes);
    const start = match.index + match[0].length;
    if (source) {
      const name = entryOf(folder, source[1] ?? source[2] ?? source[3] ?? '');
      if (name !== null) found.names.push(name);
      continue;
    }
    const end = lower.indexOf('</script', start);
    if (end > start) found.inline.push({ start, code: text.slice(start, end) });
  }
  return found;
}

/** The entry behind a relative address, or one from the root of the pages; null for anything else. */
function entryOf(folder: string, address: string): string | null {
  if (/^[a-z]+:|^\/\//i.test(address)) return null;
  const path = address.split(/[?#]/)[0]!;
  const root = /^(?:[^!]+!)?assets\/(?:www|public|widget|apps\/[^/]+\/www)\//.exec(folder)?.[0] ?? folder;
  const parts = (path.startsWith('/') ? root : folder).split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
