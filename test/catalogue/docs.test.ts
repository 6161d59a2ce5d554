// The generated pages and schemas: schemas judge the rule files as the loader does, links lead somewhere, and nothing a
// file says can break out of a page.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv, type ValidateFunction } from 'ajv';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { buildCatalogue } from '../../src/catalogue/build.js';
import { generateCatalogueDocs } from '../../src/catalogue/docs/index.js';
import { code, escapeText } from '../../src/catalogue/docs/markdown.js';

const rules = fileURLToPath(new URL('../../rules', import.meta.url));
let pages: Record<string, string>;
beforeAll(() => {
  pages = generateCatalogueDocs(buildCatalogue(rules).catalogue);
}, 60_000);

describe('generated pages', () => {
  test('there is one for every kind, SDK and type', () => {
    for (const folder of ['data-kinds', 'sdks', 'app-types']) {
      const ids = readdirSync(join(rules, folder)).map((file) => file.replace(/\.yaml$/, ''));
      expect(Object.keys(pages)).toEqual(expect.arrayContaining(ids.map((id) => `${folder}/${id}.md`)));
    }
    expect(Object.keys(pages)).toEqual(
      expect.arrayContaining(['coverage.md', 'sinks.md', 'permissions/README.md']),
    );
  });

  test('links lead to pages', () => {
    const dead: string[] = [];
    for (const [path, text] of Object.entries(pages)) {
      for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+\.md)\)/g)) {
        if (/^https?:/.test(target)) continue;
        const to = normalize(join(dirname(path), target));
        if (pages[to] === undefined) dead.push(`${path} → ${target}`);
      }
    }
    expect(dead).toEqual([]);
  });

  test('the coverage page has a line for every kind that is taken', () => {
    const coverage = pages['coverage.md'] ?? '';
    for (const id of ['contacts', 'screenshots', 'location-precise', 'device-fingerprint']) {
      expect(coverage).toContain(`(data-kinds/${id}.md)`);
    }
    expect(coverage).toMatch(/\d+ entries name hidden or system members/);
  });

  test('text stays text', () => {
    expect(escapeText('<img onerror=x> [a](b) | `c` *d*\n# e')).toBe(
      '&lt;img onerror=x&gt; \\[a\\](b) \\| \\`c\\` \\*d\\* # e',
    );
    expect(code('a|b')).toBe('`a\\|b`');
    expect(code('a`b')).toBe('`` a`b ``');
  });
});

describe('schemas for editors', () => {
  const schemaOf = (file: string): string | undefined =>
    /\$schema=(?:\.\.\/)+docs\/(schema\/[\w-]+\.json)/.exec(
      readFileSync(file, 'utf8').split('\n', 1)[0] ?? '',
    )?.[1];

  test('every rule file names one, and fits it', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    const compiled = new Map<string, ValidateFunction>();
    const files = readdirSync(rules, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.yaml'),
    );
    expect(files.length).toBeGreaterThan(900);
    const faults: string[] = [];
    for (const file of files) {
      const path = join(rules, file);
      const name = schemaOf(path);
      if (name === undefined) {
        // Files of other folders (checks, scoring) may still be without a first line.
        if (/^(?:data-kinds|sdks|sinks|app-types|platform)/.test(file))
          faults.push(`${file}: no schema named`);
        continue;
      }
      const text = pages[name];
      if (text === undefined) {
        faults.push(`${file}: ${name} does not exist`);
        continue;
      }
      const validate = compiled.get(name) ?? ajv.compile(JSON.parse(text) as object);
      compiled.set(name, validate);
      if (!validate(parse(readFileSync(path, 'utf8'))))
        faults.push(`${file}: ${ajv.errorsText(validate.errors)}`);
    }
    expect(faults).toEqual([]);
    expect(existsSync(rules)).toBe(true);
  });

  test('and refuse what the loader refuses', () => {
    const ajv = new Ajv({ strict: false });
    const validate = ajv.compile(JSON.parse(pages['schema/sdk.json'] ?? '{}') as object);
    const good = { id: 'a', name: 'A', vendor: 'A', categories: [], tracker: false, signals: [], takes: [] };
    expect(validate(good)).toBe(true);
    expect(validate({ ...good, wat: 1 })).toBe(false);
    expect(validate({ ...good, signals: [{ kind: 'smell', value: 'x', confidence: 'high' }] })).toBe(false);
  });
});
