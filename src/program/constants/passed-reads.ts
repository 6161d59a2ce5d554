// Reads whose address, key or command is a parameter: who calls the helper says what is read, so the call of the helper
// counts as the read. Up to three helpers deep. Leaves which calls read, and what their arguments hold, to arguments.ts.
import type { FoundUse } from '../facts.js';
import type { Hierarchy } from '../hierarchy.js';
import { methodDescriptor, methodType } from '../program.js';
import type { Edges } from '../sweep.js';
import { findCallers } from './callers.js';
import type { Evaluation } from './evaluate.js';
import { constantText, type Value } from './values.js';

/** A call that reads what a parameter of its method names. */
export interface PassedRead {
  method: number;
  /** The receiver first, as in evaluations. */
  parameter: number;
  /** Watch ids of the call; `args` as facts carry them, `slot` the one that the parameter fills, or -1. */
  reads: readonly { id: string; args: (string | null)[]; slot: number }[];
}
export interface PassedReadInput {
  h: Hierarchy;
  edges: Edges;
  reads: readonly PassedRead[];
  evaluate(method: number): Evaluation;
  /** Watch ids that a constant handed over stands for: a text, a content address, a constant of the platform. */
  namedBy(value: Value): readonly string[];
}

/** Helpers that hand the parameter on to another helper, and so on; more is seldom and costs evaluations. */
const MAX_DEPTH = 3;
/** Calls looked at in all. A helper called from everywhere is a toolbox, and its first calls tell enough. */
const MAX_CALLS = 4_000;

/** What the callers read: the named thing and the read itself, both at the call of the helper. */
// eslint-disable-next-line complexity -- one walk up the callers: what is read, named and handed on ends each other
export function followPassedReads({ h, edges, reads, evaluate, namedBy }: PassedReadInput): FoundUse[] {
  const found: FoundUse[] = [];
  const known = new Set<string>();
  let level = [...reads];
  let calls = 0;
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    const callers = findCallers(h, edges, new Set(level.map(({ method }) => method)));
    const next: PassedRead[] = [];
    for (const read of level) {
      const key = `${read.method} ${read.parameter} ${read.reads.map(({ id }) => id).join()}`;
      if (known.has(key)) continue;
      known.add(key);
      for (const caller of callers.get(read.method) ?? []) {
        if (calls++ >= MAX_CALLS) return found;
        const call = evaluate(caller.method).calls.find(({ at }) => at === caller.at);
        const value = call?.args[read.parameter] ?? null;
        if (!call || value === null) continue;
        if (value.kind === 'parameter') {
          next.push({ ...read, method: caller.method, parameter: value.index });
          continue;
        }
        const named = namedBy(value);
        const at = { method: caller.method, offset: caller.at };
        for (const watch of named) found.push({ watch, ...at });
        for (const { id, args, slot } of read.reads) {
          const filled = slot >= 0 ? args.map((arg, i) => (i === slot ? constantText(value) : arg)) : args;
          if (named.length === 0 && (slot < 0 || filled[slot] === null)) continue;
          found.push({
            watch: id,
            ...at,
            descriptor: methodDescriptor(h.program, call.target),
            via: methodType(h.program, call.target),
            how: 'resolved',
            ...(args.length > 0 ? { args: filled } : {}),
          });
        }
      }
    }
    level = next;
  }
  return found;
}
