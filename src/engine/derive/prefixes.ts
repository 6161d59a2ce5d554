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
    let found: { value: T; segments: number } | null = null;
    let depth = 0;
    for (const segment of segmentsOf(name)) {
      const next = node.next.get(segment);
      if (!next) break;
      node = next;
      depth++;
      if (node.value !== undefined) found = { value: node.value, segments: depth };
    }
    return found;
  }
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
