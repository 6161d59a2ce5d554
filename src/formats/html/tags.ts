// The tags and texts of an HTML page in their order, as a browser's tokenizer finds them: attributes in any quotes, comments,
// scripts and styles skipped. One pass, never fails. Leaves what stands in what to whoever asks.

export interface Tag {
  /** In lower case; "/label" where it ends. */
  name: string;
  attributes: ReadonlyMap<string, string>;
  /** The text between the tag before and this one. */
  before: string;
  offset: number;
}

const RAW = new Set(['script', 'style', 'template', 'noscript']);
const NAME = /^\/?[a-z][\w:-]*/i;
const SPACE = /\s/;

/** Every tag that begins in the page. A page whose last tag never ends loses that tag only. */
export function* readTags(text: string): Generator<Tag> {
  let from = 0;
  let behind = 0;
  for (;;) {
    const open = text.indexOf('<', from);
    if (open < 0) return;
    if (text.startsWith('<!--', open)) {
      const end = text.indexOf('-->', open + 4);
      if (end < 0) return;
      from = end + 3;
      continue;
    }
    const name = NAME.exec(text.slice(open + 1, open + 65))?.[0].toLowerCase();
    if (name === undefined) {
      from = open + 1;
      continue;
    }
    const attributes = new Map<string, string>();
    const end = readAttributes(text, open + 1 + name.length, attributes);
    if (end < 0) return;
    yield { name, attributes, before: plainText(text.slice(behind, open)), offset: open };
    from = behind = end;
    if (RAW.has(name)) {
      const close = closeOf(text, name, end);
      if (close < 0) return;
      from = behind = close;
    }
  }
}

/** Reads up to the ">" of a tag and tells where it goes on; -1 when it does not end. The first of two like names counts. */
function readAttributes(text: string, start: number, found: Map<string, string>): number {
  let at = start;
  const skipSpace = (): void => {
    while (at < text.length && SPACE.test(text[at]!)) at++;
  };
  while (at < text.length) {
    skipSpace();
    if (text[at] === '>') return at + 1;
    if (text[at] === '/') {
      at++;
      continue;
    }
    const name = at;
    while (at < text.length && !/[\s=>/]/.test(text[at]!)) at++;
    if (at === name) at++;
    const key = text.slice(name, at).toLowerCase();
    skipSpace();
    let value = '';
    if (text[at] === '=') {
      at++;
      skipSpace();
      const quote = text[at];
      if (quote === '"' || quote === "'") {
        const end = text.indexOf(quote, at + 1);
        if (end < 0) return -1;
        value = text.slice(at + 1, end);
        at = end + 1;
      } else {
        const begin = at;
        while (at < text.length && !/[\s>]/.test(text[at]!)) at++;
        value = text.slice(begin, at);
      }
    }
    if (!found.has(key)) found.set(key, plainText(value));
  }
  return -1;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

function plainText(text: string): string {
  return text
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (all, decimal, hex, name) => {
      const code = decimal ? Number(decimal) : hex ? parseInt(hex, 16) : -1;
      if (code >= 0) return code <= 0x10ffff ? String.fromCodePoint(code) : '';
      return ENTITIES[String(name).toLowerCase()] ?? String(all);
    })
    .replace(/\s+/g, ' ')
    .trim();
}

/** Where the end tag of raw text begins, in either case, without copying the page. */
function closeOf(text: string, name: string, from: number): number {
  for (let at = text.indexOf('</', from); at >= 0; at = text.indexOf('</', at + 2))
    if (text.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return at;
  return -1;
}
