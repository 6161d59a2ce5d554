// A JAR manifest or signature file: attributes by section, and where each section lies, for sections are digested as
// bytes (JAR File Specification, "JAR Manifest"; android.util.jar.StrictJarManifestReader).
// Leaves digests and signatures to verify-jar.ts.
import { ParseError } from '../../bytes/parse-error.js';
import { readUtf8 } from '../../bytes/text.js';

export interface JarSection {
  /** Attribute names in lower case, as they compare. */
  attributes: ReadonlyMap<string, string>;
  /** The bytes of the section, with the blank line that ends it. */
  start: number;
  end: number;
}
export interface JarManifest {
  main: JarSection;
  /** By entry name; of several with the same name the last counts. */
  entries: ReadonlyMap<string, JarSection>;
}

const CR = 13;
const LF = 10;
const SPACE = 32;

/** Throws ParseError "signing/bad-jar-manifest" when a line is no attribute or an entry has no name. */
export function readJarManifest(data: Uint8Array): JarManifest {
  const sections: JarSection[] = [];
  let at = 0;
  while (at < data.length) {
    const section = readSection(data, at);
    sections.push(section);
    at = section.end;
  }
  const [main = { attributes: new Map<string, string>(), start: 0, end: 0 }, ...others] = sections;
  const entries = new Map<string, JarSection>();
  for (const section of others) {
    if (section.attributes.size === 0) continue; // more than one blank line
    const name = section.attributes.get('name');
    if (name === undefined) throw new ParseError('signing/bad-jar-manifest', section.start);
    entries.set(name, section);
  }
  return { main, entries };
}

/** End of the line at `at`, and where the next one begins; a line ends with CR LF, LF or CR. */
function lineEnd(data: Uint8Array, at: number): { end: number; next: number } {
  let end = at;
  while (end < data.length && data[end] !== LF && data[end] !== CR) end++;
  const next = end + (data[end] === CR && data[end + 1] === LF ? 2 : 1);
  return { end, next: Math.min(next, data.length) };
}

function readSection(data: Uint8Array, start: number): JarSection {
  const attributes = new Map<string, string>();
  let at = start;
  while (at < data.length) {
    const first = at;
    const parts: Uint8Array[] = [];
    let { end, next } = lineEnd(data, at);
    at = next;
    if (end === first) break;
    parts.push(data.subarray(first, end));
    while (data[at] === SPACE) {
      ({ end, next } = lineEnd(data, at));
      parts.push(data.subarray(at + 1, end));
      at = next;
    }
    const line = readUtf8(parts.length === 1 ? parts[0]! : Buffer.concat(parts));
    const colon = line.indexOf(': ');
    if (colon <= 0) throw new ParseError('signing/bad-jar-manifest', first);
    attributes.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 2));
  }
  return { attributes, start, end: at };
}
