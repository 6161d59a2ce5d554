// What a register is known to hold, as small immutable values numbered by their text. Leaves finding them to evaluate.ts.

/**
 * text: a string, or a URI by its text. number: an int, long, boolean or char. field: the value of a static field that
 * is not ours to read. class: a class object by descriptor. list: strings of an array. array, builder, object: made at
 * code position `at` of the method; what they hold is kept beside. uri-builder: android.net.Uri.Builder so far.
 * parameter: argument number n, the receiver first. member: a method or field found by name. result: of a call to a
 * method. typed: something of a class, and no more is known.
 */
export type Value =
  | { kind: 'text'; text: string; folded: boolean }
  | { kind: 'number'; number: number }
  | { kind: 'field'; symbol: string }
  | { kind: 'class'; type: string }
  | { kind: 'list'; items: readonly string[]; complete: boolean }
  | { kind: 'array'; at: number; size: number; element?: string }
  | { kind: 'builder'; at: number }
  | { kind: 'object'; at: number; type: string }
  | { kind: 'uri-builder'; scheme: string; authority: string; path: string }
  | { kind: 'parameter'; index: number }
  | { kind: 'member'; type: string; name: string }
  | { kind: 'result'; at: number; method: number }
  | { kind: 'typed'; type: string };

/** Register contents: a value's number, or one of these two. */
export const ANYTHING = 0;
export const UNSET = -1;

/** Numbers values; equal values get the same number. */
export class Values {
  private readonly list: (Value | null)[] = [null];
  private readonly numbers = new Map<number, number>();
  private readonly texts = new Map<string, number>();
  private readonly folded = new Map<string, number>();
  private readonly fields = new Map<string, number>();
  private readonly classes = new Map<string, number>();
  private readonly typed = new Map<string, number>();
  private readonly others = new Map<string, number>();

  add(value: Value): number {
    switch (value.kind) {
      case 'number':
        return this.number(value, this.numbers, value.number);
      case 'text':
        return this.number(value, value.folded ? this.folded : this.texts, value.text);
      case 'field':
        return this.number(value, this.fields, value.symbol);
      case 'class':
        return this.number(value, this.classes, value.type);
      case 'typed':
        return this.number(value, this.typed, value.type);
      default:
        return this.number(value, this.others, keyOf(value));
    }
  }
  get(id: number): Value | null {
    return this.list[id] ?? null;
  }

  private number<Key>(value: Value, ids: Map<Key, number>, key: Key): number {
    let id = ids.get(key);
    if (id === undefined) {
      id = this.list.length;
      this.list.push(value);
      ids.set(key, id);
    }
    return id;
  }
}

/** Kinds that are rare, or made of several parts. */
function keyOf(value: Exclude<Value, { kind: 'number' | 'text' | 'field' | 'class' | 'typed' }>): string {
  switch (value.kind) {
    case 'list':
      return `l${value.complete ? 1 : 0}${value.items.join('\0')}`;
    case 'array':
      return `a${value.at} ${value.size}`;
    case 'builder':
      return `b${value.at}`;
    case 'object':
      return `o${value.at} ${value.type}`;
    case 'uri-builder':
      return `u${value.scheme}\0${value.authority}\0${value.path}`;
    case 'parameter':
      return `p${value.index}`;
    case 'member':
      return `m${value.type}->${value.name}`;
    case 'result':
      return `r${value.at} ${value.method}`;
  }
}

/** A constant as facts write it: the text, a number in decimal, "field:Lx;->Y", a class's descriptor; null otherwise. */
export function constantText(value: Value | null): string | null {
  switch (value?.kind) {
    case 'text':
      return value.text;
    case 'number':
      return String(value.number);
    case 'field':
      return `field:${value.symbol}`;
    case 'class':
      return value.type;
    default:
      return null;
  }
}
