// The apps below the folders that an auditor names: recursive, links followed once, sets of splits joined, decoded apps
// taken whole. Everything that looks like a package and is left out is named. Leaves hashing to file-hashes.ts.
import { compareText } from '../model/order.js';
import {
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Limits } from '../bytes/limits.js';
import type { SurveyProblem } from '../model/survey.js';
import { UserError } from '../model/user-error.js';
import { decodedRoot } from '../package/directory.js';
import { groupPaths } from '../package/group-paths.js';
import { openApp } from '../scan.js';

/** An app found: its files as absolute paths, base or folder first. */
export interface FoundFiles {
  id: string; // of the first file, relative to the root, "/" between folders
  paths: string[];
}
export interface Found {
  root: string;
  apps: FoundFiles[]; // by id
  files: number; // files taken for packages
  problems: Omit<SurveyProblem, 'text'>[];
}

const PACKAGES = /\.(apk|apks|xapk|apkm|aab)$/i;
/** Parts of a package that stand alone only when named: they would be noise when found in a folder. */
const APK = /\.apk$/i;
/** Files of other kinds are opened only when they begin like an archive and have no telling name. */
const TELLING =
  /\.(zip|jar|aar|docx|xlsx|pptx|odt|ods|epub|whl|json|csv|jsonl|html?|txt|md|pdf|png|jpe?g|gz|xz|7z|rar)$/i;

/**
 * A folder that apktool or jadx wrote, by the marks they leave; a manifest alone is found in every source tree.
 * Named by itself, any folder with a manifest is taken, unless packages lie in it: then these are meant.
 */
const isDecodedApp = (folder: string): boolean => {
  const base = decodedRoot(folder);
  return base !== null && (base !== folder || existsSync(join(folder, 'apktool.yml')));
};

const isNamedApp = (folder: string): boolean =>
  isDecodedApp(folder) || (decodedRoot(folder) !== null && !holdsPackages(folder));

const holdsPackages = (folder: string): boolean => {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((name) => PACKAGES.test(name));
  } catch {
    return false;
  }
};

const beginsLikeArchive = (path: string): boolean => {
  try {
    const handle = openSync(path, 'r');
    try {
      const head = Buffer.alloc(4);
      return readSync(handle, head, 0, 4, 0) === 4 && head.readUInt32LE(0) === 0x04034b50;
    } finally {
      closeSync(handle);
    }
  } catch {
    return false;
  }
};

/**
 * What macOS lays beside a file on foreign disks and in archives: its attributes (AppleDouble), under its name with
 * "._" in front. Never a package, whatever the name ends with.
 */
const isCompanion = (path: string, name: string): boolean =>
  name.startsWith('._') && PACKAGES.test(name) && !beginsLikeArchive(path);

const isApp = (path: string, limits: Limits): boolean => {
  try {
    openApp([path], limits).close();
    return true;
  } catch {
    return false;
  }
};

/** The deepest folder that holds all of these. */
const commonFolder = (folders: readonly string[]): string => {
  const [first = '', ...rest] = folders.map((f) => f.split(sep));
  let shared = first.length;
  for (const parts of rest) {
    let same = 0;
    while (same < shared && same < parts.length && first[same] === parts[same]) same++;
    shared = same;
  }
  return (first as string[]).slice(0, shared).join(sep) || sep;
};

const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** Folders that lie in no other of them, each once. */
const outermost = (folders: readonly string[]): string[] =>
  [...new Set(folders)].filter((f, _, all) => !all.some((other) => other !== f && isWithin(f, other)));

/** Several folders → the fewest last names that tell each from the others; null when they cannot. */
const shortNames = (folders: readonly string[]): Map<string, string> | null => {
  if (folders.length < 2) return null;
  const names = folders.map((folder) => folder.split(sep).filter((name) => name !== ''));
  const most = Math.min(...names.map((n) => n.length));
  for (let count = 1; count <= most; count++) {
    const tails = names.map((n) => n.slice(-count).join(sep));
    if (new Set(tails).size === tails.length) return new Map(folders.map((folder, i) => [folder, tails[i]!]));
  }
  return null;
};

/** How splits of a folder were grouped before, so that a folder that did not change is not opened again. */
export interface GroupMemory {
  groups(folder: string, files: readonly string[]): string[][] | null;
  keep(folder: string, files: readonly string[], groups: string[][]): void;
}

/**
 * @param skip folders to leave out, such as the one the report goes to
 * @throws UserError when a path does not exist
 */
// eslint-disable-next-line max-lines-per-function -- closures over one list of what was found
export function findInputs(
  paths: readonly string[],
  skip: readonly string[],
  limits: Limits,
  memory: GroupMemory | null,
): Found {
  const problems: Found['problems'] = [];
  const starts = paths.map((path) => {
    const absolute = resolve(path);
    const stat = statSync(absolute, { throwIfNoEntry: false });
    if (!stat)
      throw new UserError('survey/no-such-path', {
        en: `${path}: no such file or folder`,
        zh: `${path}：没有这个文件或文件夹`,
      });
    return { path: absolute, isFolder: stat.isDirectory() && !isNamedApp(absolute) };
  });
  const homes = outermost(starts.map((s) => (s.isFolder ? s.path : dirname(s.path))));
  const root = commonFolder(homes);
  const prefixes = shortNames(homes);
  // Below the folder that was named; of several, its name in front, but never where it lies on this machine.
  const idOf = (path: string): string => {
    const home = homes.find((folder) => isWithin(path, folder)) ?? root;
    const id = join(prefixes?.get(home) ?? relative(root, home), relative(home, path));
    return id === '.' ? basename(path) : id.split(sep).join('/').replace(/\/$/, '');
  };
  const skipped = new Set(skip.map((s) => resolve(s)));
  const visited = new Set<string>();
  const taken = new Set<string>();
  const apps: FoundFiles[] = [];
  const companions: string[] = [];
  let files = 0;
  const tell = (code: string, path: string): void =>
    void problems.push({ code, level: 'note', line: null, args: { file: idOf(path) } });
  const take = (group: readonly string[]): void => {
    const fresh = group.filter((path) => !taken.has(path));
    if (fresh.length === 0) return;
    for (const path of fresh) taken.add(path);
    files += fresh.length;
    apps.push({ id: idOf(fresh[0]!), paths: [...fresh] });
  };
  // eslint-disable-next-line complexity -- one branch for each thing a folder may be or hold
  const takeFolder = (folder: string): void => {
    const real = realpathSync(folder);
    if (visited.has(real) || skipped.has(folder) || skipped.has(real)) return;
    visited.add(real);
    if (isDecodedApp(folder)) return take([folder]);
    let names: string[];
    try {
      names = readdirSync(folder).sort(compareText);
    } catch {
      return tell('survey/folder-unreadable', folder);
    }
    const apks: string[] = [];
    const folders: string[] = [];
    const links: string[] = [];
    for (const name of names) {
      const path = join(folder, name);
      const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
      const stat = statSync(path, { throwIfNoEntry: false });
      if (!stat) tell(isLink ? 'survey/broken-link' : 'survey/file-unreadable', path);
      else if (stat.isDirectory()) (isLink ? links : folders).push(path);
      else if (!stat.isFile()) continue;
      else if (isCompanion(path, name)) companions.push(path);
      else if (APK.test(name)) apks.push(path);
      else if (PACKAGES.test(name)) take([path]);
      else if (!TELLING.test(name) && beginsLikeArchive(path)) {
        if (isApp(path, limits)) take([path]);
        else tell('survey/not-a-package', path);
      }
    }
    const known = memory?.groups(folder, apks);
    const groups = known ?? groupPaths(apks, limits);
    if (!known) memory?.keep(folder, apks, groups);
    for (const group of groups) take(group);
    for (const path of folders) takeFolder(path);
    // Real folders first, so that ids are real paths; what a link leads back to has been visited.
    for (const path of links) takeFolder(path);
  };
  for (const start of starts) if (start.isFolder) takeFolder(start.path);
  const single = starts.filter((s) => !s.isFolder).map((s) => s.path);
  for (const group of groupPaths([...new Set(single)], limits)) take(group);
  if (companions.length > 0)
    problems.push({
      code: 'survey/mac-companions',
      level: 'note',
      line: null,
      args: { file: idOf(companions[0]!), count: companions.length },
    });
  return { root, apps: apps.sort((a, b) => compareText(a.id, b.id)), files, problems };
}
