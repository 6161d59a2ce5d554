// The one way in: what the command line and the library make of the same words and files, and what stops a scan that
// takes too long.
import { describe, expect, jest, test } from '@jest/globals';
import { checkTime, startDeadline } from '../src/bytes/deadline.js';
import { DEFAULT_LIMITS } from '../src/bytes/limits.js';
import { loadCatalogue, loadWatchlist } from '../src/catalogue/load.js';
import type { AppReport } from '../src/model/report.js';
import { judgeFacts, openApp, readFacts, readPaths, scanPackage } from '../src/scan.js';
import { runCli } from './support/run-cli.js';

const APP = 'samples/shop-modest/app.apk';
const catalogue = loadCatalogue();
const watchlist = loadWatchlist();

describe('app types', () => {
  test.each([
    'online-shopping,map-navigation',
    'map-navigation + online-shopping',
    'unknown',
    '地图导航',
    '1',
    'Map navigation',
  ])('--type "%s" means in the command line what it means in the library', async (type) => {
    const { out, err } = await runCli(['scan', APP, '--type', type, '--format', 'json']);
    expect(err).toBe('');
    const library = scanPackage([APP], { catalogue, watchlist, type, toolVersion: '0.0.0-test' });
    expect((JSON.parse(out) as AppReport).type).toEqual(JSON.parse(JSON.stringify(library.type)));
  });

  test('a word that is no type is refused by both, before any package is opened', async () => {
    const { code, err } = await runCli([
      'scan',
      'nowhere.apk',
      '--type',
      'instant-messaging,mapp-navigation',
    ]);
    expect(code).not.toBe(0);
    expect(err).toContain('mapp-navigation');
    expect(() => scanPackage([APP], { catalogue, watchlist, type: 'mapp-navigation' })).toThrow(
      expect.objectContaining({ code: 'type/unknown' }),
    );
  });
});

test('the manifest of a package is inflated once', () => {
  const app = openApp([APP]);
  const [part] = app.parts;
  const read = jest.spyOn(part!, 'read');
  const facts = readFacts(app, { watchlist });
  app.close();
  expect(facts.manifest.state).toBe('complete');
  expect(read.mock.calls.map(([name]) => name).filter((name) => name === 'AndroidManifest.xml')).toEqual([]);
});

describe('time', () => {
  test('a deadline ends by its own clock and only while it runs', () => {
    let now = 5;
    const end = startDeadline(10, () => now);
    checkTime();
    now = 15;
    checkTime();
    now = 16;
    expect(checkTime).toThrow(expect.objectContaining({ code: 'limit/time-ms', args: { limit: 10 } }));
    end();
    checkTime();
  });

  test('what was not read in time is missing, is said, and widens the interval to the end', () => {
    const over = { ...DEFAULT_LIMITS, timeMs: -1 };
    const facts = readPaths([APP], { watchlist, limits: over });
    expect(facts.code).toEqual({ state: 'missing', because: ['limit/time-ms'] });
    expect(facts.diagnostics.map(({ code }) => code)).toContain('limit/time-ms');
    const report = judgeFacts(facts, { catalogue });
    expect(report.score.rated).toBe(false);
    expect(report.score.high).toBe(100);
    // The next app has its own time.
    expect(readPaths([APP], { watchlist }).code.state).toBe('complete');
  });
});
