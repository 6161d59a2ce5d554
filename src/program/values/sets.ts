// Sets of small integers, each kept once and named by a number, so that comparing two is comparing numbers. Knows nothing
// of what the integers mean.

export const EMPTY_SET = 0;

export class Sets {
  readonly items: number[][] = [[]];
  private readonly ids = new Map<string, number>([['', 0]]);
  private readonly singles: number[] = [];
  private readonly unions = new Map<number, number>();

  one(item: number): number {
    return (this.singles[item] ??= this.intern([item]));
  }
  private intern(sorted: number[]): number {
    const key = sorted.join();
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.items.length;
      this.items.push(sorted);
      this.ids.set(key, id);
    }
    return id;
  }
  /** The set of these, which are ascending. */
  of(sorted: number[]): number {
    return this.intern(sorted);
  }
  union(a: number, b: number): number {
    if (a === b || b === EMPTY_SET) return a;
    if (a === EMPTY_SET) return b;
    const key = a < b ? a * 0x4000000 + b : b * 0x4000000 + a;
    const known = this.unions.get(key);
    if (known !== undefined) return known;
    const id = this.intern(mergeSorted(this.items[a]!, this.items[b]!));
    this.unions.set(key, id);
    return id;
  }
}

/** What is in either of two ascending lists, ascending. */
export function mergeSorted(a: readonly number[], b: readonly number[]): number[] {
  const out: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const x = a[i]!;
    const y = b[j]!;
    out.push(x <= y ? x : y);
    if (x <= y) i++;
    if (y <= x) j++;
  }
  while (i < a.length) out.push(a[i++]!);
  while (j < b.length) out.push(b[j++]!);
  return out;
}
