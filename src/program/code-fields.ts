// Input fields that code makes: a view that is made or told its hint, in a dialog or elsewhere, and Jetpack Compose's text
// fields with the texts of their label and placeholder, also where a helper of the app's own hands them on. Leaves the
// texts of resources to whoever opened them and what a field asks for to the judge.
import { INTEREST } from './interest.js';
import { isSubtypeOf, typeNamed, type Hierarchy, type NamedType } from './hierarchy.js';
import { methodName, methodType, type Program } from './program.js';
import { HIT, type Sweep } from './sweep.js';
import { ATOM, type Call, type Graph } from './values/graph.js';
import { Origins, type Origin } from './values/origins.js';
import type { Readers } from './values/readers.js';
import type { ValueWorld } from './values/world.js';
import type { WatchIndex } from './watch-index.js';

/** A text, or the number of the resource that holds it. */
export type TextOrigin = string | number;
export interface FoundField {
  element: string;
  method: number;
  offset: number;
  hints: TextOrigin[];
  labels: TextOrigin[];
  inputType: number | null;
}
export interface CodeFieldInput {
  world: ValueWorld;
  readers: Readers;
  index: WatchIndex;
  sweep: Sweep;
}

/** Code of these makes fields for whoever calls it; its caller is looked at. */
const LIBRARY = /^L(?:android|androidx|com\/google\/android\/material|kotlin|java)\//;
const FIELDS = ['Landroid/widget/EditText;', 'Lcom/google/android/material/textfield/TextInputLayout;'];
const COMPOSE_TEXT =
  /^Landroidx\/compose\/(?:material3?\/TextKt|foundation\/text\/Basic(?:Secure)?Text\w*);->/;
const COMPOSE_WRAP = /composableLambda/i;
/** How calls through which a text of the resources is asked for are named. */
const ASKS_TEXT = /->(?:getString|getText|stringResource)$/;
/** Positions of label and placeholder in Material's fields; other fields draw them around themselves. */
const LABEL = 6;
const PLACEHOLDER = 7;
/** Own calls followed inside what draws a label. */
const DEEPEST = 3;
const MOST_TEXTS = 8;
const INPUT_CLASSES = 0xfff;

export function findCodeFields(input: CodeFieldInput): FoundField[] {
  return new Finder(input).run();
}

class Finder {
  private readonly input: CodeFieldInput;
  private readonly h: Hierarchy;
  private readonly program: Program;
  private readonly origins: Origins;
  private readonly fieldTypes: NamedType[];
  constructor(input: CodeFieldInput) {
    this.input = input;
    this.h = input.world.h;
    this.program = this.h.program;
    this.origins = new Origins(input.world, input.readers);
    this.fieldTypes = FIELDS.map((name) => typeNamed(this.h, name));
  }

  run(): FoundField[] {
    const making = new Map<number, number[]>();
    const found: FoundField[] = [];
    const { hits } = this.input.sweep;
    for (let i = 0; i < hits.kind.length; i++) {
      if (hits.kind[i] !== HIT.method) continue;
      const interest = this.interestOf(hits.target[i]!);
      if (interest < 0) continue;
      const method = hits.method[i]!;
      if (LIBRARY.test(methodType(this.program, method))) continue;
      if (interest === INTEREST.composesField) found.push(...this.composed(method, hits.at[i]!));
      else {
        const list = making.get(method);
        if (list) list.push(hits.at[i]!);
        else making.set(method, [hits.at[i]!]);
      }
    }
    for (const [method, places] of making) found.push(...this.made(method, places));
    return found.sort((a, b) => a.method - b.method || a.offset - b.offset);
  }

  private interestOf(target: number): number {
    const { index } = this.input;
    for (const item of index.lists[index.methods[target]!]!) {
      const { interest } = index.items[item]!;
      if (interest === INTEREST.makesField || interest === INTEREST.composesField) return interest;
    }
    return -1;
  }

  // Views

  /** The fields a method makes or tells something, each with what it is told; titles of the same method are labels. */
  // eslint-disable-next-line complexity -- one branch for each thing a method may tell a field
  private made(method: number, places: readonly number[]): FoundField[] {
    const graph = this.input.world.graph(method);
    if (graph === null) return [];
    const fields = new Map<number, FoundField & { own: boolean }>();
    for (const at of places) {
      const call = graph.calls.find((one) => one.at === at && one.target >= 0);
      const receiver = call && graph.sets[call.args[0] ?? 0]![0];
      if (call === undefined || receiver === undefined) continue;
      const name = methodName(this.program, call.target);
      if (name === '<init>' && graph.kind[receiver] !== ATOM.object) continue;
      if (!this.isField(graph, call, receiver)) continue;
      let field = fields.get(receiver);
      if (!field) {
        const type =
          graph.type[receiver]! >= 0 ? graph.type[receiver]! : this.input.world.ownerOf(call.target);
        const element = this.program.types.text(type).slice(1, -1).replaceAll('/', '.');
        field = {
          element,
          method,
          offset: at,
          hints: [],
          labels: [],
          inputType: null,
          own: name === '<init>',
        };
        fields.set(receiver, field);
      }
      if (name === 'setHint') field.hints.push(...this.texts(graph, graph.sets[call.args[1] ?? 0]!));
      if (name === 'setInputType') field.inputType = numberIn(graph, call.args[1]);
    }
    const titles = [...fields.values()].some(({ own }) => own) ? this.titles(graph) : [];
    return [...fields.values()]
      .map(({ own, ...field }) => (own ? { ...field, labels: titles } : field))
      .filter(({ hints, labels }) => hints.length + labels.length > 0);
  }

  private isField(graph: Graph, call: Call, receiver: number): boolean {
    const types = [this.input.world.ownerOf(call.target), graph.type[receiver]!];
    return types.some(
      (type) => type >= 0 && this.fieldTypes.some((above) => isSubtypeOf(this.h, type, above)),
    );
  }

  private titles(graph: Graph): TextOrigin[] {
    return graph.calls
      .filter(
        (call) => call.target >= 0 && /^set(?:Title|Message)$/.test(methodName(this.program, call.target)),
      )
      .flatMap((call) => this.texts(graph, graph.sets[call.args[1] ?? 0]!));
  }

  // Compose

  private composed(method: number, at: number): FoundField[] {
    const graph = this.input.world.graph(method);
    const call = graph?.calls.find((one) => one.at === at && one.target >= 0);
    if (graph === null || call === undefined) return [];
    const name = methodName(this.program, call.target).replace(/[-$].*$/, '');
    const drawn = /^Basic/.test(name) ? call.args : [call.args[LABEL], call.args[PLACEHOLDER]];
    const hints = drawn.flatMap((set) => this.drawnBy(graph, graph.sets[set ?? 0]!));
    const element = `androidx.compose.${name}`;
    return hints.length === 0
      ? []
      : [{ element, method, offset: at, hints: [...new Set(hints)], labels: [], inputType: null }];
  }

  /** The texts that lambdas draw which a set can be. */
  private drawnBy(graph: Graph, set: readonly number[]): TextOrigin[] {
    const through = ({ graph: from, atom }: Origin): number[] | null => {
      if (from.kind[atom] !== ATOM.result) return null;
      const call = from.calls[from.x[atom]!]!;
      const wraps = call.target >= 0 && COMPOSE_WRAP.test(methodName(this.program, call.target));
      return wraps ? call.args.flatMap((arg) => [...from.sets[arg]!]) : null;
    };
    const texts: TextOrigin[] = [];
    for (const origin of this.origins.of(graph, set, through)) {
      if (origin.graph.kind[origin.atom] !== ATOM.object) continue;
      const cls = this.program.typeClass[origin.graph.type[origin.atom]!] ?? -1;
      if (cls < 0 || LIBRARY.test(this.program.types.text(this.program.classType[cls]!))) continue;
      for (const method of this.methodsNamed(cls, 'invoke')) texts.push(...this.textsDrawn(method, DEEPEST));
    }
    return texts;
  }

  private methodsNamed(cls: number, name: string): number[] {
    const { classMethods, classMethodStart } = this.program;
    return [...classMethods.slice(classMethodStart[cls]!, classMethodStart[cls + 1]!)].filter(
      (method) => methodName(this.program, method) === name,
    );
  }

  private textsDrawn(method: number, depth: number): TextOrigin[] {
    const graph = this.input.world.graph(method);
    if (graph === null || depth < 0) return [];
    return graph.calls.flatMap((call): TextOrigin[] => {
      if (call.target < 0) return [];
      const symbol = `${methodType(this.program, call.target)}->${methodName(this.program, call.target)}`;
      if (COMPOSE_TEXT.test(symbol)) return this.texts(graph, graph.sets[call.args[0] ?? 0]!);
      if (LIBRARY.test(symbol) || !this.input.world.isOwnCall(call.target)) return [];
      const receiver = graph.sets[call.args[0] ?? 0]!;
      const targets = this.input.world.targets(graph, call.op, call.target, receiver) ?? [];
      return targets.slice(0, 2).flatMap((target) => this.textsDrawn(target, depth - 1));
    });
  }

  // Texts

  /** Constant texts, and numbers of texts, that a set can be, also through parameters, fields and getString. */
  private texts(graph: Graph, set: readonly number[]): TextOrigin[] {
    const through = (origin: Origin): number[] | null => {
      if (!ASKS_TEXT.test(this.origins.callText(origin))) return null;
      const call = origin.graph.calls[origin.graph.x[origin.atom]!]!;
      return call.args.flatMap((arg) => [...origin.graph.sets[arg]!]);
    };
    const found: TextOrigin[] = [];
    for (const origin of this.origins.of(graph, set, through)) {
      const text = this.origins.text(origin);
      if (text !== null && text.trim() !== '') found.push(text);
      else if (origin.graph.kind[origin.atom] === ATOM.number && isResource(origin.graph.x[origin.atom]!))
        found.push(origin.graph.x[origin.atom]!);
    }
    return [...new Set(found)].slice(0, MOST_TEXTS);
  }
}

/** Numbers of the app's own resources and of its features. */
const isResource = (value: number): boolean => value >>> 24 >= 0x7e && value >>> 24 <= 0x7f;

function numberIn(graph: Graph, set: number | undefined): number | null {
  const [atom] = graph.sets[set ?? 0]!;
  return atom !== undefined && graph.kind[atom] === ATOM.number ? graph.x[atom]! & INPUT_CLASSES : null;
}
