// What calls into the platform and well-known libraries do to the values they are given: the flows that rules/models write
// down, made ready to be run. The notation is that of CodeQL's models as data. Leaves running them to outside-calls.ts.
import type { Watchlist } from '../../model/catalogue.js';
import { isPlatformSubtype, platformAncestors, resolveDirect, type Hierarchy } from '../hierarchy.js';
import { methodDescriptor, methodName } from '../program.js';
import type { Places } from './fields.js';

/** Argument positions count from 0 without the receiver. */
export const RECEIVER = -1;
export const RETURN = -2;
/** A channel of the whole app; the first step names it. */
export const GLOBAL = -3;
/** Nothing any more: what stood at the other end is taken out. */
export const NOTHING = -4;

/** One end of a flow: an argument, the receiver or the result, and the way into it. */
export interface Access {
  root: number;
  steps: readonly Step[];
}
/**
 * place: a fixed one. key: named by a constant argument; column: the same, where a number names none. keys: all that have
 * names. global: a channel, its key in an argument (null: any), in the component itself or the one a message is for, with
 * the file that the key stands in. parameter, answer: of the call-back the argument is, by method name. next: behind the
 * last element; item: the element whose index an argument names.
 */
export type Step =
  | { kind: 'place'; place: number }
  | { kind: 'key'; argument: number }
  | { kind: 'keys' }
  | { kind: 'whole' }
  | { kind: 'next' }
  | { kind: 'item'; argument: number }
  | { kind: 'column'; argument: number }
  | {
      kind: 'global';
      name: string;
      argument: number | null;
      by: 'key' | 'component' | 'target';
      file: boolean;
    }
  | { kind: 'parameter'; method: string; position: number }
  | { kind: 'answer'; method: string };
export interface ModelFlow {
  from: Access;
  to: Access;
  /** The value itself, not something made from it. */
  same: boolean;
  /** What the call gives is the value and nothing besides: its name in another place. */
  only: boolean;
  /** Holds only where an argument is this number. */
  where: { argument: number; is: number } | null;
}
export interface Model {
  flows: readonly ModelFlow[];
  /** Gives the data behind an address. */
  opens: boolean;
}

type Row = Watchlist['models'][number];

export class Models {
  private readonly h: Hierarchy;
  private readonly places: Places;
  private readonly byName = new Map<string, Row[]>();
  private readonly made = new Map<Row, Model>();
  private readonly known: (Model | null | undefined)[] = [];

  constructor(h: Hierarchy, places: Places, rows: readonly Row[]) {
    this.h = h;
    this.places = places;
    for (const row of rows) {
      if (row.id.startsWith('override:')) continue;
      const list = this.byName.get(row.name);
      if (list) list.push(row);
      else this.byName.set(row.name, [row]);
    }
  }

  /** The model of a method referred to, or null. */
  of(reference: number): Model | null {
    const known = this.known[reference];
    return known !== undefined ? known : (this.known[reference] = this.find(reference));
  }

  private find(reference: number): Model | null {
    const { program } = this.h;
    const rows = this.byName.get(methodName(program, reference));
    if (!rows || this.isDefined(reference)) return null;
    const descriptor = methodDescriptor(program, reference);
    const type = program.methodKeys.first.at(reference);
    const name = program.types.text(type);
    const fits = rows.filter((row) => row.descriptor === null || row.descriptor === descriptor);
    const row =
      fits.find((one) => one.class === name) ??
      fits.find((one) => one.name !== '<init>' && this.isBelow(type, one.class));
    if (!row) return null;
    let model = this.made.get(row);
    if (!model)
      this.made.set(
        row,
        (model = {
          flows: row.flows.map((text) => parseFlow(text, this.places)),
          opens: row.opens === true,
        }),
      );
    return model;
  }

  /** The package says itself what its class does. */
  private isDefined(reference: number): boolean {
    const { program } = this.h;
    const type = program.methodKeys.first.at(reference);
    if (program.typeClass[type]! < 0) return false;
    return resolveDirect(this.h, type, program.methodKeys.second.at(reference)) >= 0;
  }

  /** Through the platform's own types, and through the package's where nothing of its own stands in between. */
  private isBelow(type: number, above: string): boolean {
    const index = this.h.platform.indexOf.get(above) ?? -1;
    if (index < 0) return false;
    const cls = this.h.program.typeClass[type]!;
    if (cls >= 0) return platformAncestors(this.h, cls).includes(index);
    const own = this.h.platformOf[type]!;
    return own >= 0 && isPlatformSubtype(this.h.platform, own, index);
  }
}

const FLOW = /^(.+?) (->|=>|==) (.+)$/;

export function parseFlow(text: string, places: Places): ModelFlow {
  const [, from = '', arrow = '', to = ''] = FLOW.exec(text) ?? [];
  const [, argument, is] = /^Nothing\[(\d+)=(\d+)\]$/.exec(from) ?? [];
  return {
    where: argument === undefined ? null : { argument: Number(argument), is: Number(is) },
    from: parseAccess(from, places),
    to: parseAccess(to, places),
    same: arrow !== '=>',
    only: arrow === '==',
  };
}

function parseAccess(text: string, places: Places): Access {
  const [head = '', ...rest] = text.split('.');
  if (head.startsWith('Nothing')) return { root: NOTHING, steps: [] };
  const channel = /^Global\[([\w-]+)\]$/.exec(head)?.[1];
  if (channel !== undefined) {
    const key = /^Key\[(\d+)\]$/.exec(rest[0] ?? '')?.[1];
    const by = rest[0] === 'Component' ? 'component' : rest[0] === 'Target' ? 'target' : 'key';
    const file = rest[1] === 'File';
    const first: Step = {
      kind: 'global',
      name: channel,
      argument: key === undefined ? null : Number(key),
      by,
      file,
    };
    const named = by !== 'key' || rest[0]?.startsWith('Key') === true ? (file ? 2 : 1) : 0;
    return {
      root: GLOBAL,
      steps: [first, ...rest.slice(named).map((step) => parseStep(step, places))],
    };
  }
  const argument = /^Argument\[(this|\d+)\]$/.exec(head)?.[1];
  const root = argument === undefined ? RETURN : argument === 'this' ? RECEIVER : Number(argument);
  return { root, steps: rest.map((step) => parseStep(step, places)) };
}

function parseStep(text: string, places: Places): Step {
  const [, name = '', inside = ''] = /^(\w+)(?:\[([\w -]+)\])?$/.exec(text) ?? [];
  switch (name) {
    case 'Element':
      return { kind: 'place', place: places.someElement };
    case 'Key':
      return inside === ''
        ? { kind: 'place', place: places.someKey }
        : { kind: 'key', argument: Number(inside) };
    case 'Column':
      return { kind: 'column', argument: Number(inside) };
    case 'Next':
      return { kind: 'next' };
    case 'Item':
      return { kind: 'item', argument: Number(inside) };
    case 'Place':
      return { kind: 'place', place: places.element(Number(inside)) };
    case 'Keys':
      return { kind: 'keys' };
    case 'Whole':
      return { kind: 'whole' };
    case 'Behind':
      return { kind: 'place', place: places.behind };
    case 'Answer':
      return { kind: 'answer', method: inside };
    case 'Parameter': {
      const [method = '', position = '0'] = inside.split(' ');
      return { kind: 'parameter', method, position: Number(position) };
    }
    case 'Slot':
      return { kind: 'place', place: places.slot(inside) };
    default:
      return { kind: 'place', place: places.content };
  }
}
