// rules/sdk-shapes/ → dist/shapes.bin: one file per SDK, written by the laboratory from the SDK's published code, joined
// into one sorted table. A part that two SDKs share tells of neither and is left out. Build step only.
// The layout is opened by program/shape-table.ts.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hashText } from '../model/canonical.js';

/** One file: what was read of each published version of an SDK. `parts` are sorted 32-bit integers in base64. */
export interface ShapeFile {
  sdk: string;
  versions: { artefact: string; version: string; sha256: string; classes: number; parts: string }[];
}

/** As program/shape-table.ts reads it. */
const MAGIC = 0x5048534f;
const MOST_VERSIONS = 8;

export function readShapeFiles(rules: string): ShapeFile[] {
  const folder = join(rules, 'sdk-shapes');
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as ShapeFile);
}

export function buildShapeTable(files: readonly ShapeFile[]): Uint8Array {
  const owners = files.map(({ sdk, versions }) => ({
    id: sdk,
    versions: versions.slice(0, MOST_VERSIONS).map(({ artefact, version, classes }) => ({
      at: `${artefact}:${version}`,
      classes,
    })),
  }));
  const masks = new Map<number, { owner: number; mask: number }>();
  files.forEach(({ versions }, owner) => {
    for (const [at, { parts }] of versions.slice(0, MOST_VERSIONS).entries()) {
      for (const part of integersOf(parts)) {
        const known = masks.get(part);
        if (!known) masks.set(part, { owner, mask: 1 << at });
        else if (known.owner === owner) known.mask |= 1 << at;
        else known.owner = SHARED;
      }
    }
  });
  const rows = [...masks].filter(([, { owner }]) => owner !== SHARED).sort(([a], [b]) => a - b);
  return write(owners, rows);
}
const SHARED = -1;

function integersOf(base64: string): Int32Array {
  return new Int32Array(new Uint8Array(Buffer.from(base64, 'base64')).buffer);
}

function write(
  owners: readonly { id: string; versions: { at: string; classes: number }[] }[],
  rows: readonly [number, { owner: number; mask: number }][],
): Uint8Array {
  const text = JSON.stringify(owners);
  const json = Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4));
  const [head, count] = [16, rows.length];
  const bytes = new Uint8Array(head + json.length + count * 7);
  const view = new DataView(bytes.buffer);
  bytes.set(json, head);
  const start = head + json.length;
  for (const [i, [part, { owner, mask }]] of rows.entries()) {
    view.setInt32(start + i * 4, part, true);
    view.setUint16(start + count * 4 + i * 2, owner, true);
    view.setUint8(start + count * 6 + i, mask);
  }
  const identity = parseInt(hashText(Buffer.from(bytes.subarray(head)).toString('base64')).slice(0, 8), 16);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, identity, true);
  view.setUint32(8, json.length, true);
  view.setUint32(12, count, true);
  return bytes;
}
