// What a few methods lead to: their calls, the calls of these, objects they make whose callbacks run, up to a small
// bound. For questions about one callback; what can run at all is the call graph's.
import { ACCESS } from '../formats/dex/layout.js';
import { OP } from '../formats/dex/opcodes.js';
import {
  classesBelow,
  isSubtypeOf,
  resolveDirect,
  resolveVirtual,
  typeNamed,
  type Hierarchy,
} from './hierarchy.js';
import { methodName, methodType } from './program.js';
import { readCallSite } from './lambdas.js';
import type { Overrides } from './overrides.js';
import type { Edges } from './sweep.js';

/** Of the callback's own package, and as many of everything else: a large library must not use up the room of the app. */
const MAX_METHODS = 400;
const MAX_DEPTH = 8;
/** A call that more types answer tells nothing about this callback. */
const MAX_ANSWERS = 6;

/** Bodies that a bundled library runs soon after the object is made; too many types answer the call itself. */
const BODIES: readonly (readonly [string, RegExp])[] = [
  ['Lkotlin/coroutines/jvm/internal/BaseContinuationImpl;', /^invokeSuspend$/],
  ['Lkotlin/Function;', /^invoke$/],
  ['Lkotlinx/coroutines/flow/FlowCollector;', /^emit$/],
  ['Lkotlinx/coroutines/flow/Flow;', /^collect$/],
];

export interface ClosureInput {
  h: Hierarchy;
  edges: Edges;
  overrides: Overrides;
}

/** The methods themselves and what they lead to, nearest first. */
export function collectClosure(input: ClosureInput, methods: readonly number[]): number[] {
  const { edges } = input;
  const seen = new Set<number>(methods);
  let layer = [...seen];
  const found = [...layer];
  const own = methods.length === 0 ? '' : packageOf(input, methods[0]!);
  const room = { own: MAX_METHODS, other: MAX_METHODS };
  for (let depth = 0; depth < MAX_DEPTH && layer.length > 0; depth++) {
    const next: number[] = [];
    for (const method of layer) {
      for (let e = edges.start[method]!; e < edges.end[method]!; e++) {
        for (const target of targetsOf(input, method, edges.op[e]!, edges.target[e]!)) {
          if (seen.has(target)) continue;
          const side = packageOf(input, target) === own ? 'own' : 'other';
          if (room[side] === 0) continue;
          room[side]--;
          seen.add(target);
          next.push(target);
          found.push(target);
        }
      }
    }
    layer = next;
  }
  return found;
}

/** "Lcom/maker/app/screen/Main;" → "Lcom/maker"; of classes without one, all. */
function packageOf({ h }: ClosureInput, method: number): string {
  const parts = methodType(h.program, method).split('/');
  return parts.slice(0, Math.min(2, parts.length - 1)).join('/');
}

/** Methods that one edge leads to. */
function targetsOf(input: ClosureInput, from: number, op: number, target: number): number[] {
  const { h, overrides } = input;
  const { program } = h;
  switch (op) {
    case OP.newInstance:
    case OP.constClass: {
      const cls = program.typeClass[target]!;
      // Callbacks with an occasion of their own, a click for one, are not part of what happens now.
      if (op === OP.constClass || cls < 0) return [];
      return overrides
        .of(cls)
        .filter(
          ({ family, owner }) =>
            family.when !== 'act' && family.when !== 'background' && owner !== 'Ljava/lang/Object;',
        )
        .map(({ method }) => method)
        .concat(bodiesOf(h, cls));
    }
    case OP.sget:
      return [target];
    case OP.invokeCustom: {
      const owner = program.methodClass[from]!;
      const site = owner < 0 ? null : readCallSite(program, owner, target);
      return (site?.methods ?? []).flatMap((bound) => targetsOf(input, from, OP.invokeStatic, bound));
    }
    case OP.invokeVirtual:
    case OP.invokeInterface: {
      const signature = program.methodKeys.second.at(target);
      const answers = new Set<number>();
      for (const cls of classesBelow(h, program.methodKeys.first.at(target))) {
        if ((program.classAccess[cls]! & (ACCESS.abstract | ACCESS.interface)) !== 0) continue;
        const answer = resolveVirtual(h, cls, signature);
        if (answer >= 0) answers.add(answer);
        if (answers.size > MAX_ANSWERS) return [];
      }
      return [...answers];
    }
    default: {
      const found = resolveDirect(
        h,
        program.methodKeys.first.at(target),
        program.methodKeys.second.at(target),
      );
      return found < 0 ? [] : [found];
    }
  }
}

/** Bodies of a class that a bundled library runs. */
function bodiesOf(h: Hierarchy, cls: number): number[] {
  const { program } = h;
  const names = BODIES.filter(([type]) => isSubtypeOf(h, program.classType[cls]!, typeNamed(h, type)));
  if (names.length === 0) return [];
  const from = program.classMethodStart[cls]!;
  return Array.from(program.classMethods.subarray(from, program.classMethodStart[cls + 1]!)).filter(
    (method) => names.some(([, name]) => name.test(methodName(program, method))),
  );
}
