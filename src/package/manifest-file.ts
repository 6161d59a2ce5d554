// A manifest alone, source or compiled: for a check before there is a package. Everything but the manifest is missing,
// and that is said. Leaves reading it to the extractors.
import { ParseError } from '../bytes/parse-error.js';
import { readUtf8 } from '../bytes/text.js';
import { isBinaryXml } from '../formats/resources/binary-xml.js';
import { MANIFEST, type OpenContext, type Opened } from './apk.js';
import { sourceSha256 } from './source.js';
import type { Part, Source } from './package.js';

/** True for compiled XML, or for text whose first bytes open a manifest element. */
export const isManifestFile = (head: Uint8Array): boolean =>
  isBinaryXml(head) || /<manifest[\s>]/.test(readUtf8(head));

export function openManifestFile(source: Source, context: OpenContext): Opened {
  context.note({ code: 'package/manifest-only', level: 'warning', place: { entry: '' }, args: {} });
  const read = (path: string, length: number): Uint8Array => {
    if (path !== MANIFEST) throw new ParseError('package/no-such-entry', 0, { name: path });
    if (Math.min(length, source.sizeBytes) > context.limits.entryBytes) {
      throw new ParseError('limit/entry-bytes', 0, { limit: context.limits.entryBytes });
    }
    return source.read(0, Math.min(length, source.sizeBytes));
  };
  const part: Part = {
    name: 'base.apk',
    role: 'base',
    source,
    sizeBytes: source.sizeBytes,
    get sha256() {
      return sourceSha256(source);
    },
    entries: () => [{ name: MANIFEST, sizeBytes: source.sizeBytes, compressedBytes: source.sizeBytes }],
    has: (path) => path === MANIFEST,
    read: (path) => read(path, Infinity),
    peek: read,
  };
  return { kind: 'manifest', parts: [part] };
}
