// Opens the XML documents and the resource table of a package, whatever form they have, once per package.
// Leaves what they say to manifest.ts and resources.ts.
import type { Limits } from '../bytes/limits.js';
import { readBinaryXml } from '../formats/resources/binary-xml.js';
import { openResolver } from '../formats/resources/resolve.js';
import type { Resolver } from '../formats/resources/resolve.js';
import { openResourceTable } from '../formats/resources/table.js';
import type { ResourceTable } from '../formats/resources/table.js';
import type { XmlDocument } from '../formats/resources/xml-tree.js';
import type { Note } from '../model/place.js';
import type { Package, Part } from '../package/package.js';
import { openOddities } from './oddities.js';
import type { Oddities } from './oddities.js';

export const MANIFEST = 'AndroidManifest.xml';

/** "classes.dex" in the first part, "split_config.xx.apk!classes.dex" in any other. */
export const entryName = (pkg: Package, part: Part, entry: string): string =>
  part === pkg.parts[0] ? entry : `${part.name}!${entry}`;

export interface OpenedDocument {
  part: Part;
  entry: string;
  document: XmlDocument | null;
  oddities: Oddities;
}

/** Reads one XML entry of a part; `document` is null when it cannot be read. */
export function openDocument(
  pkg: Package,
  part: Part,
  path: string,
  limits: Limits,
  note: Note,
): OpenedDocument {
  const entry = entryName(pkg, part, path);
  const oddities = openOddities(entry, note);
  const document = oddities.attempt(() => readXml(part.read(path), limits, oddities));
  return { part, entry, document, oddities };
}

const readXml = (data: Uint8Array, limits: Limits, oddities: Oddities): XmlDocument =>
  readBinaryXml(data, limits, oddities.odd);

export interface OpenedResources {
  tables: readonly ResourceTable[];
  resolver: Resolver;
  losses: readonly string[];
}
const opened = new WeakMap<Package, OpenedResources>();

/** The resource tables of all parts as one; opened on first use and kept as long as the package. */
export function openResources(pkg: Package, limits: Limits, note: Note): OpenedResources {
  const known = opened.get(pkg);
  if (known !== undefined) return known;
  const tables: ResourceTable[] = [];
  const all: Oddities[] = [];
  for (const part of pkg.parts) {
    if (!part.has('resources.arsc')) continue;
    const oddities = openOddities(entryName(pkg, part, 'resources.arsc'), note);
    all.push(oddities);
    const table = oddities.attempt(() =>
      openResourceTable(part.read('resources.arsc'), limits, oddities.odd),
    );
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
