// What an invoke-custom makes: the methods its call site binds, and the interface it stands for (lambdas and method
// references that were not desugared). Leaves reaching them to the call graph.
import { readEncodedArray, VALUE } from '../formats/dex/values.js';
import type { Program, ProgramDex } from './program.js';

export interface BoundCallSite {
  /** Methods bound by handles, as global ids. */
  methods: readonly number[];
  /** Descriptor of the type the call site returns: the functional interface of a lambda. */
  returns: string;
  /** Name of the interface's method. */
  name: string;
}

const HANDLE_INVOKES_FROM = 4; // method_handle_type_codes below are field accessors

/** The arguments of a bootstrap method are those of a call, which takes no more than 255 words. */
const MOST_ITEMS = 256;

/** Global id of the method behind a method handle, or -1. */
function handleMethod(dex: ProgramDex, handle: number): number {
  const table = dex.dex.methodHandles;
  if ((table[handle * 4] ?? 0) < HANDLE_INVOKES_FROM) return -1;
  return dex.methods[table[handle * 4 + 2]!] ?? -1;
}

/** Reads call site `index` of the DEX that defines class `cls`; null when it cannot be read. */
export function readCallSite(program: Program, cls: number, index: number): BoundCallSite | null {
  return callSiteOf(program.dexes[program.classDex[cls]!]!, index);
}

/** Call sites read so far, by the place of their array: many may share one. */
const read = new WeakMap<ProgramDex, Map<number, BoundCallSite | null>>();

/** The same of a DEX at hand. */
export function callSiteOf(dex: ProgramDex, index: number): BoundCallSite | null {
  const offset = dex.dex.callSiteOffsets[index];
  if (offset === undefined) return null;
  let known = read.get(dex);
  if (known === undefined) read.set(dex, (known = new Map()));
  let site = known.get(offset);
  if (site === undefined) known.set(offset, (site = readAt(dex, offset)));
  return site;
}

function readAt(dex: ProgramDex, offset: number): BoundCallSite | null {
  const items = readEncodedArray(dex.dex, offset, MOST_ITEMS);
  const [, name, proto] = items;
  if (name?.type !== VALUE.string || proto?.type !== VALUE.methodType) return null;
  const methods = items
    .slice(3)
    .filter((item) => item.type === VALUE.methodHandle)
    .map((item) => handleMethod(dex, item.number))
    .filter((method) => method >= 0);
  return {
    methods: [...new Set(methods)],
    returns: dex.dex.type(dex.dex.protoReturns[proto.number] ?? -1),
    name: dex.dex.string(name.number),
  };
}
