// The portable executable around an assembly: its sections, and where the metadata and resources of .NET lie (ECMA-335
// II.25). Leaves the metadata to tables.ts and instructions to il.ts.
import { ParseError } from '../../bytes/parse-error.js';
import { View } from '../../bytes/view.js';

const SECTION_BYTES = 40;
const CLI_DIRECTORY = 14;
const MAX_SECTIONS = 96; // as Windows' loader

export interface PortableExecutable {
  view: View;
  metadata: View;
  /** Offset in the file of the resources that are embedded; null without any. */
  resources: number | null;
  /** Offset in the file of a relative address; null outside of every section. */
  offsetOf(address: number): number | null;
}

export function isPortableExecutable(data: Uint8Array): boolean {
  return data.length > 64 && data[0] === 0x4d && data[1] === 0x5a;
}

/** Throws ParseError when it is no executable, or one without code of .NET. */
export function readPortableExecutable(data: Uint8Array): PortableExecutable {
  const view = new View(data);
  if (!isPortableExecutable(data)) throw new ParseError('assembly/magic', 0);
  const head = view.u32(0x3c);
  if (view.u32(head) !== 0x4550) throw new ParseError('assembly/magic', head);
  const count = Math.min(view.u16(head + 6), MAX_SECTIONS);
  const optional = head + 24;
  const plus = view.u16(optional) === 0x20b;
  const sectionsAt = optional + view.u16(head + 20);
  const sections = Array.from({ length: count }, (_, index) => {
    const at = sectionsAt + SECTION_BYTES * index;
    return { address: view.u32(at + 12), sizeBytes: view.u32(at + 16), offset: view.u32(at + 20) };
  });
  const offsetOf = (address: number): number | null => {
    for (const section of sections) {
      const into = address - section.address;
      if (into >= 0 && into < section.sizeBytes && section.offset + into < data.length)
        return section.offset + into;
    }
    return null;
  };
  const directory = optional + (plus ? 112 : 96) + 8 * CLI_DIRECTORY;
  const cli = directory + 8 <= sectionsAt ? offsetOf(view.u32(directory)) : null;
  if (cli === null || view.u32(directory) === 0) throw new ParseError('assembly/not-managed', directory);
  const at = offsetOf(view.u32(cli + 8));
  if (at === null) throw new ParseError('assembly/not-managed', cli);
  const resources = view.u32(cli + 24);
  return {
    view,
    metadata: view.slice(at, Math.min(view.u32(cli + 12), data.length - at)),
    resources: resources === 0 ? null : offsetOf(resources),
    offsetOf,
  };
}
