// overreach page and overreach open: files that are written, a browser that is started or said to be missing.
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { temporaryFolder } from '../support/package-files.js';
import { runCli } from '../support/run-cli.js';
import { smallApk } from '../support/survey-apps.js';

const folder = temporaryFolder();
const at = (name: string): string => join(folder.path, name);
const apk = (): string => {
  writeFileSync(at('app.apk'), smallApk({ package: 'com.example.seen', label: 'Seen' }));
  return at('app.apk');
};

describe('page', () => {
  test('writes the page that the build made', async () => {
    const ran = await runCli(['page', '--out', at('p.html')]);
    expect([ran.code, ran.out, ran.err]).toEqual([0, '', '']);
    expect(readFileSync(at('p.html'), 'utf8')).toMatch(/^<!doctype html>[^]*default-src 'none'/);
  });

  test('that cannot be written is one line and 2', async () => {
    const ran = await runCli(['page', '--out', at('no/such/folder.html')]);
    expect([ran.code, ran.err.trim().split('\n').length]).toEqual([2, 1]);
  });
});

describe('open', () => {
  test('hands the report to the browser that is named', async () => {
    writeFileSync(at('browser'), `#!/bin/sh\nprintf '%s' "$1" > ${at('asked')}\n`);
    chmodSync(at('browser'), 0o755);
    const ran = await runCli(['open', apk(), '--out', at('r.html')], { env: { BROWSER: at('browser') } });
    expect([ran.code, ran.out, ran.err]).toEqual([0, `${at('r.html')}\n`, '']);
    expect(readFileSync(at('r.html'), 'utf8')).toContain('com.example.seen');
    for (let i = 0; i < 400 && !existsSync(at('asked')); i++) await new Promise((go) => setTimeout(go, 25));
    expect(readFileSync(at('asked'), 'utf8')).toBe(at('r.html'));
  });

  test('says when there is no browser, and where the report is', async () => {
    const ran = await runCli(['open', apk(), '--out', at('r.html')], { env: { BROWSER: at('nowhere') } });
    expect([ran.code, ran.out]).toEqual([0, `${at('r.html')}\n`]);
    expect(ran.err).toMatch(/no browser could be started/);
  });
});

test('a file that ends in .html is a page, without --format', async () => {
  await runCli(['scan', apk(), '--out', at('scan.html')]);
  expect(readFileSync(at('scan.html'), 'utf8')).toMatch(/^<!doctype html>/);
  await runCli(['scan', apk(), '--out', at('scan.txt')]);
  expect(readFileSync(at('scan.txt'), 'utf8')).toMatch(/Seen/);
});
