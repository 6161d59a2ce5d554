// Opens the XML documents and the resource table of a package, whatever form they have, once per package.
// Leaves what they say to manifest.ts and resources.ts.
import type { Limits } from '../bytes/limits.js';
import { isProtobufXml, readProtobufXml } from '../formats/protobuf-xml/xml.js';
import { openProtobufTable } from '../formats/protobuf-xml/table.js';
import { isBinaryXml, readBinaryXml } from '../formats/resources/binary-xml.js';
import type { AttributeFilter } from '../formats/resources/binary-xml.js';
import { openResolver } from '../formats/resources/resolve.js';
import type { Resolver } from '../formats/resources/resolve.js';
import { openResourceTable } from '../formats/resources/table.js';
import type { ResourceTable } from '../formats/resources/table.js';
import type { Odd } from '../bytes/odd.js';
import type { XmlDocument } from '../formats/resources/xml-tree.js';
import { isTextXml, readTextXml } from '../formats/text-xml/text-xml.js';
import type { Note } from '../model/place.js';
import { manifestBounds, manifestOdd, takeManifest } from '../package/manifest-document.js';
import { placeEntry } from '../package/package.js';
import type { Package, Part } from '../package/package.js';
import { openOddities } from './oddities.js';
import { applyMarkers } from './source-manifest.js';
import { openTextResources, PLAIN_NAMES } from './text-names.js';
import type { TextResources } from './text-names.js';
import type { Oddities } from './oddities.js';

export const MANIFEST = 'AndroidManifest.xml';

export interface OpenedDocument {
  part: Part;
  entry: string;
  document: XmlDocument | null;
  /** Text leaves out what the build adds: SDK levels above all. */
  isText: boolean;
  oddities: Oddities;
}

/**
 * Reads one XML entry of a part; `document` is null when it cannot be read.
 * @param wanted the attributes a caller looks at, which spares decoding the others of compiled documents
 */
export function openDocument(
  pkg: Package,
  part: Part,
  path: string,
  limits: Limits,
  note: Note,
  wanted: AttributeFilter | null = null,
): OpenedDocument {
  const entry = placeEntry(pkg, part, path);
  const oddities = openOddities(entry, note);
  const isManifest = path === MANIFEST;
  const known = isManifest ? takeManifest(part, limits, oddities.odd) : null;
  if (known !== null) return { part, entry, document: known, isText: false, oddities };
  const bounds = isManifest ? manifestBounds(limits) : limits;
  const odd = isManifest ? manifestOdd(limits, oddities.odd) : oddities.odd;
  const read = oddities.attempt(() => readXml(part, path, bounds, odd, wanted));
  return { part, entry, document: read?.document ?? null, isText: read?.isText ?? false, oddities };
}

/** Compiled, protocol buffer or text: by content, compiled first. */
function readXml(
  part: Part,
  path: string,
  limits: Limits,
  odd: Odd,
  wanted: AttributeFilter | null,
): Pick<OpenedDocument, 'isText'> & { document: XmlDocument } {
  const data = part.read(path);
  if (!isBinaryXml(data)) {
    if (isTextXml(data)) {
      const { root, whole } = readTextXml(data, limits, odd, textResources.get(part)?.names ?? PLAIN_NAMES);
      return { document: { root: path === MANIFEST ? applyMarkers(root) : root, whole }, isText: true };
    }
    if (isProtobufXml(data)) return { document: readProtobufXml(data, limits, odd), isText: false };
  }
  return { document: readBinaryXml(data, limits, odd, wanted), isText: false };
}

/** Decoded parts by name instead of by id; text documents of a part share its names. */
const textResources = new WeakMap<Part, TextResources>();

export interface OpenedResources {
  tables: readonly ResourceTable[];
  resolver: Resolver;
  losses: readonly string[];
}
/** Where a part keeps its resource table, by kind of package. */
const FORMS: readonly {
  path: string;
  open(data: Uint8Array, limits: Limits, oddities: Oddities): ResourceTable;
}[] = [
  { path: 'resources.arsc', open: (data, limits, { odd }) => openResourceTable(data, limits, odd) },
  { path: 'resources.pb', open: (data, limits) => openProtobufTable(data, limits) },
];

const opened = new WeakMap<Package, OpenedResources>();

/** The resource tables of all parts as one; opened on first use and kept as long as the package. */
export function openResources(pkg: Package, limits: Limits, note: Note): OpenedResources {
  const known = opened.get(pkg);
  if (known !== undefined) return known;
  const tables: ResourceTable[] = [];
  const all: Oddities[] = [];
  for (const part of pkg.parts) {
    const form = FORMS.find(({ path }) => part.has(path));
    if (form === undefined) {
      const decoded = part.has(MANIFEST) && isTextXml(part.peek(MANIFEST, 64));
      if (!decoded) continue;
    }
    const path = form?.path ?? 'res';
    const oddities = openOddities(placeEntry(pkg, part, path), note);
    all.push(oddities);
    const table = oddities.attempt(() => {
      if (form !== undefined) return form.open(part.read(form.path), limits, oddities);
      const resources = openTextResources(part, limits, oddities.odd);
      textResources.set(part, resources);
      return resources.table;
    });
    if (table !== null) tables.push(table);
  }
  const first = all[0] ?? openOddities('resources.arsc', note);
  const resolver = openResolver(tables, limits, first.odd);
  const result: OpenedResources = {
    tables,
    resolver,
    get losses() {
      return [...new Set(all.flatMap((oddities) => oddities.losses()))].sort();
    },
  };
  opened.set(pkg, result);
  return result;
}
