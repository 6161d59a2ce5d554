// Classes that look as if they turned stored gibberish into strings at run time, as protectors add them: a sign that
// constants were hidden from this analysis. Leaves what follows from it to the engine.
import { codeBounds, visitCode } from '../formats/dex/code.js';
import { ACCESS } from '../formats/dex/layout.js';
import { methodDescriptor, methodDex, type Program } from './program.js';

/** From text, bytes or numbers alone to a string. */
const DECRYPTS = /^\((?:Ljava\/lang\/String;|\[[BCSI]|[ISJB])+\)Ljava\/lang\/String;$/;
/** A helper for a single text is called once or twice; a decryptor wherever a constant stood. */
const MIN_CALLS = 10;
/** xor-int, its forms with two addresses and with a literal. */
const XOR = new Uint8Array(256);
for (const op of [0x97, 0xa2, 0xb7, 0xc2, 0xd7, 0xdf]) XOR[op] = 1;

/** Number of classes with a static method that makes a string with exclusive-or and is called from many places. */
export function countDecryptors(program: Program, calls: Int32Array): number {
  const found = new Set<number>();
  const bounds = { start: 0, end: 0 };
  for (const method of program.classMethods) {
    if (calls[method]! < MIN_CALLS || (program.methodAccess[method]! & ACCESS.static) === 0) continue;
    if (!DECRYPTS.test(methodDescriptor(program, method))) continue;
    const units = methodDex(program, method)!.dex.units;
    if (!codeBounds(units, program.methodCode[method]!, bounds)) continue;
    visitCode(units, bounds.start, bounds.end, XOR, () => found.add(program.methodClass[method]!));
  }
  return found.size;
}
