// How Kotlin's compiler writes suspend functions and blocks, told by shape and so under any names: the class above all
// that can be resumed, the method of each that goes on with its body, the call that resumes. What a suspend function gives
// when it need not wait is what it gives when it is resumed, so that the way by resuming tells nothing new. Leaves what
// follows from that to values/trace.ts.
import { codeBounds } from '../formats/dex/code.js';
import { decode, newInstruction } from '../formats/dex/instruction.js';
import { OP } from '../formats/dex/opcodes.js';
import { isClassBelow, isSubtypeOf, resolveVirtual, typeNamed, type Hierarchy } from './hierarchy.js';
import { isVirtual, methodDescriptor, methodDex, type Program } from './program.js';

/** What the class above all continuations says of itself, in every version of Kotlin's library. */
const SAYS = 'Continuation at ';
const BODY = '(Ljava/lang/Object;)Ljava/lang/Object;';
const RESUME = '(Ljava/lang/Object;)V';

export class Coroutines {
  private readonly h: Hierarchy;
  private readonly program: Program;
  /** Types of the classes that all continuations extend: one, unless the package holds copies of Kotlin's library. */
  private readonly bases: { type: number; body: number }[] = [];
  private readonly continuations = new Set<number>();
  private readonly resumes = new Set<number>();
  private readonly keepers: number[] = [];
  private readonly bodies = new Map<number, number>();
  private readonly waits = new Map<number, boolean>();

  constructor(h: Hierarchy) {
    this.h = h;
    this.program = h.program;
    const { classType } = h.program;
    for (let cls = 0; cls < classType.length; cls++) {
      const resumes = this.resumesOf(cls);
      if (resumes.length === 0 || !saysSo(h.program, cls)) continue;
      for (const { type, resume } of resumes) {
        const body = this.bodyIn(cls, resume);
        if (body < 0) continue;
        this.bases.push({ type: classType[cls]!, body });
        this.continuations.add(type);
        this.resumes.add(resume);
      }
    }
    this.readKeepers();
  }
  /** The package holds suspend functions. */
  get any(): boolean {
    return this.bases.length > 0;
  }

  private methodsOf(cls: number): number[] {
    const { classMethods, classMethodStart } = this.program;
    return [...classMethods.subarray(classMethodStart[cls]!, classMethodStart[cls + 1]!)];
  }
  /** Interfaces of a class by which it could be resumed, and the signature of the call. */
  private resumesOf(cls: number): { type: number; resume: number }[] {
    const { program } = this;
    const found: { type: number; resume: number }[] = [];
    for (let i = program.classInterfaceStart[cls]!; i < program.classInterfaceStart[cls + 1]!; i++) {
      const type = program.classInterfaces[i]!;
      const above = program.typeClass[type]!;
      for (const method of above < 0 ? [] : this.methodsOf(above))
        if (methodDescriptor(program, method) === RESUME)
          found.push({ type, resume: program.methodKeys.second.at(method) });
    }
    return found;
  }
  /** The signature of what a class goes on with when it is resumed: the method of its own that is given the value; or -1. */
  private bodyIn(cls: number, resume: number): number {
    const { program } = this;
    const method = program.methodKeys.find(program.classType[cls]!, resume);
    const dex = method < 0 ? undefined : methodDex(program, method);
    const bounds = { start: 0, end: 0 };
    if (!dex || !codeBounds(dex.dex.units, program.methodCode[method]!, bounds)) return -1;
    const one = newInstruction();
    for (let at = bounds.start; at < bounds.end; at += one.length) {
      decode(dex.dex.units, at, one);
      const called = one.op === OP.invokeVirtual ? (dex.methods[one.index] ?? -1) : -1;
      if (called >= 0 && methodDescriptor(program, called) === BODY)
        if (program.methodKeys.first.at(called) === program.classType[cls])
          return program.methodKeys.second.at(called);
    }
    return -1;
  }
  /** Classes of the package right above those that wait: of deferred values that somebody completes. */
  private readKeepers(): void {
    const { classType, classSuper, typeClass } = this.program;
    for (let cls = 0; this.any && cls < classType.length; cls++) {
      if (!this.isWaiting(classType[cls]!)) continue;
      const above = classSuper[cls]!;
      if (above >= 0 && typeClass[above]! >= 0 && !this.isWaiting(above)) this.keepers.push(above);
    }
  }
  /** A deferred value: what it is completed with is what it gives. */
  isKeeper(type: number): boolean {
    const cls = type < 0 ? -1 : this.program.typeClass[type]!;
    return cls >= 0 && this.keepers.some((above) => isClassBelow(this.h, cls, above));
  }
  /** A continuation as such, of which nothing says whose. */
  isContinuation(type: number): boolean {
    const cls = type < 0 ? -1 : this.program.typeClass[type]!;
    return (
      this.continuations.has(type) ||
      (cls >= 0 && this.bases.some((base) => isClassBelow(this.h, cls, base.type)))
    );
  }

  /** The method by which an object of a class goes on: of those that can be resumed; else -1. */
  bodyOf(cls: number): number {
    if (cls < 0 || !this.any) return -1;
    let known = this.bodies.get(cls);
    if (known === undefined) this.bodies.set(cls, (known = this.findBody(cls)));
    return known;
  }
  private findBody(cls: number): number {
    const base = this.bases.find(({ type }) => isClassBelow(this.h, cls, type));
    const found = base ? resolveVirtual(this.h, cls, base.body) : -1;
    return found >= 0 && this.program.methodCode[found] !== 0 ? found : -1;
  }
  isBody(method: number): boolean {
    const cls = this.program.methodClass[method]!;
    return (
      cls >= 0 && this.any && isVirtual(this.program.methodAccess[method]!) && this.bodyOf(cls) === method
    );
  }
  /** A class of suspend blocks: what can be resumed and be called as well. */
  isBlock(cls: number): boolean {
    if (this.bodyOf(cls) < 0) return false;
    const { classInterfaceStart, classSuper, typeClass } = this.program;
    for (let c = cls; c >= 0 && this.bodyOf(c) >= 0; c = typeClass[classSuper[c]!] ?? -1)
      if (classInterfaceStart[c + 1]! > classInterfaceStart[c]!) return true;
    return false;
  }
  /** The body of the block that has a field, or -1. */
  blockWith(field: number): number {
    if (!this.isOwnField(field)) return -1;
    const cls = this.program.typeClass[this.program.fieldKeys.first.at(field)]!;
    return this.isBlock(cls) ? this.bodyOf(cls) : -1;
  }
  /** A method of a block that makes a copy of it or starts it; the body is what reads its fields. */
  isStart(method: number): boolean {
    const cls = this.program.methodClass[method]!;
    return cls >= 0 && this.any && this.isBlock(cls) && this.bodyOf(cls) !== method;
  }
  /** Something else that is told what a block answers: a deferred value, a scope, a caller that waits. */
  isWaiting(type: number): boolean {
    if (type < 0 || !this.any) return false;
    let known = this.waits.get(type);
    if (known === undefined) {
      const { types, typeClass } = this.program;
      const cls = typeClass[type]!;
      known =
        cls >= 0 &&
        !this.bases.some((base) => isClassBelow(this.h, cls, base.type)) &&
        [...this.continuations].some(
          (above) => type === above || isSubtypeOf(this.h, type, typeNamed(this.h, types.text(above))),
        );
      this.waits.set(type, known);
    }
    return known;
  }
  /** A call that resumes a continuation with a value. */
  isResume(reference: number): boolean {
    if (!this.any || !this.resumes.has(this.program.methodKeys.second.at(reference))) return false;
    const owner = this.program.methodKeys.first.at(reference);
    const cls = this.program.typeClass[owner]!;
    return (
      this.isWaiting(owner) || this.bases.some(({ type }) => cls >= 0 && isClassBelow(this.h, cls, type))
    );
  }
  /** A field of what can be resumed. */
  isOwnField(field: number): boolean {
    if (!this.any || field >= this.program.fieldKeys.size) return false;
    const cls = this.program.typeClass[this.program.fieldKeys.first.at(field)]!;
    return cls >= 0 && this.bodyOf(cls) >= 0;
  }
}

/** The class's text for people begins as that of a continuation; optimisers take it apart into methods of the class. */
function saysSo(program: Program, cls: number): boolean {
  const { classMethods, classMethodStart } = program;
  const bounds = { start: 0, end: 0 };
  const one = newInstruction();
  for (const method of classMethods.subarray(classMethodStart[cls]!, classMethodStart[cls + 1]!)) {
    const dex = methodDex(program, method);
    if (!dex || !codeBounds(dex.dex.units, program.methodCode[method]!, bounds)) continue;
    for (let at = bounds.start; at < bounds.end; at += one.length) {
      decode(dex.dex.units, at, one);
      const isText = one.op === OP.constString || one.op === OP.constStringJumbo;
      if (isText && dex.dex.string(one.index) === SAYS) return true;
    }
  }
  return false;
}
