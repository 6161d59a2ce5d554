// The pages that `npm run docs` builds: schemas are kept in the repository and must be current; every other page is built,
// not kept, and must build.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { loadFullCatalogue } from '../src/catalogue/load.js';
import { COMMANDS } from '../src/cli/commands/index.js';
import { generateDocs } from '../src/cli/docs/pages.js';

describe('generated pages', () => {
  const pages = generateDocs(loadFullCatalogue(), COMMANDS);
  const schemas = Object.entries(pages).filter(([path]) => path.startsWith('schema/'));
  const fix = 'run: npm run docs';

  test('schemas on disk are current, and none is left over', () => {
    const different = schemas
      .filter(([path, text]) => !existsSync(`docs/${path}`) || readFileSync(`docs/${path}`, 'utf8') !== text)
      .map(([path]) => path);
    expect({ fix, different }).toEqual({ fix, different: [] });
    expect(
      readdirSync('docs/schema')
        .map((f) => `schema/${f}`)
        .sort(),
    ).toEqual(schemas.map(([path]) => path).sort());
    for (const [, text] of schemas) expect(() => void JSON.parse(text)).not.toThrow();
  });

  test('every page has a title and no page is empty', () => {
    const empty = Object.entries(pages)
      .filter(([path, text]) => path.endsWith('.md') && !/^# \S/m.test(text))
      .map(([path]) => path);
    expect(empty).toEqual([]);
  });
});
