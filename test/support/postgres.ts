// A database of its own for each test file, on the server that OVERREACH_TEST_POSTGRES names (.ci/run starts one on
// loopback). Without it the tests that need one are skipped, and say so.
import { randomBytes } from 'node:crypto';
import pg from 'pg';

export const SERVER = process.env['OVERREACH_TEST_POSTGRES'] ?? null;

export interface TestDatabase {
  address: string;
  query(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
}

export async function testDatabase(server: string): Promise<TestDatabase> {
  const name = `overreach_test_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 2 });
  pool.on('error', () => {});
  return {
    address: url.href,
    query: async (text, values) => (await pool.query(text, values)).rows as Record<string, unknown>[],
    async drop() {
      await pool.end();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
