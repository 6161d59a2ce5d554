// What the measurements of fleets share: a database of its own for each, and what the server's processes have cost.
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { initialise } from '../../dist/fleet/database.js';

let made = 0;

/** Makes a database on the server, with the tables of a fleet in it, and drops it after the work. */
export async function withDatabase(server, work) {
  const name = `overreach_bench_${process.pid}_${made++}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  try {
    await initialise(url.href);
    return await work(url.href);
  } finally {
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  }
}

export async function ask(address, text) {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Fields of /proc/<pid>/stat behind the name, which may hold anything; null when there is no such process (any more). */
function fieldsOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
const TICKS = 100; // a second, on every Linux that Node runs on

/** The first process of a server on this machine; null where the server is elsewhere. */
export async function serverProcess(server) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    const { rows } = await client.query('select pg_backend_pid() as pid');
    const parent = Number(fieldsOf(rows[0].pid)?.[1] ?? 0);
    return fieldsOf(parent) !== null && readFileSync(`/proc/${parent}/comm`, 'utf8').startsWith('postgres')
      ? parent
      : null;
  } finally {
    await client.end();
  }
}

/** The processes of a server, the first among them. */
export const serverProcesses = (first) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid === first || Number(fieldsOf(pid)?.[1]) === first);

/** Seconds of processor time that a server has used so far, connections that are closed among them. */
export function serverSeconds(first) {
  const seconds = (pid, at) => Number(fieldsOf(pid)?.[at] ?? 0) / TICKS;
  const open = serverProcesses(first).reduce((sum, pid) => sum + seconds(pid, 11) + seconds(pid, 12), 0);
  return open + seconds(first, 13) + seconds(first, 14);
}
