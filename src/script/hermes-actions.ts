// What each opcode of Hermes does to values: many opcodes, few deeds. Leaves doing them to lower-hermes.ts.
import type { Opcodes } from '../formats/hermes/opcodes.js';

/** Deeds; calls first, then what makes values and environments. */
export const DO = {
  call: 1,
  call1: 2,
  call2: 3,
  call3: 4,
  call4: 5,
  callNewTarget: 6,
  callNewTargetLong: 7,
  callDirect: 8,
  callRequire: 9,
  callBuiltin: 10,
  lastCall: 11,
  object: 12,
  objectWithBuffer: 13,
  objectWithShape: 14,
  objectWithParent: 15,
  list: 16,
  listWithBuffer: 17,
  closure: 18,
  generator: 19,
  baseClass: 20,
  derivedClass: 21,
  parent: 22,
  above: 23,
  ofClosure: 24,
  environment: 25,
  topEnvironment: 26,
  innerEnvironment: 27,
  storeSlot: 28,
  loadSlot: 29,
  lastMaking: 30,
  move: 31,
  parameter: 32,
  number: 33,
  zero: 34,
  string: 35,
  globalObject: 36,
  getById: 37,
  getWithReceiver: 38,
  getByVal: 39,
  getByIndex: 40,
  putById: 41,
  putNewById: 42,
  putBySlot: 43,
  putByIndex: 44,
  putByVal: 45,
  accessor: 46,
  condition: 47,
  comparison: 48,
  go: 49,
  give: 50,
  fail: 51,
  concatenate: 52,
  select: 53,
  switchNumbers: 54,
  switchStrings: 55,
  nothing: 56,
  using: 57,
  unknown: 58,
  putOwnByVal: 59,
  branch: 60,
  resume: 61,
} as const;

/** By the name without "Long", "Short", "LongIndex", "Loose", "Strict" and "L" at its end; those differ in widths alone. */
const BY_NAME: Readonly<Record<string, number>> = {
  Call: DO.call,
  Construct: DO.call,
  Call1: DO.call1,
  Call2: DO.call2,
  Call3: DO.call3,
  Call4: DO.call4,
  CallWithNewTarget: DO.callNewTarget,
  CallDirect: DO.callDirect,
  CallRequire: DO.callRequire,
  CallBuiltin: DO.callBuiltin,
  NewObject: DO.object,
  NewObjectWithParent: DO.object,
  NewObjectWithBufferAndParent: DO.objectWithParent,
  NewTypedObjectWithBuffer: DO.objectWithParent,
  NewArray: DO.list,
  NewFastArray: DO.list,
  NewArrayWithBuffer: DO.listWithBuffer,
  CreateClosure: DO.closure,
  CreateGeneratorClosure: DO.closure,
  CreateAsyncClosure: DO.closure,
  CreateGenerator: DO.generator,
  CreateBaseClass: DO.baseClass,
  CreateDerivedClass: DO.derivedClass,
  GetParentEnvironment: DO.parent,
  GetClosureEnvironment: DO.ofClosure,
  CreateFunctionEnvironment: DO.environment,
  CreateTopLevelEnvironment: DO.topEnvironment,
  CreateInnerEnvironment: DO.innerEnvironment,
  StoreToEnvironment: DO.storeSlot,
  StoreNPToEnvironment: DO.storeSlot,
  LoadFromEnvironment: DO.loadSlot,
  Mov: DO.move,
  ToNumeric: DO.move,
  CoerceThisNS: DO.move,
  LoadParam: DO.parameter,
  LoadConstUInt8: DO.number,
  LoadConstInt: DO.number,
  LoadConstDouble: DO.number,
  LoadConstZero: DO.zero,
  LoadConstString: DO.string,
  GetGlobalObject: DO.globalObject,
  GetById: DO.getById,
  TryGetById: DO.getById,
  GetByIdWithReceiver: DO.getWithReceiver,
  GetByVal: DO.getByVal,
  GetByValWithReceiver: DO.getByVal,
  GetByIndex: DO.getByIndex,
  PutById: DO.putById,
  TryPutById: DO.putById,
  DefineOwnById: DO.putById,
  PutNewOwnById: DO.putNewById,
  PutNewOwnNEById: DO.putNewById,
  PutOwnBySlotIdx: DO.putBySlot,
  PutOwnByIndex: DO.putByIndex,
  DefineOwnByIndex: DO.putByIndex,
  DefineOwnInDenseArray: DO.putByIndex,
  PutByVal: DO.putByVal,
  PutOwnByVal: DO.putOwnByVal,
  DefineOwnByVal: DO.putOwnByVal,
  PutOwnGetterSetterByVal: DO.accessor,
  DefineOwnGetterSetterByVal: DO.accessor,
  Jmp: DO.go,
  JmpTrue: DO.condition,
  JmpFalse: DO.condition,
  JmpUndefined: DO.condition,
  SaveGenerator: DO.branch,
  ResumeGenerator: DO.resume,
  IteratorBegin: DO.using,
  GetPNameList: DO.using,
  DirectEval: DO.using,
  Ret: DO.give,
  Throw: DO.fail,
  Add: DO.concatenate,
  AddS: DO.concatenate,
  SelectObject: DO.select,
  SwitchImm: DO.switchNumbers,
  UIntSwitchImm: DO.switchNumbers,
  StringSwitchImm: DO.switchStrings,
  DeclareGlobalVar: DO.nothing,
  ThrowIfHasRestrictedGlobalProperty: DO.nothing,
  FastArrayStore: DO.using,
  FastArrayPush: DO.using,
  FastArrayAppend: DO.using,
  AddOwnPrivateBySym: DO.using,
  PutOwnPrivateBySym: DO.using,
  PutByValWithReceiver: DO.using,
  TypedStoreParent: DO.using,
  ThrowIfThisInitialized: DO.using,
};

const tables = new WeakMap<Opcodes, Uint8Array>();

export function actionsOf(table: Opcodes): Uint8Array {
  let found = tables.get(table);
  if (!found) {
    found = Uint8Array.from(table.names, (name, index) => actionOf(name, table.operands[index]!));
    tables.set(table, found);
  }
  return found;
}

function actionOf(name: string, operands: string): number {
  const plain = name.replace(/(?:LongIndex|Long|Short|L)$/, '').replace(/(?:Loose|Strict)$/, '');
  switch (plain) {
    case 'CallWithNewTarget':
      return operands.endsWith('b') ? DO.callNewTarget : DO.callNewTargetLong;
    case 'NewObjectWithBuffer': // until version 96 with keys and values, then with a shape
      return operands.length === 5 ? DO.objectWithBuffer : DO.objectWithShape;
    case 'GetEnvironment': // until version 96 from the closure, then from an environment
      return operands.length === 2 ? DO.parent : DO.above;
    case 'CreateEnvironment':
      return operands.length === 1 ? DO.environment : DO.innerEnvironment;
  }
  const known = BY_NAME[plain];
  if (known !== undefined) return known;
  if (/^[aA]rr$/.test(operands)) return DO.comparison;
  if (/^[aA]r/.test(operands)) return DO.condition;
  if (/^[aA]/.test(operands)) return DO.branch;
  return DO.unknown;
}
