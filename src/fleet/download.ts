// Brings one package from an address to a file: bounded in bytes, time and redirects, only from hosts that are allowed,
// never from a private address unless allowed, with its hash checked. The only code of the product that uses the network.
// Leaves what to fetch to addresses.ts and retrying to the queue.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { lookup as resolveName } from 'node:dns';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';

export interface DownloadOptions {
  /** Patterns such as "*.example.com"; empty: the host of the address itself, and no other. */
  allowHosts: readonly string[];
  allowPrivate: boolean;
  maxBytes: number;
  timeMs: number;
  env: Readonly<Record<string, string | undefined>>;
}

/** Why a package could not be had. `retry`: the same may work later. */
export class DownloadError extends Error {
  readonly code: string;
  readonly args: Record<string, string | number>;
  readonly retry: boolean;

  constructor(code: string, args: Record<string, string | number>, retry: boolean) {
    super(code);
    this.code = code;
    this.args = args;
    this.retry = retry;
  }
}

/** Hops that are followed; browsers allow 20, stores of packages use one or two. */
const MOST_REDIRECTS = 5;

const PRIVATE = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
  ['2001:db8::', 32],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv6');

export function isPrivate(ip: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return isPrivate(mapped);
  return PRIVATE.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4');
}

/** Names are resolved once, here, and the connection goes to what was checked: no second answer can differ. */
const guarded =
  (allowPrivate: boolean): LookupFunction =>
  (host, options, done) => {
    resolveName(host, { ...options, all: true }, (error, addresses) => {
      const list = addresses as unknown as { address: string; family: number }[];
      if (error) return done(error, '', 0);
      const usable = allowPrivate ? list : list.filter(({ address }) => !isPrivate(address));
      if (usable.length === 0) return done(Object.assign(new Error('private'), { code: 'EPRIVATE' }), '', 0);
      if (options.all === true) return (done as (e: null, all: typeof list) => void)(null, usable);
      done(null, usable[0]!.address, usable[0]!.family);
    });
  };

const matches = (host: string, pattern: string): boolean =>
  pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern;

function checkHost(url: URL, first: URL, options: DownloadOptions): void {
  const host = url.hostname.toLowerCase().replace(/^\[|\]$/g, '');
  if (!['http:', 'https:'].includes(url.protocol))
    throw new DownloadError('fleet/bad-redirect', { host }, false);
  if (first.protocol === 'https:' && url.protocol === 'http:')
    throw new DownloadError('fleet/bad-redirect', { host }, false);
  const allowed = options.allowHosts.length === 0 ? [first.hostname.toLowerCase()] : options.allowHosts;
  if (!allowed.some((pattern) => matches(url.hostname.toLowerCase(), pattern.toLowerCase())))
    throw new DownloadError('fleet/host-not-allowed', { host }, false);
  if (!options.allowPrivate && isIP(host) !== 0 && isPrivate(host))
    throw new DownloadError('fleet/private-address', { host }, false);
}

const request = (url: URL, options: DownloadOptions, signal: AbortSignal): Promise<IncomingMessage> =>
  new Promise((settle, fail) => {
    const get = url.protocol === 'https:' ? httpsGet : httpGet;
    get(
      url,
      { lookup: guarded(options.allowPrivate), signal, headers: { 'accept-encoding': 'identity' } },
      settle,
    ).on('error', fail);
  });

/** Follows redirects to the answer that carries the package. */
async function openHttp(address: string, options: DownloadOptions, signal: AbortSignal): Promise<Readable> {
  const first = new URL(address);
  let url = first;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    checkHost(url, first, options);
    const answer = await request(url, options, signal);
    const status = answer.statusCode ?? 0;
    if (status >= 300 && status < 400 && answer.headers.location !== undefined) {
      answer.destroy();
      url = new URL(answer.headers.location, url);
      continue;
    }
    if (status === 200) return answer;
    answer.destroy();
    throw new DownloadError('fleet/http-status', { status }, mayRetry(status));
  }
  throw new DownloadError('fleet/too-many-redirects', { most: MOST_REDIRECTS }, false);
}

/** An object of an S3-compatible store; region, endpoint and keys come from the environment, as its client reads them. */
async function openS3(address: string, signal: AbortSignal): Promise<Readable> {
  const url = new URL(address);
  const name = '@aws-sdk/client-s3';
  interface Client {
    send(command: object, options: object): Promise<{ Body?: Readable }>;
  }
  let client: { S3Client: new (options: object) => Client; GetObjectCommand: new (input: object) => object };
  try {
    client = (await import(name)) as typeof client;
  } catch {
    throw new DownloadError('fleet/no-s3-client', { package: name }, false);
  }
  // Tries are the queue's business, not the client's.
  const store = new client.S3Client({ forcePathStyle: true, maxAttempts: 1 });
  const object = new client.GetObjectCommand({ Bucket: url.hostname, Key: keyOf(url) });
  try {
    const { Body } = await store.send(object, { abortSignal: signal });
    if (Body) return Body;
  } catch (error) {
    throw s3Error(error);
  }
  throw new DownloadError('fleet/http-status', { status: 404 }, false);
}

/** A key may hold a percent sign of its own. */
function keyOf(url: URL): string {
  const key = url.pathname.slice(1);
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

/** What the store answered, by its status; its messages name buckets and keys and are not quoted. */
function s3Error(error: unknown): unknown {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  if (name === 'CredentialsProviderError') return new DownloadError('fleet/no-s3-keys', {}, false);
  return status === undefined ? error : new DownloadError('fleet/http-status', { status }, mayRetry(status));
}

const mayRetry = (status: number): boolean => status >= 500 || status === 429 || status === 408;

/** AndroZoo's download address; the key stays in the environment and in no row. */
function androzooAddress(hash: string, env: DownloadOptions['env']): string {
  const key = env['ANDROZOO_API_KEY'];
  if (key === undefined || key === '')
    throw new DownloadError('fleet/no-androzoo-key', { variable: 'ANDROZOO_API_KEY' }, false);
  return `https://androzoo.uni.lu/api/download?apikey=${encodeURIComponent(key)}&sha256=${hash.toUpperCase()}`;
}

/**
 * Writes the package to `file`. @returns its hash
 * @param cancel ends it early; what is thrown then says nothing of the package
 * @throws DownloadError with a code for the row; messages of the network are not quoted, they may hold addresses
 */
export async function download(
  address: string,
  file: string,
  expected: string | null,
  options: DownloadOptions,
  cancel?: AbortSignal,
): Promise<string> {
  const late = AbortSignal.timeout(options.timeMs);
  const stop = cancel === undefined ? late : AbortSignal.any([late, cancel]);
  try {
    const source = address.startsWith('s3:')
      ? await openS3(address, stop)
      : await openHttp(
          address.startsWith('androzoo:') ? androzooAddress(address.slice(9), options.env) : address,
          options,
          stop,
        );
    const hash = createHash('sha256');
    let bytes = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _, next) {
        bytes += chunk.length;
        if (bytes > options.maxBytes)
          return next(new DownloadError('fleet/too-large', { bytes: options.maxBytes }, false));
        hash.update(chunk);
        next(null, chunk);
      },
    });
    await pipeline(source, meter, createWriteStream(file), { signal: stop });
    const found = hash.digest('hex');
    if (expected !== null && found !== expected)
      throw new DownloadError('fleet/wrong-checksum', { expected, found }, false);
    return found;
  } catch (error) {
    throw asDownloadError(error, late.aborted, options.timeMs);
  }
}

function asDownloadError(error: unknown, timedOut: boolean, timeMs: number): DownloadError {
  if (error instanceof DownloadError) return error;
  if (timedOut)
    return new DownloadError('fleet/download-timed-out', { seconds: Math.round(timeMs / 1000) }, true);
  const code = (error as { code?: string } | null)?.code ?? 'unknown';
  if (code === 'EPRIVATE') return new DownloadError('fleet/private-address', { host: '' }, false);
  return new DownloadError('fleet/unreachable', { reason: code }, true);
}
