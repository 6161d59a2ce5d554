import { describe, expect, test } from '@jest/globals';
import { durationText, openProgress, pace, progressBar, progressLine } from '../../src/cli/progress.js';
import type { ProgressState } from '../../src/cli/progress.js';
import { displayWidth } from '../../src/report/width.js';

const state = (change: Partial<ProgressState> = {}): ProgressState => ({
  done: 30, total: 100, before: 10, suspected: 7, failed: 0, current: ['应用/very-long-name-of-an-app.apk'], seconds: 10, ...change,
}); // prettier-ignore

describe('progress', () => {
  test('rate and time left count this run only', () => {
    expect(pace(state())).toEqual({ rate: 2, left: 35 });
    expect(pace(state({ done: 10 }))).toBeNull();
    expect(progressLine(state(), 'en')).toBe('30/100, 2.0/s, 0:35 left, 7 suspected');
    expect(progressLine(state({ failed: 2 }), 'zh')).toBe(
      '30/100，每秒 2.0 款，剩余 0:35，涉嫌 7，无法读取 2',
    );
    expect(durationText(3725)).toBe('1:02:05');
  });

  test.each([24, 40, 80, 200])('the bar fits %d columns', (columns) => {
    for (const lang of ['en', 'zh'] as const)
      expect(displayWidth(progressBar(state(), columns, lang))).toBeLessThan(Math.max(columns, 21));
    if (columns >= 80) expect(progressBar(state(), columns, 'en')).toMatch(/^\[█+·+\] 30\/100.*apk$/);
  });

  test('a name cannot move the cursor', () => {
    expect(progressBar(state({ current: ['\u001b[2J\r\n.apk'] }), 120, 'en')).not.toMatch(/[\u0000-\u001f]/);
  });

  test('lines now and then without a terminal, a bar rewritten with one', () => {
    const lines: string[] = [];
    const plain = openProgress((t) => lines.push(t), { terminal: false, columns: null, lang: 'en' });
    for (let s = 0; s <= 40; s++) plain.show(state({ seconds: s, done: s }));
    plain.show(state({ seconds: 40.1, done: 100 }));
    plain.clear();
    expect(lines).toHaveLength(6);
    expect(lines.join('')).not.toContain('\r');
    const bar: string[] = [];
    const shown = openProgress((t) => bar.push(t), { terminal: true, columns: 80, lang: 'en' });
    for (let i = 0; i < 10; i++) shown.show(state({ seconds: i / 50 }));
    shown.clear();
    expect(bar).toHaveLength(3);
    expect(bar.at(-1)).toBe('\r\u001b[2K');
  });
});
