// Manifests in the sources: the lines that name permissions and components, so that results point to them. Leaves reading
// XML to extract/, folders to source-tree.ts.
import { isAbsolute, relative, resolve } from 'node:path';
import type { SourcePlace } from '../report/reporter.js';

const NAMED =
  /<(uses-permission(?:-sdk-23|-sdk-m)?|activity|activity-alias|service|receiver|provider)\b([^>]*)>/g;

/** Line of every permission and component by name; names that start with a dot get the package of the file. */
export function linesOf(text: string, namespace: string | null = null): Record<string, number> {
  const lines: Record<string, number> = {};
  const prefix = namespace ?? /<manifest\b[^>]*\bpackage\s*=\s*["']([^"']*)["']/.exec(text)?.[1] ?? '';
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

/** The same with the file, and the module where it is known. */
export const placesOfManifest = (
  text: string,
  path: string,
  module?: string,
  namespace: string | null = null,
): Record<string, SourcePlace> =>
  Object.fromEntries(
    Object.entries(linesOf(text, namespace)).map(([name, line]) => [
      name,
      { path, line, ...(module === undefined ? {} : { module }) },
    ]),
  );

/**
 * A file as the working folder sees it, with "/" between folders: code hosts look for it in the checkout, and its place
 * on the machine is nobody's business. What lies outside the folder stays as it was named.
 */
export function pathInWork(file: string, cwd: string): string {
  const inside = relative(cwd, resolve(cwd, file));
  const shown = inside === '' || inside.startsWith('..') || isAbsolute(inside) ? file : inside;
  return shown.replaceAll('\\', '/');
}
