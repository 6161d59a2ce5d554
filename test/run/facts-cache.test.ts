// Facts kept on disk come back as they were, whatever is in them; what is damaged, torn or another's is a miss.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyFacts } from '../../src/checks/empty-facts.js';
import type { AppFacts } from '../../src/model/facts.js';
import { decodeFacts, encodeFacts, openFactsCache } from '../../src/run/facts-cache.js';
import { packValue, unpackValue } from '../../src/run/packed-values.js';

const KEY = 'ab'.repeat(32);

/** Facts with lists long and mixed enough to use every way of packing. */
function someFacts(): AppFacts {
  const facts = emptyFacts('com.example.torch');
  if (facts.code.state === 'missing') throw new Error('empty facts have code');
  const symbol = 'Lcom/example/A;->m()V';
  facts.code.value.sites.push(
    { entry: 'classes.dex', class: 'Lcom/example/A;', method: 'm()V', super: null, reach: null },
    {
      entry: 'classes.dex',
      class: 'Lcom/example/截屏;',
      method: '\ud83d\ude00()V',
      super: 'Lcom/example/A;',
      reach: [
        {
          occasion: 'startup',
          component: null,
          trigger: 'Application.onCreate',
          path: [symbol, symbol],
          cutSteps: 0,
          repeats: true,
          consent: 'decision',
          decision: { symbol, offset: 4, key: 'agreed' },
        },
      ],
    },
  );
  facts.code.value.uses.push(
    { watch: 'call a.B#c', site: 0, offset: 3 },
    { watch: 'call a.B#c', args: ['x', null], offset: 2 ** 31 - 1, site: 1 },
    { site: 1, offset: 5, watch: 'call a.B#c', how: 'super' },
  );
  facts.identity.sizeBytes = 2 ** 40;
  return facts;
}

describe('packed values', () => {
  const plain = fc.dictionary(
    fc.string({ unit: 'binary' }),
    fc.jsonValue({ depthSize: 'medium', stringUnit: 'binary' }),
    { noNullPrototype: true },
  );

  test('come back as they went in, with names in their order', () => {
    fc.assert(
      fc.property(plain, (value) => {
        const back = unpackValue(packValue(value));
        expect(JSON.stringify(back)).toBe(JSON.stringify(value));
      }),
      { numRuns: 300 },
    );
  });

  test('keep one text once', () => {
    const packed = packValue({ a: ['same text', 'same text'], b: { c: 'same text' } });
    expect(packed.text).toBe('same text');
  });

  test('refuse numbers that do not fit', () => {
    const packed = packValue({ list: ['a', 'b'], object: { number: 1 } });
    for (let i = 0; i < packed.numbers.length; i++) {
      const numbers = packed.numbers.slice(0, i);
      expect(() => unpackValue({ ...packed, numbers })).toThrow();
    }
    expect(() => unpackValue({ ...packed, text: packed.text.slice(1) })).toThrow();
  });
});

describe('a file of the cache', () => {
  test('holds the facts, with Latin-1 and with wider text', () => {
    for (const facts of [emptyFacts('com.example.torch'), someFacts()]) {
      const back = decodeFacts(KEY, encodeFacts(KEY, facts));
      expect(JSON.stringify(back)).toBe(JSON.stringify(facts));
    }
  });

  test('is a miss for another key, cut short, or with any byte changed', () => {
    const data = encodeFacts(KEY, someFacts());
    expect(decodeFacts('cd'.repeat(32), data)).toBeNull();
    for (let size = 0; size < data.length; size += 7)
      expect(decodeFacts(KEY, Buffer.from(data.subarray(0, size)))).toBeNull();
    for (let at = 0; at < data.length; at += 5) {
      const changed = Buffer.from(data);
      changed[at]! ^= 0x40;
      expect(decodeFacts(KEY, changed)).toBeNull();
    }
  });

  test('is written whole, found again, and read anew when it is damaged', () => {
    const folder = mkdtempSync(join(tmpdir(), 'overreach-cache-'));
    try {
      const cache = openFactsCache(folder, '1-1');
      expect(cache.get(KEY)).toBeNull();
      cache.put(KEY, someFacts());
      expect(cache.has(KEY)).toBe(true);
      expect(cache.get(KEY)).toEqual(someFacts());
      const [name] = readdirSync(join(folder, 'facts', 'ab'));
      const path = join(folder, 'facts', 'ab', name!);
      writeFileSync(path, readFileSync(path).subarray(1));
      expect(cache.get(KEY)).toBeNull();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
