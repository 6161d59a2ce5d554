// Where packages come from, as lines of a list: addresses, paths, rows of a table with hashes. A bad line is told and
// skipped. Leaves folders to run/find-inputs.ts and bringing packages here to download.ts.
import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** One package that is somewhere else. */
export interface Remote {
  id: string; // unique in a fleet, without secrets
  address: string;
  sha256: string | null; // expected
}
export interface ListLine {
  line: number;
  remote: Remote | null; // null: the line is none
}

const HASH = /^[0-9a-f]{64}$/i;

/** An address or path → a package; null when it is none. User and password are refused: ids and rows are published. */
export function remoteOf(text: string, sha256: string | null = null): Remote | null {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (!['http:', 'https:', 's3:'].includes(url.protocol) || url.hostname === '') return null;
  if (url.username !== '' || url.password !== '') return null;
  url.hash = '';
  // What follows "?" may be a signature that opens the door: it stays out of the name.
  const id = `${url.host}${decodeSafely(url.pathname)}`;
  return { id, address: url.href, sha256 };
}

const decodeSafely = (path: string): string => {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
};

/** A table as AndroZoo publishes it: the head names `sha256`; the address is made from the hash when it is fetched. */
const tableOf = (head: string): ((line: string) => Remote | null) | null => {
  const names = head.split(',').map((name) => name.trim().replace(/^"|"$/g, '').toLowerCase());
  const [hashAt, addressAt] = [
    names.indexOf('sha256'),
    names.findIndex((n) => n === 'address' || n === 'url'),
  ];
  if (hashAt < 0 && addressAt < 0) return null;
  return (line) => {
    const cells = line.split(',').map((cell) => cell.trim().replace(/^"|"$/g, ''));
    const hash = cells[hashAt] ?? '';
    if (hashAt >= 0 && hash !== '' && !HASH.test(hash)) return null;
    if (addressAt >= 0) return remoteOf(cells[addressAt] ?? '', hash === '' ? null : hash.toLowerCase());
    if (!HASH.test(hash)) return null;
    return {
      id: `androzoo/${hash.toLowerCase()}`,
      address: `androzoo:${hash.toLowerCase()}`,
      sha256: hash.toLowerCase(),
    };
  };
};

/** Reads a list line by line; blank lines and those that begin with "#" say nothing. */
export async function* readAddresses(file: string): AsyncIterable<ListLine> {
  if (!statSync(file).isFile()) throw Object.assign(new Error(file), { code: 'ENOTFILE' });
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
  let table: ((line: string) => Remote | null) | null = null;
  let number = 0;
  let first = true;
  for await (const raw of lines) {
    number++;
    const text = raw.replace(/^\ufeff/, '').trim();
    if (text === '' || text.startsWith('#')) continue;
    if (first) {
      first = false;
      table = tableOf(text);
      if (table !== null) continue;
    }
    const [address = '', hash] = text.split(/\s+/);
    const sha256 = hash !== undefined && HASH.test(hash) ? hash.toLowerCase() : null;
    yield { line: number, remote: table === null ? remoteOf(address, sha256) : table(text) };
  }
}
