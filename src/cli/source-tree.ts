// A folder of sources: Gradle modules, manifests, Java and Kotlin files by the classes they declare, and the lines of build
// files that ask for dependencies. Reads text, runs no build. Leaves what is looked up to sources.ts.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SourcePlace } from '../report/reporter.js';

/** Files of one tree that are read, and bytes of one of them: far above real projects. */
const MOST_FILES = 50_000;
const LONGEST_FILE = 4 << 20;
const MOST_FOLDERS = 100_000;
/** Folders that hold nothing anybody wrote. */
const NOT_SOURCES: ReadonlySet<string> = new Set(['build', 'node_modules', 'out', 'bin']);

export interface SourceFile {
  /** On this machine. */
  file: string;
  module: string;
}
export interface SourceTree {
  manifests: SourceFile[];
  /** Dotted name of a top-level class → the file that declares it, and from which line. */
  classes: Map<string, SourceFile & { line: number }>;
  /** Build files and version catalogues, in order. */
  builds: SourceFile[];
  /** True where more was there than is read. */
  cut: boolean;
}

const isBuild = (name: string): boolean =>
  /^build\.gradle(?:\.kts)?$/.test(name) || /\.versions\.toml$/.test(name);

/** Gradle's name of the module in a folder: ":" for the root, ":app", ":feature:shop". */
const moduleName = (segments: readonly string[]): string => `:${segments.join(':')}`;

/** @throws NodeJS.ErrnoException when the folder cannot be read */
export function openTree(root: string): SourceTree {
  const tree: SourceTree = { manifests: [], classes: new Map(), builds: [], cut: false };
  let files = 0;
  let folders = 0;
  const walk = (folder: string, segments: readonly string[], module: string): void => {
    if (++folders > MOST_FOLDERS) {
      tree.cut = true;
      return;
    }
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    const own = entries.some((e) => /^build\.gradle(?:\.kts)?$/.test(e.name)) ? moduleName(segments) : module;
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        // A Java package may be called "build" or "out": below java/ or kotlin/ nothing is left out.
        const written = segments.includes('java') || segments.includes('kotlin');
        if (!entry.name.startsWith('.') && (written || !NOT_SOURCES.has(entry.name)))
          walk(path, [...segments, entry.name], own);
        continue;
      }
      if (!entry.isFile()) continue;
      if (entry.name === 'AndroidManifest.xml') tree.manifests.push({ file: path, module: own });
      else if (isBuild(entry.name)) tree.builds.push({ file: path, module: own });
      else if (/\.(?:java|kt)$/.test(entry.name)) {
        if (++files > MOST_FILES) tree.cut = true;
        else addClasses(tree, path, own);
      }
    }
  };
  walk(root, [], ':');
  // The manifest of "main" speaks before those of flavours and tests.
  const rank = ({ file }: SourceFile): number =>
    /[/\\]src[/\\]main[/\\]/.test(file) ? 0 : /[/\\](?:androidT|t)est/.test(file) ? 2 : 1;
  tree.manifests.sort((a, b) => rank(a) - rank(b) || (a.file < b.file ? -1 : 1));
  return tree;
}

/** Null for what is no file, cannot be read or is too long to have been written by hand. */
export function readText(file: string): string | null {
  try {
    const stat = statSync(file);
    return !stat.isFile() || stat.size > LONGEST_FILE ? null : readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Comments and texts as blanks, so that words in them declare nothing; line ends stay. */
export const withoutWords = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"/g, (part) =>
    part.replace(/[^\n]/g, ' '),
  );

const DECLARED =
  /^[ \t]*(?:(?:@\w+(?:\([^)\n]*\))?|[a-z]+)[ \t]+)*(?:class|interface|enum|object|record|@interface)[ \t]+(\w+)/gm;

function addClasses(tree: SourceTree, file: string, module: string): void {
  const text = readText(file);
  if (text === null) return;
  const code = withoutWords(text);
  const name = /^[ \t]*package[ \t]+([\w.`]+)/m.exec(code)?.[1]?.replaceAll('`', '') ?? '';
  const inPackage = (cls: string): string => (name === '' ? cls : `${name}.${cls}`);
  const lineOf = (index: number): number => code.slice(0, index).split('\n').length;
  const put = (cls: string, line: number): void => {
    if (!tree.classes.has(inPackage(cls))) tree.classes.set(inPackage(cls), { file, module, line });
  };
  for (const match of code.matchAll(DECLARED)) put(match[1]!, lineOf(match.index + match[0].length));
  if (!file.endsWith('.kt')) return;
  // Functions beside classes become a class of the file's name, or of the one it says (kotlinlang.org, "Package-level functions").
  const said = /^[ \t]*@file:JvmName\([ \t]*"(\w+)"[ \t]*\)/m.exec(text)?.[1];
  const stem = basename(file, '.kt');
  put(said ?? `${stem.charAt(0).toUpperCase()}${stem.slice(1)}Kt`, 1);
}

/** Line that declares a method in a file, 1-based; null when no line looks like it. */
export function lineOfMethod(code: string, method: string): number | null {
  if (!/^\w+$/.test(method)) return null;
  const at = new RegExp(
    `^[^\\n=;{}]*(?:\\bfun\\b[^\\n=;{}]*?\\b|[\\w>\\]?][ \\t]+)${method}[ \\t]*\\(`,
    'm',
  ).exec(code);
  return at ? code.slice(0, at.index).split('\n').length : null;
}

/** The first line of the build files that names a coordinate, "group:artifact"; catalogues may have them apart. */
export function dependencyPlace(
  tree: SourceTree,
  coordinate: string,
  show: (file: string) => string,
): SourcePlace | null {
  const [group, artifact] = coordinate.split(':');
  for (const { file, module } of tree.builds) {
    const lines = readText(file)?.split('\n') ?? [];
    const at = lines.findIndex((line) => {
      if (/^\s*(?:\/\/|#)/.test(line)) return false;
      const bare = line.replaceAll(/\s/g, '');
      return (
        new RegExp(`["']${escaped(group!)}:${escaped(artifact!)}(?::|["'])`).test(bare) ||
        (bare.includes(`"${group!}"`) && new RegExp(`name=["']${escaped(artifact!)}["']`).test(bare))
      );
    });
    if (at >= 0) return { path: show(file), line: at + 1, module };
  }
  return null;
}
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
