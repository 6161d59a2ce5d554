// The program across all its DEX files, joined as Android's class loader joins them: the first definition of a class
// wins, later ones are never loaded. Types, methods and fields get integer ids that hold for the whole program.
// Leaves supertypes to hierarchy.ts and instructions to sweep.ts.
import type { DexFile, DexNote } from '../formats/dex/dex-file.js';
import { ACCESS, CLASS_DEF, NO_INDEX } from '../formats/dex/layout.js';
import { readMembers, type Members } from '../formats/dex/members.js';
import { IntList, PairTable } from './int-table.js';

/** A logical DEX file to join, in load order. */
export interface DexInput {
  /** Entry as a place names it: "classes2.dex", "split_x.apk!classes.dex". */
  entry: string;
  dex: DexFile;
}
export interface ProgramDex extends DexInput {
  members: Members;
  /** Global ids by local index; -1 where the local item is damaged. */
  types: Int32Array;
  methods: Int32Array;
  fields: Int32Array;
  /** Global class of each class_def, or -1 when an earlier definition hides it. */
  classes: Int32Array;
}

/**
 * Ids: a type for every descriptor mentioned; a class for every type defined here; a method or field for every
 * (type, name, descriptor) mentioned or defined; a signature for every (name, descriptor).
 */
export interface Program {
  readonly dexes: readonly ProgramDex[];
  readonly typeNames: readonly string[];
  readonly typeIds: ReadonlyMap<string, number>;
  /** Class defined for a type, or -1. */
  readonly typeClass: Int32Array;

  readonly classType: Int32Array;
  readonly classDex: Int32Array;
  readonly classDef: Int32Array;
  readonly classAccess: Int32Array;
  /** Type of the superclass, or -1. */
  readonly classSuper: Int32Array;
  /** Interface types of class c at [classInterfaceStart[c], classInterfaceStart[c + 1]). */
  readonly classInterfaceStart: Int32Array;
  readonly classInterfaces: Int32Array;
  /** Methods defined by class c at [classMethodStart[c], classMethodStart[c + 1]) of classMethods. */
  readonly classMethodStart: Int32Array;
  readonly classMethods: Int32Array;

  readonly names: readonly string[];
  readonly descriptors: readonly string[];
  readonly signatures: PairTable; // (name, descriptor)
  readonly methodKeys: PairTable; // (type, signature)
  readonly fieldKeys: PairTable; // (type, signature), the descriptor being the field's type
  /** Class that defines a method, or -1 for methods only referred to. */
  readonly methodClass: Int32Array;
  readonly methodAccess: Int32Array;
  /** Byte offset of the code_item in the class's DEX; 0 = none. */
  readonly methodCode: Int32Array;
  /** Classes hidden by an earlier definition. */
  readonly hiddenClasses: number;
}

export function buildProgram(inputs: readonly DexInput[], noteFor: (entry: string) => DexNote): Program {
  const typeNames: string[] = [];
  const typeIds = new Map<string, number>();
  const names = new Numbering();
  const descriptors = new Numbering();
  const signatures = new PairTable(1 << 14);
  const methodKeys = new PairTable(1 << 15);
  const fieldKeys = new PairTable(1 << 14);
  const typeOf = (descriptor: string): number => {
    let id = typeIds.get(descriptor);
    if (id === undefined) {
      id = typeNames.length;
      typeNames.push(descriptor);
      typeIds.set(descriptor, id);
    }
    return id;
  };
  const dexes: ProgramDex[] = inputs.map(({ entry, dex }) => {
    const members = readMembers(dex, noteFor(entry));
    const types = new Int32Array(dex.typeStrings.length);
    for (let i = 0; i < types.length; i++) {
      const name = dex.type(i);
      types[i] = name === '' ? -1 : typeOf(name);
    }
    const protos = new Int32Array(dex.protoReturns.length);
    for (let i = 0; i < protos.length; i++) protos[i] = descriptors.add(dex.descriptor(i));
    const stringNames = new Int32Array(dex.stringOffsets.length).fill(-1);
    const nameOf = (string: number): number => {
      const known = stringNames[string];
      if (known === undefined) return -1;
      return known >= 0 ? known : (stringNames[string] = names.add(dex.string(string)));
    };
    const methods = new Int32Array(dex.methodClasses.length);
    for (let i = 0; i < methods.length; i++) {
      const type = types[dex.methodClasses[i]!] ?? -1;
      const proto = protos[dex.methodProtos[i]!] ?? -1;
      const name = nameOf(dex.methodNames[i]!);
      methods[i] = type < 0 || proto < 0 || name < 0 ? -1 : methodKeys.add(type, signatures.add(name, proto));
    }
    const fields = new Int32Array(dex.fieldClasses.length);
    for (let i = 0; i < fields.length; i++) {
      const type = types[dex.fieldClasses[i]!] ?? -1;
      const name = nameOf(dex.fieldNames[i]!);
      const fieldType = dex.type(dex.fieldTypes[i]!);
      fields[i] =
        type < 0 || name < 0 ? -1 : fieldKeys.add(type, signatures.add(name, descriptors.add(fieldType)));
    }
    return { entry, dex, members, types, methods, fields, classes: new Int32Array(dex.classCount).fill(-1) };
  });
  const classes = joinClasses(dexes, typeNames.length, methodKeys);
  return {
    dexes,
    typeNames,
    typeIds,
    names: names.texts,
    descriptors: descriptors.texts,
    signatures,
    methodKeys,
    fieldKeys,
    ...classes,
  };
}

/** Numbers distinct texts. */
class Numbering {
  readonly texts: string[] = [];
  private readonly ids = new Map<string, number>();
  add(text: string): number {
    let id = this.ids.get(text);
    if (id === undefined) {
      id = this.texts.length;
      this.texts.push(text);
      this.ids.set(text, id);
    }
    return id;
  }
}

function joinClasses(dexes: readonly ProgramDex[], typeCount: number, methodKeys: PairTable) {
  const methodCount = methodKeys.size;
  const methodTypes = methodKeys.first;
  const typeClass = new Int32Array(typeCount).fill(-1);
  const classType = new IntList();
  const classDex = new IntList();
  const classDef = new IntList();
  const classAccess = new IntList();
  const classSuper = new IntList();
  const interfaceStart = new IntList();
  const interfaces = new IntList();
  const methodStart = new IntList();
  const methods = new IntList();
  const methodClass = new Int32Array(methodCount).fill(-1);
  const methodAccess = new Int32Array(methodCount);
  const methodCode = new Int32Array(methodCount);
  let hiddenClasses = 0;
  dexes.forEach(({ dex, types, members, methods: ids, classes }, dexIndex) => {
    for (let def = 0; def < dex.classCount; def++) {
      const at = def * CLASS_DEF.words;
      const type = types[dex.classDefs[at + CLASS_DEF.classIdx]!] ?? -1;
      if (type < 0) continue;
      if (typeClass[type]! >= 0) {
        hiddenClasses++;
        continue;
      }
      const id = classType.push(type);
      typeClass[type] = id;
      classes[def] = id;
      classDex.push(dexIndex);
      classDef.push(def);
      classAccess.push(dex.classDefs[at + CLASS_DEF.accessFlags]!);
      const parent = dex.classDefs[at + CLASS_DEF.superclassIdx]!;
      classSuper.push(parent === NO_INDEX ? -1 : (types[parent] ?? -1));
      interfaceStart.push(interfaces.length);
      for (const local of dex.typeList(dex.classDefs[at + CLASS_DEF.interfacesOff]!)) {
        const face = types[local] ?? -1;
        if (face >= 0) interfaces.push(face);
      }
      methodStart.push(methods.length);
      const end = members.methodStart[def + 1]!;
      for (let m = members.methodStart[def]!; m < end; m++) {
        const method = ids[members.methodIds[m]!]!;
        // A method listed under a class that is not its own is no method of either, as the runtime's verifier has it.
        if (method < 0 || methodClass[method]! >= 0 || methodTypes.at(method) !== type) continue;
        methodClass[method] = id;
        methodAccess[method] = members.methodAccess[m]!;
        methodCode[method] = members.methodCode[m]!;
        methods.push(method);
      }
    }
  });
  interfaceStart.push(interfaces.length);
  methodStart.push(methods.length);
  return {
    typeClass,
    classType: classType.done(),
    classDex: classDex.done(),
    classDef: classDef.done(),
    classAccess: classAccess.done(),
    classSuper: classSuper.done(),
    classInterfaceStart: interfaceStart.done(),
    classInterfaces: interfaces.done(),
    classMethodStart: methodStart.done(),
    classMethods: methods.done(),
    methodClass,
    methodAccess,
    methodCode,
    hiddenClasses,
  };
}

/** "getDeviceId". */
export function methodName(program: Program, method: number): string {
  return program.names[program.signatures.first.at(program.methodKeys.second.at(method))]!;
}
/** "()Ljava/lang/String;". */
export function methodDescriptor(program: Program, method: number): string {
  return program.descriptors[program.signatures.second.at(program.methodKeys.second.at(method))]!;
}
/** "Lcom/a/B;". */
export function methodType(program: Program, method: number): string {
  return program.typeNames[program.methodKeys.first.at(method)]!;
}
/** "Lcom/a/B;->c(I)V". */
export function methodSymbol(program: Program, method: number): string {
  return `${methodType(program, method)}->${methodName(program, method)}${methodDescriptor(program, method)}`;
}
/** The DEX that defines a method; undefined for methods only referred to. */
export function methodDex(program: Program, method: number): ProgramDex | undefined {
  const owner = program.methodClass[method]!;
  return owner < 0 ? undefined : program.dexes[program.classDex[owner]!];
}
/** True for methods that a call can dispatch on: not static, private or a constructor. */
export function isVirtual(access: number): boolean {
  return (access & (ACCESS.static | ACCESS.private | ACCESS.constructor)) === 0;
}
