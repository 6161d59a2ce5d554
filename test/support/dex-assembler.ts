// Turns lists of instructions into code units for the DEX builder: the opcodes that tests need, labels, lambdas.
// Leaves ids and files to dex.ts.

/**
 * [mnemonic, ...operands] as in smali: registers as numbers, references as text, branch targets as ":label"; a string
 * alone is a label. ['raw', ...units] writes units as they are. ['lambda', [registers], {…}] is an invoke-custom.
 */
export type Code = string | readonly [string, ...(number | string | readonly number[] | Lambda)[]];
export interface Lambda {
  /** Functional interface and its method, "Ljava/lang/Runnable;->run()V". */
  of: string;
  /** Static method that holds the body. */
  to: string;
}
export interface Pools {
  strings: string[];
  types: string[];
  protos: string[];
  fields: string[];
  methods: string[];
  handles: { kind: number; method: string }[];
  callSites: { bootstrap: number; name: string; proto: string; sam: string; handle: number; key: string }[];
}

type Ref = 'none' | 'string' | 'type' | 'field' | 'method';
/** mnemonic → opcode, form, kind of reference. */
const TABLE: Record<string, readonly [number, string, Ref]> = {
  nop: [0x00, '10x', 'none'],
  move: [0x01, '12x', 'none'],
  'move-object': [0x07, '12x', 'none'],
  'move-object/from16': [0x08, '22x', 'none'],
  'move-result': [0x0a, '11x', 'none'],
  'move-result-wide': [0x0b, '11x', 'none'],
  'move-result-object': [0x0c, '11x', 'none'],
  'return-void': [0x0e, '10x', 'none'],
  return: [0x0f, '11x', 'none'],
  'return-wide': [0x10, '11x', 'none'],
  'return-object': [0x11, '11x', 'none'],
  'const/4': [0x12, '11n', 'none'],
  'const/16': [0x13, '21s', 'none'],
  const: [0x14, '31i', 'none'],
  'const-wide/16': [0x16, '21s', 'none'],
  'const-string': [0x1a, '21c', 'string'],
  'const-string/jumbo': [0x1b, '31c', 'string'],
  'const-class': [0x1c, '21c', 'type'],
  'check-cast': [0x1f, '21c', 'type'],
  'instance-of': [0x20, '22c', 'type'],
  'new-instance': [0x22, '21c', 'type'],
  'new-array': [0x23, '22c', 'type'],
  'filled-new-array': [0x24, '35c', 'type'],
  throw: [0x27, '11x', 'none'],
  goto: [0x28, '10t', 'none'],
  'if-eqz': [0x38, '21t', 'none'],
  'if-nez': [0x39, '21t', 'none'],
  'if-eq': [0x32, '22t', 'none'],
  'if-ne': [0x33, '22t', 'none'],
  'aget-object': [0x46, '23x', 'none'],
  'aput-object': [0x4d, '23x', 'none'],
  iget: [0x52, '22c', 'field'],
  'iget-object': [0x54, '22c', 'field'],
  iput: [0x59, '22c', 'field'],
  'iput-object': [0x5b, '22c', 'field'],
  'sget-boolean': [0x63, '21c', 'field'],
  'sput-boolean': [0x6a, '21c', 'field'],
  sget: [0x60, '21c', 'field'],
  'sget-object': [0x62, '21c', 'field'],
  sput: [0x67, '21c', 'field'],
  'sput-object': [0x69, '21c', 'field'],
  'invoke-virtual': [0x6e, '35c', 'method'],
  'invoke-super': [0x6f, '35c', 'method'],
  'invoke-direct': [0x70, '35c', 'method'],
  'invoke-static': [0x71, '35c', 'method'],
  'invoke-interface': [0x72, '35c', 'method'],
  'invoke-virtual/range': [0x74, '3rc', 'method'],
  'invoke-super/range': [0x75, '3rc', 'method'],
  'invoke-direct/range': [0x76, '3rc', 'method'],
  'invoke-static/range': [0x77, '3rc', 'method'],
  'invoke-interface/range': [0x78, '3rc', 'method'],
  'add-int': [0x90, '23x', 'none'],
};

interface Add {
  string(text: string): void;
  type(text: string): void;
  proto(text: string): void;
  field(text: string): void;
  method(text: string): void;
}

const METAFACTORY =
  'Ljava/lang/invoke/LambdaMetafactory;->metafactory(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;';

const isLambda = (value: unknown): value is Lambda =>
  typeof value === 'object' && value !== null && 'of' in value;
const lambdaKey = (lambda: Lambda): string => `${lambda.of} ${lambda.to}`;

/** Tells every reference of the code to `add`, and gives lambdas their call sites. */
export function collectRefs(code: readonly Code[], add: Add, pools: Pools): void {
  for (const item of code) {
    if (typeof item === 'string' || item[0] === 'raw') continue;
    const last = item[item.length - 1];
    if (isLambda(last)) {
      addLambda(last, add, pools);
      continue;
    }
    const [, , ref] = entryOf(item[0]);
    if (ref !== 'none') add[ref](String(last));
  }
}

function addLambda(lambda: Lambda, add: Add, pools: Pools): void {
  const key = lambdaKey(lambda);
  if (pools.callSites.some((site) => site.key === key)) return;
  const [, type = '', name = '', sam = ''] = /^(.*?)->(.*?)(\(.*)$/.exec(lambda.of) ?? [];
  add.method(METAFACTORY);
  add.method(lambda.to);
  add.type(type);
  add.string(name);
  add.proto(sam);
  add.proto(`()${type}`);
  const handle = (method: string): number => {
    const known = pools.handles.findIndex((row) => row.method === method);
    return known >= 0 ? known : pools.handles.push({ kind: 4, method }) - 1;
  };
  pools.callSites.push({
    bootstrap: handle(METAFACTORY),
    name,
    proto: `()${type}`,
    sam,
    handle: handle(lambda.to),
    key,
  });
}

function entryOf(mnemonic: string): readonly [number, string, Ref] {
  const entry = TABLE[mnemonic];
  if (!entry) throw new Error(`no such instruction in the test assembler: ${mnemonic}`);
  return entry;
}

const UNITS: Record<string, number> = {
  '10x': 1,
  '12x': 1,
  '11n': 1,
  '11x': 1,
  '10t': 1,
  '31i': 3,
  '31c': 3,
  '35c': 3,
  '3rc': 3,
};

/** Code units of the instructions, and the most argument registers any call needs. */
export function assemble(code: readonly Code[], pools: Pools): { units: number[]; outs: number } {
  const labels = new Map<string, number>();
  let at = 0;
  for (const item of code) {
    if (typeof item === 'string') labels.set(item, at);
    else if (item[0] === 'raw') at += item.length - 1;
    else if (item[0] === 'lambda') at += 3;
    else at += UNITS[entryOf(item[0])[1]] ?? 2;
  }
  const units: number[] = [];
  let outs = 0;
  for (const item of code) {
    if (typeof item === 'string') continue;
    const [mnemonic, ...operands] = item;
    if (mnemonic === 'raw') {
      units.push(...(operands as number[]));
      continue;
    }
    if (mnemonic === 'lambda') {
      const site = pools.callSites.findIndex((row) => row.key === lambdaKey(operands[1] as Lambda));
      units.push(...form35c(0xfc, operands[0] as number[], site));
      continue;
    }
    const [op, form, ref] = entryOf(mnemonic);
    const index = ref === 'none' ? 0 : indexIn(poolOf(pools, ref), String(operands[operands.length - 1]));
    const branch = (label: unknown): number => labels.get(String(label))! - units.length;
    const n = (i: number): number => operands[i] as number;
    if (form === '10x') units.push(op);
    else if (form === '11x') units.push(op | (n(0) << 8));
    else if (form === '12x') units.push(op | (n(0) << 8) | (n(1) << 12));
    else if (form === '11n') units.push(op | (n(0) << 8) | ((n(1) & 0xf) << 12));
    else if (form === '10t') units.push(op | ((branch(operands[0]) & 0xff) << 8));
    else if (form === '22x') units.push(op | (n(0) << 8), n(1));
    else if (form === '21s') units.push(op | (n(0) << 8), n(1) & 0xffff);
    else if (form === '21t') units.push(op | (n(0) << 8), branch(operands[1]) & 0xffff);
    else if (form === '22t') units.push(op | (n(0) << 8) | (n(1) << 12), branch(operands[2]) & 0xffff);
    else if (form === '21c') units.push(op | (n(0) << 8), index);
    else if (form === '22c') units.push(op | (n(0) << 8) | (n(1) << 12), index);
    else if (form === '23x') units.push(op | (n(0) << 8), n(1) | (n(2) << 8));
    else if (form === '31i') units.push(op | (n(0) << 8), n(1) & 0xffff, n(1) >>> 16);
    else if (form === '31c') units.push(op | (n(0) << 8), index & 0xffff, index >>> 16);
    else if (form === '35c') {
      const registers = operands[0] as number[];
      outs = Math.max(outs, registers.length);
      units.push(...form35c(op, registers, index));
    } else {
      const registers = operands[0] as number[];
      outs = Math.max(outs, registers.length);
      units.push(op | (registers.length << 8), index, registers[0] ?? 0);
    }
  }
  return { units, outs };
}

function form35c(op: number, registers: readonly number[], index: number): number[] {
  const [c = 0, d = 0, e = 0, f = 0, g = 0] = registers;
  return [op | (g << 8) | (registers.length << 12), index, c | (d << 4) | (e << 8) | (f << 12)];
}

const positions = new WeakMap<readonly string[], ReadonlyMap<string, number>>();
/** Position of a text in a finished pool, or -1. */
export function indexIn(pool: readonly string[], text: string): number {
  let known = positions.get(pool);
  if (!known) positions.set(pool, (known = new Map(pool.map((item, index) => [item, index]))));
  return known.get(text) ?? -1;
}

function poolOf(pools: Pools, ref: Ref): readonly string[] {
  if (ref === 'string') return pools.strings;
  if (ref === 'type') return pools.types;
  return ref === 'field' ? pools.fields : pools.methods;
}
