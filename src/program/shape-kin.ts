// Which classes belong with those whose owner is known: what a party's code uses and what uses that party's code in turn
// is the party's too. A library knows nothing of who uses it, and nobody's code but its own is known to a party, so
// both directions together, or no other user at all, leave only the party itself.
// Leaves telling owners by shape to shapes.ts.
import { codeBounds, visitCode } from '../formats/dex/code.js';
import { IntList } from './int-table.js';
import type { Program } from './program.js';

/** invoke-*, iget to sput, new-instance, const-class, check-cast, instance-of, new-array: reference by kind. */
const [METHOD, FIELD, TYPE] = [1, 2, 3];
const KIND = new Uint8Array(256);
for (let op = 0x6e; op <= 0x72; op++) KIND[op] = METHOD;
for (let op = 0x74; op <= 0x78; op++) KIND[op] = METHOD;
for (let op = 0x52; op <= 0x6d; op++) KIND[op] = FIELD;
for (const op of [0x1c, 0x1f, 0x20, 0x22, 0x23]) KIND[op] = TYPE;
const WANTED = KIND.map((kind) => (kind > 0 ? 1 : 0));

/** Times that belonging is handed on: what lies further off is less sure. */
const ROUNDS = 6;
/** Classes that may follow one whose shape matched; where more do, something that everybody uses was taken for theirs. */
const MOST_FOLLOWERS = 15;

/** Pairs of classes of the program, user and used, each once for each user. */
interface Uses {
  from: IntList;
  to: IntList;
}

function readUses(program: Program): Uses {
  const uses: Uses = { from: new IntList(1 << 14), to: new IntList(1 << 14) };
  const bounds = { start: 0, end: 0 };
  const lastUser = new Int32Array(program.classType.length).fill(-1);
  const use = (user: number, type: number): void => {
    const used = type < 0 ? -1 : program.typeClass[type]!;
    if (used < 0 || used === user || lastUser[used] === user) return;
    lastUser[used] = user;
    uses.from.push(user);
    uses.to.push(used);
  };
  for (let cls = 0; cls < program.classType.length; cls++) {
    const { dex, types, methods, fields } = program.dexes[program.classDex[cls]!]!;
    use(cls, program.classSuper[cls]!);
    for (let i = program.classInterfaceStart[cls]!; i < program.classInterfaceStart[cls + 1]!; i++)
      use(cls, program.classInterfaces[i]!);
    for (let i = program.classMethodStart[cls]!; i < program.classMethodStart[cls + 1]!; i++) {
      if (!codeBounds(dex.units, program.methodCode[program.classMethods[i]!]!, bounds)) continue;
      visitCode(dex.units, bounds.start, bounds.end, WANTED, (op, at) => {
        const kind = KIND[op];
        const index = dex.units[at + 1]!;
        if (kind === TYPE) use(cls, types[index] ?? -1);
        else {
          const member = (kind === METHOD ? methods : fields)[index] ?? -1;
          if (member >= 0)
            use(cls, (kind === METHOD ? program.methodKeys : program.fieldKeys).first.at(member));
        }
      });
    }
  }
  return uses;
}

const [NONE, MIXED] = [-1, -2];

/** Gives owners to wanted classes that have none. Changes `owners` in place. */
export function spreadOwners(program: Program, owners: Int32Array, wanted: (cls: number) => boolean): void {
  const uses = readUses(program);
  const matched = owners.slice();
  for (let round = 0; round < ROUNDS; round++) if (!spreadOnce(uses, owners, wanted)) break;
  const [before, after] = [countBy(matched), countBy(owners)];
  for (let cls = 0; cls < owners.length; cls++) {
    const owner = owners[cls]!;
    if (owner >= 0 && after.get(owner)! > before.get(owner)! * (MOST_FOLLOWERS + 1))
      owners[cls] = matched[cls]!;
  }
}

function countBy(owners: Int32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const owner of owners) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  return counts;
}

function spreadOnce({ from, to }: Uses, owners: Int32Array, wanted: (cls: number) => boolean): boolean {
  const usedBy = new Int32Array(owners.length).fill(NONE); // the one owner that uses it, or MIXED
  const using = new Int32Array(owners.length).fill(NONE); // the one owner that it uses, or MIXED
  const strangers = new Uint8Array(owners.length); // somebody unknown uses it
  const join = (list: Int32Array, cls: number, owner: number): void => {
    list[cls] = list[cls] === NONE || list[cls] === owner ? owner : MIXED;
  };
  for (let i = 0; i < from.length; i++) {
    const [user, used] = [from.at(i), to.at(i)];
    if (owners[used]! < 0) {
      if (owners[user]! < 0) strangers[used] = 1;
      else join(usedBy, used, owners[user]!);
    } else if (owners[user]! < 0) join(using, user, owners[used]!);
  }
  let changed = false;
  for (let cls = 0; cls < owners.length; cls++) {
    const owner = usedBy[cls]!;
    if (owners[cls]! >= 0 || owner < 0 || !wanted(cls)) continue;
    const onlyTheirs = using[cls] === NONE && strangers[cls] === 0;
    if (using[cls] !== owner && !onlyTheirs) continue;
    owners[cls] = owner;
    changed = true;
  }
  return changed;
}
