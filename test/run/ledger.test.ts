import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { openLedger } from '../../src/run/ledger.js';
import { rowLine } from '../../src/run/scan-one.js';
import { temporaryFolder } from '../support/package-files.js';

const folder = temporaryFolder();
const outcome = { state: 'failed' as const, code: 'a/b', args: {} };
const IDS = ['a "quoted" 名.apk', 'b\\c.apk', 'z.apk'];

test('cut anywhere, it opens with whole rows only and goes on from there', () => {
  const path = join(folder.path, 'whole.jsonl');
  const ledger = openLedger(path, true);
  IDS.forEach((id, i) => ledger.append(id, `b${i}`, rowLine(id, `b${i}`, outcome)));
  ledger.close();
  const whole = readFileSync(path);
  for (let length = 0; length <= whole.length; length++) {
    const cut = join(folder.path, 'cut.jsonl');
    writeFileSync(cut, whole);
    truncateSync(cut, length);
    const again = openLedger(cut, false);
    const lines = whole.subarray(0, length).toString('utf8').split('\n').length - 1;
    expect(IDS.map((id) => again.basisOf(id))).toEqual(IDS.map((_, i) => (i < lines ? `b${i}` : null)));
    IDS.slice(lines).forEach((id, i) =>
      again.append(id, `b${lines + i}`, rowLine(id, `b${lines + i}`, outcome)),
    );
    expect([...again.rows(['z.apk', 'nothing', IDS[0]!])].map((r) => r.id)).toEqual(['z.apk', IDS[0]]);
    again.close();
    expect(readFileSync(cut)).toEqual(whole);
  }
});

test('a row done again replaces the first; foreign lines are passed over', () => {
  const path = join(folder.path, 'twice.jsonl');
  writeFileSync(path, 'not json\n{"schema":"other"}\n\n');
  const ledger = openLedger(path, false);
  ledger.append('x', 'old', rowLine('x', 'old', outcome));
  ledger.append('x', 'new', rowLine('x', 'new', { ...outcome, code: 'c/d' }));
  ledger.close();
  const again = openLedger(path, false);
  expect(again.basisOf('x')).toBe('new');
  expect([...again.rows(['x'])]).toMatchObject([{ outcome: { code: 'c/d' } }]);
  again.close();
});

test('opened again, it holds on to no row: memory does not grow with their size', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const held = (): number => {
    collect();
    return getHeapStatistics().used_heap_size;
  };
  const path = join(folder.path, 'large.jsonl');
  const basis = 'b'.repeat(32);
  // In pieces, so that nothing large is left to be collected while we measure.
  for (let i = 0; i < 500; i++) {
    const large = { ...outcome, args: { reason: 'x'.repeat(40_000) } };
    writeFileSync(path, `${rowLine(`${i}.apk`, basis, large)}\n`, { flag: 'a' });
  }
  const before = held();
  const ledger = openLedger(path, false);
  const grown = held() - before;
  expect(ledger.basisOf('499.apk')).toBe(basis);
  ledger.close();
  expect(grown).toBeLessThan(2_000_000);
});
