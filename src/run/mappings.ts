// Mapping files on disk and which of them belongs to an app: by the id that the app's code carries, else by the file's
// name, else the only one there is. Leaves reading one to formats/mapping and applying it to judging.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Limits } from '../bytes/limits.js';
import { ParseError } from '../bytes/parse-error.js';
import { readMapping, type Mapping } from '../formats/mapping/mapping-file.js';
import type { AppFacts } from '../model/facts.js';
import { UserError } from '../model/user-error.js';

/** Plain data: it goes to threads, which read the file when an app needs it. */
export interface MappingFile {
  path: string;
  sha256: string;
  /** As R8 wrote it at the head of the file; null in ProGuard's. */
  id: string | null;
  /** The file's name without its endings. */
  stem: string;
}

/**
 * The mapping files that paths name; of a folder its ".txt" files. In the order given, those of a folder by name.
 * @throws UserError when a path cannot be read, ParseError when a file that was named is no mapping
 */
export function listMappings(paths: readonly string[], limits: Limits): MappingFile[] {
  return paths.flatMap((path) => {
    try {
      if (!statSync(path).isDirectory()) return [describe(path, readWhole(path, limits), limits)];
      const names = readdirSync(path).filter((name) => name.endsWith('.txt'));
      return names.sort().map((name) => {
        const file = join(path, name);
        return describe(file, readWhole(file, limits), limits);
      });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (error instanceof ParseError)
        throw new UserError(error.code, {
          en: `--mapping ${path}: not a mapping file of R8 or ProGuard that could be read (${error.code})`,
          zh: `--mapping ${path}：不是可读取的 R8 或 ProGuard 映射文件（${error.code}）`,
        });
      if (code === undefined) throw error;
      throw new UserError('cli/no-mapping', {
        en: `--mapping ${path}: cannot be read (${code})`,
        zh: `--mapping ${path}：无法读取（${code}）`,
      });
    }
  });
}

function readWhole(path: string, { entryBytes }: Limits): Uint8Array {
  const stat = statSync(path);
  if (!stat.isFile()) throw Object.assign(new Error(path), { code: 'ENOTFILE' }); // opening a pipe waits for its writer
  const { size } = stat;
  if (size > entryBytes) throw new ParseError('limit/entry-bytes', 0, { limit: entryBytes, sizeBytes: size });
  return readFileSync(path);
}

function describe(path: string, data: Uint8Array, limits: Limits): MappingFile {
  return {
    path,
    sha256: createHash('sha256').update(data).digest('hex'),
    id: readMapping(data, limits).id,
    stem: basename(path)
      .replace(/\.txt$/i, '')
      .replace(/[.-]mapping$/i, ''),
  };
}

/**
 * The mapping that belongs to an app; null when none is given that could.
 * @param at which of the apps judged it is, for files that nothing else ties to an app; null where order says nothing
 */
export function mappingFor(
  files: readonly MappingFile[],
  facts: AppFacts,
  app: { path: string; at: number | null },
  limits: Limits,
): Mapping | null {
  const file = choose(files, facts, app);
  return file === null ? null : readMapping(readWhole(file.path, limits), limits);
}

function choose(
  files: readonly MappingFile[],
  facts: AppFacts,
  { path, at }: { path: string; at: number | null },
): MappingFile | null {
  const ids = facts.code.state === 'missing' ? [] : (facts.code.value.mapIds ?? []);
  const byId = files.find(
    ({ id }) => id !== null && ids.some((one) => one.startsWith(id) || id.startsWith(one)),
  );
  if (byId) return byId;
  const name = facts.manifest.state === 'missing' ? '' : facts.manifest.value.package;
  const own = basename(path).replace(/\.[^.]+$/, '');
  const byName = files.find(({ stem }) => stem === own || stem === name);
  if (byName) return byName;
  // A file that says whose it is belongs to no other app, but one that was given alone is answered to.
  return at === null ? null : (files[at] ?? (files.length === 1 ? files[0]! : null));
}
