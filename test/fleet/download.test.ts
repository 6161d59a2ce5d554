// Downloads against servers on loopback: bounded, checked, and only from where it is allowed.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readAddresses, remoteOf } from '../../src/fleet/addresses.js';
import { download, isPrivate } from '../../src/fleet/download.js';
import type { DownloadOptions } from '../../src/fleet/download.js';
import { writeFileSync } from 'node:fs';
import { temporaryFolder } from '../support/package-files.js';

const folder = temporaryFolder();
const at = (name: string): string => join(folder.path, name);
const BODY = Buffer.from('a package, as far as this test goes');
const HASH = createHash('sha256').update(BODY).digest('hex');
let server: Server;
let base = '';
let seen: IncomingMessage[] = [];

const answer = (request: IncomingMessage, response: ServerResponse): void => {
  seen.push(request);
  const path = request.url ?? '';
  if (path.startsWith('/bucket/an%20app.apk')) return void response.end(BODY);
  if (path.startsWith('/bucket/secret')) return void response.writeHead(403).end();
  if (path === '/ok') return void response.end(BODY);
  if (path === '/there') return void response.writeHead(302, { location: '/ok' }).end();
  if (path === '/loop') return void response.writeHead(302, { location: '/loop' }).end();
  if (path === '/away') return void response.writeHead(302, { location: 'http://other.example/ok' }).end();
  if (path === '/file') return void response.writeHead(302, { location: 'file:///etc/hostname' }).end();
  if (path === '/slow') return void response.write('a');
  if (path === '/busy') return void response.writeHead(503).end();
  response.writeHead(404).end();
};

beforeAll(async () => {
  server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const options = (more: Partial<DownloadOptions> = {}): DownloadOptions => ({
  allowHosts: [],
  allowPrivate: true,
  maxBytes: 1000,
  timeMs: 60_000,
  env: {},
  ...more,
});
const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'done',
    (error: { code: string; retry: boolean }) => `${error.code}${error.retry ? ' retry' : ''}`,
  );

describe('a download', () => {
  test('is what the server has, with its hash, through a redirect', async () => {
    expect(await download(`${base}/there`, at('a'), HASH, options())).toBe(HASH);
    expect(readFileSync(at('a'))).toEqual(BODY);
  });

  test.each([
    ['/loop', {}, 'fleet/too-many-redirects'],
    ['/away', {}, 'fleet/host-not-allowed'],
    ['/file', {}, 'fleet/bad-redirect'],
    ['/nothing', {}, 'fleet/http-status'],
    ['/busy', {}, 'fleet/http-status retry'],
    ['/ok', { maxBytes: 5 }, 'fleet/too-large'],
    ['/slow', { timeMs: 100 }, 'fleet/download-timed-out retry'],
    ['/ok', { allowHosts: ['*.example.com'] }, 'fleet/host-not-allowed'],
  ] as const)('of %s with %j ends as %s', async (path, more, code) => {
    expect(await codeOf(download(`${base}${path}`, at('b'), null, options(more)))).toBe(code);
  });

  test('with another hash than expected is refused', async () => {
    expect(await codeOf(download(`${base}/ok`, at('c'), '0'.repeat(64), options()))).toBe(
      'fleet/wrong-checksum',
    );
  });

  describe('from a store like S3, by its own client', () => {
    const keys = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'geheim' };
    beforeAll(() => {
      Object.assign(process.env, keys, { AWS_ENDPOINT_URL_S3: base });
    });
    afterAll(() => {
      for (const name of [...Object.keys(keys), 'AWS_ENDPOINT_URL_S3'])
        Reflect.deleteProperty(process.env, name);
    });

    test('is what the store has, with its hash', async () => {
      expect(await download('s3://bucket/an%20app.apk', at('s3'), HASH, options())).toBe(HASH);
      expect(readFileSync(at('s3'))).toEqual(BODY);
    });

    test.each([
      ['s3://bucket/nothing.apk', {}, 'fleet/http-status'],
      ['s3://bucket/secret.apk', {}, 'fleet/http-status'],
      ['s3://bucket/an%20app.apk', { maxBytes: 5 }, 'fleet/too-large'],
    ] as const)('of %s with %j ends as %s', async (address, more, code) => {
      expect(await codeOf(download(address, at('s3'), null, options(more)))).toBe(code);
    });

    test('that does not answer is tried again later', async () => {
      process.env['AWS_ENDPOINT_URL_S3'] = 'http://127.0.0.1:1';
      expect(await codeOf(download('s3://bucket/a.apk', at('s3'), null, options()))).toBe(
        'fleet/unreachable retry',
      );
      process.env['AWS_ENDPOINT_URL_S3'] = base;
    });
  });

  test('never goes to a private address, by number or by name', async () => {
    seen = [];
    const port = new URL(base).port;
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433'])
      expect(
        await codeOf(download(`http://${host}:${port}/ok`, at('d'), null, options({ allowPrivate: false }))),
      ).toBe('fleet/private-address');
    expect(seen).toEqual([]);
  });

  test.each([
    ['10.1.2.3', true],
    ['172.31.0.1', true],
    ['192.168.9.9', true],
    ['169.254.169.254', true],
    ['::1', true],
    ['fd00::1', true],
    ['::ffff:10.0.0.1', true],
    ['100.64.0.1', true],
    ['93.184.215.14', false],
    ['2606:2800::1', false],
  ] as const)('%s is private: %s', (ip, is) => expect(isPrivate(ip)).toBe(is));
});

describe('a list', () => {
  const read = async (text: string): Promise<(string | null)[]> => {
    writeFileSync(at('list.txt'), text);
    const found = [];
    for await (const { remote } of readAddresses(at('list.txt'))) found.push(remote?.address ?? null);
    return found;
  };
  test('of addresses, with comments and hashes', async () => {
    expect(
      await read(`# one\r\nhttps://a.example/x.apk ${HASH}\n\nftp://a/b\ns3://bucket/key.apk\n`),
    ).toEqual(['https://a.example/x.apk', null, 's3://bucket/key.apk']);
  });
  test('as AndroZoo publishes it', async () => {
    const text = `sha256,sha1,md5,dex_date,apk_size,pkg_name\n${HASH.toUpperCase()},x,y,,1,"a.b"\nnonsense,x,y,,1,"a.b"\n`;
    expect(await read(text)).toEqual([`androzoo:${HASH}`, null]);
  });
  test('keeps secrets out of ids and refuses those in addresses', () => {
    expect(remoteOf('https://a.example/x.apk?signature=geheim')!.id).toBe('a.example/x.apk');
    expect(remoteOf('https://me:geheim@a.example/x.apk')).toBeNull();
  });
});
