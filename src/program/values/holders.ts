// Which things can have which fields, by their classes, and which fields lead to another thing of the same kind. Leaves what
// the fields hold to elsewhere.ts and how far they are told apart to facts.ts.
import { ACCESS } from '../../formats/dex/layout.js';
import { isSubtypeOf, typeNamed, type Hierarchy } from '../hierarchy.js';
import type { Places } from './fields.js';

/** More than the types of a program. */
const TYPE_SPAN = 2 ** 26;

export class Holders {
  private readonly h: Hierarchy;
  private readonly places: Places;
  private readonly below = new Map<number, boolean>();
  private readonly wraps: (boolean | undefined)[] = [];

  constructor(h: Hierarchy, places: Places) {
    this.h = h;
    this.places = places;
  }

  /** A type is another's subtype, and not that type itself. */
  isBelow(type: number, above: number): boolean {
    if (type < 0 || type === above) return false;
    const key = type * TYPE_SPAN + above;
    let known = this.below.get(key);
    if (known === undefined) {
      known = isSubtypeOf(this.h, type, typeNamed(this.h, this.h.program.types.text(above)));
      this.below.set(key, known);
    }
    return known;
  }

  /** A thing of a class of the package has the fields of that class, of those above and below it, and no others. */
  canHold(type: number, place: number): boolean {
    if (!this.places.isField(place) || type < 0) return true;
    const { program } = this.h;
    const cls = program.typeClass[type]!;
    if (cls < 0 || (program.classAccess[cls]! & ACCESS.interface) !== 0) return true;
    const owner = program.fieldKeys.first.at(place);
    return owner === type || this.isBelow(type, owner) || this.isBelow(owner, type);
  }

  /** A field that can hold what holds it: the next node of a list, the stream that a stream writes through to. */
  holdsItsKind(field: number): boolean {
    return (this.wraps[field] ??= this.findWrapper(field));
  }
  private findWrapper(field: number): boolean {
    const { program } = this.h;
    const owner = program.fieldKeys.first.at(field);
    const type = program.fieldSignatures.second.at(program.fieldKeys.second.at(field));
    return type === owner || (program.types.text(type) !== 'Ljava/lang/Object;' && this.isBelow(owner, type));
  }
}
