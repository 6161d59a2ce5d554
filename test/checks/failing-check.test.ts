// A check that throws, broken here on purpose: told in every format and both languages, and incomplete for --strict.
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { targetSdk } from '../../src/checks/conditions/target-sdk.js';
import { FORMAT_IDS } from '../../src/report/index.js';
import { runCli } from '../support/run-cli.js';

const APP = 'samples/shop-modest/app.apk';
const REASON = 'a wheel came off';

beforeEach(() => {
  jest.spyOn(targetSdk, 'match').mockImplementation(() => {
    throw new TypeError(REASON);
  });
});
afterEach(() => void jest.restoreAllMocks());

interface Sarif {
  runs: {
    tool: { driver: { rules: { id: string }[] } };
    invocations: {
      executionSuccessful: boolean;
      toolExecutionNotifications: {
        descriptor: { id: string };
        level: string;
        associatedRule?: { id: string; index: number };
      }[];
    }[];
  }[];
}

describe('a check that throws', () => {
  test.each(FORMAT_IDS.flatMap((format) => [[format, 'en'] as const, [format, 'zh'] as const]))(
    'is told in %s, %s',
    async (format, lang) => {
      const { out, code } = await runCli(['scan', APP, '--format', format, '--lang', lang]);
      expect(out.replace(/\s+/g, ' ')).toContain(REASON);
      expect(code).toBe(0);
    },
  );

  test('is a notification of the run in SARIF, with its rule', async () => {
    const { out } = await runCli(['scan', APP, '--format', 'sarif']);
    const [run] = (JSON.parse(out) as Sarif).runs;
    const [invocation] = run!.invocations;
    const told = invocation!.toolExecutionNotifications.filter(
      ({ descriptor }) => descriptor.id === 'internal/rule-failed',
    );
    expect(invocation!.executionSuccessful).toBe(false);
    expect(told.length).toBeGreaterThan(0);
    for (const { level, associatedRule } of told) {
      expect(level).toBe('error');
      expect(run!.tool.driver.rules[associatedRule!.index]!.id).toBe(associatedRule!.id);
    }
  });

  test('ends scan and check with 3 under --strict, and nothing else does', async () => {
    const strict = (...words: string[]): Promise<number> =>
      runCli([...words, '--strict', '--quiet', '--fail-on', '100']).then(({ code }) => code);
    expect(await strict('scan', APP)).toBe(3);
    expect(await strict('check', APP)).toBe(3);
    jest.restoreAllMocks();
    expect(await strict('scan', APP)).toBe(0);
    expect(await strict('check', APP)).toBe(0);
  });
});
