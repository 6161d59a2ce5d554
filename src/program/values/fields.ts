// Names of the places in which things hold values: fields of the program by their number, and places that collections,
// builders, bundles and lambdas have though no field stands for them. Leaves who holds what to interpret.ts.

/** Places that are no fields start here. */
const FIRST_PLACE = 1 << 21;
/** Holders times places must stay exact in a double. */
export const PLACE_SPAN = 1 << 22;

/** Channels of which an unknown key is no key that somebody names. */
const KEYED_CHANNELS = /^global (?:preferences|properties) \*$/;

/** Between a key and the file it stands in. */
const IN_FILE = '\0';
const SQL = /^\s*(?:select|insert|replace|update|delete|create|with)\s/i;
/** The table that a statement reads or writes first. */
const TABLE = /\b(?:from|into|update(?:\s+or\s+\w+)?|table(?:\s+if\s+not\s+exists)?)\s+["'`[]?([\w.$]+)/i;

/** The table that a name, or a statement, means; "" of a statement that names none. Case tells nothing apart. */
function tableOf(text: string): string {
  return (SQL.test(text) ? (TABLE.exec(text)?.[1] ?? '') : text.trim()).toLowerCase();
}

export class Places {
  private readonly ids = new Map<string, number>();
  private readonly texts: string[] = [];
  private readonly wild: (number | undefined)[] = [];
  /** Of a key in a known file, the same key in whatever file. */
  private readonly anyFile: (number | undefined)[] = [];
  /** What a builder, stream or buffer was given. */
  readonly content = this.named('content');
  /** Any place: matches every other. */
  readonly any = this.named('any');
  /** Elements whose index or key is not known. */
  readonly someElement = this.named('element *');
  readonly someKey = this.named('key *');
  /** How many elements a list made in sight has. */
  readonly size = this.named('size');
  /** The stream, file or connection behind one. */
  readonly behind = this.named('behind');
  /** Calls that may have changed a holder. */
  readonly changedBy = this.named('changed by');
  /** Marks an address of data, not the data. */
  readonly address = this.named('address');
  /** Whichever of many methods a call can mean. */
  readonly anyOf = this.named('any of many');
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
  /** What a message is for, not what it says: a component or package that it names. */
  isAim(place: number): boolean {
    return place === this.slot('component') || place === this.slot('package');
  }
  /**
   * A place of the whole app, such as a preference; null where its key is not known.
   * @param file what the key stands in, where that is known: keys of two files are two
   */
  global(name: string, key: string | null, file: string | null = null): number {
    const meant = key === null ? '' : name === 'database' ? tableOf(key) : key;
    if (meant === '') return this.named(`global ${name} *`);
    const text = `global ${name} =${meant}`;
    if (file === null) return this.named(text);
    const place = this.named(`${text}${IN_FILE}${file}`);
    this.anyFile[place - FIRST_PLACE] = this.named(text);
    return place;
  }
  /** The same where the key is what a field holds, to be asked of all that is put there. */
  globalOf(name: string, field: number, file: string | null = null): number {
    return this.named(`global ${name} @${field}${file === null ? '' : IN_FILE + file}`);
  }
  /** The file, or number of a message, that a key stands in; null where it is not told. */
  fileOf(place: number): string | null {
    return this.isGlobal(place) ? (this.text(place).split(IN_FILE)[1] ?? null) : null;
  }
  /** The field whose things name the key of a channel, or -1. */
  keyField(place: number): number {
    const found = place < FIRST_PLACE ? null : /^global [^ ]+ @(\d+)/.exec(this.text(place));
    return found ? Number(found[1]) : -1;
  }
  /** The key of a channel, without the file; null where it is not a text. */
  keyOf(place: number): string | null {
    return this.isGlobal(place) ? (/^global [^ ]+ =([^\0]*)/.exec(this.text(place))?.[1] ?? null) : null;
  }
  /** A channel under a key that nothing tells. */
  isUnkeyed(place: number): boolean {
    return place >= FIRST_PLACE && place === this.wildOf(place) && this.isGlobal(place);
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
    else if (text.startsWith('global ')) found = this.named(`${text.replace(/ [=*?@].*$/s, '')} *`);
    return (this.wild[place - FIRST_PLACE] = found);
  }
  /** Stands for all elements or keys. */
  isWild(place: number): boolean {
    return (
      place === this.someElement || place === this.someKey || place === this.content || place === this.behind
    );
  }
  /** True when what is put in one can be what is read from the other. */
  meets(a: number, b: number): boolean {
    if (a === b || a === this.any || b === this.any) return true;
    if (a < FIRST_PLACE || b < FIRST_PLACE) return false;
    const wild = this.wildOf(a);
    if (wild < 0 || wild !== this.wildOf(b)) return false;
    if (a === wild || b === wild || this.keyParameter(a) >= 0 || this.keyParameter(b) >= 0) return true;
    if (this.keyField(a) >= 0 || this.keyField(b) >= 0) return true;
    // One key, of a file that one of the two does not tell.
    return this.anyFile[a - FIRST_PLACE] === b || this.anyFile[b - FIRST_PLACE] === a;
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
