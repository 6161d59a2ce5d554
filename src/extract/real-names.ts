// Facts of a renamed package in the names its authors gave, by a mapping file. The one place where one is applied: what
// judges facts then attributes, words and shows real names. Leaves reading the file to formats/mapping, and watched calls
// to what code was read with: they are the platform's names and an SDK's kept ones.
import { compareText } from '../model/order.js';
import type { MappedClass, MappedMethod, Mapping } from '../formats/mapping/mapping-file.js';
import type { AppFacts, CodeFacts, CodeSite, Reach } from '../model/facts.js';
import type { Diagnostic } from '../model/place.js';

/** Puts real names where the code section has given ones. Facts of another build are left as they are, and say so. */
export function withRealNames(facts: AppFacts, mapping: Mapping): AppFacts {
  const { code } = facts;
  if (code.state === 'missing') return facts;
  const ids = code.value.mapIds ?? [];
  const entry = code.value.dex[0]?.entry ?? '';
  const say = (code: string, level: Diagnostic['level'], args: Diagnostic['args'] = {}): Diagnostic => ({
    code,
    level,
    place: { entry },
    args,
  });
  const with_ = (value: CodeFacts, more: readonly Diagnostic[]): AppFacts => ({
    ...facts,
    code: { ...code, value },
    diagnostics: [...facts.diagnostics, ...more],
  });
  if (mapping.id !== null && ids.length > 0 && !ids.some((id) => isSameId(id, mapping.id!)))
    return with_(code.value, [say('mapping/of-another-build', 'warning', { id: mapping.id })]);
  const names = new Names(mapping);
  const value = named(code.value, names);
  const isProven = mapping.id !== null && ids.length > 0;
  const told = mapping.problems.map(({ code, args }) => say(code, 'warning', args));
  if (names.used === 0) told.push(say('mapping/names-nothing', 'warning'));
  else told.push(say(isProven ? 'mapping/applied' : 'mapping/unproven', 'note', { count: names.used }));
  return with_(value, told);
}

/** Older versions of R8 keep the first characters only. */
const isSameId = (a: string, b: string): boolean => {
  const length = Math.min(a.length, b.length);
  return length >= LEAST_ID && a.slice(0, length) === b.slice(0, length);
};
const LEAST_ID = 7;

function named(code: CodeFacts, names: Names): CodeFacts {
  const { shapes, screenStarts } = code;
  return {
    ...code,
    packages: packagesOf(code.packages, names.mapping),
    generated: code.generated.map((row) => ({ ...row, package: names.packageOf(row.package) })),
    // A name that its author gave tells more than a shape.
    ...(shapes
      ? {
          shapes: shapes.map((shape) => ({
            ...shape,
            named: shape.named.filter((descriptor) => !names.knows(descriptor)),
          })),
        }
      : {}),
    ...(screenStarts
      ? { screenStarts: screenStarts.map(({ from, to }) => ({ from: names.any(from), to: names.any(to) })) }
      : {}),
    sites: code.sites.map((site) => siteOf(site, names)),
    uses: code.uses.map((use) => ({
      ...use,
      ...(use.descriptor === undefined ? {} : { descriptor: names.descriptor(use.descriptor) }),
      ...(use.via === undefined ? {} : { via: names.type(use.via) }),
      ...(use.waits?.decision
        ? { waits: { ...use.waits, decision: decisionOf(use.waits.decision, names) } }
        : {}),
    })),
    imageObservers: code.imageObservers.map((observer) => ({
      ...observer,
      observerClass: observer.observerClass === null ? null : names.any(observer.observerClass),
    })),
    flows: code.flows.map((flow) => ({
      ...flow,
      steps: flow.steps.map((step) => {
        const { class: owner, method } = names.method(step.class, step.method);
        return { ...step, class: owner, method };
      }),
    })),
  };
}

function siteOf(site: CodeSite, names: Names): CodeSite {
  const real = names.method(site.class, site.method);
  const isOther = real.class !== site.class || real.method !== site.method;
  return {
    ...site,
    ...real,
    ...(isOther ? { renamed: `${site.class}->${site.method}` } : {}),
    super: site.super === null ? null : names.type(site.super),
    reach: site.reach === null ? null : site.reach.map((way) => reachOf(way, names)),
  };
}

function reachOf(way: Reach, names: Names): Reach {
  return {
    ...way,
    component: way.component === null ? null : names.java(way.component),
    path: way.path.map((symbol) => names.symbol(symbol)),
    decision: way.decision === null ? null : decisionOf(way.decision, names),
  };
}

type Decision = NonNullable<Reach['decision']>;
function decisionOf(decision: Decision, names: Names): Decision {
  return {
    ...decision,
    symbol: names.symbol(decision.symbol),
    key: decision.key === null ? null : names.field(decision.key),
  };
}

/** Classes counted under the packages their authors put them in; those no line speaks of stay where they are. */
function packagesOf(rows: CodeFacts['packages'], mapping: Mapping): CodeFacts['packages'] {
  const moves = new Map<string, Map<string, number>>();
  for (const [renamed, name] of mapping.classes) {
    const [from, to] = [packageName(renamed), packageName(name)];
    if (from === to) continue;
    let ways = moves.get(from);
    if (!ways) moves.set(from, (ways = new Map()));
    ways.set(to, (ways.get(to) ?? 0) + 1);
  }
  const made = new Map<string, CodeFacts['packages'][number]>();
  const add = (name: string, entry: string, classes: number, idle: number): void => {
    if (classes === 0) return;
    const known = made.get(`${name}\n${entry}`);
    const both = idle + (known?.idle ?? 0);
    const row = {
      name,
      classes: classes + (known?.classes ?? 0),
      ...(both > 0 ? { idle: both } : {}),
      entry,
    };
    made.set(`${name}\n${entry}`, row);
  };
  for (const { name, classes, idle = 0, entry } of rows) {
    const ways = moves.get(name) ?? new Map<string, number>();
    let left = classes;
    for (const [to, count] of ways) {
      // The mapping may speak of classes of another DEX file; those are moved with the rows of that one.
      const moved = Math.min(left, count);
      ways.set(to, count - moved);
      left -= moved;
      add(to, entry, moved, 0);
    }
    add(name, entry, left, Math.min(left, idle));
  }
  const key = (row: CodeFacts['packages'][number]): string => `${row.name}\n${row.entry}`;
  return [...made.values()].sort((a, b) => compareText(key(a), key(b)));
}

/** "com.a" of "com.a.B". */
const packageName = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('.')));
const descriptorFor = (name: string): string => `L${name.replaceAll('.', '/')};`;
const javaName = (descriptor: string): string => descriptor.slice(1, -1).replaceAll('/', '.');

/** Names in the package by real names; an app is judged several times with one mapping. */
const turned = new WeakMap<Mapping, ReadonlyMap<string, string>>();
function renamedBy(mapping: Mapping): ReadonlyMap<string, string> {
  let names = turned.get(mapping);
  if (!names) turned.set(mapping, (names = new Map([...mapping.classes].map(([a, b]) => [b, a]))));
  return names;
}

const GENERATED = ['BuildConfig', 'R'] as const;

/** One look-up for each sort of name. Every name is translated once: what it became is never looked up again. */
class Names {
  /** Methods and classes that got another name. */
  used = 0;
  readonly mapping: Mapping;
  private readonly residuals: ReadonlyMap<string, string>;
  constructor(mapping: Mapping) {
    this.mapping = mapping;
    this.residuals = renamedBy(mapping);
  }

  knows(descriptor: string): boolean {
    return this.mapping.classes.has(javaName(descriptor));
  }

  /** A class as Java writes it. */
  java(name: string): string {
    const real = this.mapping.classes.get(name);
    if (real === undefined || real === name) return name;
    this.used++;
    return real;
  }

  /** A type's descriptor, arrays too. */
  type(descriptor: string): string {
    return this.descriptor(descriptor);
  }

  /** Every class in a descriptor of a type or a method. */
  descriptor(text: string): string {
    return text.replace(/L([^;()]+);/g, (whole, inner: string) => {
      const real = this.mapping.classes.get(inner.replaceAll('/', '.'));
      return real === undefined ? whole : descriptorFor(real);
    });
  }

  /** A class as a descriptor or as Java writes it. */
  any(name: string): string {
    return name.startsWith('L') && name.endsWith(';') ? this.type(name) : this.java(name);
  }

  /** The package of classes that a build generates, which are told by their simple names. */
  packageOf(name: string): string {
    for (const simple of GENERATED) {
      const real = this.mapping.classes.get(`${name}.${simple}`);
      if (real?.endsWith(`.${simple}`)) return packageName(real);
    }
    return name;
  }

  /** "Lcom/a/B;->m(I)V", or a class alone. */
  symbol(text: string): string {
    const arrow = text.indexOf(';->');
    if (arrow < 0) return this.any(text);
    const real = this.method(text.slice(0, arrow + 1), text.slice(arrow + 3));
    return `${real.class}->${real.method}`;
  }

  /** A key of a preference, or a field "Lcom/a/B;->f". */
  field(text: string): string {
    const found = /^(L[^;]+;)->([^:(]+)(:.*)?$/.exec(text);
    if (!found) return text;
    const [, owner = '', name = '', rest = ''] = found;
    const known = this.mapping.classOf(javaName(owner));
    return `${this.type(owner)}->${known?.fields.get(name) ?? name}${this.descriptor(rest)}`;
  }

  /** The class and "m(I)V" of a method whose code the package holds. */
  method(owner: string, method: string): { class: string; method: string } {
    const paren = method.indexOf('(');
    const known = this.mapping.classOf(javaName(owner));
    const plain = { class: this.type(owner), method: this.descriptor(method) };
    if (known === null || paren < 0) return this.count(owner, method, plain);
    const real = this.holder(known, method.slice(0, paren), method.slice(paren));
    if (real === null) return this.count(owner, method, plain);
    const of = real.of === null ? plain.class : descriptorFor(real.of);
    return this.count(owner, method, { class: of, method: real.name + real.descriptor });
  }

  private count(owner: string, method: string, real: { class: string; method: string }): typeof real {
    if (real.class !== owner || real.method !== method) this.used++;
    return real;
  }

  /** Which of the author's methods a method of the package is; null where that cannot be told. */
  private holder(known: MappedClass, name: string, descriptor: string): MappedMethod | null {
    const all = (known.methods.get(name) ?? []).filter((line, at, lines) => !isInlined(line, lines[at + 1]));
    const fits = all.filter((line) => (line.residual ?? this.residual(line.descriptor)) === descriptor);
    const few = fits.length > 0 ? fits : all;
    const [first] = few;
    const isOne = few.every(
      (line) => line.name === first!.name && line.of === first!.of && line.descriptor === first!.descriptor,
    );
    return first !== undefined && isOne ? first : null;
  }

  /** A descriptor in real names as the package has it. */
  private residual(descriptor: string): string {
    return descriptor.replace(/L([^;()]+);/g, (whole, inner: string) => {
      const renamed = this.residuals.get(inner.replaceAll('/', '.'));
      return renamed === undefined ? whole : descriptorFor(renamed);
    });
  }
}

/** A line was inlined into the next one that speaks of the same lines of the package. */
function isInlined({ lines }: MappedMethod, next: MappedMethod | undefined): boolean {
  const after = next?.lines ?? null;
  return lines !== null && after !== null && lines[0] === after[0] && lines[1] === after[1];
}
