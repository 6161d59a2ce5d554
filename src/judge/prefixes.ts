// Longest prefix by package segment: "com.umeng" holds for com.umeng.analytics, never for com.umengx.
// Leaves what the prefixes mean to the derivations that fill a table.

/** A table of dotted prefixes. A later value for the same prefix replaces the earlier one. */
export class PrefixTable<T> {
  private readonly values = new Map<string, { value: T; segments: number }>();

  add(prefix: string, value: T): void {
    const name = dotted(prefix);
    if (name !== '') this.values.set(name, { value, segments: name.split('.').length });
  }

  /** The value of the longest prefix of `name`, with its length in segments; null when none fits. */
  longest(name: string): { value: T; segments: number } | null {
    for (let at = dotted(name); at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
      const found = this.values.get(at);
      if (found) return found;
    }
    return null;
  }
}

/** Names that are written otherwise than "com.a.b". */
const OTHERWISE = /[/*]|\.\.|^\.|\.$/;

/** "com.a.b.", "com.a.b.*" and "com/a/b" are all com.a.b. */
function dotted(name: string): string {
  if (!OTHERWISE.test(name)) return name;
  return name
    .split(/[./]/)
    .filter((segment) => segment !== '' && segment !== '*')
    .join('.');
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
