// File patterns of the configuration and the command line: * and ? within a segment, ** across, [a-z], {a,b}.
// An own matcher: Node 20 has none. Results are sorted; symbolic links to folders are not followed by **.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../model/user-error.js';

export const isGlob = (text: string): boolean => /[*?[{]/.test(text);

/** The alternatives of {a,b}, nested ones included. Throws when a brace or bracket is not closed. */
function expandBraces(pattern: string): string[] {
  const open = pattern.indexOf('{');
  if (open < 0) return [pattern];
  let depth = 0;
  const cuts: number[] = [open];
  for (let i = open; i < pattern.length; i++) {
    if (pattern[i] === '{') depth++;
    else if (pattern[i] === '}' && --depth === 0) {
      cuts.push(i);
      const parts: string[] = [];
      for (let c = 0; c + 1 < cuts.length; c++) parts.push(pattern.slice(cuts[c]! + 1, cuts[c + 1]));
      return parts.flatMap((part) => expandBraces(pattern.slice(0, open) + part + pattern.slice(i + 1)));
    } else if (pattern[i] === ',' && depth === 1) cuts.push(i);
  }
  throw new Error('{ is not closed');
}

function segmentPattern(segment: string): RegExp {
  let source = '';
  for (let i = 0; i < segment.length; i++) {
    const c = segment[i]!;
    if (c === '*') source += source.endsWith('[^/]*') ? '' : '[^/]*';
    else if (c === '?') source += '[^/]';
    else if (c === '[') {
      const close = segment.indexOf(']', i + 2);
      if (close < 0) throw new Error('[ is not closed');
      const body = segment
        .slice(i + 1, close)
        .replace(/^!/, '^')
        .replace(/[\\[]/g, '\\$&');
      source += `[${body}]`;
      i = close;
    } else source += c.replace(/[\\^$.|+()\]{}]/g, '\\$&');
  }
  return new RegExp(`^${source}$`, 'u');
}

/** Null when the pattern is well formed, else what is wrong with it. */
export function globFault(pattern: string): string | null {
  if (pattern.trim() === '') return 'the pattern is empty';
  try {
    for (const one of expandBraces(pattern)) one.split('/').forEach((s) => s !== '**' && segmentPattern(s));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const listed = (folder: string): { name: string; isFolder: boolean }[] => {
  try {
    return readdirSync(folder || '.', { withFileTypes: true })
      .map((e) => ({ name: e.name, isFolder: e.isDirectory() }))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  } catch {
    return [];
  }
};

function walk(folder: string, shown: string, segments: readonly string[], found: Set<string>): void {
  const [segment, ...rest] = segments;
  if (segment === undefined) return;
  const under = (name: string) => (shown === '' ? name : shown === '/' ? `/${name}` : `${shown}/${name}`);
  if (segment === '**') {
    walk(folder, shown, rest, found);
    for (const entry of listed(folder))
      if (entry.isFolder && !entry.name.startsWith('.'))
        walk(join(folder, entry.name), under(entry.name), segments, found);
    return;
  }
  if (!isGlob(segment)) {
    const path = join(folder, segment);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return;
    if (rest.length === 0) found.add(under(segment));
    else if (stat.isDirectory()) walk(path, under(segment), rest, found);
    return;
  }
  const pattern = segmentPattern(segment);
  for (const entry of listed(folder)) {
    if (!pattern.test(entry.name) || (entry.name.startsWith('.') && !segment.startsWith('.'))) continue;
    if (rest.length === 0) found.add(under(entry.name));
    else walk(join(folder, entry.name), under(entry.name), rest, found);
  }
}

/**
 * The paths a pattern means, relative to `base`, sorted. A path without pattern characters, or one that exists as it
 * is written, is itself. @throws UserError when the pattern is malformed or matches nothing
 */
export function expandGlob(pattern: string, base: string): string[] {
  if (!isGlob(pattern)) return [pattern];
  const asWritten =
    statSync(join(base, pattern), { throwIfNoEntry: false }) ?? statSync(pattern, { throwIfNoEntry: false });
  if (asWritten) return [pattern];
  const fault = globFault(pattern);
  if (fault !== null)
    throw new UserError('cli/bad-glob', {
      en: `bad pattern ${pattern}: ${fault}`,
      zh: `路径模式 ${pattern} 有误：${fault}`,
    });
  const found = new Set<string>();
  for (const one of expandBraces(pattern)) {
    const absolute = one.startsWith('/');
    const segments = one.split('/').filter((s) => s !== '' && s !== '.');
    walk(absolute ? '/' : base, absolute ? '/' : '', segments, found);
  }
  if (found.size === 0)
    throw new UserError('cli/no-match', {
      en: `${pattern} matches no file`,
      zh: `${pattern} 没有匹配到任何文件`,
    });
  return [...found].sort();
}
