// Longest prefix by package segment: "com.umeng" holds for com.umeng.analytics, never for com.umengx.
// Leaves what the prefixes mean to the derivations that fill a table.

interface Node<T> {
  next: Map<string, Node<T>>;
  value?: T;
}

/** A table of dotted prefixes. A later value for the same prefix replaces the earlier one. */
export class PrefixTable<T> {
  private readonly root: Node<T> = { next: new Map() };

  add(prefix: string, value: T): void {
    let node = this.root;
    for (const segment of segmentsOf(prefix)) {
      let next = node.next.get(segment);
      if (!next) node.next.set(segment, (next = { next: new Map() }));
      node = next;
    }
    node.value = value;
  }

  /** The value of the longest prefix of `name`, with its length in segments; null when none fits. */
  longest(name: string): { value: T; segments: number } | null {
    let node = this.root;
    let best: Node<T> | null = null;
    let segments = 0;
    let depth = 0;
    let start = 0;
    while (start <= name.length) {
      const end = endOfSegment(name, start);
      const segment = name.slice(start, end);
      start = end + 1;
      if (segment === '' || segment === '*') continue;
      const next = node.next.get(segment);
      if (!next) break;
      node = next;
      depth++;
      if (node.value !== undefined) {
        best = node;
        segments = depth;
      }
    }
    return best?.value === undefined ? null : { value: best.value, segments };
  }
}

const DOT = 0x2e;
const SLASH = 0x2f;

function endOfSegment(name: string, start: number): number {
  for (let at = start; at < name.length; at++) {
    const char = name.charCodeAt(at);
    if (char === DOT || char === SLASH) return at;
  }
  return name.length;
}

/** "com.a.b." and "com/a/b" both give [com, a, b]. */
function segmentsOf(name: string): string[] {
  return name.split(/[./]/).filter((segment) => segment !== '' && segment !== '*');
}

/** The Java package of a Dalvik class descriptor: "Lcom/a/B$C;" → "com.a"; "" for the default package. */
export function packageOf(descriptor: string): string {
  const slash = descriptor.lastIndexOf('/');
  return slash < 0 ? '' : descriptor.slice(1, slash).replaceAll('/', '.');
}

/** The class of a method symbol "Lcom/a/B;->m(I)V" → "Lcom/a/B;". */
export function classOf(symbol: string): string {
  const arrow = symbol.indexOf(';->');
  return arrow < 0 ? symbol : symbol.slice(0, arrow + 1);
}
