// A real browser for tests of pages: Debian's Chromium driven by playwright-core. Where there is none, tests that need
// it say so and pass over; continuous integration installs it.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const PATHS = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Path of the browser, or null after saying that there is none. */
export function findBrowser(): string | null {
  const found = PATHS.find((p): p is string => p !== undefined && p !== '' && existsSync(p));
  if (found === undefined)
    console.warn('no Chromium found (CHROMIUM_PATH or /usr/bin/chromium): browser tests are passed over');
  return found ?? null;
}

/** Nothing of the browser itself may use the network. */
export const launch = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-default-apps', '--host-resolver-rules=MAP * ~NOTFOUND',
    ], // prettier-ignore
  });
