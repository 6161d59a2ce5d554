// Names of the places in which things hold values: fields of the program by their number, and places that collections,
// builders, bundles and lambdas have though no field stands for them. Leaves who holds what to interpret.ts.

/** Places that are no fields start here. */
const FIRST_PLACE = 1 << 21;
/** Holders times places must stay exact in a double. */
export const PLACE_SPAN = 1 << 22;

/** Channels of which an unknown key is no key that somebody names. */
const KEYED_CHANNELS = /^global (?:preferences|properties) \*$/;

export class Places {
  private readonly ids = new Map<string, number>();
  private readonly texts: string[] = [];
  private readonly wild: (number | undefined)[] = [];
  /** What a builder, stream or buffer was given. */
  readonly content = this.named('content');
  /** Any place: matches every other. */
  readonly any = this.named('any');
  /** Elements whose index or key is not known. */
  readonly someElement = this.named('element *');
  readonly someKey = this.named('key *');
  /** The stream, file or connection behind one. */
  readonly behind = this.named('behind');
  /** Calls that may have changed a holder. */
  readonly changedBy = this.named('changed by');
  /** Marks an address of data, not the data. */
  readonly address = this.named('address');
  /** What a call-back gives back. */
  readonly answer = this.named('answer');

  private named(text: string): number {
    const known = this.ids.get(text);
    if (known !== undefined) return known;
    const id = FIRST_PLACE + this.texts.length;
    this.texts.push(text);
    this.ids.set(text, id);
    return id;
  }
  element(index: number): number {
    return this.named(`element ${index}`);
  }
  key(text: string): number {
    return this.named(`key ${text}`);
  }
  /** A place that only models name: the component an intent is for, an address's text. */
  slot(name: string): number {
    return this.named(`slot ${name}`);
  }
  /** A place of the whole app, such as a preference; null where its key is not known. */
  global(name: string, key: string | null): number {
    return this.named(key === null ? `global ${name} *` : `global ${name} =${key}`);
  }
  /** The same where the key is a parameter of the method: what each caller names. */
  globalBy(name: string, parameter: number): number {
    return this.named(`global ${name} ?${parameter}`);
  }
  /** The parameter that names the key of a channel, or -1. */
  keyParameter(place: number): number {
    const found = place < FIRST_PLACE ? null : /^global [^ ]+ \?(\d+)$/.exec(this.text(place));
    return found ? Number(found[1]) : -1;
  }
  /** The same channel under the key that a caller names: a text, a parameter of its own, or not known (null). */
  keyed(place: number, key: string | number | null): number {
    const name = this.text(place).split(' ')[1]!;
    return typeof key === 'number' ? this.globalBy(name, key) : this.global(name, key);
  }
  /**
   * What is put under a key that nothing tells, as when all keys are copied, is not said to be what is read under one:
   * of channels whose keys are mostly told.
   */
  isLost(put: number, read: number): boolean {
    return (
      KEYED_CHANNELS.test(this.text(put)) && !KEYED_CHANNELS.test(this.text(read)) && read >= FIRST_PLACE
    );
  }
  isGlobal(place: number): boolean {
    return place >= FIRST_PLACE && this.text(place).startsWith('global ');
  }
  captured(position: number): number {
    return this.named(`captured ${position}`);
  }
  isField(place: number): boolean {
    return place < FIRST_PLACE;
  }
  text(place: number): string {
    return this.texts[place - FIRST_PLACE] ?? '';
  }
  /** Position of a captured value, or -1. */
  capturedAt(place: number): number {
    const text = place < FIRST_PLACE ? '' : this.text(place);
    return text.startsWith('captured ') ? Number(text.slice(9)) : -1;
  }
  /** The place that stands for all keys or elements of a holder, or of a channel; -1 for other places. */
  wildOf(place: number): number {
    if (place < FIRST_PLACE) return -1;
    const known = this.wild[place - FIRST_PLACE];
    if (known !== undefined) return known;
    const text = this.text(place);
    let found = -1;
    if (text.startsWith('key ')) found = this.someKey;
    else if (text.startsWith('element ')) found = this.someElement;
    else if (text.startsWith('global ')) found = this.named(`${text.replace(/ [=*?].*$/s, '')} *`);
    return (this.wild[place - FIRST_PLACE] = found);
  }
  /** True when what is put in one can be what is read from the other. */
  meets(a: number, b: number): boolean {
    if (a === b || a === this.any || b === this.any) return true;
    if (a < FIRST_PLACE || b < FIRST_PLACE) return false;
    const wild = this.wildOf(a);
    if (wild < 0 || wild !== this.wildOf(b)) return false;
    return a === wild || b === wild || this.keyParameter(a) >= 0 || this.keyParameter(b) >= 0;
  }
}

/** Paths of places, numbered; path 0 is the empty one. */
export class Paths {
  private readonly absorbs: ReadonlySet<number>;
  constructor(absorbs: readonly number[]) {
    this.absorbs = new Set(absorbs);
  }
  private readonly first: number[] = [-1];
  private readonly rest: number[] = [-1];
  private readonly lengths: number[] = [0];
  private readonly ids = new Map<number, number>();

  /** The place before a path. */
  before(place: number, path: number): number {
    // What a builder in a builder was given, a builder was given.
    if (path !== 0 && this.first[path] === place && this.absorbs.has(place)) return path;
    const key = path * PLACE_SPAN + place;
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = this.first.length;
    this.first.push(place);
    this.rest.push(path);
    this.lengths.push(this.lengths[path]! + 1);
    this.ids.set(key, id);
    return id;
  }
  head(path: number): number {
    return this.first[path]!;
  }
  tail(path: number): number {
    return this.rest[path]!;
  }
  length(path: number): number {
    return this.lengths[path]!;
  }
}
