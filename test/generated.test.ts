import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { loadFullCatalogue } from '../src/catalogue/load.js';
import { stalePages } from '../src/cli/commands/docs.js';
import { generateDocs } from '../src/cli/docs/pages.js';

describe('generated pages are what the product generates', () => {
  const pages = generateDocs(loadFullCatalogue());
  const fix = 'run: npm run generate';

  test('every page is on disk, word for word', () => {
    const different = Object.entries(pages)
      .filter(([path, text]) => !existsSync(`docs/${path}`) || readFileSync(`docs/${path}`, 'utf8') !== text)
      .map(([path]) => path);
    expect({ fix, different }).toEqual({ fix, different: [] });
  });

  test('no page is left over', () => {
    expect({ fix, stale: stalePages('docs', new Set(Object.keys(pages))) }).toEqual({ fix, stale: [] });
  });

  test('schemas are JSON', () => {
    for (const [path, text] of Object.entries(pages))
      if (path.endsWith('.json')) expect(() => void JSON.parse(text)).not.toThrow();
  });
});
