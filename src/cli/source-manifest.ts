// A manifest in the sources: its lines, so that results point to them, and as an input of its own before the build.
// Leaves reading XML to extract/; here only lines are counted.
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { ParseError } from '../bytes/parse-error.js';
import type { AppFacts } from '../model/facts.js';
import type { Diagnostic } from '../model/place.js';
import { UserError } from '../model/user-error.js';
import type { Package, Part } from '../package/package.js';
import { openBytes } from '../package/source.js';
import type { SourceManifest } from '../report/reporter.js';

/** Manifests of real apps stay far below. */
const LARGEST_BYTES = 16 << 20;

const NAMED =
  /<(uses-permission(?:-sdk-23|-sdk-m)?|activity|activity-alias|service|receiver|provider)\b([^>]*)>/g;

/** Line of every permission and component by name; names that start with a dot get the package of the file. */
export function linesOf(text: string): Record<string, number> {
  const lines: Record<string, number> = {};
  const prefix = /<manifest\b[^>]*\bpackage\s*=\s*["']([^"']*)["']/.exec(text)?.[1] ?? '';
  const withoutComments = text.replace(/<!--[\s\S]*?-->/g, (c) => c.replace(/[^\n]/g, ' '));
  let line = 1;
  let at = 0;
  for (const match of withoutComments.matchAll(NAMED)) {
    const name = /\bandroid:name\s*=\s*["']([^"']*)["']/.exec(match[2]!)?.[1];
    if (name === undefined) continue;
    for (; at < match.index; at++) if (withoutComments.charCodeAt(at) === 10) line++;
    const full = name.startsWith('.') ? prefix + name : name;
    lines[full] ??= line;
  }
  return lines;
}

/** @throws UserError when the file cannot be read */
export function readSourceManifest(file: string): SourceManifest {
  try {
    return { path: file.replaceAll('\\', '/'), lines: linesOf(readFileSync(file, 'utf8')) };
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UserError('cli/no-source', {
      en: `${file}: cannot be read (${reason})`,
      zh: `${file}：无法读取（${reason}）`,
    });
  }
}

/** A text manifest by name and content. */
export function isSourceManifest(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!path.toLowerCase().endsWith('.xml') || !stat?.isFile() || stat.size > LARGEST_BYTES) return false;
  return /^\uFEFF?\s*</.test(readFileSync(path, 'utf8').slice(0, 200));
}

/** The manifest alone as a package: facts have a manifest section, everything else is said to be missing. */
export function openManifestFile(path: string): Package {
  const data = new Uint8Array(readFileSync(path));
  const sha256 = createHash('sha256').update(data).digest('hex');
  const entry = 'AndroidManifest.xml';
  const source = openBytes(data, basename(path));
  const read = (name: string): Uint8Array => {
    if (name !== entry) throw new ParseError('package/no-such-entry', 0, { name });
    return data.slice();
  };
  const part: Part = {
    name: 'base.apk',
    role: 'base',
    sha256,
    sizeBytes: data.length,
    entries: () => [{ name: entry, sizeBytes: data.length, compressedBytes: data.length }],
    has: (name) => name === entry,
    read,
    peek: (name, length) => read(name).slice(0, length),
    source,
  };
  return {
    kind: 'source-manifest',
    sha256,
    sizeBytes: data.length,
    parts: [part],
    close: () => source.close(),
  };
}

/**
 * What a manifest alone can say. Code and the rest are not there to read, and the build file, not the manifest, says
 * the target level, so nothing is implied for old targets.
 */
export function manifestOnly(facts: AppFacts): AppFacts {
  const because = ['source/manifest-only'];
  const missing = { state: 'missing' as const, because };
  const diagnostic: Diagnostic = {
    code: 'source/manifest-only',
    level: 'warning',
    place: { entry: 'AndroidManifest.xml' },
    args: {},
  };
  const { manifest } = facts;
  const value = manifest.state === 'missing' ? null : manifest.value;
  const kept =
    value === null
      ? manifest
      : {
          state: 'partial' as const,
          value:
            value.targetSdk === null && value.minSdk === null
              ? { ...value, permissions: value.permissions.filter((p) => p.source !== 'implied') }
              : value,
          because:
            manifest.state === 'partial' ? [...new Set([...manifest.because, ...because])].sort() : because,
        };
  return {
    ...facts,
    manifest: kept,
    resources: missing,
    code: missing,
    native: missing,
    signing: missing,
    files: missing,
    diagnostics: [...facts.diagnostics, diagnostic],
  };
}
