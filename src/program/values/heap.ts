// What things hold at one point of a method: a set per thing and place. Points share what none of them has changed since,
// so that going on to the next block costs what the block changes, not what the method knows. Knows nothing of what the
// numbers mean.

/** What one thing holds: a set by place. */
export type Held = ReadonlyMap<number, number>;

export class Heap {
  private readonly things: Map<number, Map<number, number>>;
  /** Things whose map no other heap has. */
  private own = new Set<number>();

  constructor(things: Map<number, Map<number, number>> = new Map<number, Map<number, number>>()) {
    this.things = things;
  }

  /** The same heap, to be changed apart from this one. */
  fork(): Heap {
    this.own = new Set();
    return new Heap(new Map(this.things));
  }
  entries(): Iterable<[number, Held]> {
    return this.things;
  }
  /** What a thing holds; undefined when nothing is known. */
  held(holder: number): Held | undefined {
    return this.things.get(holder);
  }
  get(holder: number, place: number): number | undefined {
    return this.things.get(holder)?.get(place);
  }
  set(holder: number, place: number, value: number): void {
    let held = this.things.get(holder);
    if (!held) this.things.set(holder, (held = new Map()));
    else if (!this.own.has(holder)) this.things.set(holder, (held = new Map(held)));
    else {
      held.set(place, value);
      return;
    }
    this.own.add(holder);
    held.set(place, value);
  }

  /**
   * Joins another heap into this one. `join` gives what a place holds when it is known in both (`before`, `other`) or in
   * one of them only (undefined for the other). @returns whether this heap knows more by it
   */
  merge(
    other: Heap,
    join: (holder: number, place: number, before?: number, other?: number) => number,
  ): boolean {
    let changed = false;
    const put = (holder: number, place: number, before?: number, value?: number): void => {
      const all = join(holder, place, before, value);
      if (all === before) return;
      this.set(holder, place, all);
      changed = true;
    };
    for (const [holder, theirs] of other.things) {
      const ours = this.things.get(holder);
      if (ours === theirs) continue;
      for (const [place, value] of theirs) put(holder, place, ours?.get(place), value);
      if (ours) for (const [place, before] of ours) if (!theirs.has(place)) put(holder, place, before);
    }
    for (const [holder, ours] of this.things) {
      if (other.things.has(holder)) continue;
      for (const [place, before] of ours) put(holder, place, before);
    }
    return changed;
  }
}
