// The call by which code asks for a text of its resources, whatever class it is called on. Leaves the text itself to
// Program.resourceText.
import type { Program } from '../program.js';

const known = new WeakMap<Program, number>();

/** The number of the signature "getString(I)Ljava/lang/String;" in a program, or -1. */
export function getStringOf(program: Program): number {
  let found = known.get(program);
  if (found === undefined) {
    const name = program.names.find('getString');
    const descriptor = program.descriptors.find('(I)Ljava/lang/String;');
    found = name < 0 || descriptor < 0 ? -1 : program.signatures.find(name, descriptor);
    known.set(program, found);
  }
  return found;
}
