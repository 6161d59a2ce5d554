// A real browser for tests of pages: Debian's Chromium driven by playwright-core. Where there is none, tests that need
// it say so and pass over; continuous integration installs it.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

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

/** Opens pages of surveys and notes in `seen` whatever a harmless page does not do: print, fail, ask for files, ask users. */
export const pageOpener =
  (browser: () => Browser, seen: string[]) =>
  async (url: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> => {
    const page = await browser().newPage({ viewport: { width: 1280, height: 900 }, ...options });
    page.on('console', (m) => seen.push(`console ${m.type()}: ${m.text()}`));
    page.on('pageerror', (e) => seen.push(`error: ${e.message}`));
    page.on('request', (r) => {
      if (r.url() !== url.replace(/#.*/, '') && !r.url().startsWith('data:'))
        seen.push(`request: ${r.url()}`);
    });
    page.on('dialog', (d) => seen.push(`dialog: ${d.message()}`));
    await page.goto(url);
    await page.waitForFunction("document.documentElement.dataset.ready === 'yes'");
    return page;
  };

/** What axe finds wrong with the page, one line each. The page must be opened with `bypassCSP`. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const found = (await page.evaluate('axe.run(document)')) as {
    violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
  };
  return found.violations.map(
    (v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200)} ${v.nodes[0]?.failureSummary}`,
  );
}
