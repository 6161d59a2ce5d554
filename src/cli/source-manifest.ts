// A manifest in the sources: its lines, so that results point to them. Leaves reading XML to extract/.
import { readFileSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { UserError } from '../model/user-error.js';
import type { SourceManifest } from '../report/reporter.js';

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

/**
 * A file as the working folder sees it, with "/" between folders: code hosts look for it in the checkout, and its place
 * on the machine is nobody's business. What lies outside the folder stays as it was named.
 */
export function pathInWork(file: string, cwd: string): string {
  const inside = relative(cwd, resolve(cwd, file));
  const shown = inside === '' || inside.startsWith('..') || isAbsolute(inside) ? file : inside;
  return shown.replaceAll('\\', '/');
}

/** @throws UserError when the file cannot be read */
export function readSourceManifest(file: string, cwd: string): SourceManifest {
  try {
    return { path: pathInWork(file, cwd), lines: linesOf(readFileSync(file, 'utf8')) };
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UserError('cli/no-source', {
      en: `${file}: cannot be read (${reason})`,
      zh: `${file}：无法读取（${reason}）`,
    });
  }
}
