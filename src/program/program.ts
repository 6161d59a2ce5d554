// The program across all its DEX files, joined as Android's class loader joins them: a class of the platform wins over
// any copy in the package, then the first definition does; the others are never loaded. Types, methods and fields get integer ids that hold for the whole program.
// Leaves supertypes to hierarchy.ts and instructions to sweep.ts.
import { DEFAULT_LIMITS } from '../bytes/limits.js';
import type { Odd } from '../bytes/odd.js';
import type { DexFile } from '../formats/dex/dex-file.js';
import { ACCESS, CLASS_DEF, NO_INDEX } from '../formats/dex/layout.js';
import { readMembers, type Members } from '../formats/dex/members.js';
import { DescriptorTable } from './descriptor-table.js';
import { IntList, PairTable } from './int-table.js';
import { TextTable } from './text-table.js';

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
  /** Global class of each class_def, or -1 when the platform's or an earlier definition hides it. */
  classes: Int32Array;
}

/**
 * Ids: a type for every descriptor mentioned; a class for every type defined here; a method or field for every
 * (type, name, descriptor) mentioned or defined; a signature for every (name, descriptor). Texts are made when asked for.
 */
export interface Program {
  readonly dexes: readonly ProgramDex[];
  /** "Lcom/a/B;" by type. */
  readonly types: TextTable;
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

  readonly names: TextTable;
  readonly descriptors: DescriptorTable;
  readonly signatures: PairTable; // (name, descriptor)
  readonly fieldSignatures: PairTable; // (name, type)
  readonly methodKeys: PairTable; // (type, signature)
  readonly fieldKeys: PairTable; // (type, field signature)
  /** Class that defines a method, or -1 for methods only referred to. */
  readonly methodClass: Int32Array;
  readonly methodAccess: Int32Array;
  /** Byte offset of the code_item in the class's DEX; 0 = none. */
  readonly methodCode: Int32Array;
  /** Classes hidden by an earlier definition. */
  readonly hiddenClasses: number;
  /** Classes list more interfaces than the ceiling; the rest lists none. */
  readonly interfacesCut: boolean;
  /** The text that a resource id stands for in every configuration, or null. */
  resourceText(id: number): string | null;
}
export type ResourceText = Program['resourceText'];

/** 1 for each type that the boot class path or a shared library defines: the loader asks those first. */
export type FindPlatformTypes = (types: TextTable) => Uint8Array;

export function buildProgram(
  inputs: readonly DexInput[],
  noteFor: (entry: string) => Odd,
  findPlatformTypes: FindPlatformTypes = (types) => new Uint8Array(types.size),
  resourceText: ResourceText = () => null,
  mostSupertypes = DEFAULT_LIMITS.supertypes,
): Program {
  const count = (of: (dex: DexFile) => number): number => inputs.reduce((sum, { dex }) => sum + of(dex), 0);
  const methodCount = count((dex) => dex.methodClasses.length);
  const types = new TextTable(count((dex) => dex.typeStrings.length));
  const names = new TextTable(methodCount >> 1);
  const descriptors = new DescriptorTable(types);
  const signatures = new PairTable(methodCount);
  const methodKeys = new PairTable(methodCount);
  const fieldSignatures = new PairTable(1 << 12);
  const fieldKeys = new PairTable(count((dex) => dex.fieldClasses.length));
  const dexes: ProgramDex[] = inputs.map(({ entry, dex }) => {
    const members = readMembers(dex, noteFor(entry));
    const globalTypes = numberTypes(dex, types);
    const protos = new Int32Array(dex.protoReturns.length);
    for (let i = 0; i < protos.length; i++) {
      protos[i] = descriptors.add(globalTypes[dex.protoReturns[i]!] ?? -1, dex.parameters(i), globalTypes);
    }
    const nameOf = nameNumbers(dex, names);
    const methods = new Int32Array(dex.methodClasses.length);
    for (let i = 0; i < methods.length; i++) {
      const type = globalTypes[dex.methodClasses[i]!] ?? -1;
      const proto = protos[dex.methodProtos[i]!] ?? -1;
      const name = nameOf(dex.methodNames[i]!);
      methods[i] = type < 0 || proto < 0 || name < 0 ? -1 : methodKeys.add(type, signatures.add(name, proto));
    }
    const fields = new Int32Array(dex.fieldClasses.length);
    for (let i = 0; i < fields.length; i++) {
      const type = globalTypes[dex.fieldClasses[i]!] ?? -1;
      const name = nameOf(dex.fieldNames[i]!);
      const fieldType = globalTypes[dex.fieldTypes[i]!] ?? -1;
      fields[i] = type < 0 || name < 0 ? -1 : fieldKeys.add(type, fieldSignatures.add(name, fieldType));
    }
    const classes = new Int32Array(dex.classCount).fill(-1);
    return { entry, dex, members, types: globalTypes, methods, fields, classes };
  });
  return {
    dexes,
    types,
    names,
    descriptors,
    signatures,
    fieldSignatures,
    methodKeys,
    fieldKeys,
    resourceText,
    ...joinClasses(dexes, findPlatformTypes(types), methodKeys, noteFor, mostSupertypes),
  };
}

/** Global type of each local one; -1 where the descriptor is empty or cannot be read. */
function numberTypes(dex: DexFile, types: TextTable): Int32Array {
  const { data } = dex.view;
  const found = new Int32Array(dex.typeStrings.length);
  for (let i = 0; i < found.length; i++) {
    const offset = dex.stringOffsets[dex.typeStrings[i]!];
    const type = offset === undefined ? -1 : types.addString(data, offset);
    found[i] = type < 0 || types.length(type) === 0 ? -1 : type;
  }
  return found;
}

/** Numbers the strings that name members, each once; -1 for an index beyond the table. */
function nameNumbers(dex: DexFile, names: TextTable): (string: number) => number {
  const { stringOffsets } = dex;
  const { data } = dex.view;
  const known = new Int32Array(stringOffsets.length).fill(-1);
  return (string) => {
    if (string >= known.length) return -1;
    const id = known[string]!;
    return id >= 0 ? id : (known[string] = names.addString(data, stringOffsets[string]!));
  };
}

// eslint-disable-next-line max-lines-per-function -- one pass over all classes of all files: the first of a name wins
function joinClasses(
  dexes: readonly ProgramDex[],
  ofPlatform: Uint8Array,
  methodKeys: PairTable,
  noteFor: (entry: string) => Odd,
  mostSupertypes: number,
) {
  const methodCount = methodKeys.size;
  const methodTypes = methodKeys.first;
  const typeClass = new Int32Array(ofPlatform.length).fill(-1);
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
  let interfacesCut = false; // many classes can share one long list
  // eslint-disable-next-line complexity -- one pass over all classes of all files: the first of a name wins
  dexes.forEach(({ entry, dex, types, members, methods: ids, classes }, dexIndex) => {
    let copies = 0;
    for (let def = 0; def < dex.classCount; def++) {
      const at = def * CLASS_DEF.words;
      const type = types[dex.classDefs[at + CLASS_DEF.classIdx]!] ?? -1;
      if (type < 0) continue;
      if (typeClass[type]! >= 0) {
        hiddenClasses++;
        continue;
      }
      if (ofPlatform[type] === 1) {
        copies++;
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
      const listed = dex.typeList(dex.classDefs[at + CLASS_DEF.interfacesOff]!);
      if (interfaces.length + listed.length > mostSupertypes) interfacesCut = true;
      else
        for (const local of listed) {
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
    if (copies > 0) noteFor(entry)('dex/platform-class-copied', 0, { count: copies });
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
    interfacesCut,
  };
}

/** The static initialiser of each class, or -1. */
export function staticInitialisers(program: Program): Int32Array {
  const found = new Int32Array(program.classType.length).fill(-1);
  const name = program.names.find('<clinit>');
  for (let m = 0; m < program.classMethods.length && name >= 0; m++) {
    const method = program.classMethods[m]!;
    if (methodNameId(program, method) === name) found[program.methodClass[method]!] = method;
  }
  return found;
}

/** "getDeviceId". */
export function methodName(program: Program, method: number): string {
  return program.names.text(program.signatures.first.at(program.methodKeys.second.at(method)));
}
/** "()Ljava/lang/String;". */
export function methodDescriptor(program: Program, method: number): string {
  return program.descriptors.text(program.signatures.second.at(program.methodKeys.second.at(method)));
}
/** ["I", "Ljava/lang/String;"]. */
export function methodParameters(program: Program, method: number): readonly string[] {
  return program.descriptors.parameters(program.signatures.second.at(program.methodKeys.second.at(method)));
}
/** "Lcom/a/B;". */
export function methodType(program: Program, method: number): string {
  return program.types.text(program.methodKeys.first.at(method));
}
/** "Lcom/a/B;->c(I)V". */
export function methodSymbol(program: Program, method: number): string {
  return `${methodType(program, method)}->${methodName(program, method)}${methodDescriptor(program, method)}`;
}
/** Name of a method's number, for comparing with one found by `names.find`. */
export function methodNameId(program: Program, method: number): number {
  return program.signatures.first.at(program.methodKeys.second.at(method));
}
/** Class defined under a descriptor, or -1. */
export function classNamed(program: Program, descriptor: string): number {
  const type = program.types.find(descriptor);
  return type < 0 ? -1 : program.typeClass[type]!;
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
/** The constructors of a class. */
export function constructorsOf(
  { classMethodStart, classMethods, methodAccess }: Program,
  cls: number,
): number[] {
  const { constructor, static: isStatic } = ACCESS;
  return [...classMethods.subarray(classMethodStart[cls]!, classMethodStart[cls + 1]!)].filter(
    (method) => (methodAccess[method]! & (constructor | isStatic)) === constructor,
  );
}
