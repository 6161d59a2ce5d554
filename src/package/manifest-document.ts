// The compiled manifest of an APK, inflated and parsed once: opening looks at its root to put a set together, and the
// extractor takes the same tree. Leaves manifests in other forms, and what any of it means, to extract/.
import { ParseError } from '../bytes/parse-error.js';
import type { Limits } from '../bytes/limits.js';
import { readBinaryXml } from '../formats/resources/binary-xml.js';
import type { Odd } from '../bytes/odd.js';
import type { XmlDocument } from '../formats/resources/xml-tree.js';
import { isZipPart, MANIFEST } from './apk.js';
import type { Part } from './package.js';

interface ReadManifest {
  document: XmlDocument;
  limits: Limits;
  /** What the reader found odd, to be told to whoever takes the document. */
  odd: Parameters<Odd>[];
}

/** Oddities of one code that are kept; nobody tells more of one entry. */
const REPEATS = 3;

/** Keyed by archive: a part gets its final name only once the set is known. */
const waiting = new WeakMap<object, ReadManifest>();

/** A manifest has a ceiling on elements of its own, far below that of any document. */
export const manifestBounds = (limits: Limits): Limits => ({
  ...limits,
  xmlElements: Math.min(limits.xmlElements, limits.manifestElements),
});

/** The ceiling of a manifest goes by its own name, so that whoever raises it knows which. */
export const manifestOdd =
  (limits: Limits, odd: Odd): Odd =>
  (code, offset, args) =>
    odd(
      code === 'limit/xml-elements' && limits.manifestElements <= limits.xmlElements
        ? 'limit/manifest-elements'
        : code,
      offset,
      args,
    );

/** Reads the manifest of a part and keeps it for `takeManifest`; null when it is not there or cannot be read. */
export function peekManifest(part: Part, limits: Limits): XmlDocument | null {
  if (!part.has(MANIFEST)) return null;
  const odd: ReadManifest['odd'] = [];
  const times = new Map<string, number>();
  const remember: Odd = (...args) => {
    const count = times.get(args[0]) ?? 0;
    times.set(args[0], count + 1);
    if (count < REPEATS) odd.push(args);
  };
  try {
    const document = readBinaryXml(
      part.read(MANIFEST),
      manifestBounds(limits),
      manifestOdd(limits, remember),
    );
    if (isZipPart(part)) waiting.set(part.archive, { document, limits, odd });
    return document;
  } catch (error) {
    if (error instanceof ParseError) return null;
    throw error;
  }
}

/** The document that opening read under the same limits, with its oddities; null when it has to be read. Once only. */
export function takeManifest(part: Part, limits: Limits, odd: Odd): XmlDocument | null {
  const found = isZipPart(part) ? waiting.get(part.archive) : undefined;
  if (found === undefined || found.limits !== limits) return null;
  waiting.delete((part as Part & { archive: object }).archive);
  for (const args of found.odd) odd(...args);
  return found.document;
}
