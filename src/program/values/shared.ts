// Fields by which things of many objects are taken for one, since a value that gets where others can reach it is found by
// the field alone. Leaves what a step by such a field is worth to elsewhere.ts.
import { OP } from '../../formats/dex/opcodes.js';
import { classesBelow, type Hierarchy } from '../hierarchy.js';
import type { Edges } from '../sweep.js';

/** Places that make objects of a class whose fields still stand for one thing each. */
const MAKERS = 12;
/** The same of a field that can hold anything: what lists, pairs and messages of all sorts are made of. */
const MAKERS_OF_ANY = 3;

export class SharedFields {
  private readonly h: Hierarchy;
  private readonly statics: ReadonlySet<number>;
  private readonly isEntry: (cls: number) => boolean;
  /** How many places make objects of each class. */
  private readonly makers: Int32Array;
  private readonly anything: number;
  private readonly known: (boolean | undefined)[] = [];

  /**
   * @param statics fields that belong to no object
   * @param isEntry the platform makes objects of the class
   */
  constructor(h: Hierarchy, edges: Edges, statics: ReadonlySet<number>, isEntry: (cls: number) => boolean) {
    this.h = h;
    this.statics = statics;
    this.isEntry = isEntry;
    const { typeClass, classType, types } = h.program;
    this.anything = types.find('Ljava/lang/Object;');
    this.makers = new Int32Array(classType.length);
    for (let e = 0; e < edges.op.length; e++) {
      const made = edges.op[e] === OP.newInstance ? typeClass[edges.target[e]!]! : -1;
      if (made >= 0) this.makers[made]!++;
    }
  }

  has(field: number): boolean {
    return (this.known[field] ??= this.find(field));
  }
  private find(field: number): boolean {
    const { program } = this.h;
    if (this.statics.has(field)) return false;
    const owner = program.fieldKeys.first.at(field);
    if (program.typeClass[owner]! < 0) return true;
    let makers = 0;
    for (const cls of classesBelow(this.h, owner)) makers += this.makers[cls]! + (this.isEntry(cls) ? 1 : 0);
    const type = program.fieldSignatures.second.at(program.fieldKeys.second.at(field));
    return makers > (type === this.anything ? MAKERS_OF_ANY : MAKERS);
  }
}
