// Fields of all layouts, each once: variants of a layout for other screens and languages are joined, and a field is
// reachable through every layout that draws its own in. Leaves reading documents to fields.ts.
import type { Limits } from '../bytes/limits.js';
import type { InputField } from '../model/facts.js';
import { compareText } from '../model/order.js';
import type { FieldPlace } from './fields.js';

type Raw = Omit<InputField, 'screens' | 'screenNames'>;
type NameOf = (id: number) => string | null;

export class FieldBook {
  private readonly idsByPath = new Map<string, number[]>();
  private readonly drawnBy = new Map<number, Set<number>>();
  private readonly fields = new Map<string, { field: Raw; own: Set<number> }>();
  private readonly limits: Limits;
  private readonly cut: (code: string, limit: number) => void;

  /** @param files layouts and preference screens with the resources they belong to */
  constructor(
    files: Iterable<{ path: string; id: number }>,
    limits: Limits,
    cut: (code: string, limit: number) => void,
  ) {
    for (const { path, id } of files) {
      const ids = this.idsByPath.get(path);
      if (ids === undefined) this.idsByPath.set(path, [id]);
      else if (!ids.includes(id)) ids.push(id);
    }
    this.limits = limits;
    this.cut = cut;
  }

  /** The place of a file: its resource's name, or where there is none its path without qualifiers. */
  placeOf(path: string, entry: string, nameOf: NameOf): FieldPlace {
    const first = this.idsByPath.get(path)?.[0];
    const name = first === undefined ? null : nameOf(first);
    const readable = name !== null && !name.endsWith('resource_name_obfuscated');
    return {
      entry,
      screen: readable ? name : path.replace(/^(res|r)\/(\w+)(-[^/]*)?\//, '$2/').replace(/\.xml$/, ''),
    };
  }

  include(path: string, drawn: number): void {
    const known = this.drawnBy.get(drawn) ?? new Set<number>();
    for (const id of this.idsByPath.get(path) ?? []) known.add(id);
    this.drawnBy.set(drawn, known);
  }

  add(path: string, field: Raw): void {
    const ids = this.idsByPath.get(path) ?? [];
    const sign =
      field.id !== ''
        ? field.id
        : `${field.element}\0${field.hints[0]?.text ?? ''}\0${field.labels[0]?.text ?? ''}`;
    const key = `${ids.join(' ') || field.screen}\0${sign}`;
    const known = this.fields.get(key);
    if (known !== undefined) return;
    if (this.fields.size >= this.limits.formFields)
      return this.cut('limit/form-fields', this.limits.formFields);
    this.fields.set(key, { field, own: new Set(ids) });
  }

  done(nameOf: NameOf): InputField[] {
    return [...this.fields.values()]
      .map(({ field, own }): InputField => {
        const screens = this.reachedThrough(own);
        return { ...field, screens, screenNames: screens.map((id) => nameOf(id) ?? '') };
      })
      .sort((a, b) => compareText(a.layout, b.layout) || a.line - b.line || compareText(a.id, b.id));
  }

  /** The layouts themselves and all that draw them in, however deep. */
  private reachedThrough(own: ReadonlySet<number>): number[] {
    const found = new Set(own);
    for (const id of found) for (const outer of this.drawnBy.get(id) ?? []) found.add(outer);
    return [...found].sort((a, b) => a - b);
  }
}
