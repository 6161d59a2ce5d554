// One survey at a time writes to a folder: a file in it says who does. A kill leaves it behind; whoever comes next sees that
// its process is gone. Leaves what is written to the survey.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../model/user-error.js';

export const LOCK = '.lock';

/** Who holds the folder, in the way of the file; null: nobody who still runs. */
function holderOf(path: string): string | null {
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null; // gone meanwhile
  }
  const [, id = '', host = ''] = /^(\d{1,10}) (\S{1,255})\n$/.exec(text) ?? [];
  if (host !== hostname()) return text.trim().slice(0, 300);
  // In a container every process may have the number that the one before had.
  if (Number(id) === process.pid) return null;
  try {
    process.kill(Number(id), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return null;
  }
  return id;
}

/** Takes the folder, which is there. @returns gives it back @throws UserError when another survey writes to it */
export function lockFolder(folder: string): () => void {
  const path = join(folder, LOCK);
  for (let tries = 0; tries < 2; tries++) {
    try {
      writeFileSync(path, `${process.pid} ${hostname()}\n`, { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = holderOf(path);
    if (holder !== null)
      throw new UserError(
        'survey/locked',
        {
          en: `another survey is writing to ${folder} (process ${holder})`,
          zh: `另一项普查正在写入 ${folder}（进程 ${holder}）`,
        },
        { en: `if none is, remove ${path}`, zh: `如并无其他普查，请删除 ${path}` },
      );
    rmSync(path, { force: true });
  }
  throw new UserError('survey/locked', {
    en: `another survey is starting in ${folder}`,
    zh: `另一项普查正在 ${folder} 中启动`,
  });
}
