// The page of a fleet's counts: its own style is allowed by hash, nothing else is, and names from rows are escaped.
import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { fleetPage } from '../../../src/report/html/fleet-page.js';

test('allows its own style alone and escapes what rows say', () => {
  const page = fleetPage({
    tables: [
      {
        id: 'sdks',
        title: { en: 'SDKs', zh: 'SDK' },
        columns: ['sdk', 'apps'],
        rows: [['<script>alert(1)</script>', 1200]],
      },
    ],
    names: new Map(),
    title: null,
    publisher: '<b>',
    date: null,
    lang: 'zh',
    tool: { version: '1', rules: 'abc' },
  });
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)![1]!;
  const hash = createHash('sha256').update(style).digest('base64');
  expect(page).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
  expect(page).not.toMatch(/<script|<b>/);
  expect(page).toContain('1,200');
});
