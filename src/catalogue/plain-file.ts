// A file that a user names: rules, configuration, baseline, list, replies. Looked at before it is opened, since opening a
// pipe waits for whoever writes to it and a device may do anything. Leaves what is in it to the callers.
import { readFileSync, statSync } from 'node:fs';

/** Files people write are some kilobytes; the largest lists of surveys have some megabytes. */
const MOST_BYTES = 256 << 20;

/** @throws an error with a `code` as those of the file system: "ENOTFILE" for pipes and devices, "EFBIG" */
export function readPlainFile(path: string): Buffer {
  const stat = statSync(path);
  if (!stat.isFile() && !stat.isDirectory()) throw fault('ENOTFILE', path);
  if (stat.size > MOST_BYTES) throw fault('EFBIG', path);
  return readFileSync(path); // of a folder the system says so itself
}

export const readPlainText = (path: string): string => readPlainFile(path).toString('utf8');

function fault(code: string, path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
