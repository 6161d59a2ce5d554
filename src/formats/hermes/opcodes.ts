// Opcodes of Hermes bytecode by version: the list of version 59, and what each later version put in or took out. A name
// comes with the types of its operands; "X~rr" stands for the jump X and its long form. The order is the numbering.
// Facts from the engine's list of instructions (github.com/facebook/hermes, BytecodeList.def, at each version's commit).

/** r, R: register of one byte, of four. b, h, i: unsigned of 1, 2, 4 bytes. I: signed. D: double. a, A: jump of 1, 4 bytes. */
const FIRST = `
NewObjectWithBuffer:rhhhh NewObjectWithBufferLong:rhhii NewObject:r NewObjectWithParent:rr NewArrayWithBuffer:rhhh
NewArrayWithBufferLong:rhhi NewArray:rh Mov:rr MovLong:RR Negate:rr Not:rr BitNot:rr TypeOf:rr Eq:rrr StrictEq:rrr
Neq:rrr StrictNeq:rrr Less:rrr LessEq:rrr Greater:rrr GreaterEq:rrr Add:rrr AddN:rrr Mul:rrr MulN:rrr Div:rrr
DivN:rrr Mod:rrr Sub:rrr SubN:rrr LShift:rrr RShift:rrr URshift:rrr BitAnd:rrr BitXor:rrr BitOr:rrr InstanceOf:rrr
IsIn:rrr GetEnvironment:rb StoreToEnvironment:rbr StoreToEnvironmentL:rhr StoreNPToEnvironment:rbr
StoreNPToEnvironmentL:rhr LoadFromEnvironment:rrb LoadFromEnvironmentL:rrh GetGlobalObject:r GetNewTarget:r
CreateEnvironment:r DeclareGlobalVar:i GetByIdShort:rrbb GetById:rrbh GetByIdLong:rrbi TryGetById:rrbh
TryGetByIdLong:rrbi PutById:rrbh PutByIdLong:rrbi TryPutById:rrbh TryPutByIdLong:rrbi PutNewOwnByIdShort:rrb
PutNewOwnById:rrh PutNewOwnByIdLong:rri PutNewOwnNEById:rrh PutNewOwnNEByIdLong:rri PutOwnByIndex:rrb
PutOwnByIndexL:rri PutOwnByVal:rrrb DelById:rrh DelByIdLong:rri GetByVal:rrr PutByVal:rrr DelByVal:rrr
PutOwnGetterSetterByVal:rrrrb GetPNameList:rrrr GetNextPName:rrrrr Call:rrb Construct:rrb Call1:rrr CallDirect:rbh
Call2:rrrr Call3:rrrrr Call4:rrrrrr CallLong:rri ConstructLong:rri CallDirectLongIndex:rbi CallBuiltin:rbb Ret:r
Catch:r DirectEval:rr Throw:r ThrowIfUndefinedInst:r Debugger: DebuggerCheckBreak: ProfilePoint:h Unreachable:
CreateClosure:rrh CreateClosureLongIndex:rri CreateGeneratorClosure:rrh CreateGeneratorClosureLongIndex:rri
CreateThis:rrr SelectObject:rrr LoadParam:rb LoadParamLong:ri LoadConstUInt8:rb LoadConstInt:rI LoadConstDouble:rD
LoadConstString:rh LoadConstStringLongIndex:ri LoadConstUndefined:r LoadConstNull:r LoadConstTrue:r
LoadConstFalse:r LoadConstZero:r CoerceThisNS:rr LoadThisNS:r ToNumber:rr ToInt32:rr AddEmptyString:rr
GetArgumentsPropByVal:rrr GetArgumentsLength:rr ReifyArguments:r CreateRegExp:riii SwitchImm:riAii StartGenerator:
ResumeGenerator:rr CompleteGenerator: CreateGenerator:rrh CreateGeneratorLongIndex:rri Jmp~ JmpTrue~r JmpFalse~r
JmpUndefined~r SaveGenerator~ JLess~rr JNotLess~rr JLessN~rr JNotLessN~rr JLessEqual~rr JNotLessEqual~rr
JLessEqualN~rr JNotLessEqualN~rr JGreater~rr JNotGreater~rr JGreaterN~rr JNotGreaterN~rr JGreaterEqual~rr
JNotGreaterEqual~rr JGreaterEqualN~rr JNotGreaterEqualN~rr JEqual~rr JNotEqual~rr JStrictEqual~rr
JStrictNotEqual~rr`;

/** From version on: after which name, how many go, what comes. */
const CHANGES: readonly (readonly [number, readonly (readonly [string, number, string])[]])[] = [
  [61, [['Debugger', 1, `AsyncBreakCheck:`]]],
  [73, [['CreateGeneratorLongIndex', 0, `IteratorBegin:rr IteratorNext:rrr IteratorClose:rb`]]],
  [80, [['CallBuiltin', 0, `CallBuiltinLong:rbi`]]],
  [
    81,
    [
      ['CallBuiltinLong', 0, `GetBuiltinClosure:rb`],
      ['Throw', 1, `ThrowIfEmpty:rr`],
      ['CreateGeneratorClosureLongIndex', 0, `CreateAsyncClosure:rrh CreateAsyncClosureLongIndex:rri`],
      ['LoadConstStringLongIndex', 0, `LoadConstEmpty:r`],
    ],
  ],
  [
    83,
    [
      ['', 0, `Unreachable:`],
      ['ProfilePoint', 1, ``],
    ],
  ],
  [85, [['BitOr', 0, `Inc:rr Dec:rr`]]],
  [
    87,
    [
      ['LoadConstDouble', 0, `LoadConstBigInt:rh LoadConstBigIntLongIndex:ri`],
      ['ToNumber', 0, `ToNumeric:rr`],
    ],
  ],
  [
    92,
    [
      ['CreateEnvironment', 0, `CreateInnerEnvironment:rri`],
      ['DeclareGlobalVar', 0, `ThrowIfHasRestrictedGlobalProperty:i`],
    ],
  ],
  [
    93,
    [
      ['CreateEnvironment', 1, ``],
      ['DeclareGlobalVar', 1, ``],
    ],
  ],
  [
    94,
    [
      ['CreateEnvironment', 0, `CreateInnerEnvironment:rri`],
      ['DeclareGlobalVar', 0, `ThrowIfHasRestrictedGlobalProperty:i`],
    ],
  ],
  [95, [['Catch', 1, `DirectEval:rrb`]]],
  [
    97,
    [
      ['Unreachable', 2, `NewObjectWithBuffer:rhh NewObjectWithBufferLong:rii`],
      ['AddN', 0, `AddS:rrr`],
      ['IsIn', 1, `GetParentEnvironment:rb GetEnvironment:rrb GetClosureEnvironment:rr`],
      ['GetNewTarget', 2, `CreateFunctionEnvironment:rb CreateTopLevelEnvironment:ri CreateEnvironment:rri`],
      ['DeclareGlobalVar', 1, ``],
      [
        'TryGetByIdLong',
        4,
        `PutByIdLoose:rrbh PutByIdStrict:rrbh PutByIdLooseLong:rrbi PutByIdStrictLong:rrbi TryPutByIdLoose:rrbh
      TryPutByIdStrict:rrbh TryPutByIdLooseLong:rrbi TryPutByIdStrictLong:rrbi`,
      ],
      ['PutNewOwnByIdLong', 0, `PutOwnBySlotIdx:rrb PutOwnBySlotIdxLong:rri`],
      ['PutOwnByVal', 2, `DelByIdLoose:rrh DelByIdStrict:rrh DelByIdLooseLong:rri DelByIdStrictLong:rri`],
      [
        'GetByVal',
        2,
        `GetByIndex:rrb PutByValLoose:rrr PutByValStrict:rrr DelByValLoose:rrr DelByValStrict:rrr`,
      ],
      ['Call1', 1, `CallWithNewTarget:rrrb`],
      ['Call4', 3, `CallWithNewTargetLong:rrrr`],
      ['CreateClosureLongIndex', 4, ``],
      ['AddEmptyString', 1, `GetArgumentsPropByValLoose:rrr GetArgumentsPropByValStrict:rrr`],
      ['GetArgumentsLength', 1, `ReifyArgumentsStrict:r ReifyArgumentsLoose:r`],
      ['SwitchImm', 3, ``],
      ['IteratorClose', 0, `TypedLoadParent:rr TypedStoreParent:rr`],
      ['JmpUndefinedLong', 2, ``],
    ],
  ],
  [
    98,
    [
      ['NewObjectWithBufferLong', 0, `NewObjectWithBufferAndParent:rrii`],
      [
        'NewArray',
        0,
        `NewFastArray:rh FastArrayLength:rr FastArrayLoad:rrr FastArrayStore:rrr FastArrayPush:rr FastArrayAppend:rr
      CacheNewObject:rrib`,
      ],
      ['IsIn', 0, `PrivateIsIn:rrrr TypeOfIs:rrh`],
      ['GetNewTarget', 0, `LoadParentNoTraps:rr`],
      ['GetByIdLong', 0, `GetByIdWithReceiverLong:rrbri`],
      ['TryPutByIdStrictLong', 3, ``],
      [
        'PutOwnBySlotIdxLong',
        9,
        `GetOwnBySlotIdx:rrb GetOwnBySlotIdxLong:rri DefineOwnById:rrbh DefineOwnByIdLong:rrbi DefineOwnByIndex:rrb
      DefineOwnByIndexL:rri DefineOwnInDenseArray:rrb DefineOwnInDenseArrayL:rrh DefineOwnByVal:rrrb`,
      ],
      ['GetByIndex', 0, `GetByValWithReceiver:rrrr`],
      [
        'PutByValStrict',
        3,
        `PutByValWithReceiver:rrrrb DelByVal:rrrb AddOwnPrivateBySym:rrr GetOwnPrivateBySym:rrbr
      PutOwnPrivateBySym:rrbr DefineOwnGetterSetterByVal:rrrrb`,
      ],
      ['CallWithNewTargetLong', 0, `CallRequire:rri`],
      ['ThrowIfEmpty', 0, `ThrowIfUndefined:rr ThrowIfThisInitialized:r`],
      [
        'ProfilePoint',
        0,
        `CreateBaseClass:rrrh CreateBaseClassLongIndex:rrri CreateDerivedClass:rrrrh CreateDerivedClassLongIndex:rrrri`,
      ],
      ['CreateClosureLongIndex', 1, `CreateThisForNew:rrb CreateThisForSuper:rrrb`],
      ['AddEmptyString', 0, `CreatePrivateName:ri`],
      ['ReifyArgumentsLoose', 0, `ToPropertyKey:rr`],
      ['CreateRegExp', 1, `UIntSwitchImm:riAii StringSwitchImm:riiAi`],
      ['TypedLoadParent', 1, ``],
      ['JmpUndefinedLong', 0, `JmpTypeOfIs:Arh`],
      ['JNotGreaterLong', 4, ``],
      ['JNotGreaterEqualLong', 4, ``],
      ['JStrictNotEqualLong', 0, `JmpBuiltinIs~br JmpBuiltinIsNot~br`],
    ],
  ],
  [
    99,
    [
      ['NewObjectWithBufferAndParent', 0, `NewTypedObjectWithBuffer:rriib`],
      ['FastArrayAppend', 1, ``],
      ['ToInt32', 0, `ToUint32:rr`],
    ],
  ],
];

export const OLDEST = 59;
export const NEWEST = 99;

export interface Opcodes {
  names: readonly string[];
  /** The types of each one's operands. */
  operands: readonly string[];
}

const tables = new Map<number, Opcodes>();

/** Null for a version that is not known. */
export function opcodesOf(version: number): Opcodes | null {
  if (version < OLDEST || version > NEWEST) return null;
  let table = tables.get(version);
  if (!table) tables.set(version, (table = build(version)));
  return table;
}

function build(version: number): Opcodes {
  let list = expand(FIRST);
  for (const [from, edits] of CHANGES) {
    if (from > version) break;
    const next: string[] = [];
    let at = 0;
    for (const [after, gone, come] of edits) {
      const end =
        after === '' ? 0 : list.findIndex((item, index) => index >= at && nameOf(item) === after) + 1;
      next.push(...list.slice(at, end), ...expand(come));
      at = end + gone;
    }
    list = [...next, ...list.slice(at)];
  }
  return { names: list.map(nameOf), operands: list.map((item) => item.slice(item.indexOf(':') + 1)) };
}

function expand(text: string): string[] {
  return text
    .split(/\s+/)
    .filter((item) => item !== '')
    .flatMap((item) => {
      const [name, rest] = item.split('~');
      return rest === undefined ? [item] : [`${name}:a${rest}`, `${name}Long:A${rest}`];
    });
}
const nameOf = (item: string): string => item.slice(0, item.indexOf(':'));
